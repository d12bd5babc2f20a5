"""Entries put into documents: in the order in which they come, under their limits, in memory that does not grow.

A feed may be several documents, one in each format: each of its entries is made once, and put into all of them.

The date of a feed is that of its newest entry or tombstone, never now, and it stands before them; so what was made is
held in a spool until it is known. Where the document would be above its limit, each text that would break it, from the
first entry on, makes room: the entry has its summary instead, which is told as the loss ``shortened`` of ``body``.
Entries themselves are never left out, so that a feed of very many is above the limit all the same: whoever calls
chooses how many.
"""

from __future__ import annotations

import datetime as dt
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import orjson

from syndicate.formats._base import WriteContext
from syndicate.formats._feeds.channel import Channel
from syndicate.formats._feeds.entries import Entry, entry, moment
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["Document", "Made", "Paged", "Written", "assembled", "put"]

_HELD = 4 * 1024 * 1024
_FRAME = struct.Struct(">BQ")
_FIXED, _WHOLE, _RECORD = range(3)
_PIECE = 1 << 16

Paged = tuple[Mapping[str, Any], str | None]
"""A review as plain values, and the address of our page of it, where there is one."""


@dataclass(slots=True, kw_only=True)
class Made:
    """What was written, and what a head and a tail have to know of it."""

    updated: dt.datetime | None = None
    entries: int = 0
    gone: int = 0
    gone_bytes: bytes = b""
    """The tombstones, as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a format says what is in a feed."""

    entry: Callable[[Entry], bytes]
    gone: Callable[[Tombstone, int], bytes]
    """A tombstone, and how many entries stand before it."""
    around: Callable[[Made], tuple[bytes, bytes]]
    """What stands before and behind the entries."""
    whole: Callable[[Iterator[bytes]], Iterator[bytes]] = iter
    """The pieces of the document as it is in the end."""


class Document:
    """One document of a feed in the making; a context, within which it holds its spool.

    Tombstones stand in the head, as no grammar has a place for them among the entries. They are small, and held.
    """

    def __init__(self, ctx: WriteContext, of: Channel, written: Written) -> None:
        self.ctx, self.of, self.written = ctx, of, written
        self._made, self._gone, self._size = Made(), bytearray(), 0
        self._spool: IO[bytes] = tempfile.SpooledTemporaryFile(_HELD)  # noqa: SIM115  (closed by __exit__)

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def add(self, one: Entry) -> None:
        """Puts an entry behind those that are there."""
        self._made.entries += 1
        _newer(self._made, one.updated)
        data = self.written.entry(one)
        self._size += len(data)
        # What can be made shorter is held as the record too: most feeds are below their limit and never need it.
        can = self.of.options.limit and not one.abridged and "body" in one.data
        _put(self._spool, _WHOLE if can else _FIXED, data)
        if can:
            _put(self._spool, _RECORD, orjson.dumps((one.data, one.link)))

    def bury(self, tombstone: Tombstone) -> None:
        """Puts a tombstone behind those that are there."""
        self._made.gone += 1
        _newer(self._made, moment(tombstone.at, self.of.zone))
        self._gone += self.written.gone(tombstone, self._made.entries)

    def pieces(self) -> Iterator[bytes]:
        """The document."""
        return self.written.whole(self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        limit = self.of.options.limit
        self._made.gone_bytes = bytes(self._gone)
        head, tail = self.written.around(self._made)
        yield head
        if limit and self._size + len(head) + len(tail) > limit:
            yield from self._below(limit - len(head) - len(tail))
        else:
            yield from _joined(data for kind, data in _parts(self._spool) if kind != _RECORD)
        yield tail

    def _below(self, limit: int) -> Iterator[bytes]:
        """The entries with the texts of as many as there is room for, from the first on."""
        with tempfile.SpooledTemporaryFile(_HELD) as short:
            room = limit
            for kind, data in _parts(self._spool):
                if kind == _RECORD:
                    record, link = orjson.loads(data)
                    one = entry(record, link, self.of, lambda id, path: None, shortened=True)
                    assert one is not None
                    data = self.written.entry(one)
                    _put(short, kind, record["id"].encode())
                    _put(short, kind, data)
                if kind != _WHOLE:
                    room -= len(data)
            yield from _joined(_chosen(room, self._spool, short, self.ctx))


def put(found: Iterable[Paged | Tombstone], documents: Sequence[Document]) -> None:
    """Puts reviews and tombstones into the documents of one feed; each entry is made once."""
    (one_of, *others) = (document.of for document in documents)
    assert all(_said_of(of) == _said_of(one_of) for of in others), "the documents of a feed say the same"

    def lose(id: str, path: str) -> None:
        for document in documents:
            document.ctx.lose(id, path, "dropped")

    for record in found:
        if isinstance(record, Tombstone):
            for document in documents:
                document.bury(record)
        elif (one := entry(*record, one_of, lose)) is not None:
            for document in documents:
                document.add(one)


def _said_of(of: Channel) -> tuple[object, ...]:
    """What of a feed its entries are made of."""
    return of.base, of.language, of.zone, of.options.spoilers, of.options.stars_in_title


def assembled(records: Iterable[Review | Tombstone], document: Document) -> Iterator[bytes]:
    """The pieces of the one document that ``records`` make."""
    link = document.ctx.link
    found = (
        record
        if isinstance(record, Tombstone)
        else (plain(record), None if record.url is not None or link is None else link(record))
        for record in records
    )
    with document:
        put(found, (document,))
        yield from document.pieces()


def _chosen(room: int, spool: IO[bytes], short: IO[bytes], ctx: WriteContext) -> Iterator[bytes]:
    parts, others = _parts(spool), _parts(short)
    for kind, data in parts:
        if kind != _WHOLE:
            yield data
            continue
        next(parts)
        (_, id), (_, cut) = next(others), next(others)
        if len(data) - len(cut) <= room:
            room -= len(data) - len(cut)
            yield data
        else:
            ctx.lose(id.decode(), "body", "shortened")
            yield cut


def _newer(made: Made, time: dt.datetime) -> None:
    made.updated = time if made.updated is None else max(made.updated, time)


def _put(spool: IO[bytes], kind: int, data: bytes) -> None:
    spool.write(_FRAME.pack(kind, len(data)) + data)


def _parts(spool: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """What was put into a spool, from its beginning; no other part of it is read meanwhile."""
    spool.seek(0)
    while frame := spool.read(_FRAME.size):
        kind, length = _FRAME.unpack(frame)
        yield kind, spool.read(length)


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= _PIECE:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
