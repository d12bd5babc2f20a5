"""EX616: ids that are not in order."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import MERGED, REVIEWS, STONE, exported
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        if part.unsorted is not None:
            yield Hit(part.at, f"in {shown(part.path, 80)}, line {part.unsorted.line}: {part.unsorted.what}")


RULE = Rule(
    code="EX616",
    name="part-is-unsorted",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="Reviews stand in the order of their ids, over all parts. Those who merge an export with their own "
    "records rely on that, and lose some where it is not so.",
    mend="Sort by id, by the bytes of UTF-8.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(exported(tuple(reversed(REVIEWS))), at="resources[0]"),
        export(exported(stones=(MERGED, STONE)), at="resources[1]"),
    ),
)
