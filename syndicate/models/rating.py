"""Ratings on the scale of their source, never on another.

>>> Rating(value=3.5, best=5, label="★★★½").normalised() is None   # the worst is not known
True
>>> Rating(value=3, best=5, worst=1).normalised()
500000
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from syndicate.models._base import Model
from syndicate.models.number import Number
from syndicate.models.text import Line, Text, fault

__all__ = ["Aspect", "Rating", "normalised"]


class Rating(Model):
    """A verdict as a number on a scale (https://schema.org/Rating)."""

    value: Number
    """The rating itself, on its own scale: 3.5 of ★★★½."""
    best: Number | None = None
    """The most that the scale allows; absent where the source does not say. A target's default is never stored."""
    worst: Number | None = None
    """The least that the scale allows; absent where the source does not say."""
    label: Line | None = None
    """The rating as the source wrote it, where that is no plain number: `B+`, `★★★½`, `3.5/5`."""

    @model_validator(mode="after")
    def _within_scale(self) -> Self:
        value, best, worst = self.value, self.best, self.worst
        if best is not None and value > best:
            raise _off_scale(f"the value {value} above the best {best}", f"a value of at most {best}")
        if worst is not None:
            if value < worst:
                raise _off_scale(f"the value {value} below the worst {worst}", f"a value of at least {worst}")
            if best is not None and best <= worst:
                raise _off_scale(f"the best {best} and the worst {worst}", f"a best above {worst}")
        return self

    def normalised(self) -> int | None:
        """The value on a scale of 0 (worst) to 1,000,000 (best), rounded half to even; None without a whole scale."""
        return normalised(self.value, self.best, self.worst)


class Aspect(Model):
    """The rating of one part of the item: the battery, the acting, the service."""

    name: Line
    """What is rated: `battery`, `acting`."""
    rating: Rating
    """Its rating, on a scale of its own."""
    text: Text | None = None
    """What the reviewer says of this part."""


@lru_cache(maxsize=4096)
def normalised(value: float, best: float | None, worst: float | None) -> int | None:
    """See :meth:`Rating.normalised`. Ratings are of few values on few scales: those seen before cost nothing."""
    if best is None or worst is None:
        return None
    exact, most, least = (Fraction(repr(n)) for n in (value, best, worst))
    return round((exact - least) / (most - least) * 1_000_000)


def _off_scale(problem: str, expected: str) -> PydanticCustomError:
    return fault(problem, expected, "Correct the rating, or the scale that it is given on.")
