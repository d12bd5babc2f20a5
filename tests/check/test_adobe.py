"""What Adobe's structured-data-validator says of the same pages: all of its errors are ours too, or ``docs/checking.md``
says why not. So are its warnings of properties that schema.org does not have there.

The pages are the examples of all rules, and the nodes of ``documented.py`` with and without what is required.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from check.documented import pages

from syndicate.check import all_rules, check

ROOT = Path(__file__).parents[2]
UNREADABLE = {"Could not parse JSON-LD": "SY", "JSON-LD object missing @type attribute": "VO322"}
"""What its reader says of a page as a whole, and by which of our rules that is told."""


def page(node: dict[str, Any]) -> str:
    node = node if "@context" in node else {"@context": "https://schema.org", **node}
    script = json.dumps(node).replace("<", "\\u003c")
    return f'<!doctype html><html lang="en"><title>Probe</title><script type="application/ld+json">{script}</script>'


def given() -> dict[str, str]:
    made = {name: page(node) for name, node in pages()}
    for rule in all_rules():
        for kind, examples in (("good", rule.good), ("bad", rule.bad)):
            for number, example in enumerate(examples):
                name = f"{rule.code} {kind} {number}"
                if example.kind == "page":
                    made[name] = str(example.content)
                elif example.kind == "jsonld" and not isinstance(example.content, str):
                    made[name] = page(dict(example.content))
    return made


@pytest.fixture(scope="module")
def answers(node_modules, conformance) -> tuple[dict[str, str], dict[str, list[dict[str, Any]]]]:
    asked = {
        "modules": str(node_modules),
        "schema": str(conformance / "schemaorg" / "schemaorg-current-https-30.0.jsonld"),
        "pages": given(),
    }
    script = Path(__file__).with_name("adobe.mjs")
    ran = subprocess.run(["node", str(script)], input=json.dumps(asked), capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return asked["pages"], json.loads(ran.stdout)


@pytest.fixture(scope="module")
def ours(answers) -> dict[str, list[tuple[str, list[str]]]]:
    """Codes and places of what we say of each page."""
    return {
        name: [(one.code, steps(one.path)) for one in check(text).findings if one.severity != "note"]
        for name, text in answers[0].items()
    }


def steps(path: str) -> list[str]:
    """A path of ours as the names of properties from the topmost node: no script, no index, no graph."""
    return [step for step in re.sub(r"\[\d+\]", "", path.rpartition(":")[2]).split(".") if step not in ("", "@graph")]


def ends(path: list[str], last: list[str]) -> bool:
    return path == last or (bool(last) and path[-len(last) :] == last)


def is_told(issue: dict[str, Any], found: list[tuple[str, list[str]]]) -> bool:
    """Whether one of our findings is at the property that Adobe means, above it or within it; at its node, where it
    asks for one of several."""
    if not issue["path"] and not issue["fields"]:
        return any(code.startswith(UNREADABLE[issue["message"]]) for code, _ in found)
    node = issue["path"]
    for _, path in found:
        if len(issue["fields"]) > 1 and ends(path, node):
            return True
        for field in issue["fields"]:
            names = field.split(".")
            if any(ends(path, node + names[: count + 1]) for count in range(len(names))):
                return True
            if path[: len(node) + len(names)] == node + names:
                return True
    return False


def differences(answers, ours, severity: str, of: str = "") -> dict[tuple[str, str], list[str]]:
    """What Adobe says and we do not, with the pages, by its class and its words."""
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, said in answers[1].items():
        for issue in said:
            if issue["severity"] == severity and of in issue["message"] and not is_told(issue, ours[name]):
                told[issue["type"], issue["message"]].append(name)
    return dict(told)


def explained(heading: str) -> set[tuple[str, str]]:
    """The first two columns of the table below a heading of the docs."""
    text = (ROOT / "docs" / "checking.md").read_text()
    part = text.partition(f"\n{heading}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
    rows = [re.split(r" \| ", row.strip("| ")) for row in part.splitlines() if row.startswith("| `")]
    assert all(len(row) == 3 and row[2] for row in rows), rows
    return {(kind.strip("`"), row[1].strip("`")) for row in rows for kind in row[0].split(", ")}


def test_every_page_was_judged(answers):
    texts, issues = answers
    assert texts.keys() == issues.keys()
    assert [name for name, said in issues.items() if not isinstance(said, list)] == []
    errors = [issue for said in issues.values() for issue in said if issue["severity"] == "ERROR"]
    assert len(errors) > 200


def test_every_error_is_told_or_the_docs_say_why_not(answers, ours):
    assert set(found := differences(answers, ours, "ERROR")) == explained("### Its errors that are none here"), found


def test_so_is_every_warning_of_a_property_that_does_not_belong(answers, ours):
    found = differences(answers, ours, "WARNING", "is not supported by the schema.org specification")
    assert set(found) == explained("### Its warnings of the vocabulary that are none here"), found
