"""A record and what came back of it: equal, lost as declared, or different, with each path that differs."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from syndicate.formats import Carries, project
from syndicate.ledger import shown
from syndicate.models.record import InvalidRecord, plain, validated
from syndicate.models.review import Review

__all__ = ["Difference", "Finding", "Outcome", "Told", "compared", "differences_of", "excerpt", "unequal"]

# What a reader says that took one thing and passed over another.
_PASSED_OVER = re.compile(r"left out|the first of several|cut to hours")
_NO_PLACE = "for which the record has no place"
_RELATIVE = re.compile(r' (?:href|src)="(?!https?:)[^"]*"')
_BETWEEN_TAGS = re.compile(r">[ \t\n\r\f]+<")

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


class Told:
    """What the way from a node to a record tells of what it did; a :data:`syndicate.schemaorg.terms.Note`.

    A reader may guess and mend; a proof that does so in silence would miss what is not there, or there twice. So a
    value that was guessed, and one that was passed over for another, are differences. How a value is spelled is none
    (a number in quotes), nor is what somebody added that a record has no place for.
    """

    def __init__(self) -> None:
        self._notes: list[tuple[str, str, str]] = []

    def __call__(self, path: str, kind: Literal["repaired", "inferred"], what: str) -> None:
        self._notes.append((path, kind, what))

    def differences(self) -> Iterator[Difference]:
        """What was guessed and passed over, each with what was done."""
        for path, kind, what in dict.fromkeys(self._notes):
            if kind == "inferred":
                yield Difference(path=path, expected="that it be stated", found=f"nothing ({what})")
            # The page of an identifier is the one thing in a node that is made of another; it has to go with it.
            elif _PASSED_OVER.search(what) and (_NO_PLACE not in what or path == "item.identifiers"):
                yield Difference(path=path or "the record", expected="one value that is valid", found=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one record in one output."""

    id: str
    """The record's id; empty where there is none."""
    file: str
    """The output: a page, a feed, a part of the export."""
    how: str
    """In what it stands: ``jsonld``, ``microdata``, ``rdfa``, ``microformats``, ``rss``, ``atom``,
    ``jsonfeed``, ``export``."""
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
    items: Iterable[Mapping[str, Any]] = (),
    told: Told | None = None,
) -> tuple[Outcome, tuple[Difference, ...], tuple[str, ...]]:
    """The outcome for one record; ``row`` is what came back, as plain values that are still to be checked.

    ``left_out`` are paths that may be missing beside what ``carries`` says; ``items`` are items that may stand in
    place of the record's own, where several reviews stand in one item. Where a record has no ``url``, what came back
    may have one: a page says where it is. ``told`` is what was told while ``row`` was made.
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
    for body in (wanted.get("body"), back.get("body")):
        if isinstance(body, dict) and body.get("format") == "html":
            body["value"] = _as_parsed(body["value"])
    differences = tuple(differences_of(wanted, back, ""))
    if told is not None:
        named = {difference.path for difference in differences}
        differences += tuple(one for one in told.differences() if one.path not in named)
    if differences:
        return "different", differences, ()
    lost = tuple(path for path in _gone(whole, back, ""))
    return ("lost" if lost else "equal"), (), lost


def _as_parsed(html: str) -> str:
    """A body in HTML but for what parsers of microformats make of it.

    They resolve relative links, against the address of a page that a proof does not know; and BeautifulSoup, which
    extruct reads with, makes one line end of any white space between two tags.
    """
    return _BETWEEN_TAGS.sub(_narrow, _RELATIVE.sub("", html))


def _narrow(space: re.Match[str]) -> str:
    return ">\n<" if "\n" in space[0] else "> <"


def differences_of(wanted: Any, back: Any, path: str) -> Iterator[Difference]:
    """Each path at which two values differ, as a message shows it."""
    for where, one, other in unequal(wanted, back, path):
        yield Difference(path=where, expected=excerpt(one, other), found=excerpt(other, one))


def unequal(
    one: Any, other: Any, path: str = "", *, alike: Callable[[Any, Any], bool] = operator.eq
) -> Iterator[tuple[str, Any, Any]]:
    """Each path at which two plain JSON values differ, with what stands there in each; None where nothing does.

    Places in lists are numbers, from 0; two lists that are not of one length differ as a whole. ``alike`` says what
    is the same: by default what is equal in Python, to which ``1`` and ``true`` are.
    """
    if alike(one, other):
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys((*one, *other)):
            yield from unequal(one.get(name), other.get(name), f"{path}.{name}".lstrip("."), alike=alike)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (value, instead) in enumerate(zip(one, other, strict=True)):
            yield from unequal(value, instead, f"{path}.{place}", alike=alike)
    else:
        yield path, one, other


def excerpt(value: Any, other: Any) -> str:
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
