"""EX627: a schema that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, exported, with_manifest
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        if part.schema:
            yield Hit(f"{part.at}.jsonSchema", f"{shown(part.told.get('jsonSchema'), 80)}: {part.schema}")


RULE = Rule(
    code="EX627",
    name="schema-is-missing",
    severity="warning",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-resource/",
    read=READ,
    why="The manifest names a schema for these lines that is not there, or cannot be used. Nobody can check "
    "what they are.",
    mend="Publish the schema beside the export, at the path that jsonSchema says.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(
            with_manifest(exported(), "resources", 0, "jsonSchema", value="schema/gone.json"),
            at="resources[0].jsonSchema",
        ),
        export(
            {
                **exported((REVIEWS[0],), ()),
                "schema/review-1.0.schema.json": "[",
                "manifest.json": with_manifest(exported((REVIEWS[0],), ()), "resources", 1, "jsonSchema")[
                    "manifest.json"
                ],
            },
            at="resources[0].jsonSchema",
        ),
    ),
)
