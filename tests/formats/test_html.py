"""Pages that anybody wrote: every syntax, every shape, to records; what is told twice once; what is none, and why."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import full_reviews, reviews

from syndicate.formats import Limits, ReadContext, Refusal, WriteContext, by_suffix, get, project
from syndicate.formats.html import FORMAT, HtmlOptions, read, review_nodes
from syndicate.formats.jsonld import embed
from syndicate.mapping import Ids, MappingSettings, compile_mapping
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.schemaorg import is_review, to_node

LAMP = {"@type": "Product", "name": "Lumen Desk Lamp", "brand": {"@type": "Brand", "name": "Lumen"}}
REVIEW = {
    "@type": "Review",
    "itemReviewed": {"@type": "Movie", "name": "The Long Pier"},
    "author": {"@type": "Person", "name": "Ada Example"},
    "datePublished": "2024-05-01",
    "reviewBody": "A pier that is longer than the film about it, and the better for that.",
    "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5},
}
MICRODATA = """
<article itemscope itemtype="https://schema.org/Review">
  <h2 itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie"><span itemprop="name">The Long Pier</span></h2>
  <p>By <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada  Example</b></span>
  on <time itemprop="datePublished" datetime="2024-05-01">the first of May</time></p>
  <p itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
    <meta itemprop="ratingValue" content="4">★★★★ of <meta itemprop="bestRating" content="5"></p>
  <div itemprop="reviewBody">A pier that is <em>longer</em> than the film about it, and the better for that.</div>
</article>"""
RDFA = """
<article vocab="https://schema.org/" typeof="Review">
  <h2 property="itemReviewed" typeof="Movie"><span property="name">The Long Pier</span></h2>
  <span property="author" typeof="Person"><b property="name">Ada Example</b></span>
  <meta property="datePublished" content="2024-05-01">
  <p property="reviewBody">A pier that is longer than the film about it, and the better for that.</p>
