"""Rows that speak the record's own names: nested, with dots, or all in text as CSV has them."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from strategies import full_reviews, records

from syndicate.formats._base import ReadContext
from syndicate.ledger import Refusal
from syndicate.mapping import plain_mapper
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

ID = "tag:example.org,2020:1"
MOVIE = {"id": ID, "item": {"type": "Movie", "name": "Dune"}}


def read(row: dict[str, Any]) -> tuple[Any, list[tuple[str, str, str]]]:
    ctx = ReadContext(source="in.json")
    made = plain_mapper().record(row, ctx=ctx, place="row 1", key="row/1")
    return made, [(note.path, note.kind, note.what) for note in ctx.notes]


def dotted(value: Any, prefix: str = "") -> dict[str, Any]:
    """``value`` with one name for each leaf; free JSON under ``extensions`` stays one leaf."""
    if prefix.startswith("extensions.") or not isinstance(value, (dict, list)) or not value:
        return {prefix: value}
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    return {
        name: leaf
        for key, part in parts
        for name, leaf in dotted(part, f"{prefix}.{key}" if prefix else str(key)).items()
    }


def in_text(value: Any) -> str:
    """A leaf as a cell of a CSV file has it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@given(records())
def test_a_record_comes_back_as_it_was_however_it_is_laid_out(record: Review | Tombstone) -> None:
    whole = plain(record)
    assert read(whole) == (record, [])
    assert read(dotted(whole)) == (record, [])
    assert read({name: in_text(value) for name, value in whole.items()}) == (record, [])
    if isinstance(record, Tombstone) or not (record.item.properties or record.extensions):
        # In free JSON a number and its text differ, and nothing says which of them a cell means.
        assert read({name: in_text(leaf) for name, leaf in dotted(whole).items()}) == (record, [])


@pytest.mark.parametrize("record", full_reviews(), ids=lambda record: record.item.type)
def test_full_records_come_back_each_way(record: Review) -> None:
    whole = plain(record)
    assert read(whole) == (record, [])
    assert read(dotted(whole)) == (record, [])
    assert read({name: in_text(value) for name, value in whole.items()}) == (record, [])


@pytest.mark.parametrize(
    ("given_", "path", "becomes", "what"),
    [
        ({"title": " Dune "}, "title", "Dune", "trimmed"),
        ({"title": "Dune\u00a0"}, "title", "Dune", "trimmed"),
        ({"title": "Dune:\r\n Part  Two"}, "title", "Dune: Part  Two", "folded to one line"),
        ({"title": "Du\x00ne"}, "title", "Dune", "control characters removed"),
        ({"title": "Du\udc00ne"}, "title", "Dune", "surrogates joined or removed"),
        ({"title": "Du\ud83d\ude00ne"}, "title", "Du😀ne", "surrogates joined or removed"),
        ({"title": 1984}, "title", "1984", "number to text"),
        ({"title": 2.5}, "title", "2.5", "number to text"),
        ({"title": "  "}, "title", None, "blank left out"),
        ({"summary": "a\r\nb\rc"}, "summary", "a\nb\nc", "CR LF to LF"),
        ({"url": " https://example.org/a"}, "url", "https://example.org/a", "trimmed"),
        ({"url": "HTTPS://example.org/a"}, "url", "https://example.org/a", "scheme in lower case"),
        ({"url": "https://example.org/a b"}, "url", "https://example.org/a%20b", "spaces to %20"),
        ({"language": "en_US"}, "language", "en-US", "underscore to hyphen"),
        ({"published": "2024-05-01 14:30Z"}, "published", "2024-05-01T14:30:00Z", "date in the form of RFC 3339"),
    ],
)
def test_repairs_are_made_and_told(given_: dict[str, Any], path: str, becomes: str | None, what: str) -> None:
    made, notes = read({**MOVIE, **given_})
    assert getattr(made, path) == becomes
    assert (path, "repaired", what) in notes


@pytest.mark.parametrize(
    ("given_", "becomes"),
    [
        ({"authors": "Ada"}, {"authors": [{"type": "Person", "name": "Ada"}]}),
        ({"authors": ["Ada", {"name": "Bea", "url": "https://example.org/b"}]},
         {"authors": [{"type": "Person", "name": "Ada"}, {"type": "Person", "name": "Bea", "url": "https://example.org/b"}]}),
        ({"authors.name": "Ada", "authors.url": "https://example.org/a"},
         {"authors": [{"type": "Person", "name": "Ada", "url": "https://example.org/a"}]}),
        ({"authors.0.name": "Ada", "authors.1.name": "Bea", "authors.1.type": "Organization"},
         {"authors": [{"type": "Person", "name": "Ada"}, {"type": "Organization", "name": "Bea"}]}),
        ({"publisher": "The Paper"}, {"publisher": {"type": "Organization", "name": "The Paper"}}),
        ({"tags": "one"}, {"tags": ["one"]}),
        ({"tags": '["one", "two"]'}, {"tags": ["one", "two"]}),
        ({"tags": "[sic]"}, {"tags": ["[sic]"]}),
        ({"tags": ["one", "", None]}, {"tags": ["one"]}),
        ({"body": "Good."}, {"body": {"value": "Good.", "format": "text"}}),
        ({"body": {"value": "", "format": "markdown"}}, {}),
        ({"recommended": "Yes"}, {"recommended": True}),
        ({"recommended": 0}, {"recommended": False}),
        ({"rating": 4}, {"rating": {"value": 4}}),
        ({"rating": "4.50"}, {"rating": {"value": 4.5}}),
        ({"rating.value": "4", "rating.best": "5", "rating.worst": "1"},
         {"rating": {"value": 4, "best": 5, "worst": 1}}),
        ({"rating": "3.5/5"}, {"rating": {"value": 3.5, "best": 5, "label": "3.5/5"}}),
        ({"title": "", "summary": None, "tags": [], "reply": {}}, {}),
        ({"published": 2024}, {"published": "2024"}),
        ({"reply": "Thank you"}, {"reply": {"text": "Thank you"}}),
        ({"rating": ""}, {}),
        ({"slug": "dune"}, {}),
    ],
)  # fmt: skip
def test_short_ways_to_say_it(given_: dict[str, Any], becomes: dict[str, Any]) -> None:
    made, notes = read({**MOVIE, **given_})
    assert isinstance(made, Review), made
    assert plain(made) == {**MOVIE, **becomes}
    assert notes == []


