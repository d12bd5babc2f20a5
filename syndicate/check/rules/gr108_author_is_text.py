"""GR108: an author is a node, not a text."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("author"):
        if isinstance(value, str):
            yield Hit(path, f"the author is the text {shown(value, 60)}, and no Person or Organization")


RULE = Rule(
    code="GR108",
    name="author-is-text",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google asks for a Person or an Organization as the author. From a bare text it cannot tell which, and has "
        "no place for a link to the author's profile."
    ),
    mend='Write "author": {"@type": "Person", "name": "..."}.',
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(node(with_(REVIEW_NODE, author="Ada Example"), at="author"),),
)
