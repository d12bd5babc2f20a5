"""EX620: a merge into a review that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import MERGED, STONE, exported
from syndicate.check.rules._exports import name_of, resource, survey_of
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    if not survey.whole:
        return
    for into, number, line in survey.each(_LOST):
        yield Hit(resource(number), f"line {line}: merged_into {name_of(into)} leads nowhere")


# A chain of merges may go on from tombstone to tombstone; it has to end at a review, or where one was erased.
_LOST = """
SELECT merged_into, part, line FROM stone AS one WHERE kind = 'tombstones' AND merged_into IS NOT NULL
  AND merged_into NOT IN (SELECT id FROM review)
  AND NOT EXISTS (SELECT 1 FROM stone AS other WHERE other.id = one.merged_into AND other.id != one.id
                  AND other.kind = 'tombstones' AND coalesce(other.merged_into, '') != one.id)
ORDER BY part, line LIMIT 100
"""


RULE = Rule(
    code="EX620",
    name="merged-into-nothing",
    severity="warning",
    types=(),
    kinds=("export",),
    source="https://schema.org/dateDeleted",
    read=READ,
    why="The tombstone says that the review lives on in another, and that one is not there. Who follows it "
    "finds nothing.",
    mend="Correct merged_into, or give the tombstone another reason.",
    check=_check,
    good=(
        export(exported()),
        export(exported(stones=(STONE, {**MERGED, "merged_into": STONE["id"]}))),
    ),
    bad=(
        export(exported(stones=({**MERGED, "merged_into": "tag:example.org,2020:never"},)), at="resources[1]"),
        export(exported(stones=({**MERGED, "merged_into": MERGED["id"]},)), at="resources[1]"),
    ),
)
