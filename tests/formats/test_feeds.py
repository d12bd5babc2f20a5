"""What holds for RSS and Atom alike."""

from __future__ import annotations

import datetime as dt
import locale

import feedparser
import pytest
from feeds_reading import (
    ATOM,
    SCHEMA,
    SITE,
    content,
    context,
    elsewhere,
    entries,
    general,
    parsed,
    review,
    said,
    targets,
    written,
)
from hypothesis import given
from lxml import html
from strategies import HOSTILE, full_review, full_reviews, reviews

from syndicate import prose
from syndicate.errors import SettingsError
from syndicate.formats import ReadContext, atom, rss
from syndicate.formats._carries import project
from syndicate.models.record import plain
from syndicate.settings import Site

FORMATS = {"atom": atom.FORMAT, "rss": rss.FORMAT}
both = pytest.mark.parametrize("format", sorted(FORMATS))


def _words(text: str) -> list[str]:
    return text.split()


@both
@given(record=reviews())
def test_a_document_says_all_that_the_format_declares_to_carry(format, record):
    record = record.model_copy(update={"published": record.published or "2001-02-03", "snippet_only": None})
    (entry,) = entries(parsed(format, [record]))
    expected = plain(project(record, FORMATS[format].carries))
    body = expected.get("body")
    assert said(entry) == general(expected)
    if body is not None:
        shown = _words(prose.plain_text(content(entry), "html"))
        meant = _words(prose.plain_text(prose.html(record.body), "html"))
        assert any(shown[at : at + len(meant)] == meant for at in range(len(shown) - len(meant) + 1))


@both
@pytest.mark.parametrize("record", full_reviews(), ids=lambda record: record.item.type)
def test_full_reviews_say_all_that_the_format_declares_to_carry(format, record):
    record = record.model_copy(update={"snippet_only": None})
    (entry,) = entries(parsed(format, [record]))
    expected = plain(project(record, FORMATS[format].carries))
    assert {"title", "summary", "rating", "aspects", "authors", "publisher", "images", "tags"} <= set(expected)
    assert {"experienced", "inferred", "kind", "provenance", "recommended", "reply", "spoiler"} <= set(expected)
    assert said(entry) == general(expected)


@both
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_goes_through(format, text):
    line = " ".join(text.split()) if text.split() else "x"
    record = review(
        item={"type": "Movie", "name": line}, title=line, summary=text, tags=[line], pros=[line],
        body={"value": text, "format": "text"}, authors=[{"type": "Person", "name": line}],
        aspects=[{"name": line, "rating": {"value": 1, "label": line}, "text": text}],
    )  # fmt: skip
    root = parsed(format, [record])
    (entry,) = entries(root)
    got = said(entry)
    assert (got["title"], got["summary"], got["tags"], got["item"]["name"]) == (line, text, [line], line)
    assert (entry.findtext(f"{ATOM}title") or entry.findtext("title")) == line
    shown = content(entry)
    allowed = ("article", "bdi", "br", "data", "div", "h4", "li", "p", "section", "span", "time", "ul")
    assert {one.tag for one in html.fragment_fromstring(shown).iter()} <= set(allowed)
    assert "".join(_words(text)) in "".join(_words(prose.plain_text(shown, "html")))


@both
@pytest.mark.parametrize(
    "markup",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<img src="javascript:alert(1)" onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "<iframe src='https://example.com/'></iframe><script>alert(1)</script><style>p{}</style>",
    ],
)
def test_nothing_that_runs(format, markup):
    record = review(body={"value": markup, "format": "markdown" if markup[0] == "[" else "html"})
    shown = content(entries(parsed(format, [record]))[0])
    assert not any(target.strip().lower().startswith(("java", "data")) for target in targets(shown))
    assert not any(mark in shown for mark in ("<script", "<style", "<iframe", "onerror", 'href="java'))


@both
def test_urls_are_absolute(format):
    body = {"value": '<p><a href="/a">a</a> <img src="b.png" alt="b"> <a href="#c">c</a></p>', "format": "html"}
    record = review(url="https://example.com/reviews/one", body=body)
    shown = content(entries(parsed(format, [record]))[0])
    assert targets(shown) == [
        "https://example.com/a",
        "https://example.com/reviews/b.png",
        "https://example.com/reviews/one#c",
    ]
    # Without a page of its own, the site is what it is relative to.
    shown = content(entries(parsed(format, [review(body=body)]))[0])
    assert targets(shown)[:2] == ["https://example.org/a", "https://example.org/b.png"]


