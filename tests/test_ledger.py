"""What is told about records."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from syndicate.ledger import Fault, Note, Refusal, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "'a'"), ("a\nb", r"'a\nb'"), (4.5, "4.5"), (None, "null"), (True, "true"), (False, "false"), ([1], "[1]")],
)
def test_shown(value: Any, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("value", ["x" * 10**7, ["x" * 1000], b"x" * 500, {"a": "\n" * 500}])
def test_what_is_shown_is_short_and_on_one_line(value: Any) -> None:
    assert len(shown(value)) == 120
    assert shown(value).endswith("…")
    assert "\n" not in shown(value)
    assert len(shown(value, 40)) == 40


def test_a_fault_reads_as_a_sentence() -> None:
    fault = Fault(path="rating.best", found="'x'", expected="a number", mend="Write it as in 4.5.")
    assert str(fault) == "rating.best: found 'x', expected a number. Write it as in 4.5."
    assert str(Fault(path="", found="nothing", expected="a record")) == "found nothing, expected a record"


def test_a_refusal_says_where_and_all_that_is_wrong() -> None:
    faults = (Fault(path="a", found="1", expected="2"), Fault(path="b", found="3", expected="4", mend="Five."))
    refusal = Refusal(source="x.csv", place="row 3", faults=faults, id="a:b", raw={"a": 1})
    assert str(refusal) == "x.csv, row 3: a: found 1, expected 2; b: found 3, expected 4. Five."
    assert str(Refusal(source="x.md", place="", faults=faults[:1])) == "x.md: a: found 1, expected 2"
    assert json.loads(json.dumps(refusal.as_dict())) == {
        "source": "x.csv",
        "place": "row 3",
        "id": "a:b",
        "faults": [
            {"path": "a", "found": "1", "expected": "2", "mend": ""},
            {"path": "b", "found": "3", "expected": "4", "mend": "Five."},
        ],
        "raw": {"a": 1},
    }


def test_all_survive_pickling() -> None:
    note = Note(source="a", place="b", path="c", kind="repaired", what="trimmed")
    assert pickle.loads(pickle.dumps(note)) == note
