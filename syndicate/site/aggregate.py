"""The rating of an item: the mean of its reviews' ratings, on a scale that all of them share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from syndicate.site.index import Aggregate

__all__ = ["rating_of"]


def rating_of(aggregate: Aggregate) -> dict[str, Any] | None:
    """The mean of an item's ratings, to two decimals, on the scale that they share; None where nothing can be said.

    Ratings on several scales are averaged on the scale from 0 to 100, if all of their scales are known: this is the
    one place where ratings are converted, and the report says of how many items.
    """
    if not aggregate.ratings:
        return None
    if aggregate.scales == 1 and aggregate.values is not None and aggregate.scale is not None:
        best, worst = aggregate.scale.split("|")
        mean = Fraction(aggregate.values * 1_000_000 + (aggregate.millionths or 0), aggregate.ratings * 1_000_000)
        rating = {"value": _rounded(mean), "count": aggregate.ratings}
        if best:
            rating["best"] = _exact(best)
        if worst:
            rating["worst"] = _exact(worst)
        return rating
    if aggregate.normalised == aggregate.ratings and aggregate.normalised_sum is not None:
        mean = Fraction(aggregate.normalised_sum, aggregate.ratings * 10_000)
        return {"value": _rounded(mean), "count": aggregate.ratings, "best": 100, "worst": 0}
    return None


def _rounded(value: Fraction) -> int | float:
    return _exact(str(float(round(value, 2))))


def _exact(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
