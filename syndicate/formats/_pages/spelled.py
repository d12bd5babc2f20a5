"""Nodes in the spelling of schema.org, which pages miss in ways that cannot be mistaken.

- Names of properties and classes in another case (``Review``, ``itemreviewed``, ``localBusiness``).
- Classes with a slash too many, with a scheme or none, in a host that is written large.
- Prefixes that ``@context`` gives to schema.org (https://www.w3.org/TR/json-ld11/#compact-iris).
- ``@reverse`` of the two properties that are each other's inverse (https://www.w3.org/TR/json-ld11/#reverse-properties).
- data-vocabulary.org, which Google read until 2021 and schema.org came after; ``summary`` is the ``abstract`` there.

What stands as a ``review`` and says nothing of one (``"reviews": {}``, a count, a link) is no review and taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from syndicate import vocabulary
from syndicate.schemaorg import types_of
from syndicate.schemaorg.terms import local
from syndicate.schemaorg.values import listed, single

__all__ = ["spelled"]

_SCHEMA = re.compile(r"\s*(?:(?:https?:)?//)?(?:www\.)?schema\.org[/#]?([A-Za-z0-9]+)[/#]?\s*", re.IGNORECASE)
_BARE = re.compile(r"\s*([A-Za-z0-9]+)[/#]?\s*")
_IRI = re.compile(r"https?://(?:www\.)?schema\.org[/#]?", re.IGNORECASE)
_OLD = re.compile(r"https?://(?:www\.|rdf\.)?data-vocabulary\.org/#?([A-Za-z-]+)")
_OLD_READ = "data-vocabulary.org, which schema.org came after, read as schema.org"
_OLD_TYPES = {
    "Event": "Event", "Organization": "Organization", "Person": "Person", "Product": "Product", "Rating": "Rating",
    "Recipe": "Recipe", "Review": "Review", "Review-aggregate": "AggregateRating",
}  # fmt: skip
_OLD_NAMES = {
    "Review": {
        "description": "reviewBody", "dtreviewed": "datePublished", "itemreviewed": "itemReviewed",
        "rating": "reviewRating", "reviewer": "author", "summary": "abstract",
    },
    "Review-aggregate": {
        "count": "reviewCount", "itemreviewed": "itemReviewed", "rating": "ratingValue", "votes": "ratingCount",
    },
    "Rating": {"average": "ratingValue", "best": "bestRating", "value": "ratingValue", "worst": "worstRating"},
}  # fmt: skip
_REVIEWS = ("review", "reviews")
# One of these makes a review of a node that has no class; its name, its picture or its address does not.
_OF_A_REVIEW = frozenset((
    "author", "creator", "dateCreated", "datePublished", "description", "headline", "itemReviewed", "name",
    "negativeNotes", "positiveNotes", "reviewBody", "reviewRating", "text",
))  # fmt: skip


@cache
def _by_case() -> tuple[dict[str, str], dict[str, str]]:
    """The properties and the classes by their names without case."""
    return (
        {name.casefold(): name for name in sorted(vocabulary.properties())},
        {name.casefold(): name for name in sorted(vocabulary.types()) if not vocabulary.is_datatype(name)},
    )


def spelled(value: Any) -> tuple[Any, list[str]]:
    """``value``, a node or a list of them, as schema.org spells it; and what was done, each once."""
    told: dict[str, None] = {}
    return _read(value, (), told), list(told)


def _read(value: Any, prefixes: tuple[str, ...], told: dict[str, None]) -> Any:
    if isinstance(value, list):
        return [_read(part, prefixes, told) for part in value]
    return _node(value, prefixes, told) if isinstance(value, dict) else value


def _node(node: dict[str, Any], prefixes: tuple[str, ...], told: dict[str, None]) -> dict[str, Any]:
    prefixes += _prefixes(node.get("@context"))
    typed = "@type" if "@type" in node else "type"
    old = next((found[1] for name in _strings(node.get(typed)) if (found := _OLD.fullmatch(name))), "")
    old = old if old in _OLD_TYPES else ""
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key == "@context":
            made[key] = value
        elif key == typed:
            made[key] = _types(value, prefixes, told)
        elif key == "@reverse" and isinstance(value, dict):
            _turned(made, _read(value, prefixes, told), told)
        else:
            name = _old_name(key, old) if old else _name(key, prefixes)
            if name != key and name in node:
                name = key
            if not old and name not in (key, _bare(key, prefixes)):
                told[f"{key} read as {name}, as schema.org spells it"] = None
            said = _read(value, prefixes, told)
            made[name] = _reviews(said, told) if name in _REVIEWS else said
    if old:
        told[_OLD_READ] = None
        # The mean of reviews has its scale in a node of its own there.
        inner = made.get("ratingValue")
        if isinstance(inner, dict):
            made |= {name: part for name, part in inner.items() if name != "@type"}
    return made


def _strings(value: Any) -> list[str]:
    return [part for part in listed(value) if isinstance(part, str)]


def _prefixes(context: Any) -> tuple[str, ...]:
    """What comes before the names of schema.org, by the context of a node."""
    return tuple(
        f"{name}:"
        for part in listed(context)
        if isinstance(part, dict)
        for name, of in part.items()
        if isinstance(of, str) and not name.startswith("@") and _IRI.fullmatch(of)
    )


def _bare(name: str, prefixes: tuple[str, ...]) -> str:
    """``name`` without a prefix that means schema.org."""
    return next((name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix)), local(name))


def _name(key: str, prefixes: tuple[str, ...]) -> str:
    if key.startswith("@"):
        return key
    name = _bare(key, prefixes)
    if vocabulary.is_property(name):
        return key if name == local(key) else name
    return _by_case()[0].get(name.casefold(), key)


def _types(value: Any, prefixes: tuple[str, ...], told: dict[str, None]) -> Any:
    made = [_type(name, prefixes, told) if isinstance(name, str) else name for name in listed(value)]
    return single(made) if made else value


def _type(name: str, prefixes: tuple[str, ...], told: dict[str, None]) -> str:
    bare = _bare(name, prefixes)
    if vocabulary.is_type(bare):
        return bare
    if (old := _OLD.fullmatch(name)) and old[1] in _OLD_TYPES:
        return _OLD_TYPES[old[1]]
    found = _SCHEMA.fullmatch(name) or _BARE.fullmatch(bare)
    made = _by_case()[1].get(found[1].casefold()) if found else None
    if made is None:
        return name
    told[f"the class {name.strip()} read as {made}, as schema.org spells it"] = None
    return made


def _old_name(key: str, old: str) -> str:
    found = _OLD.fullmatch(key)
    name = found[1] if found else key
    return _OLD_NAMES.get(old, {}).get(name, "image" if name == "photo" else name)


def _turned(made: dict[str, Any], reverse: Mapping[str, Any], told: dict[str, None]) -> None:
    """Puts what ``@reverse`` says of a node into it; what has no inverse stays there."""
    left = dict(reverse)
    for name in reverse:
        if local(name) == "itemReviewed":
            made["review"] = [*listed(made.get("review")), *listed(left.pop(name))]
        elif local(name) in _REVIEWS and "itemReviewed" not in made:
            made["itemReviewed"] = left.pop(name)
        else:
            continue
        told["@reverse read as the inverse of what stands in it"] = None
    if left:
        made["@reverse"] = left


def _reviews(value: Any, told: dict[str, None]) -> Any:
    """The value of ``review`` without what is none."""
    kept = [part for part in listed(value) if not _is_none(part)]
    if len(kept) == len(listed(value)):
        return value
    if any(part for part in listed(value) if _is_none(part)):
        told["what stands as a review and says nothing of one left out"] = None
    return kept


def _is_none(part: Any) -> bool:
    if not isinstance(part, dict) or types_of(part) or any(key.startswith("@") for key in part):
        return False
    return not any(local(key) in _OF_A_REVIEW for key in part)
