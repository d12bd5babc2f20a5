"""VO326: a currency that is no code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._nodes import PRODUCT_NODE, changed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_NAMES = ("priceCurrency", "currency")
_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "zł": "PLN"}


def _meant(value: Any) -> Any:
    """The code of a sign that means one currency, or of one in lower case; anything else as it is."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    return _SIGNS.get(text, text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else value)


def _check(subject: Subject) -> Iterator[Hit]:
    for name in _NAMES if ours(subject) else ():
        for path, value in subject.each(name) if name in subject.node else ():
            # Others than ISO's are three to five letters long (https://schema.org/priceCurrency).
            if not isinstance(value, str) or not re.fullmatch(r"[A-Z][A-Z0-9]{2,4}", value):
                right = _meant(value)
                yield Hit(
                    path, f"{shown(value, 40)} is no code of a currency", f"Write {right}." if right != value else ""
                )


RULE = Rule(
    code="VO326",
    name="currency-is-no-code",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://developers.google.com/search/docs/appearance/structured-data/merchant-listing",
    read=READ,
    why="Currencies are named by the three letters of ISO 4217: EUR, USD. A sign may mean several, and is not read.",
    mend="Write the three capital letters of ISO 4217.",
    check=_check,
    fix=_meant,
    good=(
        node(PRODUCT_NODE),
        node(changed(PRODUCT_NODE, "offers.priceCurrency", "BTC")),
    ),
    bad=(
        node(changed(PRODUCT_NODE, "offers.priceCurrency", "€"), at="offers.priceCurrency"),
        node(changed(PRODUCT_NODE, "offers.priceCurrency", "eur"), at="offers.priceCurrency"),
        node(changed(PRODUCT_NODE, "offers.priceCurrency", "US dollars"), at="offers.priceCurrency"),
    ),
)
