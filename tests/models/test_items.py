"""Items: their fields are properties of their types, and every reviewable type has a class."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import items

from syndicate import vocabulary
from syndicate.errors import UnknownName
from syndicate.models import Item, Movie, Product, Thing
from syndicate.models._properties import camel
from syndicate.models.item import TYPED
from syndicate.models.items import fields_of, item_class
from syndicate.models.record import parse

_OWN = {"type", "additional_types", "identifiers", "key", "properties"}


@pytest.mark.parametrize("name", [*TYPED, "Thing"])
def test_fields_are_properties_of_the_type_and_of_all_below_it(name: str) -> None:
    below = [kind for kind in vocabulary.subtypes(name) if item_class(kind) is item_class(name)]
    assert name in below
    wrong = [
        f"{kind}.{camel(field)}"
        for kind in below
        for field in fields_of(kind)
        if field not in _OWN and not vocabulary.property_of(camel(field), kind)
    ]
    assert wrong == []


def test_every_type_has_one_class() -> None:
    for name in vocabulary.subtypes("Thing"):
        record = parse(f'{{"id":"a:b","item":{{"type":"{name}","name":"X"}}}}'.encode())
        assert type(record.item) is item_class(name)  # type: ignore[union-attr]
        assert record.item.type == name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "of"),
    [("Movie", "Movie"), ("Car", "Product"), ("Restaurant", "FoodEstablishment"), ("Hotel", "LodgingBusiness"),
     ("Dentist", "LocalBusiness"), ("MobileApplication", "SoftwareApplication"), ("VideoGame", "VideoGame"),
     ("Audiobook", "Book"), ("MusicEvent", "Event"), ("Museum", "Thing"), ("Game", "Thing"), ("TVSeason", "TVSeason")],
)  # fmt: skip
def test_classes_of_types(name: str, of: str) -> None:
    assert item_class(name).__name__ == of


def test_unknown_types_raise() -> None:
    with pytest.raises(UnknownName, match="Movie"):
        item_class("Movi")
    with pytest.raises(UnknownName):
        item_class("Text")


def test_the_type_is_given_in_python_and_checked() -> None:
    assert Movie(name="X").type == "Movie"
    assert Product(type="Car", name="X").type == "Car"
    assert Thing(name="X").type == "Thing"
    with pytest.raises(ValueError, match="type"):
        Movie(type="Book", name="X")


def test_properties_are_in_one_form() -> None:
    item = Movie(name="X", properties={"award": "b", "alternateName": "a"})
    assert list(item.properties) == ["alternateName", "award"]


@given(items())
def test_items_are_of_their_class(item: Item) -> None:
    assert isinstance(item, item_class(item.type))
