"""Names of schema.org as nodes have them, in whatever form: bare, ``schema:Review``, ``http://schema.org/Review``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeAlias

from syndicate import vocabulary

__all__ = ["CONTEXT", "HTML", "INFERRED", "IRI", "Note", "bare", "is_review", "left_out", "local", "types_of", "untold"]

CONTEXT = "https://schema.org"
"""The ``@context`` of every document that we write."""

IRI = "https://schema.org/"
"""What comes before a name to make its IRI."""

HTML = "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"
"""The ``@type`` of a literal that is HTML (https://www.w3.org/TR/rdf11-concepts/#section-html)."""

INFERRED = "@inferred"
"""The key under which a node that a reader made says which path of the record it guessed."""

Note: TypeAlias = Callable[[str, Literal["repaired", "inferred"], str], None]
"""Told ``(path, kind, what)``: where in the record, and what reading did."""

_PREFIX = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)")


def untold(path: str, kind: Literal["repaired", "inferred"], what: str) -> None:
    """A :data:`Note` that tells nobody, for a value that is looked at and not taken."""


def local(name: str) -> str:
    """``name`` without the prefix of schema.org."""
    return _PREFIX.sub("", name) if ":" in name else name


def types_of(node: Mapping[str, Any]) -> list[str]:
    """The classes that a node says it is of, as names without prefix, in their order."""
    named = node.get("@type", node.get("type"))
    if isinstance(named, str):
        return [local(named)]
    return [local(name) for name in named if isinstance(name, str)] if isinstance(named, list) else []


def is_review(node: Mapping[str, Any]) -> bool:
    """Whether a node is a review of any class."""
    return any(vocabulary.subtype_of(name, "Review") for name in types_of(node))


def bare(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """``node`` with its keys as names without prefix, and without nulls, empty lists and empty objects.

    ``type`` and ``id`` are what schema.org's context makes of them: ``@type`` and ``@id``.
    """
    aliases = [alias for alias in ("type", "id") if alias in node and f"@{alias}" not in node]
    if aliases or any(":" in key for key in node) or not all(_is_something(value) for value in node.values()):
        named = {f"@{key}" if key in aliases else local(key): value for key, value in node.items()}
        return {key: value for key, value in named.items() if _is_something(value)}
    return node


def _is_something(value: Any) -> bool:
    return value is not None and value != [] and value != {}


def left_out(node: Mapping[str, Any], known: Iterable[str], path: str, note: Note) -> None:
    """Tells each key of ``node`` that is not ``known``: the record has no place for it."""
    for key in node:
        if key not in known and key not in ("@type", "@context"):
            note(path, "repaired", f"{key} left out, for which the record has no place")
