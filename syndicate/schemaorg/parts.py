"""The values that items have beside text and numbers, as nodes and back: offers, addresses, places, wholes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from syndicate.schemaorg.terms import IRI, Note, bare, left_out
from syndicate.schemaorg.values import day, line, member, number, one, url, whole

__all__ = [
    "address_node", "address_row", "geo_node", "geo_row", "location_node", "location_row", "offer_node", "offer_row",
    "part_node", "part_row", "time_row",
]  # fmt: skip

_Read = Callable[[Any, str, Note], Any]

_OFFER: dict[str, tuple[str, _Read]] = {
    "price": ("price", number),
    "priceCurrency": ("price_currency", line),
    "availability": ("availability", member),
    "priceValidUntil": ("price_valid_until", day),
    "url": ("url", url),
}
_ADDRESS: dict[str, tuple[str, _Read]] = {
    "streetAddress": ("street_address", line),
    "addressLocality": ("address_locality", line),
    "addressRegion": ("address_region", line),
    "postalCode": ("postal_code", line),
    "addressCountry": ("address_country", line),
}
_GEO: dict[str, tuple[str, _Read]] = {"latitude": ("latitude", number), "longitude": ("longitude", number)}
_ADDRESS_NAMES = {field: name for name, (field, _) in _ADDRESS.items()}


def _row(value: Any, table: Mapping[str, tuple[str, _Read]], path: str, note: Note) -> dict[str, Any]:
    node = bare(value)
    row: dict[str, Any] = {}
    for name, (field, read) in table.items():
        if name in node and (made := read(node[name], f"{path}.{field}", note)) is not None:
            row[field] = made
    left_out(node, table, path, note)
    return row


def offer_node(offer: dict[str, Any]) -> dict[str, Any]:
    """The node of an offer."""
    node: dict[str, Any] = {"@type": "Offer", "price": whole(offer["price"]), "priceCurrency": offer["price_currency"]}
    if availability := offer.get("availability"):
        node["availability"] = IRI + availability
    if until := offer.get("price_valid_until"):
        node["priceValidUntil"] = until
    if page := offer.get("url"):
        node["url"] = page
    return node


def offer_row(value: Any, path: str, note: Note) -> Any:
    """The offer of a node; one without a single price or a currency (an AggregateOffer) is left out, and told."""
    value = one(value, path, note)
    row = _row(value, _OFFER, path, note) if isinstance(value, Mapping) else {}
    if "price" in row and "price_currency" in row:
        return row
    note(path, "repaired", "left out, as it has no price or no currency")
    return None


def address_node(address: dict[str, Any]) -> dict[str, Any]:
    """The node of an address."""
    node = {"@type": "PostalAddress"}
    for field, name in _ADDRESS_NAMES.items():
        if value := address.get(field):
            node[name] = value
    return node


def address_row(value: Any, path: str, note: Note) -> Any:
    """The address of a node; bare text is taken for the street, and told."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        return _row(value, _ADDRESS, path, note)
    made = line(value, path, note)
    if made is None:
        return None
    note(path, "repaired", "an address in one text read as its street")
    return {"street_address": made}


def geo_node(geo: dict[str, Any]) -> dict[str, Any]:
    """The node of a point on the earth."""
    return {"@type": "GeoCoordinates", "latitude": whole(geo["latitude"]), "longitude": whole(geo["longitude"])}


def geo_row(value: Any, path: str, note: Note) -> Any:
    """The point of a node; what is no point is left out, and told."""
    value = one(value, path, note)
    row = _row(value, _GEO, path, note) if isinstance(value, Mapping) else {}
    if len(row) == 2:
        return row
    note(path, "repaired", "left out, as it is no point with a latitude and a longitude")
    return None


def location_node(location: dict[str, Any]) -> dict[str, Any]:
    """The node of the place of an event."""
    node: dict[str, Any] = {"@type": "Place", "name": location["name"]}
    if (address := location.get("address")) is not None:
        node["address"] = address_node(address)
    if page := location.get("url"):
        node["url"] = page
    return node


_LOCATION: dict[str, tuple[str, _Read]] = {
    "name": ("name", line),
    "address": ("address", address_row),
    "url": ("url", url),
}


def location_row(value: Any, path: str, note: Note) -> Any:
    """The place of an event; bare text is its name."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        row = _row(value, _LOCATION, path, note)
        if "name" in row:
            return row
        note(path, "repaired", "left out, as it has no name")
        return None
    made = line(value, path, note)
    return None if made is None else {"name": made}


def part_node(part: dict[str, Any], kind: str, number_name: str) -> dict[str, Any]:
    """The node of a whole that an item is part of; its number goes by the name ``number_name``."""
    node: dict[str, Any] = {"@type": kind}
    if id := part.get("id"):
        node["@id"] = id
    node["name"] = part["name"]
    if (place := part.get("number")) is not None:
        node[number_name] = place
    if page := part.get("url"):
        node["url"] = page
    return node


def part_row(value: Any, path: str, number_name: str, note: Note) -> Any:
    """The whole that a node or a bare name says."""
    value = one(value, path, note)
    if not isinstance(value, Mapping):
        name = line(value, path, note)
        return None if name is None else {"name": name}
    table: dict[str, tuple[str, _Read]] = {
        "name": ("name", line),
        number_name: ("number", number),
        "url": ("url", url),
        "@id": ("id", _iri),
    }
    row = _row(value, table, path, note)
    if "name" in row:
        return row
    note(path, "repaired", "left out, as it has no name")
    return None


def _iri(value: Any, path: str, note: Note) -> Any:
    if isinstance(value, str) and ":" in value and not value.startswith("_:"):
        return value
    note(path, "repaired", "left out, as it is no absolute IRI")
    return None


def time_row(value: Any, path: str, note: Note) -> Any:
    """The hours and minutes of a time of day; seconds that are not zero, and a zone, are left out and told."""
    made = line(value, path, note)
    found = re.fullmatch(r"([0-9]{2}:[0-9]{2})(:00)?(.*)", made, re.ASCII) if isinstance(made, str) else None
    if found is None:
        return made
    if found[3]:
        note(path, "repaired", "cut to hours and minutes")
    return found[1]
