"""What compares the stated with the found sees each kind of difference, and says it."""

from __future__ import annotations

from typing import Any

import pytest
from conformance.stated import ABSENT, AnyOf, Maybe, Refused, Stated, Words, differences, none

from syndicate.formats import Refusal
from syndicate.ledger import Fault

FOG: dict[str, Any] = {"id": "urn:x:1", "item": {"type": "Movie", "name": "Fog", "genre": ["Drama"]}}
ABC = Words(5, "0e9f64031fcb")  # "a b c"


def _refusal(path: str, found: str = "nothing") -> Refusal:
    return Refusal(source="p", place="", faults=(Fault(path=path, found=found, expected="a value"),))


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"item": {"type": "Movie", "name": "Fog"}}, {}),
        ({"item": {"type": "Movie", "name": "Fog", "url": ABSENT}, "title": ABC}, {"title": " a  b\nc"}),
        ({"item": FOG["item"], "title": Maybe("x"), "language": AnyOf(("de", "en"))}, {"language": "en"}),
        ({"item": FOG["item"], "inferred": ["id"]}, {"inferred": ["id", "item.type"]}),
        ({"item": FOG["item"], "body": ABC}, {"body": {"value": "<p>a <b>b</b> c</p>", "format": "html"}}),
    ],
)
def test_what_fits_fits(stated: dict[str, Any], found: dict[str, Any]) -> None:
    assert differences(Stated(reviews=(stated,)), [FOG | found], []) == []


@pytest.mark.parametrize(
    ("stated", "found", "told"),
    [
        ({"item": {"type": "Movie", "name": "Haze"}}, {}, "item.name: expected 'Haze', found 'Fog'"),
        ({"item": {"name": "Fog", "genre": ABSENT}}, {}, "item.genre: expected nothing, found ['Drama']"),
        ({"item": {"name": "Fog", "url": "x"}}, {}, "item.url: expected 'x', found nothing"),
        ({"item": FOG["item"]}, {"title": "a"}, "title: expected nothing, found 'a'"),
        ({"item": FOG["item"], "title": ABC}, {"title": "a b d"}, "title: expected Words(length=5"),
        ({"item": FOG["item"], "title": Maybe("x")}, {"title": "y"}, "title: expected 'x', found 'y'"),
        ({"item": FOG["item"], "language": AnyOf("ab")}, {"language": "c"}, "language: expected one of ['a', 'b']"),
        ({"item": FOG["item"], "tags": ["a"]}, {"tags": ["a", "b"]}, "tags: expected 1 values"),
        (
            {"item": FOG["item"], "rating": {"value": 1}},
            {"rating": {"value": 1, "best": 5}},
            "rating.best: expected no",
        ),
        ({"item": FOG["item"], "recommended": True}, {"recommended": 1}, "recommended: expected True, found 1"),
        ({"item": FOG["item"], "inferred": ["id"]}, {"inferred": ["a"]}, "inferred: expected ['id'] in it"),
    ],
)
def test_what_differs_is_told(stated: dict[str, Any], found: dict[str, Any], told: str) -> None:
    (one,) = differences(Stated(reviews=(stated,)), [FOG | found], [])
    assert one.startswith(f"review 1: {told}")


def test_what_is_missing_or_too_much_is_told() -> None:
    fog = {"item": {"name": "Fog"}}
    assert differences(Stated(reviews=(fog, fog)), [FOG], []) == ["review 2: not found: None 'Fog' by []"]
    assert differences(Stated(reviews=(fog,)), [FOG, FOG], []) == [
        "a review that the page does not say: Movie 'Fog' by []"
    ]
    assert differences(Stated(reviews=(fog,), twins=(fog,)), [FOG, FOG], []) == []
    assert differences(Stated(reviews=(fog,), twins=(fog,)), [FOG], []) == []
    assert len(differences(Stated(reviews=(fog,)), [FOG], [_refusal("item")])) == 1
    assert differences(Stated(reviews=(fog,)), [FOG], [_refusal("")]) == []


def test_refusals_and_reasons_are_looked_for() -> None:
    stated = Stated(refused=(Refused(path="item"),))
    assert differences(stated, [], [_refusal("item.name")]) == []
    assert len(differences(stated, [], [_refusal("items")])) == 2
    assert len(differences(stated, [], [])) == 1
    assert differences(none("Rating"), [], [_refusal("", "a Rating")]) == []
    assert len(differences(none("Rating"), [], [_refusal("", "a Movie")])) == 1
    assert len(differences(none(), [], [])) == 1
    assert len(differences(none(), [FOG], [_refusal("")])) == 1
