"""GR120: a scale whose ends are not said."""

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
    first = subject.first("ratingValue") if is_verdict(subject) else None
    value = None if first is None else number_of(first.value)
    if value is None:
        return
    # Where the value lies outside of what is taken for the end, it is an error, which other rules tell.
    if not subject.has("bestRating"):
        if 1 <= value <= 5:
            yield Hit("bestRating", "the rating does not say its bestRating")
    elif value >= 1 and not subject.has("worstRating"):
        yield Hit("worstRating", "the rating does not say its worstRating")


RULE = Rule(
    code="GR120",
    name="scale-not-said",
    severity="note",
    types=("Rating",),
    source=REVIEW,
    read=AGAIN,
    why=(
        "Without its ends a scale is taken to run from 1 to 5. Google recommends to say both, so that nobody has "
        "to guess."
    ),
    mend='Add "bestRating" and "worstRating".',
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": "80%"})),
    ),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating.bestRating", None), at="reviewRating.bestRating"),
        node(changed(REVIEW_NODE, "reviewRating.worstRating", None), at="reviewRating.worstRating"),
        node(
            changed(REVIEW_NODE, "reviewRating", {"@type": "Rating", "ratingValue": 8, "bestRating": 10}),
            at="reviewRating.worstRating",
        ),
    ),
)
