"""PO215: a review in the markup whose text nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from syndicate.check._page import Page
from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._shown import body_is_shown, is_told, item_is_shown
from syndicate.check.rules._sources import POLICIES, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    unseen = _unseen(subject.page)
    if not unseen or unseen[0] is not subject:
        return
    for path, value in subject.each("reviewBody"):
        others = f", nor that of {len(unseen) - 1} more" if len(unseen) > 1 else ""
        yield Hit(path, f"the text of the review is not on the page{others}: {shown(value, 60)}")


@lru_cache(maxsize=1)
def _unseen(page: Page) -> list[Subject]:
    """The reviews whose text is not there, of those whose item is: of the others a rule of its own speaks."""
    return [one for one in page.nodes if one.is_a("Review") and _is_unseen(page, one)]


def _is_unseen(page: Page, review: Subject) -> bool:
    body = review.first("reviewBody")
    if body is None or not isinstance(body.value, str) or not is_told(page):
        return False
    return (review.item is None or item_is_shown(review)) and not body_is_shown(page, body.value)


_SCRIPT = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "itemReviewed": '
    '{"@type": "Movie", "name": "The Fog Bell"}, "reviewBody": "It begins in fog, and the bell is never seen."}'
    "</script>"
)
_MICRODATA = (
    '<div itemscope itemtype="https://schema.org/Review"{}><h1 itemprop="name">The Fog Bell</h1>'
    '<p itemprop="reviewBody">It begins in fog.</p></div>'
)

RULE = Rule(
    code="PO215",
    name="body-not-shown",
    severity="warning",
    types=("Review",),
    kinds=("page",),
    result="review",
    source=POLICIES,
    read=READ,
    why=(
        "What is marked up has to be on the page for people to see, the text of a review among it. Markup of what is "
        "hidden may cost the whole site its rich results."
    ),
    mend="Show the review, or take it out of the markup; reviewBody may hold the beginning that is shown. What is "
    "fetched later is not on the page yet.",
    check=_check,
    good=(
        page(f"<h1>The Fog Bell</h1><script>show('It begins in fog, and the bell')</script>{_SCRIPT}"),
        page(f"<h1>The Fog Bell</h1><p>It begins <i>in fog</i>, and the bell is never seen.</p>{_SCRIPT}"),
        page(f"<h1>The Fog Bell</h1><p>It begins in fog, and the bell …</p>{_SCRIPT.replace(' is never seen', '')}"),
        page(f"<h1>The Fog Bell</h1><p hidden>It begins in fog, and the bell is never seen.</p>{_SCRIPT}"),
        page(f"<div id=app></div>{_SCRIPT}"),
        page(_MICRODATA.format("")),
    ),
    bad=(page(f"<h1>The Fog Bell</h1><p>Read what people say.</p>{_SCRIPT}", at="reviewBody"),),
)
