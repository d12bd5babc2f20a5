"""The records themselves: JSON Lines (https://jsonlines.org/), one canonical record a line; JSON arrays are read too.

Encoding: UTF-8 without a byte order mark, LF after each record; within a line as
:func:`syndicate.models.record.canonical` says. Everything that a record can say is held.

Reading takes a record on each line (blank lines aside), the elements of an array, or an object spread over lines;
which of these it is, the beginning tells and not the name of the file. One broken record hurts no other. Beyond what
the record refuses (a key that stands twice, numbers of more than 15 digits), so are lines and elements that are
larger or more deeply nested than the limits. Each record may also be an object of the user's own for a mapping.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from syndicate.formats._base import Format, ReadContext, WriteContext
from syndicate.formats._stream import TooLong, lines_of, text_of
from syndicate.formats._values import Broken, is_lines, values_of
from syndicate.ledger import Refusal, shown
from syndicate.models.record import InvalidRecord, canonical, loads_lossless
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["FORMAT", "read", "write"]

_HEAD = 1 << 16


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The records of JSON Lines or of a JSON document. Raises :class:`InputError` where the input is no UTF-8 text.

    An empty input has no records.
    """
    pieces = text_of(chunks, source=ctx.source)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    whole = itertools.chain([head], pieces) if head else pieces
    if ctx.first_line > 1 or is_lines(head):
        yield from _lines(whole, ctx)
    else:
        yield from _values(whole, ctx)


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One canonical record a line."""
    for record in records:
        yield canonical(record) + b"\n"


def _lines(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    limit = ctx.limits.record_bytes
    plain = ctx.mapper is None or ctx.mapper.plain
    for number, line in lines_of(chunks, limit, source=ctx.source, first=ctx.first_line):
        if isinstance(line, TooLong):
            yield ctx.refusal(
                f"line {number}",
                f"a line of {line.size:,} bytes",
                f"a record of at most {limit:,} bytes",
                "Check that each record has a line of its own.",
            )
        elif line and not line.isspace():
            # The inner loop of every build from records: what is right needs no second look, and no generator.
            made = ctx.line(line, place=f"line {number}") if plain else None
            if isinstance(made, Review):
                yield made
            else:
                yield from _record(line, f"line {number}", ctx)


def _values(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    for place, value in values_of(chunks, ctx):
        if isinstance(value, Broken):
            raw = shown(value.raw.decode("utf-8", "replace"), 2000) if value.raw else None
            yield ctx.refusal(place, value.found, value.expected, value.mend, raw=raw)
        else:
            yield from _record(value, place, ctx)


def _record(data: bytes, place: str, ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    if ctx.mapper is None or ctx.mapper.plain:
        made = ctx.line(data, place=place)
        if ctx.mapper is None or not isinstance(made, Refusal):
            yield made
            return
    try:  # again with the mapper, which can mend what nobody could mistake
        row = loads_lossless(data)
    except InvalidRecord as error:
        raw = shown(data.decode("utf-8", "replace"), 2000)
        yield Refusal(source=ctx.source, place=place, faults=error.faults, raw=raw)
        return
    if _deeper(row, ctx.limits.depth):
        found, expected = f"more than {ctx.limits.depth} levels of nesting", "a record"
        yield ctx.refusal(place, found, expected, "Check that it is one record.")
        return
    yield from ctx.nameless(row, place=place)


def _deeper(value: object, levels: int) -> bool:
    layer = [value]
    for _ in range(levels + 1):
        layer = [
            inner
            for one in layer
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, (dict, list))
        ]
        if not layer:
            return False
    return True


FORMAT = Format(
    name="records",
    title="The records themselves, as JSON Lines or a JSON array",
    media_type="application/jsonl",
    suffixes=(".jsonl", ".ndjson", ".json"),
    spec="https://jsonlines.org/",
    carries={"": "exact"},
    read=read,
    write=write,
    lines=True,
    tombstones=True,
)
