"""GR170: an employer is an Organization."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import EMPLOYER_NODE, changed
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item
    if item is not None and not subject.of(item, "Organization"):
        yield Hit(item.path, "what is rated as an employer is no Organization")


RULE = Rule(
    code="GR170",
    name="employer-rating-of-no-organization",
    severity="error",
    types=("EmployerAggregateRating",),
    result="employer-rating",
    source=f"{DOCS}employer-rating",
    read=AGAIN,
    why="The rating of an employer is of an organization. Google takes nothing else.",
    mend='Give itemReviewed the type "Organization".',
    check=_check,
    good=(
        node(EMPLOYER_NODE),
        node(changed(EMPLOYER_NODE, "itemReviewed.@type", "Corporation")),
    ),
    bad=(node(changed(EMPLOYER_NODE, "itemReviewed.@type", "Product"), at="itemReviewed"),),
)
