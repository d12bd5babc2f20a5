"""GR109: an author's name has fewer than 100 characters."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]

_MOST = 100


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("author.name"):
        if isinstance(value, str) and len(value.strip()) >= _MOST:
            yield Hit(path, f"the author's name has {len(value.strip())} characters, and may have 99")


RULE = Rule(
    code="GR109",
    name="author-name-too-long",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google takes no author's name of 100 characters or more. So long a text is mostly a sentence that strayed "
        "into the name."
    ),
    mend="Write the name alone.",
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(node(changed(REVIEW_NODE, "author.name", "Ada " * 30), at="author.name"),),
)
