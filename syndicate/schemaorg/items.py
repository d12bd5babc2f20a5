"""Items as nodes and back.

Fields of items have the names of schema.org's properties in snake_case, so only the kinds of their values are told
here. What has no field of its own is in ``properties``, which are the node's as they stand.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

from syndicate import vocabulary
from syndicate.models._properties import camel
from syndicate.models.identifier import PROPERTIES
from syndicate.models.items import fields_of, item_class
from syndicate.schemaorg.agents import Role, agent_node, agent_row
from syndicate.schemaorg.identifiers import add_identifiers, identifier_rows
from syndicate.schemaorg.parts import (
    address_node,
    address_row,
    geo_node,
    geo_row,
    location_node,
    location_row,
    offer_node,
    offer_row,
    part_node,
    part_row,
    time_row,
)
from syndicate.schemaorg.properties import property_row
from syndicate.schemaorg.terms import INFERRED, IRI, Note, bare, types_of, untold
from syndicate.schemaorg.values import date, day, language, line, listed, member, number, one, single, text, url

__all__ = ["FIELDS_WITH_IDS", "item_node", "item_row"]

_BOTH = frozenset(("Person", "Organization"))
_AGENTS: dict[str, Role] = {
    "actor": (_BOTH, "Person", "PerformingGroup"),
    "author": (_BOTH, "Person", "Organization"),
    "by_artist": (_BOTH, "Organization", "MusicGroup"),
    "creator": (_BOTH, "Person", "Organization"),
    "director": (frozenset(("Person",)), "Person", "Organization"),
    "illustrator": (frozenset(("Person",)), "Person", "Organization"),
    "manufacturer": (frozenset(("Organization",)), "Organization", "Organization"),
    "organizer": (_BOTH, "Organization", "Organization"),
    "performer": (_BOTH, "Person", "Organization"),
    "provider": (_BOTH, "Organization", "Organization"),
    "publisher": (_BOTH, "Organization", "Organization"),
    "translator": (_BOTH, "Person", "Organization"),
}
_PARTS = {"in_album": ("MusicAlbum", "position"), "part_of_season": ("TVSeason", "seasonNumber")}
FIELDS_WITH_IDS = {camel(field): f"item.{field}.id" for field in (*_AGENTS, *_PARTS, "part_of_series")}
"""The properties of items whose nodes have an ``@id`` in the record, and where it stands there."""

_LEADING = frozenset((
    "type", "additional_types", "name", "url", "same_as", "image", "description", "identifiers", "key", "properties",
))  # fmt: skip

_WRITE: dict[str, Callable[[Any], Any]] = {
    "address": address_node,
    "book_format": IRI.__add__,
    "brand": lambda name: {"@type": "Brand", "name": name},
    # The range of releaseDate and priceValidUntil is Date alone.
    "checkin_time": "{}:00".format,
    "checkout_time": "{}:00".format,
    "geo": geo_node,
    "location": location_node,
    **{field: partial(part_node, kind=kind, number_name=name) for field, (kind, name) in _PARTS.items()},
}
_WRITE_EACH: dict[str, Callable[[Any], Any]] = {
    "country_of_origin": lambda name: {"@type": "Country", "name": name},
    "offers": offer_node,
    **{field: partial(agent_node, organization=role[2]) for field, role in _AGENTS.items()},
}


@lru_cache(maxsize=4096)
def _own(kind: str, fields: tuple[str, ...]) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    """Those of an item's ``fields`` that not all items have, in the record's order: the names that schema.org has for
    them, and how their values are written."""
    order = fields_of(kind)
    own = sorted(set(fields) - _LEADING, key=order.index)
    return tuple((field, camel(field), _writer(field, kind)) for field in own)


def _writer(field: str, kind: str) -> Callable[[Any], Any]:
    if field == "part_of_series":
        podcast = vocabulary.subtype_of(kind, "PodcastEpisode")
        return partial(part_node, kind="PodcastSeries" if podcast else "TVSeries", number_name="position")
    if field in _WRITE_EACH:
        return partial(_each, _WRITE_EACH[field])
    return _WRITE.get(field, _bare)


def _each(write: Callable[[Any], Any], value: Any) -> Any:
    if not isinstance(value, list):
        return write(value)
    return write(value[0]) if len(value) == 1 else [write(part) for part in value]


def _bare(value: Any) -> Any:
    return single(value) if type(value) is list else value


def item_node(item: Mapping[str, Any]) -> dict[str, Any]:
    """The node of an item: what all items have first, then its own fields, then its further properties."""
    said = item.get
    kind = item["type"]
    node: dict[str, Any] = {}
    if value := said("additional_types"):
        types = (kind, *value)
        node["@type"] = list(types)
    else:
        types = (kind,)
        node["@type"] = kind
    node["name"] = item["name"]
    if value := said("url"):
        node["url"] = value
    if value := said("same_as"):
        node["sameAs"] = single(value)
    if value := said("image"):
        node["image"] = single(value)
    if value := said("description"):
        node["description"] = value
    if said("identifiers") or said("key"):
        add_identifiers(node, item, types)
    for field, name, write in _own(kind, tuple(item)):
        value = item[field]
        if value is not None and value != []:
            node[name] = write(value)
    if value := said("properties"):
        node.update(value)
    return node


_Read = Callable[[Any, str, Note, list[str]], Any]


def _reads(read: Callable[[Any, str, Note], Any]) -> _Read:
    return lambda value, path, note, _: read(value, path, note)


def _agent(role: Role) -> _Read:
    return lambda value, path, note, inferred: agent_row(value, path, role, note, inferred)


def _part(number_name: str) -> _Read:
    return lambda value, path, note, _: part_row(value, path, number_name, note)


_READ: dict[str, _Read] = {
    "address": _reads(address_row),
    "book_format": _reads(member),
    "checkin_time": _reads(time_row),
    "checkout_time": _reads(time_row),
    "description": _reads(text),
    "geo": _reads(geo_row),
    "image": _reads(url),
    "location": _reads(location_row),
    "offers": _reads(offer_row),
    "part_of_series": _part("position"),
    "in_language": _reads(language),
    "release_date": _reads(day),
    "same_as": _reads(url),
    "url": _reads(url),
    "web_feed": _reads(url),
    **{field: _part(name) for field, (_, name) in _PARTS.items()},
    **{field: _agent(role) for field, role in _AGENTS.items()},
}
_DATES = frozenset(("date_published", "end_date", "start_date"))
_COUNTS = frozenset((
    "episode_number", "num_tracks", "number_of_episodes", "number_of_pages", "number_of_seasons", "season_number",
))  # fmt: skip
# What a name in an object means: it is what the writer wraps.
_NAMED = frozenset(("brand", "country_of_origin"))


@cache
def _fields(kind: str) -> dict[str, tuple[str, bool, _Read]]:
    """For each property of schema.org that an item of a type has a field for: the field, whether it takes several."""
    model = item_class(kind)
    hints = typing.get_type_hints(model)
    made: dict[str, tuple[str, bool, _Read]] = {}
    for field in model.model_fields:
        if field in ("type", "additional_types", "identifiers", "key", "properties"):
            continue
        read = _READ.get(field)
        if read is None:
            read = _reads(
                date if field in _DATES else number if field in _COUNTS else _name if field in _NAMED else line
            )
        made[camel(field)] = (field, typing.get_origin(hints[field]) is tuple, read)
    return made


def _name(value: Any, path: str, note: Note) -> Any:
    """The name of a brand or a country: bare, or of a node that has nothing else."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        node = bare(value)
        if not set(node) - {"@type", "name"}:
            return line(node.get("name"), path, note)
    return line(value, path, note)


