"""GR125: several reviews within one thing, and no mean."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEWED_NODE, with_, without
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.is_a("Review") or subject.has("aggregateRating"):
        return
    count = sum(subject.of(value, "Review") for name in ("review", "reviews") for value in subject.each(name))
    if count > 1 and not any(one.is_a("AggregateRating") for one in subject.around("itemReviewed")):
        yield Hit("aggregateRating", f"there are {count} reviews, and no mean of their ratings")


RULE = Rule(
    code="GR125",
    name="reviews-without-mean",
    severity="warning",
    types=("Thing",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google asks for the mean of the ratings where a page has several reviews of one thing. Without it, it may "
        "show none of them."
    ),
    mend='Add "aggregateRating" with the mean and the number of the ratings, and show both on the page.',
    check=_check,
    good=(
        node(REVIEWED_NODE),
        node(with_(without(REVIEWED_NODE, "aggregateRating"), review=REVIEWED_NODE["review"][:1])),
    ),
    bad=(node(without(REVIEWED_NODE, "aggregateRating"), at="aggregateRating"),),
)
