"""GR133: what is reviewed needs a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, is_reference, types_in
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("itemReviewed") if counts_for_search(subject) else ():
        if isinstance(value, Mapping) and not is_reference(value) and not types_in(value):
            yield Hit(f"{path}.@type", "what is reviewed has no type")


RULE = Rule(
    code="GR133",
    name="item-without-type",
    severity="error",
    types=(
        "Review",
        "AggregateRating",
    ),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why="Whether there are stars depends on what kind of thing is reviewed. This one does not say it.",
    mend='Add "@type": Product, Movie, Book, LocalBusiness ...',
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(node(changed(REVIEW_NODE, "itemReviewed.@type", None), at="itemReviewed.@type"),),
)
