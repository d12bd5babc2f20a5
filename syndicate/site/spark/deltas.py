"""The deltas that are kept of the last export, without what may be passed on no longer
(:mod:`syndicate.site.export.deltas`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from syndicate.engines.spark import mapped
from syndicate.site import questions
from syndicate.site.export.deltas import delta_folder
from syndicate.site.export.packed import resource
from syndicate.site.history import Delta, Earlier
from syndicate.site.spark.cutting import cut_table
from syndicate.site.spark.earlier import check, lines
from syndicate.site.spark.packing import Packed, write
from syndicate.site.spark.tables import Tables

__all__ = ["compare", "kept_deltas"]


def compare(tables: Tables) -> tuple[int, int]:
    """Compares with the last export: how many upserts and tombstones there are. Makes the tables ``upsert`` and
    ``departure``."""
    tables.hold("upsert", tables.ask(questions.CHANGED))
    tables.hold("departure", tables.ask(questions.DEPARTURES))
    ((changed,),) = tables.rows("SELECT COUNT(*) FROM upsert")
    ((left,),) = tables.rows("SELECT COUNT(*) FROM departure")
    return int(changed), int(left)


def _erased(tables: Tables) -> int:
    """Makes the table ``erased``: what may be passed on no longer; how many there are."""
    tables.hold("lost", tables.ask(questions.ERASED))
    held, before, number = _count(tables, "lost"), 0, 0
    while held != before:  # until nothing more was merged into what was lost
        number, before = number + 1, held
        more = tables.hold(f"lost_{number}", tables.ask(f"SELECT id FROM lost UNION {questions.MERGED}"))
        tables.view("lost", more)
        held = _count(tables, "lost")
    tables.hold("erased", tables.ask(questions.TOUCHED))
    return _count(tables, "erased")


def _count(tables: Tables, table: str) -> int:
    ((count,),) = tables.rows(f"SELECT COUNT(*) FROM {table}")
    return int(count)


def kept_deltas(tables: Tables, out: str, earlier: Earlier, most: int, part: int) -> tuple[list[Delta], list[Packed]]:
    """The newest ``most`` of the earlier deltas, and the files that were made anew for them."""
    deltas = earlier.deltas[-most:] if most > 0 else ()
    files = [file for delta in deltas for file in delta.resources]
    check(tables.spark, out, files)
    touched = _touched(tables, out, [file for file in files if file["kind"] == "upserts"])
    made: list[Packed] = []
    kept: list[Delta] = []
    for delta in deltas:
        resources: list[dict[str, Any]] = []
        for old in delta.resources:
            if old["path"].rpartition("/")[2] not in touched:
                resources.append(old)
                continue
            new = _without_erased(tables, out, delta, old, part)
            made += new
            facts = {"sequence": delta.sequence, "jsonSchema": old["jsonSchema"]}
            for number, packed in enumerate(new):
                name = old["name"] if not number else f"{old['name']}-{number}"
                resources.append(resource(name, "upserts", packed.file, **facts))
        kept.append(
            Delta(
                sequence=delta.sequence,
                base=delta.base,
                state=delta.state,
                upserts=sum(file["records"] for file in resources if file["kind"] == "upserts"),
                tombstones=delta.tombstones,
                resources=tuple(resources),
            )
        )
    return kept, made


def _touched(tables: Tables, out: str, files: Sequence[dict[str, Any]]) -> set[str]:
    """The names of the files that hold what was erased."""
    if not files or not _erased(tables):
        return set()
    tables.view("kept_upserts", mapped(lines(tables.spark, out, files), _with_id, "file string, id string"))
    found = tables.rows("SELECT DISTINCT file FROM kept_upserts JOIN erased ON erased.id = kept_upserts.id")
    return {file for (file,) in found}


def _without_erased(tables: Tables, out: str, delta: Delta, old: dict[str, Any], part: int) -> list[Packed]:
    name = f"without_{old['name']}".replace("-", "_")
    read = mapped(lines(tables.spark, out, [old]), _facts, "id string, hash string, record string, length long")
    tables.view("whole", read)
    rest = "SELECT * FROM whole WHERE NOT EXISTS (SELECT 1 FROM erased WHERE erased.id = whole.id)"
    tables.hold(name, tables.ask(rest))
    query = (
        "SELECT id, hash, CAST(NULL AS BIGINT) AS version, CAST(NULL AS STRING) AS modified, "
        f"CAST(NULL AS STRING) AS license, length FROM `{name}`"
    )
    pieces = list(cut_table(tables, query, part))
    folder = delta_folder(delta.sequence)
    return write(tables, name, f"SELECT id, record FROM `{name}`", pieces, f"{folder}/upserts", {})


def _with_id(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    return ((row["file"], orjson.loads(row["value"])["id"]) for row in rows)


def _facts(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str, str, int]]:
    for row in rows:
        line = bytes(row["value"])
        yield orjson.loads(line)["id"], hashlib.sha256(line).hexdigest(), line.decode(), len(line)
