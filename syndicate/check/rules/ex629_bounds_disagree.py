"""EX629: a part that has other bounds than the manifest says."""

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
        if part.file is None or part.broken or part.kind != "full":
            continue
        for name, found in (("firstId", part.first), ("lastId", part.last)):
            said = part.told.get(name)
            if said is not None and said != found:
                yield Hit(f"{part.at}.{name}", f"the manifest says {shown(said, 80)}, and it is {shown(found, 80)}")


RULE = Rule(
    code="EX629",
    name="bounds-disagree",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-resource/",
    read=READ,
    why="The manifest says from which id to which a part goes, so that one can fetch the part that has a "
    "review. This part goes from another to another.",
    mend="Build the export again.",
    check=_check,
    good=(
        export(exported()),
        export(with_manifest(exported(), "resources", 0, "firstId")),
    ),
    bad=(
        export(
            with_manifest(exported(), "resources", 0, "lastId", value="tag:example.org,2020:zz"),
            at="resources[0].lastId",
        ),
    ),
)
