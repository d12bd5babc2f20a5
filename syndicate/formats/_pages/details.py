"""A review is kept where a detail beside it cannot be read: of the item, of its author, of where it stands.

A page says much of an item that no review hangs on (``"totalTime": "PT-476070H"``), and a template that writes it wrong
writes it wrong on every page. Such a detail is left out and told, with what stood there. What the review itself says
(its date, its rating, its text), and what it is of, is never left out so: the review is refused with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from syndicate.formats._base import ReadContext
from syndicate.ledger import Fault, Refusal
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["record_of"]

_DETAIL = re.compile(
    r"item\.(?!(?:name|type)(?:\.|$)).*|authors\.[0-9]+\.(?:url|same_as|id|logo).*|publisher(?:\..*)?|images.*|links.*|"
    r"license|url|reply\.(?:url|author\.).*"
)
_INDEX = re.compile(r"\.[0-9]+(?=\.|$)")
_ROUNDS = 8


def record_of(ctx: ReadContext, row: dict[str, Any], *, place: str, key: str) -> Iterator[Review | Tombstone | Refusal]:
    """The record that ``row`` says in the record's own names, without details that are wrong."""
    held = len(ctx.notes)
    made = list(ctx.record(row, place=place, key=key))
    if ctx.mapper is None or ctx.mapper.plain:
        for _ in range(_ROUNDS):
            faults = made[0].faults if made and isinstance(made[0], Refusal) else ()
            if not faults or not all(_DETAIL.fullmatch(fault.path) for fault in faults):
                break
            del ctx.notes[held:]
            # From behind, so that the numbers of what stands before stay what they are.
            for fault in sorted(faults, key=_order, reverse=True):
                path = _INDEX.sub("", fault.path)
                ctx.note(place, path, "repaired", f"left out: found {fault.found}, expected {fault.expected}")
                _leave_out(row, fault.path.split("."))
                _guessed_no_more(row, path)
            held = len(ctx.notes)
            made = list(ctx.record(row, place=place, key=key))
    yield from made


def _guessed_no_more(row: dict[str, Any], path: str) -> None:
    if "inferred" in row:
        row["inferred"] = [one for one in row["inferred"] if one != path and not one.startswith(f"{path}.")]
        if not row["inferred"]:
            del row["inferred"]


def _order(fault: Fault) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (-1, step) for step in fault.path.split(".")]


def _leave_out(row: dict[str, Any], steps: list[str]) -> None:
    """Takes out the value at ``steps``; where there is none, as one is missing, what it is missing in."""
    above: list[tuple[Any, Any]] = []
    here: Any = row
    for step in steps:
        at: Any = int(step) if isinstance(here, list) and step.isdecimal() else step
        if isinstance(here, list):
            if not isinstance(at, int) or at >= len(here):
                break
        elif not isinstance(here, dict) or at not in here:
            break
        above.append((here, at))
        here = here[at]
    while above:
        holder, at = above.pop()
        del holder[at]
        if holder:
            break
