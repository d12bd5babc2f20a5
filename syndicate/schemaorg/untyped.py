"""Values in syntaxes that have text alone (Microdata, RDFa, feeds): what a text means, by the property it is given for.

schema.org's ranges decide. A property that takes numbers and no text has a number; one that takes both has text, but
for those that a record has numbers in. A property that takes no literal has nodes, and an IRI there is a reference; so
is one that is no address of the web where a property takes addresses and nodes.

>>> typed("numberOfPages", "412"), typed("name", "2001"), typed("ratingValue", "4.5"), typed("isFamilyFriendly", "true")
(412, '2001', 4.5, True)
>>> typed("translationOfWork", "urn:isbn:9780306406157")
{'@id': 'urn:isbn:9780306406157'}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from syndicate import vocabulary
from syndicate.models.number import MAX_DIGITS

__all__ = ["as_text", "distinct", "retyped", "typed"]

# What a record has numbers in, though schema.org takes text there too.
_NUMBERS = frozenset((
    "bestRating", "episodeNumber", "latitude", "longitude", "position", "price", "ratingValue", "seasonNumber",
    "worstRating",
))  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_URL = re.compile("https?://", re.IGNORECASE)
_MEMBER = re.compile(r"https?://schema\.org/(\w+)", re.ASCII)


@lru_cache(maxsize=4096)
def _kind(name: str) -> Literal["text", "number", "boolean", "url", "literal", "node"]:
    if name in _NUMBERS:
        return "number"
    if not vocabulary.is_property(name):
        return "text"
    literals = {of for of in vocabulary.value_types(name) if vocabulary.is_datatype(of)}
    if not literals:
        return "node" if vocabulary.value_types(name) else "text"
    if "URL" in literals and "Text" not in literals:
        return "url" if len(literals) < len(vocabulary.value_types(name)) else "text"
    above = {one for of in literals for one in vocabulary.supertypes(of)}
    if "Text" in above:
        return "text"
    if "Number" in above:
        return "number"
    return "boolean" if "Boolean" in above else "literal"


def typed(name: str, text: str) -> Any:
    """What ``text`` says as the value of the property ``name``; text where it fits nothing else."""
    kind = _kind(name)
    if kind == "text":
        return text
    member = _MEMBER.fullmatch(text)
    if kind == "number" and (number := _number(text)) is not None:
        return number
    if kind == "boolean":
        said = (member[1] if member else text).casefold()
        if said in ("true", "false"):
            return said == "true"
    if (member and vocabulary.is_member(member[1])) or not _IRI.fullmatch(text) or not _takes_nodes(name):
        return text
    return text if kind == "url" and _URL.match(text) else {"@id": text}


def _number(text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text.lower().partition("e")[0])) > MAX_DIGITS + 5:
        return None
    made = float(text)
    if made in (float("inf"), float("-inf")):
        return None
    return int(made) if made.is_integer() and abs(made) < 1e15 else made


@lru_cache(maxsize=4096)
def _takes_nodes(name: str) -> bool:
    return any(not vocabulary.is_datatype(of) for of in vocabulary.value_types(name))


def as_text(value: Any) -> str:
    """A literal as those syntaxes write it, and a reference as its IRI."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return str(value["@id"])
    return str(value) if type(value) is int else json.dumps(value)


def retyped(name: str, value: Any, *, ordered: bool = True) -> Any:
    """A property's value after it went through such a syntax; not ``ordered`` are those of a graph, each one once."""
    if isinstance(value, list):
        parts = [retyped(name, part, ordered=ordered) for part in value]
        if not ordered:
            parts = distinct(parts)
        return parts[0] if len(parts) == 1 else parts
    if isinstance(value, Mapping) and list(value) != ["@id"]:
        return {
            key: part if key in ("@id", "@type") else retyped(key, part, ordered=ordered) for key, part in value.items()
        }
    return typed(name, as_text(value))


def distinct(values: list[Any]) -> list[Any]:
    """The values in the order of their JSON, each once."""
    by_text = {json.dumps(value, ensure_ascii=False, sort_keys=True): value for value in values}
    return [by_text[text] for text in sorted(by_text)]
