"""GR135: a review of several things."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._reviews import item_key
from syndicate.check.rules._sources import POLICIES, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    items = list(subject.each("itemReviewed"))
    if len({repr(item_key(item)) for item in items}) > 1:
        yield Hit(items[1].path, f"{len(items)} things are reviewed at once")


RULE = Rule(
    code="GR135",
    name="several-items",
    severity="error",
    types=(
        "Review",
        "AggregateRating",
    ),
    result="review",
    source=POLICIES,
    read=READ,
    why="A review is of one thing. Of several, Google cannot tell which has the stars.",
    mend="Write a review for each, with what it says of that one.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(with_(REVIEW_NODE, itemReviewed=[REVIEW_NODE["itemReviewed"]])),
    ),
    bad=(
        node(
            with_(REVIEW_NODE, itemReviewed=[REVIEW_NODE["itemReviewed"], {"@type": "Movie", "name": "Horn"}]),
            at="itemReviewed[1]",
        ),
    ),
)
