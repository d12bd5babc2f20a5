"""EX614: a count that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import exported, with_manifest
from syndicate.check.rules._exports import survey_of, total
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        said = part.told.get("records")
        if part.file is not None and not part.broken and said is not None and said != part.lines:
            yield Hit(f"{part.at}.records", f"the manifest says {shown(said, 40)}, and there are {part.lines}")
    manifest = survey.export.manifest
    for name, kind in (("records", "full"), ("tombstones", "tombstones")) if survey.whole else ():
        said, found = manifest.get(name), total(survey.parts, kind)
        if said is not None and said != found:
            yield Hit(name, f"the manifest says {shown(said, 40)}, and there are {found}")


RULE = Rule(
    code="EX614",
    name="count-disagrees",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-resource/",
    read=READ,
    why="The manifest says how many lines a file has, and how many reviews and tombstones there are in all. "
    "They are not so many, so some were lost or came twice.",
    mend="Build the export again.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(with_manifest(exported(), "resources", 0, "records", value=2), at="resources[0].records"),
        export(exported(records=4), at="records"),
        export(exported(tombstones=1), at="tombstones"),
    ),
)
