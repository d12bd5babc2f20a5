"""EX612: a file that the manifest lists and that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import exported, with_manifest
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        if part.file is None:
            yield Hit(f"{part.at}.path", f"{shown(part.path, 80)} is no file of the export")
        elif part.broken:
            yield Hit(f"{part.at}.path", f"{shown(part.path, 80)} cannot be read to its end: {part.broken}")


RULE = Rule(
    code="EX612",
    name="file-is-missing",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-resource/",
    read=READ,
    why="The manifest lists a file that is not there. Whoever takes the export in has to stop.",
    mend="Publish the whole folder; a path is relative to the manifest and stays within its folder.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(with_manifest(exported(), "resources", 0, "path", value="full/gone.jsonl"), at="resources[0].path"),
        export(with_manifest(exported(), "resources", 0, "path", value="../reviews.jsonl"), at="resources[0].path"),
    ),
)
