"""FE502: an entry without an id."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_entries
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed, entry: Entry) -> Iterator[Hit]:
    if not entry.id and (entry.value is None or not isinstance(entry.value.get("id"), (int, float))):
        name = {"rss": "guid", "atom": "id", "json": "id"}[feed.kind or "rss"]
        yield Hit(f"{entry.path}.{name}", f"the entry {shown(entry.title, 60)} has no {name}")


RULE = Rule(
    code="FE502",
    name="entry-without-id",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    read=READ,
    why="Readers know an entry again by its id. Without one they guess by its address or its title, and show "
    "it as new when that changes.",
    mend="Give each entry an id that never changes, as a tag: or a urn:uuid: URI.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
        feed(json_feed({"id": 7})),
    ),
    bad=(
        feed(rss("<item><title>Fog</title><link>https://example.org/fog</link></item>"), at="item[0].guid"),
        feed(atom("<entry><title>Fog</title><updated>2024-03-01T10:00:00Z</updated></entry>"), at="entry[0].id"),
        feed(json_feed({"id": None}), at="items[0].id"),
    ),
)
