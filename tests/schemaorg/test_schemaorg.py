"""Records as nodes and back: the table of the record, row by row; what comes back; what is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from strategies import full_review, full_reviews, records

from syndicate.formats import how, project
from syndicate.models.paths import PATHS
from syndicate.models.record import plain, validated
from syndicate.schemaorg import (
    CARRIES,
    aggregate_node,
    document,
    from_node,
    node_of_plain,
    row_of_node,
    to_node,
)
from syndicate.schemaorg.identifiers import page_of

# Written by hand from the table in the design and from the examples of https://schema.org/Review.
RECORD: dict[str, Any] = {
    "id": "tag:example.org,2024:reviews/tide",
    "url": "https://example.org/reviews/tide",
    "kind": "critic",
    "item": {
        "type": "Movie",
        "additional_types": ["Product"],
        "name": "The Slow Tide",
        "url": "https://films.example/tide",
        "same_as": ["https://encyclopedia.example/tide"],
        "image": ["https://films.example/tide.jpg", "https://films.example/tide-2.jpg"],
        "description": "A film about a harbour.",
        "identifiers": [
            {"kind": "gtin", "value": "4006381333931"},
            {"kind": "imdb", "value": "tt0118655"},
            {"kind": "tmdb", "value": "8193"},
            {"kind": "isbn", "value": "9780306406157"},
        ],
        "key": "tide-2023",
        "properties": {"alternateName": ["Tide", "La marea"]},
        "date_published": "2023",
        "genre": ["Drama"],
        "director": [{"type": "Person", "name": "Ina Vale"}],
        "actor": [{"type": "Person", "name": "Bo Reed"}, {"type": "Organization", "name": "The Harbour Players"}],
        "duration": "PT1H41M",
        "country_of_origin": ["Portugal"],
    },
    "authors": [
        {"type": "Person", "name": "Ada Example", "url": "https://example.org/ada", "id": "https://example.org/ada#me"}
    ],
    "publisher": {"type": "Organization", "name": "Example Reviews", "logo": "https://example.org/logo.png"},
    "title": "Patience rewarded",
    "summary": "Slow and good.",
    "body": {"value": "It *begins* slowly.\n\nThen it stays.", "format": "markdown"},
    "rating": {"value": 3.5, "best": 4, "worst": 0, "label": "★★★½"},
    "recommended": True,
    "aspects": [{"name": "acting", "rating": {"value": 9, "best": 10, "worst": 1}, "text": "All of them."}],
    "pros": ["The light", "The sea"],
    "cons": ["The length"],
    "language": "en-GB",
    "published": "2024-03",
    "modified": "2024-03-05T10:00:00Z",
    "images": ["https://example.org/tide/still.jpg"],
    "tags": ["harbour"],
    "links": ["https://festival.example/"],
    "license": "https://licences.example/by/4.0/",
    "reply": {
        "text": "Thank you.",
        "author": {"type": "Organization", "name": "Tide Films"},
        "published": "2024-03-09",
        "url": "https://films.example/answers/1",
    },
    "experienced": "2024-02-11",
    "spoiler": False,
    "snippet_only": False,
    "provenance": {
        "origin": {"url": "https://first.example/tide", "syndicated_from": "First"},
        "collection_method": "invited",
        "generated": False,
    },
    "inferred": ["item.name"],
    "extensions": {"https://example.org/ns#mood": "calm"},
}
NODE: dict[str, Any] = {
    "@type": "CriticReview",
    "@id": "tag:example.org,2024:reviews/tide",
    "url": "https://example.org/reviews/tide",
    "itemReviewed": {
        "@type": ["Movie", "Product"],
        "name": "The Slow Tide",
        "url": "https://films.example/tide",
        "sameAs": "https://encyclopedia.example/tide",
        "image": ["https://films.example/tide.jpg", "https://films.example/tide-2.jpg"],
        "description": "A film about a harbour.",
        "gtin": "4006381333931",
        "identifier": [
            "tide-2023",
            {
                "@type": "PropertyValue",
                "propertyID": "imdb",
                "value": "tt0118655",
                "url": "https://www.imdb.com/title/tt0118655/",
            },
            {"@type": "PropertyValue", "propertyID": "tmdb", "value": "8193"},
            {"@type": "PropertyValue", "propertyID": "isbn", "value": "9780306406157"},
        ],
        "datePublished": "2023",
        "genre": "Drama",
        "director": {"@type": "Person", "name": "Ina Vale"},
        "actor": [
            {"@type": "Person", "name": "Bo Reed"},
            {"@type": "PerformingGroup", "name": "The Harbour Players"},
        ],
        "duration": "PT1H41M",
        "countryOfOrigin": {"@type": "Country", "name": "Portugal"},
        "alternateName": ["Tide", "La marea"],
    },
    "author": {
        "@type": "Person",
        "@id": "https://example.org/ada#me",
        "name": "Ada Example",
        "url": "https://example.org/ada",
    },
    "publisher": {"@type": "Organization", "name": "Example Reviews", "logo": "https://example.org/logo.png"},
    "name": "Patience rewarded",
    "headline": "Patience rewarded",
    "abstract": "Slow and good.",
    "reviewBody": "It begins slowly.\n\nThen it stays.",
    "reviewRating": [
        {"@type": "Rating", "ratingValue": 3.5, "bestRating": 4, "worstRating": 0, "alternateName": "★★★½"},
        {
            "@type": "Rating",
            "ratingValue": 9,
            "bestRating": 10,
            "worstRating": 1,
            "reviewAspect": "acting",
            "ratingExplanation": "All of them.",
        },
    ],
    "positiveNotes": {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "The light"},
            {"@type": "ListItem", "position": 2, "name": "The sea"},
        ],
    },
    "negativeNotes": {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": "The length"}],
    },
    "inLanguage": "en-GB",
    "datePublished": "2024-03",
    "dateModified": "2024-03-05T10:00:00Z",
    "image": "https://example.org/tide/still.jpg",
    "keywords": ["harbour"],
    "citation": "https://festival.example/",
    "license": "https://licences.example/by/4.0/",
    "comment": {
        "@type": "Comment",
        "text": "Thank you.",
        "author": {"@type": "Organization", "name": "Tide Films"},
        "datePublished": "2024-03-09",
        "url": "https://films.example/answers/1",
    },
    "isBasedOn": "https://first.example/tide",
    "digitalSourceType": "https://schema.org/DigitalArtDigitalSource",
}


def _read(node: dict[str, Any]) -> Any:
    told: list[tuple[str, str, str]] = []
    record = from_node(json.loads(json.dumps(node)), lambda *note: told.append(note))
    assert told == [], "what we write is read without repairs"
    return record


def _in_order(record: Any) -> dict[str, Any]:
    """Plain values, with the one list in order whose order says nothing."""
    made = plain(record)
    if "identifiers" in made.get("item", ()):
        made["item"]["identifiers"].sort(key=lambda one: (one["kind"], one["value"]))
    return made


def test_the_node_that_was_written_by_hand():
    made = node_of_plain(plain(validated(RECORD)))
    assert made == NODE
    assert json.dumps(made) == json.dumps(NODE), "the keys are in this order"


def test_the_least_that_a_review_says():
    assert node_of_plain({"id": "urn:x:1", "item": {"type": "Thing", "name": "It"}}) == {
        "@type": "Review",
        "@id": "urn:x:1",
        "itemReviewed": {"@type": "Thing", "name": "It"},
    }


@given(records())
def test_what_comes_back_is_what_the_declaration_says(record: Any):
    # Not projected itself: what is declared as dropped, and is held after all, makes a difference here.
    assert _in_order(_read(to_node(record))) == _in_order(project(record, CARRIES))


@pytest.mark.parametrize("review", full_reviews(), ids=lambda review: review.item.type)
def test_full_reviews_come_back(review: Any):
    assert _in_order(_read(to_node(review))) == _in_order(project(review, CARRIES))


def _at(value: Any, path: str) -> list[Any]:
    """All values at a path, through lists."""
    values = [value]
    for name in path.split("."):
        inner = [one[name] for one in values if isinstance(one, dict) and name in one]
        values = [part for one in inner for part in (one if isinstance(one, list) else [one])]
    return values


def test_every_path_that_is_held_survives_and_every_loss_is_real():
    before = [plain(review) for review in full_reviews()]
    after = [plain(_read(to_node(review))) for review in full_reviews()]
    for path in PATHS:
        assert any(_at(one, path) for one in before), f"no full review has {path}"
        kept = any(_at(one, path) for one in after)
        assert kept == (how(CARRIES, path) != "dropped"), path


def test_the_list_of_losses_is_the_list_of_the_design():
    lossy = {path for path in PATHS if how(CARRIES, path) == "dropped"}
    named = {"recommended", "experienced", "spoiler", "snippet_only", "inferred", "extensions"}
    assert {path for path in lossy if not path.startswith("provenance.")} == named
    held = {path for path in PATHS if path.startswith("provenance.")} - lossy
    assert held == {"provenance.origin.url", "provenance.generated"}
    others = {path: said for path, said in CARRIES.items() if said not in ("exact", "dropped")}
    assert others == {
        "body": "plain",
        "item.identifiers": "unordered",
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [("critic", "CriticReview"), ("user", "UserReview"), ("employer", "EmployerReview"),
     ("recommendation", "Recommendation"), (None, "Review")],
)  # fmt: skip
def test_kinds(kind: str | None, name: str):
    data: dict[str, Any] = {"id": "urn:x:1", "item": {"type": "Thing", "name": "It"}} | ({"kind": kind} if kind else {})
    assert node_of_plain(data)["@type"] == name
    assert _read(node_of_plain(data)).kind == kind


@pytest.mark.parametrize(("generated", "name"), [(True, "TrainedAlgorithmicMedia"), (False, "DigitalArt")])
def test_whether_a_machine_wrote_it(generated: bool, name: str):
    data = {"id": "urn:x:1", "item": {"type": "Thing", "name": "It"}, "provenance": {"generated": generated}}
    node = node_of_plain(data)
    assert node["digitalSourceType"] == f"https://schema.org/{name}DigitalSource"
    assert _read(node).provenance.generated is generated


@pytest.mark.parametrize(
    ("kind", "value", "types", "name"),
    [
        ("gtin", "4006381333931", ["Product"], "gtin"),
        ("gtin", "4006381333931", ["Car"], "gtin"),
        ("gtin", "4006381333931", ["Movie"], None),
        ("isbn", "9780306406157", ["Book"], "isbn"),
        ("isbn", "9780306406157", ["Audiobook"], "isbn"),
        ("isbn", "9780306406157", ["Movie"], None),
        ("isrc", "USRC17607839", ["MusicRecording"], "isrcCode"),
        ("isrc", "USRC17607839", ["MusicAlbum"], None),
        ("issn", "0317-8471", ["Periodical"], "issn"),
        ("issn", "0317-8471", ["Book"], None),
        ("asin", "B000000000", ["VideoGame"], None),
        ("asin", "B000000000", ["VideoGame", "Product"], "asin"),
        ("mpn", "x", ["Product"], "mpn"),
        ("sku", "x", ["Product"], "sku"),
        ("wikidata", "Q42", ["Book"], None),
    ],
)
def test_identifiers_are_properties_where_the_type_has_them(kind: str, value: str, types: list[str], name: str | None):
    item = {"type": types[0], "name": "It", "identifiers": [{"kind": kind, "value": value}]}
    if types[1:]:
        item["additional_types"] = types[1:]
    node = node_of_plain({"id": "urn:x:1", "item": item})["itemReviewed"]
    if name is None:
        assert node["identifier"]["propertyID"] == kind
        assert node["identifier"]["value"] == value
    else:
        assert node[name] == value
        assert "identifier" not in node


def test_several_identifiers_of_a_kind():
    item = {
        "type": "Book",
        "name": "It",
        "identifiers": [{"kind": "isbn", "value": "9780306406157"}, {"kind": "isbn", "value": "0306406152"}],
    }
    node = node_of_plain({"id": "urn:x:1", "item": item})
    assert node["itemReviewed"]["isbn"] == ["9780306406157", "0306406152"]
    assert [one.value for one in _read(node).item.identifiers] == ["9780306406157", "0306406152"]


def test_pages_of_identifiers_are_urls():
    assert page_of("doi", "10.1000/a<b>#c d") == "https://doi.org/10.1000/a%3Cb%3E%23c%20d"
    assert page_of("imdb", "nm0000001") == "https://www.imdb.com/name/nm0000001/"
    assert page_of("imdb", "ev0000001") is None
    assert page_of("issn", "0317-8471") == "https://portal.issn.org/resource/ISSN/0317-8471"


def test_values_of_items():
    review = full_review("TVEpisode")
    node = to_node(review)["itemReviewed"]
    assert node["partOfSeries"]["@type"] == "TVSeries"
    assert node["partOfSeason"]["@type"] == "TVSeason"
    assert isinstance(node["partOfSeason"]["seasonNumber"], int)
    assert to_node(full_review("PodcastEpisode"))["itemReviewed"]["partOfSeries"]["@type"] == "PodcastSeries"
    assert to_node(full_review("MusicRecording"))["itemReviewed"]["inAlbum"]["@type"] == "MusicAlbum"
    book = node_of_plain({"id": "urn:x:1", "item": {"type": "Book", "name": "It", "book_format": "EBook"}})[
        "itemReviewed"
    ]
    assert book["bookFormat"] == "https://schema.org/EBook"
    product = {
        "type": "Product",
        "name": "It",
        "brand": "Make",
        "release_date": "2024-05-31",
        "offers": [{"price": 9.5, "price_currency": "EUR", "availability": "InStock"}],
    }
    assert node_of_plain({"id": "urn:x:1", "item": product})["itemReviewed"] == {
        "@type": "Product",
        "name": "It",
        "brand": {"@type": "Brand", "name": "Make"},
        "releaseDate": "2024-05-31",
        "offers": {
            "@type": "Offer",
            "price": 9.5,
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
        },
    }
    hotel = {"type": "Hotel", "name": "It", "checkin_time": "15:00", "geo": {"latitude": 1.5, "longitude": -2}}
    assert node_of_plain({"id": "urn:x:1", "item": hotel})["itemReviewed"] == {
        "@type": "Hotel",
        "name": "It",
        "checkinTime": "15:00:00",
        "geo": {"@type": "GeoCoordinates", "latitude": 1.5, "longitude": -2},
    }
    song = {"type": "MusicRecording", "name": "It", "by_artist": [{"type": "Organization", "name": "A Band"}]}
    assert node_of_plain({"id": "urn:x:1", "item": song})["itemReviewed"]["byArtist"] == {
        "@type": "MusicGroup",
        "name": "A Band",
    }


def test_a_body_of_markup_alone_is_no_body():
    data = {
        "id": "urn:x:1",
        "item": {"type": "Thing", "name": "It"},
        "body": {"value": "<!-- nothing -->", "format": "html"},
    }
    assert "reviewBody" not in node_of_plain(data)


def test_tombstones():
    gone = validated({"id": "urn:x:1", "at": "2024-05-01T00:00:00Z", "reason": "merged", "merged_into": "urn:x:2"})
    node = to_node(gone)
    assert node == {
        "@type": "DataFeedItem",
        "dateDeleted": "2024-05-01T00:00:00Z",
        "description": "merged",
        "item": {"@type": "Review", "@id": "urn:x:1", "isPartOf": {"@type": "Review", "@id": "urn:x:2"}},
    }
    assert _read(node) == gone


def test_a_bare_keyword_may_have_a_comma():
    data = {"id": "urn:x:1", "item": {"type": "Thing", "name": "It"}, "tags": ["Paris, Texas"]}
    assert _read(node_of_plain(data)).tags == ("Paris, Texas",)


def test_the_record_stays_as_it_is():
    data = json.loads(json.dumps(RECORD))
    node_of_plain(data)
    assert data == RECORD
    node = json.loads(json.dumps(NODE))
    row_of_node(node, lambda *note: None)
    assert node == NODE


def test_documents_and_aggregates():
    assert document({"@type": "Review"}) == {"@context": "https://schema.org", "@type": "Review"}
    assert document([{"@type": "Review"}]) == {"@context": "https://schema.org", "@graph": [{"@type": "Review"}]}
    assert aggregate_node(4.25, 8, best=5, worst=1, reviews=9) == {
        "@type": "AggregateRating",
        "ratingValue": 4.25,
        "bestRating": 5,
        "worstRating": 1,
        "ratingCount": 8,
        "reviewCount": 9,
    }
