"""GR114: the value of a rating is a number."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import rated
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, MOVIE_NODE, REVIEW_NODE, changed, with_
from syndicate.check.rules._reviews import counts_for_search, is_verdict
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not is_verdict(subject) or (subject.parent is not None and not counts_for_search(subject.parent)):
        return
    for path, value in subject.each("ratingValue"):
        if rated(value) is None:
            yield Hit(path, f"{shown(value)} is no number, percentage or fraction")


RULE = Rule(
    code="GR114",
    name="rating-is-no-number",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why=(
        "The value of a rating is a number, a percentage or a fraction: 4, 80% or 8/10. Of words, stars and grades "
        "Google makes nothing."
    ),
    mend="Write the number; what people see may be a word or a star.",
    check=_check,
    good=(
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "4.5")),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "60%")),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "6 / 10")),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "4,5")),
        node(with_(MOVIE_NODE, contentRating={"@type": "Rating", "ratingValue": "PG-13"})),
    ),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "B+"), at="reviewRating.ratingValue"),
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "\u2605\u2605\u2605"), at="reviewRating.ratingValue"),
        node(with_(AGGREGATE_NODE, ratingValue="4 out of 5"), at="ratingValue"),
    ),
)
