"""GR116: a value above 5 needs its bestRating."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, REVIEW_NODE, changed, with_, without
from syndicate.check.rules._reviews import is_verdict
from syndicate.check.rules._sources import READ, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_DEFAULT = 5


def _check(subject: Subject) -> Iterator[Hit]:
    first = subject.first("ratingValue") if is_verdict(subject) else None
    value = None if first is None else number_of(first.value)
    if first is not None and value is not None and value > _DEFAULT and not subject.has("bestRating"):
        yield Hit("bestRating", f"the value is {shown(first.value)}, and without bestRating the best is {_DEFAULT}")


RULE = Rule(
    code="GR116",
    name="best-rating-missing",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=READ,
    why=(
        "Where no bestRating is said, Google takes 5 for the best. A value above it is out of that scale, and no "
        "stars are shown."
    ),
    mend='Add "bestRating" with the highest value that can be given, such as 10 or 100.',
    check=_check,
    good=(
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 5})),
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": "80%"})),
    ),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 8}), at="reviewRating.bestRating"),
        node(without(with_(AGGREGATE_NODE, ratingValue="8,5"), "bestRating"), at="bestRating"),
    ),
)
