"""Every path that a record can have, read off the models: ``id``, ``item.name``, ``authors.url``.

A path names fields, without the places in lists. Free JSON (``item.properties``, ``extensions``) is one path.

>>> "item.director.name" in PATHS, "rating.best" in PATHS, "item.director" in LISTS, "rating" in LISTS
(True, True, True, False)
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from syndicate.models.review import Review

__all__ = ["LISTS", "PATHS", "models_in"]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a type hint names, in its order: those of a list, a union or an alias too."""
    annotation = getattr(annotation, "__value__", annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from models_in(argument)


def _walk(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = list(models_in(field.annotation))
        if not inner:
            yield f"{prefix}{name}"
        for below in inner:
            yield from _walk(below, f"{prefix}{name}.")


def _lists(model: type[BaseModel], prefix: str) -> Iterator[str]:
    hints = typing.get_type_hints(model)
    for name, field in model.model_fields.items():
        if typing.get_origin(hints[name]) is tuple:
            yield f"{prefix}{name}"
        for below in models_in(field.annotation):
            yield from _lists(below, f"{prefix}{name}.")


LISTS: tuple[str, ...] = tuple(dict.fromkeys(_lists(Review, "")))
"""The paths at which a review has a list, of values or of objects."""

PATHS: tuple[str, ...] = tuple(dict.fromkeys(_walk(Review, "")))
"""All paths of a review, in the order of the models."""
