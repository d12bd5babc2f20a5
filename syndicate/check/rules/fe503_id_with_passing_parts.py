"""FE503: an id with parts that change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_entries
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_PASSING = re.compile(
    r"[?&;](utm_[a-z]+|fbclid|gclid|msclkid|mc_[ce]id|phpsessid|jsessionid|sessionid|sid|_ga|igshid|yclid)=",
    re.IGNORECASE,
)


def _check(feed: Feed, entry: Entry) -> Iterator[Hit]:
    if (found := _PASSING.search(entry.id)) is not None:
        name = "guid" if feed.kind == "rss" else "id"
        yield Hit(f"{entry.path}.{name}", f"the id {shown(entry.id, 80)} has the part {found[1]}")


RULE = Rule(
    code="FE503",
    name="id-with-passing-parts",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6",
    read=READ,
    why="This id has parts that follow a visit or a campaign. Another value in them makes every review new to "
    "all readers.",
    mend="Take an id that is made of nothing but the review; its address without these parts at the least.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(rss('<item><guid isPermaLink="false">https://example.org/?p=12</guid></item>')),
    ),
    bad=(
        feed(rss("<item><guid>https://example.org/fog?utm_source=rss</guid></item>"), at="item[0].guid"),
        feed(json_feed({"id": "https://example.org/fog?a=1&fbclid=x"}), at="items[0].id"),
    ),
)
