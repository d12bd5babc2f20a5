"""Nodes after the facts of the pages of Google's documentation, and what of each is required.

What is required is written on the pages that the rules of each result name as their source.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

REVIEW = {
    "@type": "Review",
    "author": {"@type": "Person", "name": "Ines Probe"},
    "datePublished": "2024-04-02",
    "reviewRating": {"@type": "Rating", "ratingValue": 3.5, "bestRating": 5, "worstRating": 1},
}
MEAN = {"@type": "AggregateRating", "ratingValue": 88, "bestRating": 100, "worstRating": 0, "ratingCount": 20}
OFFER = {"@type": "Offer", "price": 19.9, "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}
PLACE = {"@type": "PostalAddress", "streetAddress": "Mole 1", "addressLocality": "Probe", "addressCountry": "DE"}
COURSE = {
    "@type": "Course",
    "name": "Sailing",
    "description": "Six days on the water.",
    "provider": {"@type": "Organization", "name": "Probe Sailors"},
}

PAGES: dict[str, dict[str, Any]] = {
    "a review": REVIEW | {"itemReviewed": {"@type": "Game", "name": "Nine Buoys"}},
    "a mean": MEAN | {"itemReviewed": {"@type": "MusicRecording", "name": "Low Water"}},
    "a review within": {"@type": "TVSeries", "name": "Harbour", "review": REVIEW},
    "a product with a review": {"@type": "Product", "name": "Anchor", "review": REVIEW},
    "a product with offers": {"@type": "Product", "name": "Anchor", "offers": OFFER},
    "a product with a range of prices": {
        "@type": "Product",
        "name": "Anchor",
        "offers": {"@type": "AggregateOffer", "lowPrice": 12, "highPrice": 30, "priceCurrency": "EUR"},
    },
    "a film in a list": {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "item": {"@type": "Movie", "name": "Ebb", "image": "https://example.org/ebb.jpg"},
            }
        ],
    },
    "a film": REVIEW | {"itemReviewed": {"@type": "Movie", "name": "Ebb", "image": "https://example.org/ebb.jpg"}},
    "a book": REVIEW | {"itemReviewed": {"@type": "Book", "name": "The Tide Book", "isbn": "9780306406157"}},
    "a restaurant": {
        "@type": "Restaurant", "name": "The Net", "address": PLACE, "priceRange": "$$$", "telephone": "+4940123456",
        "geo": {"@type": "GeoCoordinates", "latitude": 53.54123, "longitude": 9.98412},
    },
    "a recipe": {
        "@type": "Recipe", "name": "Fish Soup", "image": ["https://example.org/soup.jpg"], "aggregateRating": MEAN,
        "recipeIngredient": ["fish"], "recipeInstructions": [{"@type": "HowToStep", "text": "Boil it."}],
    },
    "an app": {
        "@type": "SoftwareApplication", "name": "Buoy Finder", "operatingSystem": "iOS",
        "applicationCategory": "TravelApplication", "offers": {"@type": "Offer", "price": 0}, "aggregateRating": MEAN,
    },
    "a course": COURSE,
    "a list of courses": {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "item": COURSE | {"name": f"Sailing {position}"}}
            for position in (1, 2, 3)
        ],
    },
    "an event": {
        "@type": "MusicEvent", "name": "Shanties", "startDate": "2025-06-01T20:00:00+02:00",
        "location": {"@type": "Place", "name": "Mole", "address": PLACE},
    },
    "an employer": MEAN
    | {"@type": "EmployerAggregateRating", "itemReviewed": {"@type": "Organization", "name": "Probe Ltd"}},
}  # fmt: skip

REQUIRED = [
    ("a review", "author", "GR101"),
    ("a review", "author.name", "GR107"),
    ("a review", "itemReviewed", "GR102"),
    ("a review", "itemReviewed.name", "GR103"),
    ("a review", "itemReviewed.@type", "GR133"),
    ("a review", "reviewRating", "GR104"),
    ("a review", "reviewRating.ratingValue", "GR105"),
    ("a review", "datePublished", "GR106"),
    ("a review within", "name", "GR103"),
    ("a review within", "review.author", "GR101"),
    ("a review within", "review.reviewRating.ratingValue", "GR105"),
    ("a mean", "itemReviewed", "GR131"),
    ("a mean", "itemReviewed.name", "GR103"),
    ("a mean", "ratingValue", "GR129"),
    ("a mean", "ratingCount", "GR130"),
    ("a mean", "bestRating", "GR116"),
    ("a product with a review", "name", "GR103"),
    ("a product with a review", "review", "GR141"),
    ("a product with offers", "name", "GR103"),
    ("a product with offers", "offers", "GR141"),
    ("a product with offers", "offers.price", "GR142"),
    ("a product with offers", "offers.priceCurrency", "GR143"),
    ("a product with a range of prices", "offers.lowPrice", "GR144"),
    ("a product with a range of prices", "offers.priceCurrency", "GR144"),
    ("a film in a list", "itemListElement.0.item.name", "GR103"),
    ("a film in a list", "itemListElement.0.item.image", "GR159"),
    ("a film", "author", "GR101"),
    ("a film", "author.name", "GR107"),
    ("a film", "itemReviewed.name", "GR103"),
    ("a film", "reviewRating", "GR104"),
    ("a film", "reviewRating.ratingValue", "GR105"),
    ("a book", "author", "GR101"),
    ("a book", "author.name", "GR107"),
    ("a book", "itemReviewed.name", "GR103"),
    ("a book", "reviewRating", "GR104"),
    ("a book", "reviewRating.ratingValue", "GR105"),
    ("a restaurant", "name", "GR103"),
    ("a restaurant", "address", "GR162"),
    ("a recipe", "name", "GR103"),
    ("a recipe", "image", "GR160"),
    ("a recipe", "recipeIngredient", "GR161"),
    ("an app", "name", "GR103"),
    ("an app", "offers", "GR155"),
    ("an app", "offers.price", "GR155"),
    ("an app", "aggregateRating", "GR156"),
    ("an app", "operatingSystem", "GR157"),
    ("a course", "name", "GR103"),
    ("a course", "description", "GR165"),
    ("a course", "provider", "GR167"),
    ("a list of courses", "itemListElement.1.item.name", "GR103"),
    ("a list of courses", "itemListElement.1.item.description", "GR165"),
    ("a list of courses", "itemListElement.2", "GR166"),
    ("an event", "name", "GR103"),
    ("an event", "startDate", "GR168"),
    ("an event", "location", "GR169"),
    ("an event", "location.address", "GR179"),
    ("an employer", "itemReviewed", "GR131"),
    ("an employer", "itemReviewed.name", "GR103"),
    ("an employer", "itemReviewed.@type", "GR170"),
    ("an employer", "ratingValue", "GR129"),
    ("an employer", "ratingCount", "GR130"),
]


def without(name: str, path: str) -> dict[str, Any]:
    """A node of :data:`PAGES` without what stands at a path."""
    node = copy.deepcopy(PAGES[name])
    inner: Any = node
    *above, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in above:
        inner = inner[step]
    del inner[last]
    return node


def pages() -> Iterator[tuple[str, dict[str, Any]]]:
    """All of them, whole and each without what is required, by their names."""
    yield from PAGES.items()
    for name, path, _ in REQUIRED:
        yield f"{name} without {path}", without(name, path)
