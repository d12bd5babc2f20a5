"""Whether there is anything to do: a build of what the last one was built of, into the folder as that one left it, has
nothing to read, to make or to move.

``OUT.report/.last.json`` says what the last build came to, and has two sums of what it stood on: of all that it was
made of (:func:`inputs`), and of all that it left (the list of published files, and the files beside the report). It is
written as the very last thing of a build that came to its end, and the next takes it away before it touches anything
else in the report. Everything is told by its bytes and nothing by a date, so no clock, copy or checkout can mislead;
what cannot be read twice (standard input, a pipe), or is made by code that we have no sum of (a format of another
distribution), is always built. What is not whole, or of another version, counts as not there.

Some builds say more than the one after them would, with nothing changed: of reviews that left or came back just then.
After those everything is done once more.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import stat
import sys
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from syndicate import formats
from syndicate.ledger import Fault, Refusal
from syndicate.models.dates import epoch
from syndicate.models.tombstone import Tombstone
from syndicate.settings import Settings, Source
from syndicate.site.files import LIST, digest_of, published_before
from syndicate.site.keys import common_key
from syndicate.site.plan import Task
from syndicate.site.report import EXAMPLES, LAST, Report
from syndicate.site.withdrawals import content

if TYPE_CHECKING:
    from syndicate.site.index import Index

__all__ = ["Inputs", "inputs", "leave", "nothing_to_do"]

_FORM = 1
"""Changes when the same inputs would come to another report, or the file would be read otherwise."""

_BESIDE = ("refused.jsonl", "replaced.jsonl", "notes.jsonl", "standing.jsonl")
"""What a build leaves beside its ``report.json``."""

_LATEST = "SELECT at FROM record WHERE tombstone = 1 UNION SELECT at FROM tombstone"
_CAME_BACK = "SELECT EXISTS (SELECT 1 FROM gone JOIN review ON review.id = gone.id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a build is made of."""

    sum: str
    """Of all but the instant."""
    now: str | None
    maps_now: bool
    """Whether a row may be given the instant, since a map says by a status that reviews have left."""


def inputs(
    plan: Sequence[Task],
    sources: Sequence[Source],
    settings: Settings,
    settings_folder: Path,
    withdrawn: Iterable[Tombstone],
    *,
    now: str | None,
    strict: bool,
    allow_removals: bool,
) -> Inputs | None:
    """What a build is made of, its sources read to their ends; None where that cannot be told.

    To be asked before anything of it is read for the build, and again behind that: where both are the same, so is what
    was read in between.
    """
    templates = settings_folder / settings.build.templates if settings.build.templates else None
    digest = hashlib.sha256()
    try:
        _say(digest, _FORM, sys.version, sorted(_installed()), _zones(), strict, allow_removals)
        _say(digest, common_key(settings, templates, feeds=True), settings.model_dump_json(exclude={"source"}))
        for source in sources:
            _say(digest, source.model_dump_json(), [digest_of(settings_folder / join.file) for join in source.join])
        _say(digest, hashlib.sha256(content(withdrawn)).hexdigest())
        for task in plan:
            for file in task.files:
                form = formats.get(file.format)
                if not stat.S_ISREG(Path(file.path).stat().st_mode) or not _ours(form.read):
                    return None
                sum_ = _range_sum(Path(file.path), file.start, file.end)
                _say(digest, task.source, file.shown, file.key, file.format, file.start, file.line, sum_)
    except OSError:  # "-", and what is no longer there: the build says so
        return None
    return Inputs(sum=digest.hexdigest(), now=now, maps_now=any(source.status is not None for source in sources))


def nothing_to_do(told: Report, given: Inputs | None, out: Path) -> Report | None:
    """The report of this build, written, where there is nothing to do; else None, and nothing is touched."""
    if given is None or told.dry_run:
        return None
    state = _read(told.folder)
    if state is None or state["inputs"] != given.sum or not _free(given, state["now"], state["latest"]):
        return None
    if _left_beside(told.folder) != state["beside"] or digest_of(out / LIST) != state["list"]:
        return None
    number = 0
    for file in published_before(out):
        if digest_of(out / file.path) != file.sha256:
            return None
        number += 1
    try:
        made = _reports().validate_python({**state["report"], "out": told.out, "folder": told.folder})
        made.refusals = list(_first_refusals(told.folder))
    except ValidationError:
        return None
    made.files = {"written": 0, "unchanged": number, "removed": 0}
    made.write()
    return made


