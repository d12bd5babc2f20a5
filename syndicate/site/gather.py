"""The first pass: raw bytes to canonical bytes and index rows, with everything that has to be told.

The kernel reads the files of one task and leaves two files in the work folder: the canonical lines of its records,
and what it found (rows, refusals, notes), so that neither has to be held in memory. It is pure: the same task gives
the same files, in any process.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from syndicate import formats
from syndicate.errors import SyndicateError
from syndicate.formats import Limits, ReadContext, Tally
from syndicate.formats._stream import chunks_of
from syndicate.ledger import Fault, Note, Refusal
from syndicate.mapping import Mapper
from syndicate.models.record import canonical, said
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.site.conforming import nonconforming
from syndicate.site.index import Row
from syndicate.site.plan import File, Task
from syndicate.site.rows import row_of
from syndicate.site.spill import spill_path

__all__ = ["Found", "Gathering", "Summary", "admitted", "gather", "read_found", "records_of"]

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What all tasks share: where to work, and how each source is read."""

    folder: Path
    """The work folder."""
    mappers: tuple[Mapper | None, ...]
    options: tuple[Mapping[str, BaseModel | None], ...]
    """By source and format: the format's options."""
    limits: Limits = field(default_factory=Limits)
    strict: bool = False
    """Whether the first refusal ends the task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a task comes to; what it found is in its file."""

    number: int
    source: int
    files: int
    reviews: int
    tombstones: int
    refused: int
    skipped: int
    snippets: int
    """Reviews with a body that may not be passed on, and that goes into no output."""
    tally: Tally
    """What the reviews have, by path: for the losses of every output."""
    unseen: frozenset[str]
    """The fields that the settings name and that no row of this task had."""
    ignored: frozenset[str]
    """Fields that rows of this task had and from which the source's map takes nothing."""


@dataclass(slots=True, kw_only=True)
class Found:
    """A batch of what a task found."""

    rows: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_found(folder: Path, number: int) -> Iterator[Found]:
    """What a task found, batch by batch."""
    with (folder / f"found-{number:06}").open("rb") as stream:
        while True:
            try:
                yield pickle.load(stream)
            except EOFError:
                return


def gather(shared: Gathering, task: Task) -> Summary:
    """The kernel of the first pass."""
    counts: Counter[str] = Counter()
    tally = Tally()
    found = Found()
    offset = 0
    with (
        spill_path(shared.folder, task.number).open("wb") as spill,
        (shared.folder / f"found-{task.number:06}").open("wb") as told,
    ):
        for file in task.files:
            ctx = ReadContext(
                source=file.shown,
                key=file.key,
                first_line=file.line,
                mapper=shared.mappers[task.source],
                options=shared.options[task.source].get(file.format),
                limits=shared.limits,
            )
            for made, place in records_of(file, ctx):
                taken = admitted(made, file.shown, place, tally)
                if isinstance(taken, Refusal):
                    counts["refused"] += 1
                    found.refusals.append(taken)
                else:
                    data, line, snippet = taken
                    counts["reviews" if "item" in data else "tombstones"] += 1
                    counts["snippets"] += snippet
                    location = (task.number, offset, len(line))
                    found.rows.append(row_of(data, line, task.source, file.shown, place, location))
                    spill.write(line + b"\n")
                    offset += len(line) + 1
                if len(found.rows) + len(found.refusals) + len(ctx.notes) >= _BATCH:
                    found.notes, ctx.notes = ctx.notes, []
                    pickle.dump(found, told)
                    found = Found()
                if shared.strict and counts["refused"]:
                    break
            counts["skipped"] += ctx.skipped
            found.notes.extend(ctx.notes)
        pickle.dump(found, told)
    mapper = shared.mappers[task.source]
    return Summary(
        number=task.number,
        source=task.source,
        files=len(task.files),
        reviews=counts["reviews"],
        tombstones=counts["tombstones"],
        refused=counts["refused"],
        skipped=counts["skipped"],
        snippets=counts["snippets"],
        tally=tally,
        unseen=frozenset(mapper.unseen()) if mapper is not None else frozenset(),
        ignored=frozenset(mapper.ignored()) if mapper is not None else frozenset(),
    )


def admitted(
    made: Review | Tombstone | Refusal, shown: str, place: str, tally: Tally
) -> tuple[dict[str, Any], bytes, bool] | Refusal:
    """What goes on of a record that was read at a place: its canonical line and what that holds, and whether its body
    was left out since it may not be passed on; or why it is refused. ``tally`` counts what the source has."""
    if isinstance(made, Refusal):
        return made
    line, data, shape = said(made)
    if (fault := nonconforming(data)) is not None:
        return Refusal(source=shown, place=place, faults=(fault,), id=data["id"], raw=data)
    if isinstance(made, Tombstone):
        return data, line, False
    tally.add(data, shape)
    if made.snippet_only and made.body is not None:
        # What may not be passed on goes no further than here.
        del data["body"]
        return data, canonical(made.model_copy(update={"body": None})), True
    return data, line, False


def records_of(file: File, ctx: ReadContext) -> Iterator[tuple[Any, str]]:
    """The records and refusals of one file; one that cannot be read on is refused as a whole from there."""
    form = formats.get(file.format)
    assert form.read is not None  # format_for has seen to it
    try:
        for made in form.read(chunks_of(file.path, ctx.limits, start=file.start, end=file.end), ctx):
            yield made, made.place if isinstance(made, Refusal) else ctx.place
    except SyndicateError as error:
        fault = Fault(
            path="",
            found=error.found or error.message,
            expected=error.expected or "a file that can be read",
            mend=error.mend,
        )
        yield Refusal(source=file.shown, place=error.place, faults=(fault,)), error.place
