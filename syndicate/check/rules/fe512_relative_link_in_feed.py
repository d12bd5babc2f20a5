"""FE512: a relative address of a feed or an entry."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import is_absolute, links, of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    for link in links(feed):
        if link.url and not is_absolute(link.url):
            yield Hit(link.path, f"{shown(link.url, 80)} is no whole address")


RULE = Rule(
    code="FE512",
    name="relative-link-in-feed",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-specification",
    read=READ,
    why="A feed is read far from the site, where a relative address leads nowhere. Readers open an address of "
    "their own, or none.",
    mend="Write the whole address, beginning with https://.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
        feed(rss("<item><link>mailto:ada@example.org</link></item>")),
        feed(
            atom()
            .replace("<feed ", '<feed xml:base="https://example.org/" ')
            .replace("https://example.org/fog", "/fog")
        ),
    ),
    bad=(
        feed(rss("<item><link>/fog</link></item>"), at="item[0].link"),
        feed(atom('<entry><link href="fog.html"/></entry>'), at="entry[0].link"),
        feed(json_feed({"url": "example.org/fog"}), at="items[0].url"),
        feed(rss(head="<link>www.example.org</link>"), at="link"),
    ),
)
