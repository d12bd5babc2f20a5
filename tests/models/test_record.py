"""Records from bytes and back, what is refused and in which words, and records made in Python."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invalid_records import INVALID, Case
from pydantic import TypeAdapter, ValidationError
from strategies import full_reviews, raw_texts, records, reviews

from syndicate.errors import SyndicateError
from syndicate.models import Movie, Organization, Person, Rating, Review, Tombstone
from syndicate.models.record import InvalidRecord, Record, canonical, parse, plain, said, validated
from syndicate.models.shape import shape_of
from syndicate.schemaorg import to_node

_JARGON = re.compile(
    r"[Ii]nput should|[Ff]ield required|[Ee]xtra inputs|pydantic|validator|tuple|dict\b|NoneType|discriminator"
    r"|[Ss]tring should|match pattern|literal|\bbool\b|\bint\b|instance of"
    r"|model_|tag ['\"]|\bKeyError|Traceback|\bTrue\b"
)


def _backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _backwards(value[key]) for key in reversed(list(value))}
    return [_backwards(part) for part in value] if isinstance(value, list) else value


def refused(value: Any) -> InvalidRecord:
    with pytest.raises(InvalidRecord) as caught:
        parse(value) if isinstance(value, bytes) else validated(value)
    return caught.value


@given(records())
def test_canonical_bytes_are_one_line_and_come_back(record: Any) -> None:
    line = canonical(record)
    assert parse(line) == record
    assert canonical(parse(line)) == line
    assert b"\n" not in line
    assert b"null" not in re.sub(rb'"(?:[^"\\]|\\.)*"', b"", line)
    assert validated(plain(record)) == record
    assert json.loads(line) == plain(record)


def _with_nothing(value: Any) -> Any:
    """The same with an empty value for what is absent."""
    given = {"url": None, "authors": [], "tags": [], "rating": None, "body": None, "aspects": []} | value
    given["item"] = {"same_as": [], "description": None, "identifiers": []} | value["item"]
    return given


def _with_floats(value: Any) -> Any:
    given = dict(value)
    if rating := value.get("rating"):
        given["rating"] = {k: float(part) if isinstance(part, int) else part for k, part in rating.items()}
    return given


WRITINGS: dict[str, Any] = {
    "canonical": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    "spaced": lambda value: json.dumps(value, ensure_ascii=False),
    "escaped": json.dumps,
    "with slashes escaped": lambda value: json.dumps(value).replace("/", "\\/"),
    "backwards": lambda value: json.dumps(_backwards(value), indent=1),
    "with 9.0 for 9": lambda value: json.dumps(_with_floats(value)),
    "with what is absent": lambda value: json.dumps(_with_nothing(value)),
}


@pytest.mark.parametrize("writing", WRITINGS)
@given(record=st.one_of(st.sampled_from(full_reviews()), reviews()))
def test_what_was_read_is_what_the_model_says(writing: str, record: Review) -> None:
    """Values that were read are used again where they say the same; nobody may see the difference."""
    value = record.model_dump(mode="json", exclude_defaults=True)
    text = WRITINGS[writing](value).encode()
    for _ in range(2):  # the second time the shape is known
        line, made, shape = said(parse(text))
        assert line == Review.model_validate_json(text).__pydantic_serializer__.to_json(record, exclude_defaults=True)
        assert made == value
        assert json.dumps(made) == json.dumps(value), "in another order"
        assert shape == shape_of(value)
    assert plain(parse(text)) == value
    assert json.dumps(to_node(parse(text))) == json.dumps(to_node(record))


def test_nine_is_nine_also_where_the_shape_is_known() -> None:
    line = b'{"id":"a:b","item":{"type":"Movie","name":"X"},"rating":{"value":9,"best":10}}'
    for written in (line, line, line.replace(b"9,", b"9.0,"), line):
        assert said(parse(written))[:2] == (line, json.loads(line))


def test_what_was_read_is_handed_out_once() -> None:
    record = parse(b'{"id":"tag:example.org,2024:1","item":{"type":"Movie","name":"Dune"},"tags":["a","b"]}')
    first = plain(record)
    first["tags"].clear()
    assert plain(record)["tags"] == ["a", "b"]
    other = parse(b'{"id":"tag:example.org,2024:2","item":{"type":"Movie","name":"Dune"}}')
    assert plain(record)["id"].endswith(":1")
    assert plain(other)["id"].endswith(":2")


@pytest.mark.parametrize("space", ["", " "])
@pytest.mark.parametrize("title", ["plain", "caf\\u00e9", "a\\/b", '\\"rating\\":', "\\u0022rating\\u0022:"])
@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ('"rating":{"value":4,"value":4}', "the key twice"),
        ('"title":"x","rating":{"value":4}', "the key twice"),
        ('"rating":{"value":4.00000000000000001}', "digits"),
        ('"rating":{"value":4,"best":5.0000000000000000}', ""),
    ],
)
def test_nothing_is_lost_however_a_line_is_written(space: str, title: str, rating: str, words: str) -> None:
    parts = ('{"id":"tag:a.org,2020:1"', '"item":{"type":"Movie","name":"Dune"}', f'"title":"{title}"', rating + "}")
    line = f",{space}".join(parts).encode()
    if words:
        assert words in str(refused(line))
    else:
        assert plain(parse(line))["rating"] == {"value": 4, "best": 5}


@given(records())
def test_bytes_do_not_depend_on_how_a_record_was_written(record: Any) -> None:
    value = json.loads(canonical(record))
    for text in (json.dumps(_backwards(value), indent=1), json.dumps(value, ensure_ascii=False) + "\r\n"):
        assert canonical(parse(text.encode())) == canonical(record)


@given(records())
def test_records_survive_pickling_and_copying(record: Any) -> None:
    for made in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record), record.model_copy()):
        assert made == record
        assert canonical(made) == canonical(record)


def test_records_are_frozen() -> None:
    review = Review(id="tag:example.org,2024:1", item=Movie(name="Dune"))
    with pytest.raises(ValidationError):
        review.title = "Other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        review.item.name = "Other"  # type: ignore[misc]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_what_is_wrong_is_told(case: Case) -> None:
    for given_value in (case.value, json.dumps(case.value, ensure_ascii=False).encode()):
        error = refused(given_value)
        fault = next((fault for fault in error.faults if fault.path == case.path), None)
        assert fault is not None, str(error)
        for words in case.words:
            assert words in str(fault)
        assert not _JARGON.search(str(error)), str(error)
        assert fault.found
        assert fault.expected
        assert error.id == (case.value.get("id") if isinstance(case.value.get("id"), str) else None)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_one_mistake_is_told_once(case: Case) -> None:
    expected = 2 if case.name == "neither" else 1
    assert len(refused(case.value).faults) == expected


def test_all_mistakes_are_told() -> None:
    error = refused({"id": "1", "item": {"type": "Movie"}, "rating": {"value": "4"}, "titel": "x"})
    assert {fault.path for fault in error.faults} == {"id", "item.name", "rating.value", "titel"}
    assert isinstance(error, SyndicateError)
    again = pickle.loads(pickle.dumps(error))
    assert (again.faults, again.id, str(again)) == (error.faults, "1", str(error))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "the end"),
        (b"nonsense", "one JSON object"),
        (b'{"id": "a:b"', "all brackets and quotes closed"),
        (b"[]", "a JSON object"),
        (b"null", "found null"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"}}{}', "one JSON object"),
        (b'{"id":"a:b","id":"a:c","item":{"type":"Movie","name":"X"}}', "the key twice"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X","name":"X"}}', "item.name: found the key twice"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"\xff"}}', "0xff at byte 44, which is not UTF-8"),
        (b'\xef\xbb\xbf{"id":"a:b","item":{"type":"Movie","name":"X"}}', "BOM"),
        (rb'{"id":"a:b","item":{"type":"Movie","name":"\ud800"}}', "half of a surrogate pair"),
        (rb'{"id":"a:b","item":{"type":"Movie","name":"\ud800x"}}', "half of a surrogate pair"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"},"rating":{"value":0.1000000000000000055}}',
         "rating.value: found the number 0.1000000000000000055"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"},"rating":{"value":12345678901234567890}}',
         "rating.value: found the number 12345678901234567890"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"},"rating":{"value":NaN}}', "NaN"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"},"rating":{"value":1e999}}', "15 significant digits"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"},"rating":{"value":9,5}}', "one JSON object"),
        (b'{"id":"a:b","item":{"type":"Movie","name":"X"},"title":"a\nb"}', "one JSON object"),
        (b'{"id":"a:b","extensions":' + b"[" * 300 + b"]" * 300 + b"}", "nested too deeply"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_record(line: bytes, words: str) -> None:
    error = refused(line)
    assert words in str(error)
    assert not _JARGON.search(str(error)), str(error)


@pytest.mark.parametrize(
    ("token", "canonical_token"),
    [("9.0", "9"), ("9.50", "9.5"), ("1e-7", "1e-7"), ("-0.0", "0"), ("4.500000000000000000", "4.5"), ("1E2", "100")],
)
def test_numbers_are_written_without_trailing_zeros(token: str, canonical_token: str) -> None:
    line = f'{{"id":"a:b","item":{{"type":"Movie","name":"X"}},"rating":{{"value":{token}}}}}'
    assert canonical(parse(line.encode())).decode() == line.replace(token, canonical_token)


def test_empty_and_null_are_absent() -> None:
    line = b'{"id":"a:b","item":{"type":"Movie","name":"X","genre":[],"properties":{}},"title":null,"tags":[]}'
    assert canonical(parse(line)) == b'{"id":"a:b","item":{"type":"Movie","name":"X"}}'


@given(raw_texts())
def test_no_text_is_taken_that_would_not_come_back(text: str) -> None:
    value = {"id": "a:b", "item": {"type": "Movie", "name": "X"}, "body": {"value": text, "format": "text"}}
    try:
        record = validated(value)
    except InvalidRecord as error:
        faults = error.faults
    else:
        faults = ()
        assert parse(canonical(record)) == record
        assert plain(record)["body"]["value"] == text
        assert "\r" not in text
    assert {fault.path for fault in faults} <= {"body.value"}
    assert not any(_JARGON.search(f"{fault.expected} {fault.mend}") for fault in faults)


@given(records())
def test_a_type_adapter_tells_records_apart(record: Any) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(Record)
    assert adapter.validate_json(canonical(record)) == record
    assert adapter.validate_python(record) is record


def test_made_in_python() -> None:
    review = Review(
        id="tag:example.org,2024:1",
        item=Movie(name="Dune", director=[Person(name="Ada")], date_published=dt.date(2021, 9, 17)),
        authors=[Person(name="Ada Example"), Organization(name="The Desk")],
        rating=Rating(value=Decimal("4.50"), best=Decimal(5), worst=0),
        published=dt.datetime(2024, 3, 1, 9, 30, tzinfo=dt.UTC),
        modified=dt.datetime(2024, 3, 1, 9, 30, 0, 500000, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30))),
    )
    assert plain(review) == {
        "id": "tag:example.org,2024:1",
        "item": {
            "type": "Movie",
            "name": "Dune",
            "date_published": "2021-09-17",
            "director": [{"type": "Person", "name": "Ada"}],
        },
        "authors": [{"type": "Person", "name": "Ada Example"}, {"type": "Organization", "name": "The Desk"}],
        "rating": {"value": 4.5, "best": 5, "worst": 0},
        "published": "2024-03-01T09:30:00Z",
        "modified": "2024-03-01T09:30:00.500000-03:30",
    }
    assert parse(canonical(review)) == review


def test_a_time_without_a_zone_is_refused_in_python_too() -> None:
    with pytest.raises(ValidationError, match="a time without a zone.*tzinfo"):
        Review(id="a:b", item=Movie(name="X"), published=dt.datetime(2024, 3, 1))
    with pytest.raises(ValidationError, match="a date and a time with its zone"):
        Tombstone(id="a:b", at=dt.date(2024, 3, 1), reason="erased")


def test_keys_of_free_values_are_sorted() -> None:
    review = validated(
        {
            "id": "a:b",
            "item": {
                "type": "Movie",
                "name": "X",
                "properties": {"producer": {"name": "P", "@type": "Person"}, "award": "A"},
            },
            "extensions": {"b:b": {"z": 1, "a": 2}, "a:a": 1},
        }
    )
    assert canonical(review).decode().partition('"properties":')[2] == (
        '{"award":"A","producer":{"@type":"Person","name":"P"}}},"extensions":{"a:a":1,"b:b":{"a":2,"z":1}}}'
    )


@pytest.mark.parametrize("given_tags", [{"a", "b"}, frozenset({"a"}), (tag for tag in "ab"), {"a": 1}.keys()])
def test_what_has_no_order_is_no_list(given_tags: Any) -> None:
    with pytest.raises(InvalidRecord, match="expected a list"):
        validated({"id": "a:b", "item": {"type": "Movie", "name": "X"}, "tags": given_tags})


@pytest.mark.parametrize("value", [Decimal("0.1234567890123456"), Decimal("NaN"), Decimal("1e15"), True, "4", 1e15])
def test_numbers_that_are_none(value: Any) -> None:
    with pytest.raises(ValidationError, match="15 significant digits"):
        Rating(value=value)


@pytest.mark.parametrize("review", full_reviews(), ids=lambda one: one.item.type)
def test_full_reviews_come_back(review: Review) -> None:
    assert parse(canonical(review)) == review
