"""GR141: a product needs a review, a mean or an offer."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]

_FACTS = ("offers", "review", "aggregateRating", "hasVariant")


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.is_main and not subject.is_a("Vehicle") and not subject.has(*_FACTS):
        yield Hit("offers", "the product has no review, no mean of ratings and no offer")


RULE = Rule(
    code="GR141",
    name="product-without-facts",
    severity="error",
    types=("Product",),
    result="product",
    source=f"{DOCS}product-snippet",
    read=READ,
    why="A product snippet is made of ratings, a review or a price. This product has none of them.",
    mend='Add "review", "aggregateRating" or "offers", each with what the page shows.',
    check=_check,
    good=(
        node(PRODUCT_NODE),
        node(REVIEW_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "Product", "name": "A Brass Lamp"})),
    ),
    bad=(node(without(PRODUCT_NODE, "offers", "aggregateRating"), at="offers"),),
)
