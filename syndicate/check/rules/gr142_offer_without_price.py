"""GR142: an offer needs a price."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, changed
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    parent = subject.parent
    if parent is None or subject.via != "offers" or not parent.is_a("Product") or parent.is_a("SoftwareApplication"):
        return

    if not subject.is_a("AggregateOffer") and not subject.has("price", "priceSpecification.price"):
        yield Hit("price", "the offer has no price")


RULE = Rule(
    code="GR142",
    name="offer-without-price",
    severity="error",
    types=("Offer",),
    result="product",
    source=f"{DOCS}product-snippet",
    read=READ,
    why="An offer is shown by its price. This one says none.",
    mend='Add "price" as a number, and "priceCurrency" as three letters.',
    check=_check,
    good=(
        node(PRODUCT_NODE),
        node(
            changed(
                PRODUCT_NODE,
                "offers",
                {
                    "@type": "Offer",
                    "priceSpecification": {"@type": "UnitPriceSpecification", "price": 9, "priceCurrency": "EUR"},
                },
            )
        ),
    ),
    bad=(node(changed(PRODUCT_NODE, "offers.price", None), at="offers.price"),),
)
