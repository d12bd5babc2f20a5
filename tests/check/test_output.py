"""The forms of output, read by others: SARIF by its JSON Schema, JUnit by an XML parser."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema.validators import validator_for
from lxml import etree

from syndicate.check._files import File
from syndicate.check._planner import Choice
from syndicate.check._run import Options, judged
from syndicate.check.output import WRITERS

SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
"""The schema of SARIF as Microsoft ships it for tests of JavaScript. The standard's own, which is not in any package,
differs from it in descriptions and in a few bounds."""

NASTY = 'ä,:%\x1b[31m]]> <!-- & "x"\n'
PAGE = """<!doctype html><html lang=en><body><p>x</p>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review",
"author": %s, "reviewRating": {"@type": "Rating", "ratingValue": "4,5"}}</script>"""


@pytest.fixture
def outcomes(tmp_path):
    pages = {"bad, 1.html": PAGE % json.dumps(NASTY), "none.html": "<p>x</p>"}
    made = []
    for name, text in pages.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        made.append(judged(File(path=path, name=name, kind="page"), Options(choice=Choice())))
    made.append(judged(File(path=tmp_path / "gone.html", name="gone.html", kind="page"), Options(choice=Choice())))
    return made


def written(form, outcomes):
    return "".join(WRITERS[form](outcomes))


@pytest.mark.parametrize("nothing", [False, True], ids=["findings", "nothing"])
def test_sarif_is_valid_and_says_where(outcomes, node_modules, nothing):
    schema = json.loads((node_modules / SCHEMA).read_text())
    log = json.loads(written("sarif", [] if nothing else outcomes))
    assert nothing or {result["level"] for result in log["runs"][0]["results"]} == {"error", "warning", "note"}
    assert [error.message for error in validator_for(schema)(schema).iter_errors(log)] == []


def test_sarif_names_each_rule_and_place(outcomes):
    run = json.loads(written("sarif", outcomes))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    comma = next(result for result in run["results"] if result["ruleId"] == "GR110")
    place = comma["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "bad%2C%201.html"
    assert place["region"]["startLine"] == 3
    assert run["invocations"][0]["executionSuccessful"] is False


def test_junit_is_xml_whatever_a_page_holds(outcomes):
    root = etree.fromstring(written("junit", outcomes).encode())
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["bad, 1.html", "none.html", "gone.html"]
    bad = suites["bad, 1.html"]
    assert int(bad.get("tests")) == len(bad)
    assert int(bad.get("failures")) == len(bad.findall("testcase/failure")) > 0
    assert suites["gone.html"].find("testcase/error") is not None


def test_workflow_commands_are_one_line_each(outcomes):
    lines = written("github", outcomes).splitlines()
    assert all(
        re.match(r"::(error|warning|notice) file=[^:,]+(,line=\d+)?(,col=\d+)?(,title=[^:,]+)?::", line)
        for line in lines
    )
    assert any("file=bad%2C 1.html,line=3" in line for line in lines)


def test_json_is_a_list_of_findings(outcomes):
    rows = json.loads(written("json", outcomes))
    assert all({"severity", "file", "path", "message"} <= row.keys() for row in rows)
    assert {"code": "GR110", "line": 3, "value": '"4,5"'}.items() <= next(
        r for r in rows if r.get("code") == "GR110"
    ).items()
    assert json.loads(written("json", [])) == []


def test_text_for_people_steers_no_terminal(outcomes):
    text = written("text", outcomes)
    assert "\x1b" not in text
    assert "review snippet: not eligible" in text
    assert "cannot be checked" in text
