"""GR115: a rating within its scale."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of, rated
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, REVIEW_NODE, changed, with_
from syndicate.check.rules._reviews import is_verdict
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    first = subject.first("ratingValue") if is_verdict(subject) else None
    said = None if first is None else rated(first.value)
    if first is None or said is None:
        return
    best, worst = said.best, 0.0 if said.best is not None else None
    if best is None:
        best, worst = (number_of(one.value) if (one := subject.first(name)) else None for name in _NAMES)
    if best is not None and said.value > best:
        yield Hit(first.path, f"{shown(first.value)} is above {best:g}, the best of its scale")
    elif worst is not None and said.value < worst:
        yield Hit(first.path, f"{shown(first.value)} is below {worst:g}, the worst of its scale")


_NAMES = ("bestRating", "worstRating")

RULE = Rule(
    code="GR115",
    name="rating-outside-scale",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why=(
        "A rating lies between the worst and the best of its scale. One outside of it is taken for a mistake, and "
        "no stars are shown."
    ),
    mend="Correct the value, or the scale: bestRating is the highest, worstRating the lowest that can be given.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "100%")),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "6/10")),
        node(with_(AGGREGATE_NODE, ratingValue="91", bestRating="100")),
    ),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", 6), at="reviewRating.ratingValue"),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "5,5"), at="reviewRating.ratingValue"),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "120%"), at="reviewRating.ratingValue"),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "11/10"), at="reviewRating.ratingValue"),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", 0), at="reviewRating.ratingValue"),
    ),
)
