"""What becomes of a published review that today's sources do not have.

A review leaves only when that is stated: by a tombstone in a source, by a status that the mapping names, by a
withdrawal; or by being absent from a source that is complete. Of the published reviews that are neither read nor
withdrawn today,

- ``stale`` are those whose record was refused: they keep their last published version, since a typo never deletes.
  Where a refused record does not tell its id, it may be any that its source lacks, so none of these leaves;
- ``kept`` are those of a source that is not complete;
- ``left`` are the others. They leave as withdrawn, at the instant that the build was given, and more than 5 % of a
  source's reviews (and more than three) stop the build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import orjson

from syndicate.errors import FileError, SettingsError
from syndicate.formats import Tally
from syndicate.models.record import InvalidRecord, canonical, parse
from syndicate.settings import Source
from syndicate.site.history import Earlier
from syndicate.site.index import Index, Row
from syndicate.site.rows import row_of
from syndicate.site.spill import spill_path

__all__ = ["Absent", "Standing", "absent", "settle", "source_key"]

_NAMED = 5
_BATCH = 1000


class Absent(NamedTuple):
    """A published review that today's sources do not have."""

    id: str
    fate: str
    """`stale`, `kept` or `left`."""
    source: str
    """Its source when it was published; empty where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many of each there are."""

    stale: int
    kept: int
    left: int


_ORIGIN = """
CREATE TABLE origin (path TEXT PRIMARY KEY, complete INTEGER, nameless INTEGER) WITHOUT ROWID
"""

_ABSENT = """
CREATE TABLE absent AS
SELECT earlier.id, earlier.source,
       CASE WHEN EXISTS (SELECT 1 FROM refused WHERE refused.id = earlier.id) THEN 'stale'
            WHEN origin.path IS NOT NULL
            THEN CASE WHEN NOT origin.complete THEN 'kept' WHEN origin.nameless THEN 'stale' ELSE 'left' END
            WHEN earlier.source <> '' THEN 'left'
            WHEN (SELECT MIN(complete) FROM origin) = 0 THEN 'kept'
            WHEN (SELECT MAX(nameless) FROM origin) = 1 THEN 'stale'
            ELSE 'left' END AS fate
FROM earlier LEFT JOIN origin ON origin.path = earlier.source
WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.id = earlier.id AND record.fate IN ('published', 'withdrawn'))
"""

_REFUSED = """
CREATE TABLE refused AS
SELECT id FROM refusal WHERE id IS NOT NULL UNION SELECT id FROM record WHERE fate = 'refused'
"""

_UNFIT = """
SELECT id FROM (
  SELECT id FROM refusal WHERE leaves UNION SELECT id FROM record WHERE fate = 'refused' AND tombstone) AS unfit
WHERE EXISTS (SELECT 1 FROM absent WHERE absent.id = unfit.id) OR EXISTS
  (SELECT 1 FROM record WHERE record.id = unfit.id AND fate = 'published')
ORDER BY id LIMIT ?
"""

_TOMBSTONES = """
CREATE TABLE tombstone (id TEXT PRIMARY KEY, at TEXT, reason TEXT, merged_into TEXT) WITHOUT ROWID
"""

# The day that a status was first seen is the day that the review left: a later build says nothing new.
_STATED = """
INSERT INTO tombstone
SELECT record.id,
       CASE WHEN record.at = ? AND gone.reason = record.reason AND gone.merged_into IS record.merged_into
            THEN gone.at ELSE record.at END,
       record.reason, record.merged_into
FROM record LEFT JOIN gone ON gone.id = record.id WHERE record.fate = 'withdrawn'
"""

_REMEMBERED = """
INSERT INTO tombstone
SELECT id, at, reason, merged_into FROM gone
WHERE NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.id = gone.id)
  AND NOT EXISTS (SELECT 1 FROM record WHERE record.id = gone.id AND record.fate IN ('published', 'kept'))
"""


def source_key(path: str) -> str:
    """What names a source from build to build: its path, written one way."""
    return path if path == "-" else Path(path).as_posix()


def settle(
    index: Index,
    earlier: Earlier,
    sources: Sequence[Source],
    nameless: Collection[int],
    tally: Tally,
    work: Path,
    spill: int,
    *,
    now: str | None,
    allow_removals: bool,
) -> Standing:
    """Decides what becomes of absent reviews, puts those that stay into the index, and lists all tombstones.

    ``nameless`` are the sources with refused records whose id is not known; ``spill`` is the number of the file that
    the lines of what stays are written to.

    Raises :class:`SettingsError` where too many would leave, where a review leaves and no instant was given, or where
    a record says that a review leaves and is refused, and the review would stay.
    """
    _origins(index, sources, () if allow_removals else nameless)
    for statement in (
        _REFUSED,
        "CREATE INDEX refused_id ON refused (id)",
        _ABSENT,
        "CREATE INDEX absent_id ON absent (id)",
    ):
        index.run(statement)
    _unfit(index)
    counts = dict(index.rows("SELECT fate, COUNT(*) FROM absent GROUP BY fate ORDER BY fate"))
    if counts.get("left"):
        if not allow_removals:
            _not_too_many(index, earlier)
        if now is None:
            raise _no_instant(index, earlier)
    _keep(index, earlier, sources, tally, spill_path(work, spill), spill)
    index.run(_TOMBSTONES)
    index.run(_STATED, (now,))
    index.run("INSERT INTO tombstone SELECT id, ?, 'withdrawn', NULL FROM absent WHERE fate = 'left'", (now,))
    index.run(_REMEMBERED)
    return Standing(stale=counts.get("stale", 0), kept=counts.get("kept", 0), left=counts.get("left", 0))


