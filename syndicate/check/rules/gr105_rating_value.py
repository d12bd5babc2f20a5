"""GR105: the rating of a review needs a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed, without
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    # That of a fact check is a word; it has a rule of its own.
    for value in subject.each("reviewRating") if counts_for_search(subject) else ():
        if isinstance(value.value, Mapping) and not subject.has("ratingValue", within=value):
            yield Hit(f"{value.path}.ratingValue", "the rating has no value")


RULE = Rule(
    code="GR105",
    name="rating-without-value",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "A rating says how good something is by its value. This one is there and has no value, so that nothing can "
        "be shown."
    ),
    mend='Add "ratingValue" with the number that the page shows, or take the empty rating out.',
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(without(REVIEW_NODE, "reviewRating")),
    ),
    bad=(node(changed(REVIEW_NODE, "reviewRating.ratingValue", None), at="reviewRating.ratingValue"),),
)
