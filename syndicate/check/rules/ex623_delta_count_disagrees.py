"""EX623: a delta that has more or less than the manifest says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, STONE, exported
from syndicate.check.rules._exports import survey_of, total
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    listed = survey.export.manifest.get("deltas")
    for number, delta in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(delta, Mapping) or not survey.whole:
            continue
        own = [part for part in survey.parts if part.told.get("sequence") == delta.get("sequence")]
        for name, kind in (("upserts", "upserts"), ("tombstones", "delta-tombstones")):
            found = total(own, kind)
            if name in delta and delta[name] != found:
                yield Hit(
                    f"deltas[{number}].{name}", f"the manifest says {shown(delta[name], 40)}, and there are {found}"
                )
    numbers = {one.get("sequence") for one in listed if isinstance(one, Mapping)} if isinstance(listed, list) else set()
    for part in survey.parts:
        if part.kind in ("upserts", "delta-tombstones") and part.told.get("sequence") not in numbers:
            yield Hit(f"{part.at}.sequence", f"there is no delta {shown(part.told.get('sequence'), 40)}")


RULE = Rule(
    code="EX623",
    name="delta-count-disagrees",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="The manifest says how many reviews a delta brings and how many it takes away, and its files have "
    "another number. Whoever applies it has too many or too few.",
    mend="Build the export again.",
    check=_check,
    good=(
        export(exported()),
        export(
            exported(
                sequence=2,
                deltas=[{"sequence": 2, "upserts": 1, "tombstones": 1}],
                files={"upserts 2": [REVIEWS[1]], "delta-tombstones 2": [STONE]},
            )
        ),
    ),
    bad=(
        export(
            exported(
                sequence=2, deltas=[{"sequence": 2, "upserts": 2, "tombstones": 0}], files={"upserts 2": [REVIEWS[1]]}
            ),
            at="deltas[0].upserts",
        ),
        export(exported(files={"upserts 2": [REVIEWS[1]]}), at="resources[2].sequence"),
    ),
)
