"""FE522: a feed that does not say what it is."""

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
        said = {name for name in ("version", "title", "items") if feed.value.get(name) not in (None, "")}
    elif feed.kind:
        top = "" if feed.kind == "atom" else "channel/"
        wanted = _WANTED[feed.kind]
        said = {name for name in wanted if (feed.root.findtext(f"{top}{ATOM if not top else ''}{name}") or "").strip()}
    else:
        return
    for name in _WANTED[feed.kind]:
        if name not in said:
            yield Hit(name, f"the feed has no {name}")


_WANTED = {"atom": ("id", "title"), "rss": ("title", "link", "description"), "json": ("version", "title", "items")}


RULE = Rule(
    code="FE522",
    name="feed-without-its-own-facts",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    read=READ,
    why="A feed has to say what it is: its id, its title, where its site is. Readers show these, and some "
    "refuse a feed without them.",
    mend="Add what is missing.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
    ),
    bad=(
        feed(rss(head="<title>Fog</title><link>https://example.org/</link>"), at="description"),
        feed(atom(head="<title>Fog</title>"), at="id"),
        feed(json_feed(title=None), at="title"),
    ),
)
