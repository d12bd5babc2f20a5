"""For programs: a list of findings, each with its code, severity, path, message, file and line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from syndicate.check._run import Outcome

__all__ = ["written"]


def written(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One array, a finding on each line. A file that cannot be read is a finding without a code."""
    separator = "[\n"
    for outcome in outcomes:
        rows = [one.as_dict() for one in outcome.findings]
        if outcome.wrong:
            rows.append({"severity": "error", "file": outcome.file, "path": "", "message": outcome.wrong})
        for row in rows:
            yield separator + json.dumps(row, ensure_ascii=True)
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"
