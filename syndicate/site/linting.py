"""The linter over what a build publishes: its pages and its feed of everything, by the rules of the settings.

Pages are judged up to a number (``[build] check``), above it a sample, as they are proven; the export is proven by its
schema and sums. What was found of a page is kept with it in the list of files, so that the report says it in every
build, while only what was made anew is judged anew.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container
from typing import Any

import orjson

from syndicate.site.feeds.documents import FEEDS, MAIN
from syndicate.site.files import Files
from syndicate.site.index import Index
from syndicate.site.report import Progress, Report
from syndicate.site.stage import Rendering, Written

__all__ = ["linting"]

_FEEDS = tuple(f"{MAIN}{ending}" for ending in FEEDS.values())


def linting(rendering: Rendering, index: Index, files: Files, told: Report, *, jobs: int, progress: Progress) -> None:
    """Judges what stands in the stage, and puts what is found of all that is published into the report."""
    most = rendering.settings.build.check
    if not most or not index.count():
        return
    from syndicate.check._files import File
    from syndicate.check._planner import Choice
    from syndicate.check._run import Options, run

    slugs = {slug for _, slug, *_ in index.sample(most)}
    stated = rendering.settings.check
    choice = Choice(
        select=tuple(stated.select),
        ignore=tuple(stated.ignore),
        per_path=dict(stated.per_path),
        severity=dict(stated.severity),
    )
    choice.verify()
    options = Options(choice=choice, url=rendering.settings.site.base or "")
    chosen = [
        File(
            path=rendering.stage / file.path,
            name=file.path,
            kind="feed" if file.output == "feeds" else "page",
            below=file.path,
        )
        for file in files.staged()
        if _is_judged(file, slugs)
    ]
    for number, outcome in enumerate(run(chosen, options, jobs=jobs if len(chosen) > _FEW else 1), 1):
        found: dict[str, list[Any]] = {}
        for finding in outcome.findings:
            entry = found.setdefault(finding.code, [finding.name, finding.severity, 0, finding.path])
            entry[2] += 1
        for code, count in outcome.more.items():
            if code in found:
                found[code][2] += count
        files.tell(outcome.file, "check", found)
        progress("checking", number)
    told.check = _sum(files)
    _say(told)


_FEW = 100


def _is_judged(file: Written, slugs: Container[str]) -> bool:
    parts = file.path.split("/")
    return file.path in _FEEDS or (
        len(parts) == 3 and parts[0] == "reviews" and parts[1] in slugs and parts[2] == "index.html"
    )


def _sum(files: Files) -> dict[str, Any]:
    """What was found of all published files that were ever judged: by rule how often, and where first."""
    judged, counts = 0, Counter[str]()
    rules: dict[str, dict[str, Any]] = {}
    for path, said in files.told():
        found = orjson.loads(said).get("check")
        if found is None:
            continue
        judged += 1
        for code, (name, severity, count, where) in found.items():
            counts[severity] += count
            rule = rules.setdefault(
                code,
                {"name": name, "severity": severity, "findings": 0, "files": 0, "first": f"{path} {where}".strip()},
            )
            rule["findings"] += count
            rule["files"] += 1
    return {
        "files": judged,
        **{f"{severity}s": counts[severity] for severity in ("error", "warning", "note")},
        "rules": dict(sorted(rules.items())),
    }


def _say(told: Report) -> None:
    rules = told.check["rules"] if told.check else {}
    errors = {code: rule for code, rule in rules.items() if rule["severity"] == "error"}
    if errors:
        named = "; ".join(
            f"{code} ({rule['name']}) in {rule['files']:,}" for code, rule in itertools.islice(errors.items(), 5)
        )
        told.told.append(
            f"The linter finds errors in published files: {named}. `syndicate check` says where, "
            "`syndicate explain` says why."
        )
