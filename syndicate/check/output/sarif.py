"""For code scanners: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from syndicate import __version__
from syndicate.check._finding import Finding
from syndicate.check._rule import Rule
from syndicate.check._run import Outcome
from syndicate.check.registry import all_rules

__all__ = ["written"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def written(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A log with one run: all rules as they are documented, and a result on each line."""
    rules = all_rules()
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "syndicate",
        "version": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    yield f'{{"$schema":{json.dumps(_SCHEMA)},"version":"2.1.0","runs":[{{\n'
    yield f'"tool":{{"driver":{json.dumps(driver)}}},\n"columnKind":"unicodeCodePoints",\n"results":['
    separator = "\n"
    wrong: list[dict[str, Any]] = []
    for outcome in outcomes:
        for one in outcome.findings:
            yield separator + json.dumps(_result(one, numbers[one.code]))
            separator = ",\n"
        if outcome.wrong:
            wrong.append(
                {"level": "error", "message": {"text": outcome.wrong}, "locations": [_location(outcome.file, None)]}
            )
    invocation = {"executionSuccessful": not wrong, "toolExecutionNotifications": wrong}
    yield f'\n],\n"invocations":[{json.dumps(invocation)}]\n}}]}}\n'


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.mend} Source: {rule.source} (read {rule.read})."},
        "helpUri": rule.source,
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(one: Finding, number: int) -> dict[str, Any]:
    return {
        "ruleId": one.code,
        "ruleIndex": number,
        "level": one.severity,
        "message": {"text": f"{one.message}. {one.mend}"},
        "locations": [_location(one.file, one)],
    }


def _location(file: str, one: Finding | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if one is not None and one.line:
        physical["region"] = {"startLine": one.line} | ({"startColumn": one.column} if one.column else {})
    location: dict[str, Any] = {"physicalLocation": physical}
    if one is not None and one.path:
        location["logicalLocations"] = [{"fullyQualifiedName": one.path}]
    return location
