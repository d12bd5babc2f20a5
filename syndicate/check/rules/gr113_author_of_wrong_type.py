"""GR113: an author is a Person or an Organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate import vocabulary
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, lineage, types_in
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for value in subject.each("author"):
        types = types_in(value.value) if isinstance(value.value, Mapping) else ()
        if types and any(map(vocabulary.is_type, types)) and lineage(types).isdisjoint(("Person", "Organization")):
            yield Hit(f"{value.path}.@type", f"the author is of the type {types[0]}")


RULE = Rule(
    code="GR113",
    name="author-of-wrong-type",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why="The author of a review is a Person or an Organization. Google takes nothing else.",
    mend='Give the author the type "Person", or "Organization".',
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(with_(REVIEW_NODE, author={"@type": "NewsMediaOrganization", "name": "Example Weekly"})),
    ),
    bad=(node(changed(REVIEW_NODE, "author.@type", "Thing"), at="author.@type"),),
)
