"""GR119: the best is above the worst."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._reviews import is_verdict
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    first = subject.first("bestRating") if is_verdict(subject) else None
    best = None if first is None else number_of(first.value)
    if first is None or best is None:
        return
    other = subject.first("worstRating")
    worst = 1.0 if other is None else number_of(other.value)
    if worst is not None and best <= worst:
        yield Hit(first.path, f"the best is {best:g}, and the worst {worst:g}{'' if other else ' where none is said'}")


RULE = Rule(
    code="GR119",
    name="scale-turned-round",
    severity="error",
    types=("Rating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why=(
        "The best of a scale is its highest number, the worst its lowest. Where they are equal or turned round, no "
        "value lies within."
    ),
    mend=(
        "Put the higher number into bestRating; a scale on which 1 is best has to be turned over before it is "
        "published."
    ),
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(
        node(
            changed(
                REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 1, "bestRating": 1, "worstRating": 6}
            ),
            at="reviewRating.bestRating",
        ),
        node(
            changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 1, "bestRating": 1}),
            at="reviewRating.bestRating",
        ),
    ),
)
