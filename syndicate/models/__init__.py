"""The record: :data:`Record` is a :class:`Review` or a :class:`Tombstone`, from bytes and back.

>>> review = Review(id="tag:example.org,2024:1", item=Movie(name="Dune"), rating=Rating(value=4, best=5, worst=1))
>>> canonical(review)
b'{"id":"tag:example.org,2024:1","item":{"type":"Movie","name":"Dune"},"rating":{"value":4,"best":5,"worst":1}}'
"""

from __future__ import annotations

from syndicate.models.agents import Agent, Organization, Person
from syndicate.models.identifier import Identifier
from syndicate.models.item import Item, Part, Thing
from syndicate.models.items import AnyItem, item_class
from syndicate.models.paths import PATHS
from syndicate.models.places import (
    Address,
    Event,
    FoodEstablishment,
    Geo,
    LocalBusiness,
    Location,
    LodgingBusiness,
    Product,
)
from syndicate.models.provenance import Incentive, Moderation, Origin, Provenance, Verification
from syndicate.models.rating import Aspect, Rating
from syndicate.models.record import InvalidRecord, Record, canonical, parse, plain, validated
from syndicate.models.review import Body, Reply, Review
from syndicate.models.tombstone import Tombstone
from syndicate.models.works import (
    Book,
    Course,
    Movie,
    MusicAlbum,
    MusicRecording,
    Offer,
    PodcastEpisode,
    PodcastSeries,
    Recipe,
    SoftwareApplication,
    TVEpisode,
    TVSeason,
    TVSeries,
    VideoGame,
)

__all__ = [
    "PATHS", "Address", "Agent", "AnyItem", "Aspect", "Body", "Book", "Course", "Event", "FoodEstablishment", "Geo",
    "Identifier", "Incentive", "InvalidRecord", "Item", "LocalBusiness", "Location", "LodgingBusiness",
    "Moderation", "Movie", "MusicAlbum", "MusicRecording", "Offer", "Organization", "Origin", "Part", "Person",
    "PodcastEpisode", "PodcastSeries", "Product", "Provenance", "Rating", "Recipe", "Record", "Reply", "Review",
    "SoftwareApplication", "TVEpisode", "TVSeason", "TVSeries", "Thing", "Tombstone", "Verification", "VideoGame",
    "canonical", "item_class", "parse", "plain", "validated",
]  # fmt: skip
