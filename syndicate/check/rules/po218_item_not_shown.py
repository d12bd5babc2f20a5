"""PO218: a page that does not name what its markup reviews."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from syndicate.check._page import Page
from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._parties import text_of
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._shown import is_told, name_is_shown
from syndicate.check.rules._sources import POLICIES, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item
    name = text_of(item.value) if item is not None else ""
    if item is not None and name and _firsts(subject.page).get(name) is subject:
        yield Hit(item.path, f"the markup rates {shown(name, 60)}, which the page does not name")


@lru_cache(maxsize=1)
def _firsts(page: Page) -> dict[str, Subject]:
    """By the names of items that are not there, the first rating of each."""
    found: dict[str, Subject] = {}
    for one in page.nodes:
        if one.is_a("Review", "AggregateRating") and counts_for_search(one) and one.item is not None:
            name = text_of(one.item.value)
            if name and name not in found and is_told(page) and not name_is_shown(page, name):
                found[name] = one
    return found


_SCRIPT = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "itemReviewed": '
    '{"@type": "Movie", "name": "The Fog Bell (2023)"}}</script>'
)

RULE = Rule(
    code="PO218",
    name="item-not-shown",
    severity="warning",
    types=("Review", "AggregateRating"),
    kinds=("page",),
    result="review",
    source=POLICIES,
    read=READ,
    why=(
        "No word of the name of what is rated is on the page. Markup of something that the page is not about, or of "
        "what only a script adds later, may cost the site its rich results."
    ),
    mend="Name the thing on the page, or take the markup out of pages that are about something else. A page that a "
    "script writes is read more surely where the server sends the text.",
    check=_check,
    good=(
        page(f"<h1>Fog Bell, The</h1>{_SCRIPT}"),
        page(f"<img alt='Poster of The Fog Bell'>{_SCRIPT}"),
        page(f"<div id=root></div><noscript>Please turn scripts on.</noscript>{_SCRIPT}"),
    ),
    bad=(page(f"<h1>Our terms of use</h1>{_SCRIPT}", at="itemReviewed"),),
)
