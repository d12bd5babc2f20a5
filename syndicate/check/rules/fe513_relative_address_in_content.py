"""FE513: a relative address in the text of an entry."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import addresses, html_of, is_absolute, of_entries, tags
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(_: Feed, entry: Entry) -> Iterator[Hit]:
    for html in html_of(entry):
        # Many readers do not look at what says the base, but those that keep to the rules do.
        wrong = () if html.based else list(_relative(html.text))
        if wrong:
            more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            yield Hit(html.path, f"{shown(wrong[0], 80)} is no whole address{more}")


def _relative(html: str) -> Iterator[str]:
    for _, found in tags(html):
        for name, url in addresses(found):
            # What leads to a place in the same text is no address of a page; data= and cite= are of few elements.
            if name not in ("data", "cite", "background") and url[:1] not in ("#", "") and not _is_whole(url):
                yield url


def _is_whole(url: str) -> bool:
    return is_absolute(url) or url.lower().startswith(("mailto:", "tel:", "data:", "cid:", "geo:"))


RULE = Rule(
    code="FE513",
    name="relative-address-in-content",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rssboard.org/rss-profile",
    read=READ,
    why="A feed is read far from the site, where a relative address leads nowhere. Pictures are missing, and "
    "links are dead.",
    mend="Write whole addresses in the content of entries.",
    check=of_entries(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed({"content_html": '<a href="#note">1</a> <img src="https://example.org/a.jpg" alt="">'})),
        feed(json_feed({"content_html": "a &lt;img src=a.jpg&gt;"})),
    ),
    bad=(
        feed(
            json_feed({"content_html": '<img src="/a.jpg" alt=""><a href="b.html">b</a>'}), at="items[0].content_html"
        ),
        feed(
            rss("<item><description>&lt;a href='../fog'&gt;fog&lt;/a&gt;</description></item>"),
            at="item[0].description",
        ),
        feed(
            atom(
                "<entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
                "<a href='fog'>fog</a></div></content></entry>"
            ),
            at="entry[0].content",
        ),
    ),
)
