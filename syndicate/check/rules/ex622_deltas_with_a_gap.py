"""EX622: deltas that do not follow on each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import exported
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    export = subject.page.export
    if export is None or export.wrong:
        return
    listed = export.manifest.get("deltas")
    deltas = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    if not deltas:
        return
    for number, (before, delta) in enumerate(pairwise(deltas), 1):
        if not _follows(before.get("sequence"), delta.get("sequence")):
            yield Hit(
                f"deltas[{number}].sequence",
                f"{shown(delta.get('sequence'), 40)} comes after {shown(before.get('sequence'), 40)}",
            )
        elif delta.get("base") != before.get("state"):
            yield Hit(f"deltas[{number}].base", "it does not begin where the delta before it ends")
    manifest, last = export.manifest, deltas[-1]
    for name in ("sequence", "state"):
        if name in manifest and last.get(name) != manifest[name]:
            yield Hit(
                f"deltas[{len(deltas) - 1}].{name}", f"the newest delta does not lead to the {name} of the manifest"
            )
    oldest, first = manifest.get("oldest_base"), deltas[0].get("sequence")
    if oldest is not None and not _follows(oldest, first):
        yield Hit("oldest_base", f"it is {shown(oldest, 40)}, and the oldest delta is {shown(first, 40)}")


def _follows(before: Any, after: Any) -> bool:
    return isinstance(before, int) and isinstance(after, int) and after == before + 1


RULE = Rule(
    code="EX622",
    name="deltas-with-a-gap",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="Deltas lead from one state to the next. Where one is missing, or does not begin where the last "
    "ended, whoever applies them ends up with wrong reviews.",
    mend="Build the export again, or start a new history without deltas.",
    check=_check,
    good=(
        export(exported()),
        export(
            exported(
                sequence=3,
                state="c",
                oldest_base=1,
                deltas=[{"sequence": 2, "base": "a", "state": "b"}, {"sequence": 3, "base": "b", "state": "c"}],
            )
        ),
    ),
    bad=(
        export(
            exported(
                sequence=4,
                state="c",
                oldest_base=1,
                deltas=[{"sequence": 2, "base": "a", "state": "b"}, {"sequence": 4, "base": "b", "state": "c"}],
            ),
            at="deltas[1].sequence",
        ),
        export(
            exported(
                sequence=3,
                state="c",
                oldest_base=1,
                deltas=[{"sequence": 2, "base": "a", "state": "b"}, {"sequence": 3, "base": "x", "state": "c"}],
            ),
            at="deltas[1].base",
        ),
        export(
            exported(sequence=3, state="b", oldest_base=1, deltas=[{"sequence": 2, "base": "a", "state": "b"}]),
            at="deltas[0].sequence",
        ),
        export(
            exported(sequence=2, state="b", oldest_base=0, deltas=[{"sequence": 2, "base": "a", "state": "b"}]),
            at="oldest_base",
        ),
    ),
)
