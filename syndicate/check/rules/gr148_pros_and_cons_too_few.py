"""GR148: at least two pros or cons."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import NOTED_NODE, PRODUCT_NODE, changed, with_
from syndicate.check.rules._reviews import NOTES, statements
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    found = [one for name in NOTES for one in statements(subject, name)]
    if len(found) == 1:
        yield Hit(
            found[0].path.partition(".")[0].partition("[")[0],
            "there is one statement for and against, and two are asked for",
        )


RULE = Rule(
    code="GR148",
    name="pros-and-cons-too-few",
    severity="warning",
    types=("Review",),
    source=f"{DOCS}product-snippet",
    read=READ,
    why="Google shows pros and cons from two statements on, in whatever mix. With one alone it shows none.",
    mend="Add another statement that the review makes; never invent one.",
    check=_check,
    good=(node(with_(PRODUCT_NODE, review=NOTED_NODE)),),
    bad=(
        node(
            with_(
                PRODUCT_NODE,
                review=changed(NOTED_NODE, "positiveNotes.itemListElement", [{"@type": "ListItem", "name": "warm"}]),
            ),
            at="review.positiveNotes",
        ),
    ),
)
