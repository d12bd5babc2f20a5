"""FE527: an entry in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syndicate.check._rule import Hit, Rule, feed
from syndicate.check._subject import Subject
from syndicate.check.rules._feed_texts import rss
from syndicate.check.rules._feeds import dates
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    feed, day = subject.page.feed, subject.page.day
    if feed is None or day is None:
        return
    for date in dates(feed):
        # Wherever the reader is, the day has begun somewhere half a day earlier.
        if date.instant is not None and date.instant.date() > day + timedelta(days=1):
            yield Hit(date.path, f"{shown(date.text, 60)} lies after {day.isoformat()}")


RULE = Rule(
    code="FE527",
    name="date-of-entry-in-the-future",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-specification",
    read=READ,
    why="Readers put what lies in the future on top, and keep it there; some hide it. Either way the newest "
    "reviews are not seen.",
    mend="Correct the date, or publish the entry when its day has come.",
    check=_check,
    good=(
        feed(rss()),
        feed(rss(), instant="2024-03-01"),
        feed(rss(), instant="2024-02-29"),
    ),
    bad=(feed(rss(), instant="2024-02-28", at="item[0].pubDate"),),
)