def leave(told: Report, before: Inputs | None, after: Inputs | None, out: Path, index: Index) -> None:
    """Says what this build came to, for the next; ``before`` and ``after`` are what it was made of, told twice."""
    if before is None or before != after or told.standing.get("left") or next(index.rows(_CAME_BACK))[0]:
        return
    # What a build with nothing to do would say: the same of what it read, and that the export has not changed.
    said = _reports().dump_python(told, exclude={"out", "folder", "refusals", "files", "dry_run"})
    said["export"] = {**told.export, "upserts": 0, "tombstones": 0}
    state = {
        "inputs": before.sum,
        "now": before.now,
        "latest": max((epoch(at) for (at,) in index.rows(_LATEST)), default=None),
        "list": digest_of(out / LIST),
        "beside": _left_beside(told.folder),
        "report": said,
    }
    whole = json.dumps(state).encode()
    (told.folder / LAST).write_bytes(hashlib.sha256(whole).hexdigest().encode() + b"\n" + whole + b"\n")


def _free(given: Inputs, now: str | None, latest: int | None) -> bool:
    """Whether the instant changes nothing: no tombstone says it or could, neither the last build's nor this one's."""
    if given.now == now:
        return True
    if given.maps_now:
        return False
    return latest is None or all(one is None or epoch(one) > latest for one in (given.now, now))


def _read(folder: Path) -> dict[str, Any] | None:
    """What the last build left there; None where it left nothing, or nothing whole."""
    try:
        sum_, _, whole = (folder / LAST).read_bytes().partition(b"\n")
        if hashlib.sha256(whole[:-1]).hexdigest().encode() != sum_:
            return None
        state: dict[str, Any] = json.loads(whole)
    except (OSError, ValueError):
        return None
    return state


def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _first_refusals(folder: Path) -> Iterator[str]:
    """In words, from where they stand: what was refused is not kept twice."""
    with (folder / "refused.jsonl").open("rb") as stream:
        for line in itertools.islice(stream, EXAMPLES):
            said = json.loads(line)
            faults = tuple(Fault(**fault) for fault in said["faults"])
            yield str(Refusal(source=said["source"], place=said["place"], faults=faults))


def _left_beside(folder: Path) -> list[str | None]:
    return [digest_of(folder / name) for name in _BESIDE]


def _ours(read: object) -> bool:
    """Whether the code is part of this package, whose sum is told."""
    return str(getattr(read, "__module__", "")).startswith("syndicate.")


def _installed() -> set[str]:
    """The distributions that Python finds, with their versions, by the names of the folders that say so."""
    found: set[str] = set()
    for folder in map(Path, sys.path):
        with contextlib.suppress(OSError):  # an archive, or nothing
            found.update(path.name for path in folder.iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return found


def _zones() -> list[tuple[str | None, int]]:
    """Which time zones the system knows: the text of its database where it is there, else when it was put there."""
    told = []
    for folder in map(Path, zoneinfo.TZPATH):
        if folder.is_dir():
            text = digest_of(folder / "tzdata.zi")
            told.append((text, 0 if text else folder.stat().st_mtime_ns))
    return told


def _range_sum(path: Path, start: int, end: int | None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        stream.seek(start)
        left = end - start if end is not None else None
        while left is None or left > 0:
            block = stream.read(_BLOCK if left is None else min(_BLOCK, left))
            if not block:
                break
            digest.update(block)
            left = None if left is None else left - len(block)
    return digest.hexdigest()


_BLOCK = 1 << 18


def _say(digest: Any, *parts: object) -> None:
    """Adds values to a sum, so that no two lists of values add the same."""
    digest.update(repr(parts).encode() + b"\n")
