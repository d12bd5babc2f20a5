"""GR130: a mean needs the number of its ratings."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import AGGREGATE_NODE, EMPLOYER_NODE, PRODUCT_NODE, without
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


RULE = Rule(
    code="GR130",
    name="mean-without-count",
    severity="error",
    types=("AggregateRating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why="Google asks how many ratings or reviews a mean is of. Without that number it shows no stars.",
    mend='Add "ratingCount" (ratings, with and without a text) or "reviewCount" (those with a text).',
    check=lacking("ratingCount", "reviewCount", says="it is not said how many ratings the mean is of"),
    good=(
        node(AGGREGATE_NODE),
        node(PRODUCT_NODE),
    ),
    bad=(
        node(without(AGGREGATE_NODE, "ratingCount"), at="ratingCount"),
        node(without(EMPLOYER_NODE, "ratingCount"), at="ratingCount"),
    ),
)
