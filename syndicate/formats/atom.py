"""Atom 1.0 (RFC 4287), written with feedgen; with tombstones (RFC 6721) and archives (RFC 5005).

============================ ======================================================================================
``id``                       the record's id, as it is
``title``                    the review's title, else the item's name; plain text
``link rel=alternate``       the review's page
``link rel=enclosure``       each picture of the review; ``type`` by its suffix
``link rel=related``         each page that the review cites
``link rel=license``         the licence (RFC 4946)
``published``, ``updated``   see :mod:`syndicate.formats._feeds.entries`
``summary``                  the review's summary, plain text
``content``                  HTML; see :mod:`syndicate.formats._feeds.content`
``author``                   each author: name and page; the feed's own author is the publisher, else the site
``category``                 each tag
``xml:lang``                 where it differs from the feed's
``schema:*``                 the facts in schema.org's words; see :mod:`syndicate.formats._feeds.facts`
``at:deleted-entry``         a tombstone: ``ref``, ``when``, the reason in ``at:comment`` for people, and in
                             ``schema:description`` with the review that took over in ``schema:isPartOf``; all stand
                             before the first entry, and ``schema:position`` says how many entries come before it
the feed's ``link``          itself, its page, the hub (WebSub), the archives beside it (RFC 5005)
``fh:archive``               an archive
============================ ======================================================================================

A review of which only the summary may be passed on has no ``content``; where it has no link either, which Atom asks
for then, its content is the summary, or the title. A feed of nothing has the date 1970-01-01.

Reading takes Atom 1.0 and 0.3. A tombstone that does not say why is ``withdrawn``. What it makes of feeds that others
write, :mod:`syndicate.formats._feeds.reading` says.
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
    """One Atom feed that entries are put into. Raises :class:`SettingsError` without ``site.url``."""
    from syndicate.formats._feeds.assembled import Document
    from syndicate.formats._feeds.channel import channel
    from syndicate.formats._feeds.with_feedgen import written

    of = channel(ctx, "Atom")
    return Document(ctx, of, written("atom", of))


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One Atom feed. Raises :class:`SettingsError` without ``site.url``."""
    from syndicate.formats._feeds.assembled import assembled

    return assembled(records, document(ctx))


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews and the tombstones of any feed in XML, an entry at a time."""
    from syndicate.formats._feeds.reading import read_xml

    return read_xml(chunks, ctx)


FORMAT = Format(
    name="atom",
    title="Atom feed",
    media_type="application/atom+xml",
    suffixes=(".atom",),
    spec="https://www.rfc-editor.org/rfc/rfc4287",
    carries=CARRIES,
    read=read,
    write=write,
    options=XmlFeedOptions,
    options_for_writing=True,
    tombstones=True,
)
