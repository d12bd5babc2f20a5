"""EX613: a file that is not what the manifest says."""

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
            continue
        facts = [("bytes", part.bytes), ("hash", f"sha256:{part.hash}")]
        if not part.broken:
            facts.append(("contentHash", f"sha256:{part.content}"))
        for name, found in facts:
            said = part.told.get(name)
            # Data Package takes a sum without its algorithm for MD5, which is not looked at.
            if said is not None and said != found and (name == "bytes" or str(said).startswith("sha256:")):
                yield Hit(f"{part.at}.{name}", f"the manifest says {shown(said, 90)}, and it is {shown(found, 90)}")


RULE = Rule(
    code="EX613",
    name="sum-disagrees",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-resource/",
    read=READ,
    why="The manifest says what a file is to the byte, and this file is another. It was cut off, changed by "
    "hand, or is of another build.",
    mend="Build the export again, and publish the whole folder.",
    check=_check,
    good=(
        export(exported()),
        export(with_manifest(exported(), "resources", 0, "hash", value="d41d8cd98f00b204e9800998ecf8427e")),
    ),
    bad=(
        export(with_manifest(exported(), "resources", 0, "bytes", value=7), at="resources[0].bytes"),
        export(with_manifest(exported(), "resources", 1, "hash", value=f"sha256:{'0' * 64}"), at="resources[1].hash"),
        export(
            with_manifest(exported(), "resources", 0, "contentHash", value="sha256:0"), at="resources[0].contentHash"
        ),
    ),
)
