"""PO220: a rating of a list or a category."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, PRODUCT_NODE, REVIEW_NODE, changed, with_
from syndicate.check.rules._parties import text_of
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_LISTS = ("CategoryCode", "CollectionPage", "ItemList", "OfferCatalog", "SearchResultsPage")
# Works may well be called so: these names say something of what is sold alone.
_SOLD = ("LocalBusiness", "Organization", "Product", "Service")
_NAME = re.compile(
    r"(?:the )?(?:top|best) [0-9]+\b.*|[0-9]+ best\b.*|(?:all|our) (?:products|reviews|services)"
    r"|(?:customer |client )?(?:products|reviews|services|testimonials)"
    r"|bewertungen|kundenstimmen|produkte|avis clients",
    re.IGNORECASE | re.DOTALL,
)


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item
    if item is None:
        return
    name = text_of(item.value)
    if subject.of(item, *_LISTS):
        yield Hit(item.path, f"the rating is one of a list, {shown(name, 60)}, and not of one thing")
    elif subject.of(item, *_SOLD) and not subject.of(item, "CreativeWork") and _NAME.fullmatch(name):
        yield Hit(item.path, f"{shown(name, 60)} is the name of a category or a list, and not of one thing")


RULE = Rule(
    code="PO220",
    name="review-of-a-list",
    severity="warning",
    types=("Review", "AggregateRating"),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google shows stars for one thing, not for a category or a list of things. A mean over all products of a shop, "
        "or the ratings of a page that lists ten of them, are none."
    ),
    mend="Give each thing its own markup with its own rating, on the page that is about it.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(changed(REVIEW_NODE, "itemReviewed.name", "Top 10 Lies")),
        node(changed(REVIEW_NODE, "itemReviewed", {"@type": "Hotel", "name": "Best Eastern"})),
        node(with_(PRODUCT_NODE, name="10 Bestseller Mugs")),
    ),
    bad=(
        node(with_(PRODUCT_NODE, name="Top 10 Lamps"), at="aggregateRating"),
        node(with_(PRODUCT_NODE, name="Our products"), at="aggregateRating"),
        node(
            with_(AGGREGATE_NODE, itemReviewed={"@type": "CollectionPage", "name": "Lamps"}),
            at="itemReviewed",
        ),
    ),
)
