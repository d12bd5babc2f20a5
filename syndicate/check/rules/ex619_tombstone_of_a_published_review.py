"""EX619: a tombstone of a review that is published."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, STONE, exported
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    yield from survey.told(
        "SELECT id, part, line FROM stone WHERE kind = 'tombstones' AND id IN (SELECT id FROM review) "
        "ORDER BY part, line LIMIT 100",
        "is published",
    )


RULE = Rule(
    code="EX619",
    name="tombstone-of-a-published-review",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://schema.org/dateDeleted",
    read=READ,
    why="The export says of one review that it is there and that it has left. Some who take it in will show "
    "it, and others delete it.",
    mend="Take the review out, or the tombstone.",
    check=_check,
    good=(export(exported()),),
    bad=(export(exported(stones=({**STONE, "id": REVIEWS[1]["id"]},)), at="resources[1]"),),
)
