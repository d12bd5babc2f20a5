"""FE508: a date without a zone."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import dates, of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    for date in dates(feed):
        if date.state == "zoneless":
            yield Hit(date.path, f"{shown(date.text, 60)} says no zone that is known", f"Write it as in {date.wanted}.")


RULE = Rule(
    code="FE508",
    name="date-without-zone",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-3.3",
    read=READ,
    why="Without a zone nobody knows when this was: readers take their own zone, or another. Reviews of one "
    "day come in another order, and may lie in the future.",
    mend="Write the time with its offset from UTC.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
        feed(rss("<item><pubDate>Fri, 01 Mar 2024 10:00:00 EST</pubDate></item>")),
        feed(rss("<item><pubDate>Fri, 01 Mar 2024 10:00:00 -0000</pubDate></item>")),
    ),
    bad=(
        feed(rss("<item><pubDate>Fri, 01 Mar 2024 10:00:00</pubDate></item>"), at="item[0].pubDate"),
        feed(rss("<item><pubDate>Fri, 01 Mar 2024 10:00:00 CET</pubDate></item>"), at="item[0].pubDate"),
        feed(json_feed({"date_modified": "2024-03-01T10:00:00"}), at="items[0].date_modified"),
        feed(atom("<entry><published>2024-03-01</published></entry>"), at="entry[0].published"),
    ),
)
