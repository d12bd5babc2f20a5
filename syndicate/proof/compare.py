"""A record and what came back of it: equal, lost as declared, or different, with each path that differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from syndicate.formats import Carries, project
from syndicate.ledger import shown
from syndicate.models.record import InvalidRecord, plain, validated
from syndicate.models.review import Review

__all__ = ["Difference", "Finding", "Outcome", "compared", "differences_of"]

Outcome: TypeAlias = Literal["equal", "lost", "different", "unknown", "missing", "unreadable"]
"""``equal``: all of the record came back. ``lost``: all but what is declared as lost. ``different``: something else
came back. ``unknown``: a review that no record is given for. ``missing``: a record that nothing told. ``unreadable``:
what a reader that is not ours cannot read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value that is not what it should be."""

    path: str
    """Where in the record."""
    expected: str
    """What the record says, as :func:`syndicate.ledger.shown` gives it; ``nothing`` where it says nothing."""
    found: str
    """What came back."""

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one record in one output."""

    id: str
    """The record's id; empty where there is none."""
    file: str
    """The output: a page, a feed, a part of the export."""
    how: str
    """In what it stands: ``jsonld``, ``microdata``, ``rdfa``, ``microformats``, ``rss``, ``atom``, ``export``."""
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    lost: tuple[str, ...] = ()
    """The paths that were lost, as declared."""
    unseen: tuple[str, ...] = ()
    """The paths whose values are marked up, and which nobody sees in the page's text."""
    why: str = ""
    """In words, where it is no record that was compared."""

    @property
    def wrong(self) -> bool:
        """Whether somebody has to look at it."""
        return self.outcome in ("different", "missing", "unreadable")

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain JSON values, without what is empty."""
        made: dict[str, Any] = {"id": self.id, "file": self.file, "how": self.how, "outcome": self.outcome}
        if self.differences:
            made["differences"] = [
                {"path": one.path, "expected": one.expected, "found": one.found} for one in self.differences
            ]
        for name in ("lost", "unseen"):
            if value := getattr(self, name):
                made[name] = list(value)
        return made | ({"why": self.why} if self.why else {})


def compared(
    record: Review,
    row: Mapping[str, Any],
    carries: Carries,
    *,
    left_out: tuple[str, ...] = (),
    items: tuple[Mapping[str, Any], ...] = (),
) -> tuple[Outcome, tuple[Difference, ...], tuple[str, ...]]:
    """The outcome for one record; ``row`` is what came back, as plain values that are still to be checked.

    ``left_out`` are paths that may be missing beside what ``carries`` says; ``items`` are items that may stand in
    place of the record's own, where several reviews stand in one item. Where a record has no ``url``, what came back
    may have one: a page says where it is.
    """
    whole, rest = plain(record), project(record, carries)
    wanted = plain(rest) if rest is not None else {}
    if "inferred" not in wanted:
        row = {name: value for name, value in row.items() if name != "inferred"}
    try:
        back = plain(validated(row))
    except InvalidRecord as error:
        faults = tuple(
            Difference(path=fault.path or "the record", expected=fault.expected, found=fault.found)
            for fault in error.faults
        )
        return "different", faults, ()
    if "url" not in whole:
        back.pop("url", None)
    for other in items:
        if back.get("item") == other:
            back["item"] = wanted.get("item")
    # What is compared has an order of its own only where the format keeps one.
    order = {path: how for path, how in carries.items() if how in ("unordered", "set", "exact")}
    same = project(validated({**back, "id": whole["id"]}), {"": "exact", **order})
    back = {**plain(same), "id": back.get("id", whole["id"])} if same is not None else back
    for path in left_out:
        if path not in back:
            wanted.pop(path, None)
    differences = tuple(differences_of(wanted, back, ""))
    if differences:
        return "different", differences, ()
    lost = tuple(path for path in _gone(whole, back, ""))
    return ("lost" if lost else "equal"), (), lost


def differences_of(wanted: Any, back: Any, path: str) -> Iterator[Difference]:
    if wanted == back:
        return
    if isinstance(wanted, dict) and isinstance(back, dict):
        for name in dict.fromkeys((*wanted, *back)):
            if name not in wanted or name not in back or wanted[name] != back[name]:
                yield from differences_of(wanted.get(name), back.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(wanted, list) and isinstance(back, list) and len(wanted) == len(back):
        for place, (one, other) in enumerate(zip(wanted, back, strict=True)):
            yield from differences_of(one, other, f"{path}.{place}")
    else:
        yield Difference(path=path, expected=_said(wanted, back), found=_said(back, wanted))


def _said(value: Any, other: Any) -> str:
    """A value as a message shows it; of two long texts, from a little before the place where they part."""
    if value is None:
        return "nothing"
    if isinstance(value, str) and isinstance(other, str) and len(value) > 80:
        parting = next(
            (n for n, (a, b) in enumerate(zip(value, other, strict=False)) if a != b), min(len(value), len(other))
        )
        if parting > 40:
            return f"…{shown(value[parting - 20 : parting + 60])} at character {parting + 1}"
    return shown(value)


def _gone(whole: Any, back: Any, path: str) -> Iterator[str]:
    """The paths of a record at which something else came back, or nothing; told at the object that is all gone."""
    if whole == back:
        return
    if isinstance(whole, dict) and isinstance(back, dict):
        for name, value in whole.items():
            if name not in back:
                yield f"{path}.{name}".lstrip(".")
            else:
                yield from _gone(value, back[name], f"{path}.{name}".lstrip("."))
    else:
        yield path
