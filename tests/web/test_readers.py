"""What people's own feed readers make of a site that is built, served on loopback, edited and built again.

Each reader runs as its users run it, in a home of its own: newsboat (its cache is SQLite), sfeed (lines of
tab-separated fields), rss2email (a Maildir), ``reader`` (which alone takes JSON Feed) and feedparser.
"""

from __future__ import annotations

import datetime as dt
import json
import mailbox
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_binary_file, policy
from pathlib import Path
from typing import Any

import pytest

import syndicate
from syndicate.web.serving import app

pytestmark = pytest.mark.thorough

ONE = {
    "id": "tag:example.org,2024:one", "url": "https://example.org/one", "title": "A light that stays on",
    "item": {"type": "Movie", "name": "The Lighthouse", "image": ["https://example.org/poster.png"]},
    "authors": [{"type": "Person", "name": "Ada Example"}], "published": "2024-05-31T23:30:00-05:00",
    "rating": {"value": 4.5, "best": 5}, "images": ["https://example.org/1.jpg"], "tags": ["fog"],
    "links": ["https://example.org/another"], "body": {"value": "It *begins* in fog.", "format": "markdown"},
}  # fmt: skip
TWO = {
    "id": "tag:example.org,2024:two", "url": "https://example.org/two", "item": {"type": "Book", "name": "Tides & <more>"},
    "authors": [{"type": "Person", "name": "Ben Example"}], "published": "2024-01-01", "rating": {"value": 2, "best": 5},
    "body": {"value": "Water.", "format": "text"},
}  # fmt: skip
EDITED = ONE | {
    "modified": "2024-06-02T10:00:00Z", "rating": {"value": 2, "best": 5},
    "body": {"value": "It *ends* in fog.", "format": "markdown"},
}  # fmt: skip
SETTINGS = """
[site]
url = "https://example.org/"
name = "Seen"
tag = "example.org,2024"
timezone = "Europe/Berlin"
[[source]]
path = "records.jsonl"
"""
SUFFIXES = {"atom": ".atom", "jsonfeed": ".feed.json", "rss": ".rss"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry as a reader has it; what a reader does not keep is None."""

    id: str
    title: str
    link: str
    author: str
    date: float | None
    """In seconds since 1970."""
    content: str


@dataclass(slots=True, kw_only=True)
class Served:
    """A published site on loopback, and what was asked of it and answered."""

    folder: Path
    port: int = 0
    answered: list[int] = field(default_factory=list)

    def url(self, format: str) -> str:
        return f"http://127.0.0.1:{self.port}/feeds/reviews{SUFFIXES[format]}"

    def build(self, *rows: dict[str, Any]) -> None:
        (self.folder / "records.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        syndicate.build(self.folder / "public", config=self.folder / "syndicate.toml")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Served:
    """The site after its first build."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "syndicate.toml").write_text(SETTINGS)
    site = Served(folder=folder)
    site.build(ONE, TWO)
    return site


@pytest.fixture
def site(made, tmp_path) -> Iterator[Served]:
    """A copy of the site, served as ``syndicate serve`` serves it."""
    uvicorn = pytest.importorskip("uvicorn")
    shutil.copytree(made.folder, tmp_path / "site")
    served = Served(folder=tmp_path / "site")
    files = app(served.folder / "public")

    async def noted(scope, receive, send):
        async def noting(message):
            if message["type"] == "http.response.start":
                served.answered.append(message["status"])
            await send(message)

        await files(scope, receive, noting)

    config = uvicorn.Config(noted, port=0, lifespan="off", ws="none", log_config=None, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        for _ in range(300):
            if server.started:
                break
            time.sleep(0.02)
        served.port = server.servers[0].sockets[0].getsockname()[1]
        yield served
    finally:
        server.should_exit = True
        thread.join()


def _run(home: Path, *command: str, stdin: str | None = None) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    home.mkdir(exist_ok=True)
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "no_proxy": "*"}
    done = subprocess.run(command, env=env, cwd=home, input=stdin, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _newsboat(home: Path, url: str) -> list[Shown]:
    home.mkdir(exist_ok=True)
    (home / "config").touch()
    (home / "urls").write_text(f"{url}\n")
    _run(home, "newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload")
    cache = sqlite3.connect(home / "cache.db")
    try:
        assert list(cache.execute("SELECT url, title FROM rss_feed")) == [("https://example.org/", "Seen")]
        rows = cache.execute("SELECT guid, title, url, author, pubDate, content FROM rss_item").fetchall()
    finally:
        cache.close()
    return [Shown(id=row[0], title=row[1], link=row[2], author=row[3], date=row[4], content=row[5]) for row in rows]


# As sfeed's own README says how to ask for what has changed only.
_SFEEDRC = """
sfeedpath="$HOME/feeds"
fetch() {
  curl -L --max-redirs 0 -H "User-Agent:" -f -s -m 15 --compressed \\
    --etag-save "$HOME/etag" --etag-compare "$HOME/etag" -z "$HOME/etag" "$2"
}
feeds() { feed seen "%s"; }
"""


def _sfeed(home: Path, url: str) -> list[Shown]:
    home.mkdir(exist_ok=True)
    (home / "feeds").mkdir(exist_ok=True)
    (home / "sfeedrc").write_text(_SFEEDRC % url)
    assert "FAIL" not in _run(home, "sfeed_update", str(home / "sfeedrc"))
    fields = [line.split("\t") for line in (home / "feeds" / "seen").read_text().splitlines()]
    assert all(one[4] == "html" for one in fields)
    return [
        Shown(id=one[5], title=one[1], link=one[2], author=one[6], date=float(one[0]), content=one[3]) for one in fields
    ]


def _rss2email(home: Path, url: str) -> list[Shown]:
    if not home.exists():
        (home / "mail").mkdir(parents=True)
        (home / "r2e.cfg").write_text(
            "[DEFAULT]\nto = me@example.com\nfrom = feeds@example.com\nemail-protocol = maildir\n"
            f"maildir-path = {home / 'mail'}\nmaildir-mailbox = INBOX\ndate-header = True\nhtml-mail = True\n"
            "name-format = {author}\n"
        )
        _run(home, "r2e", "-c", "r2e.cfg", "-d", "r2e.json", "add", "seen", url)
    said = _run(home, "r2e", "-c", "r2e.cfg", "-d", "r2e.json", "run")
    assert "ERROR" not in said
    assert "WARNING" not in said
    box = mailbox.Maildir(home / "mail" / "INBOX", factory=None)
    mails = []
    for name in box.iterkeys():
        with box.get_file(name) as stream:
            mails.append(message_from_binary_file(stream, policy=policy.default))
    return [
        Shown(
            id=mail["X-RSS-ID"], title=mail["Subject"], link=mail["X-RSS-URL"],
            author=mail["From"].addresses[0].display_name, date=mail["Date"].datetime.timestamp(),
            content=mail.get_body(("html",)).get_content(),
        )
        for mail in mails
    ]  # fmt: skip


def _reader(home: Path, url: str) -> list[Shown]:
    reader = pytest.importorskip("reader")
    home.mkdir(exist_ok=True)
    with reader.make_reader(str(home / "reader.sqlite")) as library:
        library.add_feed(url, exist_ok=True)
        library.update_feed(url)
        (feed,) = library.get_feeds()
        assert feed.last_exception is None
        return [
            Shown(
                id=one.id, title=one.title, link=one.link, author=one.authors_str, date=one.published.timestamp(),
                content=next(part.value for part in one.content if part.type == "text/html"),
            )
            for one in library.get_entries()
        ]  # fmt: skip


READERS: dict[str, Callable[[Path, str], list[Shown]]] = {
    "newsboat": _newsboat,
    "reader": _reader,
    "rss2email": _rss2email,
    "sfeed": _sfeed,
}
_CASES = [
    *((name, format) for name in READERS for format in ("atom", "rss")),
    ("reader", "jsonfeed"),
]
_KEEPS_THE_FIRST = ("rss2email", "sfeed", "newsboat")
"""They show what they got first of an id, by their default: a mail is not sent again, and of equal lines one stays.
newsboat shows the edit nearly always, and once, on a busy machine, did not: what it keeps is its own affair."""


@pytest.mark.parametrize(("name", "format"), _CASES)
def test_a_reader_shows_each_review_once_and_asks_for_what_has_changed(name, format, site, tmp_path):
    def fetched() -> list[Shown]:
        return sorted(READERS[name](tmp_path / "home", site.url(format)), key=lambda one: one.id)

    first = fetched()
    assert site.answered == [200]
    one, two = first
    assert (one.id, one.title, one.link, one.author) == (
        ONE["id"], "A light that stays on", "https://example.org/one", "Ada Example",
    )  # fmt: skip
    assert one.date == dt.datetime(2024, 6, 1, 4, 30, tzinfo=dt.UTC).timestamp()
    assert "<em>begins</em>" in one.content
    assert "★★★★½" in one.content
    assert 'src="https://example.org/1.jpg"' in one.content
    assert (two.id, two.title, two.link, two.author) == (
        TWO["id"], "Tides & <more>", "https://example.org/two", "Ben Example",
    )  # fmt: skip
    assert two.date == dt.datetime(2024, 1, 1, 11, tzinfo=dt.UTC).timestamp()
    assert "Water." in two.content
    # Nothing has changed, and a build that changes nothing does not change that.
    assert fetched() == first
    assert site.answered.pop() == (200 if name == "newsboat" else 304)  # It forgets the first ETag that it gets.
    site.build(ONE, TWO)
    assert fetched() == first
    site.build(EDITED, TWO)
    again = fetched()
    assert site.answered == [200, 304, 200]
    assert [(one.id, one.title, one.link, one.date) for one in again] == [
        (one.id, one.title, one.link, one.date) for one in first
    ]
    assert again[1] == two
    edited = "<em>ends</em>" in again[0].content and "★★☆☆☆" in again[0].content
    assert edited or (name in _KEEPS_THE_FIRST and again[0] == first[0])
    assert fetched() == again
    assert site.answered[-1] == 304


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_feedparser_is_told_that_nothing_has_changed(format, site):
    import feedparser

    got = feedparser.parse(site.url(format))
    assert (got.status, got.bozo, got.encoding) == (200, False, "utf-8")
    assert [entry.link for entry in got.entries] == ["https://example.org/one", "https://example.org/two"]
    assert feedparser.parse(site.url(format), etag=got.etag).status == 304
    assert feedparser.parse(site.url(format), modified=got.modified).status == 304
