"""JSON Feed 1.1, with the facts of the review in the extension ``_review``.

============================ ======================================================================================
``id``                       the record's id, as it is
``url``                      the review's page
``external_url``             the item's own page
``title``                    the review's title, else the item's name
``content_html``             HTML; see :mod:`syndicate.formats._feeds.content`
``summary``                  the summary, else the first 300 characters of the body
``image``                    the first picture of the review, else of the item
``date_published``,          see :mod:`syndicate.formats._feeds.entries`; ``date_modified`` where that is known
``date_modified``
``authors``, ``tags``        name and page of each author; the tags
``language``                 where it differs from the feed's
``_review``                  ``about``, the address of the schema of the record; then all that the record says, in its
                             own names and as exactly, but for ``id``, ``body`` and ``extensions``; ``abridged`` is
                             true where the text is not all there, and ``body`` is there, as safe HTML, where it has
                             addresses that are relative to no page
the feed's ``_review``       ``deleted``: the tombstones, as records, each with ``after``, how many items stand before
                             it; ``archive``, ``next_archive``, ``current`` (RFC 5005)
the feed's ``next_url``      the archive before this document
the feed's ``hubs``          the hub (WebSub)
============================ ======================================================================================

A review of which only the summary may be passed on has ``content_text``: the summary, or the title. A feed is a head,
an item on each line, and a last line, so that both writing and reading of our own stream. Any other is read as a whole,
of four times ``record_bytes`` at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from syndicate.formats._base import Format, ReadContext, WriteContext
from syndicate.formats._feeds.entries import CARRIES
from syndicate.formats._feeds.options import FeedOptions
from syndicate.ledger import Refusal
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

if TYPE_CHECKING:
    from syndicate.formats._feeds.assembled import Document

__all__ = ["FORMAT", "document", "read", "write"]


def document(ctx: WriteContext) -> Document:
    """One JSON Feed that entries are put into. Raises :class:`SettingsError` without ``site.url``."""
    from syndicate.formats._feeds.assembled import Document
    from syndicate.formats._feeds.channel import channel
    from syndicate.formats._feeds.json_feed import written

    of = channel(ctx, "JSON Feed")
    return Document(ctx, of, written(of))


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One JSON Feed. Raises :class:`SettingsError` without ``site.url``."""
    from syndicate.formats._feeds.assembled import assembled

    return assembled(records, document(ctx))


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews and the tombstones of a feed. Raises :class:`InputError` where the input is no UTF-8 text."""
    from syndicate.formats._feeds.reading import read_json

    return read_json(chunks, ctx)


FORMAT = Format(
    name="jsonfeed",
    title="JSON Feed",
    media_type="application/feed+json",
    suffixes=(".feed.json", ".jsonfeed"),
    spec="https://www.jsonfeed.org/version/1.1/",
    carries=CARRIES,
    read=read,
    write=write,
    options=FeedOptions,
    options_for_writing=True,
    tombstones=True,
)