@both
def test_a_reader_reads_it(format):
    record = review(
        title="A light that stays on", url="https://example.com/reviews/one", summary="Slow & bright.",
        body={"value": "It *begins* in fog.", "format": "markdown"}, published="2024-05-31T23:30:00-05:00",
        modified="2024-06-02", tags=["sea", "night"], images=["https://example.com/1.jpg", "https://example.com/2.png"],
        authors=[{"type": "Person", "name": "Ada Example", "url": "https://example.com/ada"},
                 {"type": "Organization", "name": "The Desk"}],
        item={"type": "Movie", "name": "The Lighthouse", "url": "https://example.com/film",
              "image": ["https://example.com/poster.jpg"]},
        rating={"value": 4.5, "best": 5, "worst": 0.5}, links=["https://example.com/essay"],
        license="https://example.com/licence",
    )  # fmt: skip
    read = feedparser.parse(written(format, [record]))
    assert not read.bozo
    assert (read.feed.title, read.feed.link) == ("Reviews & more", "https://example.org/")
    (entry,) = read.entries
    assert (entry.id, entry.title) == (record.id, "A light that stays on")
    assert entry.link == "https://example.com/reviews/one"
    assert entry.published_parsed[:6] == (2024, 6, 1, 4, 30, 0)
    assert entry.updated_parsed[:6] == (2024, 6, 2, 10, 0, 0)  # noon in Berlin, in summer
    assert [author["name"] for author in entry.authors] == ["Ada Example", "The Desk"]
    assert [tag.term for tag in entry.tags] == ["sea", "night"]
    assert prose.plain_text(entry.summary, "html") == "Slow & bright."
    (shown,) = entry.content
    assert shown.type == "text/html"
    assert "<p>It <em>begins</em> in fog.</p>" in shown.value
    assert "★★★★½ 4.5 out of 5" in " ".join(prose.plain_text(shown.value, "html").split())
    pictures = [one["url"] for one in entry.get("media_content", [])] or [one["href"] for one in entry.enclosures]
    assert pictures == ["https://example.com/1.jpg", "https://example.com/2.png"]


@both
def test_order_is_kept(format):
    records = [review(number, published=f"20{number:02}") for number in (3, 1, 2)]
    assert [said(entry)["id"] for entry in entries(parsed(format, records))] == [record.id for record in records]


@both
def test_a_title_falls_back_to_the_items_name_and_does_not_become_the_reviews(format):
    (entry,) = entries(parsed(format, [review()]))
    assert (entry.findtext(f"{ATOM}title") or entry.findtext("title")) == "The Lighthouse"
    assert "title" not in said(entry)


@both
def test_a_page_of_ours_stands_in_where_a_review_has_no_url(format):
    ctx = context(format, link=lambda record: f"https://example.org/pages/{record.id[-1]}")
    records = [review(1), review(2, url="https://bücher.example/größe?q=ä")]
    read = feedparser.parse(written(format, records, ctx))
    assert [entry.link for entry in read.entries] == [
        "https://example.org/pages/1",
        "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%A4",
    ]
    one, two = (said(entry) for entry in entries(parsed(format, records, ctx)))
    assert "url" not in one
    assert two["url"] == "https://bücher.example/größe?q=ä"


@both
def test_a_review_without_a_date_is_left_out_and_told(format):
    undated = review(2, published=None)
    ctx = context(format)
    assert [said(entry)["id"] for entry in entries(parsed(format, [undated, review(1)], ctx))] == [review(1).id]
    assert {key: (loss.records, loss.examples) for key, loss in ctx.losses.items()} == {
        ("", "dropped"): (1, [undated.id])
    }


@both
def test_a_feed_of_nothing_is_a_feed(format):
    for records in ([], [review(published=None)]):
        root = parsed(format, records)
        assert entries(root) == []
        assert (root.findtext(f"{ATOM}title") or root.findtext("channel/title")) == "Reviews & more"
        # No date is made up; Atom has to have one, which is not the clock's.
        dates = [root.findtext(f"{ATOM}updated"), root.findtext("channel/lastBuildDate")]
        assert dates == (["1970-01-01T00:00:00+00:00", None] if format == "atom" else [None, None])


@both
@pytest.mark.parametrize("site", [None, Site(name="Example")])
def test_without_an_address_there_is_no_feed(format, site):
    with pytest.raises(SettingsError, match=r"site\.url.*Set url in the table \[site\]"):
        written(format, [review()], context(format, site))


@both
def test_only_the_summary_of_a_snippet(format):
    record = full_review("Movie").model_copy(update={"snippet_only": True})
    ctx = context(format)
    document = written(format, [record], ctx).decode()
    assert record.summary in document
    assert record.url in document
    for kept in ("begins in fog", record.pros[0], record.cons[0], record.aspects[0].text):
        assert kept not in document
    assert sorted(ctx.losses) == [(path, "dropped") for path in ("aspects", "body", "cons", "pros")]


@both
def test_a_warning_stands_before_what_tells_the_ending(format):
    record = review(spoiler=True, language="de", body={"value": "He was the ghost.", "format": "text"})
    (entry,) = entries(parsed(format, [record]))
    shown = prose.plain_text(content(entry), "html")
    assert _words(shown)[-6:] == ["Enthält", "Spoiler", "He", "was", "the", "ghost."]
    assert "ghost" not in (entry.findtext("description") or entry.findtext(f"{ATOM}summary") or "")


