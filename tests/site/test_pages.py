"""Pages of a few records of many languages, as a browser's parser reads them; and templates with mistakes in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

import syndicate
from syndicate.errors import SettingsError

URL = "https://site.example/"


def record(id: str, **values) -> dict:
    return {
        "id": f"tag:site.example,2020:{id}",
        "item": {"type": "Movie", "name": f"Film {id}"},
        "published": "2024-03-01",
        **values,
    }


def make(folder: Path, records: list[dict], *, site: str = "", rest: str = "", jobs: int = 1) -> Path:
    lines = "".join(json.dumps(one) + "\n" for one in records)
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    settings = folder / "syndicate.toml"
    settings.write_text(
        f'[site]\nurl = "{URL}"\nname = "Site"\ndescription = "All of it."\n{site}\n'
        f'[[source]]\npath = "records.jsonl"\n{rest}'
    )
    syndicate.build(folder / "public", config=settings, jobs=jobs)
    return folder / "public"


def page(public: Path, path: str):
    return etree.HTML((public / path).read_bytes(), etree.HTMLParser(encoding="utf-8"))


def text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def around(element, attribute: str) -> str | None:
    """The value of an attribute as it holds for an element: its own, else its nearest ancestor's."""
    while element is not None:
        if element.get(attribute) is not None:
            return element.get(attribute)
        element = element.getparent()
    return None


@pytest.fixture
def mixed(tmp_path) -> Path:
    rating = {"value": 4.5, "best": 5, "worst": 1}
    return make(
        tmp_path,
        [
            record("ar", language="ar", title="عنوان", rating=rating, recommended=True, authors=[{"name": "Sam", "type": "Person"}]),
            record("fa", language="fa", title="عنوان", rating=rating, pros=["خوب"], authors=[{"name": "Sam", "type": "Person"}],
                   modified="2024-04-01", reply={"text": "ممنون"}),
            record("de", language="de", title="Titel", rating=rating),
            record("none", language="en", rating={"value": 8}, authors=[{"name": "A", "type": "Person"}]),
        ],
        site='language = "en"',
    )  # fmt: skip


def test_our_words_are_those_of_the_language_else_marked_as_english(mixed):
    arabic = page(mixed, "reviews/ar/index.html")
    (shown,) = arabic.xpath("//*[@class='rating']/data")
    assert (text(shown), around(shown, "lang"), around(shown, "dir")) == ("4.5 من 5", "ar", "rtl")
    persian = page(mixed, "reviews/fa/index.html")
    assert (persian.get("lang"), persian.get("dir")) == ("fa", "rtl")
    english = {"4.5 out of 5", "by", "Pros", "Answer"}
    found = set()
    for element in persian.xpath("//body//*"):
        own = (element.text or "").strip()
        if re.search("[a-z]", own) and own not in ("Site", "Sam", "RSS", "Atom", "JSON Feed", "Film fa"):
            assert (around(element, "lang"), around(element, "dir")) == ("en", "ltr"), own
            found.add(own)
    assert english <= found


def test_names_and_dates_keep_to_their_own_direction(mixed):
    for slug in ("ar", "fa"):
        root = page(mixed, f"reviews/{slug}/index.html")
        assert [text(name) for name in root.xpath("//*[@class='item']/bdi")] == [f"Film {slug}"]
        assert [text(name) for name in root.xpath("//*[@class='byline']/bdi")] == ["Sam"]
        times = root.xpath("//time")
        assert times
        assert {time.get("dir") for time in times} == {"ltr"}
    assert len(page(mixed, "reviews/fa/index.html").xpath("//time")) == 2


def test_words_of_the_index_are_of_its_language_whatever_stands_around_them(mixed):
    for entry in page(mixed, "index.html").xpath("//ul[@class='reviews']/li"):
        (shown,) = entry.xpath("p[@class='rating']/data")
        assert text(shown) in ("4.5 out of 5", "Rating: 8")
        assert around(shown, "lang") == "en"
        assert around(shown, "dir") == "ltr"


def test_numbers_follow_the_language_and_machines_get_a_point(mixed):
    german = page(mixed, "reviews/de/index.html")
    (shown,) = german.xpath("//*[@class='rating']/data")
    assert (text(shown), shown.get("value")) == ("4,5 von 5", "4.5")
    markup = json.loads((mixed / "reviews/de/review.jsonld").read_text())
    assert markup["reviewRating"]["ratingValue"] == 4.5


def test_a_rating_without_a_best_says_what_it_is(mixed):
    (shown,) = page(mixed, "reviews/none/index.html").xpath("//*[@class='rating']/data")
    assert (text(shown), shown.get("value"), shown.get("class")) == ("Rating: 8", "8", "scale")


def test_plurals_on_pages(tmp_path):
    item = {"type": "Movie", "name": "Une", "key": "une"}
    public = make(tmp_path, [record("x", language="fr", item=item, rating={"value": 3.5, "best": 5, "worst": 1})])
    assert text(page(public, "index.html").xpath("//*[@class='count']")[0]) == "1 review"
    fragment = page(public, "items/une.html")
    assert [text(e) for e in fragment.xpath("//p[@class='aggregate']/data")] == ["3,5 sur 5"]
    assert [text(e) for e in fragment.xpath("//*[@class='count']")] == ["1 note", "1 critique"]


def test_parts_of_a_byline_are_set_apart(mixed):
    assert text(page(mixed, "reviews/none/index.html").xpath("//*[@class='byline']")[0]) == "by A · 2024-03-01"
    german = page(mixed, "index.html").xpath("//li[@lang='de']/p[@class='byline']")[0]
    assert text(german) == "Film de · 2024-03-01"


