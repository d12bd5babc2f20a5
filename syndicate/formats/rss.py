"""RSS 2.0, written with feedgen; with Dublin Core, Content, Media RSS, and what Atom has and RSS has not.

=========================== =======================================================================================
``guid isPermaLink=false``  the record's id, as it is
``title``                   the review's title, else the item's name; plain text
``link``                    the review's page
``pubDate``                 when it was published, else when it was changed (RFC 2822; see
                            :mod:`syndicate.formats._feeds.entries`)
``atom:updated``            when it was changed, where that is known
``description``             HTML: the summary, else the first 300 characters of the body
``content:encoded``         HTML; see :mod:`syndicate.formats._feeds.content`
``dc:creator``              the name of each author: ``author`` is for an e-mail address
``category``                each tag
``dc:language``             where it differs from the feed's
``media:content``           each picture of the review: ``enclosure`` asks for its length, which nobody knows
``schema:*``                the facts in schema.org's words; see :mod:`syndicate.formats._feeds.facts`
``lastBuildDate``           the newest date of what is in the feed
``atom:link``               the feed itself, the hub (WebSub), the archives beside it (RFC 5005)
``fh:archive``              an archive
``at:deleted-entry``        a tombstone, as Atom has it (RFC 6721)
=========================== =======================================================================================

A channel needs a description: where the site has none, its name stands there.

Reading takes any RSS: 0.9x, 1.0 (RDF) and 2.0. What it makes of feeds that others write,
:mod:`syndicate.formats._feeds.reading` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from syndicate.formats._base import Format, ReadContext, WriteContext
from syndicate.formats._feeds.entries import CARRIES
from syndicate.formats._feeds.options import XmlFeedOptions
from syndicate.ledger import Refusal
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

if TYPE_CHECKING:
    from syndicate.formats._feeds.assembled import Document

__all__ = ["FORMAT", "document", "read", "write"]


def document(ctx: WriteContext) -> Document:
    """One RSS feed that entries are put into. Raises :class:`SettingsError` without ``site.url``."""
    from syndicate.formats._feeds.assembled import Document
    from syndicate.formats._feeds.channel import channel
    from syndicate.formats._feeds.with_feedgen import written

    of = channel(ctx, "RSS")
    return Document(ctx, of, written("rss", of))


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One RSS feed. Raises :class:`SettingsError` without ``site.url``."""
    from syndicate.formats._feeds.assembled import assembled

    return assembled(records, document(ctx))


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews of any feed in XML, an entry at a time."""
    from syndicate.formats._feeds.reading import read_xml

    return read_xml(chunks, ctx)


FORMAT = Format(
    name="rss",
    title="RSS feed",
    media_type="application/rss+xml",
    suffixes=(".rss",),
    spec="https://www.rssboard.org/rss-specification",
    carries=CARRIES,
    read=read,
    write=write,
    options=XmlFeedOptions,
    options_for_writing=True,
    tombstones=True,
)
