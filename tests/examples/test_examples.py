"""The examples run: their pages are read by extruct and by html5lib, and say what was written down here by hand.

No text of a review changes what elements a page has, and all of them come back to the letter.
"""

from __future__ import annotations

import json
import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extruct
import html5lib
import pytest
from examples.running import EXAMPLES, Example, loaded, of_django, of_fastapi, of_flask, of_jinja2
from jinja2 import Environment
from pydantic import ValidationError
from strategies import HOSTILE

from syndicate import Body, Organization, Person, Product, Rating, Review
from syndicate.cli import main
from syndicate.markup import markup

READERS = {"microdata": "microdata", "rdfa": "rdfa", "microformats": "microformat"}
"""What extruct calls the syntaxes."""


def said(page: str, syntax: str) -> list[dict[str, Any]]:
    """What extruct finds in a page."""
    return extruct.extract(page, base_url="https://example.org/", syntaxes=[syntax])[syntax]


def elements(page: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """The elements of a page as a browser builds them: how deep, which, and with what attributes."""
    found = []
    rest = [(0, html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False))]
    while rest:
        depth, one = rest.pop()
        if isinstance(one.tag, str):
            found.append((depth, one.tag, tuple(sorted(one.keys()))))
        rest += [(depth + 1, inner) for inner in reversed(one)]
    return found


def person(name: str) -> dict[str, Any]:
    return {"@type": "Person", "name": name}


# -- what the pages say -------------------------------------------------------------------------------------------


def test_jinja2() -> None:
    page = of_jinja2().get("").text
    assert said(page, "json-ld") == [
        {
            "@context": "https://schema.org",
            "@type": "Review",
            "@id": "tag:example.org,2024:the-glass-orchard",
            "itemReviewed": {"@type": "Movie", "name": "The Glass Orchard", "datePublished": "2023"},
            "author": person("Ada Example") | {"url": "https://example.org/people/ada"},
            "name": "Fruit that cuts",
            "headline": "Fruit that cuts",
            "reviewBody": "Every branch rings.\n\nThe last scene is a harvest.",
            "reviewRating": {"@type": "Rating", "ratingValue": 4.5, "bestRating": 5, "worstRating": 0.5},
            "inLanguage": "en",
            "datePublished": "2024-03-01",
        }
    ]
    (review,) = said(page, "microformat")
    assert review["type"] == ["h-review"]
    properties = review["properties"]
    assert properties["name"] == ["Fruit that cuts"]
    assert (properties["rating"], properties["best"], properties["worst"]) == (["4.5"], ["5"], ["0.5"])
    assert properties["published"] == ["2024-03-01"]
    assert properties["item"][0]["properties"]["name"] == ["The Glass Orchard"]
    assert properties["author"][0]["properties"] == {"name": ["Ada Example"], "url": ["https://example.org/people/ada"]}
    assert "<p>Every <em>branch</em> rings.</p>" in properties["content"][0]["html"]


def test_the_file_of_jinja2_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "jinja2" / "render.py"), run_name="__main__")
    assert capsys.readouterr().out == of_jinja2().get("").text + "\n"


def test_flask() -> None:
    page = of_flask().get("/products/TK-12").text
    (product,) = said(page, "json-ld")
    # Of 5, 2 and 4: 11 / 3.
    assert product.pop("aggregateRating") == {
        "@type": "AggregateRating",
        "ratingValue": 3.67,
        "bestRating": 5,
        "worstRating": 1,
        "ratingCount": 3,
        "reviewCount": 3,
    }
    reviews = product.pop("review")
    assert product == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Tin Kettle 1.2 l",
        "sku": "TK-12",
        "brand": {"@type": "Brand", "name": "Harbour & Sons"},
    }
    assert [(one["author"], one["reviewRating"]["ratingValue"], one["name"]) for one in reviews] == [
        (person("Mina"), 5, "Whistles in tune"),
        (person("Jonas"), 2, "The lid is loose"),
        (person("Odile"), 4, "As expected"),
    ]
    assert [one.get("reviewBody") for one in reviews] == ["Boils in three minutes.", "A good kettle under a poor lid.", None]  # fmt: skip
    (aggregate,) = said(page, "microformat")
    assert aggregate["type"] == ["h-review-aggregate"]
    assert (aggregate["properties"]["average"], aggregate["properties"]["count"]) == (["3.67"], ["3"])
    assert [one["properties"]["author"][0]["properties"]["name"] for one in aggregate["children"]] == [
        ["Mina"],
        ["Jonas"],
        ["Odile"],
    ]


