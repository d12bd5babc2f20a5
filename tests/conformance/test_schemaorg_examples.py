"""The 23 examples of schema.org that speak of reviews or of ratings, read by a person before any reader was run on them
(``data/*examples.txt`` of the vocabulary's repository, release 30.0).

Each example is stated for each syntax that it has; where the syntaxes of one example differ, that is said beside it.
Values that the record has no place for (``claimReviewed``, ``reviewAspect`` of a whole review) are not in the results.
Relative URLs are not either: the pages have no address.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conformance.stated import ABSENT, Maybe, Refused, Stated, Words, agree, none, page_of, read

SYNTAXES = ("microdata", "rdfa", "json")

UNMARKED = none()
"""The example has no markup in this syntax ("TODO", "N/A", a comment): nothing at all is there to be read."""
A_SUM = "AggregateRating"
"""The average of ratings that others gave is no review, and a reader is told that this is all there is, and of what: of
which class or of which name."""

KENMORE = {"type": "Product", "name": 'Kenmore White 17" Microwave', "image": ABSENT}
OFFER = {"price": 1000, "price_currency": "USD", "availability": "InStock"}


def _bare(name: str) -> list[dict[str, str]]:
    """An author whose kind is not stated, so that it is taken for a person."""
    return [{"type": "Person", "name": name}]


def _kenmore(price: float) -> Stated:
    item = KENMORE | {"offers": [OFFER | {"price": price}]}
    scale = {"best": 5, "worst": 1}
    ellie = {
        "item": item,
        "title": Words(18, "210fe164f23f"),
        "authors": _bare("Ellie"),
        "published": "2011-04-01",
        "rating": {"value": 1} | scale,
        "body": Words(49, "c67dd3af0997"),
        "inferred": ["authors.type"],
    }
    lucas = {
        "item": item,
        "title": Words(14, "b0d93120b783"),
        "authors": _bare("Lucas"),
        "published": "2011-03-25",
        "rating": {"value": 4} | scale,
        "body": Words(68, "779d0175d070"),
        "inferred": ["authors.type"],
    }
    return Stated(reviews=(ellie, lucas))


def _catcher(**item: Any) -> Stated:
    book = {
        "type": "Book",
        "name": "The Catcher in the Rye",
        "identifiers": [{"kind": "isbn", "value": "0316769487"}],
        "number_of_pages": 224,
        "book_format": "Paperback",
        "date_published": "1991-05-01",
        "in_language": "en",
        "image": ABSENT,
    } | item
    john = {
        "item": book,
        "title": Words(27, "11c2a1b16db8"),
        "authors": _bare("John Doe"),
        "published": "2006-05-04",
        "rating": {"value": 5},
        "body": Words(136, "e84ed7fd8a00"),
        "inferred": ["authors.type"],
    }
    bob = {
        "item": book,
        "title": Words(12, "53f3a8f8eaec"),
        "authors": _bare("Bob Smith"),
        "published": "2006-06-15",
        "rating": {"value": 4},
        "body": Words(59, "136b723eb2ee"),
        "inferred": ["authors.type"],
    }
    return Stated(reviews=(john, bob))


CARS = Stated(
    reviews=(
        {
            "kind": "recommendation",
            "item": {
                "type": "Product",
                "name": "2019 Buick Regal",
                "url": "https://cars.usnews.com/cars-trucks/buick/regal/2019",
            },
            "rating": {"value": 7.6, "best": 10, "worst": 1},
            "body": Words(156, "835df557b9f4"),
        },
        # This one has a "type" beside its "@type", which is a second class in the context of schema.org, and is none.
        {
            "kind": "recommendation",
            "item": {
                "type": "Product",
                "name": "2019 Ford Fusion",
                "url": "https://cars.usnews.com/cars-trucks/ford/fusion/2019",
            },
            "rating": {"value": 8.2, "best": 10, "worst": 1},
            "body": Words(245, "a41f9c72659b"),
        },
    )
)

_POLITIFACT = "/texas/statements/2014/jul/23/rick-perry/rick-perry-claim-about-3000-homicides-illegal-immi/"
CLAIM = {
    "url": f"http://www.politifact.com{_POLITIFACT}",
    "published": "2014-07-23",
    "rating": {"value": 1, "best": 6, "label": "True"},
    "inferred": ["id"],
}

EXAMPLES: dict[str, tuple[Stated, Stated, Stated]] = {
    # Only the average.
    "#eg-0004": (none("Restaurant|GreatFood", A_SUM),) * 3,
    # The offer costs 1000.00 in Microdata and RDFa, and 55.00 in JSON. The reviews are the same.
    "#eg-0010": (_kenmore(1000), _kenmore(1000), _kenmore(55)),
    # Offers, and the average of 24 ratings.
    "#eg-0011": (none("Product|Dell UltraSharp", A_SUM),) * 3,
    # The book is the main entity of a page. Its author is a link in Microdata and RDFa, and a URL names nobody; in JSON
    # it is text, which nothing tells from a name. The rating of the first review is a bare text in Microdata and RDFa
    # and a Rating in JSON; that of the second is bare text in all three.
    "#eg-0462": (_catcher(author=ABSENT), _catcher(author=ABSENT), _catcher()),
    # Only the average, with a count of reviews.
    "#eg-0017": (none("Movie|Pirates of the Carribean", A_SUM),) * 3,
    # The review is the result of an action and does not say what it reviews; that the action's object is it, is the
    # action's to say and no property of the review. A strict record needs an item.
    "#eg-0052": (UNMARKED, UNMARKED, Stated(refused=(Refused(path="item"),))),
    # An average of nothing: 0 of 0 reviews in Microdata and RDFa, no value at all in JSON.
    "#eg-0175": (none("Book|Holt Physical Science", A_SUM),) * 3,
    # The only rating is of an aspect, so that there is no verdict on the whole.
    "#eg-0248": (
        UNMARKED,
        UNMARKED,
        Stated(
            reviews=(
                {
                    "item": {"type": "Restaurant", "name": "Fine Dining Establishment"},
                    "aspects": [{"name": "Ambiance", "rating": {"value": 5, "best": 5, "worst": 1}}],
                    "body": Words(34, "6c4a6c27789d"),
                },
            )
        ),
    ),
    # Types of three vocabularies, and references to other nodes of the graph. The body is tagged as French, which may
    # be taken for the language of the review.
    "#eg-4505": (
        UNMARKED,
        UNMARKED,
        Stated(
            reviews=(
                {
                    "item": {
                        "type": "Product",
                        "additional_types": ABSENT,
                        "name": "Château Snotty 2020",
                        "url": "https://www.example.com/chateau-snotty",
                        "image": ["https://www.example.com/chateau-snotty.jpg"],
                        "manufacturer": {
                            "type": "Organization",
                            "name": "Domaine du Château Snotty",
                            "id": "http://example.com/lechateausnotty",
                        },
                    },
                    "authors": [{"type": "Person", "name": "Jean d'Eau"}],
                    "rating": {"value": 5, "best": 5, "worst": 1},
                    "body": Words(45, "47d70f534327"),
                    "language": Maybe("fr"),
                },
            )
        ),
    ),
    # A score for being easy to repair, written as an average.
    "#4660": (none("Product|Circular Smartphone", A_SUM),) * 3,
    # The same guide twice; only what it is about is told by another property. Its parts are the reviews, and what they
    # review is their own: the guide's category is not.
    "#eg-0291": (UNMARKED, UNMARKED, CARS),
    "#eg-0293": (UNMARKED, UNMARKED, CARS),
    # A MediaReview is a review; what it reviews has no name.
    "#eg-0467": (UNMARKED, UNMARKED, Stated(refused=(Refused(path="item.name"),))),
    # A review with notes for and against that does not say what it reviews; its title is not the item's name.
    "#eg-0468": (UNMARKED, UNMARKED, Stated(refused=(Refused(path="item"),))),
    "#eg-0473": (UNMARKED, UNMARKED, none("OnlineStore|Protocabulators", A_SUM)),
    # In JSON the author has no name, and the item's name ends in brackets; the account of the author is http in
    # Microdata. A name that is a link is the text of the link.
    "#eg-0324": (
        Stated(
            reviews=(
                CLAIM
                | {
                    "item": {"type": "CreativeWork", "name": "The St. Petersburg Times interview"},
                    "authors": [
                        {
                            "type": "Organization",
                            "name": "Politifact",
                            "url": "http://www.politifact.com/",
                            "same_as": ["http://twitter.com/politifact"],
                        }
                    ],
                },
            )
        ),
        UNMARKED,
        Stated(
            reviews=(CLAIM | {"item": {"type": "CreativeWork", "name": "The St. Petersburg Times interview [...]"}},)
        ),
    ),
    # The author has a page and no name; nobody is named after a page.
    "#eg-0325": (
        UNMARKED,
        UNMARKED,
        Stated(
            reviews=(
                {
                    "item": {"type": "Clip", "name": "President Obama Speech to Muslim World in Cairo"},
                    "url": "http://danbri.org/2017/TODO",
                    "published": "2017-07-06",
                    "body": Words(46, "17eba329cd07"),
                    "inferred": ["id"],
                },
            )
        ),
    ),
    # A blog's post with a comment, which stands for itself in Microdata, since no property ties it to the post. The
    # average is in JSON alone.
    "#eg-0476": (none("BlogPosting"), UNMARKED, none("BlogPosting|Library Metadata Evolution", A_SUM)),
    # What the reviews say is their description, which comes nearest to a summary.
    "#eg-0347": (
        UNMARKED,
        UNMARKED,
        Stated(
            reviews=(
                {
                    "item": {"type": "Dentist", "name": "City Smiles", "telephone": "+12025550198"},
                    "title": Words(19, "4f6bd0ddc41f"),
                    "authors": _bare("Liam"),
                    "published": "2020-06-26",
                    "rating": {"value": 5},
                    "summary": Words(31, "839540ba3188"),
                    "inferred": ["authors.type"],
                },
                {
                    "item": {"type": "Dentist", "name": "City Smiles", "telephone": "+12025550198"},
                    "title": Words(12, "a2aa568e45a3"),
                    "authors": _bare("David"),
                    "published": "2020-05-16",
                    "rating": {"value": 4},
                    "summary": Words(90, "71349df3bb3f"),
                    "inferred": ["authors.type"],
                },
            )
        ),
    ),
    # An article whose title has the word in it.
    "#eg-0399": (none("ScholarlyArticle"),) * 3,
    "#eg-0403": (UNMARKED, UNMARKED, none("PoliceStation|Youngstown", A_SUM)),
    # A video about the game has the word in its name.
    "#eg-0447": (none("VideoGame|Super Game", A_SUM),) * 3,
    # 33 reviews in Microdata and RDFa, 33 ratings in JSON.
    "#eg-0450": (none("VideoGame|(?i:Monopoly)", A_SUM),) * 3,
}


def _examples(folder: Path) -> dict[str, dict[str, str]]:
    examples = json.loads((folder / "schemaorg" / "review-examples.json").read_text(encoding="utf-8"))
    return {example["types"].split()[0]: example for example in examples}


def test_each_example_is_stated(conformance: Path) -> None:
    assert set(_examples(conformance)) == set(EXAMPLES)


def test_what_is_stated_as_unmarked_is(conformance: Path) -> None:
    for name, example in _examples(conformance).items():
        for syntax, stated in zip(SYNTAXES, EXAMPLES[name], strict=True):
            marked = any(mark in example[syntax] for mark in ("itemscope", "typeof", "ld+json"))
            assert marked == (stated is not UNMARKED), (name, syntax)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_a_person_read_in_it(conformance: Path, name: str, syntax: str) -> None:
    stated = EXAMPLES[name][SYNTAXES.index(syntax)]
    agree(stated, page_of(_examples(conformance)[name][syntax]))


@pytest.mark.parametrize("name", ["#eg-0010", "#eg-0462"])
def test_all_syntaxes_give_the_same_reviews(conformance: Path, name: str) -> None:
    """But for the item, where the syntaxes of the examples differ."""
    example = _examples(conformance)[name]
    said = [[_of_review(record) for record in read(page_of(example[syntax]))[0]] for syntax in SYNTAXES]
    assert said[0] == said[2]
    # The order of RDFa's statements says nothing (RDF 1.1 Concepts, section 3: a graph is a set).
    assert sorted(said[1], key=str) == sorted(said[2], key=str)


def _of_review(record: dict[str, Any]) -> dict[str, Any]:
    made = {key: value for key, value in record.items() if key not in ("id", "inferred", "item")}
    made["item"] = record["item"]["type"], record["item"]["name"]
    made["body"] = " ".join(record["body"]["value"].split())
    return made
