"""What the ``@context``\\ s of a document of JSON-LD say: whether its bare names are schema.org's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from syndicate.check._rule import Hit
from syndicate.check._subject import Subject
from syndicate.ledger import shown

__all__ = ["HAS_CONTEXT", "SCHEMA_ORG", "Contexts", "contexts_of", "is_first", "ours", "where_context"]

SCHEMA_ORG = re.compile(
    r"https?://(?:www\.)?schema\.org(?:[/#]|/docs/jsonldcontext\.json(?:ld)?|/version/[^\s/]+/?)?", re.IGNORECASE
)
"""A ``@context`` that is schema.org's."""

# Some programs write the sign of a keyword as an escape.
HAS_CONTEXT = re.compile(r"(?:@|\\u0040)context")
_CONTEXT = re.compile(r'"(?:@|\\u0040)context"\s{0,100}:\s{0,100}')
_FIRST = re.compile(r"(?:\[0\]\.?)?(?:@graph(?:\[0\])?)?")


class Contexts(NamedTuple):
    """All contexts of one document together."""

    named: tuple[str, ...] = ()
    """Those that are URLs, in their order."""
    terms: frozenset[str] = frozenset()
    """The names that the document gives a meaning of its own."""
    foreign: bool = False
    """Whether bare names may be of another vocabulary."""
    any: bool = False
    """Whether there is a context."""


@lru_cache(maxsize=16)
def _contexts(text: str) -> Contexts:
    named: dict[str, None] = {}
    terms: set[str] = set()
    foreign, end, some = False, 0, False
    read = json.JSONDecoder()
    for found in _CONTEXT.finditer(text):
        if found.end() < end:  # within a context that was read
            continue
        some = True
        try:
            value, end = read.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            foreign = True
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str):
                named[part] = None
            elif isinstance(part, dict):
                terms.update(name for name in part if not name.startswith("@"))
                vocab: Any = part.get("@vocab")
                foreign = foreign or ("@vocab" in part and not _is_ours(vocab))
    foreign = foreign or any("schema.org" not in name.lower() for name in named)
    return Contexts(tuple(named), frozenset(terms), foreign, some)


def _is_ours(vocab: Any) -> bool:
    return isinstance(vocab, str) and SCHEMA_ORG.fullmatch(vocab) is not None


def contexts_of(subject: Subject) -> Contexts:
    """The contexts of the document that a node of JSON-LD stands in."""
    scripts = subject.page.scripts
    return _contexts(scripts[subject.document].content) if subject.document < len(scripts) else Contexts()


def where_context(subject: Subject, is_wrong: Callable[[Any], bool], what: str) -> Iterator[Hit]:
    """Says ``what`` of each context that is wrong: where it stands in a node, else at the first node in it."""
    if "@context" in subject.raw:
        said = subject.raw["@context"]
        listed = isinstance(said, list)
        for at, value in enumerate(said if isinstance(said, list) else [said]):
            if is_wrong(value):
                yield Hit(f"@context[{at}]" if listed else "@context", f"{shown(value, 60)} {what}")
    elif is_first(subject):  # the context stands around the graph
        for value in filter(is_wrong, contexts_of(subject).named):
            yield Hit("", f"the @context {shown(value, 60)} {what}")


def is_first(subject: Subject) -> bool:
    """Whether a node is the first of its document of JSON-LD."""
    return subject.syntax == "JSON-LD" and subject.parent is None and _FIRST.fullmatch(subject.path) is not None


def ours(subject: Subject) -> bool:
    """Whether the bare names of a node are schema.org's, and were written by whoever made the page."""
    if subject.syntax == "JSON-LD":
        return not contexts_of(subject).foreign
    return subject.syntax in ("Microdata", "RDFa")
