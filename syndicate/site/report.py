"""What a build has to tell: the accounting of every record, and by output what was lost, repaired and inferred.

``report.json`` holds the counts; ``refused.jsonl`` every refused record with its raw text; ``replaced.jsonl`` every
duplicate and older version, and what stands in its place; ``notes.jsonl`` every repair, inference and entry left out;
``standing.jsonl`` every published review that today's sources do not have and that left or is stale. All of them go
beside the published folder and never into it. Of a review that was withdrawn they hold its id and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from syndicate.ledger import Loss, Note, Refusal
from syndicate.site.index import Replaced

__all__ = ["LAST", "Accounts", "Kept", "Ledger", "OutputReport", "Progress", "Report", "refusal_line"]

Progress = Callable[[str, int], None]
"""Told what is being done, and how many records or files of it are done."""

EXAMPLES = 5
"""How many of each sort are kept for people."""

LAST = ".last.json"
"""Where a build says what it came to, for the next (:mod:`syndicate.site.unchanged`)."""

STATE_OUTPUT = "state"
"""The output of files that are the build's own, and that no report counts."""


@dataclass(slots=True, kw_only=True)
class Accounts:
    """What became of every record that was read; :attr:`read` is the sum of the rest."""

    published: int = 0
    """Reviews that are in the outputs."""
    withdrawn: int = 0
    """Tombstones: reviews that left."""
    duplicate: int = 0
    """Records that say exactly what another says."""
    superseded: int = 0
    """Older versions of a record that is there in a newer one."""
    skipped: int = 0
    """Left out by a filter of the settings."""
    refused: int = 0
    """Wrong, and told in ``refused.jsonl``."""

    @property
    def read(self) -> int:
        return self.published + self.withdrawn + self.duplicate + self.superseded + self.skipped + self.refused

    def add(self, fate: str, count: int) -> None:
        """Counts ``count`` more records of a fate."""
        setattr(self, fate, getattr(self, fate) + count)

    def as_dict(self) -> dict[str, int]:
        return {"read": self.read, **asdict(self)}


