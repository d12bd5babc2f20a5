"""GR151: pros and cons of what is no product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import NOTED_NODE, PRODUCT_NODE, REVIEW_NODE, with_
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item
    first = subject.first("positiveNotes") or subject.first("negativeNotes")
    if first is not None and item is not None and isinstance(item.value, Mapping) and not subject.of(item, "Product"):
        yield Hit(first.path, "there are pros and cons of what is no Product")


RULE = Rule(
    code="GR151",
    name="pros-and-cons-of-no-product",
    severity="note",
    types=("Review",),
    source=f"{DOCS}product-snippet",
    read=READ,
    why=(
        "Google shows pros and cons for products alone, in reviews by editors. Of anything else they are valid, "
        "and not shown."
    ),
    mend="Leave them; other readers take them.",
    check=_check,
    good=(node(with_(PRODUCT_NODE, review=NOTED_NODE)),),
    bad=(node(with_(REVIEW_NODE, positiveNotes=NOTED_NODE["positiveNotes"]), at="positiveNotes"),),
)
