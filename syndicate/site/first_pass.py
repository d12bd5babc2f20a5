"""The first pass over all sources: what the kernel of :mod:`syndicate.site.gather` finds goes into the index, the
accounts and the files of the report."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from syndicate.engines import local
from syndicate.formats import Tally
from syndicate.ledger import Fault, Refusal
from syndicate.models.record import canonical, plain
from syndicate.models.tombstone import Tombstone
from syndicate.settings import Source
from syndicate.site.discretion import mentioned, veiled
from syndicate.site.gather import Gathering, gather, read_found
from syndicate.site.index import Index
from syndicate.site.plan import Task
from syndicate.site.report import Accounts, Ledger, Progress, Report
from syndicate.site.rows import row_of
from syndicate.site.spill import lines_at, spill_path

__all__ = ["contradiction", "first_pass", "told_of_fields"]

_NAMED = 20
"""The most fields that a message names."""
_FEW = 4
"""Tasks that are done sooner than a pool of processes has begun."""


def first_pass(
    shared: Gathering,
    plan: list[Task],
    index: Index,
    told: Report,
    sources: Sequence[Source],
    withdrawn: tuple[str, Iterable[Tombstone]],
    *,
    jobs: int,
    progress: Progress,
) -> tuple[Tally, set[int]]:
    """Reads all sources; ``withdrawn`` are the tombstones that stand whatever these say, and the file they are in.

    Gives what the reviews have, by path, and the sources with refused records whose ids are not known.
    """
    tally = Tally()
    unseen: dict[int, frozenset[str]] = {}
    ignored: dict[int, set[str]] = {}
    nameless: set[int] = set()
    with_refusals: list[int] = []
    done = 0
    for source in sources:
        told.sources[source.path] = Accounts()
    with contextlib.ExitStack() as stack:
        refused = replaced = notes = None
        if not told.dry_run:
            told.folder.mkdir(parents=True, exist_ok=True)
            refused = stack.enter_context((told.folder / "refused.jsonl").open("wb"))
            replaced = stack.enter_context((told.folder / "replaced.jsonl").open("wb"))
            notes = stack.enter_context((told.folder / "notes.jsonl").open("wb"))
        ledger = Ledger(refused, replaced, notes)
        for summary in local.run(gather, shared, plan, jobs=jobs if len(plan) > _FEW else 1):
            accounts = told.sources[sources[summary.source].path]
            accounts.add("refused", summary.refused)
            accounts.add("skipped", summary.skipped)
            tally.merge(summary.tally)
            told.snippets += summary.snippets
            unseen[summary.source] = unseen.get(summary.source, summary.unseen) & summary.unseen
            ignored.setdefault(summary.source, set()).update(summary.ignored)
            if summary.refused:
                with_refusals.append(summary.number)
            for found in read_found(shared.folder, summary.number):
                index.add(found.rows)
                ledger.note(found.notes)
                index.refuse((refusal.id, summary.source, refusal.leaves) for refusal in found.refusals)
                if any(refusal.id is None for refusal in found.refusals):
                    nameless.add(summary.source)
            done += summary.reviews + summary.tombstones + summary.refused + summary.skipped
            progress("reading", done)
            if shared.strict and summary.refused:
                break
        told.told += told_of_fields(sources, unseen, ignored)
        _rule(shared.folder, index, withdrawn, source=len(sources), spill=len(plan))
        index.decide()
        for number in with_refusals:
            for found in read_found(shared.folder, number):
                for refusal in found.refusals:
                    ledger.refuse(_discreet(refusal, index))
        _contradictions(shared.folder, index, ledger)
        for one in index.replaced():
            ledger.replace(one)
    named_sources = [*(source.path for source in sources), withdrawn[0]]
    for number, fate, count in index.source_fates():
        told.sources.setdefault(named_sources[number], Accounts()).add(fate, count)
    for accounts in told.sources.values():
        for fate, count in accounts.as_dict().items():
            if fate != "read":
                told.accounts.add(fate, count)
    told.refusals, told.replaced = ledger.first, ledger.first_replaced
    told.repaired, told.inferred = ledger.kept("repaired"), ledger.kept("inferred")
    told.skipped = ledger.kept("skipped")
    return tally, nameless


def told_of_fields(
    sources: Sequence[Source], unseen: Mapping[int, frozenset[str]], ignored: Mapping[int, set[str]]
) -> Iterator[str]:
    """Of each source, by its number: fields that the settings name and no record has, and those that they leave."""
    for number, fields in sorted(unseen.items()):
        if fields:
            named = ", ".join(sorted(fields))
            yield f"{sources[number].path}: no record has {named}, which the settings name."
    for number, left in sorted(ignored.items()):
        if left:
            named = ", ".join(
                name if name.isprintable() and len(name) <= 60 else repr(name[:60]) for name in sorted(left)[:_NAMED]
            )
            more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
            yield f"{sources[number].path}: the settings take nothing from {named}{more}."


def _rule(work: Path, index: Index, withdrawn: tuple[str, Iterable[Tombstone]], *, source: int, spill: int) -> None:
    """The withdrawals as rows of the index."""
    name, tombstones = withdrawn
    offset = 0
    rows = []
    with spill_path(work, spill).open("wb") as stream:
        for number, tombstone in enumerate(tombstones, 1):
            line = canonical(tombstone)
            where = (spill, offset, len(line))
            rows.append(row_of(plain(tombstone), line, source, name, f"withdrawal {number}", where, ruling=True))
            stream.write(line + b"\n")
            offset += len(line) + 1
    index.add(rows)


def _discreet(refusal: Refusal, index: Index) -> Refusal:
    """The refusal of a record whose review has left, without anything that stood in it."""
    id = next((word for word in mentioned(refusal) if index.has_left(word)), None)
    return refusal if id is None else veiled(refusal, id)


def _contradictions(work: Path, index: Index, ledger: Ledger) -> None:
    """Records of one id and one date that say different things: all are refused, since nothing says which is right."""
    for id, group in itertools.groupby(index.contradictions(), key=lambda row: row[0]):
        rows = list(group)
        places = [", ".join(part for part in (shown, place) if part) for _, shown, place, *_ in rows]
        for position, (_, shown, place, *location) in enumerate(rows):
            others = places[:position] + places[position + 1 :]
            raw = next(lines_at(work, [tuple(location)])).decode()  # type: ignore[list-item]
            ledger.refuse(_discreet(contradiction(id, shown, place, others, raw), index))


def contradiction(id: str, shown: str, place: str, others: Sequence[str], raw: str) -> Refusal:
    """The refusal of a record since ``others``, which are places, say otherwise of the same id at the same date."""
    fault = Fault(
        path="id",
        found=f"{id}, which {' and '.join(others[:3])} has too, with other content and the same date",
        expected="each id once, or a later `modified` in the version that stands",
        mend="Give each review an id of its own, or say when it was modified.",
    )
    return Refusal(source=shown, place=place, faults=(fault,), id=id, raw=raw)
