"""The values of a node, judged by the ranges of schema.org once for all rules that ask.

Text is let in wherever schema.org takes text, an address wherever a node may stand, and a node of a class that is above
one of the range: who writes ``Thing`` says little, and nothing wrong. Weights, distances and energies are written in
words, as schema.org's own examples do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from syndicate import vocabulary
from syndicate.check._dates import day_of
from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit
from syndicate.check._subject import Subject, is_reference, lineage, types_in
from syndicate.check.rules._contexts import contexts_of, ours
from syndicate.schemaorg.terms import local

__all__ = ["Told", "Wrong", "enumerations", "of_wrong", "range_in_words", "wrong_values"]

Wrong = Literal["text", "node", "class", "number", "boolean", "date", "duration", "member", "nowhere"]


class Told(NamedTuple):
    """A value that is not as it should be."""

    path: str
    name: str
    """The property."""
    value: Any
    wrong: Wrong


class _Range(NamedTuple):
    """What a property takes."""

    text: bool
    url: bool
    number: bool
    boolean: bool
    time: bool
    duration: bool
    members: bool
    nodes: bool
    names: tuple[str, ...]


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|[/#]\S*")
_OURS = re.compile(r"https?://(?:www\.)?schema\.org/([A-Za-z0-9]+)", re.ASCII)
_TIME = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?", re.ASCII)
_DURATION = re.compile(r"[+-]?P(?:[0-9]+(?:[.,][0-9]+)?[YMWD]){0,4}(?:T(?:[0-9]+(?:[.,][0-9]+)?[HMS]){1,3})?", re.ASCII)
_LONGEST = 200
# What rules for reviews say already, each with a place of its own.
_SAID: Mapping[str, tuple[tuple[str, ...], frozenset[Wrong]]] = {
    "author": (("Review",), frozenset(("text", "class"))),
    "itemReviewed": (("Review", "AggregateRating"), frozenset(("text",))),
    "reviewRating": (("Review",), frozenset(("text",))),
    "datePublished": (("Review",), frozenset(("date",))),
    "dateModified": (("Review",), frozenset(("date",))),
    "dateCreated": (("Review",), frozenset(("date",))),
    "ratingCount": (("AggregateRating",), frozenset(("number",))),
    "reviewCount": (("AggregateRating",), frozenset(("number",))),
}


def wrong_values(subject: Subject) -> tuple[Told, ...]:
    """The values of a node that are not as they should be."""
    global _last
    held = _last  # what another thread puts there meanwhile is not taken
    if held[0] is not subject:
        held = _last = subject, tuple(_judged(subject))
    return held[1]


# Rules ask of one node after another, and each asks the same.
_last: tuple[Subject | None, tuple[Told, ...]] = (None, ())


def of_wrong(wrong: Wrong, say: Callable[[Told], Hit]) -> Callable[[Subject], Iterator[Hit]]:
    """A check that speaks of the values that are wrong in one way."""

    def check(subject: Subject) -> Iterator[Hit]:
        return (say(told) for told in wrong_values(subject) if told.wrong == wrong)

    return check


def _judged(subject: Subject) -> Iterator[Told]:
    if not subject.types or not ours(subject) or subject.syntax not in ("JSON-LD", "Microdata", "RDFa"):
        return
    terms = contexts_of(subject).terms if subject.syntax == "JSON-LD" else ()
    for name, said in subject.node.items():
        if name[:1] == "@" or (wanted := _range(name)) is None or name in terms:
            continue
        if isinstance(said, str):
            if wanted.text and "schema.org/" not in said:
                continue
            values: Any = ((name, said),) if said.strip() else ()
        else:
            values = subject.each(name)
        for path, value in values:
            wrong = _wrong(name, wanted, value)
            if wrong is not None and not (name in _SAID and wrong in _SAID[name][1] and subject.is_a(*_SAID[name][0])):
                yield Told(path, name, value, wrong)


def _wrong(name: str, wanted: _Range, value: Any) -> Wrong | None:
    if isinstance(value, Mapping):
        return _wrong_node(name, wanted, value)
    if isinstance(value, str):
        text = value.strip()
        if (found := _OURS.fullmatch(text)) is not None:
            term = found[1]
            known = vocabulary.is_type(term) or vocabulary.is_member(term) or vocabulary.is_property(term)
            if wanted.members and not wanted.text and not vocabulary.accepts(name, term):
                return "member"
            return None if known or wanted.text or term in ("docs", "version", "extensions") else "nowhere"
        if wanted.text or wanted.url or (_ADDRESS.fullmatch(text) and (wanted.nodes or wanted.members)):
            return None
    fits = (
        (wanted.number and number_of(value) is not None and not _comma(value))
        or (wanted.boolean and (isinstance(value, bool) or str(value).lower() in ("true", "false")))
        or (wanted.time and (day_of(value) is not None or (isinstance(value, str) and _is_time(value))))
        or (wanted.duration and isinstance(value, str) and _is_duration(value))
        or (wanted.members and isinstance(value, str) and vocabulary.accepts(name, local(value.strip())))
        or (wanted.text and isinstance(value, (int, float)))
        or wanted.url
    )
    if fits:
        return None
    for kind in ("number", "boolean", "duration"):
        if getattr(wanted, kind):
            return kind
    return "date" if wanted.time else "member" if wanted.members and not wanted.nodes else "text"


def _wrong_node(name: str, wanted: _Range, value: Mapping[str, Any]) -> Wrong | None:
    types = types_in(value)
    if not types or is_reference(value) or not all(map(vocabulary.is_type, types)) or "@value" in value:
        return None
    above = lineage(types)
    if "Role" in above or any(vocabulary.is_datatype(of) or vocabulary.accepts(name, of) for of in types):
        return None
    if any(of in vocabulary.supertypes(one) for one in wanted.names for of in types):
        return None
    if wanted.url and ("@id" in value or "url" in value):
        return None
    if wanted.nodes or wanted.members:
        return "class"
    return "node"


def _comma(value: Any) -> bool:
    return isinstance(value, str) and "," in value


def _is_time(text: str) -> bool:
    return len(text) < _LONGEST and _TIME.fullmatch(text.strip()) is not None


def _is_duration(text: str) -> bool:
    stripped = text.strip()
    return len(stripped) < _LONGEST and _DURATION.fullmatch(stripped) is not None and stripped[-1:] not in ("P", "T")


@lru_cache(maxsize=2048)
def _range(name: str) -> _Range | None:
    if not vocabulary.is_property(name) or not (names := vocabulary.value_types(name)):
        return None
    above = {one for of in names for one in vocabulary.supertypes(of)}
    quantities = any(of in ("Mass", "Distance", "Energy", "Quantity") for of in names)
    members = any(vocabulary.subtype_of(of, "Enumeration") for of in names)
    return _Range(
        text=quantities or any(of != "URL" and vocabulary.subtype_of(of, "Text") for of in names),
        url="URL" in names,
        number="Number" in above,
        boolean="Boolean" in names,
        time=any(of in names for of in ("Date", "DateTime", "Time")),
        duration="Duration" in names,
        members=members,
        nodes=any(not vocabulary.is_datatype(of) and not vocabulary.subtype_of(of, "Enumeration") for of in names),
        names=names,
    )


@lru_cache(maxsize=256)
def enumerations(name: str) -> tuple[str, ...]:
    """The members that a property takes."""
    return tuple(
        member
        for of in vocabulary.value_types(name)
        if vocabulary.subtype_of(of, "Enumeration")
        for member in vocabulary.members(of)
    )


def range_in_words(name: str) -> str:
    """What a property takes: ``Person or Organization``."""
    *others, last = vocabulary.value_types(name)
    return f"{', '.join(others)} or {last}" if others else last
