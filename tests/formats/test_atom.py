"""What is Atom's own; what holds for all feeds is in test_feeds.py."""

from __future__ import annotations

import datetime as dt

import pytest
from feeds_reading import ATOM, SITE, TOMBSTONES, context, entries, moment, parsed, review, written
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from strategies import HOSTILE, full_reviews, records

from syndicate.models.agents import Organization
from syndicate.models.tombstone import Tombstone

XML = "{http://www.w3.org/XML/1998/namespace}"


@pytest.fixture(scope="module")
def schema(conformance):
    """The grammar of RFC 4287, appendix B."""
    return etree.RelaxNG(etree.parse(conformance / "feeds" / "atom-rfc4287.rng"))


def _links(element):
    return [(link.get("rel"), link.get("type"), link.get("href")) for link in element.findall(f"{ATOM}link")]


def test_full_reviews_are_valid(schema):
    schema.assertValid(parsed("atom", full_reviews()))


def test_hostile_text_is_valid(schema):
    texts = [" ".join(text.split()) for text in HOSTILE]
    schema.assertValid(parsed("atom", [review(n, title=t or "x", tags=[t or "x"]) for n, t in enumerate(texts)]))


@given(some=st.lists(records(), min_size=1, max_size=3))
def test_any_records_are_valid(schema, some):
    schema.assertValid(parsed("atom", some))


def test_the_feed():
    root = parsed("atom", [review(1, published="2024-05-31"), review(2, published="2024-01-01", modified="2024-06")])
    assert root.tag == f"{ATOM}feed"
    assert root.get(f"{XML}lang") == "en"
    assert root.findtext(f"{ATOM}id") == "tag:example.org,2020:feeds/reviews"
    assert root.findtext(f"{ATOM}title") == "Reviews & more"
    assert root.findtext(f"{ATOM}subtitle") == "What we <saw>."
    assert root.findtext(f"{ATOM}updated") == "2024-06-01T12:00:00+02:00"
    assert _links(root) == [
        ("self", "application/atom+xml", "https://example.org/feeds/reviews.atom"),
        ("alternate", "text/html", "https://example.org/"),
    ]
    (author,) = root.findall(f"{ATOM}author")
    assert [(part.tag, part.text) for part in author] == [
        (f"{ATOM}name", "Reviews & more"),
        (f"{ATOM}uri", "https://example.org/"),
    ]


def test_the_publisher_is_the_author_of_the_feed_and_not_of_the_review():
    site = SITE.model_copy(update={"publisher": Organization(name="The House", url="https://house.example.com/")})
    root = parsed("atom", [review()], context("atom", site))
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The House"
    assert root.findtext(f"{ATOM}author/{ATOM}uri") == "https://house.example.com/"
    assert entries(root)[0].find(f"{ATOM}author") is None


@pytest.mark.parametrize(
    ("tag", "self_url", "id"),
    [
        ("example.org,2020", "https://example.org/feeds/drama.atom", "tag:example.org,2020:feeds/drama"),
        ("example.org,2020", "https://cdn.example.com/all", "tag:example.org,2020:all"),
        ("example.org,2020", None, "tag:example.org,2020:feed"),
        (None, "https://example.org/feeds/drama.atom", "https://example.org/feeds/drama.atom"),
        (None, None, "https://example.org/"),
    ],
)
def test_the_id_of_the_feed(tag, self_url, id):
    ctx = context("atom", SITE.model_copy(update={"tag": tag}))
    ctx.self_url = self_url
    assert parsed("atom", [review()], ctx).findtext(f"{ATOM}id") == id