def test_identifiers_in_their_compact_form() -> None:
    row = {"id": ID, "item": {"type": "Book", "name": "B", "identifiers": [
        {"kind": "isbn", "value": "978-0-306-40615-7"}, {"kind": "isbn", "value": '="0306406152"'},
        {"kind": "isbn", "value": '=""'}, {"kind": "gtin", "value": 4006381333931},
    ]}}  # fmt: skip
    made, notes = read(row)
    assert [one.value for one in made.item.identifiers] == ["9780306406157", "0306406152", "4006381333931"]
    assert [(path, what) for path, _, what in notes] == [
        ("item.identifiers.0.value", "identifier in its compact form"),
        ("item.identifiers.1.value", "spreadsheet formula to its text"),
        ("item.identifiers.2.value", "spreadsheet formula to its text"),
        ("item.identifiers.3.value", "number to text"),
    ]


@pytest.mark.parametrize(
    ("given_", "path", "says"),
    [
        ({"rating": "B+"}, "rating", 'scale = "letters"'),
        ({"rating": "9,5"}, "rating", "Write it as 9.5"),
        ({"rating.value": "9,5"}, "rating.value", "Write it as 9.5"),
        ({"rating": "3.14159265358979323"}, "rating", "Correct it"),
        ({"rating": {"value": 6, "best": 5}}, "rating", "above the best 5"),
        ({"url": "www.example.org/a"}, "url", "https://www.example.org/a"),
        ({"url": "javascript:alert(1)"}, "url", "an absolute http or https URL"),
        ({"published": "2024-05-01 14:30"}, "published", "timezone ="),
        ({"published": "03/04/2024"}, "published", 'date = "dmy"'),
        ({"published": "May 1, 2024"}, "published", 'date = "words"'),
        ({"published": "1714557600"}, "published", 'date = "unix"'),
        ({"published": "2023-02-29"}, "published", "a date"),
        ({"recommended": "perhaps"}, "recommended", "true or false"),
        ({"titel": "Dune"}, "titel", "title"),
        ({"item": "Dune"}, "item", "item.name"),
        ({"item": {"type": "Moive", "name": "Dune"}}, "item.type", "Movie"),
        ({"title": True}, "title", "text"),
        ({"item.name": "Arrakis"}, "item.name", "twice"),
        ({"authors": '{"name": "Ada", "name": "Bea"}', "title": ["a", "b"]}, "title", "text"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_mend(given_: dict[str, Any], path: str, says: str) -> None:
    made, notes = read({**MOVIE, **given_})
    assert isinstance(made, Refusal), made
    assert [fault.path for fault in made.faults] == [path]
    assert says in str(made)
    assert (made.id, made.place, notes) == (ID, "row 1", [])


def test_all_faults_of_a_row_at_once_and_the_row_beside_them() -> None:
    row = {"item.type": "Movie", "rating": "B+", "url": "www.example.org", "published": "03/04/2024"}
    made, _ = read(row)
    assert isinstance(made, Refusal)
    assert {fault.path for fault in made.faults} == {"rating", "url", "published", "item.name"}
    assert made.raw == row


def test_a_raw_row_is_json_and_not_endless() -> None:
    made, _ = read({"item": "x" * 10_000, "rating": float("nan"), "title": "\ud800"})
    assert isinstance(made, Refusal)
    assert len(json.dumps(made.raw, allow_nan=False).encode()) < 3000


def test_a_tombstone_by_its_names() -> None:
    made, _ = read({"id": ID, "at": "2024-05-01 10:00Z", "reason": "erased", "title": "", "item": ""})
    assert made == Tombstone(id=ID, at="2024-05-01T10:00:00Z", reason="erased")


def test_a_tombstone_that_is_wrong_keeps_nothing_of_the_row() -> None:
    made, _ = read({"id": ID, "at": "yesterday", "reason": "erased", "email": "ada@example.org"})
    assert isinstance(made, Refusal)
    assert made.raw is None


def test_the_row_itself_is_never_changed() -> None:
    row = {
        "id": ID,
        "item": {"type": "Movie", "director": {"name": "A"}},
        "item.name": "Dune",
        "item.director.url": "https://e.org",
    }
    before = json.dumps(row)
    made, _ = read(row)
    assert made.item.director[0].url == "https://e.org"
    assert json.dumps(row) == before


def test_the_plain_mapper_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(plain_mapper()))
    assert again.record(MOVIE, ctx=ReadContext(source="-"), place="", key="") == read(MOVIE)[0]
