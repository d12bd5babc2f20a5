"""FE523: markup in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._feed import ATOM, Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_entries
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_MARKUP = re.compile(
    r"</?(?:a|b|br|em|i|img|p|small|span|strong|sub|sup|u)(?:\s[^<>]{0,300})?/?>"
    r"|&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,6});"
)


def _check(_: Feed, entry: Entry) -> Iterator[Hit]:
    title = None if entry.element is None else entry.element.find(f"{ATOM}title")
    kind = "" if title is None else title.get("type", "")
    found = None if kind in ("html", "xhtml") else _MARKUP.search(entry.title)
    if found is not None:
        yield Hit(f"{entry.path}.title", f"the title {shown(entry.title, 60)} has {shown(found[0], 30)}")


RULE = Rule(
    code="FE523",
    name="markup-in-title",
    severity="note",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-profile",
    read=READ,
    why="Titles in feeds are plain text, and most readers show them as they are. People see the tags and the "
    "codes of signs.",
    mend="Write the title as plain text, escaped once.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(rss("<item><title>1 &lt; 2 &amp; 3 &gt; 2</title></item>")),
        feed(atom('<entry><title type="html">&lt;b&gt;Fog&lt;/b&gt;</title></entry>')),
    ),
    bad=(
        feed(rss("<item><title>Fog &amp;amp; Sun</title></item>"), at="item[0].title"),
        feed(json_feed({"title": "<em>Fog</em>"}), at="items[0].title"),
        feed(atom("<entry><title>Fog&amp;#8217;s</title></entry>"), at="entry[0].title"),
    ),
)
