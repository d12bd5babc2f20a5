"""RSS 2.0, written with feedgen; with Dublin Core, Content, Media RSS and two elements of Atom.

=========================== =======================================================================================
``guid isPermaLink=false``  the record's id, as it is
``title``                   the review's title, else the item's name; plain text
``link``                    the review's page
``pubDate``                 when it was published, else when it was changed (RFC 2822; see
                            :mod:`syndicate.formats._feed`)
``atom:updated``            when it was changed, where that is known
``description``             HTML: the summary, else the first 300 characters of the body
``content:encoded``         HTML; see :mod:`syndicate.formats._feed_content`
``dc:creator``              the name of each author: ``author`` is for an e-mail address
``category``                each tag
``dc:language``             where it differs from the feed's
``media:content``           each picture of the review: ``enclosure`` asks for its length, which nobody knows
``schema:*``                the facts in schema.org's words; see :mod:`syndicate.formats._feed_schema`
``lastBuildDate``           the newest date of what is in the feed
``atom:link rel=self``      where the feed is
=========================== =======================================================================================

A channel needs a description: where the site has none, its name stands there. RSS cannot say that a review has left:
tombstones are told as lost, and all that remains of them is that ``lastBuildDate`` moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from syndicate.formats import _feed, _feed_ext
from syndicate.formats._base import Format, WriteContext
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["FORMAT", "write"]


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One RSS feed. Raises :class:`SettingsError` without ``site.url``, :class:`OutputError` without any entry."""
    feed = _feed.feed(records, ctx, "RSS")
    for tombstone in feed.tombstones:
        ctx.lose(tombstone.id, "tombstone", "dropped")
    document = _feed_ext.new_feed(feed, "rss")
    document.title(feed.title)
    document.description(feed.description or feed.title)
    document.language(feed.language)
    document.generator("Syndicate")
    if feed.self_url is not None:
        document.link(href=feed.self_url, rel="self", type="application/rss+xml")
    # The last link of any kind is the channel's.
    document.link(href=feed.url, rel="alternate")
    for entry in feed.entries:
        _add(document, entry)
    yield document.rss_str(pretty=True)


def _add(document: Any, entry: _feed.Entry) -> None:
    made = document.add_entry(order="append")
    made.syndicate.entry = entry
    made.guid(entry.review.id, permalink=False)
    made.title(entry.title)
    made.category([{"term": tag} for tag in entry.review.tags])
    made.description(entry.description)
    if entry.link is not None:
        made.link(href=entry.link, rel="alternate")
    if entry.content is not None:
        made.content(entry.content)


FORMAT = Format(
    name="rss",
    title="RSS feed",
    media_type="application/rss+xml",
    suffixes=(".rss",),
    spec="https://www.rssboard.org/rss-specification",
    carries=_feed.CARRIES,
    write=write,
)
