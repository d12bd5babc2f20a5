"""The shape of a record: which keys it has at every depth, in which order, and where a value is more than the least.

Records of one shape have their keys in one order and the same paths, so that what is true of the paths of one is true
of all: it is found out once (:class:`syndicate.formats.Tally`, :func:`syndicate.models.record.said`).

>>> shape_of({"id": "tag:example.org,2024:1", "item": {"type": "Movie", "name": "Dune"}, "tags": ["sand", "spice"]})
('id', ('item', False, ('type', 'name')), ('tags', True))
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from syndicate.models.dates import Date
from syndicate.models.review import Review

__all__ = ["FREE", "Shape", "dated_paths", "shape_of"]

FREE: Final = frozenset({"properties", "extensions"})
"""Free JSON: one path, whatever is in it."""

Shape: TypeAlias = tuple[Any, ...]
"""For each key of an object the key alone, or ``(key, more, *shapes)``: whether what it holds is more than the least
that it can be (a list of more than one, a time, a text that is not plain), and the shapes of the objects in it."""


def shape_of(value: Mapping[str, Any]) -> Shape:
    """The shape of a record, given as plain JSON values.

    What is absent is not there; where it is there as an empty value, the shape is that of no record.
    """
    made: list[Any] = []
    add, valued = made.append, _valued()
    for key, inner in value.items():
        kind = type(inner)
        if kind is str:
            add((key, True) if key in valued and _more(key, inner) else key)
        elif kind is list:
            if not inner:
                add((key, None))
            elif type(inner[0]) is dict:
                if len(inner) == 1:
                    add((key, False, shape_of(inner[0])))
                else:
                    add((key, True, *{shape_of(part): None for part in inner}))
            else:
                add((key, True) if len(inner) > 1 else key)
        elif kind is dict and key not in FREE:
            add((key, False, shape_of(inner)))
        elif inner is None:
            add((key, None))
        else:
            add(key)
    return tuple(made)


@cache
def dated_paths() -> frozenset[str]:
    """The paths whose values are dates or times, read off the models."""
    return frozenset(_dated(Review, ""))


@cache
def _valued() -> frozenset[str]:
    """The keys whose text is looked at: those of dates, and what a body is written in."""
    return frozenset(path.rpartition(".")[2] for path in ("body.format", *dated_paths()))


def _dated(annotation: Any, path: str) -> Iterator[str]:
    if annotation is Date:
        yield path
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from _dated(field.annotation, f"{path}.{name}" if path else name)
    else:
        for argument in typing.get_args(getattr(annotation, "__value__", annotation)):
            yield from _dated(argument, path)


def _more(key: str, value: str) -> bool:
    return value != "text" if key == "format" else value[10:11] == "T"
