"""GR149: pros and cons are an ItemList."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import NOTED_NODE, PRODUCT_NODE, with_
from syndicate.check.rules._reviews import NOTES
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in NOTES:
        first = next((value for value in subject.each(name) if not subject.of(value, "ItemList")), None)
        if first is not None:
            yield Hit(first.path, "the statements are no ItemList")


RULE = Rule(
    code="GR149",
    name="pros-and-cons-no-list",
    severity="warning",
    types=("Review",),
    source=f"{DOCS}product-snippet",
    read=READ,
    why=(
        "schema.org takes pros and cons in several forms, Google in one: a list of entries with names. Others it "
        "does not show."
    ),
    mend='Write {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "..."}]}.',
    check=_check,
    good=(node(with_(PRODUCT_NODE, review=NOTED_NODE)),),
    bad=(
        node(
            with_(PRODUCT_NODE, review=with_(NOTED_NODE, positiveNotes=["warm", "bright"])),
            at="review.positiveNotes[0]",
        ),
    ),
)
