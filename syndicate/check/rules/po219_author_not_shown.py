"""PO219: an author in the markup whom nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from syndicate.check._page import Page
from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._parties import text_of
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._shown import body_is_shown, item_is_shown, name_is_shown
from syndicate.check.rules._sources import POLICIES, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    unseen = _unseen(subject.page)
    if not unseen or unseen[0][0] is not subject:
        return
    _, path, name = unseen[0]
    others = f", nor are those of {len(unseen) - 1} more reviews" if len(unseen) > 1 else ""
    yield Hit(path, f"the author of the review, {shown(name, 60)}, is not named on the page{others}")


@lru_cache(maxsize=1)
def _unseen(page: Page) -> list[tuple[Subject, str, str]]:
    """Reviews with the path and the name of an author who is not there; of those whose item and text are."""
    return [found for one in page.nodes if one.is_a("Review") and (found := _of(page, one))]


def _of(page: Page, review: Subject) -> tuple[Subject, str, str] | None:
    if not counts_for_search(review) or not item_is_shown(review):
        return None
    body = review.first("reviewBody")
    if body is not None and isinstance(body.value, str) and not body_is_shown(page, body.value):
        return None
    for author in review.each("author"):
        name = text_of(author.value)
        if name and not name_is_shown(page, name):
            return review, author.path, name
    return None


_SCRIPT = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "itemReviewed": '
    '{"@type": "Movie", "name": "The Fog Bell"}, "author": {"@type": "Person", "name": "Ada Example"}}</script>'
)

RULE = Rule(
    code="PO219",
    name="author-not-shown",
    severity="warning",
    types=("Review",),
    kinds=("page",),
    result="review",
    source=POLICIES,
    read=READ,
    why=(
        "The markup names an author whom the page does not. Google asks that what is marked up be what people read, "
        "name of who wrote it among it."
    ),
    mend="Write the author's name beside the review, as the markup has it.",
    check=_check,
    good=(
        page(f"<h1>The Fog Bell</h1><p>by A. Example</p>{_SCRIPT}"),
        page(f"<div id=app></div>{_SCRIPT}"),
    ),
    bad=(page(f"<h1>The Fog Bell</h1><p>by the editors</p>{_SCRIPT}", at="author"),),
)