def test_feeds_are_linked_where_there_are_feeds(mixed, tmp_path):
    assert page(mixed, "index.html").xpath("//footer//a/@href") == [
        "feeds/reviews.rss", "feeds/reviews.atom", "feeds/reviews.feed.json", "feeds/index.opml",
    ]  # fmt: skip
    (tmp_path / "other").mkdir()
    undated = record("u")
    del undated["published"]
    public = make(tmp_path / "other", [undated])
    assert not page(public, "index.html").xpath("//footer")
    assert not page(public, "reviews/u/index.html").xpath("//p[@class='byline']")


def test_headings_and_links_of_a_body(tmp_path):
    body = {"value": "# Top\n\n[a](other) ![b](/c.png)\n\n`<h1>` stays[^1]\n\n[^1]: a note", "format": "markdown"}
    public = make(
        tmp_path,
        [record("a", body=body, url="https://own.example/reviews/a/"), record("b", body=body, title="B")],
    )
    own, ours = (page(public, f"reviews/{slug}/index.html") for slug in "ab")
    for root in (own, ours):
        assert [text(h) for h in root.xpath("//h1")] in (["Review of Film a"], ["B"])
        assert [text(h) for h in root.xpath("//article//h2")] == ["Top"]
        assert [text(c) for c in root.xpath("//code")] == ["<h1>"]
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)) == 2
        assert {
            href.removeprefix("#") for href in root.xpath("//div[@class='body']//a/@href[starts-with(., '#')]")
        } == set(ids)
    assert "https://own.example/reviews/a/other" in own.xpath("//a/@href")
    assert own.xpath("//div[@class='body']//img/@src") == ["https://own.example/c.png"]
    assert ours.xpath("//div[@class='body']//img/@src") == ["/c.png"]


def test_lists_in_excerpts(tmp_path):
    body = {"value": "Bring:\n\n* a lamp\n* oil", "format": "markdown"}
    public = make(tmp_path, [record("a", body=body)])
    assert text(page(public, "index.html").xpath("//*[@class='excerpt']")[0]) == "Bring: a lamp; oil"


def test_fragments_are_named_by_the_publishers_key_and_listed(tmp_path):
    def shop(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        item = {"type": "Product", "name": name, "key": "KETTLE/1"}
        return make(folder, [
            record("1", item=item, rating={"value": 4, "best": 5, "worst": 1}, published="2024-03-02"),
            record("2", item=item, rating={"value": 5, "best": 5, "worst": 1}, title="Fine", url="https://own.example/2"),
            record("3"),
        ])  # fmt: skip

    for name in ("Kettle", "New kettle"):
        public = shop(name)
        listed = [json.loads(line) for line in (public / "items/index.jsonl").read_text().splitlines()]
        assert listed == [
            {"key": "key:KETTLE/1", "name": name, "file": "items/kettle-1.html", "reviews": 2,
             "rating": {"value": 4.5, "count": 2, "best": 5, "worst": 1}},
            {"key": "name:Movie:film 3:", "name": "Film 3", "file": "items/film-3.html", "reviews": 1},
        ]  # fmt: skip
        for entry in listed:
            assert (public / entry["file"]).is_file()
    links = page(public, "items/kettle-1.html").xpath("//li//a/@href")
    # the newest first; the one without a title leads to its page too
    assert links == [f"{URL}reviews/1/", "https://own.example/2"]


def test_without_pages_there_is_no_list_of_items(tmp_path):
    public = make(tmp_path, [record("1")], rest="[build]\npages = false\n")
    assert (public / "export").is_dir()
    assert not (public / "items").exists()


MISTAKES = [
    ("review.html", "<p>\n{% if %}", "line 2", "mistake"),
    ("review.html", "<p>\n\n{{ review.nothing.more }}", "line 3", "'dict object' has no attribute 'nothing'"),
    ("index.html", "{{ total | nothing }}", "line 1", "nothing"),
    ("index.html", "\n{{ 1 / 0 }}", "line 2", "ZeroDivisionError"),
    ("index.html", "\n{{ total + 'x' }}", "line 2", "TypeError"),
    ("item.html", '\n{% include "nope.html" %}', "line 2", "'nope.html'"),
    ("item.html", '{% extends "item.html" %}', "line 1", "RecursionError"),
    ("parts.html", "", "", "does not export the requested name"),
    ("parts.html", "\n{{ nothing() }}", "line 2", "'nothing' is undefined"),
    ("review.html", b"<p>\nfa\xe7ade", "line 2", "0xE7"),
    ("style.css", b"/* \xff */", "line 1", "UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "place", "what"), MISTAKES)
def test_a_mistake_in_a_template_is_told_with_its_place(tmp_path, name, content, place, what):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SettingsError) as caught:
        make(tmp_path, [record("1", rating={"value": 1})], rest='[build]\ntemplates = "mine"\n')
    error = caught.value
    assert what in str(error)
    assert error.mend
    if place:
        assert error.place == place
        assert Path(error.source) == tmp_path / "mine" / name
    assert not (tmp_path / "public" / "index.html").exists()


def test_a_mistake_in_an_included_file_is_told_of_that_file(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text('{% include "part.txt" %}')
    (tmp_path / "mine" / "part.txt").write_text("\n\n{{ 1 / 0 }}")
    with pytest.raises(SettingsError) as caught:
        make(tmp_path, [record("1")], rest='[build]\ntemplates = "mine"\n')
    assert (Path(caught.value.source).name, caught.value.place) == ("part.txt", "line 3")


def test_a_mistake_reaches_the_parent_from_a_process_of_its_own(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "review.html").write_text("{{ 1 / 0 }}")
    with pytest.raises(SettingsError, match="ZeroDivisionError") as caught:
        make(tmp_path, [record(str(n)) for n in range(210)], rest='[build]\ntemplates = "mine"\n', jobs=2)
    assert caught.value.place == "line 1"
