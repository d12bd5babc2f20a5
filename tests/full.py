"""Reviews that leave nothing out: one for each class of items, each with every field that its item and a review have.

The values are such that every format which can hold a field at all can hold its value: no hostile text here.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from syndicate.models.record import validated
from syndicate.models.review import Review

__all__ = ["full_review", "full_reviews"]


def full_review(kind: str = "Movie") -> Review:
    """The full review of an item of a class with fields of its own, or of ``Thing``."""
    return _all()[kind]


def full_reviews() -> tuple[Review, ...]:
    """One full review for each class of items; together they have every path of ``syndicate.models.paths.PATHS``."""
    return tuple(_all().values())


@cache
def _all() -> dict[str, Review]:
    made = {}
    for kind, own in _ITEMS.items():
        record = validated(_REVIEW | {"id": f"tag:example.org,2024:full/{kind}", "item": _item(kind, own)})
        assert isinstance(record, Review)
        made[kind] = record
    return made


def _person(name: str, slug: str) -> dict[str, Any]:
    return {
        "type": "Person",
        "name": name,
        "url": f"https://example.org/people/{slug}",
        "same_as": [f"https://social.example.com/@{slug}", f"https://encyclopedia.example.com/{slug}"],
        "id": f"https://example.org/people/{slug}#me",
    }


def _organization(name: str, slug: str) -> dict[str, Any]:
    return {
        "type": "Organization",
        "name": name,
        "url": f"https://{slug}.example.com/",
        "same_as": [f"https://encyclopedia.example.com/{slug}"],
        "id": f"https://{slug}.example.com/#organization",
        "logo": f"https://{slug}.example.com/logo.png",
    }


def _agents(slug: str) -> list[dict[str, Any]]:
    return [_person("Mira Solberg", f"mira-{slug}"), _organization("Harbour Studio", f"harbour-{slug}")]


def _part(name: str, slug: str) -> dict[str, Any]:
    url = f"https://example.com/{slug}"
    return {"name": name, "number": 2, "url": url, "id": f"{url}#this"}


def _offer(price: float) -> dict[str, Any]:
    return {
        "price": price,
        "price_currency": "EUR",
        "availability": "InStock",
        "price_valid_until": "2025-12-31",
        "url": f"https://shop.example.com/buy?price={price}",
    }


def _item(kind: str, own: dict[str, Any]) -> dict[str, Any]:
    slug = kind.lower()
    shared = {
        "type": kind,
        "additional_types": ["Car"] if kind == "Product" else ["Product"],
        "name": f"The Lighthouse {kind}",
        "url": f"https://example.com/{slug}",
        "same_as": [f"https://encyclopedia.example.com/lighthouse-{slug}", f"https://catalogue.example.com/{slug}/7"],
        "image": [f"https://example.com/{slug}/front.jpg", f"https://example.com/{slug}/back.jpg"],
        "description": f"A {slug} about a lighthouse.\n\nIt has two paragraphs.",
        "identifiers": [{"kind": "wikidata", "value": "Q42"}, {"kind": "my-catalogue", "value": f"LH-{slug}-7"}],
        "key": f"lighthouse-{slug}",
        "properties": {"alternateName": f"The Beacon {kind}", "disambiguatingDescription": "the newer one"},
    }
    work = {
        "date_published": "2021-09-17",
        "genre": ["Drama", "Science fiction"],
        "in_language": "en-GB",
        "creator": _agents("creator"),
        "publisher": _organization("Quay House", "quay"),
        "content_rating": "PG-13",
    }
    made = shared | (work if kind not in _NO_WORKS else {}) | own
    made["identifiers"] = shared["identifiers"] + own.get("identifiers", [])
    return made


_NO_WORKS = {"Product", "LocalBusiness", "FoodEstablishment", "LodgingBusiness", "Event", "Thing"}

_ADDRESS = {
    "street_address": "1 Quay Street",
    "address_locality": "Port Example",
    "address_region": "Example Shire",
    "postal_code": "EX1 2MP",
    "address_country": "GB",
}

_BUSINESS = {
    "address": _ADDRESS,
    "geo": {"latitude": 57.1497, "longitude": -2.0943},
    "telephone": "+44 1632 960123",
    "price_range": "££",
}

_ITEMS: dict[str, dict[str, Any]] = {
    "Movie": {
        "director": [_person("Ines Okafor", "ines"), _person("Tom Verhaal", "tom")],
        "actor": _agents("actor"),
        "duration": "PT2H46M",
        "country_of_origin": ["NO", "FR"],
        "identifiers": [{"kind": "imdb", "value": "tt0000042"}, {"kind": "tmdb", "value": "4242"}],
    },
    "Book": {
        "author": _agents("author"),
        "illustrator": [_person("Lena Brandt", "lena")],
        "translator": _agents("translator"),
        "book_edition": "2nd",
        "book_format": "Paperback",
        "number_of_pages": 412,
        "identifiers": [{"kind": "isbn", "value": "9780306406157"}],
    },
    "TVSeries": {
        "director": [_person("Ines Okafor", "ines")],
        "actor": _agents("actor"),
        "start_date": "2019-01",
        "end_date": "2022",
        "number_of_seasons": 3,
        "number_of_episodes": 24,
    },
    "TVSeason": {
        "director": [_person("Ines Okafor", "ines")],
        "actor": _agents("actor"),
        "part_of_series": _part("The Lighthouse", "series"),
        "season_number": 2,
        "number_of_episodes": 8,
    },
    "TVEpisode": {
        "director": [_person("Ines Okafor", "ines")],
        "actor": _agents("actor"),
        "part_of_series": _part("The Lighthouse", "series"),
        "part_of_season": _part("The Lighthouse, the second season", "season"),
        "episode_number": 5,
        "duration": "PT52M",
    },
    "VideoGame": {
        "game_platform": ["PlayStation 5", "Windows"],
        "application_category": "Game",
        "operating_system": "Windows 11",
        "offers": [_offer(59.99), _offer(49)],
        "identifiers": [{"kind": "steam", "value": "424242"}],
    },
    "MusicAlbum": {
        "by_artist": _agents("artist"),
        "num_tracks": 11,
        "identifiers": [{"kind": "musicbrainz", "value": "123e4567-e89b-12d3-a456-426614174000"}],
    },
    "MusicRecording": {
        "by_artist": _agents("artist"),
        "in_album": _part("Lamps", "album"),
        "duration": "PT4M20S",
        "identifiers": [{"kind": "isrc", "value": "GBA002400042"}],
    },
    "SoftwareApplication": {
        "application_category": "BusinessApplication",
        "operating_system": "Android 14",
        "software_version": "3.2.1",
        "offers": [_offer(4.99), _offer(0)],
    },
    "Course": {"provider": _organization("Example College", "college"), "course_code": "NAV101"},
    "Recipe": {
        "author": _agents("author"),
        "prep_time": "PT20M",
        "cook_time": "PT1H10M",
        "total_time": "PT1H30M",
        "recipe_category": ["dessert", "baking"],
        "recipe_cuisine": ["Georgian", "Basque"],
        "recipe_ingredient": ["200 g flour", "2 eggs"],
        "recipe_yield": "4 servings",
    },
    "PodcastSeries": {"author": _agents("author"), "web_feed": "https://example.com/podcast/feed.xml"},
    "PodcastEpisode": {
        "author": _agents("author"),
        "part_of_series": _part("Lamp Talk", "podcast"),
        "episode_number": 17,
        "duration": "PT48M",
    },
    "Product": {
        "brand": "Beacon",
        "manufacturer": _organization("Beacon Works", "beacon"),
        "category": ["Lamps", "Outdoor"],
        "model": "BX-7",
        "color": "storm grey",
        "material": "brass",
        "country_of_origin": ["PT"],
        "size": "30 cm",
        "release_date": "2023-04",
        "offers": [_offer(129.5), _offer(99)],
        "identifiers": [
            {"kind": "gtin", "value": "4006381333931"},
            {"kind": "mpn", "value": "BX7-GREY"},
            {"kind": "sku", "value": "lamp-7"},
            {"kind": "asin", "value": "B000000042"},
        ],
    },
    "LocalBusiness": _BUSINESS,
    "FoodEstablishment": _BUSINESS | {"serves_cuisine": ["Georgian", "Basque"]},
    "LodgingBusiness": _BUSINESS | {"checkin_time": "15:00", "checkout_time": "11:30"},
    "Event": {
        "start_date": "2024-08-03T20:00:00+02:00",
        "end_date": "2024-08-04",
        "location": {"name": "Pier Hall", "address": _ADDRESS, "url": "https://pier.example.com/"},
        "performer": _agents("performer"),
        "organizer": _agents("organizer"),
    },
    "Thing": {"type": "Museum"},
}

_REVIEW: dict[str, Any] = {
    "url": "https://example.org/reviews/lighthouse",
    "kind": "critic",
    "authors": [_person("Ada Example", "ada"), _organization("The Example Desk", "desk")],
    "publisher": _organization("The Example Review", "review"),
    "title": "A light that stays on",
    "summary": "Slow, bright and worth every minute.",
    "body": {"value": "It begins in fog.\n\nThen the lamp is lit, and nobody leaves.", "format": "text"},
    "rating": {"value": 4.5, "best": 5, "worst": 0.5, "label": "★★★★½"},
    "recommended": True,
    "aspects": [
        {
            "name": "pictures",
            "rating": {"value": 9, "best": 10, "worst": 0, "label": "9/10"},
            "text": "Each frame could hang on a wall.",
        },
        {
            "name": "sound",
            "rating": {"value": 3, "best": 5, "worst": 1, "label": "three of five"},
            "text": "The fog horn is too loud.",
        },
    ],
    "pros": ["The light", "The sea"],
    "cons": ["The fog", "The horn"],
    "language": "en-GB",
    "published": "2024-03-01T09:30:00+01:00",
    "modified": "2024-03-02",
    "images": ["https://example.org/reviews/lighthouse/1.jpg", "https://example.org/reviews/lighthouse/2.jpg"],
    "tags": ["sea", "night"],
    "links": ["https://example.com/interview", "https://example.com/essay"],
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "reply": {
        "text": "Thank you. We have turned the horn down.",
        "author": _organization("Harbour Studio", "harbour"),
        "published": "2024-03-05",
        "url": "https://example.org/reviews/lighthouse#reply",
    },
    "experienced": "2024-02",
    "spoiler": False,
    "snippet_only": False,
    "provenance": {
        "origin": {
            "publisher": _organization("The First Paper", "first"),
            "url": "https://first.example.com/lighthouse",
            "syndicated_from": "Example Wire",
        },
        "collection_method": "invited",
        "verification": {"status": "verified", "method": "purchase", "by": "Example Shop"},
        "incentive": {"present": True, "kind": "free ticket", "conditional_on_sentiment": False},
        "relationship": "review copy from the maker",
        "moderation": {"status": "approved", "reason": "within the rules"},
        "generated": False,
    },
    "inferred": ["item.name", "rating.best"],
    "extensions": {"https://example.org/ns#mood": ["calm", "grave"], "tag:example.org,2024:seat": {"row": 7}},
}
