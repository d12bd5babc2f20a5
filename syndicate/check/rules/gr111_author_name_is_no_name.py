"""GR111: an author's name that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_PLACEHOLDERS = frozenset((
    "-", "admin", "administrator", "anonymous", "author", "default", "guest", "n/a", "none", "null", "test",
    "undefined", "unknown", "user", "username", "your name",
))  # fmt: skip
_OFFER = re.compile(r"[0-9]\s?%|\b(?:discount|sale|coupon|free shipping|buy now)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|https?://\S+|www\.\S+", re.IGNORECASE)


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in (*subject.each("author.name"), *subject.each("author")):
        if not isinstance(value, str) or len(value) >= 100:
            continue
        name = value.strip()
        if name.casefold() in _PLACEHOLDERS:
            yield Hit(path, f"{shown(name)} is a placeholder, and no name")
        elif _ADDRESS.fullmatch(name):
            yield Hit(path, f"{shown(name)} is an address, and no name")
        elif _OFFER.search(name):
            yield Hit(path, f"{shown(name)} is an offer, and no name")


RULE = Rule(
    code="GR111",
    name="author-name-is-no-name",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "The author's name has to be a name: of a person or of an organization. Offers, addresses and placeholders "
        "in its place cost the result."
    ),
    mend="Write who wrote the review, as the page shows it.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(changed(REVIEW_NODE, "author.name", "Untilov")),
        node(changed(REVIEW_NODE, "author.name", "Ada.com Editors")),
    ),
    bad=(
        node(changed(REVIEW_NODE, "author.name", "50% off until Saturday"), at="author.name"),
        node(changed(REVIEW_NODE, "author.name", "ada@example.org"), at="author.name"),
        node(changed(REVIEW_NODE, "author.name", "https://example.org/ada"), at="author.name"),
        node(changed(REVIEW_NODE, "author.name", "undefined"), at="author.name"),
    ),
)
