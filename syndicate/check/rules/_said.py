"""What a node says itself, not through the nodes in it: its texts and its links, found once for all rules that ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from syndicate import vocabulary
from syndicate.check._page import Page
from syndicate.check._rule import Check, Hit
from syndicate.check._subject import Subject
from syndicate.ledger import shown

__all__ = ["Said", "excerpt", "is_link", "links", "lines", "once", "texts"]

# Properties of links that say something else than where a page is: a template of an address, a part of a page.
_NO_LINKS = frozenset(("constraintProperty", "season", "speakable", "target"))
_LINES = frozenset(("alternateName", "alternativeHeadline", "familyName", "givenName", "headline", "legalName", "name"))
_ROOM = 24
# No review has a million characters: what is longer is an attack, and its beginning is enough to say what is wrong.
_MOST = 1 << 20


class Said(NamedTuple):
    """A text that is a value of a node."""

    path: str
    name: str
    """The property."""
    text: str


@cache
def is_link(name: str) -> bool:
    """Whether a property takes an address and no other text: ``url``, ``image``; not ``genre``, which takes both."""
    if not vocabulary.is_property(name) or name in _NO_LINKS:
        return False
    return "URL" in (taken := vocabulary.value_types(name)) and "Text" not in taken


def links(subject: Subject) -> tuple[Said, ...]:
    """The texts in properties that take addresses."""
    return _all(subject)[1]


def texts(subject: Subject) -> tuple[Said, ...]:
    """The texts in all other properties of schema.org."""
    return _all(subject)[0]


def lines(subject: Subject) -> Iterator[Said]:
    """The texts that are names and titles."""
    return (said for said in texts(subject) if said.name in _LINES)


# A node is asked about by one rule after the other: the last one is all that has to be kept.
@lru_cache(maxsize=1)
def _all(subject: Subject) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    found: tuple[list[Said], list[Said]] = ([], [])
    for name, value in subject.node.items():
        if value and not isinstance(value, bool) and not name.startswith("@") and vocabulary.is_property(name):
            found[is_link(name)].extend(Said(path, name, text) for path, text in _flat(name, value))
    return tuple(found[0]), tuple(found[1])


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value[:_MOST]
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _flat(f"{path}[{at}]", part)
    elif isinstance(value, dict):
        if isinstance(value.get("@value"), str):
            yield path, value["@value"][:_MOST]
        for key in ("@list", "@set"):
            if key in value:
                yield from _flat(f"{path}.{key}", value[key])


def once(find: Check, *types: str) -> Check:
    """A check that tells the first thing that ``find`` finds in an input, and how many more there are.

    ``types`` are those of the rule.
    """

    @lru_cache(maxsize=1)
    def found(page: Page) -> tuple[Subject, Hit, int] | None:
        hits = [(one, hit) for one in page.nodes if not types or one.is_a(*types) for hit in find(one)]
        return (*hits[0], len(hits) - 1) if hits else None

    def check(subject: Subject) -> Iterator[Hit]:
        first = found(subject.page)
        if first is not None and first[0] is subject:
            _, hit, more = first
            yield hit._replace(message=f"{hit.message} (and {more} more)") if more else hit

    return check


def excerpt(text: str, start: int, end: int) -> str:
    """A part of a text with a little of what is around it, as messages show it."""
    first, last = max(start - _ROOM, 0), min(end + _ROOM, len(text))
    return shown(f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}", 120)
