"""Nodes as others write them: read as far as they go, and every repair, guess and omission told."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.models.record import InvalidRecord
from syndicate.schemaorg import from_node, row_of_node

_ITEM = {"@type": "Movie", "name": "It"}
R = "repaired"


def _row(node: dict[str, Any], **more: Any) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    told: list[tuple[str, str, str]] = []
    return row_of_node(
        {"@type": "Review", "@id": "urn:x:1", "itemReviewed": _ITEM} | node, lambda *n: told.append(n), **more
    ), told


@pytest.mark.parametrize(
    ("node", "row", "told"),
    [
        ({"@type": "http://schema.org/UserReview"}, {"kind": "user"}, []),
        ({"itemReviewed": {"type": "Movie", "name": "It", "id": "https://x.example/it", "url": "https://x.example/it"}},
         {"item": {"type": "Movie", "name": "It", "url": "https://x.example/it"}}, []),
        ({"@type": ["https://schema.org/Review", "schema:CriticReview"]}, {"kind": "critic"}, []),
        ({"@type": "ReviewNewsArticle"}, {"kind": "critic"}, [("kind", R, "ReviewNewsArticle")]),
        (
            {"author": "Ada Example"},
            {"authors": [{"type": "Person", "name": "Ada Example"}], "inferred": ["authors.type"]},
            [("authors.type", "inferred", "taken for a Person")],
        ),
        (
            {"author": ["Ada", {"@type": "NewsMediaOrganization", "name": "The Post"}]},
            {"authors": [{"type": "Person", "name": "Ada"}, {"type": "Organization", "name": "The Post"}]},
            [("authors.type", "inferred", "taken"), ("authors", R, "NewsMediaOrganization read")],
        ),
        (
            {"author": {"@type": "Person", "name": " Ada\n Example ", "jobTitle": "Critic", "@id": "#ada"}},
            {"authors": [{"type": "Person", "name": "Ada Example"}]},
            [("authors.name", R, "one line"), ("authors", R, "jobTitle"), ("authors.id", R, "IRI")],
        ),
        ({"author": {"@type": "Person"}}, {"authors": None}, [("authors", R, "no name")]),
        ({"publisher": "The Post"}, {"publisher": {"type": "Organization", "name": "The Post"}}, []),
        (
            {"publisher": {"@type": "Person", "name": "Ada"}},
            {"publisher": None},
            [("publisher", R, "has to be an Organization")],
        ),
        ({"reviewRating": 4}, {"rating": {"value": 4}}, []),
        ({"reviewRating": {"ratingValue": "4.5"}}, {"rating": {"value": 4.5}}, [("rating.value", R, "quotes")]),
        ({"reviewRating": "4,5"}, {"rating": {"value": 4.5}}, [("rating.value", R, "comma")]),
        (
            {"reviewRating": {"@type": "Rating", "ratingValue": "80%"}},
            {"rating": {"value": 80, "best": 100, "worst": 0, "label": "80%"}},
            [("rating.value", R, "percentage")],
        ),
        (
            {"reviewRating": {"@type": "Rating", "ratingValue": "6 / 10", "bestRating": "10", "worstRating": "1"}},
            {"rating": {"value": 6, "best": 10, "worst": 1, "label": "6 / 10"}},
            [("rating.value", R, "ratio"), ("rating.worst", R, "quotes")],
        ),
        (
            {"reviewRating": {"ratingValue": "60%", "bestRating": 5}},
            {"rating": {"value": 60, "best": 100, "worst": 0, "label": "60%"}},
            [("rating", R, "bestRating left out"), ("rating.value", R, "percentage")],
        ),
        ({"reviewRating": "★★★★"}, {"rating": {"value": 4, "label": "★★★★"}}, [("rating.value", R, "stars")]),
        ({"reviewRating": "B+"}, {"rating": {"value": "B+"}}, []),
        ({"reviewRating": {"@type": "Rating"}}, {"rating": None}, [("rating", R, "no ratingValue")]),
        ({"reviewRating": [3, 4]}, {"rating": {"value": 3}}, [("rating", R, "first of several")]),
        ({"reviewRating": {"ratingValue": 3, "author": "Ada"}}, {"rating": {"value": 3}}, [("rating", R, "author")]),
        ({"itemReviewed": "It"}, {"item": {"type": "Thing", "name": "It"}, "inferred": ["item.type"]},
         [("item.type", "inferred", "Thing")]),
        ({"itemReviewed": [_ITEM, _ITEM]}, {"item": {"type": "Movie", "name": "It"}},
         [("item", R, "first of several")]),
        (
            {"itemReviewed": {"@type": ["http://example.org/Film", "http://schema.org/Movie"], "schema:name": "It"}},
            {"item": {"type": "Movie", "name": "It"}},
            [("item.type", R, "does not have")],
        ),
        (
            {"itemReviewed": _ITEM | {"image": {"@type": "ImageObject", "url": "https://x.example/p.jpg", "width": 3}}},
            {"item": {"type": "Movie", "name": "It", "image": ["https://x.example/p.jpg"]}},
            [("item.image", R, "read as its URL")],
        ),
        (
            {"itemReviewed": _ITEM | {"isbn": "978-0-306-40615-7", "productID": "7", "mood": "calm"}},
            {"item": {"type": "Movie", "name": "It", "identifiers": [{"kind": "isbn", "value": "9780306406157"}]}},
            [("item.identifiers.value", R, "compact"), ("item.properties", R, "productID"),
             ("item.properties", R, "mood")],
        ),
        (
            {"itemReviewed": _ITEM | {"@id": "https://x.example/it"}},
            {"item": {"type": "Movie", "name": "It", "url": "https://x.example/it"}, "inferred": ["item.url"]},
            [("item.url", "inferred", "@id")],
        ),
        (
            {"itemReviewed": {"@type": "Product", "name": "It", "brand": "Make",
             "offers": {"price": "9,50", "priceCurrency": "EUR", "availability": "http://schema.org/InStock"}}},
            {"item": {"type": "Product", "name": "It", "brand": "Make",
                      "offers": [{"price": 9.5, "price_currency": "EUR", "availability": "InStock"}]}},
            [("item.offers.price", R, "comma")],
        ),
        (
            {"itemReviewed": {"@type": "Restaurant", "name": "It", "address": "1 High Street",
             "geo": {"latitude": "1"}}},
            {"item": {"type": "Restaurant", "name": "It", "address": {"street_address": "1 High Street"}}},
            [("item.address", R, "street"), ("item.geo.latitude", R, "quotes"),
             ("item.geo", R, "point")],
        ),
        (
            {"itemReviewed": {"@type": "Event", "name": "It", "location": "The Hall", "review": {"@type": "Review"}}},
            {"item": {"type": "Event", "name": "It", "location": {"name": "The Hall"}}},
            [("item", R, "review left out")],
        ),
        ({"name": "A", "headline": "B"}, {"title": "A"}, [("title", R, "headline left out")]),
        ({"headline": "B"}, {"title": "B"}, []),
        ({"description": "Short."}, {"summary": "Short."}, [("summary", R, "description")]),
        ({"description": "Short.", "abstract": "Shorter."}, {"summary": "Shorter."}, [("", R, "description left out")]),
        ({"text": "Long."}, {"body": {"value": "Long.", "format": "text"}}, [("body", R, "text read as")]),
        ({"reviewBody": "a\r\nb\x00"}, {"body": {"value": "a\nb", "format": "text"}},
         [("body", R, "CR LF"), ("body", R, "control")]),
        ({"reviewBody": {"@value": "Gut.", "@language": "de"}}, {"body": {"value": "Gut.", "format": "text"}}, []),
        ({"reviewBody": "  "}, {"body": None}, [("body", R, "blank")]),
        ({"positiveNotes": ["Light", {"@type": "ListItem", "name": "Cheap"}]}, {"pros": ["Light", "Cheap"]}, []),
        (
            {"negativeNotes": {"@type": "ItemList", "itemListElement": [
                {"@type": "ListItem", "position": 2, "name": "b"}, {"@type": "ListItem", "position": 1, "name": "a"}]}},
            {"cons": ["a", "b"]},
            [],
        ),
        ({"inLanguage": {"@type": "Language", "name": "German", "alternateName": "de"}}, {"language": "de"}, []),
        ({"inLanguage": "English"}, {"language": "en"}, [("language", R, "the name of a language read as its tag")]),
        ({"inLanguage": "en_GB"}, {"language": "en-GB"}, [("language", R, "underscores in a language tag")]),
        ({"inLanguage": "Plain English"}, {}, [("language", R, "a language that is no tag left out")]),
        ({"datePublished": 2024}, {"published": "2024"}, [("published", R, "year")]),
        ({"dateCreated": "2024-05-01"}, {"published": "2024-05-01", "inferred": ["published"]},
         [("published", "inferred", "dateCreated")]),
        ({"keywords": "a, b  c,"}, {"tags": ["a", "b c"]}, [("tags", R, "commas")]),
        ({"license": {"@id": "https://x.example/by"}}, {"license": "https://x.example/by"}, []),
        ({"url": "/reviews/1"}, {"url": None}, [("url", R, "absolute")]),
        ({"url": "javascript:alert(1)"}, {"url": None}, [("url", R, "absolute")]),
        ({"url": "HTTPS://x.example/a b"}, {"url": "https://x.example/a%20b"},
         [("url", R, "lower"), ("url", R, "%20")]),
        ({"comment": [{"text": "a"}, {"text": "b"}]}, {"reply": None}, [("reply", R, "several")]),
        ({"comment": "Thanks"}, {"reply": {"text": "Thanks"}}, []),
        ({"award": "Best of 2024"}, {}, [("", R, "award left out")]),
        ({"digitalSourceType": "https://schema.org/HumanEditsDigitalSource"}, {"provenance": None}, None),
        ({"author": None, "keywords": [], "publisher": {}}, {"authors": None, "tags": None, "publisher": None}, []),
    ],
)  # fmt: skip
def test_nodes_of_others(node: dict[str, Any], row: dict[str, Any], told: list[tuple[str, str, str]] | None):
    made, notes = _row(node)
    for key, value in row.items():
        if value is None:
            assert key not in made
        else:
            assert made.get(key) == value
    if told is None:
        assert len(notes) == 1
        return
    assert len(notes) == len(told), notes
    for path, kind, what in told:
        assert any(n[:2] == (path, kind) and what in n[2] for n in notes), (path, what, notes)


def test_a_review_within_its_item():
    parent = {"@type": "Book", "name": "It", "isbn": "9780306406157", "review": {"@type": "Review"}}
    row, told = row_of_node({"@type": "Review", "reviewRating": 3}, lambda *n: None, parent=parent), []
    assert row["item"] == {"type": "Book", "name": "It", "identifiers": [{"kind": "isbn", "value": "9780306406157"}]}
    assert "id" not in row
    assert told == []


def test_an_id_from_the_url():
    told: list[Any] = []
    row = row_of_node({"@type": "Review", "@id": "#r", "url": "https://x.example/r"}, lambda *n: told.append(n))
    assert row["id"] == row["url"] == "https://x.example/r"
    assert row["inferred"] == ["id", "item.type"] or row["inferred"] == ["id"]
    assert ("id", "inferred", "taken from url") in told


def test_what_is_wrong_is_refused_and_not_mended():
    with pytest.raises(InvalidRecord, match=r"rating\.value.*five"):
        from_node({"@id": "urn:x:1", "itemReviewed": _ITEM, "reviewRating": "five"}, lambda *n: None)
    with pytest.raises(InvalidRecord, match=r"item: found nothing"):
        from_node({"@id": "urn:x:1", "reviewRating": 3}, lambda *n: None)
    long = "4.1234567890123456"
    with pytest.raises(InvalidRecord, match=long):
        from_node({"@id": "urn:x:1", "itemReviewed": _ITEM, "reviewRating": long}, lambda *n: None)


_ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("https://x.example/")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["@type", "@id", "@value", "name", "url", "value", "propertyID", "text", "@list", "x"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
_KEYS = [
    "@type", "@id", "url", "itemReviewed", "author", "publisher", "name", "headline", "abstract", "description",
    "reviewBody", "reviewRating", "positiveNotes", "negativeNotes", "inLanguage", "datePublished", "dateModified",
    "image", "keywords", "citation", "license", "comment", "isBasedOn", "digitalSourceType", "dateDeleted", "item",
]  # fmt: skip
_ITEM_KEYS = [
    "@type", "@id", "name", "identifier", "isbn", "offers", "address", "geo", "location", "director", "brand",
    "partOfSeries", "image", "mood", "additionalProperty",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from(_KEYS), _ANY), st.dictionaries(st.sampled_from(_ITEM_KEYS), _ANY),
       st.sampled_from(["Product", "Event", "TVEpisode", "Hotel"]))  # fmt: skip
def test_nothing_that_a_node_may_hold_breaks_the_reader(node: dict[str, Any], item: dict[str, Any], kind: str):
    for made in (node, {"@id": "urn:x:1", "itemReviewed": {"@type": kind, "name": "It"} | item} | node):
        with contextlib.suppress(InvalidRecord):
            from_node(made, lambda *note: None)


def test_the_examples_of_schema_org_are_read(conformance: Path):
    """Each example with JSON-LD: no example breaks the reader, and their reviews are found."""
    from syndicate.formats import ReadContext, Refusal
    from syndicate.formats.jsonld import read

    examples = json.loads((conformance / "schemaorg" / "review-examples.json").read_bytes())
    records = 0
    refused: list[str] = []
    for example in examples:
        text = example["json"]
        start, end = text.find("{"), text.rfind("}")
        if start < 0:
            continue
        ctx = ReadContext(source=example["types"], key="example")
        for made in read([text[start : end + 1].encode()], ctx):
            if isinstance(made, Refusal):
                refused.append(str(made))
            else:
                records += 1
    assert records == 14
    # A review as the result of an action, one of a picture without a name, and one that does not say what it reviews.
    odd = [message for message in refused if "no review in it" not in message]
    assert len(odd) == 3
    assert all("found nothing" in message for message in odd), odd


@pytest.mark.parametrize("count", [{"ratingCount": 1}, {"ratingCount": "1"}, {"reviewCount": 1}, {"ratingCount": [1]}])
def test_a_best_that_repeats_the_value_beside_a_count_of_one_is_no_scale(count: dict[str, Any]):
    rating = {"@type": "Rating", "ratingValue": "3.5", "bestRating": 3.5, "worstRating": 0}
    made, notes = _row({"reviewRating": rating | count})
    assert made["rating"] == {"value": 3.5, "worst": 0}
    assert ("rating.best", R, "left out, as it repeats the value beside a count of 1") in notes


@pytest.mark.parametrize(
    ("more", "best"),
    [({}, 5), ({"ratingCount": 12}, 5), ({"ratingCount": 1, "bestRating": 10}, 10), ({"worstRating": 1}, 5)],
)
def test_five_of_five_stays_five_of_five(more: dict[str, Any], best: int):
    made, notes = _row({"reviewRating": {"@type": "Rating", "ratingValue": 5, "bestRating": 5} | more})
    assert made["rating"]["best"] == best
    assert not [note for note in notes if note[0] == "rating.best"]


@pytest.mark.parametrize(
    ("item", "taken"),
    [
        ("The Lamp", True),
        ({"@type": "Thing", "name": "the  lamp"}, True),
        ({"name": "The Lamp"}, True),
        ([{"@type": "http://schema.org/Thing", "name": "The Lamp"}], True),
        ({"@type": "Thing", "name": "The Lamp", "sku": "7"}, False),
        ({"@type": "Book", "name": "The Lamp"}, False),
        ({"@type": "Thing", "name": "The Other Lamp"}, False),
        ({"@type": "Thing"}, False),
        (7, False),
    ],
)
def test_a_bare_name_of_what_has_the_review(item: Any, taken: bool):
    parent = {"@type": "Product", "name": "The Lamp", "sku": "LDL-7", "review": [{"@type": "Review"}]}
    made, notes = _row({"itemReviewed": item}, parent=parent)
    assert (
        made.get("item") == {"type": "Product", "name": "The Lamp", "identifiers": [{"kind": "sku", "value": "LDL-7"}]}
    ) == taken
    assert any("bare name" in note[2] for note in notes) == taken


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("4 out of 5 stars", {"value": 4, "best": 5}),
        ("4,5 von 5 Sternen", {"value": 4.5, "best": 5}),
        ("4 sur 5 étoiles", {"value": 4, "best": 5}),
        ("4 de 5 estrellas", {"value": 4, "best": 5}),
        ("3 stars", {"value": 3}),
        ("3½ stars", {"value": 3.5}),
        ("80 %", {"value": 80, "best": 100, "worst": 0}),
        ("★★★☆☆", {"value": 3, "best": 5}),
        ("★★★½☆", {"value": 3.5, "best": 5}),
        ("⭐️⭐️⭐️", {"value": 3}),
        ("٤٫٥/٥", {"value": 4.5, "best": 5}),
        ("４／５", {"value": 4, "best": 5}),
    ],
)
def test_ratings_in_words_and_signs(said: str, rating: dict[str, Any]):
    for node in (said, {"@type": "Rating", "ratingValue": said}, {"@type": "Rating", "ratingValue": {"@value": said}}):
        made, notes = _row({"reviewRating": node})
        assert made["rating"] == rating | {"label": said}
        assert [path for path, kind, _ in notes if kind == R] == ["rating.value"]


def test_digits_of_another_script_are_a_number():
    made, notes = _row({"reviewRating": {"ratingValue": "٤٫٥", "bestRating": "５"}})
    assert made["rating"] == {"value": 4.5, "best": 5}
    assert [what for _, _, what in notes] == ["digits of another script read as ours"] * 2


@pytest.mark.parametrize("said", ["N/A", "-", "—", "not rated", "undefined", " NaN "])
def test_no_rating_in_words_is_none(said: str):
    made, notes = _row({"reviewRating": {"ratingValue": said, "bestRating": 5}})
    assert "rating" not in made
    assert ("rating", R, "left out, as it has no ratingValue") in notes


@pytest.mark.parametrize("said", ["B+", "five", "4 or 5", "4/5/6", "☺☺☺", "★" * 21, "4 " + " " * 100 + "stars", "½"])
def test_what_says_no_number_stays_for_the_refusal(said: str):
    made, _ = _row({"reviewRating": said})
    assert made["rating"]["value"] == said or said == "½"


def test_the_scale_of_the_node_counts_where_the_value_states_none():
    made, _ = _row({"reviewRating": {"ratingValue": "3 stars", "bestRating": 4, "worstRating": 0}})
    assert made["rating"] == {"value": 3, "best": 4, "worst": 0, "label": "3 stars"}
    made, notes = _row({"reviewRating": {"ratingValue": "★★★☆", "bestRating": 5}})
    assert made["rating"] == {"value": 3, "best": 4, "label": "★★★☆"}
    assert any("bestRating left out" in what for _, _, what in notes)


def test_parts_of_a_name_are_put_together():
    made, notes = _row({"author": {"@type": "Person", "givenName": "Ada", "familyName": "Example"}})
    assert made["authors"] == [{"type": "Person", "name": "Ada Example"}]
    assert [path for path, _, _ in notes] == ["authors.name"]


@pytest.mark.parametrize(
    "author", ["https://x.example/ada", {"@id": "https://x.example/#ada"}, {"url": "https://x.example/"}]
)
def test_an_address_is_nobodys_name(author: Any):
    made, notes = _row({"author": author})
    assert "authors" not in made
    assert "inferred" not in made
    assert ("authors", R, "left out, as it has no name") in notes
