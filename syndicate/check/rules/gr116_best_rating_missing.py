"""GR116: a value above 5 needs its bestRating."""

from __future__ import annotations

from operator import gt

from syndicate.check._rule import Rule, node
from syndicate.check.rules._nodes import AGGREGATE_NODE, REVIEW_NODE, changed, with_, without
from syndicate.check.rules._reviews import beyond
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]

RULE = Rule(
    code="GR116",
    name="best-rating-missing",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Where no bestRating is said, Google takes 5 for the best. A value above it is out of that scale, and no "
        "stars are shown."
    ),
    mend='Add "bestRating" with the highest value that can be given, such as 10 or 100.',
    check=beyond("best", gt, 5),
    good=(
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 5})),
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": "80%"})),
    ),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 8}), at="reviewRating.bestRating"),
        node(without(with_(AGGREGATE_NODE, ratingValue="8,5"), "bestRating"), at="bestRating"),
    ),
)
