"""The published JSON Schema: it takes every record that there is, and refuses what the models refuse."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from invalid_records import INVALID, UNSAYABLE, VALID, Case
from strategies import full_reviews, records

from syndicate import schemas
from syndicate.errors import UnknownName
from syndicate.models.items import item_class
from syndicate.models.record import InvalidRecord, canonical, parse, plain, validated
from syndicate.models.review import Review
from syndicate.models.schema import documented, review_schema

REPOSITORY = Path(__file__).parents[2]


@cache
def schema() -> dict[str, Any]:
    return json.loads((REPOSITORY / "schemas" / "review-1.0.schema.json").read_bytes())


@cache
def validators() -> tuple[Any, Any]:
    return jsonschema.Draft202012Validator(schema()), jsonschema_rs.Draft202012Validator(schema())


def accepted(value: Any) -> list[bool]:
    return [one.is_valid(value) for one in validators()]


def test_it_is_a_schema_and_says_what_it_is() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema()["$id"].endswith("/review-1.0.schema.json")
    assert len(schema()["examples"]) >= 4


def test_the_file_is_what_the_models_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert schemas.main([str(REPOSITORY / "schemas"), "--check"]) == 0
    assert schemas.main([str(tmp_path), "--check"]) == 1
    assert "python -m syndicate.schemas" in capsys.readouterr().err
    assert schemas.main([str(tmp_path / "new")]) == 0
    assert schemas.main([str(tmp_path / "new"), "--check"]) == 0
    file = tmp_path / "new" / "review-1.0.schema.json"
    file.write_bytes(file.read_bytes().replace(b"erased", b"gone"))
    assert schemas.main([str(tmp_path / "new"), "--check"]) == 1


def test_an_unknown_schema_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="review"):
        schemas.schema("reviews")


@pytest.mark.parametrize("example", review_schema()["examples"], ids=lambda one: one["id"])
def test_examples_are_canonical_and_valid(example: dict[str, Any]) -> None:
    assert accepted(example) == [True, True]
    assert json.loads(canonical(validated(example))) == example


@given(records())
def test_every_record_is_valid(record: Any) -> None:
    line = canonical(record)
    value = json.loads(line)
    errors = [f"{error.json_path}: {error.message[:300]}" for error in validators()[0].iter_errors(value)]
    assert errors == []
    assert validators()[1].is_valid(value)


@pytest.mark.parametrize("review", full_reviews(), ids=lambda one: one.item.type)
def test_full_reviews_are_valid(review: Review) -> None:
    assert accepted(plain(review)) == [True, True]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_what_the_models_refuse_it_refuses(case: Case) -> None:
    sayable = case.name not in UNSAYABLE
    assert accepted(case.value) == [not sayable] * 2
    with pytest.raises(InvalidRecord):
        validated(case.value)


@pytest.mark.parametrize("name", VALID, ids=str)
def test_what_it_takes(name: str) -> None:
    assert accepted(VALID[name]) == [True, True]
    record = validated(VALID[name])
    assert json.loads(canonical(record)) == VALID[name]
    assert parse(canonical(record)) == record


def test_the_list_of_what_it_cannot_say_is_of_real_cases() -> None:
    assert set(UNSAYABLE) <= {case.name for case in INVALID}


def test_it_has_no_nulls_and_no_open_objects() -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            assert node.get("type") != "null"
            if "title" in node and node.get("type") == "object" and node["title"] != "Review record 1.0":
                assert node["additionalProperties"] is False
            for below in node.values():
                walk(below)
        elif isinstance(node, list):
            for below in node:
                walk(below)

    walk({key: value for key, value in schema().items() if key != "examples"})


def test_every_property_of_the_record_is_described() -> None:
    missing = [
        f"{name}.{key}"
        for name, definition in schema()["$defs"].items()
        for key, value in definition.get("properties", {}).items()
        if isinstance(value, dict) and name not in ("Item", "Agent") and not value.get("description")
    ]
    assert missing == []


def test_descriptions_are_the_docstrings() -> None:
    assert documented(Review)["pros"] == "What speaks for it, a statement each."
    movie = documented(item_class("Movie"))
    assert movie["director"] == "Who directed it."
    assert movie["genre"] == "Genres: Drama, Science fiction."
    assert list(movie) == list(item_class("Movie").model_fields)


def test_patterns_are_of_ecma_262() -> None:
    """No escape that only Rust or only Python knows: \\A, \\z, \\h, named groups, inline flags, classes by name."""
    patterns = re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', json.dumps(schema()))
    assert len(patterns) > 10
    for pattern in patterns:
        assert not re.search(r"\\\\[AzZhHRXpPdDsSwW]|\(\?[^:]|\[:", pattern), pattern


def test_errors_are_of_the_right_alternative() -> None:
    wrong = {"id": "tag:example.org,2024:1", "item": {"type": "Movie", "name": "Dune", "isbn": "1"}}
    told = jsonschema.exceptions.best_match(validators()[0].iter_errors(wrong))
    assert told is not None
    assert "isbn" in told.message
    assert told.json_path == "$.item"
