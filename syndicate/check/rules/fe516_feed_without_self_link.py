"""FE516: a feed that does not say where it is."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import ATOM, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.kind == "json" and feed.value is not None:
        said = bool(feed.value.get("feed_url"))
    elif feed.kind:
        said = any(link.get("rel") == "self" and link.get("href") for link in feed.root.iterfind(_WHERE[feed.kind]))
    else:
        return
    if not said:
        yield Hit("feed_url" if feed.kind == "json" else "link", "the feed does not say its own address")


_WHERE = {"atom": f"{ATOM}link", "rss": f"channel/{ATOM}link"}


RULE = Rule(
    code="FE516",
    name="feed-without-self-link",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    read=READ,
    why="A feed says where it is, so that it is known again when it is copied, moved or opened from a file. "
    "Without that, readers and hubs know it by the address that they happened to fetch.",
    mend='Add <link rel="self" href="..."> (in RSS atom:link, in JSON Feed feed_url).',
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
    ),
    bad=(
        feed(rss(head="<title>Fog</title><link>https://example.org/</link>"), at="link"),
        feed(atom(head="<id>tag:example.org,2020:feed</id>"), at="link"),
        feed(json_feed(feed_url=None), at="feed_url"),
    ),
)
