"""Open pages are loaded again when a build lands."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from asking import ask

import syndicate
from syndicate.web.serving import Live, app
from syndicate.web.serving import live as live_module

ROWS = (
    '{"id": "tag:example.org,2024:%s", "item": {"type": "Movie", "name": "Horn"}, "rating": {"value": 2, "best": 5}}\n'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    (folder / "records.jsonl").write_text(ROWS % "horn")
    (folder / "syndicate.toml").write_text('[site]\ntag = "example.org,2024"\n[[source]]\npath = "records.jsonl"\n')
    syndicate.build(folder / "public", config=folder / "syndicate.toml")
    return folder


@pytest.fixture
def site(built, tmp_path):
    """The published folder of a site of one's own."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "public"


def _another_build(site: Path) -> None:
    """With a review more: where nothing changed, there is no other page."""
    with (site.parent / "records.jsonl").open("a") as records:
        records.write(ROWS % "bell")
    syndicate.build(site, config=site.parent / "syndicate.toml")


@pytest.fixture
def live(site):
    """What ``syndicate serve`` watches: the list that a build writes last."""
    return Live(list=site / ".syndicate" / "files.jsonl")


class Scripts(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attributes).get("src"):
            self.found.append(dict(attributes))


def test_pages_get_a_script_and_nothing_else_does(site, live):
    served, plain = app(site, live=live), app(site)
    got = ask(served)
    (script,) = Scripts(got.body.decode()).found
    assert script == {"src": "/.syndicate/live.js", "data-build": live.build()}
    assert got.body.startswith(ask(plain).body)
    assert got.headers["etag"] != ask(plain).headers["etag"]
    assert "last-modified" not in got.headers
    assert ask(served, if_none_match=got.headers["etag"]).status == 304
    code = ask(served, "/.syndicate/live.js")
    assert code.headers["content-type"].startswith("text/javascript")
    assert b"EventSource" in code.body
    for path in ("/style.css", "/export/manifest.json", *(f"/items/{one.name}" for one in site.glob("items/*.html"))):
        assert ask(served, path).body == ask(plain, path).body != b""
    assert ask(served, "/.syndicate/files.jsonl").status == 404
    assert ask(plain, "/.syndicate/live.js").status == 404
    assert not Scripts(ask(plain).body.decode()).found


def test_where_it_is_mounted_the_script_is_too(site, live):
    got = ask(app(site, live=live), "/a b/", root="/a b")
    assert Scripts(got.body.decode()).found[0]["src"] == "/a%20b/.syndicate/live.js"


def test_a_page_of_another_build_is_another_page(site, live):
    served = app(site, live=live)
    before = ask(served).headers["etag"]
    _another_build(site)
    assert ask(served, if_none_match=before).status == 200


@pytest.mark.parametrize("text", ["<p>part</p>", "", "<!doctype html>".encode("utf-16").decode("latin-1")])
def test_what_is_no_whole_page_stays_as_it_is(site, live, text):
    (site / "part.html").write_bytes(text.encode("latin-1"))
    assert ask(app(site, live=live), "/part.html").body == text.encode("latin-1")


def test_a_build_is_told_when_it_has_landed(site):
    """Once at the beginning, once for each build, though a build writes the list twice; and then it ends."""
    ended = []
    live = Live(list=site / ".syndicate" / "files.jsonl", ended=lambda: bool(ended))

    async def run() -> list[str]:
        told = []
        events = live.events()
        async for event in events:
            for line in event.decode().splitlines():
                if line.startswith("data: "):
                    told.append(line.removeprefix("data: "))
                    assert told[-1] == live.build()
            if len(told) == 1 and not ended:
                await asyncio.to_thread(_another_build, site)
            if len(told) == 2:
                ended.append(True)
        return told

    told = asyncio.run(asyncio.wait_for(run(), 30))
    assert len(told) == len(set(told)) == 2


def test_what_changes_again_at_once_is_not_told(monkeypatch):
    """A build writes the list before it moves its files, and again after that: only the second is an end."""
    monkeypatch.setattr(live_module, "_PAUSE", 0)
    seen = ["a", "a", "a", "b", "c", "b", "b", "b", "d", "d", "end", "end"]

    class Told(Live):
        def build(self) -> str:
            return seen.pop(0)

    async def run() -> str:
        return "".join([event.decode() async for event in Told(list=Path(), ended=lambda: not seen).events()])

    assert re.findall(r"^data: (.*)$", asyncio.run(run()), re.MULTILINE) == ["a", "b", "d", "end"]


def test_where_there_is_no_build_yet_the_first_is_told(tmp_path):
    live = Live(list=tmp_path / ".syndicate" / "files.jsonl")
    none = live.build()
    live.list.parent.mkdir()
    live.list.write_bytes(b"")
    assert live.build() != none
    assert re.fullmatch(r"[0-9a-f-]+", live.build())


@pytest.mark.whole
@pytest.mark.skipif("SYNDICATE_CHROMIUM" not in os.environ, reason="SYNDICATE_CHROMIUM names no browser")
def test_a_browser_loads_an_open_page_again(site, tmp_path):
    """A page is open in a browser; a build lands; the browser asks for the page again, and for no more than that."""
    import subprocess
    import threading

    import uvicorn

    asked: list[str] = []
    server: list[uvicorn.Server] = []
    live = Live(list=site / ".syndicate" / "files.jsonl", ended=lambda: server[0].should_exit)
    served = app(site, live=live)

    async def noted(scope, receive, send):
        asked.append(scope["path"])
        await served(scope, receive, send)

    config = uvicorn.Config(noted, port=0, lifespan="off", ws="none", log_config=None, log_level="critical")
    server.append(uvicorn.Server(config))
    thread = threading.Thread(target=server[0].run)
    thread.start()
    browser = None
    try:
        _until(lambda: server[0].started)
        port = server[0].servers[0].sockets[0].getsockname()[1]
        browser = subprocess.Popen(
            [os.environ["SYNDICATE_CHROMIUM"], "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             f"--user-data-dir={tmp_path / 'profile'}", f"http://127.0.0.1:{port}/"],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _until(lambda: "/.syndicate/live" in asked)
        assert asked.count("/") == 1
        _another_build(site)
        _until(lambda: asked.count("/.syndicate/live") == 2)
        assert asked.count("/") == 2
    finally:
        if browser is not None:
            browser.terminate()
            browser.wait()
        server[0].should_exit = True
        thread.join()


def _until(done) -> None:
    import time

    for _ in range(300):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within 30 seconds")


def test_the_list_is_the_one_that_a_build_writes(site):
    from syndicate.site.publish import HOME

    assert (site / HOME / "files.jsonl").is_file()
    assert Path(HOME).name.startswith(".")
