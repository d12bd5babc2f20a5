"""The first pass over all sources in Spark: what the kernel finds becomes the table ``record``, the accounts and the
tables that the report is made of."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.engines.spark import mapped
from syndicate.formats import Tally
from syndicate.models.record import canonical, plain
from syndicate.models.tombstone import Tombstone
from syndicate.settings import Source
from syndicate.site import questions
from syndicate.site.first_pass import told_of_fields
from syndicate.site.gather import Gathering
from syndicate.site.report import Accounts, Kept, Report
from syndicate.site.rows import row_of
from syndicate.site.spark.inputs import Input, blocks
from syndicate.site.spark.kernel import FOUND, ROW, Block, Kernel, indexed, kept_notes
from syndicate.site.spark.tables import Tables
from syndicate.site.spark.values import single_paths

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["PLACE", "Read", "first_pass", "found"]

PLACE = "CASE WHEN found.line IS NULL THEN found.place ELSE CONCAT(found.place, ' ', found.line + block.lines) END"
"""Where a record stands in its file, once the lines of the blocks before it are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading came to, beside what stands in the tables."""

    tally: Tally
    nameless: frozenset[int]
    """The sources with refused records whose ids are not known."""


def found(
    tables: Tables, files: Sequence[Input], frames: Mapping[str, DataFrame], shared: Gathering
) -> list[tuple[int, int, str, Block]]:
    """Runs the kernel: the tables ``found`` and ``block``, and the blocks in the order of reading: file, start, what
    messages call the file, what it came to."""
    made = []
    for frame, numbers in blocks(tables.spark, files, frames):
        kernel = Kernel(
            shared=shared,
            files={number: files[number] for number in numbers},
            singles=single_paths(frame.schema["value"].dataType),
        )
        made.append(mapped(frame, kernel, FOUND))
    tables.kept("found", *made) if made else tables.made("found", (), FOUND)
    told = tables.rows("SELECT file, start, shown, told FROM found WHERE what = 'block' ORDER BY file, start")
    known = [(file, start, shown, pickle.loads(bytes(block))) for file, start, shown, block in told]
    rows, number, lines, before = [], 0, 0, -1
    for file, start, _, block in known:
        lines = lines if file == before else 0
        rows.append((file, start, number, lines))
        number, lines, before = number + block.things, lines + block.lines, file
    tables.made("block", rows, "file int, start long, number long, lines long")
    return known


def first_pass(
    tables: Tables,
    files: Sequence[Input],
    frames: Mapping[str, DataFrame],
    shared: Gathering,
    told: Report,
    sources: Sequence[Source],
    withdrawn: tuple[str, Iterable[Tombstone]],
) -> Read:
    """Reads all sources; ``withdrawn`` are the tombstones that stand whatever these say, and the file they are in.

    Leaves the tables ``found``, ``block``, ``refusal`` and ``record``, and the accounts in ``told``.
    """
    for source in sources:
        told.sources[source.path] = Accounts()
    known = found(tables, files, frames, shared)
    tally = _told(known, files, told, sources)
    nameless = frozenset(files[file].source for file, _, _, block in known if block.nameless)
    tables.view(
        "refusal",
        tables.ask("SELECT id, source, leaves FROM found WHERE what = 'refusal'"),
    )
    read = tables.ask(
        f"SELECT block.number + found.ordinal AS number, {_listed('found')}, found.shown, {PLACE} AS place "
        "FROM found JOIN block ON found.file = block.file AND found.start = block.start WHERE found.what = 'record'"
    )
    count = sum(block.things for *_, block in known)
    ruled = tables.made("ruled", _ruling(withdrawn, len(sources)), FOUND)
    tables.view("record", tables.all(read, _numbered(tables, ruled, "ruled", count)))
    tables.view("contested", tables.ask("SELECT number, id, tombstone, hash, version, ruling FROM record"))
    tables.view("ranked", tables.ask(questions.RANKED))
    tables.view("standing", tables.ask(questions.STANDING))
    tables.view("told", tables.ask(questions.TOLD))
    fates = tables.ask(
        f"SELECT record.*, CASE WHEN told.number IS NULL THEN 'superseded' ELSE {questions.FATE} END AS fate "
        "FROM record LEFT JOIN told ON told.number = record.number"
    )
    tables.kept("record", fates)
    named = [*(source.path for source in sources), withdrawn[0]]
    for number, fate, many in tables.rows(questions.SOURCE_FATES):
        told.sources.setdefault(named[number], Accounts()).add(fate, many)
    for accounts in told.sources.values():
        for fate, many in accounts.as_dict().items():
            if fate != "read":
                told.accounts.add(fate, many)
    return Read(tally=tally, nameless=nameless)


def _listed(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in ROW)


def _numbered(tables: Tables, frame: DataFrame, name: str, after: int) -> DataFrame:
    """Rows of :data:`FOUND` as rows of ``record`` that come after so many others."""
    return tables.ask(f"SELECT {after} + ordinal AS number, {_listed(name)}, shown, place FROM {name}")


def _ruling(withdrawn: tuple[str, Iterable[Tombstone]], source: int) -> list[tuple[object, ...]]:
    """The withdrawals as rows of what was found."""
    name, tombstones = withdrawn
    rows = []
    for number, tombstone in enumerate(tombstones, 1):
        line, place = canonical(tombstone), f"withdrawal {number}"
        row = row_of(plain(tombstone), line, source, name, place, (0, 0, len(line)), ruling=True)
        rows.append(indexed(row, (-1, 0), number, None, line, place))
    return rows


def _told(
    known: Sequence[tuple[int, int, str, Block]], files: Sequence[Input], told: Report, sources: Sequence[Source]
) -> Tally:
    """What the blocks came to goes into the report."""
    tally = Tally()
    unseen: dict[int, frozenset[str]] = {}
    ignored: dict[int, set[str]] = {}
    notes: dict[tuple[str, str, str], tuple[int, list[str]]] = {}
    lines, before = 0, -1
    for file, _, _, block in known:
        source = files[file].source
        accounts = told.sources[sources[source].path]
        accounts.add("refused", block.refused)
        accounts.add("skipped", block.skipped)
        tally.merge(block.tally)
        told.snippets += block.snippets
        unseen[source] = unseen.get(source, block.unseen) & block.unseen
        ignored.setdefault(source, set()).update(block.ignored)
        lines = lines if file == before else 0
        kept_notes(notes, block, lines)
        lines, before = lines + block.lines, file
    told.told += told_of_fields(sources, unseen, ignored)
    for kind, kept in (("repaired", told.repaired), ("inferred", told.inferred), ("skipped", told.skipped)):
        chosen = [
            Kept(path=path, what=what, records=count, examples=examples)
            for (of, path, what), (count, examples) in sorted(notes.items())
            if of == kind
        ]
        kept += sorted(chosen, key=lambda one: -one.records)
    return tally
