"""Responses to whole requests: media types, tags, codings, ranges, and versions that change meanwhile."""

from __future__ import annotations

import asyncio
import email
import gzip
import hashlib
import os
import time
from pathlib import Path

import httpx
import pytest
from asking import ask
from starlette.applications import Starlette
from starlette.routing import Mount

from syndicate.web.serving import app, content, versions

PAGE = "<!doctype html><title>A page</title>" + "<p>The same again.</p>" * 200
FILES = {
    "index.html": PAGE,
    "style.css": "p { color: black }\n" * 50,
    "feeds/reviews.rss": "<rss version='2.0'/>" + " " * 500,
    "feeds/reviews.atom": "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "feeds/reviews.json": '{"version": "https://jsonfeed.org/version/1.1"}',
    "feeds/feeds.opml": "<opml version='2.0'/>",
    "reviews/a/index.html": "<!doctype html>a",
    "reviews/a/review.jsonld": "{}",
    "export/manifest.json": "{}",
    "export/schema/review-1.0.schema.json": "{}",
    "export/full/part-00000.jsonl.gz": gzip.compress(b"{}\n", mtime=0),
    "export/full/part-0123456789abcdef0123.jsonl.gz": gzip.compress(b"{}\n", mtime=0),
    "items/index.jsonl": "{}\n",
    "items/lamp.html": "<p>lamp</p>",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *\n",
    "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "photo.PNG": b"\x89PNG\r\n\x1a\n",
    "font.woff2": b"wOF2",
    "old.html": "<!doctype html><meta charset=latin-1>K\xf6ln".encode("latin-1"),
    "README": b"?",
    "empty.txt": b"",
}


