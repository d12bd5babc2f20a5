"""GR178: a film on a page of its own should have a picture."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.results import is_listed
from syndicate.check.rules._nodes import MOVIE_NODE, REVIEW_NODE, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.is_main and not is_listed(subject) and not subject.has("image"):
        yield Hit("image", "the film has no picture")


RULE = Rule(
    code="GR178",
    name="movie-without-image",
    severity="warning",
    types=("Movie",),
    result="movie",
    source=f"{DOCS}movie",
    read=READ,
    why=(
        "A film without a picture cannot be in a carousel of films. Where no list leads to this page, that does "
        "not matter."
    ),
    mend='Add "image" with the address of a picture that stands for the film.',
    check=_check,
    good=(
        node(MOVIE_NODE),
        node(REVIEW_NODE),
    ),
    bad=(node(without(MOVIE_NODE, "image"), at="image"),),
)
