"""What is JSON Feed's own: the specification's schema, and each value of the record in ``_review``, read as JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest
from feeds_reading import SITE, context, review, written
from hypothesis import given
from strategies import HOSTILE, full_reviews, records, reviews

from syndicate.models.record import plain
from syndicate.models.tombstone import Tombstone


@pytest.fixture(scope="module")
def schema(conformance):
    """The JSON Schema of JSON Feed 1.1."""
    return jsonschema.Draft7Validator(json.loads((conformance / "feeds" / "jsonfeed-1.1.schema.json").read_bytes()))


def feed(records, **options):
    return json.loads(written("jsonfeed", records, context("jsonfeed", **options)))


def test_full_reviews_are_valid(schema):
    schema.validate(feed(full_reviews(), limit=0, hub="https://hub.example.com/", archive=True))


@given(record=records())
def test_any_record_is_valid_and_says_itself(schema, record):
    made = feed([record])
    schema.validate(made)
    if isinstance(record, Tombstone):
        (gone,) = made["_review"]["deleted"]
        assert gone == {**plain(record), "after": 0}
    elif record.published or record.modified:
        (item,) = made["items"]
        assert item["id"] == record.id


@given(record=reviews())
def test_an_item_says_the_whole_record(record):
    record = record.model_copy(update={"published": record.published or "2001-02-03", "snippet_only": None})
    (item,) = feed([record])["items"]
    extension = item["_review"]
    about = extension.pop("about")
    assert about.startswith("https://")
    extension.pop("body", None)  # only where its addresses are relative to no page
    left_out = ("id", "body", "extensions")
    assert extension == {name: value for name, value in plain(record).items() if name not in left_out}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_valid(schema, text):
    line = " ".join(text.split()) or "x"
    made = feed([review(title=line, summary=text, tags=[line], body={"value": text, "format": "text"})])
    schema.validate(made)
    assert (made["items"][0]["title"], made["items"][0]["_review"]["summary"]) == (line, text)


def test_the_feed():
    made = feed(
        [review(1, published="2024-05-31"), review(2, published="2024-01-01", modified="2024-06", tags=["sea"])],
        previous_archive="https://example.org/2023.feed.json",
        hub="https://hub.example.com/",
    )
    assert {name: made[name] for name in made if name != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Reviews & more",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feeds/reviews.jsonfeed",
        "description": "What we <saw>.",
        "next_url": "https://example.org/2023.feed.json",
        "authors": [{"name": "Reviews & more", "url": "https://example.org/"}],
        "language": "en",
        "hubs": [{"type": "WebSub", "url": "https://hub.example.com/"}],
        "_review": {"about": made["_review"]["about"]},
    }
    one, two = made["items"]
    assert (one["date_published"], one.get("date_modified")) == ("2024-05-31T12:00:00+02:00", None)
    assert (two["date_modified"], two["tags"]) == ("2024-06-01T12:00:00+02:00", ["sea"])


def test_addresses_are_uris():
    made = feed([review(url="https://bücher.example/größe", images=["https://bücher.example/ä.jpg"])])
    (item,) = made["items"]
    assert item["url"] == "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"
    assert item["image"].isascii()
    assert item["_review"]["url"] == "https://bücher.example/größe"


def test_tombstones_keep_their_places():
    gone = Tombstone(id="tag:example.org,2020:reviews/8", at="2024-08-01T10:00:00Z", reason="erased")
    made = feed([review(1), gone, review(2)])
    assert made["_review"]["deleted"] == [{**plain(gone), "after": 1}]
    assert [item["id"][-1] for item in made["items"]] == ["1", "2"]


def test_only_the_summary_of_a_snippet():
    body = {"value": "All of it.", "format": "text"}
    (item,) = feed([review(snippet_only=True, summary="Short.", body=body)])["items"]
    assert item["content_text"] == "Short."
    assert "All of it" not in json.dumps(item)


def test_a_feed_of_nothing_is_a_feed(schema):
    made = feed([])
    schema.validate(made)
    assert (made["items"], made["title"]) == ([], SITE.name)
