"""The first pass in Spark: the kernel of :mod:`syndicate.site.gather` over the blocks of a partition.

A block is what Spark cut out of a file: its lines or rows in their order, or a file as a whole. What a block gives are
rows of one table (:data:`FOUND`): each record, refusal and note, and one row about the block itself. Where a line
stands in its file is known once all blocks before it are counted; until then it has its number in the block.
"""

from __future__ import annotations

import itertools
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from syndicate.errors import SyndicateError
from syndicate.formats import ReadContext, Tally, get
from syndicate.formats._stream import chunks_of
from syndicate.ledger import Fault, Note, Refusal
from syndicate.site.gather import Gathering, admitted
from syndicate.site.index import Row
from syndicate.site.rows import row_of
from syndicate.site.spark.inputs import Input, key_of
from syndicate.site.spark.values import plain_row

__all__ = ["FOUND", "ROW", "Block", "Kernel", "indexed", "kept_notes"]

_TEXT = (
    "id", "hash", "item_key", "item_type", "item_name", "scale", "modified", "kind", "license", "at", "reason",
    "merged_into",
)  # fmt: skip
_NUMBERS = (
    "tombstone",
    "version",
    "published",
    "item_inferred",
    "value",
    "normalised",
    "snippet",
    "ruling",
    "source",
    "length",
)
ROW = (*_TEXT, *_NUMBERS)
"""What the index of a build in Spark has of :class:`syndicate.site.index.Row`; slugs and feeds are of pages."""

FOUND = ", ".join(
    [
        "what string, file int, start long, ordinal long, line long, shown string, place string",
        *(f"{name} string" for name in _TEXT),
        *(f"{name} long" for name in _NUMBERS),
        "leaves int, record string, told binary",
    ]
)
"""``what`` is record, refusal, note or block; ``ordinal`` the place in the block; ``line`` the line (or row) in the
block, where the place is one, else null; ``told`` what is not asked for, pickled."""

_LINE = re.compile(r"(line|row) (\d+)")
_EXAMPLES = 5

_Examples = list[tuple[int | None, str, str]]
"""Line in the block, place, and what messages call the file."""


