"""Pages as plugins, shops and templates write them, with the slips that they make: read, told, or refused with words.

Every page is of our own writing. What is expected of one is what its specification says, or what a person reads in it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from growth import grows_linearly

from syndicate.formats import ReadContext, Refusal, get
from syndicate.models.record import plain
from syndicate.models.review import Review

WORDS = "Slow and clear as the water over the wheel, and as cold."
MILL = {"@type": "Movie", "name": "The Quiet Mill"}


def script(*nodes: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def review(**more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "Review", "itemReviewed": MILL, "reviewBody": WORDS} | more


class Ran:
    """What a reader makes of a page."""

    def __init__(self, page: str, format: str = "html", lang: str = "") -> None:
        data = f"<!DOCTYPE html><html{lang}><body>{page}</body></html>".encode()
        ctx = ReadContext(source="page.html", key="page.html")
        reader = get(format).read
        assert reader is not None
        made = list(reader([data], ctx))
        self.rows = [plain(one) for one in made if isinstance(one, Review)]
        self.refusals = [one for one in made if isinstance(one, Refusal)]
        self.told = {(note.path, note.what) for note in ctx.notes}

    @property
    def row(self) -> dict[str, Any]:
        assert not self.refusals, self.refusals
        (row,) = self.rows
        return row

    @property
    def refusal(self) -> str:
        assert not self.rows
        (refusal,) = self.refusals
        assert refusal.faults[0].expected
        return str(refusal)

    def tells(self, path: str, words: str) -> bool:
        return any(at == path and words in what for at, what in self.told)


# ------------------------------------------------------------------------------------------------------- spelling


def test_properties_in_another_case_are_read_and_told():
    ran = Ran(script({"@type": "Recipe", "name": "Leek Soup", "Review": [{"@type": "Review", "ReviewBody": WORDS}]}))
    assert (ran.row["item"]["name"], ran.row["body"]["value"]) == ("Leek Soup", WORDS)
    assert ran.tells("", "Review read as review")
    assert ran.tells("", "ReviewBody read as reviewBody")


@pytest.mark.parametrize(
    "kind",
    ["review", "REVIEW", "Review ", "https://schema.org/Review/", "https://schema.org#Review", "HTTP://Schema.org/Review",
     "//schema.org/Review", "schema.org/Review"],
)  # fmt: skip
def test_classes_in_another_spelling_are_read_and_told(kind: str):
    for ran in (
        Ran(script(review(**{"@type": kind}))),
        Ran(
            f'<p itemscope itemtype="{kind.strip()}"><b itemprop="itemReviewed">X</b><i itemprop="reviewBody">{WORDS}</i>'
        ),
    ):
        assert ran.row["body"]["value"] == WORDS
        assert any("as schema.org spells it" in what for _, what in ran.told) or kind.strip() == "Review"


def test_a_name_that_stands_in_both_spellings_is_taken_as_schema_org_spells_it():
    ran = Ran(script(review(reviewbody="Something else")))
    assert ran.row["body"]["value"] == WORDS
    assert ran.tells("", "reviewbody left out")


def test_the_class_of_an_item_in_another_case():
    ran = Ran(script(review(itemReviewed={"@type": "localbusiness", "name": "Ada's Mill"})))
    assert ran.row["item"]["type"] == "LocalBusiness"


def test_prefixes_of_the_context_are_no_repair():
    node = {"@context": {"s": "https://schema.org/"}, "@type": "s:Review", "s:reviewBody": WORDS,
            "s:itemReviewed": {"@type": "s:Movie", "s:name": "The Quiet Mill"}}  # fmt: skip
    ran = Ran(script(node))
    assert ran.row["item"] == {"type": "Movie", "name": "The Quiet Mill"}
    assert {path for path, _ in ran.told} == {"id"}


@pytest.mark.parametrize("many", [False, True])
def test_what_is_reviewed_has_the_review_in_reverse(many: bool):
    inner = {"@type": "Review", "reviewBody": WORDS}
    ran = Ran(script(MILL | {"@reverse": {"itemReviewed": [inner] if many else inner}}))
    assert (ran.row["item"]["name"], ran.row["body"]["value"]) == ("The Quiet Mill", WORDS)


OLD = """<div itemscope itemtype="http://data-vocabulary.org/Review">
<span itemprop="itemreviewed">The Old Mill Inn</span>, by <span itemprop="reviewer">Ada Example</span>,
<time itemprop="dtreviewed" datetime="2010-06-01">June</time>: <span itemprop="summary">Cold soup</span>
<p itemprop="description">The soup was cold, and so was the welcome.</p> <span itemprop="rating">3.5</span></div>"""
OLD_RDFA = OLD.replace('itemscope itemtype="http://data-vocabulary.org/Review"',
    'xmlns:v="http://rdf.data-vocabulary.org/#" typeof="v:Review"').replace('itemprop="', 'property="v:').replace(
    "datetime=", "content=")  # fmt: skip


@pytest.mark.parametrize(
    ("page", "format"), [(OLD, "html"), (OLD, "microdata"), (OLD_RDFA, "html"), (OLD_RDFA, "rdfa")]
)
def test_reviews_in_the_vocabulary_before_schema_org(page: str, format: str):
    ran = Ran(page, format)
    assert {name: ran.row[name] for name in ("published", "summary", "rating")} == {
        "published": "2010-06-01",
        "summary": "Cold soup",
        "rating": {"value": 3.5},
    }
    assert ran.row["item"]["name"] == "The Old Mill Inn"
    assert ran.row["authors"][0]["name"] == "Ada Example"
    assert ran.row["body"]["value"] == "The soup was cold, and so was the welcome."
    assert ran.tells("", "data-vocabulary.org")


def test_an_average_of_that_vocabulary_is_no_review():
    page = """<div itemscope itemtype="http://data-vocabulary.org/Review-aggregate"><b itemprop="itemreviewed">Inn</b>
    <i itemprop="rating" itemscope itemtype="http://data-vocabulary.org/Rating"><b itemprop="average">4</b></i></div>"""
    assert "an AggregateRating of 'Inn'" in Ran(page).refusal


@pytest.mark.parametrize("empty", [{}, [], None, [{}], {"count": 3, "average": 4.5}, {"url": "https://x.example/all"}])
def test_what_says_nothing_of_a_review_is_none(empty: Any):
    ran = Ran(script({"@type": "Product", "name": "Lamp", "reviews": empty}))
    assert "no review" in ran.refusal


def test_a_review_without_a_class_that_says_something_is_one():
    ran = Ran(script({"@type": "Product", "name": "Lamp", "reviews": {"author": "Ada", "reviewRating": 4}}))
    assert ran.row["rating"] == {"value": 4}


# ----------------------------------------------------------------------------------------------- what is reviewed


def test_an_item_without_a_name_in_what_has_the_review():
    inner = review(itemReviewed={"@type": "CreativeWork", "url": "/title/7/"})
    ran = Ran(script(MILL | {"url": "/title/7/", "review": inner}))
    assert (ran.row["item"]["type"], ran.row["item"]["name"]) == ("Movie", "The Quiet Mill")
    assert ran.tells("item", "which has no name there")


@pytest.mark.parametrize(
    "item", [{"@type": "CreativeWork", "url": "/title/8/"}, {"@type": "Hotel", "url": "/title/7/"}]
)
def test_an_item_without_a_name_that_is_another(item: dict[str, Any]):
    ran = Ran(script(MILL | {"url": "/title/7/", "review": review(itemReviewed=item)}))
    assert "item.name" in ran.refusal


def test_no_name_is_made_of_what_the_page_says_elsewhere():
    heading = "<title>The Quiet Mill</title><meta property='og:title' content='The Quiet Mill'><h1>The Quiet Mill</h1>"
    assert "item.name" in Ran(heading + script(review(itemReviewed={"@type": "Movie"}), {"@type": "Product"})).refusal


def test_a_claim_is_named_by_what_it_says():
    node = {"@type": "ClaimReview", "claimReviewed": "Mills run backwards at night", "reviewRating": {"ratingValue": 1,
            "alternateName": "False"}, "itemReviewed": {"@type": "Claim", "datePublished": "2020-01-01"}}  # fmt: skip
    ran = Ran(script(node))
    assert (ran.row["item"]["type"], ran.row["item"]["name"]) == ("Claim", "Mills run backwards at night")
    assert ran.row["rating"] == {"value": 1, "label": "False"}
    assert ran.tells("item.name", "claimReviewed")
    assert not ran.tells("", "claimReviewed left out")


# --------------------------------------------------------------------------------------------------------- details


@pytest.mark.parametrize(
    ("detail", "path"),
    [
        ({"totalTime": "PT-476070H19M"}, "item.total_time"),
        ({"author": {"@type": "Person", "name": "Ada", "url": "http://Ada%20Example"}}, "item.author.url"),
        ({"datePublished": "last spring"}, "item.date_published"),
    ],
)
def test_a_detail_of_the_item_that_cannot_be_read_costs_no_review(detail: dict[str, Any], path: str):
    ran = Ran(script({"@type": "Recipe", "name": "Leek Soup", "review": [review(itemReviewed=None)]} | detail))
    assert ran.row["item"]["name"] == "Leek Soup"
    assert ran.row["body"]["value"] == WORDS
    assert ran.tells(path, "left out: found ")
    assert path.split(".")[1] not in ran.row["item"] or "url" not in ran.row["item"]["author"][0]


@pytest.mark.parametrize(
    "wrong",
    [{"datePublished": "last spring"}, {"reviewRating": "B+"}, {"reviewRating": {"ratingValue": 9, "bestRating": 5}},
     {"itemReviewed": {"@type": "Movie", "totalTime": "PT-1H"}}],
)  # fmt: skip
def test_what_the_review_says_itself_is_never_left_out_so(wrong: dict[str, Any]):
    assert Ran(script(review(**wrong))).refusal


def test_a_detail_that_is_left_out_is_no_guess_any_more():
    item = MILL | {"@id": "https://bad host.example/"}
    ran = Ran(script(review(itemReviewed=item)))
    assert not [path for path in ran.row["inferred"] if path.startswith("item.") and "url" not in ran.row["item"]]


# ----------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2015-3-3", "2015-03-03"),
        ("2015/12/03", "2015-12-03"),
        ("2015年3月13日", "2015-03-13"),
        ("2015. 3. 13.", "2015-03-13"),
        ("13/3/2015", "2015-03-13"),
        ("3/13/2015", "2015-03-13"),
        ("3.3.2015", "2015-03-03"),
        ("٢٠١٥-٠٣-١٣", "2015-03-13"),
        ("Mon Mar 02 2015 19:00:00 GMT-0500 (EST)", "2015-03-02T19:00:00-05:00"),
        ("Tue, 03 Mar 2015 10:00:00 +0000", "2015-03-03T10:00:00Z"),
    ],
)
def test_dates_that_can_be_read_in_one_way(said: str, read: str):
    ran = Ran(script(review(datePublished=said)))
    assert ran.row["published"] == read
    assert any(path == "published" for path, _ in ran.told)


@pytest.mark.parametrize("said", ["3/4/2015", "2015-02-30", "31.31.2015", "15-3-3", "1425340800", "Mon Foo 02 2015"])
def test_dates_that_would_be_guesses(said: str):
    assert "published" in Ran(script(review(datePublished=said))).refusal


def test_a_time_in_words_is_refused_for_its_zone_and_not_for_its_words():
    assert "a time without a zone" in Ran(script(review(datePublished="March 3, 2015 at 4:05 pm"))).refusal


@pytest.mark.parametrize("said", ["0000-00-00", "0000-00-00 00:00:00", "-0001-11-30T00:00:00+00:00", "Invalid date"])
def test_no_date_as_software_writes_it(said: str):
    ran = Ran(script(review(datePublished=said)))
    assert "published" not in ran.row
    assert ran.tells("published", "where there is no date")


# ------------------------------------------------------------------------------------------------------------ RDFa


def test_a_vocabulary_without_its_slash():
    ran = Ran(f'<p vocab="https://schema.org" typeof="Review"><b property="itemReviewed">X</b>'
              f'<i property="reviewBody">{WORDS}</i></p>')  # fmt: skip
    assert ran.row["body"]["value"] == WORDS
    assert ran.tells("", "a slash put behind schema.org, the vocabulary")


def test_no_vocabulary_is_what_is_said_to_be_wrong():
    ran = Ran('<p typeof="Review"><b property="itemReviewed">X</b></p>')
    assert 'typeof="Review" in RDFa of no vocabulary' in ran.refusal
    assert "vocab=" in ran.refusal


def test_an_h_entry_without_a_rating_is_what_is_there():
    assert "h-entry" in Ran('<article class="post h-entry"><p class="e-content">Hello</p></article>').refusal


def test_the_mean_of_employees_is_no_review():
    node = {
        "@type": "EmployerAggregateRating",
        "ratingValue": 4,
        "itemReviewed": {"@type": "Organization", "name": "Mill"},
    }
    assert "an AggregateRating of 'Mill'" in Ran(script(node)).refusal


# ---------------------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize("around", ["<noscript>{}</noscript>", "<template>{}</template>", "<div hidden>{}</div>"])
def test_scripts_wherever_they_stand(around: str):
    assert Ran(around.format(script(review()))).row["body"]["value"] == WORDS


@pytest.mark.parametrize("around", ["<!-- {} -->", "<textarea>{}</textarea>", "<title>{}</title>"])
def test_what_is_no_script_is_not_read(around: str):
    assert "no structured data" in Ran(around.format(script(review()))).refusal


@pytest.mark.whole
@pytest.mark.parametrize(
    "unit",
    [
        "vocab = ",
        "typeof=Review ",
        "xmlns:a",
        'class="',
        "class=class=",
        "<p typeof='",
        "data-vocabulary.org/#",
        "2015-",
    ],
)
def test_hostile_pages_take_no_longer_than_they_are_long(unit: str):
    assert grows_linearly(lambda size: Ran(unit * (size // len(unit))), 250_000)


def test_three_hundred_reviews():
    inner = [{"@type": "Review", "author": f"Reader {n}", "reviewBody": f"{WORDS} {n}"} for n in range(300)]
    ran = Ran(script({"@type": "Product", "name": "Lamp", "review": inner}))
    assert [row["authors"][0]["name"] for row in ran.rows] == [f"Reader {n}" for n in range(300)]
    assert len({row["id"] for row in ran.rows}) == 300
