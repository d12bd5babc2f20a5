"""FE525: an enclosure that does not say what it is."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.kind != "rss":
        return
    for entry in feed.entries:
        for enclosure in entry.element.iterfind("enclosure"):
            lacking = [name for name in ("url", "length", "type") if not (enclosure.get(name) or "").strip()]
            if lacking:
                yield Hit(f"{entry.path}.enclosure", f"the enclosure has no {' and no '.join(lacking)}")


RULE = Rule(
    code="FE525",
    name="enclosure-without-facts",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-specification",
    read=READ,
    why="An enclosure says how large its file is and what it is. Without that, readers do not offer it, or "
    "fetch it to find out.",
    mend="Write url, length (in bytes) and type.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(rss(more='<enclosure url="https://example.org/a.jpg" length="0" type="image/jpeg"/>')),
    ),
    bad=(feed(rss(more='<enclosure url="https://example.org/a.jpg"/>'), at="item[0].enclosure"),),
)
