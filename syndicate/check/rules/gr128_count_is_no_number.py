"""GR128: a count is a whole number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._numbers import number_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in ("ratingCount", "reviewCount"):
        for path, value in subject.each(name):
            plain = isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]+\s*", value, re.ASCII)
            number = number_of(value) if plain or not isinstance(value, str) else None
            if number is None or not number.is_integer():
                yield Hit(path, f"{shown(value)} is no whole number")


RULE = Rule(
    code="GR128",
    name="count-is-no-number",
    severity="error",
    types=("AggregateRating",),
    result="review employer-rating",
    source=REVIEW,
    read=AGAIN,
    why="The number of ratings is a whole number, in digits alone. With words or separators Google cannot read it.",
    mend="Write 1234, not 1,234 or 1.2k.",
    check=_check,
    good=(
        node(AGGREGATE_NODE),
        node(with_(AGGREGATE_NODE, ratingCount="1234")),
    ),
    bad=(
        node(with_(AGGREGATE_NODE, ratingCount="1,234"), at="ratingCount"),
        node(with_(AGGREGATE_NODE, ratingCount="12 ratings"), at="ratingCount"),
        node(with_(AGGREGATE_NODE, reviewCount=1.5), at="reviewCount"),
    ),
)
