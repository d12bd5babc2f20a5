"""FE526: an Atom entry of nobody."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import ATOM, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.kind != "atom" or feed.root.find(f"{ATOM}author") is not None:
        return
    for entry in feed.entries:
        if entry.element.find(f"{ATOM}author") is None and entry.element.find(f"{ATOM}source/{ATOM}author") is None:
            yield Hit(f"{entry.path}.author", f"neither the feed nor the entry {shown(entry.title, 60)} has an author")


RULE = Rule(
    code="FE526",
    name="entry-without-author",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    read=READ,
    why="Atom wants an author of each entry: its own, or that of the feed. A review without one is of nobody, "
    "and some readers refuse the feed.",
    mend="Give the feed an author, or each entry its own.",
    check=of_feed(_check),
    good=(
        feed(atom()),
        feed(rss()),
        feed(atom("<entry><author><name>Ada Example</name></author></entry>", head="<title>Fog</title>")),
    ),
    bad=(feed(atom(head="<title>Fog</title>"), at="entry[0].author"),),
)
