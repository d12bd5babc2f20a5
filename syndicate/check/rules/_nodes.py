"""Nodes that examples begin with, each without fault, and what makes others of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["AGGREGATE_NODE", "PRODUCT_NODE", "REVIEW_NODE", "changed", "with_", "without"]

REVIEW_NODE: Mapping[str, Any] = {
    "@type": "Review",
    "itemReviewed": {"@type": "Movie", "name": "The Fog Bell"},
    "author": {"@type": "Person", "name": "Ada Example"},
    "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 1},
    "datePublished": "2024-03-01",
    "reviewBody": "It begins in fog.",
}
"""A review that stands alone."""

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
    "aggregateRating": {"@type": "AggregateRating", "ratingValue": 4.2, "bestRating": 5, "reviewCount": 12},
}
"""A product with what its snippet asks for."""


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
