"""GR145: a price is a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._numbers import with_point
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import EVENT_NODE, PRODUCT_NODE, changed, with_
from syndicate.check.rules._sources import DOCS, READ
from syndicate.ledger import shown

__all__ = ["RULE"]

_PRICE = re.compile(r"\s*[0-9]+(?:\.[0-9]+)?\s*", re.ASCII)


def _check(subject: Subject) -> Iterator[Hit]:
    if not any(one.is_a("Product", "SoftwareApplication") for one in subject.around("offers")):
        return
    for name in ("price", "lowPrice", "highPrice"):
        for path, value in subject.each(name):
            if isinstance(value, str) and not _PRICE.fullmatch(value):
                yield Hit(path, f"{shown(value, 60)} is no price in digits")


RULE = Rule(
    code="GR145",
    name="price-is-no-number",
    severity="error",
    types=("Offer",),
    result="product software",
    fix=with_point,
    source=f"{DOCS}product-snippet",
    read=READ,
    why=(
        "A price is a number with a point before its decimals, and the currency stands beside it. With signs and "
        "separators it cannot be read."
    ),
    mend="Write 1299.5, not 1.299,50 or $1,299.50; the currency goes into priceCurrency.",
    check=_check,
    good=(
        node(with_(EVENT_NODE, offers={"@type": "Offer", "price": "free"})),
        node(PRODUCT_NODE),
        node(changed(PRODUCT_NODE, "offers.price", "129.00")),
    ),
    bad=(
        node(changed(PRODUCT_NODE, "offers.price", "129 EUR"), at="offers.price"),
        node(changed(PRODUCT_NODE, "offers.price", "1,299.00"), at="offers.price"),
        node(changed(PRODUCT_NODE, "offers.price", "129,95"), at="offers.price"),
    ),
)
