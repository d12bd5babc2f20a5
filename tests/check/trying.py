"""Runs one rule on one example, through the same door as everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from syndicate.check import Finding, Plan, Rule, check, judge
from syndicate.check._inputs import Input, export_input, records_in
from syndicate.check._rule import Example


def tried(rule: Rule, example: Example, folder: Path) -> list[Finding]:
    """What a rule says of an example; ``folder`` is where an export is written to."""
    plan = Plan(rules=(rule,))
    day = date.fromisoformat(example.instant) if example.instant else None
    if example.kind in ("record", "export"):
        return [one for made in inputs(example, folder, day) for one in judge(made, plan).findings]
    content = example.content
    if not isinstance(content, str):
        content = json.dumps(content if "@context" in content else {"@context": "https://schema.org", **content})
    return list(check(content, kind=example.kind, url=example.url, day=day, plan=plan).findings)


def inputs(example: Example, folder: Path, day: date | None) -> Iterator[Input]:
    if example.kind == "record":
        yield from records_in(json.dumps(example.content).encode(), source="records.jsonl", day=day)
        return
    for name, text in example.content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    made = export_input(folder, source=str(folder), day=day)
    yield made
    assert made.page.export is not None
    for _, resource in made.page.export.resources():
        file = made.page.export.file(str(resource.get("path")))
        if file is not None:
            yield from records_in(file, source=str(file), day=day)
