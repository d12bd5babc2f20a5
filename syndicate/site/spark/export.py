"""The export of a build in Spark, from its parts to its manifest (:mod:`syndicate.site.export`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from syndicate.engines.spark import mapped
from syndicate.models.dates import epoch
from syndicate.schemas import FILES, content
from syndicate.settings import Settings
from syndicate.site import questions
from syndicate.site.export.aggregates import aggregate_line
from syndicate.site.export.deltas import delta_entry, delta_folder
from syndicate.site.export.manifest import manifest, selection
from syndicate.site.export.packed import resource
from syndicate.site.export.parts import MOST_LICENSES
from syndicate.site.history import Delta, Earlier
from syndicate.site.report import Report
from syndicate.site.spark.cutting import Piece, cut_table
from syndicate.site.spark.deltas import compare, kept_deltas
from syndicate.site.spark.packing import Packed, empty, write
from syndicate.site.spark.tables import Tables
from syndicate.site.standing import Standing
from syndicate.site.tombstones import tombstone_line

__all__ = ["Exported", "LINES", "export", "review"]

_RECORD = f"schema/{FILES['review']}"
_AGGREGATE = f"schema/{FILES['aggregate']}"
_FULL = "export/full/part"

_LINED = "review.id, review.hash, review.version, review.modified, review.license, review.length"
_NOTHING = "CAST(NULL AS BIGINT) AS version, CAST(NULL AS STRING) AS modified, CAST(NULL AS STRING) AS license"

LINES = """
SELECT review.id, lines.record FROM review JOIN lines ON lines.number = review.number
"""
"""The canonical lines of all published reviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An export that is ready to be published."""

    sequence: int
    state: str
    manifest: bytes
    files: tuple[Packed, ...]
    """All files that were made, or stand already; those of the deltas before are not among them."""
    copies: Mapping[str, Packed]
    """Files that stand under a second name, too."""
    schemas: Mapping[str, bytes]
    listed: frozenset[str]
    """The paths of all files that the manifest lists, below ``export``."""


def review(tables: Tables) -> None:
    """The tables ``review`` (what is published) and ``lines`` (the canonical line of each record by its number)."""
    tables.view(
        "lines",
        tables.ask(
            "SELECT CASE WHEN found.file = -2 THEN -1 - found.ordinal ELSE block.number + found.ordinal END AS number, "
            "found.record FROM found LEFT JOIN block ON found.file = block.file AND found.start = block.start "
            "WHERE found.what = 'record'"
        ),
    )
    tables.view(
        "review",
        tables.ask(
            "SELECT number, id, hash, version, published, item_key, item_type, item_name, value, scale, normalised, "
            "modified, kind, license, snippet, source, length FROM record WHERE fate IN ('published', 'kept')"
        ),
    )


def export(
    tables: Tables,
    settings: Settings,
    out: str,
    earlier: Earlier,
    standing: Standing,
    told: Report,
    before: Mapping[str, Sequence[Any]],
    now: str | None,
) -> Exported:
    """Makes the files of the export, and its manifest; ``before`` has the parts of the last export by what is in
    them."""
    most, kept = settings.build.part_records, settings.build.deltas
    changed, left = compare(tables)
    digest, pieces = hashlib.sha256(), []
    for piece in cut_table(tables, f"SELECT {_LINED} FROM review", most, hashes=True):
        if piece.hashes:
            digest.update(piece.hashes.hex("\n", 32).encode() + b"\n")
        pieces.append(_without_hashes(piece))
    state = f"sha256:{digest.hexdigest()}"
    sequence = earlier.sequence + 1 if changed or left or not earlier.sequence else earlier.sequence
    adds = sequence > earlier.sequence > 0 and kept > 0

    full = write(tables, "full", LINES, pieces, _FULL, before)
    resources = [
        resource(f"part-{number:05}", "full", packed.file, **piece.facts, jsonSchema=_RECORD)
        for number, (piece, packed) in enumerate(zip(pieces, full, strict=True))
    ]
    files = list(full)
    stones = _tombstones(tables, "tombstone", "export/tombstones", most, before)
    files += stones
    resources += _listed(stones, "tombstones", "tombstones", _RECORD)
    counts = _aggregates(tables, most, before)
    files += counts
    resources += _listed(counts, "aggregates", "aggregates", _AGGREGATE)

    deltas, anew = kept_deltas(tables, out, earlier, kept - 1 if adds else kept, most)
    files += anew
    if adds:
        one, made = _delta(tables, earlier, sequence, state, changed, left, most)
        deltas.append(one)
        files += made
    resources += [file for delta in deltas for file in delta.resources]
    whole = manifest(
        settings.site,
        sequence=sequence,
        state=state,
        records=sum(piece.records for piece in pieces),
        tombstones=next(tables.rows("SELECT COUNT(*) FROM tombstone"))[0],
        instant=_instant(tables, earlier, now),
        deltas=[delta_entry(delta) for delta in deltas],
        licenses=_licenses(tables),
        selection=selection(tables, settings.site, told.accounts, told.snippets, standing.stale, standing.kept),
        resources=resources,
    )
    told.export = {"sequence": sequence, "upserts": changed, "tombstones": left}
    return Exported(
        sequence=sequence,
        state=state,
        manifest=whole,
        files=tuple(files),
        # The name that people and simple programs look for, where all of them are in one file.
        copies={"export/aggregates.jsonl.gz": counts[0]} if len(counts) == 1 else {},
        schemas={f"export/schema/{FILES[name]}": content(name) for name in ("review", "aggregate")},
        listed=frozenset(file["path"] for file in resources),
    )


def _without_hashes(piece: Piece) -> Piece:
    return Piece(
        first=piece.first, last=piece.last, records=piece.records, facts=piece.facts, digest=piece.digest, hashes=b""
    )


def _listed(files: Sequence[Packed], name: str, kind: str, schema: str, **facts: Any) -> list[dict[str, Any]]:
    """Files as resources; one alone has the name by itself."""
    return [
        resource(name if len(files) == 1 else f"{name}-{number:05}", kind, packed.file, **facts, jsonSchema=schema)
        for number, packed in enumerate(files)
    ]


def _tombstones(tables: Tables, table: str, path: str, most: int, before: Mapping[str, Sequence[Any]]) -> list[Packed]:
    rows = tables.ask(f"SELECT id, at, reason, merged_into FROM {table}")
    return _lines(tables, f"{table}_lines", mapped(rows, _stones, _FORM), path, most, before)


def _aggregates(tables: Tables, most: int, before: Mapping[str, Sequence[Any]]) -> list[Packed]:
    rows = tables.ask(
        f"SELECT counts.item_key, item_type, item_name, kind, scale, value, normalised, number "
        f"FROM ({questions.COUNTS}) AS counts JOIN ({questions.NAMES}) AS names ON names.item_key = counts.item_key"
    )
    ordered = rows.repartition("item_key").sortWithinPartitions("item_key")
    made = mapped(ordered, _counted, _FORM)
    # Every export has counts, though there be none: a reader finds a file without lines.
    return _lines(tables, "aggregate_lines", made, "export/aggregates", most, before) or [
        empty(tables, "export/aggregates")
    ]


_FORM = "id string, hash string, record string, length long"


def _lines(
    tables: Tables, name: str, rows: Any, path: str, most: int, before: Mapping[str, Sequence[Any]]
) -> list[Packed]:
    tables.hold(name, rows)
    pieces = list(cut_table(tables, f"SELECT id, hash, {_NOTHING}, length FROM `{name}`", most))
    return write(tables, name, f"SELECT id, record FROM `{name}`", pieces, path, before)


def _delta(
    tables: Tables, earlier: Earlier, sequence: int, state: str, changed: int, left: int, most: int
) -> tuple[Delta, list[Packed]]:
    folder, name = delta_folder(sequence), f"delta-{sequence}"
    pieces = list(cut_table(tables, f"SELECT {_LINED} FROM review JOIN upsert ON upsert.id = review.id", most))
    query = f"{LINES} JOIN upsert ON upsert.id = review.id"
    upserts = write(tables, "upserts", query, pieces, f"{folder}/upserts", {})
    stones = _tombstones(tables, "departure", f"{folder}/tombstones", most, {})
    resources = [
        resource(f"{name}-upserts-{number:05}", "upserts", packed.file, sequence=sequence, jsonSchema=_RECORD)
        for number, packed in enumerate(upserts)
    ]
    resources += _listed(stones, f"{name}-tombstones", "delta-tombstones", _RECORD, sequence=sequence)
    made = Delta(
        sequence=sequence,
        base=earlier.state,
        state=state,
        upserts=changed,
        tombstones=left,
        resources=tuple(resources),
    )
    return made, [*upserts, *stones]


def _instant(tables: Tables, earlier: Earlier, now: str | None) -> str | None:
    """The last instant that a build needed: this one's, where a tombstone says it."""
    if now is None:
        return earlier.instant
    (used,) = next(tables.rows("SELECT COUNT(*) FROM tombstone WHERE at = ?", (now,)))
    return now if used and (earlier.instant is None or epoch(now) > epoch(earlier.instant)) else earlier.instant


def _licenses(tables: Tables) -> list[str]:
    query = "SELECT DISTINCT license FROM review WHERE license IS NOT NULL ORDER BY license LIMIT ?"
    return [license for (license,) in tables.rows(query, (MOST_LICENSES,))]


def _form(id: str, line: bytes) -> tuple[str, str, str, int]:
    return id, hashlib.sha256(line).hexdigest(), line.decode(), len(line)


def _stones(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str, str, int]]:
    for row in rows:
        yield _form(row["id"], tombstone_line(row["id"], row["at"], row["reason"], row["merged_into"]))


def _counted(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str, str, int]]:
    names = ("kind", "scale", "value", "normalised", "number")
    for key, group in groupby(rows, key=lambda row: row["item_key"]):
        first = next(group)
        counts = (tuple(row[name] for name in names) for row in (first, *group))
        yield _form(key, aggregate_line(key, first["item_type"], first["item_name"], counts))
