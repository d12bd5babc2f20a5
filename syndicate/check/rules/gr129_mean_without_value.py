"""GR129: a mean needs its value."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import AGGREGATE_NODE, EMPLOYER_NODE, without
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


RULE = Rule(
    code="GR129",
    name="mean-without-value",
    severity="error",
    types=("AggregateRating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why="The stars are drawn from the mean of the ratings. It is not said here.",
    mend='Add "ratingValue" with the mean that the page shows.',
    check=lacking("ratingValue", says="the mean of the ratings is not said"),
    good=(
        node(AGGREGATE_NODE),
        node(EMPLOYER_NODE),
    ),
    bad=(
        node(without(AGGREGATE_NODE, "ratingValue"), at="ratingValue"),
        node(without(EMPLOYER_NODE, "ratingValue"), at="ratingValue"),
    ),
)