def item_row(value: Any, note: Note, inferred: list[str]) -> Any:
    """The item of a node, or of a bare name; None where there is nothing. ``inferred`` gets the paths of guesses."""
    value = one(value, "item", note)
    if not isinstance(value, Mapping):
        name = line(value, "item.name", note)
        if not isinstance(name, str):
            return name
        value = {"name": name}
    node = bare(value)
    types = _types(node, note)
    if (guessed := node.get(INFERRED)) is not None:
        note(guessed, "inferred", f"taken for a {types[0]} by what else is said of it")
        inferred.append(guessed)
    if not types:
        note("item.type", "inferred", "taken for a Thing, since its type is not stated")
        inferred.append("item.type")
        types = ["Thing"]
    row: dict[str, Any] = {"type": types[0]}
    if types[1:]:
        row["additional_types"] = types[1:]
    fields = _fields(types[0])
    for name, (field, many, read) in fields.items():
        if name in node:
            _read_field(row, field, node[name], many, read, note, inferred)
    row.update(identifier_rows(node, note))
    properties = {}
    for name, said in node.items():
        if name in fields or name in PROPERTIES or name in ("@type", "@context", INFERRED, "identifier"):
            continue
        if name == "@id":
            _identify(row, said, note, inferred)
            continue
        if name in ("review", "reviews"):
            note("item", "repaired", f"{name} left out, for which the record has no place")
        elif (made := property_row(name, said, types, note)) is not None:
            properties[name] = made
    if properties:
        row["properties"] = {name: properties[name] for name in sorted(properties)}
    return row


def _identify(row: dict[str, Any], id: Any, note: Note, inferred: list[str]) -> None:
    """An item has no IRI in the record; one that may be a page stands in for the ``url`` that is not stated."""
    page = url(id, "item.url", untold)
    if page is None:
        note("item", "repaired", "@id left out, for which the record has no place")
    elif "url" not in row:
        row["url"] = page
        note("item.url", "inferred", "taken from @id")
        inferred.append("item.url")
    elif page != row["url"]:
        note("item", "repaired", "@id left out, for which the record has no place")


def _types(node: Mapping[str, Any], note: Note) -> list[str]:
    types = []
    for name in types_of(node):
        if vocabulary.subtype_of(name, "Thing"):
            types.append(name)
        else:
            note("item.type", "repaired", "a type left out that schema.org does not have")
    return types


def _read_field(
    row: dict[str, Any], field: str, said: Any, many: bool, read: _Read, note: Note, inferred: list[str]
) -> None:
    path = f"item.{field}"
    if many:
        values = [made for part in listed(said) if (made := read(part, path, note, inferred)) is not None]
        if values:
            row[field] = values
    elif (made := read(said, path, note, inferred)) is not None:
        row[field] = made
