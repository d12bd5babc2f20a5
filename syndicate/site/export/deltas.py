"""What changed since the export before, and the deltas before it that are kept.

A delta is the comparison of this build's reviews and tombstones with those of the last export: an upsert for each
review that is new or says something else, a tombstone for each that left, or that left otherwise than was said before.
Where nothing changed there is no delta, and the number stays.

Erasure reaches into the deltas that are kept: the upserts of a review that was erased, and of any that was merged into
it, are taken out of them; so are the older ones of a review of which only a snippet may be passed on from now on, since
they have its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from syndicate.site import questions
from syndicate.site.export.packed import packed, resource
from syndicate.site.files import Files
from syndicate.site.history import Delta, Earlier
from syndicate.site.index import Exported, Index
from syndicate.site.stage import Written

__all__ = ["compare", "delta_entry", "delta_folder", "kept_deltas", "upserts"]

_ERASED = f"""
WITH RECURSIVE lost(id) AS ({questions.ERASED} UNION {questions.MERGED})
{questions.TOUCHED}
"""


def compare(index: Index) -> tuple[int, int]:
    """Compares with the last export: how many upserts and tombstones there are."""
    for statement in (
        f"CREATE TABLE upsert AS {questions.CHANGED}",
        "CREATE UNIQUE INDEX upsert_id ON upsert (id)",
        f"CREATE TABLE departure AS {questions.DEPARTURES}",
        "CREATE INDEX tombstone_merged ON tombstone (merged_into)",
        f"CREATE TABLE erased AS {_ERASED}",
        "CREATE UNIQUE INDEX erased_id ON erased (id)",
    ):
        index.run(statement)
    (changed,) = next(index.rows("SELECT COUNT(*) FROM upsert"))
    (left,) = next(index.rows("SELECT COUNT(*) FROM departure"))
    return int(changed), int(left)


def upserts(index: Index) -> Iterator[Exported]:
    """The reviews that are new or changed, by id."""
    return map(
        Exported._make,
        index.rows(
            'SELECT review.id, hash, version, modified, license, spill, "offset", length '
            "FROM review JOIN upsert ON upsert.id = review.id ORDER BY review.id"
        ),
    )


def kept_deltas(stage: Path, index: Index, files: Files, earlier: Earlier, most: int) -> Iterator[Delta]:
    """The newest ``most`` of the earlier deltas, without what may be passed on no longer."""
    for delta in earlier.deltas[-most:] if most > 0 else ():
        resources: list[dict[str, Any]] = []
        for old in delta.resources:
            if not (old["kind"] == "upserts" and _holds_erased(index, earlier, old)):
                earlier.check(old)
                files.keep(_as_it_is(old))
                resources.append(old)
                continue
            new = packed(stage, delta_folder(delta.sequence), "upserts", _without_erased(index, earlier, old))
            if new.records:
                files.add([new])
                facts = {"sequence": delta.sequence, "jsonSchema": old["jsonSchema"]}
                resources.append(resource(old["name"], "upserts", new, **facts))
        yield Delta(
            sequence=delta.sequence,
            base=delta.base,
            state=delta.state,
            upserts=sum(file["records"] for file in resources if file["kind"] == "upserts"),
            tombstones=delta.tombstones,
            resources=tuple(resources),
        )


def delta_folder(sequence: int) -> str:
    """Where the files of a delta are."""
    return f"export/delta/{sequence}"


def delta_entry(delta: Delta) -> dict[str, Any]:
    """A delta as the manifest's list has it."""
    return {
        "sequence": delta.sequence,
        "base": delta.base,
        "state": delta.state,
        "upserts": delta.upserts,
        "tombstones": delta.tombstones,
    }


def _holds_erased(index: Index, earlier: Earlier, upserts: dict[str, Any]) -> bool:
    (erased,) = next(index.rows("SELECT EXISTS (SELECT 1 FROM erased)"))
    return bool(erased) and any(_is_erased(index, line) for line in earlier.lines([upserts]))


def _without_erased(index: Index, earlier: Earlier, upserts: dict[str, Any]) -> Iterator[bytes]:
    return (line for line in earlier.lines([upserts]) if not _is_erased(index, line))


def _is_erased(index: Index, line: bytes) -> bool:
    return next(index.rows("SELECT 1 FROM erased WHERE id = ?", (orjson.loads(line)["id"],)), None) is not None


def _as_it_is(old: dict[str, Any]) -> Written:
    return Written(
        f"export/{old['path']}",
        old["bytes"],
        old["hash"].removeprefix("sha256:"),
        "export",
        records=old["records"],
        content=old["contentHash"].removeprefix("sha256:"),
    )
