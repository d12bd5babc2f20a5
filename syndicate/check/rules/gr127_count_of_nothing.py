"""GR127: a mean of no ratings."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, with_
from syndicate.check.rules._reviews import counts
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    # Ratings without a word are no reviews: one of the two may be zero.
    for path, count in counts(subject)[:1]:
        if count <= 0:
            yield Hit(path, f"the mean is of {count:g} ratings")


RULE = Rule(
    code="GR127",
    name="count-of-nothing",
    severity="error",
    types=("AggregateRating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why="A mean of no ratings is none. Google shows no stars for a count of zero.",
    mend="Leave the whole aggregateRating out until there is a rating.",
    check=_check,
    good=(
        node(AGGREGATE_NODE),
        node(with_(AGGREGATE_NODE, ratingCount=12, reviewCount=0)),
    ),
    bad=(
        node(with_(AGGREGATE_NODE, ratingCount=0), at="ratingCount"),
        node(with_(AGGREGATE_NODE, ratingCount="0"), at="ratingCount"),
        node(with_(AGGREGATE_NODE, ratingCount=-3), at="ratingCount"),
    ),
)