def put(folder: Path, path: str, text: str | bytes) -> Path:
    """Writes a file as a build does: beside its place, and then into it."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    new.write_bytes(text if isinstance(text, bytes) else text.encode())
    new.replace(file)
    return file


@pytest.fixture
def site(tmp_path):
    for path, text in FILES.items():
        put(tmp_path, path, text)
    return tmp_path


@pytest.fixture
def served(site):
    return app(site)


@pytest.mark.parametrize(
    ("path", "type", "kept", "open"),
    [
        ("/", "text/html; charset=utf-8", 0, False),
        ("/style.css", "text/css; charset=utf-8", 0, False),
        ("/feeds/reviews.rss", "application/rss+xml; charset=utf-8", 300, True),
        ("/feeds/reviews.atom", "application/atom+xml; charset=utf-8", 300, True),
        ("/feeds/reviews.json", "application/feed+json", 300, True),
        ("/feeds/feeds.opml", "text/x-opml; charset=utf-8", 300, True),
        ("/reviews/a/review.jsonld", "application/ld+json", 0, True),
        ("/export/manifest.json", "application/json", 0, True),
        ("/export/schema/review-1.0.schema.json", "application/schema+json", 0, True),
        ("/export/full/part-00000.jsonl.gz", "application/gzip", 0, True),
        ("/export/full/part-0123456789abcdef0123.jsonl.gz", "application/gzip", 86400, True),
        ("/items/index.jsonl", "application/jsonl", 0, True),
        ("/items/lamp.html", "text/html; charset=utf-8", 0, True),
        ("/sitemap.xml", "application/xml; charset=utf-8", 0, False),
        ("/robots.txt", "text/plain; charset=utf-8", 0, False),
        ("/logo.svg", "image/svg+xml; charset=utf-8", 0, False),
        ("/photo.PNG", "image/png", 0, False),
        ("/font.woff2", "font/woff2", 0, False),
        ("/old.html", "text/html", 0, False),
        ("/README", "application/octet-stream", 0, False),
    ],
)
def test_what_is_said_of_each_file(served, site, path, type, kept, open):
    got = ask(served, path, accept_encoding="gzip")
    assert got.status == 200
    assert got.headers["content-type"] == type
    told = got.headers["cache-control"].split(", ")
    assert f"max-age={kept}" in told
    assert ("immutable" in told) == (kept == 86400)
    assert ("must-revalidate" in told) == (kept != 86400)
    assert (got.headers.get("access-control-allow-origin") == "*") == open
    assert got.headers["x-content-type-options"] == "nosniff"
    if type in ("application/gzip", "image/png", "font/woff2"):
        assert "content-encoding" not in got.headers
        assert "vary" not in got.headers


def test_a_client_gets_the_bytes_and_asks_again_for_nothing(served, site):
    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://site.test") as client:
            first = await client.get("/")
            assert first.text == PAGE
            assert first.headers["content-encoding"] == "gzip"
            again = await client.get("/", headers={"If-None-Match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
            for name in ("etag", "cache-control", "vary", "last-modified"):
                assert again.headers[name] == first.headers[name]
            assert "content-type" not in again.headers
            assert "content-length" not in again.headers
            since = await client.get("/", headers={"If-Modified-Since": first.headers["last-modified"]})
            assert since.status_code == 304
            folder = await client.get("/reviews/a?x=1", follow_redirects=True)
            assert str(folder.url) == "http://site.test/reviews/a/?x=1"
            assert folder.text == FILES["reviews/a/index.html"]

    asyncio.run(run())


# What Chromium, Firefox, curl, newsboat, feedparser and NetNewsWire accept.
BROWSERS = [
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
]
READERS = [
    "*/*",
    "application/atom+xml,application/rdf+xml,application/rss+xml,application/x-netcdf,application/xml;q=0.9,text/xml;q=0.2,*/*;q=0.1",
    "application/rss+xml, application/xml;q=0.9, text/html;q=0.5",
]


def test_a_browser_gets_a_feed_that_it_can_show(served):
    for path, own in (("/feeds/reviews.rss", "application/rss+xml"), ("/feeds/reviews.atom", "application/atom+xml")):
        plain = ask(served, path)
        for accept in READERS:
            got = ask(served, path, accept=accept)
            assert got.headers == plain.headers
            assert got.headers["content-type"] == f"{own}; charset=utf-8"
            assert got.headers["vary"] == "Accept, Accept-Encoding"
        for accept in BROWSERS:
            got = ask(served, path, accept=accept)
            assert got.headers["content-type"] == "application/xml; charset=utf-8"
            assert got.headers["vary"] == "Accept, Accept-Encoding"
            assert got.body == plain.body
            assert got.headers["etag"] != plain.headers["etag"]
            assert ask(served, path, accept=accept, if_none_match=got.headers["etag"]).status == 304
    assert ask(served, "/", accept=BROWSERS[0]).headers == ask(served).headers


def test_each_coding_has_a_tag_of_its_own(served):
    plain, packed = ask(served), ask(served, accept_encoding="gzip")
    assert plain.body == gzip.decompress(packed.body) == PAGE.encode()
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != packed.headers["etag"]
    assert not {plain.headers["etag"][:2], packed.headers["etag"][:2]} & {"W/"}
    assert ask(served, accept_encoding="gzip", if_none_match=plain.headers["etag"]).status == 200
    assert ask(served, if_none_match=packed.headers["etag"]).status == 200
    assert ask(served, if_none_match=f'"x", W/{plain.headers["etag"]}').status == 304


def test_the_same_bytes_have_the_same_tag_and_compress_to_the_same(served, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    os.utime(put(other, "other/name.html", PAGE), (1, 1))
    for fields in ({}, {"accept_encoding": "gzip"}):
        one, two = ask(served, **fields), ask(app(other), "/other/name.html", **fields)
        assert one.body == two.body
        assert one.headers["etag"] == two.headers["etag"]
        assert two.headers["last-modified"] == "Thu, 01 Jan 1970 00:00:01 GMT"


def test_a_file_that_would_not_shrink_is_not_compressed(served):
    got = ask(served, "/sitemap.xml", accept_encoding="gzip")
    assert "content-encoding" not in got.headers
    assert got.headers["vary"] == "Accept-Encoding"


def test_head_says_what_get_says(served):
    for path in ("/", "/reviews/a", "/nothing", "/photo.PNG", "/empty.txt"):
        for coding in ("", "gzip"):
            get, head = (ask(served, path, method, accept_encoding=coding) for method in ("GET", "HEAD"))
            assert head.body == b""
            assert (head.status, head.headers) == (get.status, get.headers)
            assert int(head.headers["content-length"]) == len(get.body)


def test_a_range_of_head_is_ignored(served):
    assert ask(served, "/", "HEAD", range="bytes=0-1").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"])
def test_other_methods(served, method):
    got = ask(served, "/", method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_what_scripts_of_other_sites_may_ask(served):
    got = ask(served, "/feeds/reviews.rss", "OPTIONS", access_control_request_headers="if-none-match")
    assert (got.status, got.body, got.headers["access-control-allow-origin"]) == (204, b"", "*")
    assert "If-None-Match" in got.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in ask(served, "/", "OPTIONS").headers


def test_one_range(served):
    got = ask(served, range="bytes=1-4")
    assert (got.status, got.body) == (206, PAGE.encode()[1:5])
    assert got.headers["content-range"] == f"bytes 1-4/{len(PAGE)}"
    assert got.headers["content-length"] == "4"
    assert got.headers["etag"] == ask(served).headers["etag"]


def test_a_range_of_what_is_compressed_is_one_of_the_compressed_bytes(served):
    whole = ask(served, accept_encoding="gzip")
    got = ask(served, accept_encoding="gzip", range="bytes=10-", if_range=whole.headers["etag"])
    assert (got.status, got.headers["content-encoding"]) == (206, "gzip")
    assert gzip.decompress(whole.body[:10] + got.body) == PAGE.encode()


@pytest.mark.parametrize("most", [content.WHOLE, 100])
def test_several_ranges(served, monkeypatch, most):
    monkeypatch.setattr(content, "WHOLE", most)
    got = ask(served, range="bytes=0-4, 100-199, -3")
    assert (got.status, len(got.body)) == (206, int(got.headers["content-length"]))
    message = email.message_from_bytes(
        b"Content-Type: " + got.headers["content-type"].encode() + b"\r\n\r\n" + got.body
    )
    assert message.get_content_type() == "multipart/byteranges"
    assert not message.defects
    size = len(PAGE)
    expected = [(0, 5), (100, 200), (size - 3, size)]
    for part, (first, end) in zip(message.get_payload(), expected, strict=True):
        assert part["Content-Range"] == f"bytes {first}-{end - 1}/{size}"
        assert part["Content-Type"] == "text/html; charset=utf-8"
        assert part.get_payload(decode=True) == PAGE.encode()[first:end]
    assert ask(served, range="bytes=0-4, 100-199, -3").body == got.body


def test_a_range_that_is_not_there(served):
    got = ask(served, range="bytes=99999-")
    assert (got.status, got.headers["content-range"]) == (416, f"bytes */{len(PAGE)}")
    assert ask(served, "/empty.txt", range="bytes=0-").headers["content-range"] == "bytes */0"


def test_a_range_of_another_version_is_the_whole(site, served):
    before = ask(served).headers["etag"]
    assert ask(served, range="bytes=0-4", if_range=before).status == 206
    put(site, "index.html", "<!doctype html>" + "new" * 100)
    got = ask(served, range="bytes=0-4", if_range=before)
    assert (got.status, got.body) == (200, (site / "index.html").read_bytes())
    assert ask(served, range="bytes=0-4", if_match=before).status == 412


def test_conditions_come_before_the_range(served):
    tag = ask(served).headers["etag"]
    assert ask(served, range="bytes=99999-", if_none_match=tag).status == 304


def test_two_lines_of_a_field_are_one_list(served):
    tag = ask(served).headers["etag"]
    assert ask(served, headers=[("If-None-Match", '"x"'), ("If-None-Match", tag)]).status == 304


def test_a_time_to_come_is_not_said(site, served):
    os.utime(site / "index.html", (2**33, 2**33))
    assert abs(time.time() - email.utils.parsedate_to_datetime(ask(served).headers["last-modified"]).timestamp()) < 60


def test_what_is_not_there(site, served):
    got = ask(served, "/nothing")
    assert (got.status, got.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    put(site, "404.html", "<!doctype html><p>Gone fishing" + "." * 500)
    got = ask(served, "/nothing", accept_encoding="gzip", if_none_match="*", range="bytes=0-1")
    assert (got.status, got.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"Gone fishing" in gzip.decompress(got.body)
    assert "etag" not in got.headers


def test_what_a_build_puts_in_place_is_served_at_once(site, served):
    """The same size, the same time: what differs is the bytes."""
    file = site / "index.html"
    os.utime(file, (1e9, 1e9))
    first = ask(served)
    os.utime(put(site, "index.html", PAGE.replace("same", "soul")), (1e9, 1e9))
    second = ask(served, if_none_match=first.headers["etag"])
    assert second.status == 200
    assert second.body == first.body.replace(b"same", b"soul")
    file.write_bytes(PAGE.replace("same", "sand").encode())
    os.utime(file, (1e9, 1e9))
    assert ask(served, if_none_match=second.headers["etag"]).body == first.body.replace(b"same", b"sand")
    file.unlink()
    assert ask(served).status == 404


def test_what_replaces_a_file_that_is_known_is_another(site, served, monkeypatch):
    """Long after both were written, so that what is known of the first is trusted."""
    now = time.time_ns() + 3_600_000_000_000
    monkeypatch.setattr(versions.time, "time_ns", lambda: now)
    os.utime(site / "index.html", (1e9, 1e9))
    first = ask(served)
    os.utime(put(site, "index.html", PAGE.replace("same", "soul")), (1e9, 1e9))
    assert ask(served, if_none_match=first.headers["etag"]).body == first.body.replace(b"same", b"soul")


def test_a_file_is_read_once(site, served, monkeypatch):
    sums = []
    real = versions.version_of
    monkeypatch.setattr(versions, "version_of", lambda content: sums.append(1) or real(content))
    tag = ask(served).headers["etag"]
    ask(served)
    assert len(sums) == 2  # it was just written, and may be again within a tick of the clock
    now = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(versions.time, "time_ns", lambda: now)
    for _ in range(3):
        assert ask(served, if_none_match=tag).status == 304
    assert len(sums) == 3
    packed = []
    real_compressed = versions.compressed
    monkeypatch.setattr(versions, "compressed", lambda content: packed.append(1) or real_compressed(content))
    for method in ("HEAD", "GET", "GET"):
        ask(served, "/", method, accept_encoding="gzip")
    assert len(packed) == 1


def test_what_is_remembered_is_bounded():
    kept = versions._Kept(100, len)
    for number in range(50):
        kept.put(number, b"x" * 30)
        kept.put(number, b"y" * 30)
    assert [number for number in range(50) if kept.get(number)] == [47, 48, 49]
    kept.get(47)
    kept.put(50, b"z" * 30)
    assert kept.get(48) is None
    assert kept.get(47) == b"y" * 30


@pytest.fixture
def large(site, monkeypatch):
    """A file that is sent as it is read."""
    monkeypatch.setattr(content, "WHOLE", 1000)
    old = bytes(range(256)) * 4096
    return put(site, "large.bin", old), old


def test_a_response_under_way_is_of_one_version(site, served, large):
    _, old = large
    new = old[::-1]
    got = ask(served, "/large.bin", meanwhile=lambda: put(site, "large.bin", new) and None)
    assert got.whole
    assert got.body == old
    assert got.headers["etag"].strip('"') == hashlib.sha256(old).hexdigest()[:32]
    after = ask(served, "/large.bin")
    assert after.body == new
    assert after.headers["etag"].strip('"') == hashlib.sha256(new).hexdigest()[:32]
    assert ask(served, "/large.bin", "HEAD").headers["content-length"] == str(len(new))
    assert ask(served, "/large.bin", range="bytes=300000-600000").body == new[300000:600001]


@pytest.mark.parametrize("rest", [b"", b"other" * 300000])
def test_a_file_that_is_written_over_meanwhile_is_never_half_of_each(served, large, rest):
    file, old = large
    os.utime(file, (1e9, 1e9))
    got = ask(served, "/large.bin", meanwhile=lambda: file.write_bytes(rest) and None)
    assert not got.whole
    assert len(got.body) < len(old) == int(got.headers["content-length"])


def test_a_file_that_never_stays_as_it_is(site, monkeypatch):
    monkeypatch.setattr(content.Content, "_changed", lambda self: True)
    got = ask(app(site))
    assert (got.status, got.body) == (503, b"The file is being written over.\n")


def test_a_client_that_leaves_is_read_to_no_longer(served, large, monkeypatch):
    _, old = large
    read, real = [], content.Content.part

    def part(self, first, end):
        for block in real(self, first, end):
            read.append(len(block))
            yield block

    monkeypatch.setattr(content.Content, "part", part)

    async def run() -> None:
        gone = asyncio.Event()

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                read.clear()  # what was read for the tag
            elif message["body"]:
                gone.set()
                await asyncio.sleep(0.05)

        scope = {"type": "http", "method": "GET", "path": "/large.bin", "raw_path": b"/large.bin", "headers": []}
        await served(scope, receive, send)

    asyncio.run(run())
    assert 0 < sum(read) < len(old)
    if Path("/proc/self/fd").exists():
        opened = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
        assert not [name for name in opened if name.endswith("large.bin")]


def test_a_client_that_leaves_is_no_mistake(served, large):
    """Servers that speak ASGI 2.4 say so when something is sent."""

    async def receive():
        raise AssertionError("nothing is to be received")

    async def send(message):
        if message.get("body"):
            raise OSError("the connection is gone")

    scope = {"type": "http", "method": "GET", "path": "/large.bin", "raw_path": b"/large.bin", "headers": []}
    asyncio.run(served({**scope, "asgi": {"version": "3.0", "spec_version": "2.4"}}, receive, send))


def test_a_websocket_is_closed(served):
    sent = []

    async def send(message):
        sent.append(message["type"])

    asyncio.run(served({"type": "websocket", "path": "/", "headers": []}, None, send))
    assert sent == ["websocket.close"]


def test_it_can_be_mounted(site):
    outer = Starlette(routes=[Mount("/über uns", app=app(site))])

    async def run() -> None:
        transport = httpx.ASGITransport(outer)
        async with httpx.AsyncClient(transport=transport, base_url="http://site.test/über uns/") as client:
            assert (await client.get("")).text == PAGE
            assert (await client.get("reviews/a")).headers["location"] == "./a/"
            folder = await client.get("reviews/a", follow_redirects=True)
            assert folder.text == FILES["reviews/a/index.html"]
            assert "max-age=300" in (await client.get("feeds/reviews.rss")).headers["cache-control"]

    asyncio.run(run())


def test_a_name_that_looks_like_an_address_is_not_led_to(site, served):
    put(site, "reviews/https:example.org/index.html", "x")
    assert ask(served, "/reviews/https:example.org").headers["location"] == "./https%3Aexample.org/"
    assert ask(served, "/%5cexample.org").status == 404