def test_the_script_of_flask_has_the_nonce_of_the_policy() -> None:
    nonces = set()
    for _ in range(2):
        answer = of_flask().get("/products/TK-12")
        found = re.search(r"script-src 'nonce-([\w-]{22})'$", answer.headers["content-security-policy"])
        assert found
        tree = html5lib.parse(answer.text, treebuilder="etree", namespaceHTMLElements=False)
        assert [script.get("nonce") for script in tree.iter("script")] == [found[1]]
        nonces.add(found[1])
    assert len(nonces) == 2


SALT_ROAD: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "CriticReview",
    "@id": "tag:example.org,2024:reviews/the-salt-road",
    "itemReviewed": {
        "@type": "Book",
        "name": "The Salt Road",
        "isbn": "9780306406157",
        "author": person("Noor Haddad"),
    },
    "author": person("Bo Example"),
    "name": "A long walk, well told",
    "headline": "A long walk, well told",
    "abstract": "Nine hundred pages, and none too many.",
    "reviewBody": "It begins with a bill.\n\nIt ends with a receipt.",
    "reviewRating": {"@type": "Rating", "ratingValue": 88, "bestRating": 100, "worstRating": 0},
    "positiveNotes": {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "the maps"},
            {"@type": "ListItem", "position": 2, "name": "the silence"},
        ],
    },
    "negativeNotes": {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": "the index"}],
    },
    "inLanguage": "en",
    "datePublished": "2024-02-09T08:30:00+01:00",
    "keywords": ["novel", "travel"],
}


def test_fastapi() -> None:
    page = of_fastapi().get("/reviews/the-salt-road").text
    assert said(page, "json-ld") == [SALT_ROAD]
    nodes = {node["@id"]: node for node in said(page, "rdfa")}
    review = nodes[SALT_ROAD["@id"]]
    assert review["@type"] == ["https://schema.org/CriticReview"]
    for name in ("name", "headline", "abstract", "reviewBody", "datePublished", "inLanguage"):
        assert review[f"https://schema.org/{name}"] == [{"@value": SALT_ROAD[name]}], name
    (rating,) = (nodes[one["@id"]] for one in review["https://schema.org/reviewRating"])
    assert rating["https://schema.org/ratingValue"] == [{"@value": "88"}]
    (item,) = (nodes[one["@id"]] for one in review["https://schema.org/itemReviewed"])
    assert item["https://schema.org/isbn"] == [{"@value": "9780306406157"}]


def test_fastapi_answers_with_json_ld_where_the_page_says() -> None:
    page = of_fastapi().get("/reviews/the-salt-road").text
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    (link,) = tree.iter("link")
    assert link.get("type") == "application/ld+json"
    answer = of_fastapi().get(link.get("href"))
    assert answer.headers["content-type"] == "application/ld+json"
    assert json.loads(answer.text) == SALT_ROAD


def test_django() -> None:
    page = of_django().get("/reviews/zum-leuchtturm/").text
    (node,) = said(page, "json-ld")
    assert node["itemReviewed"] == {
        "@type": "Restaurant",
        "name": "Zum Leuchtturm",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Am Deich 4",
            "addressLocality": "Husum",
            "addressCountry": "DE",
        },
        "servesCuisine": "North German",
    }
    (item,) = said(page, "microdata")
    assert item["type"] == "https://schema.org/CriticReview"
    assert item["id"] == "tag:example.org,2024:reviews/zum-leuchtturm"
    properties = item["properties"]
    assert properties["name"] == "Ebbe und Flut"
    assert properties["author"]["properties"] == {"name": "Leïla Benali"}
    assert properties["reviewRating"]["properties"] == {"ratingValue": "3.5", "bestRating": "5", "worstRating": "1"}
    assert properties["reviewBody"] == "Der Fisch ist frisch.\n\nDer Wein wartet."
    assert properties["itemReviewed"]["properties"]["address"]["properties"]["streetAddress"] == "Am Deich 4"


def test_the_tag_of_django_takes_several_reviews() -> None:
    of_django()
    from django.template import engines

    rows = [_review("a", "Gut", "-", 4, "Kessel"), _review("b", "Schlecht", "-", 1, "Kessel")]
    page = engines["django"].from_string(
        '{% load review_tags %}{% review_markup reviews "microdata" as shown %}<main>{{ shown }}</main>'
    )
    (item,) = said(page.render({"reviews": rows}), "microdata")
    assert item["properties"]["aggregateRating"]["properties"]["ratingValue"] == "2.5"
    assert [one["properties"]["name"] for one in item["properties"]["review"]] == ["Gut", "Schlecht"]


