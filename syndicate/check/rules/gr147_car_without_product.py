"""GR147: a car is a product too."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if "Product" not in subject.types and subject.has("review", "aggregateRating", "offers"):
        yield Hit("@type", "the car is not typed as a Product too")


RULE = Rule(
    code="GR147",
    name="car-without-product",
    severity="warning",
    types=("Car",),
    result="product",
    source=f"{DOCS}product-snippet",
    read=READ,
    why=(
        "schema.org counts cars as products, and Google does not unless it is told. A car is of two types for its "
        "snippet."
    ),
    mend='Write "@type": ["Product", "Car"].',
    check=_check,
    good=(
        node({"@type": ["Product", "Car"], "name": "Brass T", "aggregateRating": PRODUCT_NODE["aggregateRating"]}),
        node({"@type": "Car", "name": "Brass T"}),
    ),
    bad=(node({"@type": "Car", "name": "Brass T", "aggregateRating": PRODUCT_NODE["aggregateRating"]}, at="@type"),),
)
