"""The strategies make what they say, and the full reviews leave nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from strategies import HOSTILE, full_review, full_reviews, items, lines, records, texts, urls

from syndicate.models.item import TYPED
from syndicate.models.items import item_class
from syndicate.models.paths import PATHS
from syndicate.models.record import plain


def paths(value: Any, prefix: str = "") -> Iterator[str]:
    if isinstance(value, dict) and prefix not in ("item.properties", "extensions"):
        for key, below in value.items():
            yield from paths(below, f"{prefix}.{key}".lstrip("."))
    elif isinstance(value, list) and all(isinstance(part, dict) for part in value):
        for part in value:
            yield from paths(part, prefix)
    else:
        yield prefix


def test_full_reviews_have_every_path() -> None:
    assert {path for review in full_reviews() for path in paths(plain(review))} == set(PATHS)


@pytest.mark.parametrize("kind", [*TYPED, "Thing"])
def test_a_full_review_has_every_field_of_its_item(kind: str) -> None:
    item = plain(full_review(kind))["item"]
    assert set(item) == set(item_class(item["type"]).model_fields)


@given(texts(), lines(), urls())
def test_texts(text: str, line: str, url: str) -> None:
    assert text.strip()
    assert line.strip() == line
    assert "\n" not in line
    assert url.startswith("http")


def test_hostile_texts_are_tried() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 50


@given(records(), items())
def test_records(record: Any, item: Any) -> None:
    assert record.id
    assert item.name
