"""GR156: an app needs a rating or a review."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.results import is_app
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import REVIEW_NODE, SOFTWARE_NODE, with_, without
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


RULE = Rule(
    code="GR156",
    name="software-without-rating",
    severity="error",
    types=("SoftwareApplication",),
    result="software",
    source=f"{DOCS}software-app",
    read=AGAIN,
    why=(
        "The result for apps shows a rating, and Google asks for one or for a review. Without either there is no "
        "such result."
    ),
    mend='Add "aggregateRating" or "review" with what the page shows; never invent one.',
    check=lacking("aggregateRating", "review", says="the app has no rating and no review", only=is_app),
    good=(
        node(SOFTWARE_NODE),
        node(with_(without(SOFTWARE_NODE, "aggregateRating"), review=without(REVIEW_NODE, "itemReviewed"))),
    ),
    bad=(node(without(SOFTWARE_NODE, "aggregateRating"), at="aggregateRating"),),
)
