"""EX626: a line that its schema refuses."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, exported
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        for odd in part.refused:
            yield Hit(part.at, f"in {shown(part.path, 80)}, line {odd.line}: {odd.what}")
        if part.refusals > len(part.refused):
            yield Hit(part.at, f"and {part.refusals - len(part.refused)} more lines of {shown(part.path, 80)}")


RULE = Rule(
    code="EX626",
    name="line-against-schema",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://json-schema.org/draft/2020-12/json-schema-core",
    read=READ,
    why="The export comes with a schema that says what its lines are, and this line is something else. "
    "Programs that were made by the schema fail on it.",
    mend="Correct the line where it is made, or the schema.",
    check=_check,
    good=(
        export(exported()),
        export(exported(schema={"type": "object", "required": ["id"]})),
    ),
    bad=(
        export(exported((REVIEWS[0],), schema={"properties": {"item": {"required": ["url"]}}}), at="resources[0]"),
        export(
            exported((REVIEWS[0],), schema={"properties": {"item": {"properties": {"name": {"pattern": "^[A-Z]"}}}}}),
            at="resources[0]",
        ),
    ),
)
