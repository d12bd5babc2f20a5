"""Scales: what each form makes of each text, written down by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from syndicate.mapping import Scale
from syndicate.mapping._account import Account
from syndicate.mapping.scales import rating


def read(value: Any, *scales: dict[str, Any]) -> Any:
    """What the scales make of a text; the message where it is refused."""
    account = Account(None)
    made = rating([Scale.model_validate(scale) for scale in scales])(value, "rating", account)
    return "; ".join(str(fault) for fault in account.faults) or made


NUMBER = {"best": 10, "worst": 1}
LETTERS = {"form": "letters"}
STARS = {"form": "stars", "best": 5}


@pytest.mark.parametrize(
    ("said", "scale", "expected"),
    [
        ("7", NUMBER, {"value": 7, "best": 10, "worst": 1}),
        (" 7.5 ", NUMBER, {"value": 7.5, "best": 10, "worst": 1}),
        (7.5, NUMBER, {"value": 7.5, "best": 10, "worst": 1}),
        (2.85, {"best": 5}, {"value": 2.85, "best": 5}),
        ("7", {"form": "number"}, {"value": 7}),
        ("9,5", {"best": 10, "decimal": ","}, {"value": 9.5, "best": 10, "label": "9,5"}),
        ("3.5/5", {"form": "fraction"}, {"value": 3.5, "best": 5, "label": "3.5/5"}),
        ("7 of 10", {"form": "fraction"}, {"value": 7, "best": 10, "label": "7 of 10"}),
        ("6 / 10", {"form": "fraction", "worst": 0}, {"value": 6, "best": 10, "worst": 0, "label": "6 / 10"}),
        ("6 out of 10", {"form": "fraction", "best": 5}, {"value": 6, "best": 10, "label": "6 out of 10"}),
        ("7,5/10", {"form": "fraction", "decimal": ","}, {"value": 7.5, "best": 10, "label": "7,5/10"}),
        ("80%", {"form": "percent"}, {"value": 80, "best": 100, "label": "80%"}),
        ("80 percent", {"form": "percent", "worst": 0}, {"value": 80, "best": 100, "worst": 0, "label": "80 percent"}),
        ("★★★½", STARS, {"value": 3.5, "best": 5, "label": "★★★½"}),
        ("★★★☆☆", {"form": "stars"}, {"value": 3, "best": 5, "label": "★★★☆☆"}),
        ("★★★½☆", {"form": "stars"}, {"value": 3.5, "best": 5, "label": "★★★½☆"}),
        ("★★★", {"form": "stars"}, {"value": 3, "label": "★★★"}),
        ("½", STARS, {"value": 0.5, "best": 5, "label": "½"}),
        ("***", STARS, {"value": 3, "best": 5, "label": "***"}),
        ("⭐⭐⭐⭐", STARS, {"value": 4, "best": 5, "label": "⭐⭐⭐⭐"}),
        ("⭐️⭐️", STARS, {"value": 2, "best": 5, "label": "⭐️⭐️"}),
        ("3 stars", STARS, {"value": 3, "best": 5, "label": "3 stars"}),
        ("3.5-star", STARS, {"value": 3.5, "best": 5, "label": "3.5-star"}),
        ("3½ stars", STARS, {"value": 3.5, "best": 5, "label": "3½ stars"}),
        ("A+", LETTERS, {"value": 12, "best": 12, "worst": 0, "label": "A+"}),
        ("B+", LETTERS, {"value": 9, "best": 12, "worst": 0, "label": "B+"}),
        ("b", LETTERS, {"value": 8, "best": 12, "worst": 0, "label": "b"}),
        ("C−", LETTERS, {"value": 4, "best": 12, "worst": 0, "label": "C−"}),
        ("D-", LETTERS, {"value": 1, "best": 12, "worst": 0, "label": "D-"}),
        ("F", LETTERS, {"value": 0, "best": 12, "worst": 0, "label": "F"}),
        ("F+", {**LETTERS, "signed": "ABCDF"}, {"value": 2, "best": 14, "worst": 0, "label": "F+"}),
        ("A", {**LETTERS, "signed": "ABCDF"}, {"value": 13, "best": 14, "worst": 0, "label": "A"}),
        ("E", {**LETTERS, "letters": "ABCDE", "signed": ""}, {"value": 0, "best": 4, "worst": 0, "label": "E"}),
        ("must  SEE", {"values": {"Must see": 3, "Skip": 1}, "best": 3, "worst": 1},
         {"value": 3, "best": 3, "worst": 1, "label": "must  SEE"}),
        ("fine", {"values": {"Fine": 2}}, {"value": 2, "label": "fine"}),
        ("5", {"values": {"5": 1}}, {"value": 1, "label": "5"}),
        (5, {"values": {"5": 5}}, {"value": 5}),
        ("Abandoned", {**LETTERS, "none": ["abandoned"]}, None),
        (0, {"best": 5, "none": ["0"]}, None),
        ("", LETTERS, None),
        ("  ", LETTERS, None),
        ("B", {"form": ["fraction", "letters"]}, {"value": 8, "best": 12, "worst": 0, "label": "B"}),
        ("2/4", {"form": ["fraction", "letters"]}, {"value": 2, "best": 4, "label": "2/4"}),
        ("n/a", {"values": {"n/a": 0}, "form": "number"}, {"value": 0, "label": "n/a"}),
        ("4", {"values": {"n/a": 0}, "form": "number"}, {"value": 4}),
    ],
)  # fmt: skip
def test_what_is_written_and_what_it_is(said: Any, scale: dict[str, Any], expected: Any) -> None:
    assert read(said, scale) == expected


def test_every_step_of_the_letters() -> None:
    steps = ["A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "D-", "F"]
    assert [read(step, LETTERS)["value"] for step in steps] == list(range(12, -1, -1))


def test_scales_are_tried_in_turn() -> None:
    scales = ({"form": "fraction", "worst": 0}, {"form": "letters"}, {"values": {"Thumbs up": 1}, "best": 1})
    assert read("2.5/4", *scales) == {"value": 2.5, "best": 4, "worst": 0, "label": "2.5/4"}
    assert read("C", *scales)["value"] == 5
    assert read("thumbs up", *scales) == {"value": 1, "best": 1, "label": "thumbs up"}


@pytest.mark.parametrize(
    ("said", "scale", "says"),
    [
        ("F-", LETTERS, "The scale has A+, A, A-"),
        ("E", LETTERS, "The scale has"),
        ("B+", NUMBER, 'scale = "letters"'),
        ("9,5", NUMBER, 'decimal = ","'),
        ("9.5", {"best": 10, "decimal": ","}, "a number"),
        ("3,5/5", {"form": "fraction"}, "Write it as 3.5/5"),
        ("great", {"values": {"Good": 2}}, "The scale has Good"),
        ("five", STARS, "stars such as"),
        ("☆-", STARS, "stars such as"),
        ("7/", {"form": "fraction"}, "a fraction such as"),
        ("1234567890.1234567", NUMBER, "a number"),
        ("NaN", NUMBER, "a number"),
        ("1e400", NUMBER, "a number"),
        ("٤", NUMBER, "a number"),
    ],
)
def test_what_the_scale_does_not_have_is_refused(said: str, scale: dict[str, Any], says: str) -> None:
    told = read(said, scale)
    assert isinstance(told, str), told
    assert says in told
    assert said in told


@pytest.mark.parametrize(
    ("scale", "says"),
    [
        ({"best": 1, "worst": 5}, "not above the worst"),
        ({"form": "letter"}, "'letters'"),
        ({"form": "values"}, "needs the table"),
        ({"form": "letters", "best": 12}, "count their own steps"),
        ({"form": "letters", "letters": "ABBA", "signed": ""}, "stands twice"),
        ({"form": "letters", "letters": "XYZ"}, 'signed = ""'),
        ({"form": "letters", "signed": "E"}, "not among"),
        ({"letters": "ABC"}, 'belong to form = "letters"'),
        ({"values": {"Good": 7}, "best": 5}, "not between"),
        ({"bst": 5}, "bst"),
    ],
)
def test_scales_that_cannot_be(scale: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Scale.model_validate(scale)


def test_a_value_above_the_best_is_refused_under_the_users_own_name(mapped: Callable[..., Any]) -> None:
    made = mapped(
        'map.item.type.value = "Movie"\nmap.item.name = "film"\nmap.rating = { from = "stars", scale = { best = 5 } }'
    )
    assert list(made.faults({"film": "Dune", "stars": "6"})) == ["rating (field stars)"]


def test_nothing_invents_a_best_or_a_worst(mapped: Callable[..., Any]) -> None:
    made = mapped('map.item.type.value = "Movie"\nmap.item.name = "film"\nmap.rating = "stars"')
    rated = made.review({"film": "Dune", "stars": "4"}).rating
    assert (rated.value, rated.best, rated.worst, rated.label) == (4, None, None, None)


def test_a_scale_of_ones_own_may_take_the_name_of_a_built_in_one(mapped: Callable[..., Any]) -> None:
    made = mapped(
        'map.item.type.value = "Movie"\nmap.item.name = "film"\nmap.rating = { from = "grade", scale = "letters" }\n'
        '[scales.letters]\nform = "letters"\nletters = "ABC"\nsigned = ""'
    )
    assert made.review({"film": "Dune", "grade": "A"}).rating.best == 2


def test_a_scale_and_a_best_from_another_field(mapped: Callable[..., Any]) -> None:
    made = mapped(
        'map.item.type.value = "Movie"\nmap.item.name = "film"\nmap.rating.best = "of"\nmap.rating.value = "stars"'
    )
    rated = made.review({"film": "Dune", "stars": "4", "of": "6"}).rating
    assert (rated.value, rated.best) == (4, 6)
    both = mapped(
        '[map]\nitem.type.value = "Movie"\nitem.name = "film"\n"rating.worst" = { value = 1 }\nrating = "stars"'
    )
    assert both.review({"film": "Dune", "stars": "4/6"}).rating.worst == 1


def test_parts_are_rated_on_scales_too(mapped: Callable[..., Any]) -> None:
    made = mapped(
        'map.item.type.value = "Product"\nmap.item.name = "name"\n'
        'map.aspects.Sound = { from = "snd", scale = { best = 5 } }\n'
        'map.aspects."Battery life" = { from = "bat", scale = "letters" }'
    )
    assert [(a.name, a.rating.value) for a in made.review({"name": "X", "snd": "4", "bat": "B"}).aspects] == [
        ("Sound", 4),
        ("Battery life", 8),
    ]
    assert [a.name for a in made.review({"name": "X", "snd": "", "bat": "B"}).aspects] == ["Battery life"]
