"""FE506: one id for two entries."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    seen: dict[str, Entry] = {}
    for entry in feed.entries:
        other = seen.setdefault(entry.id, entry)
        # Atom lets a feed have several states of one entry, told apart by when they were updated.
        if entry.id and other is not entry and (feed.kind != "atom" or other.updated == entry.updated):
            name = "guid" if feed.kind == "rss" else "id"
            yield Hit(f"{entry.path}.{name}", f"{shown(entry.id, 80)} is the id of {other.path} too")


RULE = Rule(
    code="FE506",
    name="id-of-two-entries",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    read=READ,
    why="Two entries have one id. Readers take them for one, and show one of the two reviews.",
    mend="Give each entry an id of its own.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(rss("<item><title>a</title></item><item><title>b</title></item>")),
        feed(
            atom(
                "".join(
                    f"<entry><id>tag:example.org,2020:fog</id><updated>{day}</updated></entry>"
                    for day in ("2024-03-01T10:00:00Z", "2024-03-02T10:00:00Z")
                )
            )
        ),
    ),
    bad=(
        feed(rss("<item><guid>https://example.org/fog</guid></item>" * 2), at="item[1].guid"),
        feed(atom("<entry><id>tag:example.org,2020:fog</id></entry>" * 2), at="entry[1].id"),
    ),
)
