"""FE511: an entry that was changed before it was published."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed
from syndicate.check.rules._feeds import dates, of_feed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    instants = {one.path: one.instant for one in dates(feed) if one.state == "fine"}
    first, last = ("date_published", "date_modified") if feed.kind == "json" else ("published", "updated")
    for entry in feed.entries:
        start = instants.get(f"{entry.path}.{'pubDate' if feed.kind == 'rss' else first}")
        end = instants.get(f"{entry.path}.{last}")
        if start is not None and end is not None and end < start:
            yield Hit(f"{entry.path}.{last}", f"it is updated {entry.updated}, and published {entry.published}")


RULE = Rule(
    code="FE511",
    name="updated-before-published",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.2.15",
    read=READ,
    why="The entry was changed before it was published, so one of its dates is wrong. Readers that order by "
    "either show it in the wrong place.",
    mend="Correct the wrong one of the two dates.",
    check=of_feed(_check),
    good=(
        feed(atom()),
        feed(json_feed({"date_modified": "2024-03-01T11:00:00+01:00"})),
    ),
    bad=(
        feed(json_feed({"date_modified": "2024-03-01T10:30:00+01:00"}), at="items[0].date_modified"),
        feed(
            atom("<entry><published>2024-03-02T10:00:00Z</published><updated>2024-03-01T10:00:00Z</updated></entry>"),
            at="entry[0].updated",
        ),
    ),
)
