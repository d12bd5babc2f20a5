"""GR102: a review needs something that it is of."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, REVIEWED_NODE, without
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.item is None:
        yield Hit("itemReviewed", "the review does not say what it is of")


RULE = Rule(
    code="GR102",
    name="review-without-item",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "A review is of something, and Google has to know what. This one neither says it nor stands within the "
        "markup of a thing."
    ),
    mend=(
        'Add "itemReviewed" with the type and the name of what is reviewed, or put the review into the "review" of '
        "that thing."
    ),
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(REVIEWED_NODE),
    ),
    bad=(node(without(REVIEW_NODE, "itemReviewed"), at="itemReviewed"),),
)
