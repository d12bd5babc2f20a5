"""The names of a node's properties, judged by the vocabulary once for all rules that ask."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from syndicate import vocabulary
from syndicate.check._page import Page
from syndicate.check._rule import Hit
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import contexts_of, ours
from syndicate.schemaorg.terms import local

__all__ = ["Name", "Verdict", "classes_of", "folded", "names", "nearest", "of_verdict"]

Verdict = Literal["unknown", "case", "old", "beside", "elsewhere"]


class Name(NamedTuple):
    """A name that is not as it should be."""

    name: str
    verdict: Verdict
    """``unknown``: schema.org has none like it; ``case``: in other letters; ``old``: it has a successor; ``beside``:
    either, and the right name stands beside it; ``elsewhere``: it is for nodes of other classes."""
    other: str
    """The right name, where there is one."""


def classes_of(subject: Subject) -> tuple[str, ...]:
    """The classes of a node, further ones among them; none where one of them is not schema.org's."""
    more = [local(value) for _, value in subject.each("additionalType") if isinstance(value, str)]
    if not all(map(vocabulary.is_type, subject.types)):
        return ()
    return (*subject.types, *filter(vocabulary.is_type, more))


def names(subject: Subject) -> tuple[Name, ...]:
    """The names of a node that are not as they should be."""
    global _last
    held = _last  # what another thread puts there meanwhile is not taken
    if held[0] is not subject:
        held = _last = subject, tuple(_judged(subject))
    return held[1]


# Rules ask of one node after another, and each asks the same.
_last: tuple[Subject | None, tuple[Name, ...]] = (None, ())


def of_verdict(verdict: Verdict, say: Callable[[Subject, Name], Hit]) -> Callable[[Subject], Iterator[Hit]]:
    """A check that speaks of the names of one verdict."""

    def check(subject: Subject) -> Iterator[Hit]:
        return (say(subject, name) for name in names(subject) if name.verdict == verdict)

    return check


def _judged(subject: Subject) -> Iterator[Name]:
    classes = classes_of(subject) if subject.types and ours(subject) else ()
    if not classes:
        return
    terms = contexts_of(subject).terms if subject.syntax == "JSON-LD" else ()
    for name in subject.node:
        found = _verdict(name, classes)
        if found is None or name in terms:
            continue
        verdict, other = found
        yield Name(name, "beside" if other and other in subject.node else verdict, other)


@lru_cache(maxsize=8192)
def _verdict(name: str, classes: tuple[str, ...]) -> tuple[Verdict, str] | None:
    # Actions say of a property what goes in and out by a suffix (https://schema.org/docs/actions.html).
    if name[:1] in ("@", "") or ":" in name or name.endswith(("-input", "-output")):
        return None
    if not vocabulary.is_property(name):
        right = folded().get(name.casefold())
        return ("unknown", "") if right is None else ("case", right)
    new = vocabulary.superseded_by(name)
    if new is not None and _is_for(new, classes):
        return "old", new
    if _is_for(name, classes) or any(vocabulary.is_datatype(of) or vocabulary.subtype_of(of, "Role") for of in classes):
        return None
    return "elsewhere", ""


def _is_for(name: str, classes: tuple[str, ...]) -> bool:
    return any(vocabulary.property_of(name, of) for of in classes)


_LOOKED_UP = 40
_LONGEST = 60
_asked: weakref.WeakKeyDictionary[Page, int] = weakref.WeakKeyDictionary()


def nearest(subject: Subject, name: str, among: Callable[[], Iterable[str]]) -> tuple[str, ...]:
    """The names that look like one; none after the first 40 of an input, since each takes some milliseconds."""
    asked = _asked.get(subject.page, 0)
    if asked >= _LOOKED_UP or len(name) > _LONGEST:
        return ()
    _asked[subject.page] = asked + 1
    return vocabulary.nearest(name, among())


@lru_cache(maxsize=1)
def folded() -> dict[str, str]:
    """Properties by their names in lower case; of two that differ in nothing else, the one that is in use."""
    made: dict[str, str] = {}
    for name in sorted(vocabulary.properties(), key=lambda one: (vocabulary.superseded_by(one) is None, one)):
        made[name.casefold()] = name
    return made
