"""EX611: a manifest that does not list what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import exported, with_manifest
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    export = subject.page.export
    if export is None or export.wrong:
        return
    listed = export.manifest.get("resources")
    if not isinstance(listed, list) or not listed:
        yield Hit("resources", "the manifest lists no resources")
        return
    seen: dict[tuple[str, str], int] = {}
    for number, resource in enumerate(listed):
        if not isinstance(resource, Mapping):
            yield Hit(f"resources[{number}]", "this is no resource")
            continue
        for name in ("name", "path"):
            said = resource.get(name)
            if not isinstance(said, str) or not said:
                yield Hit(f"resources[{number}].{name}", f"the resource has no {name}")
            elif (other := seen.setdefault((name, said), number)) != number:
                yield Hit(f"resources[{number}].{name}", f"{shown(said, 60)} is the {name} of resources[{other}] too")


RULE = Rule(
    code="EX611",
    name="manifest-is-incomplete",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="A Data Package lists its files as resources, each with a name of its own and a path. What is not "
    "listed so cannot be found.",
    mend="Give each resource a name, which no other has, and the path of its file.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(exported(resources=[]), at="resources"),
        export(with_manifest(exported(), "resources", 1, "name", value="full"), at="resources[1].name"),
        export(with_manifest(exported(), "resources", 0, "path"), at="resources[0].path"),
    ),
)
