"""Every term of every node is schema.org's, and right by domain and range: by PyLD and the vocabulary alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from schemaorg.expansion import problems
from strategies import full_reviews, records

from syndicate.schemaorg import aggregate_node, document, to_node

_PERSON = {"@type": "Person", "name": "Ada"}


@settings(suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture])
@given(record=records())
def test_what_is_written_is_valid(conformance: Path, record: Any):
    assert problems(document(to_node(record)), conformance) == []


def test_full_reviews_are_valid(conformance: Path):
    assert problems(document(map(to_node, full_reviews())), conformance) == []


def test_aggregates_are_valid(conformance: Path):
    item = {"@type": "Movie", "name": "It", "aggregateRating": aggregate_node(4.5, 2, 5, 1, reviews=3)}
    assert problems(document(item), conformance) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reviewMood": "calm"}, "there is no property http://schema.org/reviewMood"),
        ({"@type": "FilmReview"}, "there is no type FilmReview"),
        ({"gtin": "4006381333931"}, "gtin is no property of"),
        ({"itemReviewed": {"@type": "Movie", "name": "It", "isbn": "9780306406157"}}, "isbn is no property of"),
        ({"reviewRating": {"@type": "Movie", "name": "5"}}, "is none of ('Rating',)"),
        ({"reviewRating": "5"}, "is none of ('Rating',)"),
        ({"datePublished": "last May"}, "is none of ('Date', 'DateTime')"),
        (
            {"itemReviewed": {"@type": "Product", "name": "It", "releaseDate": "2024-05-31T10:00:00Z"}},
            "none of ('Date',)",
        ),
        ({"digitalSourceType": "https://schema.org/InStock"}, "is none of ('IPTCDigitalSourceEnumeration',)"),
        ({"itemReviewed": {"@type": "Book", "name": "It", "numberOfPages": 1.5}}, "is none of ('Integer',)"),
        ({"comment": {"@type": "Comment", "ratingValue": 3}}, "ratingValue is no property of ['Comment']"),
        ({"headline": None}, "headline is on one side of the expansion alone"),
        ({"image": 5}, "5 is none of ('ImageObject', 'URL')"),
    ],
)
def test_the_judge_catches_what_is_wrong(conformance: Path, wrong: dict[str, Any], told: str):
    node = {"@type": "Review", "@id": "urn:x:1", "itemReviewed": {"@type": "Movie", "name": "It"}, "author": _PERSON}
    assert problems(document(node), conformance) == []
    found = problems(document(node | wrong), conformance)
    assert any(told in problem for problem in found), found
