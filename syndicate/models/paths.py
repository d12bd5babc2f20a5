"""Every path that a record can have, read off the models: ``id``, ``item.name``, ``authors.url``.

A path names fields, without the places in lists. Free JSON (``item.properties``, ``extensions``) is one path.

>>> "item.director.name" in PATHS, "rating.best" in PATHS
(True, True)
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from syndicate.models.review import Review

__all__ = ["PATHS"]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    annotation = getattr(annotation, "__value__", annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models(argument)


def _walk(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = list(_models(field.annotation))
        if not inner:
            yield f"{prefix}{name}"
        for below in inner:
            yield from _walk(below, f"{prefix}{name}.")


PATHS: tuple[str, ...] = tuple(dict.fromkeys(_walk(Review, "")))
"""All paths of a review, in the order of the models."""
