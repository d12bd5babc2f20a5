"""FE507: a date of a feed that cannot be read."""

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
        if date.state == "wrong":
            yield Hit(
                date.path, f"{shown(date.text, 60)} is no date as this format has it", f"Write it as in {date.wanted}."
            )


RULE = Rule(
    code="FE507",
    name="date-of-feed-is-no-date",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-3.3",
    read=READ,
    why="Readers order entries by their dates. What they cannot read, they take for now or for 1970, and the "
    "review stands in the wrong place for good.",
    mend="Write dates as the format of the feed has them.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
        feed(rss("<item><dc:date>2024-03-01</dc:date></item>")),
        feed(rss("<item><pubDate>1 Mar 24 10:00 GMT</pubDate></item>")),
    ),
    bad=(
        feed(rss("<item><pubDate>2024-03-01T10:00:00Z</pubDate></item>"), at="item[0].pubDate"),
        feed(atom("<entry><updated>1 March 2024</updated></entry>"), at="entry[0].updated"),
        feed(json_feed({"date_published": "2024-02-30T10:00:00Z"}), at="items[0].date_published"),
        feed(rss(head="<title>Fog</title><lastBuildDate>now</lastBuildDate>"), at="lastBuildDate"),
    ),
)
