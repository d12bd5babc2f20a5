"""Free JSON inside a record (``item.properties``, ``extensions``), in one form: equal values have equal bytes."""

from __future__ import annotations

import re

from pydantic import JsonValue

from syndicate.models.number import exact
from syndicate.models.text import fault

__all__ = ["MAX_DEPTH", "tidy"]

MAX_DEPTH = 12

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def tidy(value: JsonValue, name: str, depth: int = 1) -> JsonValue:
    """``value`` with its keys sorted and whole numbers whole.

    Raises :class:`PydanticCustomError` for what the rest of the record refuses too: numbers of more than 15 digits,
    text outside XML 1.0; for nulls and empty values, since absent means unknown; and below ``MAX_DEPTH`` levels.
    """
    if depth > MAX_DEPTH:
        raise fault(f"{name} nested too deeply", f"at most {MAX_DEPTH} levels", "Flatten it.")
    if value is None or value == "" or value == [] or value == {}:
        raise fault(f"{name} without a value", "a value that is not empty", "Leave it out: absent means unknown.")
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return exact(value)
    if isinstance(value, str):
        if _NOT_XML.search(value):
            raise fault(f"control characters in {name}", "text of XML 1.0, its lines ended by LF", "Take them out.")
        return value
    if isinstance(value, list):
        return [tidy(part, name, depth + 1) for part in value]
    return {tidy_key(key, name): tidy(value[key], f"{name}.{key}", depth + 1) for key in sorted(value)}


def tidy_key(key: str, name: str) -> str:
    """``key``, which has to be text like any other."""
    tidy(key, f"a key in {name}")
    return key
