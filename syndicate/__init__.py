"""Write a review once; search engines, feed readers and aggregators each get it right.

Everything here is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from syndicate.api import build, read, script_tag, to_jsonld, withdraw, write
    from syndicate.errors import SyndicateError
    from syndicate.formats.html import review_nodes
    from syndicate.ledger import Refusal
    from syndicate.models import (
        Aspect,
        Body,
        Book,
        Course,
        Event,
        FoodEstablishment,
        Identifier,
        LocalBusiness,
        LodgingBusiness,
        Movie,
        MusicAlbum,
        MusicRecording,
        Organization,
        Person,
        PodcastEpisode,
        PodcastSeries,
        Product,
        Provenance,
        Rating,
        Recipe,
        Record,
        Reply,
        Review,
        SoftwareApplication,
        Thing,
        Tombstone,
        TVEpisode,
        TVSeason,
        TVSeries,
        VideoGame,
    )  # fmt: skip

__version__ = "0.1.0"

_HOMES = {
    "syndicate.api": ("build", "read", "script_tag", "to_jsonld", "withdraw", "write"),
    "syndicate.errors": ("SyndicateError",),
    "syndicate.formats.html": ("review_nodes",),
    "syndicate.ledger": ("Refusal",),
    "syndicate.models": (
        "Aspect", "Body", "Book", "Course", "Event", "FoodEstablishment", "Identifier", "LocalBusiness",
        "LodgingBusiness", "Movie", "MusicAlbum", "MusicRecording", "Organization", "Person", "PodcastEpisode",
        "PodcastSeries", "Product", "Provenance", "Rating", "Recipe", "Record", "Reply", "Review",
        "SoftwareApplication", "TVEpisode", "TVSeason", "TVSeries", "Thing", "Tombstone", "VideoGame",
    ),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Aspect", "Body", "Book", "Course", "Event", "FoodEstablishment", "Identifier", "LocalBusiness", "LodgingBusiness",
    "Movie", "MusicAlbum", "MusicRecording", "Organization", "Person", "PodcastEpisode", "PodcastSeries", "Product",
    "Provenance", "Rating", "Recipe", "Record", "Refusal", "Reply", "Review", "SoftwareApplication", "SyndicateError",
    "TVEpisode", "TVSeason", "TVSeries", "Thing", "Tombstone", "VideoGame", "__version__", "build", "read",
    "review_nodes", "script_tag", "to_jsonld", "withdraw", "write",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'syndicate' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
