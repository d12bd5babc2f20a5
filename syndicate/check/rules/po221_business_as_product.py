"""PO221: a business that is marked up as a product."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject, lineage
from syndicate.check.rules._parties import name_key, owners, text_of
from syndicate.check.rules._sources import READ, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_SOLD = (
    "asin", "gtin", "gtin12", "gtin13", "gtin14", "gtin8", "isbn", "model", "mpn", "offers", "productID", "sku",
    "hasVariant", "isVariantOf", "weight", "color", "material",
)  # fmt: skip


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.is_a("SoftwareApplication", "Organization", "CreativeWork", "Event") or subject.has(*_SOLD):
        return
    name = text_of(subject.node)
    if not name or not subject.has("aggregateRating", "review"):
        return
    names = set(owners(subject.page).names)
    for other in subject.page.nodes:
        if not lineage(other.types).isdisjoint(("Organization",)) and other.via not in ("brand", "manufacturer"):
            names.add(name_key(text_of(other.node)))
    if name_key(name) in names:
        yield Hit("", f"{shown(name, 60)} is a Product here, and a business or a site elsewhere on the page")


_PAGE = (
    '<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "Product", "name": '
    '"Pier Seven"{}, "aggregateRating": {{"@type": "AggregateRating", "ratingValue": 4.2, "reviewCount": 9}}}}, '
    '{{"@type": "{}", "name": "{}"}}]}}</script>'
)

RULE = Rule(
    code="PO221",
    name="business-as-product",
    severity="warning",
    types=("Product",),
    kinds=("page", "jsonld"),
    result="review",
    source=f"{REVIEW}#self-serving",
    read=READ,
    why=(
        "A business has no stars on its own site, and calling it a product changes nothing: Google may take the markup "
        "for deceit, and take all rich results from the site. A product has a price, or a number that tells it apart."
    ),
    mend="Rate what is sold in its place, each product with its own reviews and its offers; else take the rating out.",
    check=_check,
    good=(
        page(_PAGE.format(', "offers": {"@type": "Offer", "price": 9, "priceCurrency": "EUR"}', "Store", "Pier Seven")),
        page(_PAGE.format("", "Store", "Brass and Sons")),
        page(_PAGE.format("", "Movie", "Pier Seven")),
    ),
    bad=(
        page(_PAGE.format("", "Store", "Pier Seven"), at="@graph[0]"),
        page(_PAGE.format("", "WebSite", "Pier Seven"), at="@graph[0]"),
    ),
)
