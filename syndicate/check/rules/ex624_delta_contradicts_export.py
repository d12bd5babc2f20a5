"""EX624: a delta that says something else than the export."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, exported
from syndicate.check.rules._exports import name_of, resource, survey_of
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    newest = survey.export.manifest.get("sequence")
    if not isinstance(newest, int) or not survey.whole:
        return
    for id, hash, sequence, number, line in survey.each("SELECT * FROM upsert ORDER BY part, line"):
        if sequence != newest:
            continue
        held = next(survey.rows.execute("SELECT hash FROM review WHERE id = ?", (id,)), None)
        if held is None or held[0] != hash:
            what = "is not in the full export" if held is None else "says something else in the full export"
            yield Hit(resource(number), f"line {line}: {name_of(id)} {what}")
            return


RULE = Rule(
    code="EX624",
    name="delta-contradicts-export",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="The newest delta and the full export are to lead to the same reviews, and they do not. Those who go "
    "by deltas hold other reviews than those who load everything.",
    mend="Build the export again.",
    check=_check,
    good=(
        export(exported()),
        export(exported(sequence=2, files={"upserts 2": [REVIEWS[1]]})),
        export(exported(sequence=3, files={"upserts 2": [{**REVIEWS[1], "title": "Old"}]})),
    ),
    bad=(
        export(exported(sequence=2, files={"upserts 2": [{**REVIEWS[1], "title": "Old"}]}), at="resources[2]"),
        export(
            exported(sequence=2, files={"upserts 2": [{**REVIEWS[1], "id": "tag:example.org,2020:new"}]}),
            at="resources[2]",
        ),
    ),
)
