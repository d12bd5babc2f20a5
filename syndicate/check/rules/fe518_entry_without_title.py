"""FE518: an entry without a title."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_entries
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(_: Feed, entry: Entry) -> Iterator[Hit]:
    if not entry.title:
        yield Hit(f"{entry.path}.title", f"the entry {shown(entry.id or entry.url, 80)} has no title")


RULE = Rule(
    code="FE518",
    name="entry-without-title",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.2.14",
    read=READ,
    why="Readers list entries by their titles. One without shows as untitled, or with its first words, and "
    "nobody sees what was reviewed.",
    mend="Give each entry a title: what was reviewed, and the verdict where there is room.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
    ),
    bad=(
        feed(rss("<item><description>Fog.</description></item>"), at="item[0].title"),
        feed(json_feed({"title": " "}), at="items[0].title"),
        feed(atom("<entry><title/></entry>"), at="entry[0].title"),
    ),
)
