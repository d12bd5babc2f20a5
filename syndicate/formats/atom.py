"""Atom 1.0 (RFC 4287), written with feedgen; with tombstones (RFC 6721).

============================ ======================================================================================
``id``                       the record's id, as it is
``title``                    the review's title, else the item's name; plain text
``link rel=alternate``       the review's page
``link rel=enclosure``       each picture of the review; ``type`` by its suffix
``link rel=related``         each page that the review cites
``link rel=license``         the licence (RFC 4946)
``published``, ``updated``   see :mod:`syndicate.formats._feed`
``summary``                  the review's summary, plain text
``content``                  HTML; see :mod:`syndicate.formats._feed_content`
``author``                   each author: name and page; the feed's own author is the publisher, else the site
``category``                 each tag
``xml:lang``                 where it differs from the feed's
``schema:*``                 the facts in schema.org's words; see :mod:`syndicate.formats._feed_schema`
``at:deleted-entry``         a tombstone: ``ref``, ``when``, and the reason in ``at:comment``
============================ ======================================================================================

A review of which only the summary may be passed on has no ``content``; where it has no link either, which Atom asks
for then, its content is the summary, or the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from syndicate.formats import _feed, _feed_ext
from syndicate.formats._base import Format, WriteContext
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.uri import uri

__all__ = ["FORMAT", "write"]


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One Atom feed. Raises :class:`SettingsError` without ``site.url``, :class:`OutputError` without any entry."""
    feed = _feed.feed(records, ctx, "Atom")
    document = _feed_ext.new_feed(feed, "atom")
    document.id(feed.id)
    document.title(feed.title)
    document.subtitle(feed.description)
    document.updated(feed.updated)
    document.language(feed.language)
    document.generator("Syndicate")
    document.author({"name": feed.author, "uri": feed.author_url})
    if feed.self_url is not None:
        document.link(href=feed.self_url, rel="self", type="application/atom+xml")
    document.link(href=feed.url, rel="alternate", type="text/html")
    for entry in feed.entries:
        _add(document, entry)
    yield document.atom_str(pretty=True)


def _add(document: Any, entry: _feed.Entry) -> None:
    review = entry.review
    made = document.add_entry(order="append")
    made.syndicate.entry = entry
    made.id(review.id)
    made.title(entry.title)
    made.updated(entry.updated)
    made.published(entry.published)
    made.author([_author(author.name, author.url) for author in review.authors])
    made.category([{"term": tag} for tag in review.tags])
    made.summary(review.summary)
    if entry.content is not None:
        made.content(entry.content, type="html")
    elif entry.link is not None:
        # Only so that feedgen sees one; the extension writes all links.
        made.link(href=entry.link, rel="alternate")
    else:
        made.content(review.summary or entry.title, type="text")


def _author(name: str, url: str | None) -> dict[str, str]:
    return {"name": name} if url is None else {"name": name, "uri": uri(url)}


FORMAT = Format(
    name="atom",
    title="Atom feed",
    media_type="application/atom+xml",
    suffixes=(".atom",),
    spec="https://www.rfc-editor.org/rfc/rfc4287",
    carries={**_feed.CARRIES, "tombstone": "exact"},
    write=write,
    tombstones=True,
)
