"""Entries put into one document: in the order in which they come, under its limit, in memory that does not grow.

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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from syndicate.formats._base import WriteContext
from syndicate.formats._feeds.channel import Channel
from syndicate.formats._feeds.entries import Entry, abridged, entry, moment
from syndicate.models.record import canonical, parse
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["Made", "Written", "assembled"]

_HELD = 4 * 1024 * 1024
_FRAME = struct.Struct(">BQ")
_FIXED, _WHOLE, _RECORD = range(3)
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a format says what is in a feed."""

    entry: Callable[[Entry], bytes]
    gone: Callable[[Tombstone, int], bytes]
    """A tombstone, and how many entries stand before it."""


@dataclass(slots=True, kw_only=True)
class Made:
    """What was written, and what a head and a tail have to know of it."""

    updated: dt.datetime | None = None
    entries: int = 0
    gone: int = 0
    gone_bytes: bytes = b""
    """The tombstones, as they are written."""


def assembled(
    records: Iterable[Review | Tombstone],
    ctx: WriteContext,
    of: Channel,
    written: Written,
    around: Callable[[Made], tuple[bytes, bytes]],
) -> Iterator[bytes]:
    """The pieces of the document. ``around`` gives what stands before and behind its entries.

    Tombstones stand in the head, as no grammar has a place for them among the entries. They are small, and held.
    """
    limit = of.options.limit
    made = Made()
    gone = bytearray()
    size = 0
    with tempfile.SpooledTemporaryFile(_HELD) as spool:
        for record in records:
            if isinstance(record, Tombstone):
                made.gone += 1
                _newer(made, moment(record.at, of.zone))
                gone += written.gone(record, made.entries)
                continue
            one = entry(record, ctx, of)
            if one is None:
                continue
            made.entries += 1
            _newer(made, one.updated)
            data = written.entry(one)
            size += len(data)
            # What can be made shorter is held as the record too: most feeds are below their limit and never need it.
            can = limit and not one.abridged and "body" in one.data
            _put(spool, _WHOLE if can else _FIXED, data)
            if can:
                _put(spool, _RECORD, canonical(record))
        made.gone_bytes = bytes(gone)
        head, tail = around(made)
        yield head
        if limit and size + len(head) + len(tail) > limit:
            yield from _below(limit - len(head) - len(tail), spool, ctx, of, written)
        else:
            yield from _joined(data for kind, data in _parts(spool) if kind != _RECORD)
        yield tail


def _below(limit: int, spool: IO[bytes], ctx: WriteContext, of: Channel, written: Written) -> Iterator[bytes]:
    """The entries with the texts of as many as there is room for, from the first on."""
    with tempfile.SpooledTemporaryFile(_HELD) as short:
        room = limit
        for kind, data in _parts(spool):
            if kind == _RECORD:
                record = parse(data)
                assert isinstance(record, Review)
                one = entry(record, WriteContext(site=ctx.site, options=ctx.options, link=ctx.link), of)
                assert one is not None
                data = written.entry(abridged(one, of))
                _put(short, kind, record.id.encode())
                _put(short, kind, data)
            if kind != _WHOLE:
                room -= len(data)
        yield from _joined(_chosen(room, spool, short, ctx))


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
    spool.write(_FRAME.pack(kind, len(data)))
    spool.write(data)


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
