"""GR101: a review needs an author."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import REVIEW_NODE, with_, without
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


RULE = Rule(
    code="GR101",
    name="review-without-author",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google shows stars only for a review that says who wrote it. A name on the page alone is not enough: it "
        "has to stand in the markup."
    ),
    mend='Add "author": {"@type": "Person", "name": "..."} with the name that the page shows.',
    check=lacking("author", says="the review says no author", only=counts_for_search),
    good=(
        node(REVIEW_NODE),
        node(with_(REVIEW_NODE, author={"@type": "Organization", "name": "Example Weekly"})),
    ),
    bad=(
        node(without(REVIEW_NODE, "author"), at="author"),
        node(with_(REVIEW_NODE, author=" "), at="author"),
    ),
)
