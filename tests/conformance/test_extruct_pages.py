"""57 pages of the tests of extruct (https://github.com/scrapinghub/extruct, BSD-3-Clause), each read by a person: which
reviews it says, or that it says none, and what a reader should then hear it has.

Where a page has types of schema.org or of microformats, the reason has to name them, or what they are of by its name; of
other vocabularies (FOAF, Dublin
Core, Open Graph, made-up ones) no name is asked for.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conformance.stated import Maybe, Refused, Stated, Words, agree, none

BOOK = {
    "type": "Book",
    "name": "The Catcher in the Rye",
    "identifiers": [{"kind": "isbn", "value": "0316769487"}],
    "number_of_pages": 224,
    "date_published": "1991-05-01",
    "in_language": "en",
}

# The same example of schema.org as "#eg-0462", in JSON-LD. Two books in Microdata beside it have no reviews. The page says
# that it is in English (the lang of html): a reader may take that for the language of what stands in it.
CATCHER = Stated(
    reviews=(
        {
            "item": BOOK,
            "title": Words(27, "11c2a1b16db8"),
            "authors": [{"type": "Person", "name": "John Doe"}],
            "published": "2006-05-04",
            "rating": {"value": 5},
            "body": Words(136, "e84ed7fd8a00"),
            "language": Maybe("en"),
            "inferred": ["authors.type"],
        },
        {
            "item": BOOK,
            "title": Words(12, "53f3a8f8eaec"),
            "authors": [{"type": "Person", "name": "Bob Smith"}],
            "published": "2006-06-15",
            "rating": {"value": 4},
            "body": Words(59, "136b723eb2ee"),
            "language": Maybe("en"),
            "inferred": ["authors.type"],
        },
    )
)

# Told twice: nested in its band in JSON-LD, and in Microdata, where the words of two buttons belong to the body. Nothing
# ties one to the other. Thirteen concerts and seven reviews without markup stand beside them. The page names its language
# and its canonical URL, which a reader may take for the review's.
YEARS = Stated(
    reviews=(
        {
            "item": {
                "type": "MusicGroup",
                "name": "Years & Years",
                "url": "http://www.songkick.com/artists/3976856-years-and-years?utm_medium=organic&utm_source=microformat",
            },
            "authors": [{"type": "Person", "name": "benjolley1"}],
            "body": Words(1956, "d797c7f51c99"),
            "language": Maybe("en"),
            "url": Maybe("http://www.songkick.com/artists/3976856-years-and-years"),
            "inferred": ["authors.type"],
        },
    ),
    twins=(
        {
            "item": {"type": "Thing", "name": "Years & Years"},
            "authors": [{"type": "Person", "name": "benjolley1"}],
            "body": Words(1990, "2b10ed4b6f9f"),
            "language": Maybe("en"),
            "inferred": ["authors.type", "item.type"],
        },
    ),
)

# JSON with comments in it, which JSON has not: a reader may mend it or say that it is no JSON.
ALLOCATE = none("AllocateAction|JSON")
JOIN = none("JoinAction|JSON")

PAGES: dict[str, Stated] = {
    "custom.invalid__AllocateAction.001": ALLOCATE,
    "custom.invalid__JSONLD_with_JS_comment": none("NewsArticle|JSON"),
    # Line breaks within strings, and no type at all.
    "custom.invalid__JSONLD_with_control_characters": none(),
    "custom.invalid__JSONLD_with_control_characters_comment": none(),
    "custom.invalid__JoinAction.001": JOIN,
    # RDFa of FOAF and SKOS.
    "misc__Portfolio_Niels_Lubberman": none(),
    # No markup but for meta tags of Dublin Core.
    "misc__dublincore_test": none(),
    "misc__expanded_OG_support_test": none(),
    # An h-entry in the head, among classes of a grid that look like microformats.
    "misc__microformat_test": none("h-entry"),
    # A review without an item and with an empty name; a business with an average in a script of its own, to which
    # nothing ties it; nine scripts that say null.
    "misc__null_ld_mock": Stated(refused=(Refused(path="item"),)),
    # 900 KB with a Product and an Offer.
    "misc__opengraph_ns_product_test": none("Product"),
    "misc__opengraph_test": none(),
    "misc__product_microdata": none("Product|Executive Anvil", "AggregateRating"),
    "schema.org.invalid__AllocateAction.001": ALLOCATE,
    "schema.org.invalid__JoinAction.001": JOIN,
    "schema.org__CreativeWork.001": CATCHER,
    "schema.org__Event.001": none("Event"),
    "schema.org__Event.002": none("MusicGroup"),
    "schema.org__Event.003": none("Event"),
    "schema.org__Event.004": none("Event"),
    "schema.org__Event.008": none("TheaterEvent"),
    "schema.org__LocalBusiness.002": none("Restaurant|GreatFood", "AggregateRating"),
    "schema.org__LocalBusiness.003": none("Invoice"),
    "schema.org__MusicRecording.001": none("MusicGroup"),
    "schema.org__SearchAction.001": none("WebSite"),
    "schema.org__product-ref": none("Product|Executive Anvil", "AggregateRating"),
    "schema.org__product": none("Product|Executive Anvil", "AggregateRating"),
    "songkick__Elysian Fields Brooklyn Tickets, The Owl Music Parlor, 31 Oct 2015": none("MusicEvent"),
    "songkick__Maxïmo Park Gigography, Tour History & Past Concerts": none("MusicEvent"),
    "songkick__Years & Years Tickets, Tour Dates 2015 & Concerts": YEARS,
    "songkick__elysianfields": none("MusicEvent", "MusicGroup"),
    "songkick__elysianfields_1": none("MusicEvent", "MusicGroup"),
    # Three scripts, of which one says false.
    "songkick__jsonld_empty_item_test": none("BlogPosting", "ItemList"),
    "songkick__tovestyrke": none("MusicEvent"),
    "w3c__microdata.4.2.data": none(),
    "w3c__microdata.4.2.meter": none("Product|Panasonic White", "AggregateRating"),
    "w3c__microdata.4.2.strings": none(),
    "w3c__microdata.4.2.strings.unclean": none(),
    "w3c__microdata.5.2": none(),
    "w3c__microdata.5.3": none(),
    "w3c__microdata.5.5": none(),
    # Comments, which are no reviews.
    "w3c__microdata.7.1": none("BlogPosting"),
    "w3c__microdata.object": none("Thing"),
    # A person of FOAF with a birthday of schema.org.
    "w3crdfa__w3c.rdf11primer.example014": none(),
    "w3crdfa__w3c.rdfalite.example003": none("Person"),
    "w3crdfa__w3c.rdfalite.example004": none("Person"),
    "w3crdfa__w3c.rdfalite.example005": none("Person"),
    "w3crdfa__w3c.rdfaprimer.example005": none(),
    "w3crdfa__w3c.rdfaprimer.example006": none(),
    "w3crdfa__w3c.rdfaprimer.example007": none(),
    "w3crdfa__w3c.rdfaprimer.example008": none(),
    "w3crdfa__w3c.rdfaprimer.example009": none(),
    "w3crdfa__w3c.rdfaprimer.example010": none(),
    "w3crdfa__w3c.rdfaprimer.example011": none(),
    "w3crdfa__w3c.rdfaprimer.example015": none(),
    # A product, and a form for reviews with nothing in it.
    "websites__microdata-with-description": none("Product"),
    "wikipedia__xhtml+rdfa": none(),
}


def test_each_page_is_stated(corpora: Path) -> None:
    assert {path.stem for path in (corpora / "html").glob("*.html")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_a_person_read_in_it(corpora: Path, name: str) -> None:
    data = (corpora / "html" / f"{name}.html").read_bytes()
    agree(PAGES[name], data)
