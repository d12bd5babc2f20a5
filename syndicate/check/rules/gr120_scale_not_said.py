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
    # Outside of 1 to 5 it is an error, which other rules tell.
    for name in ("bestRating", "worstRating") if value is not None and 1 <= value <= 5 else ():
        if not subject.has(name):
            yield Hit(name, f"the rating does not say its {name}")
            return


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
    ),
)
