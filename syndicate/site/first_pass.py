"""The first pass over all sources: what the kernel of :mod:`syndicate.site.gather` finds goes into the index, the
accounts and the files of the report."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Sequence
from pathlib import Path

from syndicate.engines import local
from syndicate.formats import Tally
from syndicate.ledger import Fault, Refusal
from syndicate.settings import Source
from syndicate.site.gather import Gathering, gather, read_found
from syndicate.site.index import Index
from syndicate.site.plan import Task
from syndicate.site.report import Accounts, Ledger, Progress, Report
from syndicate.site.stage import lines_at

__all__ = ["first_pass"]

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
    *,
    jobs: int,
    progress: Progress,
) -> Tally:
    tally = Tally()
    unseen: dict[int, frozenset[str]] = {}
    ignored: dict[int, set[str]] = {}
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
            for found in read_found(shared.folder, summary.number):
                index.add(found.rows)
                ledger.note(found.notes)
                for refusal in found.refusals:
                    ledger.refuse(refusal)
            done += summary.reviews + summary.tombstones + summary.refused + summary.skipped
            progress("reading", done)
            if shared.strict and summary.refused:
                break
        for number, fields in sorted(unseen.items()):
            if fields:
                named = ", ".join(sorted(fields))
                told.told.append(f"{sources[number].path}: no record has {named}, which the settings name.")
        for number, left in sorted(ignored.items()):
            if left:
                named = ", ".join(
                    name if name.isprintable() and len(name) <= 60 else repr(name[:60])
                    for name in sorted(left)[:_NAMED]
                )
                more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
                told.told.append(f"{sources[number].path}: the settings take nothing from {named}{more}.")
        index.decide()
        _contradictions(shared.folder, index, ledger)
        for one in index.replaced():
            ledger.replace(one)
    for number, fate, count in index.source_fates():
        told.sources[sources[number].path].add(fate, count)
    for accounts in told.sources.values():
        for fate, count in accounts.as_dict().items():
            if fate != "read":
                told.accounts.add(fate, count)
    told.refusals, told.replaced = ledger.first, ledger.first_replaced
    told.repaired, told.inferred = ledger.kept("repaired"), ledger.kept("inferred")
    return tally


def _contradictions(work: Path, index: Index, ledger: Ledger) -> None:
    """Records of one id and one date that say different things: all are refused, since nothing says which is right."""
    for id, group in itertools.groupby(index.contradictions(), key=lambda row: row[0]):
        rows = list(group)
        places = [", ".join(part for part in (shown, place) if part) for _, shown, place, *_ in rows]
        for position, (_, shown, place, *location) in enumerate(rows):
            others = places[:position] + places[position + 1 :]
            fault = Fault(
                path="id",
                found=f"{id}, which {' and '.join(others[:3])} has too, with other content and the same date",
                expected="each id once, or a later `modified` in the version that stands",
                mend="Give each review an id of its own, or say when it was modified.",
            )
            raw = next(lines_at(work, [tuple(location)])).decode()  # type: ignore[list-item]
            ledger.refuse(Refusal(source=shown, place=place, faults=(fault,), id=id, raw=raw))
