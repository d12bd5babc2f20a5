"""PO217: a mean in the markup that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._shown import item_is_shown, mean_is_shown
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    value = subject.first("ratingValue")
    if value is None or not counts_for_search(subject):
        return
    counts = [count.value for name in ("ratingCount", "reviewCount") for count in subject.each(name)]
    if not counts or not item_is_shown(subject):
        return
    best = subject.first("bestRating")
    if not mean_is_shown(subject.page, value.value, best and best.value, counts):
        yield Hit(
            value.path, f"neither the mean, {shown(value.value)}, nor its count, {shown(counts[0])}, is on the page"
        )


_SCRIPT = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name": "A Brass Lamp", '
    '"aggregateRating": {"@type": "AggregateRating", "ratingValue": 4.27, "bestRating": 5, "reviewCount": 1056}}'
    "</script>"
)

RULE = Rule(
    code="PO217",
    name="mean-not-shown",
    severity="warning",
    types=("AggregateRating",),
    kinds=("page",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google asks that people see the mean that a page is marked up with. This page has neither the mean nor the "
        "number of ratings, which is what hidden markup looks like."
    ),
    mend="Show the mean and the number of ratings, or take aggregateRating out of the markup.",
    check=_check,
    good=(
        page(f"<h1>A Brass Lamp</h1><p>4.3 of 5</p>{_SCRIPT}"),
        page(f"<h1>A Brass Lamp</h1><p class=stars></p>1,056 ratings{_SCRIPT}"),
        page(f"<h1>A Brass Lamp</h1><img alt='85 %'>{_SCRIPT}"),
        page(f"<div id=app></div>{_SCRIPT}"),
    ),
    bad=(page(f"<h1>A Brass Lamp</h1><p>It is bright.</p>{_SCRIPT}", at="aggregateRating.ratingValue"),),
)
