"""EX601: a record that does not keep to the contract."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for fault in subject.faults:
        if _DIGIT not in fault.found:
            yield Hit(fault.path, f"it has {fault.found}, and {fault.expected} is expected", fault.mend)


_DIGIT = "whose check digit is wrong"
"""What another rule speaks of."""


RULE = Rule(
    code="EX601",
    name="record-is-refused",
    severity="error",
    types=(),
    kinds=("record",),
    source="https://json-schema.org/draft/2020-12/json-schema-core",
    read=READ,
    why="This record does not keep to the contract, so that nobody can take it in as it is. Whoever reads the "
    "file passes it over, or stops there.",
    mend="Correct the record where it is made.",
    check=_check,
    good=(
        record({"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}}),
        record({"id": "tag:example.org,2020:fog", "at": "2024-03-01T10:00:00Z", "reason": "erased"}),
    ),
    bad=(
        record(
            {
                "id": "tag:example.org,2020:fog",
                "item": {"type": "Movie", "name": "Fog"},
                "rating": {"value": 6, "best": 5},
            },
            at="rating",
        ),
        record(
            {"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}, "titel": "Fog"}, at="titel"
        ),
        record({"id": "tag:example.org,2020:fog", "item": {"name": "Fog"}}, at="item.type"),
    ),
)
