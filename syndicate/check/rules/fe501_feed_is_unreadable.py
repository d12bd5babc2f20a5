"""FE501: a feed that is not well-formed."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import ATOM, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    # An entry of Atom may be a document of its own (RFC 4287, section 2).
    if feed.wrong and f"{ATOM}entry" not in feed.wrong:
        yield Hit("", f"the feed cannot be read: {feed.wrong}")


RULE = Rule(
    code="FE501",
    name="feed-is-unreadable",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://www.rfc-editor.org/rfc/rfc4287#section-2",
    read=READ,
    why="A reader that meets a mistake in the XML or the JSON of a feed shows nothing of it. Everyone who "
    "follows it sees no new review, and no message.",
    mend="Correct the document at that place; text in it has to be escaped.",
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
        feed(json_feed()),
    ),
    bad=(
        feed(rss().replace("</rss>", ""), at=""),
        feed("<rss><channel><title>Fog & Sun</title></channel></rss>", at=""),
        feed('{"version": "https://jsonfeed.org/version/1.1", "items": [}', at=""),
        feed("<html><p>rss</p></html>", at=""),
    ),
)
