"""The export of a build, from its parts to its manifest."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Protocol

from syndicate.models.dates import epoch
from syndicate.schemas import FILES, content
from syndicate.site.export.aggregates import aggregate_lines
from syndicate.site.export.deltas import (
    compare,
    delta_entry,
    delta_folder,
    kept_deltas,
    upserts,
)
from syndicate.site.export.manifest import manifest, selection
from syndicate.site.export.packed import packed, packer, resource
from syndicate.site.export.parts import MOST_LICENSES, Part, PartFile, cut
from syndicate.site.files import Files
from syndicate.site.history import MANIFEST, STATE, Delta, Earlier, records_state, state_file
from syndicate.site.index import Index
from syndicate.site.report import STATE_OUTPUT, Report
from syndicate.site.stage import Rendering, Written, summed
from syndicate.site.standing import Standing, source_key
from syndicate.site.tombstones import tombstone_lines

__all__ = ["Exporting", "export"]

_FULL = "export/full"
_RECORD = f"schema/{FILES['review']}"
_AGGREGATE = f"schema/{FILES['aggregate']}"
_FORM = "2"
"""Changes when parts of the same records would have other bytes than before."""


class Run(Protocol):
    """Runs tasks of the second pass, in their order, and ``meanwhile`` in this process."""

    def __call__(
        self, tasks: Iterable[PartFile], *, meanwhile: Callable[[], object] = ...
    ) -> Iterator[list[Written]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """What the export is made of."""

    rendering: Rendering
    index: Index
    files: Files
    earlier: Earlier
    standing: Standing
    told: Report
    sources: tuple[str, ...]
    """The paths of the sources."""
    now: str | None


def export(given: Exporting, run: Run) -> None:
    """Writes the export into the stage; the manifest is the last of its files."""
    rendering, index, files, earlier = given.rendering, given.index, given.files, given.earlier
    stage, most = rendering.stage, rendering.settings.build.part_records
    changed, left = compare(index)
    state = records_state(row.hash for row in index.exported())
    sequence = earlier.sequence + 1 if changed or left or not earlier.sequence else earlier.sequence
    kept = rendering.settings.build.deltas
    adds = sequence > earlier.sequence > 0 and kept > 0

    @cache
    def beside() -> tuple[Written, Written]:
        return packed(stage, "export", "aggregates", aggregate_lines(index)), _state(given, sequence, state)

    full = _parts(given, "part", _FULL, cut(index.exported(), most), partial(run, meanwhile=beside))
    counts, remembered = beside()
    resources = [
        resource(f"part-{number:05}", "full", file, **part.facts(), jsonSchema=_RECORD)
        for number, (part, file) in enumerate(full)
    ]
    resources += _tombstones(given, "export", "tombstone", "tombstones", "tombstones")
    resources.append(resource("aggregates", "aggregates", counts, jsonSchema=_AGGREGATE))
    # The name that people and simple programs look for; what the manifest lists is never written over.
    copy = counts._replace(path="export/aggregates.jsonl.gz")
    shutil.copyfile(stage / counts.path, stage / copy.path)
    files.add([counts, copy])

    deltas = list(kept_deltas(stage, index, files, earlier, kept - 1 if adds else kept))
    if adds:
        deltas.append(_delta(given, sequence, state, changed, left, run))
    for delta in deltas:
        resources += delta.resources
    for name in ("review", "aggregate"):
        files.add([rendering.put(f"export/schema/{FILES[name]}", content(name), "export")])
    site, told, standing = rendering.settings.site, given.told, given.standing
    whole = manifest(
        site,
        sequence=sequence,
        state=state,
        records=index.count(),
        tombstones=next(index.rows("SELECT COUNT(*) FROM tombstone"))[0],
        instant=_instant(given),
        deltas=[delta_entry(delta) for delta in deltas],
        licenses=_licenses(index),
        selection=selection(index, site, told.accounts, told.snippets, standing.stale, standing.kept),
        resources=resources,
    )
    files.add([rendering.put(MANIFEST, whole, "export"), remembered])
    told.export = {"sequence": sequence, "upserts": changed, "tombstones": left}


def _parts(given: Exporting, stem: str, folder: str, parts: Iterable[Part], run: Run) -> list[tuple[Part, Written]]:
    """The files of some parts, in their order; those that are there already are not written again."""
    made: list[tuple[Part, Written | None]] = []

    def tasks() -> Iterator[PartFile]:
        for part in parts:
            key = hashlib.sha256(f"{_FORM}|{packer()}|{folder}|{stem}|{part.digest.hexdigest()}".encode()).hexdigest()
            there = given.files.unchanged(key)
            made.append((part, there[0] if there else None))
            if not there:
                yield PartFile(folder=folder, stem=stem, number=len(made), locations=part.locations, key=key)
            part.locations = part.locations[:0]

    written = [file for files in run(tasks()) for file in files]
    given.files.add(written)
    new = iter(written)
    return [(part, next(new) if file is None else file) for part, file in made]


def _tombstones(given: Exporting, folder: str, table: str, kind: str, name: str, **facts: Any) -> list[dict[str, Any]]:
    (some,) = next(given.index.rows(f"SELECT EXISTS (SELECT 1 FROM {table})"))
    if not some:
        return []
    made = packed(given.rendering.stage, folder, "tombstones", tombstone_lines(given.index, table))
    given.files.add([made])
    return [resource(name, kind, made, **facts, jsonSchema=_RECORD)]


def _delta(given: Exporting, sequence: int, state: str, changed: int, left: int, run: Run) -> Delta:
    folder, most = delta_folder(sequence), given.rendering.settings.build.part_records
    parts = _parts(given, "upserts", folder, cut(upserts(given.index), most), run)
    name = f"delta-{sequence}"
    resources = [
        resource(f"{name}-upserts-{number:05}", "upserts", file, sequence=sequence, jsonSchema=_RECORD)
        for number, (_, file) in enumerate(parts)
    ]
    resources += _tombstones(given, folder, "departure", "delta-tombstones", f"{name}-tombstones", sequence=sequence)
    return Delta(
        sequence=sequence,
        base=given.earlier.state,
        state=state,
        upserts=changed,
        tombstones=left,
        resources=tuple(resources),
    )


def _instant(given: Exporting) -> str | None:
    """The last instant that a build needed: this one's, where a tombstone says it."""
    now, before = given.now, given.earlier.instant
    if now is None:
        return before
    (used,) = next(given.index.rows("SELECT EXISTS (SELECT 1 FROM tombstone WHERE at = ?)", (now,)))
    return now if used and (before is None or epoch(now) > epoch(before)) else before


def _licenses(index: Index) -> list[str]:
    return [
        license
        for (license,) in index.rows(
            "SELECT DISTINCT license FROM review WHERE license IS NOT NULL ORDER BY license LIMIT ?", (MOST_LICENSES,)
        )
    ]


def _state(given: Exporting, sequence: int, state: str) -> Written:
    """The file in which the next build finds which review came from which source."""
    names = sorted({source_key(path) for path in given.sources})
    numbers = {number: names.index(source_key(path)) for number, path in enumerate(given.sources)}
    target = given.rendering.stage / STATE
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = given.index.rows("SELECT id, hash, source FROM review ORDER BY id")
    with target.open("wb") as stream:
        state_file(stream, sequence, state, names, ((id, digest, numbers.get(of, -1)) for id, digest, of in rows))
    return Written(STATE, *summed(target), STATE_OUTPUT)
