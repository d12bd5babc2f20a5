"""Nodes that examples begin with, each without fault, and what makes others of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = [
    "AGGREGATE_NODE", "BUSINESS_NODE", "CLAIM_NODE", "COURSE_NODE", "EMPLOYER_NODE", "EVENT_NODE", "MOVIE_NODE",
    "NOTED_NODE", "PRODUCT_NODE", "RECIPE_NODE", "REVIEWED_NODE", "REVIEW_NODE", "SOFTWARE_NODE", "changed", "with_",
    "without",
]  # fmt: skip

REVIEW_NODE: Mapping[str, Any] = {
    "@type": "Review",
    "itemReviewed": {"@type": "Movie", "name": "The Fog Bell"},
    "author": {"@type": "Person", "name": "Ada Example"},
    "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 1},
    "datePublished": "2024-03-01",
    "reviewBody": "It begins in fog.",
}
"""A review that stands alone."""

NOTED_NODE: Mapping[str, Any] = {
    **{name: value for name, value in REVIEW_NODE.items() if name != "itemReviewed"},
    "positiveNotes": {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "warm"},
            {"@type": "ListItem", "position": 2, "name": "bright"},
        ],
    },
}
"""A review with pros, as it stands in what it is of."""

AGGREGATE_NODE: Mapping[str, Any] = {
    "@type": "AggregateRating",
    "itemReviewed": {"@type": "Movie", "name": "The Fog Bell"},
    "ratingValue": 4.2,
    "bestRating": 5,
    "worstRating": 1,
    "ratingCount": 12,
}
"""A mean of ratings that stands alone."""

PRODUCT_NODE: Mapping[str, Any] = {
    "@type": "Product",
    "name": "A Brass Lamp",
    "image": "https://example.org/lamp.jpg",
    "offers": {"@type": "Offer", "price": 129, "priceCurrency": "EUR", "availability": "https://schema.org/InStock"},
    "aggregateRating": {
        "@type": "AggregateRating",
        "ratingValue": 4.2,
        "bestRating": 5,
        "worstRating": 1,
        "reviewCount": 12,
    },
}
"""A product with what its snippet asks for."""


_MEAN: Mapping[str, Any] = {
    "@type": "AggregateRating",
    "ratingValue": 4.2,
    "bestRating": 5,
    "worstRating": 1,
    "ratingCount": 12,
}

MOVIE_NODE: Mapping[str, Any] = {
    "@type": "Movie",
    "name": "The Fog Bell",
    "image": "https://example.org/fog.jpg",
    "dateCreated": "2023-05-04",
    "director": {"@type": "Person", "name": "Cleo Instance"},
}
"""A film as a carousel of films has it."""

RECIPE_NODE: Mapping[str, Any] = {
    "@type": "Recipe",
    "name": "Salt Bread",
    "image": "https://example.org/bread.jpg",
    "recipeIngredient": ["flour", "salt"],
    "recipeInstructions": "Knead, wait, bake.",
}

BUSINESS_NODE: Mapping[str, Any] = {
    "@type": "Restaurant",
    "name": "Pier Seven",
    "address": {"@type": "PostalAddress", "streetAddress": "Quay 7", "addressLocality": "Example"},
    "priceRange": "$$",
    "geo": {"@type": "GeoCoordinates", "latitude": 53.54321, "longitude": 9.98765},
}

SOFTWARE_NODE: Mapping[str, Any] = {
    "@type": "MobileApplication",
    "name": "Tide Table",
    "operatingSystem": "Android",
    "applicationCategory": "UtilitiesApplication",
    "offers": {"@type": "Offer", "price": 0, "priceCurrency": "EUR"},
    "aggregateRating": _MEAN,
}

COURSE_NODE: Mapping[str, Any] = {
    "@type": "Course",
    "name": "Knots",
    "description": "Twelve knots in twelve evenings.",
    "provider": {"@type": "Organization", "name": "Harbour School"},
}

EVENT_NODE: Mapping[str, Any] = {
    "@type": "Event",
    "name": "Night of the Bells",
    "startDate": "2024-09-01T19:00:00+02:00",
    "location": {
        "@type": "Place",
        "name": "Old Pier",
        "address": {"@type": "PostalAddress", "addressLocality": "Example"},
    },
}

EMPLOYER_NODE: Mapping[str, Any] = {
    "@type": "EmployerAggregateRating",
    "itemReviewed": {"@type": "Organization", "name": "Brass and Sons", "sameAs": "https://example.com/"},
    "ratingValue": 91,
    "bestRating": 100,
    "worstRating": 1,
    "ratingCount": 1056,
}

CLAIM_NODE: Mapping[str, Any] = {
    "@type": "ClaimReview",
    "url": "https://example.org/claims/fog",
    "claimReviewed": "Fog is made of milk.",
    "itemReviewed": {"@type": "Claim", "name": "What fog is made of"},
    "author": {"@type": "Organization", "name": "Example Weekly"},
    "datePublished": "2024-03-01",
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "False",
    },
}

REVIEWED_NODE: Mapping[str, Any] = {
    **PRODUCT_NODE,
    "aggregateRating": {
        "@type": "AggregateRating", "ratingValue": 3, "bestRating": 5, "worstRating": 1, "reviewCount": 2,
    },
    "review": [
        {
            "@type": "Review",
            "author": {"@type": "Person", "name": "Ada Example"},
            "datePublished": "2024-03-01",
            "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 1},
        },
        {
            "@type": "Review",
            "author": {"@type": "Person", "name": "Ben Sample"},
            "datePublished": "2024-03-02",
            "reviewRating": {"@type": "Rating", "ratingValue": 2, "bestRating": 5, "worstRating": 1},
        },
    ],
}  # fmt: skip
"""A product with two reviews and their mean."""


def with_(node: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    """``node`` with other values."""
    return {**node, **values}


def without(node: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """``node`` without some properties."""
    return {name: value for name, value in node.items() if name not in names}


def changed(node: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """``node`` with another value at a path of properties: ``reviewRating.ratingValue``; None takes it out."""
    first, _, rest = path.partition(".")
    if rest:
        return {**node, first: changed(node[first], rest, value)}
    return without(node, first) if value is None else {**node, first: value}