@dataclass(slots=True, kw_only=True)
class Block:
    """What a block comes to."""

    lines: int = 0
    things: int = 0
    """Records and refusals."""
    refused: int = 0
    skipped: int = 0
    snippets: int = 0
    nameless: bool = False
    """Whether a record was refused whose id is not known."""
    tally: Tally = field(default_factory=Tally)
    unseen: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    notes: dict[tuple[str, str, str], tuple[int, _Examples]] = field(default_factory=dict)
    """By kind, path and what: how many there are, and where the first stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """What all blocks share; it is called with the rows of a partition."""

    shared: Gathering
    files: Mapping[int, Input]
    """What the blocks are of, by its number in the list of all; one alone for a table of the user's own."""
    singles: frozenset[tuple[str, ...]] = frozenset()
    """The paths of the 32-bit floats in rows."""

    def __call__(self, rows: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
        numbers = {key_of(one.file.path): number for number, one in self.files.items()}
        for (path, start), group in itertools.groupby(rows, key=lambda row: (row["file"], row["start"])):
            number = next(iter(self.files)) if path is None else numbers[key_of(path, escaped=True)]
            yield from self._block(number, start, (row["value"] for row in group))

    def _block(self, number: int, start: int, values: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
        one = self.files[number]
        file, block = one.file, Block()
        mapper = self.shared.mappers[one.source]
        ctx = ReadContext(
            source=file.shown,
            key=file.key,
            first_line=1 if start == 0 or one.how != "lines" else 2,
            mapper=mapper,
            options=self.shared.options[one.source].get(file.format),
            limits=self.shared.limits,
        )
        at = (number, start)
        counted = _counted(values, block)
        reading = self._rows(counted, ctx) if one.how == "rows" else self._read(one, counted, ctx)
        ordinal = 0
        for made, where in reading:
            taken = admitted(made, file.shown, where, block.tally)
            line, place = _apart(where, ctx.first_line, cut=one.how != "whole")
            ordinal += 1
            if isinstance(taken, Refusal):
                block.refused += 1
                block.nameless = block.nameless or taken.id is None
                yield _row("refusal", at, ordinal, line, file.shown, place, refusal=taken, source=one.source)
            else:
                data, text, snippet = taken
                block.snippets += snippet
                row = row_of(data, text, one.source, file.shown, place or "", (0, 0, len(text)))
                yield indexed(row, at, ordinal, line, text, place)
            if ctx.notes:
                notes, ctx.notes = ctx.notes, []
                yield from self._noted(notes, at, ordinal, ctx, block, cut=one.how != "whole")
        block.things, block.skipped = ordinal, ctx.skipped
        yield from self._noted(ctx.notes, at, ordinal, ctx, block, cut=one.how != "whole")
        if mapper is not None:
            block.unseen, block.ignored = frozenset(mapper.unseen()), frozenset(mapper.ignored())
        yield _row("block", at, ordinal, None, file.shown, None, told=pickle.dumps(block), source=one.source)

    def _read(self, one: Input, values: Iterator[bytes], ctx: ReadContext) -> Iterator[tuple[Any, str]]:
        read = get(one.file.format).read
        assert read is not None  # format_for has seen to it
        try:
            chunks: Iterable[bytes]
            if one.how == "lines":
                chunks = (line + b"\n" for line in values)
            else:
                chunks = (chunk for value in values for chunk in chunks_of(bytes(value), ctx.limits))
            for made in read(chunks, ctx):
                yield made, made.place if isinstance(made, Refusal) else ctx.place
        except SyndicateError as error:
            fault = Fault(
                path="",
                found=error.found or error.message,
                expected=error.expected or "a file that can be read",
                mend=error.mend,
            )
            yield Refusal(source=ctx.source, place=error.place, faults=(fault,)), error.place
            for _ in values:  # the lines after it are counted
                pass

    def _rows(self, values: Iterator[Mapping[str, Any]], ctx: ReadContext) -> Iterator[tuple[Any, str]]:
        for number, value in enumerate(values, 1):
            place = f"row {number}"
            for made in ctx.nameless(plain_row(dict(value), self.singles), place=place):
                yield made, place

    def _noted(
        self, notes: list[Note], at: tuple[int, int], ordinal: int, ctx: ReadContext, block: Block, *, cut: bool
    ) -> Iterator[tuple[Any, ...]]:
        for note in notes:
            line, place = _apart(note.place, ctx.first_line, cut=cut)
            count, examples = block.notes.get((note.kind, note.path, note.what), (0, []))
            if len(examples) < _EXAMPLES:
                examples = [*examples, (line, place or "", note.source)]
            block.notes[note.kind, note.path, note.what] = count + 1, examples
            yield _row("note", at, ordinal, line, note.source, place, told=pickle.dumps(note))


def indexed(
    row: Row, at: tuple[int, int], ordinal: int, line: int | None, text: bytes, place: str | None
) -> tuple[Any, ...]:
    """A record as a row of :data:`FOUND`."""
    facts = row._asdict()
    return (
        "record", *at, ordinal, line, row.shown, place,
        *(facts[name] for name in _TEXT), *(facts[name] for name in _NUMBERS), 0, text.decode(), None,
    )  # fmt: skip


def kept_notes(total: dict[tuple[str, str, str], tuple[int, list[str]]], block: Block, lines: int) -> None:
    """Adds the notes of a block to those of the blocks before it; ``lines`` stand before it in its file."""
    for key, (count, examples) in block.notes.items():
        before, places = total.get(key, (0, []))
        told = [f"{shown}, {_place(line, place, lines)}".removesuffix(", ") for line, place, shown in examples]
        total[key] = before + count, [*places, *told][:_EXAMPLES]


def _place(line: int | None, place: str, lines: int) -> str:
    return place if line is None else f"{place} {line + lines}"


def _counted(values: Iterator[Any], block: Block) -> Iterator[Any]:
    for value in values:
        block.lines += 1
        yield value


def _apart(place: str, first_line: int, *, cut: bool) -> tuple[int | None, str | None]:
    """The number of the line or row in the block, and what it is, for a place that depends on the blocks before."""
    found = _LINE.fullmatch(place) if cut else None
    return (int(found[2]) - first_line + 1, found[1]) if found else (None, place)


def _row(
    what: str, at: tuple[int, int], ordinal: int, line: int | None, shown: str, place: str | None,
    *, source: int | None = None, refusal: Refusal | None = None, told: bytes | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    facts: dict[str, Any] = {"source": source}
    leaves = 0
    if refusal is not None:
        facts["id"], leaves, told = refusal.id, int(refusal.leaves), pickle.dumps(refusal)
        if refusal.id is not None and not _sound(refusal.id):
            facts["id"] = None
    return (what, *at, ordinal, line, shown, place, *(facts.get(name) for name in ROW), leaves, None, told)


def _sound(text: str) -> bool:
    """Whether text can be written in UTF-8; what was read broken may hold a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