def absent(index: Index) -> Iterator[Absent]:
    """The reviews that left or are stale, by id."""
    return map(
        Absent._make, index.rows("SELECT id, fate, source FROM absent WHERE fate IN ('left', 'stale') ORDER BY id")
    )


def _origins(index: Index, sources: Sequence[Source], nameless: Collection[int]) -> None:
    origins: dict[str, tuple[bool, bool]] = {}
    for number, source in enumerate(sources):
        complete, unread = origins.get(source_key(source.path), (True, False))
        origins[source_key(source.path)] = (complete and source.complete, unread or number in nameless)
    index.run(_ORIGIN)
    for path, (complete, unread) in origins.items():
        index.run("INSERT INTO origin VALUES (?, ?, ?)", (path, complete, unread))


def _unfit(index: Index) -> None:
    """Where a record says that a review has left, and from which no tombstone can be made, or where tombstones of one
    instant contradict each other, the review would stay: that stops the build."""
    ids = [id for (id,) in index.rows(_UNFIT, (_NAMED,))]
    if ids:
        raise SettingsError(
            "a source says that a review has left, but not so that it can be taken away, and nothing was published",
            found=", ".join(ids),
            mend="Correct what refused.jsonl in the report says of it. Where only the time is missing, give the build "
            "its --now.",
        )


def _not_too_many(index: Index, earlier: Earlier) -> None:
    """Raises :class:`SettingsError` where a source lacks more than 5 % of its reviews, and more than three."""
    worst = list(
        index.rows(
            "SELECT had.source, missing.number, had.number FROM "
            "(SELECT source, COUNT(*) AS number FROM earlier GROUP BY source) AS had JOIN "
            "(SELECT source, COUNT(*) AS number FROM absent WHERE fate = 'left' GROUP BY source) AS missing "
            "ON missing.source = had.source WHERE missing.number > 3 AND missing.number * 20 > had.number "
            "ORDER BY missing.number DESC, had.source"
        )
    )
    if worst:
        source, missing, had = worst[0]
        raise SettingsError(
            f"{missing:,} of the {had:,} published reviews {f'of {source} ' if source else ''}are no longer there, and "
            "nothing was published",
            source=str(earlier.out),
            mend="Check that the sources are whole. Where the reviews have left, say so with --allow-removals; where "
            "the source never holds everything, with complete = false in its settings.",
        )


def _no_instant(index: Index, earlier: Earlier) -> SettingsError:
    left = [id for (id,) in index.rows("SELECT id FROM absent WHERE fate = 'left' ORDER BY id LIMIT ?", (_NAMED,))]
    (number,) = next(index.rows("SELECT COUNT(*) FROM absent WHERE fate = 'left'"))
    more = f" and {number - len(left):,} more" if number > len(left) else ""
    return SettingsError(
        f"{number:,} published review{' is' if number == 1 else 's are'} no longer in the sources, nothing says when "
        f"{'it' if number == 1 else 'they'} left, and nothing was published",
        source=str(earlier.out),
        found=f"{', '.join(left)}{more}",
        mend="Give the build the instant, as in --now 2026-01-31T12:00:00Z; SOURCE_DATE_EPOCH says it too.",
    )


def _keep(index: Index, earlier: Earlier, sources: Sequence[Source], tally: Tally, path: Path, spill: int) -> None:
    """Reads what stays from the last export, and puts it into the index as if it had been read today."""
    numbers = {source_key(source.path): number for number, source in enumerate(sources)}
    wanted = index.rows("SELECT id, fate, source FROM absent WHERE fate IN ('stale', 'kept') ORDER BY id")
    rows: list[Row] = []
    offset = 0
    one = next(wanted, None)
    if one is None:
        return
    with path.open("wb") as stream:
        for resource in earlier.parts:
            if one is None:
                break
            if one[0].encode() > resource["lastId"].encode():
                continue
            for line in earlier.lines([resource]):
                data = orjson.loads(line)
                if one is None or data["id"] != one[0]:
                    continue
                line = _valid(line, earlier)
                where = (spill, offset, len(line))
                rows.append(row_of(data, line, numbers.get(one[2], -1), str(earlier.out / "export"), one[0], where))
                tally.add(data)
                stream.write(line + b"\n")
                offset += len(line) + 1
                one = next(wanted, None)
                if len(rows) >= _BATCH:
                    index.add(rows, fate="kept")
                    rows = []
    index.add(rows, fate="kept")
    if one is not None:
        raise FileError(
            "the last export does not hold a review that stays, and nothing was published",
            source=str(earlier.out / "export"),
            found=f"no {one[0]}",
            mend="Restore the folder from a copy.",
        )


def _valid(line: bytes, earlier: Earlier) -> bytes:
    """The canonical bytes of a published record, which this version of the models must take too."""
    try:
        return canonical(parse(line))
    except InvalidRecord as error:
        raise FileError(
            "a review that stays is no longer valid as it was published, and nothing was published",
            source=str(earlier.out / "export"),
            found=str(error),
            mend="Mend the record in its source, or withdraw it.",
        ) from error
