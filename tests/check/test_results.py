"""The nodes of ``documented.py``: without a fault as they are, and where something that is required is taken out, the
rule for it speaks and no other."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from check.documented import PAGES, REQUIRED, REVIEW, without

from syndicate.check import check


def findings(node: dict[str, Any]) -> list[tuple[str, str]]:
    made = check(json.dumps({"@context": "https://schema.org", **node}), kind="jsonld")
    return [(one.code, one.path) for one in made.findings if one.code.startswith("GR") and one.severity != "note"]


@pytest.mark.parametrize("name", PAGES)
def test_what_has_all_that_is_asked_for_has_no_finding(name):
    assert findings(PAGES[name]) == []


@pytest.mark.parametrize("name", PAGES)
def test_what_has_all_that_is_asked_for_is_eligible(name):
    made = check(json.dumps({"@context": "https://schema.org", **PAGES[name]}), kind="jsonld")
    assert made.verdicts
    assert all(one.eligible == one.nodes and not one.warned for one in made.verdicts)


@pytest.mark.parametrize(("name", "path", "code"), REQUIRED, ids=lambda value: str(value).replace(" ", "-"))
def test_what_is_taken_out_is_told_by_its_rule_and_no_other(name, path, code):
    told = findings(without(name, path))
    assert [one[0] for one in told] == [code], told
    if code not in ("GR141", "GR166", "GR170"):
        assert re.sub(r"\[([0-9]+)\]", r".\1", told[0][1]).startswith(path), told


def test_an_error_costs_the_result_of_its_node_and_no_other():
    """A film whose review has no author: no stars for that one, and stars for the other."""
    anonymous = {key: value for key, value in REVIEW.items() if key != "author"}
    node = {"@type": "Movie", "name": "Ebb", "image": "https://example.org/e.jpg", "review": [anonymous, REVIEW]}
    made = check(json.dumps({"@context": "https://schema.org", **node}), kind="jsonld")
    assert [(one.result, one.nodes, one.eligible) for one in made.verdicts] == [("review", 2, 1)]