def test_links_keep_what_they_are():
    record = review(
        url="https://example.com/reviews/one",
        images=["https://example.com/1.JPG?w=9", "https://example.com/two"],
        links=["https://example.com/essay"],
        license="https://example.com/licence",
    )
    assert _links(entries(parsed("atom", [record]))[0]) == [
        ("alternate", "text/html", "https://example.com/reviews/one"),
        ("enclosure", "image/jpeg", "https://example.com/1.JPG?w=9"),
        ("enclosure", None, "https://example.com/two"),
        ("related", None, "https://example.com/essay"),
        ("license", None, "https://example.com/licence"),
    ]


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ("2024-07-01T09:30:00.987654Z", None, ("2024-07-01T09:30:00+00:00", "2024-07-01T09:30:00+00:00")),
        ("2024-07-01", None, ("2024-07-01T12:00:00+02:00", "2024-07-01T12:00:00+02:00")),
        ("2024-01", None, ("2024-01-01T12:00:00+01:00", "2024-01-01T12:00:00+01:00")),
        ("1999", "2024-07-01", ("1999-01-01T12:00:00+01:00", "2024-07-01T12:00:00+02:00")),
        (None, "2024-07-01", (None, "2024-07-01T12:00:00+02:00")),
        # Less precise and so at noon of an earlier day: an entry is not changed before it is published.
        ("2024-07-01", "2024", ("2024-07-01T12:00:00+02:00", "2024-07-01T12:00:00+02:00")),
        # Berlin's local mean time was 53 minutes and 28 seconds ahead; RFC 3339 has no seconds there.
        ("1880", None, ("1880-01-01T12:00:00+00:53", "1880-01-01T12:00:00+00:53")),
        ("0001-01-01T00:00:00+14:00", None, ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00")),
    ],
)
def test_dates(published, modified, expected):
    root = parsed("atom", [review(published=published, modified=modified)])
    (entry,) = entries(root)
    assert (entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")) == expected
    assert moment(root.findtext(f"{ATOM}updated")) == moment(expected[1])


def test_without_a_zone_dates_are_utc():
    ctx = context("atom", SITE.model_copy(update={"timezone": None}))
    (entry,) = entries(parsed("atom", [review(published="2024-07-01")], ctx))
    assert moment(entry.findtext(f"{ATOM}published")) == dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)


def test_the_language_of_an_entry_that_differs():
    records = [review(1, language="de-CH"), review(2, language="en"), review(3)]
    assert [entry.get(f"{XML}lang") for entry in entries(parsed("atom", records))] == ["de-CH", None, None]


def test_the_summary_is_plain_and_stated():
    one, two = entries(
        parsed("atom", [review(1, summary="a <b> & c"), review(2, body={"value": "Text.", "format": "text"})])
    )
    assert [(s.get("type", "text"), s.text) for s in one.findall(f"{ATOM}summary")] == [("text", "a <b> & c")]
    assert two.findall(f"{ATOM}summary") == []


def test_a_snippet_without_a_page_has_its_summary_for_content(schema):
    root = parsed("atom", [review(1, snippet_only=True, summary="Short."), review(2, snippet_only=True)])
    schema.assertValid(root)
    shown = [entry.find(f"{ATOM}content") for entry in entries(root)]
    assert [(one.get("type"), one.text) for one in shown] == [("text", "Short."), ("text", "The Lighthouse")]
    with_page = parsed("atom", [review(snippet_only=True, summary="Short.", url="https://example.com/1")])
    assert with_page.find(f"{ATOM}entry/{ATOM}content") is None
    assert _links(entries(with_page)[0]) == [("alternate", "text/html", "https://example.com/1")]


def test_tombstones(schema):
    gone = [
        Tombstone(id="tag:example.org,2020:reviews/8", at="2024-08-01T10:00:00.5+02:00", reason="erased"),
        Tombstone(
            id="tag:example.org,2020:reviews/9", at="2024-07-01T00:00:00Z", reason="merged", merged_into="urn:x:y"
        ),
    ]
    ctx = context("atom")
    root = parsed("atom", [gone[0], review(), gone[1]], ctx)
    schema.assertValid(root)
    deleted = root.findall(f"{TOMBSTONES}deleted-entry")
    assert [(one.get("ref"), one.get("when"), one.findtext(f"{TOMBSTONES}comment")) for one in deleted] == [
        (gone[0].id, "2024-08-01T10:00:00.5+02:00", "erased"),
        (gone[1].id, "2024-07-01T00:00:00Z", "merged into urn:x:y"),
    ]
    assert root.findtext(f"{ATOM}updated") == "2024-08-01T10:00:00+02:00"
    assert len(entries(root)) == 1
    assert ctx.losses == {}
    assert b"tombstones" not in written("atom", [review()])


def test_tombstones_alone_are_a_feed(schema):
    gone = Tombstone(id="tag:example.org,2020:reviews/8", at="2024-08-01T10:00:00Z", reason="withdrawn")
    schema.assertValid(parsed("atom", [gone]))
