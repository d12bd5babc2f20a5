"""FE510: an entry without a date."""

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
    if feed.kind != "atom" and not entry.published and not entry.updated:
        name = "pubDate" if feed.kind == "rss" else "date_published"
        yield Hit(f"{entry.path}.{name}", f"the entry {shown(entry.title, 60)} has no {name}")


RULE = Rule(
    code="FE510",
    name="entry-without-date",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-profile",
    read=READ,
    why="Readers order entries by their dates. One without a date has the time at which each reader first saw it.",
    mend="Say when the review was published: pubDate in RSS, date_published in JSON Feed.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
        feed(rss("<item><dc:date>2024-03-01</dc:date></item>")),
    ),
    bad=(
        feed(rss("<item><title>Fog</title></item>"), at="item[0].pubDate"),
        feed(json_feed({"date_published": None}), at="items[0].date_published"),
    ),
)
