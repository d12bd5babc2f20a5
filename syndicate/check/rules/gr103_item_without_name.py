"""GR103: what is reviewed needs a name."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ALL, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import BUSINESS_NODE, MOVIE_NODE, PRODUCT_NODE, REVIEW_NODE, changed, with_, without
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]

_OWN = ("Course", "Event", "LocalBusiness", "Movie", "Product", "Recipe", "SoftwareApplication")
_NOT_OF_THESE = ("ClaimReview", "MediaReview")


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.has("name"):
        return
    reviewed = any(not one.is_a(*_NOT_OF_THESE) for one in subject.around("itemReviewed"))
    rated = subject.has("review", "aggregateRating") and not subject.is_a("Review", "Rating")
    if reviewed or rated or (subject.is_a(*_OWN) and subject.is_main):
        yield Hit("name", f"the {subject.types[0]} has no name")


RULE = Rule(
    code="GR103",
    name="item-without-name",
    severity="error",
    types=("Thing",),
    result=ALL,
    source=REVIEW,
    read=AGAIN,
    why=(
        "What is reviewed, and what a rich result is about, needs a name: it is what Google shows beside the "
        "stars. Without it there is no result."
    ),
    mend='Add "name" with the name that the page shows.',
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(MOVIE_NODE),
        node({"@type": "Person", "jobTitle": "Diver"}),
    ),
    bad=(
        node(changed(REVIEW_NODE, "itemReviewed.name", None), at="itemReviewed.name"),
        node(without(PRODUCT_NODE, "name"), at="name"),
        node(without(BUSINESS_NODE, "name"), at="name"),
        node(
            {
                "@graph": [
                    with_(REVIEW_NODE, itemReviewed={"@id": "#fog"}),
                    {"@type": "Movie", "@id": "#fog", "image": "https://example.org/fog.jpg"},
                ]
            },
            at="@graph[1].name",
        ),
    ),
)
