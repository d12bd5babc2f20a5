"""GR155: an app needs a price."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.results import is_app
from syndicate.check.rules._nodes import REVIEW_NODE, SOFTWARE_NODE, changed, with_, without
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]

_PRICES = ("offers.price", "offers.lowPrice", "offers.priceSpecification.price")


def _check(subject: Subject) -> Iterator[Hit]:
    if is_app(subject) and not subject.has(*_PRICES):
        yield Hit("offers.price", "the app has no price")


RULE = Rule(
    code="GR155",
    name="software-without-price",
    severity="error",
    types=("SoftwareApplication",),
    result="software",
    source=f"{DOCS}software-app",
    read=AGAIN,
    why=(
        "The result for apps shows a price, and Google asks for it even where it is nothing. Without it there is "
        "no such result."
    ),
    mend='Add "offers": {"@type": "Offer", "price": 0} for what is free; else the price and its priceCurrency.',
    check=_check,
    good=(
        node(SOFTWARE_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "SoftwareApplication", "name": "Tide Table"})),
    ),
    bad=(
        node(without(SOFTWARE_NODE, "offers"), at="offers.price"),
        node(changed(SOFTWARE_NODE, "offers.price", None), at="offers.price"),
    ),
)
