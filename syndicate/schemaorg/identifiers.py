"""Identifiers of items as properties or as PropertyValues, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from syndicate import vocabulary
from syndicate.models.identifier import PROPERTIES, compact
from syndicate.schemaorg.terms import Note, bare, left_out, local
from syndicate.schemaorg.values import line, listed, one, single

__all__ = ["add_identifiers", "identifier_rows", "page_of"]

_OWN = {
    "asin": "asin",
    "gtin": "gtin",
    "isbn": "isbn",
    "isrc": "isrcCode",
    "issn": "issn",
    "mpn": "mpn",
    "sku": "sku",
}
_KIND = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*", re.ASCII)
_IMDB = {"tt": "title", "nm": "name", "co": "company"}


def add_identifiers(node: dict[str, Any], item: Mapping[str, Any], types: tuple[str, ...]) -> None:
    """Puts an item's identifiers and its key into its ``node``, which is of the classes ``types``."""
    values: list[Any] = [item["key"]] if item.get("key") else []
    for one_of in item.get("identifiers") or ():
        kind, value = one_of["kind"], one_of["value"]
        own = _own_property(kind, types)
        if own is None:
            made = {"@type": "PropertyValue", "propertyID": kind, "value": value}
            if (page := page_of(kind, value)) is not None:
                made["url"] = page
            values.append(made)
        elif own not in node:
            node[own] = value
        elif isinstance(node[own], list):
            node[own].append(value)
        else:
            node[own] = [node[own], value]
    if values:
        node["identifier"] = single(values)


@lru_cache(maxsize=4096)
def _own_property(kind: str, types: tuple[str, ...]) -> str | None:
    own = _OWN.get(kind)
    return own if own is not None and any(vocabulary.property_of(own, of) for of in types) else None


def page_of(kind: str, value: str) -> str | None:
    """The public page of an identifier, where the kind has one for certain.

    >>> page_of("wikidata", "Q42"), page_of("tmdb", "693134")
    ('https://www.wikidata.org/wiki/Q42', None)
    """
    if kind == "imdb" and value[:2] in _IMDB:
        return f"https://www.imdb.com/{_IMDB[value[:2]]}/{value}/"
    if kind == "wikidata":
        return f"https://www.wikidata.org/wiki/{value}"
    if kind == "doi":
        return f"https://doi.org/{quote(value, safe='/:;()._-')}"
    if kind == "issn":
        return f"https://portal.issn.org/resource/ISSN/{value}"
    return None


def identifier_rows(node: Mapping[str, Any], note: Note) -> dict[str, Any]:
    """The ``identifiers`` and the ``key`` that an item's node says."""
    rows: list[dict[str, Any]] = []
    key: Any = None
    for name, kind in PROPERTIES.items():
        for value in listed(node.get(name)):
            _add(rows, kind, value, note)
    for value in listed(node.get("identifier")):
        if isinstance(value, Mapping) and "@value" not in value:
            _add_property_value(rows, bare(value), note)
        elif key is None:
            key = line(value, "item.key", note)
        else:
            note("item.key", "repaired", "the first of several identifiers without a scheme taken")
    made: dict[str, Any] = {"identifiers": rows} if rows else {}
    return made if key is None else made | {"key": key}


def _add_property_value(rows: list[dict[str, Any]], node: Mapping[str, Any], note: Note) -> None:
    named = one(node.get("propertyID", node.get("name")), "item.identifiers", note)
    if not isinstance(named, str) or "value" not in node:
        note("item.identifiers", "repaired", "left out, as it has no propertyID or no value")
        return
    kind = named if _KIND.fullmatch(named) else re.sub(r"[^a-z0-9]+", "-", local(named).lower()).strip("-")
    if kind != named:
        if not _KIND.fullmatch(kind) or "://" in local(named) or len(kind) > 60:
            note("item.identifiers", "repaired", "left out, as its propertyID is no word")
            return
        note("item.identifiers.kind", "repaired", "written as a word in lower case")
    _add(rows, kind, node["value"], note)
    known = {"propertyID", "value"} if "propertyID" in node else {"name", "value"}
    page = node.get("url")
    if page is not None and rows and page == page_of(rows[-1]["kind"], str(rows[-1]["value"])):
        known.add("url")
    left_out(node, known, "item.identifiers", note)


def _add(rows: list[dict[str, Any]], kind: str, value: Any, note: Note) -> None:
    said = line(value, "item.identifiers.value", note)
    if isinstance(said, str):
        made = compact(kind, said)
        if made != said:
            note("item.identifiers.value", "repaired", f"put in the compact form of {kind}")
        rows.append({"kind": kind, "value": made})
    elif said is not None:
        note("item.identifiers", "repaired", "left out, as it is no text")
