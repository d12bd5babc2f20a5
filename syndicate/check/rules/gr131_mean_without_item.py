"""GR131: a mean needs something that it is of."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, EMPLOYER_NODE, PRODUCT_NODE, without
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.item is None:
        yield Hit("itemReviewed", "the mean does not say what it is of")


RULE = Rule(
    code="GR131",
    name="mean-without-item",
    severity="error",
    types=("AggregateRating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why=(
        "A mean of ratings is of something, and Google has to know what. This one neither says it nor stands "
        "within the markup of a thing."
    ),
    mend='Put it into the "aggregateRating" of what it is of, or add "itemReviewed".',
    check=_check,
    good=(
        node(AGGREGATE_NODE),
        node(PRODUCT_NODE),
    ),
    bad=(
        node(without(AGGREGATE_NODE, "itemReviewed"), at="itemReviewed"),
        node(without(EMPLOYER_NODE, "itemReviewed"), at="itemReviewed"),
    ),
)
