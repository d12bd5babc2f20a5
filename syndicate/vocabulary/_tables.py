"""The tables in ``_data.json``, read once on first use, and the walks over the class tree.

Functions here take names that exist; :mod:`syndicate.vocabulary` checks that first. So their caches never
grow beyond one entry per type, whatever names a caller asks about.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

__all__ = [
    "Tables",
    "ancestors",
    "children",
    "descendants",
    "direct_members",
    "line",
    "own_properties",
    "tables",
]


class Tables(NamedTuple):
    """What ``_generate`` kept of schema.org; bare names everywhere (``Book``, not ``schema:Book``)."""

    version: str
    types: Mapping[str, Sequence[str]]
    """Each class with its direct superclasses, sorted; none for Thing, DataType and the data types' roots."""
    datatypes: Sequence[str]
    """The classes that are declared to be instances of DataType; their subclasses are not repeated here."""
    properties: Mapping[str, Sequence[Sequence[str]]]
    """Each property with its domainIncludes and its rangeIncludes, both sorted and both possibly empty."""
    members: Mapping[str, Sequence[str]]
    """Each enumeration member with the class or classes it is an instance of, sorted."""
    superseded: Mapping[str, str]
    """Each superseded type, property or member with its direct successor, which may be superseded itself."""


@cache
def tables() -> Tables:
    """The parsed file; a few milliseconds once per process."""
    # json costs 3 ms to import (orjson, with all that it pulls in, 13), which an importer of the package may never
    # need; pathlib would cost 4 of the 20 ms that a first answer takes.
    import json

    with open(os.path.join(os.path.dirname(__file__), "_data.json"), "rb") as file:  # noqa: PTH118, PTH120, PTH123
        return Tables(**json.load(file))


@cache
def ancestors(name: str) -> tuple[str, ...]:
    """The type and all above it, breadth first; superclasses of one class in sorted order."""
    return _walk(name, tables().types)


@cache
def line(name: str) -> frozenset[str]:
    """The same as :func:`ancestors`, to test membership in."""
    return frozenset(ancestors(name))


@cache
def descendants(name: str) -> tuple[str, ...]:
    """The type and all below it, sorted."""
    return tuple(sorted(_walk(name, children())))


def _walk(start: str, relation: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    # The list is its own queue: a for loop sees what is appended while it runs.
    queue = [start]
    seen = {start}
    for name in queue:
        fresh = [other for other in relation.get(name, ()) if other not in seen]
        queue += fresh
        seen.update(fresh)
    return tuple(queue)


def _inverted(pairs: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for name, others in pairs:
        for other in others:
            result.setdefault(other, []).append(name)
    return result


@cache
def children() -> Mapping[str, Sequence[str]]:
    """Each class that has any with its direct subclasses."""
    return _inverted(tables().types.items())


@cache
def direct_members() -> Mapping[str, Sequence[str]]:
    """Each class that has any with its direct members."""
    return _inverted(tables().members.items())


@cache
def own_properties() -> Mapping[str, Sequence[str]]:
    """Each class that has any with the properties whose domainIncludes names it, without inherited ones."""
    return _inverted((name, domain) for name, (domain, _) in tables().properties.items())
