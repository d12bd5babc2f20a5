"""FE519: an entry without a link."""

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
    if not entry.url and not _is_permalink(entry) and not (entry.value or {}).get("external_url"):
        name = "url" if feed.kind == "json" else "link"
        yield Hit(f"{entry.path}.{name}", f"the entry {shown(entry.title, 60)} has no link")


def _is_permalink(entry: Entry) -> bool:
    guid = None if entry.element is None else entry.element.find("guid")
    return guid is not None and guid.get("isPermaLink") != "false" and entry.id.startswith("http")


RULE = Rule(
    code="FE519",
    name="entry-without-link",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2",
    read=READ,
    why="From an entry one wants to go to the review on its page. Without a link there is no way there.",
    mend="Give each entry the address of its page.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
        feed(rss("<item><guid>https://example.org/fog</guid></item>")),
    ),
    bad=(
        feed(rss("<item><title>Fog</title></item>"), at="item[0].link"),
        feed(atom('<entry><link rel="enclosure" href="https://example.org/a.jpg"/></entry>'), at="entry[0].link"),
        feed(json_feed({"url": None}), at="items[0].url"),
    ),
)
