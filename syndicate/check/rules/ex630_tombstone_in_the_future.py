"""EX630: a tombstone of the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syndicate.check._dates import day_of
from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import STONE, exported
from syndicate.check.rules._exports import resource, survey_of
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    day = subject.page.day
    told = 0
    for at, number, line in survey.each("SELECT at, part, line FROM stone ORDER BY part, line") if day else ():
        said = day_of(at)
        # Wherever it was written, the day had begun somewhere half a day earlier.
        if day is not None and said is not None and said > day + timedelta(days=1) and told < _MOST:
            told += 1
            yield Hit(resource(number), f"line {line}: {at} lies after {day.isoformat()}")


_MOST = 20


RULE = Rule(
    code="EX630",
    name="tombstone-in-the-future",
    severity="warning",
    types=(),
    kinds=("export",),
    source="https://schema.org/dateDeleted",
    read=READ,
    why="The tombstone says that the review leaves after today. It is in the export, so it has left already.",
    mend="Correct the instant: when it was taken out.",
    check=_check,
    good=(
        export(exported()),
        export(exported(), instant="2024-03-01"),
    ),
    bad=(export(exported(stones=(STONE,)), instant="2024-02-01", at="resources[1]"),),
)
