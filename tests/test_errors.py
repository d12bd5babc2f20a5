"""Errors say what, where, what was expected and how to mend it, and survive the way between processes."""

from __future__ import annotations

import copy
import pickle

import pytest

from syndicate import errors
from syndicate.errors import InputError, RecordError, SyndicateError, UnknownName, nearest
from syndicate.ledger import Fault
from syndicate.models.record import InvalidRecord


def test_a_message_has_all_its_parts() -> None:
    error = InputError(
        "no text", source="a.csv", place="row 3", found="b'x'", expected="UTF-8", mend="Name the encoding."
    )
    assert str(error) == "a.csv, row 3: no text; found b'x'; expected UTF-8. Name the encoding."
    assert str(SyndicateError("no text")) == "no text"


@pytest.mark.parametrize("kind", [getattr(errors, name) for name in errors.__all__ if name != "nearest"])
def test_all_are_of_one_root_and_survive_pickling(kind: type[SyndicateError]) -> None:
    made = kind("format", "jsn", ["json"]) if kind is UnknownName else kind("no", source="a", place="b", mend="c")  # type: ignore[call-arg, arg-type]
    assert isinstance(made, SyndicateError)
    for again in (pickle.loads(pickle.dumps(made)), copy.copy(made)):
        assert type(again) is kind
        assert str(again) == str(made)
        assert vars(again) == vars(made)


def test_a_record_error_keeps_its_faults() -> None:
    error = InvalidRecord((Fault(path="a", found="b", expected="c", mend="D."),), "x:y")
    assert isinstance(error, (RecordError, ValueError))
    again = pickle.loads(pickle.dumps(error))
    assert again.faults == error.faults
    assert again.id == "x:y"
    assert str(again) == "a: found b, expected c. D."


def test_an_unknown_name_says_the_nearest() -> None:
    error = UnknownName("format", "jsn", ["json", "csv"], source="call")
    assert str(error) == "call: there is no format 'jsn'. Did you mean json?"
    assert isinstance(error, LookupError)
    assert str(UnknownName("format", "zzz", ["json", "csv"])).endswith("Known are csv, json.")
    assert str(UnknownName("type", "zzz", [f"name{n}" for n in range(31)])) == "there is no type 'zzz'"


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("movie", ["Movie", "Mover"], ("Movie", "Mover")),
        ("MOVIE", ["Movie"], ("Movie",)),
        ("xyz", ["Movie"], ()),
        ("aaab", ["aaad", "aaac", "aaae", "aaaf"], None),
        ("", ["a"], ()),
    ],
)
def test_nearest(name: str, known: list[str], found: tuple[str, ...] | None) -> None:
    assert len(nearest(name, known)) <= 3
    assert nearest(name, known) == nearest(name, reversed(known))
    if found is not None:
        assert nearest(name, known) == found
