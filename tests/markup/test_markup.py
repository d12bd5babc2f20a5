"""Markup for pages: one review, several of one item, an aggregate alone, several items; in every syntax."""

from __future__ import annotations

import json
from typing import Any

import extruct
import html5lib
import lxml.html
import pytest
from strategies import full_review

from syndicate.errors import UnknownName
from syndicate.formats.jsonld import SafeHtml
from syndicate.markup import aggregate_markup, markup
from syndicate.models import Movie, Product
from syndicate.models.record import validated
from syndicate.models.review import Review

VISIBLE = ("microdata", "rdfa", "microformats")


def review(id: str, name: str = "Kettle", **fields: Any) -> Review:
    if fields.get("rating", ...) is None:
        del fields["rating"]
    else:
        fields.setdefault("rating", {"value": 4, "best": 5, "worst": 1})
    fields.setdefault("authors", [{"type": "Person", "name": f"Author {id}"}])
    made = validated({"id": f"urn:x:{id}", "item": {"type": "Product", "name": name, "key": name}, **fields})
    assert isinstance(made, Review)
    return made


TWO = [review("1"), review("2", rating={"value": 5, "best": 5, "worst": 1})]


def script(text: str) -> Any:
    (element,) = lxml.html.fromstring(f"<div>{text}</div>").iter("script")
    return json.loads(element.text)


def test_one_review_stands_alone_and_several_stand_in_their_item_with_their_mean() -> None:
    alone = script(markup(TWO[0]))
    assert (alone["@type"], alone["itemReviewed"]["name"]) == ("Review", "Kettle")
    item = script(markup(TWO))
    assert (item["@type"], item["name"]) == ("Product", "Kettle")
    # 4 and 5 of 5
    assert item["aggregateRating"] == {
        "@type": "AggregateRating", "ratingValue": 4.5, "bestRating": 5, "worstRating": 1, "ratingCount": 2, "reviewCount": 2,
    }  # fmt: skip
    assert [one["@id"] for one in item["review"]] == ["urn:x:1", "urn:x:2"]
    assert all("itemReviewed" not in one for one in item["review"])


def test_one_review_may_stand_in_its_item_too() -> None:
    item = script(markup(TWO[0], nested=True))
    assert item["review"]["@id"] == "urn:x:1"
    assert "aggregateRating" not in item, "the mean of one is no mean"


def test_reviews_of_several_items_are_a_graph() -> None:
    graph = script(markup([*TWO, review("3", "Lamp")]))["@graph"]
    assert [node["@type"] for node in graph] == ["Product", "Review"]


def test_no_review_is_no_markup() -> None:
    assert markup([]) == ""
    assert markup([], VISIBLE) == ""


def test_without_a_syntax_the_fragment_is_for_people() -> None:
    text = markup(TWO[0], [])
    assert "Author 1" in text
    assert not any(word in text for word in ("itemprop", "property", "h-review", "script"))


@pytest.mark.parametrize("syntax", VISIBLE)
def test_several_reviews_in_visible_syntaxes(syntax: str) -> None:
    text = markup(TWO, syntax)
    found = extruct.extract(f"<body>{text}", syntaxes=["microdata", "rdfa", "microformat"])
    if syntax == "microdata":
        (item,) = found["microdata"]
        said = item["properties"]
        assert item["type"] == "https://schema.org/Product"
        assert said["aggregateRating"]["properties"]["ratingValue"] == "4.5"
        assert [one["id"] for one in said["review"]] == ["urn:x:1", "urn:x:2"]
    elif syntax == "rdfa":
        nodes = {node.get("@type", [""])[0].rpartition("/")[2]: node for node in found["rdfa"]}
        assert {one["@id"] for one in nodes["Product"]["https://schema.org/review"]} == {"urn:x:1", "urn:x:2"}
        assert nodes["AggregateRating"]["https://schema.org/ratingValue"] == [{"@value": "4.5"}]
    else:
        (item,) = found["microformat"]
        assert item["type"] == ["h-review-aggregate"]
        assert (item["properties"]["average"], item["properties"]["count"]) == (["4.5"], ["2"])
        assert [child["properties"]["uid"] for child in item["children"]] == [["urn:x:1"], ["urn:x:2"]]
        assert {child["properties"]["item"][0]["properties"]["name"][0] for child in item["children"]} == {"Kettle"}
    seen = " ".join(lxml.html.fromstring(text).text_content().split())
    for words in ("Kettle", "4.5 out of 5", "2 ratings", "2 reviews", "Author 1", "Author 2"):
        assert words in seen


@pytest.mark.parametrize("syntax", ["jsonld", *VISIBLE])
def test_an_aggregate_alone(syntax: str) -> None:
    text = aggregate_markup(Movie(name="Dune"), 4.2, 17, best=5, worst=1, reviews=9, syntax=syntax)
    found = extruct.extract(f"<body>{text}", syntaxes=["json-ld", "microdata", "rdfa", "microformat"])
    if syntax == "jsonld":
        assert found["json-ld"][0]["aggregateRating"] == {
            "@type": "AggregateRating", "ratingValue": 4.2, "bestRating": 5, "worstRating": 1, "ratingCount": 17,
            "reviewCount": 9,
        }  # fmt: skip
        return
    if syntax == "microdata":
        said = found["microdata"][0]["properties"]["aggregateRating"]["properties"]
        assert said == {
            "ratingValue": "4.2",
            "bestRating": "5",
            "worstRating": "1",
            "ratingCount": "17",
            "reviewCount": "9",
        }
    if syntax == "microformats":
        said = found["microformat"][0]["properties"]
        assert (said["average"], said["best"], said["votes"], said["count"]) == (["4.2"], ["5"], ["17"], ["9"])
    assert "4.2 out of 5 · 17 ratings" in " ".join(lxml.html.fromstring(text).text_content().split())


