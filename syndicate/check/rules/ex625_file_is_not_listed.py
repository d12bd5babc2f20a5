"""EX625: a file of records that the manifest does not list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, exported
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    folder = survey.export.folder
    known = {part.file.resolve() for part in survey.parts if part.file is not None}
    sums = {part.hash for part in survey.parts}
    told = 0
    for file in sorted(folder.rglob("*")):
        below = file.relative_to(folder)
        if not file.is_file() or any(part.startswith(".") for part in below.parts) or file.resolve() in known:
            continue
        if not below.name.lower().endswith(_OF_RECORDS) or told >= _MOST:
            continue
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        # A copy of what is listed, under a name that stays, has nothing that is not to be there.
        if digest not in sums:
            told += 1
            yield Hit("", f"{shown(below.as_posix(), 80)} is not listed")


_OF_RECORDS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_MOST = 20


RULE = Rule(
    code="EX625",
    name="file-is-not-listed",
    severity="warning",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="This file is in the folder of the export, and the manifest does not list it. It may be left from an "
    "older one, with reviews that have left since.",
    mend="Take it out of the folder, or list it.",
    check=_check,
    good=(
        export(exported()),
        export({**exported(), "README.md": "Fog."}),
        export({**exported(), "newest.jsonl": "".join(json.dumps(one) + "\n" for one in REVIEWS)}),
    ),
    bad=(export({**exported(), "full/part-00007.jsonl": ""}, at=""),),
)