@both
@pytest.mark.parametrize(
    ("rating", "line"),
    [
        ({"value": 4.5, "best": 5, "worst": 0.5}, "★★★★½ 4.5 out of 5"),
        ({"value": 4, "best": 5}, "★★★★☆ 4 out of 5"),
        ({"value": 4.3, "best": 5}, "4.3 out of 5"),
        ({"value": 0, "best": 5}, "☆☆☆☆☆ 0 out of 5"),
        ({"value": 85, "best": 100, "worst": 0}, "85 out of 100"),
        ({"value": 7}, "Rating: 7"),
        ({"value": 11, "best": 13, "worst": 1, "label": "B+"}, "B+ · 11 out of 13"),
        ({"value": -2, "best": -1, "worst": -5}, "-2 out of -1"),
        ({"value": 1e-7, "best": 1}, "0.0000001 out of 1"),
    ],
)
def test_a_rating_in_words_and_signs(format, rating, line):
    shown = prose.plain_text(content(entries(parsed(format, [review(rating=rating)]))[0]), "html")
    assert _words(shown.replace("\u2066", "").replace("\u2069", "")) == [
        "The",
        "Lighthouse",
        "2024-05-31",
        *line.split(),
    ]


@both
@pytest.mark.parametrize("language", ["ar", None])
def test_direction(format, language):
    site = SITE.model_copy(update={"language": None})
    shown = content(entries(parsed(format, [review(language=language)], context(format, site)))[0])
    way = 'lang="ar" dir="rtl"' if language else 'dir="auto"'
    assert shown.startswith(f'<article class="h-review review" {way}>')


@both
def test_numbers_and_words_of_the_language(format):
    record = review(language="de-AT", rating={"value": 4.5, "best": 5, "worst": 1})
    shown = content(entries(parsed(format, [record]))[0])
    assert '<data class="p-rating" value="4.5">4,5</data> von ' in shown
    assert 'lang="en"' not in shown


@both
def test_our_words_say_that_they_are_english_where_the_text_is_not(format):
    record = review(language="fa", rating={"value": 9, "best": 10}, recommended=True, pros=["خوب"])
    shown = content(entries(parsed(format, [record]))[0])
    assert '<data class="value" value="9" lang="en" dir="ltr">' in shown
    assert '<span lang="en" dir="ltr">Pros</span>' in shown
    assert '<span lang="en" dir="ltr">Recommended</span>' in shown


@both
def test_the_same_bytes_again_and_elsewhere(format):
    once = written(format, full_reviews())
    assert written(format, full_reviews()) == once
    assert elsewhere(format, PYTHONHASHSEED="1", TZ="Asia/Kathmandu", LC_ALL="de_DE.UTF-8", LANG="C") == once
    assert elsewhere(format, PYTHONHASHSEED="2", TZ="America/St_Johns", LC_ALL="C") == once


@both
def test_the_locale_of_the_process_is_let_alone(format, monkeypatch):
    def refused(*arguments):
        raise AssertionError(f"setlocale{arguments}")

    monkeypatch.setattr(locale, "setlocale", refused)
    assert entries(parsed(format, [review()]))


@both
def test_no_date_is_the_clocks(format):
    document = written(format, [review(published="2003-01-02"), review(2, published="2001-01-02")]).decode()
    assert str(dt.datetime.now(tz=dt.UTC).year) not in document


@both
def test_the_facts_are_the_same_in_both(format):
    other = {"atom": "rss", "rss": "atom"}[format]
    record = full_review("Book")
    mine, theirs = (
        [
            (one.tag, (one.text or "").strip(), dict(one.attrib))
            for one in entries(parsed(name, [record]))[0].iter(f"{SCHEMA}*")
        ]
        for name in (format, other)
    )
    assert mine == theirs
    assert len(mine) > 30


@both
def test_free_values_keep_their_kind(format):
    """Text that looks like a number, numbers, truth values, nodes and lists of one, in properties of the item."""
    properties = {
        "position": "7",
        "copyrightYear": 1999,
        "isFamilyFriendly": True,
        "award": ["One alone"],
        "maintainer": [{"@type": "Person", "name": "Ada", "@id": "urn:ada"}, {"@id": "urn:bo"}],
        "timeRequired": "PT1H",
    }
    record = review(item={"type": "Movie", "name": "The Lighthouse", "properties": properties})
    form = FORMATS[format]
    (back,) = form.read([written(format, [record])], ReadContext(source="feed"))
    assert back == record
    (item,) = entries(parsed(format, [record]))[0].findall(f"{SCHEMA}itemReviewed")
    (position,) = item.findall(f"{SCHEMA}position")
    assert (position.text, position.get("type")) == ("7", "Text")


@both
def test_markdown_that_says_nothing_is_no_text(format):
    record = review(body={"value": "[a]: https://example.com/", "format": "markdown"})
    (entry,) = entries(parsed(format, [record]))
    assert "e-content" not in content(entry)
    assert entry.findtext("description") in (None, content(entry))
