"""GR104: a review without a rating has no stars."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import REVIEW_NODE, without
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


RULE = Rule(
    code="GR104",
    name="review-without-rating",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Stars are made of a rating, and this review has none. Google takes a review with an author and a date all "
        "the same, but there is nothing to draw."
    ),
    mend=(
        'Add "reviewRating": {"@type": "Rating", "ratingValue": ...} where the review gives a rating; never invent one.'
    ),
    check=lacking("reviewRating", says="the review has no rating", only=counts_for_search),
    good=(node(REVIEW_NODE),),
    bad=(node(without(REVIEW_NODE, "reviewRating"), at="reviewRating"),),
)
