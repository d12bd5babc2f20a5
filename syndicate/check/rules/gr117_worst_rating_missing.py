"""GR117: a value below 1 needs its worstRating."""

from __future__ import annotations

from operator import lt

from syndicate.check._rule import Rule, node
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._reviews import beyond
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]

RULE = Rule(
    code="GR117",
    name="worst-rating-missing",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Where no worstRating is said, Google takes 1 for the worst. A value below it is out of that scale, and no "
        "stars are shown."
    ),
    mend='Add "worstRating" with the lowest value that can be given, such as 0.',
    check=beyond("worst", lt, 1),
    good=(
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 1})),
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 0, "worstRating": 0})),
        node({"@type": "AggregateRating", "ratingValue": 0, "reviewCount": 0}),
    ),
    bad=(
        node(
            changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 0.5}), at="reviewRating.worstRating"
        ),
    ),
)
