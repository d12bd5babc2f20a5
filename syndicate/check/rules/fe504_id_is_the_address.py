"""FE504: ids that are addresses."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.kind == "json":  # its specification says that an address makes a good id
        return
    same = [entry for entry in feed.entries if entry.id and entry.id == entry.url]
    if same:
        name = "guid" if feed.kind == "rss" else "id"
        yield Hit(
            f"{same[0].path}.{name}", f"of {len(feed.entries)} entries, {len(same)} have their address as their id"
        )


RULE = Rule(
    code="FE504",
    name="id-is-the-address",
    severity="note",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-profile",
    read=READ,
    why="The ids of these entries are their addresses. When a site moves, or a title with its address is "
    "corrected, readers show all of them as new.",
    mend="Take ids that have nothing to do with where a page is, as tag: URIs; leave those of entries that are "
    "out already as they are.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed({"id": "https://example.org/fog"})),
    ),
    bad=(
        feed(
            rss("<item><guid>https://example.org/fog</guid><link>https://example.org/fog</link></item>" * 2),
            at="item[0].guid",
        ),
        feed(
            atom("<entry><id>https://example.org/fog</id><link href='https://example.org/fog'/></entry>"),
            at="entry[0].id",
        ),
    ),
)
