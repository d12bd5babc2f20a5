"""EX602: a record whose item has an identifier with a wrong check digit."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for fault in subject.faults:
        if "whose check digit is wrong" in fault.found:
            yield Hit(fault.path, f"it has {fault.found}", fault.mend)


RULE = Rule(
    code="EX602",
    name="record-with-wrong-check-digit",
    severity="error",
    types=(),
    kinds=("record",),
    source="https://www.gs1.org/services/how-calculate-check-digit-manually",
    read=READ,
    why="The last digit of this identifier does not follow from those before it, so one of them is wrong. It "
    "names nothing, or it puts the review under another product.",
    mend="Correct the identifier, or leave it out.",
    check=_check,
    good=(
        record(
            {
                "id": "tag:example.org,2020:fog",
                "item": {"type": "Book", "name": "Fog", "identifiers": [{"kind": "isbn", "value": "9780306406157"}]},
            }
        ),
    ),
    bad=(
        record(
            {
                "id": "tag:example.org,2020:fog",
                "item": {"type": "Book", "name": "Fog", "identifiers": [{"kind": "isbn", "value": "9780306406158"}]},
            },
            at="item.identifiers.0",
        ),
    ),
)
