"""The profiles of markup, and what a text means for a property."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from strategies import reviews

from syndicate.models.review import Review
from syndicate.schemaorg import to_node
from syndicate.schemaorg.profiles import left_by_search, profiled
from syndicate.schemaorg.untyped import retyped, typed

VERDICT = {"@type": "Rating", "ratingValue": 4}
PART = {"@type": "Rating", "ratingValue": 2, "reviewAspect": "sound"}


def notes(*names: str) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": name} for name in names],
    }


@pytest.mark.parametrize(
    ("said", "left", "search"),
    [
        ({"reviewRating": VERDICT}, [], {"reviewRating": VERDICT}),
        ({"reviewRating": [VERDICT, PART]}, ["aspects"], {"reviewRating": VERDICT}),
        ({"reviewRating": [PART, PART]}, ["aspects"], {}),
        ({"reviewRating": PART}, ["aspects"], {}),
        ({"positiveNotes": notes("a")}, ["pros"], {}),
        ({"negativeNotes": notes("a")}, ["cons"], {}),
        (
            {"positiveNotes": notes("a"), "negativeNotes": notes("b")},
            [],
            {"positiveNotes": notes("a"), "negativeNotes": notes("b")},
        ),
        ({"positiveNotes": notes("a", "b")}, [], {"positiveNotes": notes("a", "b")}),
    ],
)
def test_what_search_leaves_out(said: dict[str, Any], left: list[str], search: dict[str, Any]) -> None:
    node = {"@type": "Review", "@id": "urn:x:1", **said}
    assert left_by_search(node) == left
    assert profiled(node, "search") == {"@type": "Review", "@id": "urn:x:1", **search}
    assert profiled(node, "full") == node


@given(review=reviews())
def test_search_has_one_rating_and_changes_no_value(review: Review) -> None:
    node = to_node(review)
    made = profiled(node, "search")
    assert not isinstance(made.get("reviewRating"), list)
    for name, value in made.items():
        assert value == node[name] or (name == "reviewRating" and value in node[name])
    assert to_node(review) == node, "the node that was given stays as it is"


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        # by the ranges of schema.org 30.0
        ("name", "2001", "2001"),
        ("sku", "007", "007"),
        ("numberOfPages", "412", 412),
        ("numberOfPages", "many", "many"),
        ("ratingValue", "4.50", 4.5),
        ("ratingValue", "80%", "80%"),
        ("ratingValue", "4,5", "4,5"),
        ("ratingValue", "+4", "+4"),
        ("ratingValue", "1e400", "1e400"),
        ("position", "2", 2),
        ("isFamilyFriendly", "true", True),
        ("isFamilyFriendly", "https://schema.org/False", False),
        ("isFamilyFriendly", "perhaps", "perhaps"),
        ("availability", "https://schema.org/InStock", "https://schema.org/InStock"),
        ("translationOfWork", "urn:isbn:9780306406157", {"@id": "urn:isbn:9780306406157"}),
        ("author", "Ada Example", "Ada Example"),
        ("author", "https://example.org/ada", {"@id": "https://example.org/ada"}),
        ("image", "https://example.org/a.jpg", "https://example.org/a.jpg"),
        ("image", "urn:x:1", {"@id": "urn:x:1"}),
        ("datePublished", "2024-03-01T10:00:00Z", "2024-03-01T10:00:00Z"),
        ("duration", "PT2H", "PT2H"),
        ("noSuchProperty", "4", "4"),
    ],
)
def test_what_a_text_means(name: str, text: str, meant: Any) -> None:
    made = typed(name, text)
    assert made == meant
    assert type(made) is type(meant)


def test_values_that_went_through_text() -> None:
    assert retyped("identifier", [7, "a"]) == ["7", "a"]
    assert retyped("keywords", ["b", "a", "b"], ordered=False) == ["a", "b"]
    assert retyped("keywords", ["a", "a"], ordered=False) == "a"
    node = {"@type": "QuantitativeValue", "value": 3, "unitText": 4}
    assert retyped("weight", node) == {"@type": "QuantitativeValue", "value": "3", "unitText": "4"}
