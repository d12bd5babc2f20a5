"""All kinds of items as one union, told apart by ``type`` in the core."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from syndicate import vocabulary
from syndicate.errors import UnknownName
from syndicate.models.item import TYPED, Item, Thing
from syndicate.models.places import Event, FoodEstablishment, LocalBusiness, LodgingBusiness, Product
from syndicate.models.works import (
    Book,
    Course,
    Movie,
    MusicAlbum,
    MusicRecording,
    PodcastEpisode,
    PodcastSeries,
    Recipe,
    SoftwareApplication,
    TVEpisode,
    TVSeason,
    TVSeries,
    VideoGame,
)  # fmt: skip

__all__ = ["AnyItem", "fields_of", "item_class"]

AnyItem = Annotated[
    Book | Course | Event | FoodEstablishment | LocalBusiness | LodgingBusiness | Movie | MusicAlbum | MusicRecording
    | PodcastEpisode | PodcastSeries | Product | Recipe | SoftwareApplication | TVEpisode | TVSeason | TVSeries
    | VideoGame | Thing,
    Field(discriminator="type"),
]  # fmt: skip
"""Any item."""

_CLASSES: dict[str, type[Item]] = {
    kind.__name__: kind
    for kind in (
        Book, Course, Event, FoodEstablishment, LocalBusiness, LodgingBusiness, Movie, MusicAlbum, MusicRecording,
        PodcastEpisode, PodcastSeries, Product, Recipe, SoftwareApplication, TVEpisode, TVSeason, TVSeries, VideoGame,
    )
}  # fmt: skip


@cache
def item_class(name: str) -> type[Item]:
    """The class of the items of a type of schema.org: :class:`Movie` for Movie, :class:`Product` for Car.

    Raises :class:`syndicate.errors.UnknownName`.
    """
    if not vocabulary.subtype_of(name, "Thing"):
        raise UnknownName("type of schema.org", name, vocabulary.subtypes("Thing"))
    for above in vocabulary.supertypes(name):
        if above in TYPED:
            return _CLASSES[above]
    return Thing


@cache
def fields_of(name: str) -> tuple[str, ...]:
    """The fields that the record has for an item of a type of schema.org."""
    return tuple(item_class(name).model_fields)
