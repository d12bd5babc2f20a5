"""GR146: a price that is no longer valid, where the call says what day it is."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._dates import last_day_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import PRODUCT_NODE, changed
from syndicate.check.rules._sources import DOCS, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    today = subject.page.day
    for path, value in subject.each("priceValidUntil"):
        day = last_day_of(value)
        if today is not None and day is not None and day < today:
            yield Hit(path, f"the price was valid until {shown(value)}")


RULE = Rule(
    code="GR146",
    name="offer-expired",
    severity="warning",
    types=("Offer",),
    result="product",
    source=f"{DOCS}product-snippet",
    read=READ,
    why="This price was valid until a day that is gone. Google shows no price that has expired.",
    mend="Renew priceValidUntil, or leave it out.",
    check=_check,
    good=(
        node(changed(PRODUCT_NODE, "offers.priceValidUntil", "2026-12-31"), instant="2026-01-31"),
        node(changed(PRODUCT_NODE, "offers.priceValidUntil", "2020-01-01")),
    ),
    bad=(
        node(
            changed(PRODUCT_NODE, "offers.priceValidUntil", "2020-01-01"),
            at="offers.priceValidUntil",
            instant="2026-01-31",
        ),
    ),
)
