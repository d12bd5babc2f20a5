"""EX615: a state that is not that of the reviews."""

from __future__ import annotations

import hashlib
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
    said = survey.export.manifest.get("state")
    if not isinstance(said, str) or not survey.whole:
        return
    state = hashlib.sha256()
    for (name,) in survey.each("SELECT hash FROM review ORDER BY id"):
        state.update(name.hex().encode() + b"\n")
    if said != f"sha256:{state.hexdigest()}":
        yield Hit("state", f"the manifest says {shown(said, 90)}, and it is sha256:{state.hexdigest()}")


RULE = Rule(
    code="EX615",
    name="state-disagrees",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="The state names all reviews of the export, and whoever took it in proves by it that nothing is "
    "missing. With a wrong one nobody can, and everyone loads everything anew.",
    mend="Build the export again.",
    check=_check,
    good=(
        export(exported()),
        export(with_manifest(exported(), "state")),
    ),
    bad=(export(exported(state=f"sha256:{'0' * 64}"), at="state"),),
)
