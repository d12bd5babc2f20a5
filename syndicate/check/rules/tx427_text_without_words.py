"""TX427: a review whose text has no word in it."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

# From here on there are stars, hearts and pictures, which say something.
_PICTURES = "\u2190"


def _check(subject: Subject) -> Iterator[Hit]:
    for name in ("reviewBody", "headline"):
        for path, value in subject.each(name):
            if isinstance(value, str) and not any(char.isalnum() or char >= _PICTURES for char in value[:1000]):
                yield Hit(path, f"the text has no word in it: {shown(value, 60)}")


RULE = Rule(
    code="TX427",
    name="text-without-words",
    severity="note",
    types=("Review",),
    source=REVIEW,
    read=AGAIN,
    why=(
        "A form asked for a text, and somebody typed a dot to get past it. Google asks for reviews with a comment that "
        "explains the rating, and this one has none."
    ),
    mend="Leave reviewBody out where there is no text.",
    check=_check,
    good=(node(REVIEW_NODE), node(with_(REVIEW_NODE, reviewBody="👍")), node(with_(REVIEW_NODE, reviewBody="10/10!"))),
    bad=(
        node(with_(REVIEW_NODE, reviewBody="."), at="reviewBody"),
        node(with_(REVIEW_NODE, headline="- - -"), at="headline"),
    ),
)
