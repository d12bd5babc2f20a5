"""PO201: a business reviewed on its own site."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node, page, record
from syndicate.check._subject import Subject, Value
from syndicate.check.rules._nodes import AGGREGATE_NODE, BUSINESS_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._parties import addresses, is_front, is_party, owners, party, site_of, text_of
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import READ, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item if counts_for_search(subject) else None
    if item is None or not subject.of(item, "Organization"):
        return
    name = shown(text_of(item.value) or "the business", 60)
    if said := _how(subject, item):
        yield Hit(item.path, f"{name} is reviewed on a site of its own: {said}")


def _how(subject: Subject, item: Value) -> str:
    host = site_of(subject)
    if any(is_front(url, host) for url in addresses(item.value)):
        return f"its address is that of {host}"
    if any(is_party(value.value, item.value) for value in subject.each("publisher")):
        return "it is the publisher of the review"
    mine, theirs = party(item.value), owners(subject.page)
    return "the page says that the site is its" if mine.ids & theirs.ids or mine.name in theirs.names else ""


_PIER = with_(BUSINESS_NODE, url="https://pier-seven.example/")
_RATED = with_(_PIER, aggregateRating=without(AGGREGATE_NODE, "itemReviewed"))
_LISTED = with_(_RATED, url="https://eating-out.example/pier-seven", sameAs="https://pier-seven.example/")
_RECORD = {
    "id": "tag:pier-seven.example,2024:1",
    "url": "https://pier-seven.example/reviews/1",
    "item": {"type": "Restaurant", "name": "Pier Seven", "url": "https://pier-seven.example/"},
}

RULE = Rule(
    code="PO201",
    name="self-serving-review",
    severity="error",
    types=("Review", "AggregateRating"),
    result="review",
    source=f"{REVIEW}#self-serving",
    read=READ,
    why=(
        "Google shows no stars for a business or an organization on pages that it controls, since it chooses which "
        "reviews stand there. A widget of another site on them is no way round that."
    ),
    mend="Leave the reviews for people to read and take their markup out; the stars of a business come from the sites "
    "of others. Reviews of its products may stay.",
    check=_check,
    good=(
        node(_LISTED, url="https://eating-out.example/pier-seven"),
        node(_RATED, url="https://eating-out.example/places/7"),
        node(with_(_RATED, **{"@type": "Product"}), url="https://pier-seven.example/"),
        node(with_(REVIEW_NODE, itemReviewed=_PIER, publisher={"@type": "Organization", "name": "Example Weekly"})),
    ),
    bad=(
        node(_RATED, url="https://www.pier-seven.example/about", at="aggregateRating"),
        node(
            with_(REVIEW_NODE, itemReviewed=_PIER, publisher={"@type": "Organization", "name": "Pier Seven"}),
            at="itemReviewed",
        ),
        page(
            '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": ['
            '{"@type": "WebSite", "name": "Start", "publisher": {"@id": "#us"}}, {"@type": "Hotel", "@id": "#us", '
            '"name": "Pier Seven", "aggregateRating": {"@type": "AggregateRating", "ratingValue": 4.2}}]}</script>',
            at="@graph[1].aggregateRating",
        ),
        record(_RECORD, at="itemReviewed"),
    ),
)
