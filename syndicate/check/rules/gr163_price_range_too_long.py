"""GR163: a range of prices has fewer than 100 characters."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import BUSINESS_NODE, with_
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]

_MOST = 100


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("priceRange"):
        if isinstance(value, str) and len(value) >= _MOST:
            yield Hit(path, f"the range of prices has {len(value)} characters, and may have {_MOST - 1}")


RULE = Rule(
    code="GR163",
    name="price-range-too-long",
    severity="error",
    types=("LocalBusiness",),
    result="local-business",
    source=f"{DOCS}local-business",
    read=READ,
    why="Google shows no range of prices of 100 characters or more. It is meant for $$, or for $10-15.",
    mend="Shorten it.",
    check=_check,
    good=(node(BUSINESS_NODE),),
    bad=(node(with_(BUSINESS_NODE, priceRange="$" * 120), at="priceRange"),),
)
