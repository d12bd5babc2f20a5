"""Numbers of ratings as markup has them: 4, "4.5", "4,5", "80%", "8/10"."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

__all__ = ["Rated", "number_of", "rated", "with_point"]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)", re.ASCII)
_PERCENT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)\s?%", re.ASCII)
_FRACTION = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)\s*/\s*([0-9]+(?:[.,][0-9]+)?)", re.ASCII)


class Rated(NamedTuple):
    """A value and its scale, as far as it says one."""

    value: float
    best: float | None
    """What a percentage and a fraction say the best is."""


def number_of(value: Any) -> float | None:
    """A number, or a text that is one, with a comma for the point too; None for all else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str) and len(value) < 60 and _NUMBER.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    return None


def rated(value: Any) -> Rated | None:
    """The value of a rating: a number, a percentage or a fraction; None for what is none of them."""
    plain = number_of(value)
    if plain is not None:
        return Rated(plain, None)
    if not isinstance(value, str) or len(value) > 60:
        return None
    if found := _PERCENT.fullmatch(value.strip()):
        return Rated(float(found[1].replace(",", ".")), 100)
    if found := _FRACTION.fullmatch(value.strip()):
        return Rated(float(found[1].replace(",", ".")), float(found[2].replace(",", ".")))
    return None


def with_point(value: Any) -> Any:
    """A text with a decimal comma as one with a point; any other value as it is.

    >>> with_point("4,5"), with_point("4.5"), with_point("1,000")
    ('4.5', '4.5', '1,000')
    """
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]+,[0-9]{1,2}\s*%?\s*", value, re.ASCII):
        return value.strip().replace(",", ".")
    return value
