"""What is reviewed: the part that all items share, and the items that have no fields of their own."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue, ValidationInfo
from typing_extensions import TypeAliasType

from syndicate import vocabulary
from syndicate.models._base import Model, Typed, stated
from syndicate.models._properties import checked
from syndicate.models.identifier import Identifier
from syndicate.models.text import Iri, Line, Many, OneOf, Text, Url

__all__ = ["TYPED", "Item", "Part", "Thing", "TypeName", "types_below"]

TYPED = (
    "Book", "Course", "Event", "FoodEstablishment", "LocalBusiness", "LodgingBusiness", "Movie", "MusicAlbum",
    "MusicRecording", "PodcastEpisode", "PodcastSeries", "Product", "Recipe", "SoftwareApplication", "TVEpisode",
    "TVSeason", "TVSeries", "VideoGame",
)  # fmt: skip
"""The types whose items have fields of their own, in classes of the same names."""

TypeName = TypeAliasType("TypeName", Annotated[str, OneOf(vocabulary.subtypes("Thing"))])
"""The name of a class of schema.org 30.0 below Thing, without a prefix."""


def types_below(root: str, *without: str) -> OneOf:
    """The constraint of a ``type`` that may be ``root`` or any type below it, but for those below ``without``."""
    taken = {name for other in without for name in vocabulary.subtypes(other)}
    return OneOf(tuple(name for name in vocabulary.subtypes(root) if name not in taken))


def _valid_properties(value: dict[str, JsonValue], info: ValidationInfo) -> dict[str, JsonValue]:
    first, more = info.data.get("type"), info.data.get("additional_types")
    if first is None or more is None:  # which is told already
        return value
    from syndicate.models.items import fields_of

    return checked(value, [first, *more], fields_of(first))


class Item(Typed):
    """What is reviewed (https://schema.org/itemReviewed). Made as one of its subclasses."""

    type: TypeName
    """The class of schema.org that the item is of: Movie, Book, Restaurant, Product."""
    additional_types: Many[TypeName] = ()
    """Further classes that the item is of too: `Car` for a Product that is one."""
    name: Line
    """The item's own name, without "review" and without the reviewer's title."""
    url: Url | None = None
    """The item's own page: the shop's, the publisher's of the book."""
    same_as: Many[Url] = ()
    """Pages that are about the same item: an encyclopedia's article, a catalogue's entry."""
    image: Many[Url] = ()
    """Pictures of the item: posters, covers, photographs."""
    description: Text | None = None
    """What the item is, in a few neutral words."""
    identifiers: Many[Identifier] = ()
    """What catalogues call it: GTIN, ISBN, IMDb's number. Their order says nothing."""
    key: Line | None = None
    """The publisher's own key: items with the same key are the same item, whatever else they say."""
    properties: Annotated[dict[str, JsonValue], AfterValidator(_valid_properties)] = Field(default_factory=dict)
    """Any further property that schema.org has for the type, under its own name and in the form that JSON-LD has."""


class Thing(Item):
    """An item of a type that has no fields of its own here; `properties` takes whatever schema.org has for it."""

    type: Annotated[str, types_below("Thing", *TYPED)] = stated("Thing")
    """Any class of schema.org that is not below one of the classes with fields of their own."""


class Part(Model):
    """A whole that an item is part of: the series of an episode, the album of a song."""

    name: Line
    """Its name."""
    number: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    """Its place in the whole that it is itself a part of: the number of a season in its series."""
    url: Url | None = None
    """Its page."""
    id: Iri | None = None
    """An IRI that ties it together wherever it is named."""
