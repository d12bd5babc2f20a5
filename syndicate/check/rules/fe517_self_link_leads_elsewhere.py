"""FE517: a feed that says another address than its own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from syndicate.check._feed import ATOM
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check._subject import Subject
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import is_absolute
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    feed, url = subject.page.feed, subject.page.url
    if feed is None or not url:
        return
    if feed.kind == "json" and feed.value is not None:
        said = [("feed_url", feed.value.get("feed_url"))]
    elif feed.kind:
        where = feed.root if feed.kind == "atom" else feed.root.find("channel")
        found = () if where is None else where.iterfind(f"{ATOM}link")
        said = [("link", link.get("href")) for link in found if link.get("rel") == "self"]
    else:
        return
    # One of several may be an older address.
    if said and all(isinstance(one, str) and is_absolute(one) and _bare(one) != _bare(url) for _, one in said):
        yield Hit(said[0][0], f"it says that it is at {shown(said[0][1], 80)}, and it is at {shown(url, 80)}")


def _bare(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path or "/", parts.query
    except ValueError:
        return url, "", ""


RULE = Rule(
    code="FE517",
    name="self-link-leads-elsewhere",
    severity="warning",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2",
    read=READ,
    why="A feed says another address than the one that it is at. Readers that follow it go to the other one, "
    "and may find nothing there.",
    mend="Write the address at which the feed is published.",
    check=_check,
    good=(
        feed(rss(), url="https://example.org/feed.rss"),
        feed(atom(), url="http://www.example.org/feed.atom"),
        feed(atom()),
    ),
    bad=(
        feed(rss(), url="https://example.org/feeds/all.rss", at="link"),
        feed(json_feed(), url="https://example.net/feed.json", at="feed_url"),
    ),
)
