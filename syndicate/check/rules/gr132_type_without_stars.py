"""GR132: a type that has no stars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate import vocabulary
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, lineage, types_in
from syndicate.check.rules._nodes import AGGREGATE_NODE, CLAIM_NODE, REVIEW_NODE, changed, without
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]

# The nearest of the types that have stars, by the class that is not; the first that fits.
_NEAREST = {
    "Service": "LocalBusiness for who does it, or Product where it is sold as one",
    "Brand": "Product, or Organization",
    "Museum": "LocalBusiness beside it, where it is run as one",
    "Place": "LocalBusiness (Restaurant, Hotel, Store ...), where it is one",
    "Play": "Event (TheaterEvent) for a production",
    "ComicIssue": "Book",
    "PublicationIssue": "Book",
    "Article": "the type of what the article is about",
    "WebPage": "the type of what the page is about",
    "WebSite": "Organization, or SoftwareApplication (WebApplication)",
    "CreativeWork": "the type of the work: Book, Movie, MusicRecording, Game, CreativeWorkSeries ...",
    "Person": "none: people have no stars",
    "Thing": "the type of the thing: Product, Movie, Book, LocalBusiness ...",
}


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item if counts_for_search(subject) else None
    if item is None or not isinstance(item.value, Mapping):
        return
    types = [name for name in types_in(item.value) if vocabulary.is_type(name)]
    if not types or any(map(vocabulary.reviewable, types)):
        return
    above = lineage(tuple(types))
    near = next(advice for name, advice in _NEAREST.items() if name in above or name == "Thing")
    yield Hit(item.path, f"there are no stars for a {types[0]}", f"The nearest is {near}.")


RULE = Rule(
    code="GR132",
    name="type-without-stars",
    severity="error",
    types=(
        "Review",
        "AggregateRating",
    ),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google shows stars for some types of things alone, and this is none of them. The markup is valid, and has "
        "no effect there."
    ),
    mend="Use one of the types that may have stars where the thing is one; else leave it, and expect no stars.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(changed(REVIEW_NODE, "itemReviewed.@type", "Hotel")),
        node(changed(REVIEW_NODE, "itemReviewed.@type", "VideoGame")),
        node(changed(REVIEW_NODE, "itemReviewed.@type", ["Thing", "Product"])),
        node(CLAIM_NODE),
    ),
    bad=(
        node(changed(REVIEW_NODE, "itemReviewed.@type", "Museum"), at="itemReviewed"),
        node(changed(REVIEW_NODE, "itemReviewed.@type", "Thing"), at="itemReviewed"),
        node(
            {"@type": "Service", "name": "Window Cleaning", "aggregateRating": without(AGGREGATE_NODE, "itemReviewed")},
            at="aggregateRating",
        ),
    ),
)
