"""FE524: HTML that is said to be text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._feed import ATOM, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_TAG = re.compile(r"<(?:p|br|div|a|img|ul|ol|blockquote|em|strong|b|i|h[1-6])(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.kind != "atom":
        return
    for entry in feed.entries:
        for name in ("content", "summary"):
            found = entry.element.find(f"{ATOM}{name}")
            if found is not None and found.get("type", "text") in ("text", "text/plain"):
                tag = _TAG.search(found.text or "")
                if len(found) or tag is not None:
                    what = "elements" if tag is None else shown(tag[0], 40)
                    yield Hit(f"{entry.path}.{name}", f"the {name} is said to be text, and has {what}")


RULE = Rule(
    code="FE524",
    name="html-that-says-it-is-text",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1",
    read=READ,
    why="The content says that it is plain text, and it is HTML. Readers that keep to the rules show the tags.",
    mend='Say type="html".',
    check=of_feed(_check),
    good=(
        feed(atom()),
        feed(atom("<entry><summary>a &lt; b</summary></entry>")),
        feed(rss()),
    ),
    bad=(
        feed(atom("<entry><content>&lt;p&gt;Fog.&lt;/p&gt;</content></entry>"), at="entry[0].content"),
        feed(atom("<entry><summary type='text'><b>Fog</b></summary></entry>"), at="entry[0].summary"),
    ),
)
