"""GR150: a pro or a con needs its text as a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import NOTED_NODE, PRODUCT_NODE, changed, with_
from syndicate.check.rules._reviews import NOTES, statements
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in NOTES:
        for value in statements(subject, name):
            if isinstance(value.value, Mapping) and not subject.has("name", "item.name", within=value):
                yield Hit(f"{value.path}.name", "the entry has no name")


RULE = Rule(
    code="GR150",
    name="statement-without-name",
    severity="warning",
    types=("Review",),
    source=f"{DOCS}product-snippet",
    read=READ,
    why="The text of a pro or a con stands in the name of its entry. Google shows no entry without one.",
    mend='Write {"@type": "ListItem", "name": "the statement"}.',
    check=_check,
    good=(node(with_(PRODUCT_NODE, review=NOTED_NODE)),),
    bad=(
        node(
            with_(
                PRODUCT_NODE,
                review=changed(
                    NOTED_NODE,
                    "positiveNotes.itemListElement",
                    [{"@type": "ListItem", "name": "warm"}, {"@type": "ListItem", "position": 2}],
                ),
            ),
            at="review.positiveNotes.itemListElement[1].name",
        ),
    ),
)
