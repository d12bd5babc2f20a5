"""What readers that people use make of our feeds, and what the feed validator of the W3C says of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from feeds_reading import context, review, written
from strategies import full_reviews

from syndicate import prose
from syndicate.models.tombstone import Tombstone

NAMES = ("atom", "jsonfeed", "rss")
RECORDS = [
    review(
        2, title="A light that stays on", url="https://example.com/reviews/one", summary="Slow & bright.",
        body={"value": "It *begins* in fog.", "format": "markdown"}, published="2024-05-31T23:30:00-05:00",
        images=["https://example.com/1.jpg"], authors=[{"type": "Person", "name": "Ada Example"}],
        rating={"value": 4.5, "best": 5, "worst": 0.5},
    ),
    review(1, url="https://example.com/reviews/two", published="2024-01-01", item={"type": "Book", "name": "Tides"}),
]  # fmt: skip


@pytest.fixture
def library():
    """An empty library of `reader`, which keeps what it knows from one fetch to the next."""
    reader = pytest.importorskip("reader")
    with reader.make_reader(":memory:", feed_root="") as made:
        yield made


@pytest.mark.parametrize("format", NAMES)
def test_reader_shows_title_link_author_date_and_content(format, library, tmp_path):
    path = tmp_path / ("feed.json" if format == "jsonfeed" else "feed.xml")
    path.write_bytes(written(format, RECORDS))
    library.add_feed(str(path))
    library.update_feeds()
    (feed,) = library.get_feeds()
    assert feed.last_exception is None
    assert (feed.title, feed.link) == ("Reviews & more", "https://example.org/")
    new, old = library.get_entries(sort="recent")
    assert (new.id, new.title, new.link) == (RECORDS[0].id, "A light that stays on", "https://example.com/reviews/one")
    assert (new.authors_str, new.published.isoformat()) == ("Ada Example", "2024-06-01T04:30:00+00:00")
    shown = next(one for one in new.content if one.type == "text/html")
    assert "<em>begins</em>" in shown.value
    assert "4.5 out of 5" in " ".join(prose.plain_text(shown.value, "html").split())
    assert (old.title, old.link, old.published.isoformat()) == (
        "Tides", "https://example.com/reviews/two", "2024-01-01T11:00:00+00:00",
    )  # fmt: skip


@pytest.mark.parametrize("format", NAMES)
def test_reader_shows_nothing_twice_after_an_edit(format, library, tmp_path):
    path = tmp_path / ("feed.json" if format == "jsonfeed" else "feed.xml")
    path.write_bytes(written(format, RECORDS))
    library.add_feed(str(path))
    library.update_feeds()
    edited = RECORDS[0].model_copy(update={
        "modified": "2024-07-01T10:00:00Z", "title": "Another title", "url": "https://example.com/moved",
    })  # fmt: skip
    path.write_bytes(written(format, [edited, RECORDS[1]]))
    library.update_feed(str(path))
    assert {entry.id: entry.title for entry in library.get_entries()} == {
        RECORDS[0].id: "Another title",
        RECORDS[1].id: "Tides",
    }


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_feedparser_is_not_confused_by_the_facts(format):
    """It flattens whatever it finds: the entry's own title, link and date have to be those that it shows."""
    records = [one for one in full_reviews() if not one.snippet_only]
    read = feedparser.parse(written(format, records, context(format, limit=0)))
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [record.id for record in records]
    for entry, record in zip(read.entries, records, strict=True):
        assert (entry.title, entry.link) == (record.title or record.item.name, record.url)
        assert [one.name for one in entry.authors] == [author.name for author in record.authors]


def _ordinary():
    """The full reviews, but for titles that are markup to those who look for it."""
    gone = Tombstone(id="tag:example.org,2020:reviews/8", at="2024-08-01T10:00:00Z", reason="erased")
    return [gone, *(one.model_copy(update={"snippet_only": None}) for one in full_reviews())]


_SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import feedvalidator
from feedvalidator import compatibility
events = feedvalidator.validateString(sys.stdin.buffer.read(), firstOccurrenceOnly=0, base=sys.argv[2])["loggedEvents"]
print(json.dumps({level: sorted({type(one).__name__ for one in getattr(compatibility, level)(events)})
                  for level in ("A", "AA")}))
"""


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_the_validator_of_the_w3c_has_nothing_to_say(format):
    checkout = os.environ.get("SYNDICATE_FEEDVALIDATOR")
    if not checkout:
        pytest.skip("SYNDICATE_FEEDVALIDATOR names no checkout of w3c/feedvalidator")
    source = Path(checkout) / "src"
    assert (source / "feedvalidator").is_dir(), f"{source} has no feedvalidator in it"
    ctx = context(
        format, limit=0, hub="https://hub.example.com/", archive=True, current="https://example.org/c.xml",
        previous_archive="https://example.org/2022.xml", next_archive="https://example.org/2024.xml", style="feed.css",
        stars_in_title=True,
    )  # fmt: skip
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        _SCRIPT,
        str(source),
        f"https://example.org/feeds/reviews.{format}",
    ]
    done = subprocess.run(command, input=written(format, _ordinary(), ctx), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    said = json.loads(done.stdout.decode().splitlines()[-1])
    assert said["A"] == []
    # Two reviews of one day; the namespace of RFC 6721; where it was fetched from, which is nowhere here.
    assert set(said["AA"]) <= {"DuplicateUpdated", "UnknownNamespace", "SelfDoesntMatchLocation"}
