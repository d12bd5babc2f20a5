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
from typing import Any, NamedTuple, Protocol

import orjson

from syndicate.errors import FileError, SettingsError
from syndicate.formats import Tally
from syndicate.models.record import InvalidRecord, canonical, parse
from syndicate.settings import Source
from syndicate.site import questions
from syndicate.site.history import Earlier
from syndicate.site.index import Index, Row
from syndicate.site.rows import row_of
from syndicate.site.spill import spill_path

__all__ = [
    "Absent",
    "Asked",
    "Standing",
    "absent",
    "not_held",
    "origins",
    "settle",
    "source_key",
    "still_valid",
    "weighed",
]

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


class Asked(Protocol):
    """Tables that can be asked: the index, or those of another engine."""

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]: ...


_ORIGIN = """
CREATE TABLE origin (path TEXT PRIMARY KEY, complete INTEGER, nameless INTEGER) WITHOUT ROWID
"""

_TOMBSTONES = """
CREATE TABLE tombstone (id TEXT PRIMARY KEY, at TEXT, reason TEXT, merged_into TEXT) WITHOUT ROWID
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
        f"CREATE TABLE refused AS {questions.REFUSED}",
        "CREATE INDEX refused_id ON refused (id)",
        f"CREATE TABLE absent AS {questions.ABSENT}",
        "CREATE INDEX absent_id ON absent (id)",
    ):
        index.run(statement)
    made = weighed(index, str(earlier.out), now=now, allow_removals=allow_removals)
    _keep(index, earlier, sources, tally, spill_path(work, spill), spill)
    index.run(_TOMBSTONES)
    index.run(f"INSERT INTO tombstone {questions.STATED}", (now,))
    index.run(f"INSERT INTO tombstone {questions.LEFT}", (now,))
    index.run(f"INSERT INTO tombstone {questions.REMEMBERED}")
    return made


def weighed(index: Asked, out: str, *, now: str | None, allow_removals: bool) -> Standing:
    """How many of each there are, once ``absent`` is there. Raises what :func:`settle` does; ``out`` is what messages
    call the published folder."""
    _unfit(index)
    counts = dict(index.rows("SELECT fate, COUNT(*) FROM absent GROUP BY fate ORDER BY fate"))
    if counts.get("left"):
        if not allow_removals:
            _not_too_many(index, out)
        if now is None:
            raise _no_instant(index, out)
    return Standing(stale=counts.get("stale", 0), kept=counts.get("kept", 0), left=counts.get("left", 0))


def absent(index: Asked) -> Iterator[Absent]:
    """The reviews that left or are stale, by id."""
    return map(
        Absent._make, index.rows("SELECT id, fate, source FROM absent WHERE fate IN ('left', 'stale') ORDER BY id")
    )


def _origins(index: Index, sources: Sequence[Source], nameless: Collection[int]) -> None:
    index.run(_ORIGIN)
    for path, complete, unread in origins(sources, nameless):
        index.run("INSERT INTO origin VALUES (?, ?, ?)", (path, complete, unread))


def origins(sources: Sequence[Source], nameless: Collection[int]) -> list[tuple[str, int, int]]:
    """The rows of ``origin``: what names a source, whether it is complete, whether it has refused records of no id."""
    found: dict[str, tuple[bool, bool]] = {}
    for number, source in enumerate(sources):
        complete, unread = found.get(source_key(source.path), (True, False))
        found[source_key(source.path)] = (complete and source.complete, unread or number in nameless)
    return [(path, int(complete), int(unread)) for path, (complete, unread) in found.items()]


def _unfit(index: Asked) -> None:
    """Where a record says that a review has left, and from which no tombstone can be made, or where tombstones of one
    instant contradict each other, the review would stay: that stops the build."""
    ids = [id for (id,) in index.rows(questions.UNFIT, (_NAMED,))]
    if ids:
        raise SettingsError(
            "a source says that a review has left, but not so that it can be taken away, and nothing was published",
            found=", ".join(ids),
            mend="Correct what refused.jsonl in the report says of it. Where only the time is missing, give the build "
            "its --now.",
        )


def _not_too_many(index: Asked, out: str) -> None:
    """Raises :class:`SettingsError` where a source lacks more than 5 % of its reviews, and more than three."""
    worst = list(index.rows(questions.TOO_MANY))
    if worst:
        source, missing, had = worst[0]
        raise SettingsError(
            f"{missing:,} of the {had:,} published reviews {f'of {source} ' if source else ''}are no longer there, and "
            "nothing was published",
            source=out,
            mend="Check that the sources are whole. Where the reviews have left, say so with --allow-removals; where "
            "the source never holds everything, with complete = false in its settings.",
        )


def _no_instant(index: Asked, out: str) -> SettingsError:
    left = [id for (id,) in index.rows("SELECT id FROM absent WHERE fate = 'left' ORDER BY id LIMIT ?", (_NAMED,))]
    (number,) = next(index.rows("SELECT COUNT(*) FROM absent WHERE fate = 'left'"))
    more = f" and {number - len(left):,} more" if number > len(left) else ""
    return SettingsError(
        f"{number:,} published review{' is' if number == 1 else 's are'} no longer in the sources, nothing says when "
        f"{'it' if number == 1 else 'they'} left, and nothing was published",
        source=out,
        found=f"{', '.join(left)}{more}",
        mend="Give the build the instant, as in --now 2026-01-31T12:00:00Z; SOURCE_DATE_EPOCH says it too.",
    )


def _keep(index: Index, earlier: Earlier, sources: Sequence[Source], tally: Tally, path: Path, spill: int) -> None:
    """Reads what stays from the last export, and puts it into the index as if it had been read today."""
    numbers = {source_key(source.path): number for number, source in enumerate(sources)}
    wanted = index.rows(f"{questions.KEPT} ORDER BY id")
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
                line = still_valid(line, str(earlier.out / "export"))
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
        raise not_held(one[0], str(earlier.out / "export"))


def not_held(id: str, source: str) -> FileError:
    """That the last export, in ``source``, lacks a review that stays."""
    return FileError(
        "the last export does not hold a review that stays, and nothing was published",
        source=source,
        found=f"no {id}",
        mend="Restore the folder from a copy.",
    )


def still_valid(line: bytes, source: str) -> bytes:
    """The canonical bytes of a published record, which this version of the models must take too."""
    try:
        return canonical(parse(line))
    except InvalidRecord as error:
        raise FileError(
            "a review that stays is no longer valid as it was published, and nothing was published",
            source=source,
            found=str(error),
            mend="Mend the record in its source, or withdraw it.",
        ) from error