def test_several_syntaxes_are_one_fragment_beside_one_script() -> None:
    text = markup(TWO[0], ["jsonld", *VISIBLE], nonce="abc")
    root = lxml.html.fromstring(f"<div>{text}</div>")
    assert [one.get("nonce") for one in root.iter("script")] == ["abc"]
    (article,) = root.iter("article")
    assert (article.get("itemid"), article.get("resource"), article.get("class")) == (
        "urn:x:1",
        "urn:x:1",
        "review h-review",
    )
    assert " ".join(root.text_content().split()).count("Author 1") == 2, "in the script, and once for people"


def test_fragments_are_valid_html() -> None:
    for syntax in VISIBLE:
        for some in (full_review(), full_review("Product"), TWO):
            html5lib.HTMLParser(strict=True).parseFragment(markup(some, syntax))


def test_words_are_in_the_language_of_the_review() -> None:
    text = markup(review("1", language="de", pros=["leise"], rating={"value": 4.5, "best": 5}), "microdata")
    assert "Vorteile" in text
    assert 'value="4.5">4,5</data> von' in text
    assert 'lang="de" dir="ltr"' in text
    assert "von" in markup(review("2"), "microdata", language="de")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The reviewer’s tie to what is reviewed: shares in Kettle & Co."),
        ("de", "Verbindung zum Rezensierten: shares in Kettle & Co."),
        ("he", "הקשר של הכותב לנושא הביקורת: shares in Kettle & Co."),
    ],
)
def test_what_ties_the_reviewer_to_the_reviewed_is_told_to_people(language: str, words: str) -> None:
    tied = review("1", language=language, provenance={"relationship": "shares in Kettle & Co."})
    assert words in lxml.html.fromstring(markup(tied, "microdata")).text_content()


@pytest.mark.parametrize("provenance", [{}, {"relationship": "none"}, {"relationship": "None "}])
def test_no_tie_is_no_notice(provenance: dict[str, str]) -> None:
    untied = review("1", provenance=provenance) if provenance else review("1")
    assert "tie" not in lxml.html.fromstring(markup(untied, "microdata")).text_content()


def test_the_search_profile_leaves_the_parts_out_of_the_markup_and_not_from_people() -> None:
    some = review("1", aspects=[{"name": "handle", "rating": {"value": 2, "best": 5}}], pros=["quick"])
    for syntax in ("microdata", "rdfa"):
        search, full = markup(some, syntax), markup(some, syntax, profile="full")
        assert "reviewAspect" not in search
        assert "reviewAspect" in full
        assert "positiveNotes" not in search, "one statement alone is an error to search engines"
        assert "positiveNotes" in full
        for text in (search, full):
            seen = lxml.html.fromstring(text).text_content()
            assert "handle" in seen
            assert "quick" in seen
    assert "reviewAspect" not in markup(some)
    assert "positiveNotes" in markup(review("1", pros=["quick"], cons=["loud"]))


def test_only_parts_that_were_rated_leave_no_rating() -> None:
    some = review("1", aspects=[{"name": "handle", "rating": {"value": 2, "best": 5}}], rating=None)
    assert "reviewRating" not in script(markup(some))
    assert script(markup(some, profile="full"))["reviewRating"]["reviewAspect"] == "handle"


def test_two_nodes_of_one_name_in_rdfa() -> None:
    """A graph would make one of them, with two names."""
    author = {"type": "Person", "name": "Ada", "id": "https://example.org/x"}
    some = review(
        "1", authors=[author], publisher={"type": "Organization", "name": "Desk", "id": "https://example.org/x"}
    )
    text = markup(some, "rdfa")
    assert text.count('resource="https://example.org/x"') == 1
    assert markup(some, "microdata").count('itemid="https://example.org/x"') == 2


def test_an_unknown_syntax_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean microdata"):
        markup(TWO[0], "microdat")  # type: ignore[arg-type]


def test_markup_is_safe_for_templates() -> None:
    text = markup(review("1", title="<b>"), ["jsonld", "microdata"])
    assert isinstance(text, SafeHtml)
    assert text.__html__() is text


def test_several_scales_have_a_mean_of_a_hundred() -> None:
    some = [
        review("1", rating={"value": 8, "best": 10, "worst": 0}),
        review("2", rating={"value": 3, "best": 5, "worst": 1}),
    ]
    # 80 and 50 of 100
    assert script(markup(some))["aggregateRating"]["ratingValue"] == 65
    unknown = [review("1", rating={"value": 8}), review("2", rating={"value": 3, "best": 5})]
    assert "aggregateRating" not in script(markup(unknown))


def test_an_item_without_ratings_has_no_mean() -> None:
    some = [review("1", rating=None), review("2", rating=None)]
    assert "aggregateRating" not in script(markup(some))
    assert Product(name="x").name == "x"
