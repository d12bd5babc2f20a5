"""Further properties of items, which the record holds in the form that they have in the node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from syndicate.models._json import MAX_DEPTH
from syndicate.models._properties import checked
from syndicate.models.items import fields_of
from syndicate.schemaorg.terms import Note, local
from syndicate.schemaorg.untyped import retyped

__all__ = ["property_row"]


def property_row(name: str, said: Any, types: list[str], note: Note) -> Any:
    """The property ``name`` where it is valid for the item's types; else None, and told."""
    value = _tidied(said, 1)
    if value is None:
        note("item.properties", "repaired", f"{name} left out, as it is empty or nested too deeply")
        return None
    try:
        try:
            return checked({name: value}, types, fields_of(types[0]))[name]
        except PydanticCustomError:
            made = checked({name: retyped(name, value)}, types, fields_of(types[0]))[name]
            note("item.properties", "repaired", f"{name} in the form that it takes, and not as text")
            return made
    except PydanticCustomError as error:
        problem = (error.context or {}).get("problem", error.message())
        note("item.properties", "repaired", f"{name} left out: {problem}")
        return None


def _tidied(value: Any, depth: int) -> Any:
    """``value`` without nulls, with bare names, and literals of JSON-LD as what they say; None below ``MAX_DEPTH``."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, Mapping):
        if "@value" in value:
            return value["@value"]
        made = {}
        for key, part in value.items():
            inner = _tidied(part, depth + 1)
            if key == "@type" and isinstance(inner, str):
                inner = local(inner)
            elif key == "@type" and isinstance(inner, list):
                inner = [local(of) if isinstance(of, str) else of for of in inner]
            if inner is not None:
                made[local(key)] = inner
        return made or None
    if isinstance(value, list):
        parts = [inner for part in value if (inner := _tidied(part, depth + 1)) is not None]
        return parts or None
    return None if value == "" else value
