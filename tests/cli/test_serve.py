"""``syndicate serve`` for real: a process of its own, asked by programs that are not ours."""

from __future__ import annotations

import builtins
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import feedparser
import pytest

import syndicate
from syndicate.cli import serve

TOML = """\
[site]
url = "https://example.org/"
name = "Example"
tag = "example.org,2024"
[[source]]
path = "records.jsonl"
"""
ROW = (
    '{"id": "tag:example.org,2024:horn", "item": {"type": "Movie", "name": "Horn"}, "title": "Too loud",'
    ' "rating": {"value": 2, "best": 5}, "published": "2024-03-04T10:00:00Z"}\n'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "records.jsonl").write_text(ROW)
    (folder / "syndicate.toml").write_text(TOML)
    syndicate.build(folder / "public", config=folder / "syndicate.toml")
    return folder / "public"


@contextmanager
def serving(site: Path, *options: str):
    """The address of a server that is there, and its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "syndicate.cli", "serve", str(site), "--port", "0", *options],
        env={**os.environ, "PYTHONPATH": str(Path(syndicate.__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_feed_reader_asks_again_and_nothing_has_changed(site):
    with serving(site) as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        for name, kind in (("reviews.rss", "rss20"), ("reviews.atom", "atom10")):
            first = feedparser.parse(f"{address}feeds/{name}")
            assert (first.status, first.version, first.bozo) == (200, kind, False)
            assert first.entries[0].title
            assert first.encoding == "utf-8"
            again = feedparser.parse(f"{address}feeds/{name}", etag=first.etag)
            assert (again.status, again.entries) == (304, [])
            since = feedparser.parse(f"{address}feeds/{name}", modified=first.modified)
            assert since.status == 304
        with urllib.request.urlopen(f"{address}export/manifest.json") as got:
            assert got.read() == (site / "export" / "manifest.json").read_bytes()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}.syndicate/files.jsonl")
        refused.value.close()
        assert refused.value.code == 404
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (0, "")
        assert err == f"Serving {site}; Ctrl-C ends it.\nServed.\n"


def test_it_ends_while_pages_listen(site):
    with serving(site, "--live") as (address, process):
        with urllib.request.urlopen(f"{address}.syndicate/live") as events:
            assert events.headers["Content-Type"].startswith("text/event-stream")
            assert events.readline() == b"retry: 1000\n"
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert err.endswith("Open pages are loaded again when a build lands.\nServed.\n")


def raw(address: str, request: bytes) -> bytes:
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(request)
        got = b""
        with suppress(ConnectionResetError):  # where there is more than it wants to read
            while block := line.recv(65536):
                got += block
        return got


def test_what_no_client_would_send(site):
    with serving(site) as (address, process):
        end = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        for target, status in (
            (b"/../records.jsonl", b"404"),
            (b"/%2e%2e/records.jsonl", b"404"),
            (b"http://elsewhere.test/style.css", b"200"),
            (b"/" + b"a" * 60000, b"404"),
            (b"/" + b"a" * 200000, b"400"),
            (b"/%", b"400"),
            (b"*", b"400"),
            (b"", b"400"),
        ):
            got = raw(address, b"GET " + target + end)
            assert got.startswith(b"HTTP/1.1 " + status) or (not got and len(target) > 65536), (target[:40], got[:200])
            assert b"Too loud" not in got
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in err


def test_a_port_that_is_taken(run, site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        got = run("serve", site, "--port", str(port))
    assert (got.code, got.out) == (2, "")
    assert got.err == (
        f"syndicate: 127.0.0.1:{port}: another program listens there already. Choose another port with --port, such as"
        " 8080; --port 0 takes one that is free.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "nowhere: there is no such folder; expected the folder that a build has published."),
        (["a-file"], "a-file: this is a file; expected the folder that a build has published."),
        ([], "public: there is no such folder; expected the folder that a build has published."),
        ([".", "--host", "198.51.100.7"], "198.51.100.7:8000: this machine does not have that address."),
        (
            [".", "--host", "no such host"],
            "no such host:8000: there is no such host; expected an address of this machine",
        ),
        ([".", "--host", "x" * 300], "there is no such host; expected an address of this machine"),
        ([".", "--port", "70000"], "65535"),
        ([".", "--port", "http"], "integer"),
    ],
)
def test_a_call_that_is_wrong(run, arguments, told, tmp_path):
    (tmp_path / "a-file").write_text("x")
    got = run("serve", *arguments)
    assert (got.code, got.out) == (2, "")
    assert told in " ".join(got.err.replace("│", "").split())


def test_a_port_that_needs_rights(run, site, monkeypatch):
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    got = run("serve", site, "--port", "80")
    assert got.code == 2
    assert "127.0.0.1:80: ports below 1024 need the rights of an administrator. Choose another port" in got.err


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_the_extra_is_named_where_it_is_missing(run, site, monkeypatch, missing):
    real = builtins.__import__

    def without(name: str, *rest: object):
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    got = run("serve", site)
    assert got.code == 2
    assert missing in got.err
    assert "pip install 'syndicate[serve]'" in got.err


@pytest.mark.parametrize(
    ("host", "address", "warned"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", False),
        ("localhost", "http://localhost:8000/", False),
        ("::1", "http://[::1]:8000/", False),
        ("0.0.0.0", "http://127.0.0.1:8000/", True),
        ("::", "http://[::1]:8000/", True),
        ("192.0.2.7", "http://192.0.2.7:8000/", True),
    ],
)
def test_who_can_reach_it_is_said(site, capsys, host, address, warned):
    serve._greet(site, host, 8000, live=site / "nowhere")
    out, err = capsys.readouterr()
    assert out == f"{address}\n"
    assert ("Everyone who reaches this machine" in err) == warned
    assert "No build of ours is there yet" in err
