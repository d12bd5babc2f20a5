"""The rating of an item: the mean of its reviews' ratings, on a scale that all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from syndicate.models.rating import normalised

__all__ = ["Counted", "Counts", "counted", "mean_of", "rating_of"]

_MILLION = 1_000_000
_LARGEST = 10**9
"""Values above this are in no mean: nobody rates so high, and sums in SQL are of 64 bits."""


class Counts(Protocol):
    """The ratings of one item, counted in whole numbers, as SQL can."""

    @property
    def ratings(self) -> int: ...
    @property
    def scales(self) -> int:
        """How many scales the ratings are on."""

    @property
    def scale(self) -> str | None:
        """``best|worst`` as they stand, of one of them; either may be empty."""

    @property
    def values(self) -> int | None:
        """The sum of the values, without their fractions."""

    @property
    def millionths(self) -> int | None:
        """The sum of the fractions of the values, in millionths: one sum of both could be too large for SQL."""

    @property
    def normalised(self) -> int:
        """How many ratings have a normalised value."""

    @property
    def normalised_sum(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """:class:`Counts` as values."""

    ratings: int
    scales: int
    scale: str | None
    values: int | None
    millionths: int | None
    normalised: int
    normalised_sum: int | None


def counted(rating: Mapping[str, Any] | None) -> tuple[int | None, str | None, int | None]:
    """A rating as whole numbers: its value in millionths, its scale, its normalised value."""
    if rating is None or abs(rating["value"]) > _LARGEST:
        return None, None, None
    best, worst = rating.get("best"), rating.get("worst")
    value = round(rating["value"] * 1_000_000)
    scale = f"{'' if best is None else best}|{'' if worst is None else worst}"
    return value, scale, normalised(rating["value"], best, worst)


def mean_of(ratings: Iterable[Mapping[str, Any] | None]) -> dict[str, Any] | None:
    """The mean of some ratings, given as plain JSON values; None where nothing can be said.

    >>> mean_of([{"value": 4, "best": 5, "worst": 1}, None, {"value": 3, "best": 5, "worst": 1}])
    {'value': 3.5, 'count': 2, 'best': 5, 'worst': 1}
    """
    rows = [row for row in map(counted, ratings) if row[0] is not None]
    normalised = [row[2] for row in rows if row[2] is not None]
    return rating_of(
        Counted(
            ratings=len(rows),
            scales=len({row[1] for row in rows}),
            scale=rows[0][1] if rows else None,
            values=sum((row[0] or 0) // 1_000_000 for row in rows),
            millionths=sum((row[0] or 0) % 1_000_000 for row in rows),
            normalised=len(normalised),
            normalised_sum=sum(normalised),
        )
    )


def rating_of(aggregate: Counts) -> dict[str, Any] | None:
    """The mean of an item's ratings on the scale that they share; None where nothing can be said.

    It is rounded half to even, to two decimals; to more where the values have more, or where the scale (without one,
    the mean) is so small that two would not say a hundredth of it. It is never outside of its scale.

    Ratings on several scales are averaged on the scale from 0 to 100, if all of their scales are known: this is the
    one place where ratings are converted, and the report says of how many items.
    """
    if not aggregate.ratings:
        return None
    if aggregate.scales == 1 and aggregate.values is not None and aggregate.scale is not None:
        best, worst = aggregate.scale.split("|")
        total = aggregate.values * _MILLION + (aggregate.millionths or 0)
        fine = _fine_of(best, worst) if best and worst else _fine(Fraction(total, aggregate.ratings * _MILLION))
        value = _divided(total, aggregate.ratings * _MILLION, max(_decimals_of(total), fine))
        rating = {"value": value, "count": aggregate.ratings}
        if best:
            rating["best"] = _exact(best)
            rating["value"] = min(rating["value"], rating["best"])
        if worst:
            rating["worst"] = _exact(worst)
            rating["value"] = max(rating["value"], rating["worst"])
        return rating
    if aggregate.normalised == aggregate.ratings and aggregate.normalised_sum is not None:
        value = _divided(aggregate.normalised_sum, aggregate.ratings * 10_000, 2)
        return {"value": value, "count": aggregate.ratings, "best": 100, "worst": 0}
    return None


def _decimals_of(millionths: int) -> int:
    """The decimals of a sum of values, six at most: those of the finest of them, or fewer where they add up."""
    return next((decimals for decimals in range(6) if not millionths % 10 ** (6 - decimals)), 6)


def _divided(above: int, below: int, decimals: int) -> int | float:
    """A quotient, rounded half to even."""
    whole, rest = divmod(above * 10**decimals, below)
    if 2 * rest > below or (2 * rest == below and whole % 2):
        whole += 1
    value = whole / 10**decimals
    return int(value) if value.is_integer() else value


@lru_cache(maxsize=4096)
def _fine_of(best: str, worst: str) -> int:
    return _fine(Fraction(best) - Fraction(worst))


def _fine(span: Fraction) -> int:
    """The decimals that say a hundredth of ``span``, two at least."""
    decimals = 2
    while 0 < abs(span) * 10 ** (decimals - 2) < 1 and decimals < 12:
        decimals += 1
    return decimals


def _exact(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
