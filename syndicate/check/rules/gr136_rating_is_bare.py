"""GR136: a rating is a node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("reviewRating"):
        if not isinstance(value, Mapping):
            yield Hit(path, f"the rating is {shown(value, 60)}, and no Rating")


RULE = Rule(
    code="GR136",
    name="rating-is-bare",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "The rating of a review is a node with a value and a scale. Google reads no bare number or text in its place."
    ),
    mend='Write "reviewRating": {"@type": "Rating", "ratingValue": ...}.',
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(node(with_(REVIEW_NODE, reviewRating=4), at="reviewRating"),),
)
