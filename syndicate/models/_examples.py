"""Whole records as the published JSON Schema shows them; of our own writing."""

from __future__ import annotations

from typing import Any

__all__ = ["EXAMPLES"]

EXAMPLES: tuple[dict[str, Any], ...] = (
    {
        "id": "tag:example.org,2020:reviews/the-lighthouse-keeper",
        "item": {"type": "Movie", "name": "The Lighthouse Keeper"},
    },
    {
        "id": "tag:example.org,2020:reviews/the-salt-road",
        "url": "https://example.org/reviews/the-salt-road",
        "kind": "critic",
        "item": {
            "type": "Book",
            "name": "The Salt Road",
            "identifiers": [{"kind": "isbn", "value": "9780306406157"}],
            "date_published": "2023-05",
            "author": [{"type": "Person", "name": "Mira Solberg"}],
        },
        "authors": [{"type": "Person", "name": "Ada Example", "url": "https://example.org/people/ada"}],
        "publisher": {"type": "Organization", "name": "The Example Review"},
        "title": "Slow caravans",
        "summary": "A long walk that earns its length.",
        "body": {"value": "It opens on *sand*, and stays there.", "format": "markdown"},
        "rating": {"value": 3.5, "best": 5, "worst": 0.5, "label": "★★★½"},
        "language": "en",
        "published": "2024-03-01",
        "modified": "2024-03-02T08:15:00+01:00",
        "tags": ["deserts", "travel"],
    },
    {
        "id": "https://shop.example.com/reviews/8812",
        "kind": "user",
        "item": {
            "type": "Product",
            "name": "Beacon BX-7 storm lantern",
            "url": "https://shop.example.com/lanterns/bx-7",
            "identifiers": [{"kind": "gtin", "value": "4006381333931"}, {"kind": "mpn", "value": "BX7-GREY"}],
            "brand": "Beacon",
            "offers": [{"price": 129.5, "price_currency": "EUR", "availability": "InStock"}],
        },
        "authors": [{"type": "Person", "name": "R. Verhaal"}],
        "rating": {"value": 4, "best": 5, "worst": 1},
        "recommended": True,
        "aspects": [
            {"name": "weight", "rating": {"value": 2, "best": 5, "worst": 1}, "text": "Too heavy to carry far."}
        ],
        "pros": ["Stays lit in a gale"],
        "cons": ["Heavy"],
        "published": "2024-11-20T18:02:11Z",
        "reply": {"text": "Thank you. A lighter one is on its way.", "published": "2024-11-22"},
        "provenance": {
            "collection_method": "post_fulfillment",
            "verification": {"status": "verified", "method": "purchase"},
            "incentive": {"present": False},
            "moderation": {"status": "approved"},
        },
    },
    {
        "id": "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
        "item": {
            "type": "Restaurant",
            "name": "Quay Kitchen",
            "address": {"street_address": "1 Quay Street", "address_locality": "Port Example", "address_country": "GB"},
            "serves_cuisine": ["Basque"],
            "properties": {"hasMenu": "https://quay.example.com/menu"},
        },
        "authors": [{"type": "Organization", "name": "The Example Desk"}],
        "rating": {"value": 17, "best": 20, "worst": 0, "label": "17/20"},
        "experienced": "2024-02",
        "inferred": ["id", "rating.best"],
        "extensions": {"https://example.org/ns#table": 7},
    },
    {"id": "tag:example.org,2020:reviews/41", "at": "2024-06-30T12:00:00Z", "reason": "erased"},
    {
        "id": "tag:example.org,2020:reviews/17",
        "at": "2024-06-30T12:00:00Z",
        "reason": "merged",
        "merged_into": "tag:example.org,2020:reviews/16",
    },
)
"""A short one, three that say more of different items, and two tombstones; all in canonical form."""
