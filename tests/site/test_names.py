"""Slugs and item keys: the names that records get, without surprises on any file system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import HOSTILE

from syndicate.models.item_key import item_key
from syndicate.models.mean import rating_of
from syndicate.site.index import Aggregate
from syndicate.site.slugs import item_slug, review_slug, slug


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("tag:example.org,2020:films/dune-2021", "films-dune-2021"),
        ("tag:example.org,2020:../../etc/passwd", "etc-passwd"),
        ("tag:example.org,2020:A%2FB%20c", "a-b-c"),
        ("https://example.org/reviews/Dune_2/", "reviews-dune-2"),
        ("tag:example.org,2020:CON", "con-"),
        ("tag:example.org,2020:Ünïcode", "ünïcode"),
        ("tag:example.org,2020:评论/七", "评论-七"),
    ],
)
def test_slug_of_an_id(id, expected):
    assert review_slug(id, "An item") == expected


def test_a_made_up_id_takes_the_name_of_the_item_and_a_mark():
    made = review_slug("urn:uuid:123e4567-e89b-12d3-a456-426614174000", "Dune: Part Two")
    assert made.startswith("dune-part-two--")
    assert made != review_slug("urn:uuid:123e4567-e89b-12d3-a456-426614174001", "Dune: Part Two")


def test_an_item_is_called_by_the_publishers_own_key():
    assert item_slug("Kettle", "2021", "key:SKU 1/a") == item_slug("Renamed", "", "key:SKU 1/a") == "sku-1-a"
    assert item_slug("Kettle", "2021", "gtin:04006381333931") == "kettle-2021"
    assert item_slug("Kettle", "2021", "key:!!") == item_slug("Other", "", "key:!!") != ""


@given(st.one_of(st.text(), st.sampled_from(HOSTILE)))
def test_slugs_are_safe_everywhere(text):
    for made in (slug(text), item_slug(text, "", text), review_slug(f"tag:a.org,2020:{text}", text)):
        assert unicodedata.normalize("NFC", made) == made
        assert made == made.casefold() or unicodedata.normalize("NFC", made.casefold()) == made
        assert len(made.encode()) <= 81
        assert not set(made) & set('/\\:*?"<>|.\0 \n\t%')
        assert "--" not in made
        assert not made.startswith("-")
    assert item_slug(text, "", text)
    assert review_slug(f"tag:a.org,2020:{text}", text)


@pytest.mark.parametrize(
    ("item", "key", "inferred"),
    [
        ({"type": "Movie", "name": "DUNE", "date_published": "2021-09"}, "name:Movie:dune:2021", True),
        ({"type": "Movie", "name": "Dune"}, "name:Movie:dune:", True),
        ({"type": "Movie", "name": "Dune", "url": "https://a.org/d"}, "url:https://a.org/d", False),
        ({"type": "Movie", "name": "Dune", "url": "https://a.org/d", "key": "d1"}, "key:d1", False),
        ({"type": "Product", "name": "x", "identifiers": [{"kind": "sku", "value": "1"}, {"kind": "gtin", "value": "96385074"}]},
         "gtin:00000096385074", False),
        ({"type": "Book", "name": "x", "identifiers": [{"kind": "isbn", "value": "0306406152"}]}, "isbn:9780306406157", False),
        ({"type": "Book", "name": "x", "identifiers": [{"kind": "zeta", "value": "1"}, {"kind": "alpha", "value": "2"}]},
         "alpha:2", False),
    ],
)  # fmt: skip
def test_item_key(item, key, inferred):
    assert item_key(item) == (key, inferred)


def _aggregate(**counts) -> Aggregate:
    values = {"item_key": "i", "slug": "i", "reviews": 3, "ratings": 2, "scales": 1, "scale": "5|1", "values": 7, "millionths": 500_000,
              "normalised": 2, "normalised_sum": 1_375_000} | counts  # fmt: skip
    return Aggregate(**values)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, {"value": 3.75, "count": 2, "best": 5, "worst": 1}),
        ({"scale": "5|", "normalised": 0, "normalised_sum": None}, {"value": 3.75, "count": 2, "best": 5}),
        ({"scale": "|", "normalised": 0, "normalised_sum": None}, {"value": 3.75, "count": 2}),
        # several scales, all known: on 0 to 100
        ({"scales": 2}, {"value": 68.75, "count": 2, "best": 100, "worst": 0}),
        # several scales, one of them unknown: nothing can be said
        ({"scales": 2, "normalised": 1}, None),
        (
            {
                "ratings": 0,
                "scales": 0,
                "scale": None,
                "values": None,
                "millionths": None,
                "normalised": 0,
                "normalised_sum": None,
            },
            None,
        ),
        # half to even, at two decimals
        (
            {"ratings": 8, "values": 9, "millionths": 0, "scale": "5|1"},
            {"value": 1.12, "count": 8, "best": 5, "worst": 1},
        ),
        (
            {"ratings": 1, "values": 5, "millionths": 0, "scale": "5|0.5"},
            {"value": 5, "count": 1, "best": 5, "worst": 0.5},
        ),
        # 0.004 and 0.003 on 0.001 to 0.01, by hand: 0.0035
        (
            {"values": 0, "millionths": 7_000, "scale": "0.01|0.001"},
            {"value": 0.0035, "count": 2, "best": 0.01, "worst": 0.001},
        ),
        # 0.01 / 3, on a scale and without one
        (
            {"ratings": 3, "values": 0, "millionths": 10_000, "scale": "0.01|0.001"},
            {"value": 0.00333, "count": 3, "best": 0.01, "worst": 0.001},
        ),
        # without a scale
        (
            {"ratings": 3, "values": 0, "millionths": 10_000, "scale": "|"},
            {"value": 0.00333, "count": 3},
        ),
        # as many decimals as a value has
        (
            {"ratings": 1, "values": 4, "millionths": 512_300},
            {"value": 4.5123, "count": 1, "best": 5, "worst": 1},
        ),
        # 5, 4.5 and 2 of 5
        (
            {"ratings": 3, "values": 11, "millionths": 500_000},
            {"value": 3.83, "count": 3, "best": 5, "worst": 1},
        ),
        # values finer than a millionth are rounded in the index; the mean stays on the scale
        (
            {"values": 0, "millionths": 0, "scale": "0.0000009|0.0000001"},
            {"value": 1e-7, "count": 2, "best": 9e-7, "worst": 1e-7},
        ),
        # 1.996 twice, and the best is 1.996
        (
            {"values": 3, "millionths": 992_000, "scale": "1.996|1"},
            {"value": 1.996, "count": 2, "best": 1.996, "worst": 1},
        ),
    ],
)
def test_rating_of_an_item(counts, expected):
    assert rating_of(_aggregate(**counts)) == expected
