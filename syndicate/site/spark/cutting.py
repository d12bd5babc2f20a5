"""Where the parts of an export end, over tables of any size: where :func:`syndicate.site.export.parts.cut` ends them.

A part may end before an id whose checksum says so, or when it is full. Workers count the lines between such ids; from
these counts the driver tells which of them end a part. The lines between two of those are a run, which one worker takes
through ``cut`` itself: so the parts are those of the engine on one machine, whatever the partitions are, but where a
part is full by its bytes.
"""

from __future__ import annotations

import bisect
import itertools
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson

from syndicate.engines.spark import mapped
from syndicate.site.export.parts import cut
from syndicate.site.index import Exported
from syndicate.site.spark.tables import Tables

__all__ = ["Piece", "cut_table", "numbered", "run_starts", "spans"]

_TASK_RUNS = 16
"""Runs of one task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part, and what the manifest says of it."""

    first: str
    last: str
    records: int
    facts: dict[str, Any]
    digest: str
    """Of the hashes of its lines: parts of one digest have the same bytes."""
    hashes: bytes = field(repr=False)
    """The SHA-256 of each line, in order, where they were asked for."""


def cut_table(tables: Tables, query: str, most: int, *, hashes: bool = False) -> Iterator[Piece]:
    """The parts of ``most`` lines at most, in order. ``query`` gives the columns id, hash, version, modified, license,
    length of the lines."""
    tables.view("lined", tables.ask(query))
    ((count,),) = tables.rows("SELECT COUNT(*) FROM lined")
    if not count:
        return
    starts = [""] if count <= max(1, most // 2) else _runs(tables, most)
    frame = mapped(
        tables.ask("SELECT * FROM lined"),
        partial(_into_runs, starts),
        "run int, id string, hash string, version long, modified string, license string, length long",
    )
    if len(starts) > 1:
        frame = frame.repartitionByRange(max(1, len(starts) // _TASK_RUNS), "run")
    else:
        frame = frame.coalesce(1)
    pieces = mapped(
        frame.sortWithinPartitions("run", "id"),
        partial(_cut, most, hashes),
        "first string, last string, records long, facts binary, digest string, hashes binary",
    )
    for row in pieces.toLocalIterator(prefetchPartitions=len(starts) > 1):
        yield Piece(
            first=row.first,
            last=row.last,
            records=row.records,
            facts=orjson.loads(bytes(row.facts)),
            digest=row.digest,
            hashes=bytes(row.hashes),
        )


def numbered(firsts: Sequence[str], rows: Iterator[dict[str, Any]]) -> Iterable[tuple[int, str, str]]:
    """A kernel: lines (id, record) with the number of the part that each is in, by the first ids of the parts."""
    return ((bisect.bisect_right(firsts, row["id"]) - 1, row["id"], row["record"]) for row in rows)


def _runs(tables: Tables, most: int) -> list[str]:
    """The first ids of the runs."""
    ordered = tables.ask("SELECT id FROM lined").repartitionByRange("id").sortWithinPartitions("id")
    counted = mapped(ordered, partial(spans, most), "id string, lines long")
    return run_starts(sorted((row.id, row.lines) for row in counted.collect()), most)


def run_starts(counted: Iterable[tuple[str, int]], most: int) -> list[str]:
    """The first ids of the runs, by the spans of all partitions, in order."""
    least, runs, held = max(1, most // 2), [""], 0
    for id, lines in counted:
        if held >= least and _may_end(id, most):
            runs.append(id)
            held = 0
        held += lines
        held -= most * ((held - 1) // most)  # parts that were full ended in between
    return runs


def spans(most: int, rows: Iterable[dict[str, Any]]) -> Iterable[tuple[str, int]]:
    """A kernel over ids in order: each before which a part may end, and how many lines there are until the next; the
    lines before the first of them count for the first id of the partition."""
    begun, lines = "", 0
    for row in rows:
        if lines and _may_end(row["id"], most):
            yield begun, lines
            lines = 0
        begun = begun if lines else row["id"]
        lines += 1
    if lines:
        yield begun, lines


def _may_end(id: str, most: int) -> bool:
    return zlib.crc32(id.encode()) % max(1, most // 8) == 0


def _into_runs(starts: Sequence[str], rows: Iterator[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    for row in rows:
        run = bisect.bisect_right(starts, row["id"]) - 1
        yield run, row["id"], row["hash"], row["version"], row["modified"], row["license"], row["length"]


def _cut(most: int, hashes: bool, rows: Iterator[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """A kernel over the lines of runs, in order: their parts."""
    for _, run in itertools.groupby(rows, key=lambda row: row["run"]):
        held: list[bytes] = []
        exported = (
            Exported(row["id"], row["hash"], row["version"], row["modified"], row["license"], 0, 0, row["length"])
            for row in _watched(run, held)
        )
        for part in cut(exported, most):
            mine = b"".join(held[: part.records]) if hashes else b""
            del held[: part.records]
            yield (
                part.first, part.last, part.records, orjson.dumps(part.facts()), part.digest.hexdigest(), mine
            )  # fmt: skip


def _watched(rows: Iterator[dict[str, Any]], held: list[bytes]) -> Iterator[dict[str, Any]]:
    for row in rows:
        held.append(bytes.fromhex(row["hash"]))
        yield row
