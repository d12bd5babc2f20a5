"""GR117: a value below 1 needs its worstRating."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._reviews import is_verdict
from syndicate.check.rules._sources import READ, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_DEFAULT = 1


def _check(subject: Subject) -> Iterator[Hit]:
    first = subject.first("ratingValue") if is_verdict(subject) else None
    value = None if first is None else number_of(first.value)
    if first is not None and value is not None and value < _DEFAULT and not subject.has("worstRating"):
        yield Hit("worstRating", f"the value is {shown(first.value)}, and without worstRating the worst is {_DEFAULT}")


RULE = Rule(
    code="GR117",
    name="worst-rating-missing",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=READ,
    why=(
        "Where no worstRating is said, Google takes 1 for the worst. A value below it is out of that scale, and no "
        "stars are shown."
    ),
    mend='Add "worstRating" with the lowest value that can be given, such as 0.',
    check=_check,
    good=(
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 1})),
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 0, "worstRating": 0})),
    ),
    bad=(
        node(
            changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 0.5}), at="reviewRating.worstRating"
        ),
    ),
)
