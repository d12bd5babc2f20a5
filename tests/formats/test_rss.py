"""What is RSS's own; what holds for all feeds is in test_feeds.py."""

from __future__ import annotations

import email.utils

import pytest
from feeds_reading import ATOM, CONTENT, DC, MEDIA, SCHEMA, SITE, TOMBSTONES, context, entries, parsed, review, written

from syndicate import prose
from syndicate.models.tombstone import Tombstone


def test_the_channel():
    root = parsed("rss", [review(1, published="2024-05-31"), review(2, published="2024-01-01", modified="2024-06")])
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert channel.findtext("title") == "Reviews & more"
    assert [link.text for link in channel.findall("link")] == ["https://example.org/"]
    assert channel.findtext("description") == "What we <saw>."
    assert channel.findtext("language") == "en"
    assert channel.findtext("lastBuildDate") == "Sat, 01 Jun 2024 12:00:00 +0200"
    assert [(link.get("rel"), link.get("href")) for link in channel.findall(f"{ATOM}link")] == [
        ("self", "https://example.org/feeds/reviews.rss")
    ]


def test_a_site_without_a_description_is_described_by_its_name():
    ctx = context("rss", SITE.model_copy(update={"description": None, "language": None}))
    channel = parsed("rss", [review()], ctx)[0]
    assert channel.findtext("description") == "Reviews & more"
    assert channel.find("language") is None


def test_a_feed_that_does_not_know_where_it_is():
    ctx = context("rss")
    ctx.self_url = None
    channel = parsed("rss", [review()], ctx)[0]
    assert channel.find(f"{ATOM}link") is None
    assert channel.findtext("link") == "https://example.org/"


def test_the_item():
    record = review(
        title="A <b>title</b> & more",
        url="https://example.com/reviews/one",
        images=["https://example.com/1.webp", "https://example.com/two"],
        authors=[{"type": "Person", "name": "Ada"}, {"type": "Organization", "name": "The Desk"}],
        tags=["sea", "night & day"],
        language="de",
        modified="2024-06-01T08:00:00Z",
    )
    (item,) = entries(parsed("rss", [record]))
    (guid,) = item.findall("guid")
    assert (guid.text, guid.get("isPermaLink")) == (record.id, "false")
    assert item.findtext("title") == "A <b>title</b> & more"
    assert [link.text for link in item.findall("link")] == ["https://example.com/reviews/one"]
    assert [author.text for author in item.findall(f"{DC}creator")] == ["Ada", "The Desk"]
    assert item.find("author") is None
    assert [tag.text for tag in item.findall("category")] == ["sea", "night & day"]
    assert item.findtext(f"{DC}language") == "de"
    assert item.findtext(f"{ATOM}updated") == "2024-06-01T08:00:00+00:00"
    assert [dict(one.attrib) for one in item.findall(f"{MEDIA}content")] == [
        {"url": "https://example.com/1.webp", "medium": "image", "type": "image/webp"},
        {"url": "https://example.com/two", "medium": "image"},
    ]
    assert item.find("enclosure") is None


def test_an_item_that_nobody_signed():
    (item,) = entries(parsed("rss", [review()]))
    absent = (f"{DC}creator", "author", "link", f"{ATOM}updated", f"{DC}language", "category")
    assert [name for name in absent if item.find(name) is not None] == []


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ("2024-07-01T09:30:00.987654Z", None, "Mon, 01 Jul 2024 09:30:00 +0000"),
        ("2024-07-01T23:30:00-09:30", None, "Mon, 01 Jul 2024 23:30:00 -0930"),
        ("2024-03-01", "2024-07-01", "Fri, 01 Mar 2024 12:00:00 +0100"),
        (None, "2024-05", "Wed, 01 May 2024 12:00:00 +0200"),
        ("1880", None, "Thu, 01 Jan 1880 12:00:00 +0053"),
    ],
)
def test_dates(published, modified, expected):
    (item,) = entries(parsed("rss", [review(published=published, modified=modified)]))
    assert item.findtext("pubDate") == expected
    assert email.utils.format_datetime(email.utils.parsedate_to_datetime(expected)) == expected


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"summary": "a <b> & c\nd"}, "a &lt;b&gt; &amp; c<br>\nd"),
        ({"summary": "Short.", "body": {"value": "Long.", "format": "text"}}, "Short."),
        ({"body": {"value": "A *b* &lt; <i>c</i>", "format": "markdown"}}, "A b &lt; c"),
        ({"summary": "Short.", "spoiler": True}, "⚠ Contains spoilers.<br>\nShort."),
        ({"body": {"value": "The end.", "format": "text"}, "spoiler": True}, "⚠ Contains spoilers."),
    ],
)
def test_the_description_is_html(fields, description):
    (item,) = entries(parsed("rss", [review(**fields)]))
    assert item.findtext("description") == description
    assert item.findtext(f"{CONTENT}encoded").startswith("<article")


def test_a_long_body_is_excerpted():
    (item,) = entries(parsed("rss", [review(body={"value": "word " * 1000, "format": "text"})]))
    assert len(item.findtext("description")) <= 300
    assert item.findtext("description").endswith("word…")
    assert prose.plain_text(item.findtext(f"{CONTENT}encoded"), "html").count("word") == 1000


def test_a_review_without_words_has_its_content_for_description():
    (item,) = entries(parsed("rss", [review(rating={"value": 4, "best": 5})]))
    assert item.find(f"{CONTENT}encoded") is None
    shown = prose.plain_text(item.findtext("description"), "html").split()
    assert " ".join(shown) == "The Lighthouse 2024-05-31 ★★★★☆ 4 out of 5"


def test_tombstones_are_those_of_atom_and_move_the_date():
    gone = Tombstone(id="tag:example.org,2020:reviews/8", at="2030-01-01T00:00:00.5Z", reason="erased")
    ctx = context("rss")
    channel = parsed("rss", [review(), gone], ctx)[0]
    (deleted,) = channel.findall(f"{TOMBSTONES}deleted-entry")
    assert dict(deleted.attrib) == {"ref": gone.id, "when": "2030-01-01T00:00:00.5Z"}
    assert [deleted.findtext(name) for name in (f"{TOMBSTONES}comment", f"{SCHEMA}description")] == ["erased"] * 2
    assert channel.findtext("lastBuildDate") == "Tue, 01 Jan 2030 00:00:00 +0000"
    assert ctx.losses == {}
    assert b"tombstones" not in written("rss", [review()])
    # All that was in the feed has left: a feed without items, and not none.
    assert entries(parsed("rss", [gone])) == []
