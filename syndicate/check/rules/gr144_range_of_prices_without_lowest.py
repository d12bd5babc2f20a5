"""GR144: a range of prices needs its lowest and its currency."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, changed
from syndicate.check.rules._sources import DOCS, LATER

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.via != "offers" or subject.parent is None or not subject.parent.is_a("Product"):
        return
    for name, what in (("lowPrice", "lowest price"), ("priceCurrency", "currency")):
        if not subject.has(name):
            yield Hit(name, f"the range of prices has no {what}")


RULE = Rule(
    code="GR144",
    name="range-of-prices-without-lowest",
    severity="error",
    types=("AggregateOffer",),
    result="product",
    source=f"{DOCS}product-snippet",
    read=LATER,
    why="A range of prices is shown by its lowest, in a currency. Without them Google shows no price.",
    mend='Add "lowPrice" and "priceCurrency"; or write a plain Offer where there is one price.',
    check=_check,
    good=(node(changed(PRODUCT_NODE, "offers", {"@type": "AggregateOffer", "lowPrice": 9, "priceCurrency": "EUR"})),),
    bad=(
        node(
            changed(PRODUCT_NODE, "offers", {"@type": "AggregateOffer", "highPrice": 9, "priceCurrency": "EUR"}),
            at="offers.lowPrice",
        ),
        node(changed(PRODUCT_NODE, "offers", {"@type": "AggregateOffer", "lowPrice": 9}), at="offers.priceCurrency"),
    ),
)
