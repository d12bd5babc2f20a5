"""GR138: fewer reviews counted than shown."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEWED_NODE, changed
from syndicate.check.rules._sources import POLICIES, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    around = next(subject.around("aggregateRating"), None)
    first = None if around is None else around.first("aggregateRating")
    if first is None or first.value is not subject.node:
        return
    counts = [(path, number_of(value)) for name in ("reviewCount", "ratingCount") for path, value in subject.each(name)]
    said = [number for _, number in counts if number is not None]
    if around is None or not said or max(said) <= 0:
        return
    # A review of one's own beside the means of users is no part of them.
    shown_here = sum(subject.of(one, "Review") and not subject.of(one, "CriticReview") for one in around.each("review"))
    if shown_here > max(said):
        yield Hit(counts[0][0], f"the mean is of {max(said):g}, and {shown_here} reviews are marked up")


RULE = Rule(
    code="GR138",
    name="mean-with-fewer-than-shown",
    severity="warning",
    types=("AggregateRating",),
    result="review",
    source=POLICIES,
    read=READ,
    why="The page has more reviews of this thing than the mean is said to be of. One of the two is out of date.",
    mend="Count again when a review comes or goes; the build does it by itself.",
    check=_check,
    good=(
        node(REVIEWED_NODE),
        node(PRODUCT_NODE),
    ),
    bad=(node(changed(REVIEWED_NODE, "aggregateRating.reviewCount", 1), at="aggregateRating.reviewCount"),),
)
