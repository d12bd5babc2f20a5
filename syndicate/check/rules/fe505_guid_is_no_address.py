"""FE505: a guid that is no address and does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, rss
from syndicate.check.rules._feeds import is_absolute, of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.kind != "rss":
        return
    for entry in feed.entries:
        guid = entry.element.find("guid")
        if entry.id and guid.get("isPermaLink", "true").strip().lower() != "false" and not _is_page(entry.id):
            yield Hit(f"{entry.path}.guid", f"the guid {shown(entry.id, 80)} is no address")


def _is_page(id: str) -> bool:
    return id.lower().startswith(("https://", "http://")) and is_absolute(id)


RULE = Rule(
    code="FE505",
    name="guid-is-no-address",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-specification",
    read=READ,
    why='A guid is an address that readers open, unless it says isPermaLink="false". This one is no address, '
    "and a click on it leads nowhere.",
    mend='Write <guid isPermaLink="false">.',
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(rss("<item><guid>https://example.org/fog</guid></item>")),
        feed(atom()),
    ),
    bad=(
        feed(rss("<item><guid>fog-1</guid></item>"), at="item[0].guid"),
        feed(rss('<item><guid isPermaLink="true">tag:example.org,2020:fog</guid></item>'), at="item[0].guid"),
    ),
)
