"""GR118: the ends of a scale are numbers."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._reviews import is_verdict
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in ("bestRating", "worstRating") if is_verdict(subject) else ():
        for path, value in subject.each(name):
            if number_of(value) is None:
                yield Hit(path, f"{shown(value)} is no number")


RULE = Rule(
    code="GR118",
    name="scale-is-no-number",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why="The best and the worst of a scale are numbers. Of anything else Google cannot tell how good the value is.",
    mend="Write the number alone: 5, not 5 stars.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(changed(REVIEW_NODE, "reviewRating.bestRating", "5.0")),
    ),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating.bestRating", "5 stars"), at="reviewRating.bestRating"),
        node(changed(REVIEW_NODE, "reviewRating.worstRating", "F"), at="reviewRating.worstRating"),
    ),
)
