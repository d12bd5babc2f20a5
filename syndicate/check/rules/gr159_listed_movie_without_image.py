"""GR159: a film in a carousel needs a picture."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.results import is_listed
from syndicate.check.rules._nodes import MOVIE_NODE, REVIEW_NODE, changed, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]

_LIST = {"@type": "ItemList", "itemListElement": MOVIE_NODE}


def _check(subject: Subject) -> Iterator[Hit]:
    if is_listed(subject) and not subject.has("image"):
        yield Hit("image", "the film has no picture")


RULE = Rule(
    code="GR159",
    name="listed-movie-without-image",
    severity="error",
    types=("Movie",),
    result="movie",
    source=f"{DOCS}movie",
    read=READ,
    why=(
        "A carousel of films shows a picture of each. A film without one is left out of it; its reviews may have "
        "stars all the same."
    ),
    mend='Add "image" with the address of a picture that stands for the film.',
    check=_check,
    good=(
        node(_LIST),
        node(REVIEW_NODE),
        node({"@type": "Movie", "name": "The Fog Bell", "review": without(REVIEW_NODE, "itemReviewed")}),
    ),
    bad=(node(changed(_LIST, "itemListElement", without(MOVIE_NODE, "image")), at="itemListElement.image"),),
)
