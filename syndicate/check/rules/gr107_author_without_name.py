"""GR107: an author needs a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for value in subject.each("author") if counts_for_search(subject) else ():
        if isinstance(value.value, Mapping) and not subject.has("name", within=value):
            yield Hit(f"{value.path}.name", "the author has no name")


RULE = Rule(
    code="GR107",
    name="author-without-name",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why="An author is known by a name. This one is there and says none, which Google takes for no author.",
    mend='Add "name" to the author; a link to a profile goes into its "url".',
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(
        node(changed(REVIEW_NODE, "author.name", None), at="author.name"),
        node(with_(REVIEW_NODE, author={"@id": "https://example.org/ada"}), at="author.name"),
    ),
)