@pytest.mark.parametrize(
    ("example", "path"),
    [(of_flask, "/products/none"), (of_fastapi, "/reviews/none"), (of_fastapi, "/reviews/none.jsonld"),
     (of_django, "/reviews/none/")],
)  # fmt: skip
def test_what_is_not_there(example: Callable[[], Example], path: str) -> None:
    assert example().get(path).status == 404


@pytest.mark.parametrize(("name", "more"), [("flask", 3), ("fastapi", 2)])
def test_a_bad_record_is_told_and_the_others_are_there(
    name: str, more: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    with (tmp_path / name / "reviews.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id":"tag:example.org,2024:bad","item":{"type":"Moive","name":"X"}}\n')
    module = loaded(f"example_{name}_with_a_bad_record", f"{name}/app.py", tmp_path)
    assert [f"line {more + 1}" in told and "Movie" in told for told in caplog.messages] == [True]
    kept = module.REVIEWS.values()
    assert sum(len(one) if isinstance(one, list) else 1 for one in kept) == more


# -- hostile texts ------------------------------------------------------------------------------------------------


def _review(key: str, line: str, text: str, value: float = 4, item: str | None = None) -> Review:
    """A review with ``line`` wherever one line of text may stand, and ``text`` where any may."""
    return Review(
        id=f"tag:example.org,2024:{key}",
        url="https://example.org/r?a=1&lt=2",
        item=Product(name=item or line, brand=line),
        authors=[Person(name=line), Organization(name=line)],
        title=line,
        summary=text,
        body=Body(value=text, format="text"),
        rating=Rating(value=value, best=5, worst=1, label=line),
        pros=[line, line],
        cons=[line],
        tags=[line],
        language="en",
    )


def _accepted(text: str) -> list[tuple[str, str]]:
    """What a text is in a record, as a line and as a text: some may not be in a line, and a few in none."""
    for line in (text, "harmless words"):
        try:
            _review("1", line, text)
        except ValidationError:
            continue
        return [(line, text)]
    return []


_BREAKING = "</title></script></bdi></article></main></body><img src=x onerror=alert(1)>"
PAIRS = [pair for text in (_BREAKING, *HOSTILE) if "\n" not in text for pair in _accepted(text)]

# How many lines and texts of the review each reader hears. Lines: names of the item, its brand, two authors, the review
# and three notes; headline, keyword and label. Microformats have no brand, no notes and no label, and their body is HTML.
HEARD = {"json-ld": (11, 2), "microdata": (11, 2), "rdfa": (11, 2), "microformat": (5, 1)}
NAMES = {"name", "headline", "abstract", "reviewBody", "keywords", "alternateName", "summary", "category"}


def texts(value: Any, name: str = "") -> list[str]:
    """All texts in what a reader made of a page that stand under one of ``NAMES``."""
    if isinstance(value, str):
        return [value] if name in NAMES else []
    if isinstance(value, list):
        return [text for part in value for text in texts(part, name)]
    if isinstance(value, dict):
        named = [(name if key == "@value" else key.rpartition("/")[2], part) for key, part in value.items()]
        return [text for key, part in named for text in texts(part, key)]
    return []


def test_the_hostile_texts_have_what_breaks_pages() -> None:
    for text in (
        "</script>",
        "<!-- <script>",
        "<img src=x onerror=alert(1)>",
        'x" onload="alert(1)',
        "{{ 7*7 }}",
        "&amp;",
    ):
        assert (text, text) in PAIRS
    assert ("harmless words", "a\u2028b") in PAIRS


@pytest.mark.parametrize("of", [of_jinja2, of_flask, of_fastapi, of_django])
def test_no_text_adds_an_element_and_all_come_back(of: Callable[[], Example], monkeypatch: pytest.MonkeyPatch) -> None:
    example = of()
    # What readers would not get from the content of an element stands in an attribute as well, and a label of signs
    # alone is not shown beside stars.
    harmless = ("harmless words", "harmless  words", "! !", "!  !")
    expected = [
        elements(example.page(monkeypatch, _review("1", line, text)))
        for line in harmless
        for text in ("harmless words", "harmless  words")
    ]
    for line, text in PAIRS:
        made = example.page(monkeypatch, _review("1", line, text))
        assert elements(made) in expected, text
        for reader in ("json-ld", READERS[example.syntax]):
            heard = said(made, reader)
            if reader == "microformat":
                # What is around the reviews of a product names it once more.
                heard = [one for top in heard for one in (top, *top.get("children", ())) if one["type"] == ["h-review"]]
            lines, others = HEARD[reader]
            assert sorted(texts(heard)) == sorted([line] * lines + [text] * others), reader
            assert "https://example.org/r?a=1&lt=2" in str(heard)


@pytest.mark.parametrize("text", ["</script>", _BREAKING, 'x" onload="alert(1)', "AT&T &copy"])
def test_one_fragment_in_every_syntax(text: str) -> None:
    review = _review("1", text, text)
    page = Environment(autoescape=True).from_string("<!DOCTYPE html><title>x</title><p>{{ fragment }}</p><p id=end>")
    made = page.render(fragment=markup(review, ["microdata", "rdfa", "microformats"]))
    same = page.render(fragment=markup(_review("1", "harmless words", "harmless words"), [*READERS]))
    assert elements(made) == elements(same)
    for reader in READERS.values():
        assert set(texts(said(made, reader))) == {text}


# -- the static site ----------------------------------------------------------------------------------------------


@pytest.fixture
def static_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLES / "static-site", tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")
    return Path("site")


COMMANDS = re.findall(
    r"^(syndicate .+)$", (EXAMPLES / "static-site" / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def bytes_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def test_the_readme_of_the_static_site_has_these_commands() -> None:
    assert [command.split()[1] for command in COMMANDS] == ["embed", "embed", "verify", "embed"]


def test_the_static_site_is_marked_up_and_taken_back(static_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embed, check, verify, remove = COMMANDS
    before = bytes_of(static_site)
    assert run(check, monkeypatch) == 1
    assert bytes_of(static_site) == before
    assert run(embed, monkeypatch) == 0
    marked = bytes_of(static_site)
    assert (run(check, monkeypatch), run(verify, monkeypatch)) == (0, 0)
    assert bytes_of(static_site) == marked
    assert {name for name in marked if marked[name] == before[name]} == {"index.html", "about.html"}
    for name, data in marked.items():
        inner = rb"<!-- syndicate:begin jsonld -->.*<!-- syndicate:end -->\n?"
        assert re.sub(inner, b"", data, flags=re.DOTALL) == before[name]
    assert run(remove, monkeypatch) == 0
    assert bytes_of(static_site) == before


def test_the_static_site_is_verified(static_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embed, _, verify, _ = COMMANDS
    assert run(embed, monkeypatch) == 0
    page = static_site / "reviews" / "cold-harbour.html"
    page.write_bytes(page.read_bytes().replace(b'"ratingValue":2,', b'"ratingValue":3,'))
    assert run(verify, monkeypatch) == 1


STATED = {
    "reviews/the-glass-orchard/index.html": ("Movie", "The Glass Orchard", "Fruit that cuts", "4.5"),
    "reviews/paper-lanterns/index.html": ("Book", "Paper Lanterns", "Licht für eine Nacht", "7"),
    "reviews/cold-harbour.html": ("TVSeries", "Cold Harbour", "No ship in sight", "2"),
}


@pytest.mark.parametrize("syntax", ["jsonld", "microdata", "rdfa", "microformats"])
def test_the_pages_of_the_static_site_say_their_reviews(
    static_site: Path, syntax: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(f"{COMMANDS[0]} --syntax {syntax}", monkeypatch) == 0
    for name, (kind, item, title, rating) in STATED.items():
        heard = str(said((static_site / name).read_text(encoding="utf-8"), {"jsonld": "json-ld", **READERS}[syntax]))
        for value in (kind, item, title, rating):
            assert re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.])", heard), (name, value)
        others = [other for other in STATED if other != name]
        assert not any(STATED[other][2] in heard for other in others)


def test_the_shop_of_the_static_site_says_its_mean(static_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(COMMANDS[0], monkeypatch) == 0
    (product,) = said((static_site / "shop/tin-kettle/index.html").read_text(encoding="utf-8"), "json-ld")
    rating = product["aggregateRating"]
    assert (product["@type"], rating["ratingValue"], rating["reviewCount"]) == ("Product", 3.5, 2)
    assert [one["author"]["name"] for one in product["review"]] == ["Mina", "Jonas"]
