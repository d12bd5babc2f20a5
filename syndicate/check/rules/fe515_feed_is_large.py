"""FE515: a large feed."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


_LARGE = 250 * 1024


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.size > _LARGE:
        yield Hit("", f"the feed has {feed.size // 1024:,} KB in {len(feed.entries):,} entries; 250 KB is large")


RULE = Rule(
    code="FE515",
    name="feed-is-large",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc5005",
    read=READ,
    why="Every reader fetches a feed again and again, most of them on telephones. Some refuse large ones, and "
    "most keep no more than the newest entries.",
    mend="Put fewer entries into it, and the older ones into archives (RFC 5005).",
    check=of_feed(_check),
    good=(feed(rss()),),
    bad=(feed(rss(more="<category>fog</category>" * 12_000), at=""),),
)