</article>"""
HREVIEW = """
<div class="h-review"><span class="p-item h-item">The Long Pier</span> <a class="p-author h-card">Ada Example</a>
<time class="dt-published" datetime="2024-05-01">1 May</time> <data class="p-rating" value="4">four</data>
<div class="e-content"><p>A pier that is longer than the film about it, and the better for that.</p></div></div>"""


def page(*scripts: Any, body: str = "", head: str = "", html: str = "<html>") -> str:
    put = "\n".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>'
        for one in scripts
    )
    return f"<!DOCTYPE html>\n{html}\n<head><title>x</title>{head}\n{put}\n</head>\n<body>\n{body}\n</body></html>\n"


def ran(given: str | bytes, **more: Any) -> tuple[list[Any], ReadContext]:
    data = given if isinstance(given, bytes) else given.encode()
    ctx = ReadContext(source="page.html", key="page.html", **more)
    return list(read([data[i : i + 4099] for i in range(0, len(data), 4099)], ctx)), ctx


def only(given: str | bytes, **more: Any) -> tuple[dict[str, Any], list[str]]:
    (made,), ctx = ran(given, **more)
    assert isinstance(made, Review), made
    return plain(made), [f"{note.path}: {note.what}" for note in ctx.notes if note.kind == "repaired"]


def refusals(given: str | bytes, **more: Any) -> list[Refusal]:
    made, _ = ran(given, **more)
    assert all(isinstance(one, Refusal) for one in made), made
    return made


# -------------------------------------------------------------------------------------------------------- the format


def test_it_is_found_by_its_suffixes():
    for name in ("a.html", "A.HTM", "a.xhtml", "a.html.gz"):
        assert by_suffix(name) is FORMAT
    assert get("html") is FORMAT


def test_the_command_line_reads_a_page(tmp_path: Path):
    (tmp_path / "page.html").write_text(page(REVIEW), encoding="utf-8")
    command = [sys.executable, "-m", "syndicate.cli", "convert", "page.html", "-t", "records"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done.stdout)["item"] == {"type": "Movie", "name": "The Long Pier"}


# ------------------------------------------------------------------------------------------------- what we write


@given(reviews())
def test_the_markup_of_a_record_gives_the_record_back(review: Review):
    made, ctx = ran(page(embed(to_node(review))))
    assert _same(made[0]) == _same(project(review, FORMAT.carries))
    assert len(made) == 1
    assert not [note for note in ctx.notes if note.kind == "repaired" and note.path != ""]


@pytest.mark.parametrize("review", full_reviews(), ids=lambda review: review.item.type)
def test_one_review_in_four_syntaxes_is_one_record(review: Review):
    body = "".join(
        b"".join(get(name).write(iter([review]), WriteContext())).decode()
        for name in ("microdata", "rdfa", "microformats")
    )
    made, ctx = ran(page(embed(to_node(review)), body=body))
    assert [_same(one) for one in made] == [_same(project(review, FORMAT.carries))]
    assert [note.what for note in ctx.notes if "told in" in note.what] == [
        "told in Microdata too", "told in RDFa too", "told in microformats too",
    ]  # fmt: skip


def _same(record: Any) -> Any:
    """A record as plain values, its identifiers in order."""
    made = plain(record)
    if "identifiers" in made.get("item", ()):
        made["item"]["identifiers"].sort(key=json.dumps)
    return made


# ---------------------------------------------------------------------------------------------------- every syntax


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (page(REVIEW), "script 1, line 4"),
        (page(body=MICRODATA), "Microdata, review 1"),
        (page(body=RDFA), "RDFa, review 1"),
        (page(body=HREVIEW), "microformats, review 1"),
    ],
)
def test_each_syntax_alone(given: str, place: str):
    (made,), ctx = ran(given)
    assert made.item.name == "The Long Pier"
    assert made.authors[0].name == "Ada Example"
    assert made.published == "2024-05-01"
    assert "longer than the film" in made.body.value.replace("<em>", "").replace("</em>", "")
    assert {note.place for note in ctx.notes} <= {place}


@pytest.mark.parametrize(
    ("given", "syntaxes"),
    [
        (page(REVIEW, body=MICRODATA), ["Microdata"]),
        (page(REVIEW, body=RDFA), ["RDFa"]),
        (page(REVIEW, body=HREVIEW), ["microformats"]),
        (page(body=MICRODATA + RDFA + HREVIEW), ["RDFa", "microformats"]),
        (page(REVIEW, body=HREVIEW + RDFA + MICRODATA), ["Microdata", "RDFa", "microformats"]),
    ],
)
def test_what_is_told_twice_is_one_record(given: str, syntaxes: list[str]):
    record, told = only(given)
    assert record["rating"] == {"value": 4, "best": 5}
    assert record["item"] == {"type": "Movie", "name": "The Long Pier"}
    assert record["body"]["format"] == "text"
    assert [line for line in told if "told in" in line] == [f": told in {syntax} too" for syntax in syntaxes]


def _but(**other: Any) -> dict[str, Any]:
    return {name: value for name, value in (REVIEW | other).items() if value is not None}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"reviewBody": None},
        {"author": "ADA EXAMPLE"},
        {"author": None},
        {"author": None, "reviewBody": None},
        {"datePublished": "2024-05-01T10:00:00Z"},
        {"reviewRating": {"ratingValue": 80, "bestRating": 100}},
        {"reviewRating": None},
        {"itemReviewed": "the long pier!"},
        {"reviewBody": "A pier that is longer than the film about it…"},
        {"url": "https://x.example/pier", "name": "Long, longer", "@id": "https://x.example/#review"},
        {"reviewBody": "A pier that is longer than the film about it, and the better for that. And more."},
    ],
)
def test_the_same_review(other: dict[str, Any]):
    assert len(ran(page(_but(**other), body=MICRODATA))[0]) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"author": "Ben Example"},
        {"itemReviewed": "The Longer Pier"},
        {"datePublished": "2024-05-02"},
        {"reviewRating": 3},
        {"reviewRating": {"ratingValue": 4, "bestRating": 10}},
        {"reviewBody": "Another text altogether, and as long as it takes."},
        {"author": None, "reviewBody": None, "datePublished": None},
        {"author": None, "reviewBody": None, "reviewRating": None},
        {"author": None, "datePublished": None, "reviewBody": None, "abstract": "A pier that is longer than its film."},
    ],
)
def test_not_the_same_review(other: dict[str, Any]):
    made, _ = ran(page(_but(**other), body=MICRODATA))
    assert [type(one) for one in made] == [Review, Review]
    assert made[0].id != made[1].id


def test_ids_settle_it():
    ids = ["https://x.example/#1", "https://x.example/#2"]
    for first, second, count in ((0, 0, 1), (0, 1, 2)):
        body = MICRODATA.replace("itemscope", f'itemscope itemid="{ids[second]}"', 1)
        made, _ = ran(
            page(_but(**{"@id": ids[first], "author": "Ben"} if count == 1 else {"@id": ids[first]}), body=body)
        )
        assert len(made) == count


def test_within_one_syntax_nothing_is_put_together():
    made, _ = ran(page(REVIEW, REVIEW))
    assert len(made) == 2
    made, ctx = ran(page(REVIEW, REVIEW, body=MICRODATA + MICRODATA))
    assert len(made) == 2
    assert [note.what for note in ctx.notes].count("told in Microdata too") == 2


def test_many_reviews_of_one_item_in_two_syntaxes():
    said = [
        _but(author=f"Reader {n}", reviewBody=f"{n} times have I seen this pier, and I would again.") for n in range(9)
    ]
    body = "".join(
        MICRODATA.replace("Ada  Example", one["author"]).replace("A pier that is <em>longer</em> than the film about it, "
                                                                 "and the better for that.", one["reviewBody"])
        for one in reversed(said)
    )  # fmt: skip
    made, _ = ran(page(said, body=body))
    assert [one.authors[0].name for one in made] == [f"Reader {n}" for n in range(9)]


def test_the_reading_that_says_more_is_taken_and_completed():
    record, told = only(page({"@type": "Review", "itemReviewed": "The Long Pier", "author": "Ada Example", "url":
                              "https://x.example/1"}, body=MICRODATA))  # fmt: skip
    assert record["item"]["type"] == "Movie"
    assert "url" not in record, "it may be that of something else"
    assert ": told in JSON-LD too" in told
    record, told = only(page(_but(reviewBody="A pier that is longer than the film […]", name="Long"), body=MICRODATA))
    assert record["body"]["value"] == "A pier that is longer than the film about it, and the better for that."
    assert record["title"] == "Long"
    assert "body: taken from Microdata, where more of it stands" in told
    record, told = only(
        page(_but(reviewRating=None, name="Long", headline="Long", inLanguage="en", keywords="a"), body=MICRODATA)
    )
    assert record["rating"] == {"value": 4, "best": 5}
    assert "rating: taken from Microdata, where more of it stands" in told


# --------------------------------------------------------------------------------------------- what others write

SHAPES: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "numbers as text": (
        page(_but(reviewRating={"@type": "Rating", "ratingValue": "4", "bestRating": "5", "worstRating": "1"})),
        {"rating": {"value": 4, "best": 5, "worst": 1}},
        ["rating.value: a number in quotes", "rating.best: a number in quotes", "rating.worst: a number in quotes"],
    ),
    "a decimal comma": (
        page(_but(reviewRating={"ratingValue": "4,5", "bestRating": 5})),
        {"rating": {"value": 4.5, "best": 5}},
        ["rating.value: a decimal comma"],
    ),
    "a percentage": (
        page(_but(reviewRating={"ratingValue": "80%"})),
        {"rating": {"value": 80, "best": 100, "worst": 0, "label": "80%"}},
        ["rating.value: a percentage"],
    ),
    "a ratio": (
        page(_but(reviewRating={"ratingValue": "6 / 10"})),
        {"rating": {"value": 6, "best": 10, "label": "6 / 10"}},
        ["rating.value: a ratio"],
    ),
    "http and a slash": (
        page({"@context": "http://schema.org/", **_but(**{"@type": "http://schema.org/Review"})}),
        {"item": {"type": "Movie", "name": "The Long Pier"}},
        [],
    ),
    "a prefix": (
        page({"@context": {"schema": "https://schema.org/"}, "@type": "schema:Review", "schema:itemReviewed":
              {"@type": "schema:Movie", "schema:name": "The Long Pier"}}),
        {"item": {"type": "Movie", "name": "The Long Pier"}},
        [],
    ),
    "a graph": (
        page({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, REVIEW]}),
        {"published": "2024-05-01"},
        [],
    ),
    "an array in an array": (page([[REVIEW]]), {"published": "2024-05-01"}, []),
    "reviews in an item": (
        page(LAMP | {"reviews": [_but(itemReviewed=None)]}),
        {"item": {"type": "Product", "name": "Lumen Desk Lamp", "brand": "Lumen"}},
        [],
    ),
    "a review without a type in an item": (
        page(LAMP | {"review": {"author": "Ada", "reviewRating": 3}}),
        {"item": {"type": "Product", "name": "Lumen Desk Lamp", "brand": "Lumen"}, "rating": {"value": 3}},
        [],
    ),
    "an item in another script": (
        page(_but(itemReviewed={"@id": "#lamp"}), LAMP | {"@id": "#lamp"}, {"@type": "WebSite", "name": "x"}),
        {"item": {"type": "Product", "name": "Lumen Desk Lamp", "brand": "Lumen"}},
        ["item: @id left out"],
    ),
    "a reference that has its type": (
        page(_but(itemReviewed={"@type": "Product", "@id": "https://x.example/lamp"}),
             LAMP | {"@id": "https://x.example/lamp"}),
        {"item": {"type": "Product", "name": "Lumen Desk Lamp", "url": "https://x.example/lamp", "brand": "Lumen"}},
        [],
    ),
    "a review that its item refers to, by its type too": (
        page(LAMP | {"review": {"@type": "Review", "@id": "https://x.example/r"}},
             _but(**{"@id": "https://x.example/r", "itemReviewed": None})),
        {"id": "https://x.example/r", "item": {"type": "Product", "name": "Lumen Desk Lamp", "brand": "Lumen"}},
        [],
    ),
    "entities in texts": (
        page(_but(name="Piers &amp; films &#8211; a pair")),
        {"title": "Piers & films – a pair"},
        [": entities in texts"],
    ),
    "a wrapped script": (
        page(f"<!--//--><![CDATA[//><!--\n{json.dumps(REVIEW)};\n//--><!]]>"),
        {"published": "2024-05-01"},
        None,
    ),
    "control characters": (
        page('{"@type": "Review", "itemReviewed": "It", "reviewBody": "one\ntwo\x07"}'),
        {"body": {"value": "one\ntwo", "format": "text"}},
        [": control characters within", "body: control characters taken out"],
    ),
    "a date in words": (
        page(_but(datePublished="May 1, 2024", dateModified="2 June 2024")),
        {"published": "2024-05-01", "modified": "2024-06-02"},
        ["published: a date in words", "modified: a date in words"],
    ),
    "a date in the words of the page": (
        page(_but(datePublished="1. März 2024", inLanguage="de"), html='<html lang="de-AT">'),
        {"published": "2024-03-01", "language": "de"},
        ["published: a date in words"],
    ),
    "a thing of the name of what has the review": (
        page(LAMP | {"review": _but(itemReviewed={"@type": "Thing", "name": "Lumen  desk lamp"})}),
        {"item": {"type": "Product", "name": "Lumen Desk Lamp", "brand": "Lumen"}},
        ["item: a bare name taken"],
    ),
    "a thing of another name than what has the review": (
        page(LAMP | {"review": _but(itemReviewed={"@type": "Thing", "name": "Lumen Floor Lamp"})}),
        {"item": {"type": "Thing", "name": "Lumen Floor Lamp"}},
        [],
    ),
    "Microdata within an item, with no property": (
        page(body='<div itemscope itemtype="http://schema.org/Product"><b itemprop="name">Lumen Desk Lamp</b>'
                  '<div><div itemscope itemtype="http://schema.org/Review"><span itemprop="author">Ada</span></div></div>'
                  "</div>"),
        {"item": {"type": "Product", "name": "Lumen Desk Lamp"}},
        ["item: the item around"],
    ),
    "Microdata in upper case, without quotes": (
        page(body=MICRODATA.replace("itemscope", "ITEMSCOPE").replace('itemprop="name"', "itemprop=name")),
        {"published": "2024-05-01"},
        [],
    ),
    "a page in XHTML": (
        '<?xml version="1.0" encoding="utf-8"?>\n' + page(f"//<![CDATA[\n{json.dumps(REVIEW)}\n//]]>", body=MICRODATA,
                                                          html='<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'),
        {"language": "en", "published": "2024-05-01"},
        [": a CDATA section", ": told in Microdata too"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_what_others_write_is_read_and_each_repair_told(name: str):
    given, wanted, told = SHAPES[name]
    record, notes = only(given)
    assert {key: record.get(key) for key in wanted} == wanted
    if told is not None:
        assert len(notes) == len(told), notes
        for start in told:
            assert any(note.startswith(start) for note in notes), (start, notes)


def test_five_of_five_is_a_verdict_as_good_as_any():
    record, told = only(page(_but(reviewRating={"@type": "Rating", "ratingValue": 5, "bestRating": 5})))
    assert record["rating"] == {"value": 5, "best": 5}
    assert told == []


def test_a_page_as_no_review_is_of_it():
    """A review in a page or in an article is not of them."""
    for place in ("WebPage", "BlogPosting", "Blog"):
        body = (f'<div itemscope itemtype="http://schema.org/{place}"><b itemprop="name">x</b>'
                '<div itemscope itemtype="http://schema.org/Review"><span itemprop="author">Ada</span></div></div>')  # fmt: skip
        (refusal,) = refusals(page(body=body))
        assert "Say what is reviewed" in str(refusal)


# ----------------------------------------------------------------------------------------------- what the page says


def test_what_the_page_says_stands_in_and_is_marked_as_inferred():
    head = '<link rel="alternate canonical" href="https://x.example/pier">'
    (made,), ctx = ran(page(REVIEW, head=head, html='<html class="a" lang="en-GB">'))
    assert (made.url, made.language) == ("https://x.example/pier", "en-GB")
    assert {"url", "language"} <= set(made.inferred)
    assert {("url", "inferred"), ("language", "inferred")} <= {(note.path, note.kind) for note in ctx.notes}
    said = _but(url="https://x.example/r", inLanguage="de")
    (made,), _ = ran(page(said, head=head, html='<html lang="en-GB">'))
    assert (made.url, made.language) == ("https://x.example/r", "de")
    assert not {"url", "language"} & set(made.inferred)


@pytest.mark.parametrize(
    ("head", "html", "count"),
    [
        ('<link rel="canonical" href="/pier">', '<html lang="klingonese of old">', 1),
        ('<link rel="stylesheet" href="https://x.example/a.css">', "<html>", 1),
        ('<!-- <link rel="canonical" href="https://x.example/pier"> -->', "<html lang>", 1),
        ('<link rel="canonical" href="https://x.example/pier">', "<html>", 2),
    ],
)
def test_what_the_page_does_not_say_is_not_made_up(head: str, html: str, count: int):
    made, _ = ran(page(*[_but(author=f"Reader {n}") for n in range(count)], head=head, html=html))
    assert len(made) == count
    for one in made:
        assert (one.url, one.language) == (None, None)


def test_what_stands_in_the_body_is_not_said_of_the_page():
    body = '<link rel="canonical" href="https://x.example/other"><html lang="de">'
    (made,), _ = ran(page(REVIEW, body=body))
    assert (made.url, made.language) == (None, None)


def test_ids():
    def ids(*given: dict[str, Any], **more: Any) -> list[str]:
        return [one.id for one in ran(page(*given), **more)[0]]

    assert ids(_but(**{"@id": "urn:x:1", "url": "https://x.example/r"})) == ["urn:x:1"]
    assert ids(_but(url="https://x.example/r")) == ["https://x.example/r"]
    two = [_but(author="Ada"), _but(author="Ben")]
    assert ids(*two) == list(reversed(ids(*reversed(two)))), "they are not made of where a review stands"
    settings = MappingSettings()
    mapper = compile_mapping(settings, scales={}, ids=Ids("x.example,2020"), timezone=None, folder=Path(), now=None)
    assert ids(REVIEW, mapper=mapper) == ["tag:x.example,2020:page.html"]
    assert all(id.startswith("tag:x.example,2020:page.html/") for id in ids(*two, mapper=mapper))


def test_the_encoding_that_came_with_the_page():
    data = page(_but(name="Café")).replace("\\u00e9", "é").encode("cp1252")
    assert only(data)[0]["title"] == "Café"
    cyrillic = page(_but(name="Пирс").copy()).encode().decode("unicode_escape").encode("koi8-r")
    assert only(cyrillic, options=HtmlOptions(encoding="koi8-r"))[0]["title"] == "Пирс"
    marked = "\ufeff" + page(REVIEW)
    for encoding in ("utf-8", "utf-16-le"):
        assert only(marked.encode(encoding))[0]["published"] == "2024-05-01"


# ------------------------------------------------------------------------------------------------------ what is none


def test_a_broken_script_is_refused_with_its_place_and_hurts_no_other():
    made, _ = ran(page('{"@type": "Review"\n"name": 1}', REVIEW, body=HREVIEW))
    refusal, record = made
    assert isinstance(record, Review)
    assert refusal.place == "script 1, line 4"
    assert "at line 5" in str(refusal)
    assert refusal.raw.startswith('\'{"@type"')


def test_a_review_that_can_be_no_record_is_refused_with_its_place():
    made, _ = ran(page(LAMP, [REVIEW, {"@type": "Review", "reviewBody": "Of what?"}]))
    assert isinstance(made[0], Review)
    assert made[1].place == "script 2, line 5: [1]"
    assert "item: found nothing" in str(made[1])
    (refusal,) = refusals(page(_but(reviewRating={"ratingValue": "five"})))
    assert "rating.value" in str(refusal)
    (refusal,) = refusals(page(_but(reviewRating={"ratingValue": 9, "bestRating": 5})))
    assert "above the best 5" in str(refusal)


def test_what_stands_beside_a_review_is_no_refusal():
    beside = [{"@type": kind, "name": "x"} for kind in ("WebSite", "Organization", "BreadcrumbList", "Product")]
    assert len(ran(page(beside, REVIEW, body=MICRODATA))[0]) == 1


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", "no structured data"),
        ("hello", "no structured data"),
        (page(body="<p>Only words, no review.</p>"), "no structured data"),
        (page("", "null"), "no structured data"),
        (page(LAMP | {"aggregateRating": {"@type": "AggregateRating", "ratingValue": 4}}),
         "an AggregateRating of 'Lumen Desk Lamp' in JSON-LD, and no review"),
        (page({"@type": "AggregateRating", "itemReviewed": LAMP, "ratingValue": 4}), "an AggregateRating of 'Lumen"),
        (page({"@type": "WebSite"}, [{"@type": "BreadcrumbList"}]), "JSON-LD of WebSite, BreadcrumbList; no review"),
        (page({"name": "x"}), "JSON-LD without a type; no review"),
        (page(body='<p itemscope itemtype="https://schema.org/Movie"><b itemprop="name">x</b></p>'),
         "Microdata of Movie; no review"),
        (page(body='<p vocab="https://schema.org/" typeof="Movie"><b property="name">x</b></p>'), "RDFa of Movie"),
        (page("{"), "the end of the script"),
    ],
)  # fmt: skip
def test_a_page_without_a_review_is_refused_once_with_the_reason(given: str, found: str):
    (refusal,) = refusals(given)
    assert found in str(refusal)
    assert refusal.faults[0].mend


def test_a_page_that_is_too_long():
    (refusal,) = refusals(page(REVIEW, body=" " * 5000), limits=Limits(record_bytes=1000))
    assert "more than 4,000 bytes" in str(refusal)


def test_pages_that_others_wrote(corpora: Path):
    """No page raises; those without a review say why."""
    pages = sorted((corpora / "html").glob("*.html"))
    assert len(pages) == 57
    records: dict[str, int] = {}
    for path in pages:
        made, _ = ran(path.read_bytes())
        assert made, path.name
        found = [one for one in made if isinstance(one, Review)]
        records[path.name] = len(found)
        if not found:
            assert len(made) == 1, path.name
    assert sorted(count for count in records.values() if count) == [1, 2]
    assert records["schema.org__CreativeWork.001.html"] == 2, "both reviews of the book"


@pytest.mark.parametrize(
    "given",
    [
        b"\0" * 5000,
        b"<html itemscope" * 3000,
        b"<div itemscope itemtype='https://schema.org/Review'>" * 3000,
        b"<div typeof='schema:Review' vocab='https://schema.org/'>" * 500,
        b"<div class=h-review>" * 500,
        b'<?xml version="1.0" encoding="utf-16"?><p itemscope>',
        b"<script type=application/ld+json>" * 3000,
        b"<!--" * 9000 + b"itemscope",
        b"\xff\xfe<\0" + b"\xd8" * 999,
        page({"@type": "Review", "itemReviewed": {"@id": "a"}, "@id": "a"}).encode(),
        page([{"@id": "a", "@type": "Review", "itemReviewed": {"@id": "a"}}, {"@id": "a"}]).encode(),
    ],
    ids=lambda given: repr(given[:20]),
)
def test_hostile_pages_are_refused(given: bytes):
    made, _ = ran(given)
    for one in made:
        str(one).encode()


_ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("https://x.example/")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["@type", "@id", "@value", "name", "@list", "review", "text"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
_NODES = st.dictionaries(
    st.sampled_from(["@id", "url", "itemReviewed", "author", "name", "abstract", "reviewBody", "reviewRating", "@graph",
                     "datePublished", "inLanguage", "review", "dateDeleted", "item"]), _ANY, max_size=6,
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from([{}, {"@type": "Review"}, REVIEW]), _NODES), max_size=3))
def test_nothing_that_nodes_may_hold_breaks_the_reader(nodes: list[tuple[dict[str, Any], dict[str, Any]]]):
    made, _ = ran(page([known | more for known, more in nodes], body=MICRODATA, html='<html lang="en">'))
    for one in made:
        str(one).encode()
    assert made


# ------------------------------------------------------------------------------------------------------ review_nodes


def test_review_nodes_are_as_they_stand():
    first, second = REVIEW, {"@type": ["UserReview"], "name": "b", "itemReviewed": {"review": {"@type": "Review"}}}
    given = page({"@graph": [LAMP | {"review": [first, {"@id": "#x"}]}]}, "{", [second], {"@type": "WebSite"})
    assert review_nodes(given) == review_nodes(given.encode()) == [first, second, {"@type": "Review"}]
    assert review_nodes("\ufeff".encode("utf-16-le") + given.encode("utf-16-le")) == review_nodes(given)
    for none in (b"", b"<p>ld+json</p>", page(LAMP).encode(), page().encode(), b"\xff" * 99):
        assert review_nodes(none) == []


@given(st.lists(reviews(), max_size=3))
def test_review_nodes_are_those_that_extruct_finds(some: list[Review]):
    given = page(embed([to_node(one) for one in some]), body="<p>x</p>")
    found = extruct.extract(given, syntaxes=["json-ld"])["json-ld"]
    nodes = [node for document in found for node in document["@graph"] if is_review(node)]
    assert review_nodes(given) == nodes
