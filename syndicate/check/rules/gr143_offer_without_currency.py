"""GR143: an offer needs a currency."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, changed
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    # Of several offers in one the currency is required, which another rule tells.
    if subject.is_a("AggregateOffer") or not subject.has("price") or subject.has("priceCurrency"):
        return
    price = subject.first("price")
    if price is not None and number_of(price.value) != 0:
        yield Hit("priceCurrency", "the price has no currency")


RULE = Rule(
    code="GR143",
    name="offer-without-currency",
    severity="warning",
    types=("Offer",),
    result="product",
    source=f"{DOCS}product-snippet",
    read=READ,
    why=(
        "A price without a currency is a number of something. Google recommends to say it, and shows no price "
        "without it where it cannot guess."
    ),
    mend='Add "priceCurrency" with the three letters of ISO 4217: EUR, USD.',
    check=_check,
    good=(node(PRODUCT_NODE),),
    bad=(node(changed(PRODUCT_NODE, "offers.priceCurrency", None), at="offers.priceCurrency"),),
)
