"""FE509: an Atom feed that does not say when it was updated."""

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
    if feed.kind != "atom":
        return
    if not (feed.root.findtext(f"{ATOM}updated") or "").strip():
        yield Hit("updated", "the feed has no updated")
    for entry in feed.entries:
        if not entry.updated:
            yield Hit(f"{entry.path}.updated", f"the entry {shown(entry.title, 60)} has no updated")


RULE = Rule(
    code="FE509",
    name="atom-without-updated",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    read=READ,
    why="In Atom the feed and each of its entries say when they were updated. Some readers refuse a feed that "
    "does not, and the others cannot tell what is new.",
    mend="Give it an updated with the time of the last change that matters; the feed has that of its newest entry.",
    check=of_feed(_check),
    good=(
        feed(atom()),
        feed(rss()),
    ),
    bad=(
        feed(atom("<entry><id>tag:example.org,2020:fog</id><title>Fog</title></entry>"), at="entry[0].updated"),
        feed(atom(head="<id>tag:example.org,2020:feed</id>"), at="updated"),
    ),
)
