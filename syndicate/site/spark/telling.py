"""What a build in Spark tells, in the folder of the report: what :mod:`syndicate.site.report` does, with a folder of
JSON Lines in the place of each file, since there may be as many refusals as records."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import orjson

from syndicate.engines import hadoop
from syndicate.engines.hadoop import under
from syndicate.engines.spark import mapped
from syndicate.site.discretion import mentioned, veiled
from syndicate.site.first_pass import contradiction
from syndicate.site.index import Replaced
from syndicate.site.report import Ledger, Report, refusal_line
from syndicate.site.spark.first_pass import PLACE
from syndicate.site.spark.tables import Tables
from syndicate.site.standing import Standing

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["tell_reading", "tell_standing"]

_FIRST = 5

_LEFT = "SELECT id FROM record WHERE fate = 'withdrawn' UNION SELECT id FROM gone"
"""Reviews that have left, by what was read today or by the last export."""

_FOUND = f"""
SELECT block.number + found.ordinal AS number, found.id, {PLACE} AS place, found.told
FROM found JOIN block ON found.file = block.file AND found.start = block.start
"""

# Each with the places of the first four of its id: itself aside, three at most are named.
_CONTRADICTIONS = """
WITH told AS (
  SELECT id, number, shown, place, ROW_NUMBER() OVER (PARTITION BY id ORDER BY number) AS turn
  FROM record WHERE fate = 'refused')
SELECT told.number, told.id, told.shown, told.place, told.turn, lines.record,
       (SELECT COLLECT_LIST(STRUCT(turn, shown, place)) FROM told AS other WHERE other.id = told.id AND other.turn <= 4)
         AS others
FROM told JOIN lines ON lines.number = told.number
"""

_REPLACED = """
SELECT lost.number, lost.id, lost.fate, lost.shown, lost.place, stands.fate AS stands, stands.shown AS stands_shown,
       stands.place AS stands_place
FROM record AS lost LEFT JOIN record AS stands ON stands.id = lost.id AND stands.fate IN ('published', 'withdrawn')
WHERE lost.fate IN ('duplicate', 'superseded')
"""


def tell_reading(tables: Tables, told: Report, folder: str | None) -> None:
    """Writes ``refused``, ``replaced`` and ``notes`` below ``folder`` (nothing where that is None), each where there
    are any, and puts the first of them into the report. ``found``, ``record``, ``lines`` and ``gone`` are there."""
    tables.view("left_before", tables.ask(_LEFT))
    refused = replaced = notes = None
    if told.accounts.refused:
        held = tables.hold("refused_lines", _refused(tables)).orderBy("number")
        told.refusals = [str(row.words) for row in held.limit(_FIRST).collect()]
        refused = held.select("line")
    if told.accounts.duplicate or told.accounts.superseded:
        held = tables.hold("replaced_rows", tables.ask(_REPLACED)).orderBy("number")
        ledger = Ledger(None, None, None)
        for row in held.limit(_FIRST).collect():
            ledger.replace(_replaced(row.asDict()))
        told.replaced = ledger.first_replaced
        replaced = mapped(held, _lines_of_replaced, "line string")
    if told.repaired or told.inferred or told.skipped:
        rows = tables.ask(f"{_FOUND} WHERE found.what = 'note'")
        notes = mapped(rows.orderBy("number"), _lines_of_notes, "line string")
    for name, lines in (("refused", refused), ("replaced", replaced), ("notes", notes)):
        _write(tables, lines, folder, name)


def tell_standing(tables: Tables, standing: Standing, folder: str | None) -> None:
    """Writes ``standing`` below ``folder``: all that left or are stale."""
    rows = tables.ask("SELECT id, fate, source FROM absent WHERE fate IN ('left', 'stale') ORDER BY id")
    some = standing.left or standing.stale
    _write(tables, mapped(rows, _lines_of_standing, "line string") if some else None, folder, "standing")


def _write(tables: Tables, lines: DataFrame | None, folder: str | None, name: str) -> None:
    if folder is not None:
        hadoop.remove(tables.spark, under(folder, name))
        if lines is not None:
            lines.write.text(under(folder, name))


def _refused(tables: Tables) -> DataFrame:
    """All refusals: number, line of the report, and what people read; those of reviews that have left are veiled."""
    told = tables.view("refusals", tables.ask(f"{_FOUND} WHERE found.what = 'refusal'"))
    words = mapped(told, _mentioned, "number long, turn long, word string")
    tables.view("mentioned", words)
    named = tables.ask(
        "SELECT number, MIN(STRUCT(turn, word)).word AS word FROM mentioned JOIN left_before ON left_before.id = word "
        "GROUP BY number"
    )
    tables.view("veiled", named)
    read = tables.ask(
        "SELECT refusals.number, refusals.place, refusals.told, veiled.word "
        "FROM refusals LEFT JOIN veiled ON veiled.number = refusals.number"
    )
    against = tables.ask(
        f"SELECT against.*, left_before.id AS word FROM ({_CONTRADICTIONS}) AS against "
        "LEFT JOIN left_before ON left_before.id = against.id"
    )
    schema = "number long, line string, words string"
    shifted = against.withColumn("number", against["number"] + (1 << 50))  # after all others
    return tables.all(mapped(read, _lines_of_refused, schema), mapped(shifted, _lines_of_contradictions, schema))


def _mentioned(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[int, int, str]]:
    for row in rows:
        for turn, word in enumerate(mentioned(pickle.loads(row["told"]))):
            yield row["number"], turn, word.encode("utf-8", "replace").decode()


def _lines_of_refused(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[int, str, str]]:
    for row in rows:
        refusal = replace(pickle.loads(row["told"]), place=row["place"])
        if row["word"] is not None:
            refusal = veiled(refusal, row["word"])
        yield row["number"], _text(refusal_line(refusal)), _sound(str(refusal))


def _lines_of_contradictions(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[int, str, str]]:
    for row in rows:
        others = [
            _where(one["shown"], one["place"])
            for one in sorted(row["others"], key=lambda one: one["turn"])
            if one["turn"] != row["turn"]
        ]
        refusal = contradiction(row["id"], row["shown"], row["place"], others, row["record"])
        if row["word"] is not None:
            refusal = veiled(refusal, row["word"])
        yield row["number"], _text(refusal_line(refusal)), _sound(str(refusal))


def _replaced(row: dict[str, Any]) -> Replaced:
    return Replaced(
        row["id"], row["fate"], row["shown"], row["place"], row["stands"], row["stands_shown"], row["stands_place"]
    )


def _lines_of_replaced(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str]]:
    for row in rows:
        stream = io.BytesIO()
        Ledger(None, stream, None).replace(_replaced(row))
        yield (_text(stream.getvalue()),)


def _lines_of_notes(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str]]:
    for row in rows:
        note = replace(pickle.loads(row["told"]), place=row["place"])
        yield (orjson.dumps(asdict(note)).decode(),)


def _lines_of_standing(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str]]:
    for row in rows:
        yield (orjson.dumps({"id": row["id"], "fate": row["fate"], "source": row["source"] or None}).decode(),)


def _where(shown: str | None, place: str | None) -> str:
    return ", ".join(part for part in (shown, place) if part)


def _text(line: bytes) -> str:
    return line.decode().removesuffix("\n")


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
