"""FE514: HTML in a feed that can run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import json_feed, rss
from syndicate.check.rules._feeds import html_of, of_entries, tags
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_RUNS = re.compile(
    r"[\x00-\x20]*(?:j[\x00-\x20]*a[\x00-\x20]*v[\x00-\x20]*a|v[\x00-\x20]*b)[\x00-\x20]*s[\x00-\x20]*c[\x00-\x20]*r[\x00-\x20]*i[\x00-\x20]*p[\x00-\x20]*t[\x00-\x20]*:",
    re.IGNORECASE,
)


def _check(_: Feed, entry: Entry) -> Iterator[Hit]:
    for html in html_of(entry):
        why = next(_unsafe(html.text), "")
        if why:
            yield Hit(html.path, f"the HTML has {why}")


def _unsafe(html: str) -> Iterator[str]:
    for name, found in tags(html):
        if name in ("script", "object", "embed", "applet", "base"):
            yield f"the element {name}"
        for attribute, value in found.items():
            if attribute.startswith("on") and attribute[2:].isalpha():
                yield f"the event handler {shown(attribute, 40)}"
            elif attribute in ("href", "src", "action", "formaction", "xlink:href") and _RUNS.match(value[:200]):
                yield f"the address {shown(value, 40)}"


RULE = Rule(
    code="FE514",
    name="unsafe-html-in-feed",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    read=READ,
    why="Readers show the HTML of others among their own, so they take out whatever could run, or refuse the "
    "entry. What gets through attacks those who read it.",
    mend="Take scripts, event handlers and addresses that run out of the content.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(json_feed({"content_html": "<p>It is about &lt;script&gt; and onclick=.</p>"})),
        feed(json_feed({"content_html": '<iframe src="https://video.example.org/1"></iframe>'})),
    ),
    bad=(
        feed(json_feed({"content_html": "<p>a</p><script>x()</script>"}), at="items[0].content_html"),
        feed(
            json_feed({"content_html": '<img src="https://example.org/a.jpg" onerror="x()">'}),
            at="items[0].content_html",
        ),
        feed(
            rss("<item><description>&lt;a href=' Java&amp;#10;Script:x()'&gt;fog&lt;/a&gt;</description></item>"),
            at="item[0].description",
        ),
    ),
)
