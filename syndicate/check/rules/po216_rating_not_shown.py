"""PO216: a rating in the markup that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._shown import has_stars, item_is_shown, rating_is_shown
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not counts_for_search(subject) or has_stars(subject.page) or not item_is_shown(subject):
        return
    for rating in subject.each("reviewRating"):
        if subject.has("reviewAspect", within=rating):
            continue
        best, label = subject.first("bestRating", rating), subject.first("alternateName", rating)
        for path, value in subject.each("ratingValue", rating):
            if not rating_is_shown(subject.page, value, best and best.value, label and label.value):
                yield Hit(path, f"the rating, {shown(value)}, is not on the page")


_SCRIPT = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "itemReviewed": '
    '{"@type": "Movie", "name": "The Fog Bell"}, "reviewRating": {"@type": "Rating", "ratingValue": 3.5}}</script>'
)

RULE = Rule(
    code="PO216",
    name="rating-not-shown",
    severity="warning",
    types=("Review",),
    kinds=("page",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google asks that people see the rating that a review is marked up with. The page has neither the number nor "
        "stars, nor an element that is named as if it drew them."
    ),
    mend="Show the rating beside the review, or take reviewRating out of the markup.",
    check=_check,
    good=(
        page(f"<h1>The Fog Bell</h1><p>3,5 of 5</p>{_SCRIPT}"),
        page(f"<h1>The Fog Bell</h1><p>★★★½</p>{_SCRIPT}"),
        page(f"<h1>The Fog Bell</h1><p class='stars-35'></p>{_SCRIPT}"),
        page("<h1>The Fog Bell</h1><p>70 %</p>" + _SCRIPT.replace("3.5}", '3.5, "bestRating": 5}')),
        page(f"<div id=app></div>{_SCRIPT}"),
    ),
    bad=(page(f"<h1>The Fog Bell</h1><p>It begins in fog.</p>{_SCRIPT}", at="reviewRating.ratingValue"),),
)
