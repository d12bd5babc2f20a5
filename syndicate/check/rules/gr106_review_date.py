"""GR106: a review should say when it was published."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import REVIEW_NODE, without
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


RULE = Rule(
    code="GR106",
    name="review-without-date",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google recommends to say when a review was published. Readers see from it whether the review is of "
        "today's product."
    ),
    mend='Add "datePublished" as in 2024-05-31.',
    check=lacking("datePublished", says="the review does not say when it was published", only=counts_for_search),
    good=(node(REVIEW_NODE),),
    bad=(node(without(REVIEW_NODE, "datePublished"), at="datePublished"),),
)
