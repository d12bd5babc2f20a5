"""GR137: a review within one thing and of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, REVIEWED_NODE, with_
from syndicate.check.rules._reviews import named
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    stated = subject.first("itemReviewed") if subject.via in ("review", "reviews") else None
    if stated is None or subject.parent is None or not isinstance(stated.value, Mapping):
        return
    mine, around = named(stated.value), named(subject.parent.node)
    same = stated.value.get("@id") is not None and stated.value.get("@id") == subject.parent.node.get("@id")
    if mine and around and not same and mine.casefold() != around.casefold():
        yield Hit(stated.path, f"it is of {shown(mine, 60)}, and stands in the reviews of {shown(around, 60)}")


RULE = Rule(
    code="GR137",
    name="nested-review-of-another",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "A review within the markup of a thing is of that thing. This one says that it is of another, and nobody "
        "can tell which counts."
    ),
    mend='Leave "itemReviewed" out of reviews that stand in the "review" of what they are of.',
    check=_check,
    good=(
        node(REVIEWED_NODE),
        node(with_(PRODUCT_NODE, review=with_(REVIEW_NODE, itemReviewed={"@type": "Product", "name": "A Brass Lamp"}))),
    ),
    bad=(node(with_(PRODUCT_NODE, review=REVIEW_NODE), at="review.itemReviewed"),),
)
