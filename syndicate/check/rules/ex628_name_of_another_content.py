"""EX628: a file that is named after something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import exported, with_manifest
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_NAMED = re.compile(r"-([0-9a-f]{16})\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$")


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        named = _NAMED.search(part.path)
        if named is not None and part.file is not None and not part.broken and part.hash[:16] != named[1]:
            yield Hit(f"{part.at}.path", f"{shown(part.path, 80)} holds what would be named {part.hash[:16]}")


RULE = Rule(
    code="EX628",
    name="name-of-another-content",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="Files of an export are named after their sums, so that a copy of a name is always a copy of the "
    "same. This name is that of other bytes, and caches will mix the two.",
    mend="Build the export again; never write over a file of an export.",
    check=_check,
    good=(
        export(exported()),
        export(
            with_manifest({**exported(), "full/reviews.jsonl": ""}, "resources", 0, "path", value="full/reviews.jsonl")
        ),
    ),
    bad=(
        export(
            {
                **exported(),
                "full/part-0123456789abcdef.jsonl": "{}\n",
                "manifest.json": with_manifest(
                    exported(), "resources", 0, "path", value="full/part-0123456789abcdef.jsonl"
                )["manifest.json"],
            },
            at="resources[0].path",
        ),
    ),
)