@dataclass(slots=True, kw_only=True)
class OutputReport:
    """One output: its files, and what it could not hold."""

    files: int = 0
    bytes: int = 0
    records: int = 0
    lost: list[Loss] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Kept:
    """Repairs, inferences or what was left out, of one sort: how many, and where the first stood."""

    path: str
    what: str
    records: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Report:
    """The report of a build."""

    out: Path
    folder: Path
    """Where ``refused.jsonl``, ``notes.jsonl`` and ``report.json`` are."""
    accounts: Accounts = field(default_factory=Accounts)
    sources: dict[str, Accounts] = field(default_factory=dict)
    outputs: dict[str, OutputReport] = field(default_factory=dict)
    repaired: list[Kept] = field(default_factory=list)
    inferred: list[Kept] = field(default_factory=list)
    skipped: list[Kept] = field(default_factory=list)
    """What stood among the reviews and is none; what a filter left out is in the accounts alone."""
    told: list[str] = field(default_factory=list)
    """Sentences that the user should read: what was not built, and why."""
    refusals: list[str] = field(default_factory=list)
    """The first refusals, in words."""
    replaced: list[str] = field(default_factory=list)
    """The first records that stand behind another of the same id, in words."""
    lost: dict[str, list[Loss]] = field(default_factory=dict)
    """What each output could not hold."""
    snippets: int = 0
    """How many reviews that were read have a body which may not be passed on."""
    export: dict[str, int] = field(default_factory=dict)
    """The number of the export, and how many upserts and tombstones it differs by from the one before."""
    standing: dict[str, int] = field(default_factory=dict)
    """Published reviews that today's sources do not have: how many are stale, kept and left
    (:mod:`syndicate.site.standing`)."""
    files: dict[str, int] = field(default_factory=dict)
    """How many files were written, unchanged and removed; empty for a dry run."""
    proof: dict[str, Any] | None = None
    """What reading back came to (:class:`syndicate.proof.Summary`), and of how many reviews of how many."""
    check: dict[str, Any] | None = None
    """What the linter found of the published pages and feeds, by rule (:mod:`syndicate.site.linting`)."""
    dry_run: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON values; nothing in it says when or where it was made."""
        return {
            "accounts": self.accounts.as_dict(),
            "sources": {name: accounts.as_dict() for name, accounts in self.sources.items()},
            "export": self.export,
            "standing": self.standing,
            "outputs": {name: asdict(output) for name, output in self.outputs.items()},
            "repaired": [asdict(kept) for kept in self.repaired],
            "inferred": [asdict(kept) for kept in self.inferred],
            "skipped": [asdict(kept) for kept in self.skipped],
            "told": self.told,
            **({} if self.proof is None else {"proof": self.proof}),
            **({} if self.check is None else {"check": self.check}),
        }

    def by_output(self, outputs: Iterable[tuple[str, int, int]], reviews: int) -> None:
        """Takes up the files and bytes of each output, and what was lost in it."""
        for name, files, size in outputs:
            if name != STATE_OUTPUT:
                self.outputs[name] = OutputReport(files=files, bytes=size)
        for name, lost in self.lost.items():
            if name in self.outputs:
                self.outputs[name].records, self.outputs[name].lost = reviews, lost

    def begin(self) -> None:
        """Takes away what only a build that comes to its end writes, so that none is there that is not of this one."""
        if not self.dry_run:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in (LAST, "report.json", "standing.jsonl"):
                (self.folder / name).unlink(missing_ok=True)

    def write(self) -> None:
        """Writes ``report.json``, but for a dry run."""
        if self.dry_run:
            return
        content = orjson.dumps(self.as_dict(), option=orjson.OPT_INDENT_2)
        (self.folder / "report.json").write_bytes(content + b"\n")


class Ledger:
    """Refusals and notes as they come: written to their files, counted, the first kept for people."""

    def __init__(self, refused: BinaryIO | None, replaced: BinaryIO | None, notes: BinaryIO | None) -> None:
        self._refused = refused
        self._replaced = replaced
        self._notes = notes
        self._kept: dict[tuple[str, str, str], Kept] = {}
        self.first: list[str] = []
        self.first_replaced: list[str] = []

    def refuse(self, refusal: Refusal) -> None:
        if self._refused is not None:
            self._refused.write(refusal_line(refusal))
        if len(self.first) < EXAMPLES:
            self.first.append(str(refusal))

    def replace(self, one: Replaced) -> None:
        """A duplicate or an older version, and what stands in its place."""
        where, stands = _place(one.shown, one.place), _place(one.stands_shown, one.stands_place)
        if self._replaced is not None:
            line = {"id": one.id, "fate": one.fate, "where": where, "by": stands or None, "stands": one.stands}
            self._replaced.write(_json(line) + b"\n")
        if len(self.first_replaced) < EXAMPLES:
            how = {"duplicate": "a duplicate", "superseded": "superseded"}[one.fate]
            behind = f"{'of' if one.fate == 'duplicate' else 'by'} {stands}" if stands else "by what was refused"
            self.first_replaced.append(f"{where} is {how} {behind}: both have the id {one.id}")

    def note(self, notes: Iterable[Note]) -> None:
        for note in notes:
            if self._notes is not None:
                self._notes.write(_json(asdict(note)) + b"\n")
            kept = self._kept.setdefault((note.kind, note.path, note.what), Kept(path=note.path, what=note.what))
            kept.records += 1
            if len(kept.examples) < EXAMPLES:
                kept.examples.append(_place(note.source, note.place))

    def kept(self, kind: str) -> list[Kept]:
        """Notes of a kind, the most frequent first."""
        chosen = [kept for (of, _, _), kept in sorted(self._kept.items()) if of == kind]
        return sorted(chosen, key=lambda kept: -kept.records)


def _place(shown: str | None, place: str | None) -> str:
    return ", ".join(part for part in (shown, place) if part)


def refusal_line(refusal: Refusal) -> bytes:
    """A line of ``refused.jsonl``."""
    return _json(refusal.as_dict()) + b"\n"


def _json(value: dict[str, Any]) -> bytes:
    """JSON of anything that was read, text that is not valid Unicode among it."""
    try:
        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS)
    except (orjson.JSONEncodeError, TypeError):
        import json

        return json.dumps(value, default=str).encode("ascii")
