"""EX604: a review of the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syndicate.check._dates import day_of
from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    record, day = subject.record or {}, subject.page.day
    for name in ("published", "modified", "at") if day is not None else ():
        said = day_of(record.get(name))
        # Wherever the writer is, the day has begun somewhere half a day earlier.
        if said is not None and day is not None and said > day + timedelta(days=1):
            yield Hit(name, f"{record[name]} lies after {day.isoformat()}")


RULE = Rule(
    code="EX604",
    name="record-in-the-future",
    severity="warning",
    types=(),
    kinds=("record",),
    source="https://schema.org/datePublished",
    read=READ,
    why="The review says that it was written after today. Those who take it in put it on top for good, or refuse it.",
    mend="Correct the date.",
    check=_check,
    good=(
        record({"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}, "published": "2024-03-01"}),
        record(
            {"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}, "published": "2024-03"},
            instant="2024-03-15",
        ),
        record(
            {
                "id": "tag:example.org,2020:fog",
                "item": {"type": "Movie", "name": "Fog"},
                "published": "2024-03-01T23:00:00Z",
            },
            instant="2024-03-01",
        ),
    ),
    bad=(
        record(
            {"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}, "published": "2024-03-01"},
            instant="2024-02-01",
            at="published",
        ),
        record(
            {"id": "tag:example.org,2020:fog", "at": "2024-03-05T10:00:00Z", "reason": "erased"},
            instant="2024-03-01",
            at="at",
        ),
    ),
)
