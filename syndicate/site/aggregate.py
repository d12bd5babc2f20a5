"""The rating of an item: the mean of its reviews' ratings, on a scale that all of them share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from syndicate.site.index import Aggregate

__all__ = ["rating_of"]


def rating_of(aggregate: Aggregate) -> dict[str, Any] | None:
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
        mean = Fraction(aggregate.values * 1_000_000 + (aggregate.millionths or 0), aggregate.ratings * 1_000_000)
        ends = [Fraction(end) for end in (best, worst) if end]
        decimals = max(_decimals_of(mean * aggregate.ratings), _fine(ends[0] - ends[1] if len(ends) == 2 else mean))
        rounded = round(mean, decimals)
        if best:
            rounded = min(rounded, Fraction(best))
        if worst:
            rounded = max(rounded, Fraction(worst))
        rating = {"value": _plain(rounded), "count": aggregate.ratings}
        if best:
            rating["best"] = _exact(best)
        if worst:
            rating["worst"] = _exact(worst)
        return rating
    if aggregate.normalised == aggregate.ratings and aggregate.normalised_sum is not None:
        mean = Fraction(aggregate.normalised_sum, aggregate.ratings * 10_000)
        return {"value": _plain(round(mean, 2)), "count": aggregate.ratings, "best": 100, "worst": 0}
    return None


def _decimals_of(sum_: Fraction) -> int:
    """The decimals of a sum of values, six at most: those of the finest of them, or fewer where they add up."""
    return next((decimals for decimals in range(6) if round(sum_, decimals) == sum_), 6)


def _fine(span: Fraction) -> int:
    """The decimals that say a hundredth of ``span``, two at least."""
    decimals = 2
    while 0 < abs(span) * 10 ** (decimals - 2) < 1 and decimals < 12:
        decimals += 1
    return decimals


def _plain(value: Fraction) -> int | float:
    return _exact(str(float(value)))


def _exact(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
