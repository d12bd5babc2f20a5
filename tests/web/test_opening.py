"""Nothing outside of the folder is opened, whatever is asked for, and whatever happens at the same time."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from asking import ask
from hypothesis import given
from hypothesis import strategies as st

from syndicate.web.serving import app, opening

SECRET = b"this is nobody's business"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder beside a secret, with secrets of its own below names with a dot, and with links of all kinds."""
    top = tmp_path_factory.mktemp("top")
    site = top / "site"
    (site / "reviews" / "ein-haus-in-köln").mkdir(parents=True)
    (site / "reviews" / "ein-haus-in-köln" / "index.html").write_text("<!doctype html>Köln")
    (site / "reviews" / "a b%41+c").write_text("odd")
    (site / "index.html").write_text("<!doctype html>home")
    for hidden in (
        top / "secret.txt",
        site / ".git" / "config",
        site / ".syndicate" / "files.jsonl",
        site / ".htpasswd",
    ):
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_bytes(SECRET)
    (site / "a\\b").write_bytes(SECRET)
    links = {
        "out.txt": "../secret.txt",
        "out": "..",
        "absolute.txt": str(top / "secret.txt"),
        "at-home.txt": str(site / "index.html"),
        "rooted.txt": "/index.html",
        "loop": "loop",
        "git": ".git",
        "config.txt": "reviews/../.git/config",
        "round.txt": "reviews/../../site/index.html",
        "gone": "nowhere",
        "inside.html": "reviews/./ein-haus-in-köln/../../index.html",
        "köln": "reviews/ein-haus-in-köln/",
        "chain": "köln",
    }
    for name, target in links.items():
        (site / name).symlink_to(target)
    os.mkfifo(site / "pipe")
    (top / "linked").symlink_to("site")
    return site


@pytest.fixture(params=["walk", "resolve"])
def served(request, site, monkeypatch):
    """Both ways to open: from folder to folder, and where a system cannot do that, by the resolved path."""
    monkeypatch.setattr(opening, "_WALKS", request.param == "walk")
    return app(site)


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, b"home"), ("/index.html", 200, b"home"), ("/inside.html", 200, b"home"),
        ("/reviews/ein-haus-in-k%C3%B6ln/", 200, "Köln".encode()), ("/k%c3%b6ln/", 200, "Köln".encode()), ("/chain/", 200, "Köln".encode()),
        ("/reviews/a%20b%2541+c", 200, b"odd"), ("http://example.org/index.html", 200, b"home"), ("http://example.org", 200, b"home"),
        ("/out.txt", 404, None), ("/out/secret.txt", 404, None), ("/absolute.txt", 404, None),
        ("/git/config", 404, None), ("/config.txt", 404, None), ("/loop", 404, None),
        ("/gone", 404, None), ("/pipe", 404, None), ("/a%5Cb", 404, None), ("/a\\b", 404, None),
        ("/../secret.txt", 404, None), ("/reviews/../../secret.txt", 404, None), ("/%2e%2e/secret.txt", 404, None),
        ("/%2E./secret.txt", 404, None), ("/..%2fsecret.txt", 404, None), ("/%252e%252e/secret.txt", 404, None),
        ("/..%252fsecret.txt", 404, None), ("/..%5csecret.txt", 404, None), ("/..%c0%afsecret.txt", 400, None),
        ("/.git/config", 404, None), ("/%2egit/config", 404, None), ("/.htpasswd", 404, None), ("/.", 404, None), ("/./index.html", 404, None),
        ("/.syndicate/files.jsonl", 404, None), ("/reviews//a%20b%2541+c", 404, None), ("//index.html", 404, None),
        ("//etc/passwd", 404, None), ("/index.html%00.txt", 404, None), ("/index.html%00", 404, None),
        ("/index.html/", 404, None), ("/index.html/x", 404, None), ("/reviews/", 404, None), ("/reviews", 404, None),
        ("/reviews%2fein-haus-in-k%C3%B6ln/", 404, None), ("/%0a", 404, None), ("/index.html%0d%0aX-Injected: 1", 404, None),
        ("/%zz", 400, None), ("/%", 400, None), ("/%4", 400, None), ("/%+1", 400, None), ("/k%f6ln/", 400, None), ("*", 400, None),
        ("/" + "a" * 300, 404, None), ("/" + "a/" * 20000, 404, None), ("/" + "%2e%2e%2f" * 5000 + "secret.txt", 404, None),
    ],
)  # fmt: skip
def test_what_is_given(served, path, status, body):
    got = ask(served, path)
    assert got.status == status
    assert got.headers["x-content-type-options"] == "nosniff"
    assert SECRET not in got.body
    if body is not None:
        assert body in got.body


def test_an_absolute_link_leads_nowhere_even_if_it_leads_home(site):
    assert ask(app(site), "/at-home.txt").status == 404
    assert ask(app(site), "/rooted.txt").status == 404


def test_a_link_that_leaves_the_folder_and_comes_back_leads_nowhere(site):
    assert ask(app(site), "/round.txt").status == 404


def test_the_folder_itself_may_be_a_link_that_is_changed(site, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "index.html").write_text("<!doctype html>new release")
    (tmp_path / "now").symlink_to(site)
    served = app(tmp_path / "now")
    assert b"home" in ask(served).body
    (tmp_path / "next").symlink_to("new")
    (tmp_path / "next").replace(tmp_path / "now")
    assert b"new release" in ask(served).body
    (tmp_path / "now").unlink()
    assert ask(served).status == 503


PIECES = st.sampled_from(
    ["/", "//", ".", "..", "%2e", "%2E%2e", "%252e", "%2f", "%5c", "\\", "%00", "secret.txt", "out", "out.txt", "reviews", "site",
     ".git", "config", "loop", "git", "~", "%", "köln", "%c3%b6", "%ff", ";", ":", "?", "#", "index.html", "absolute.txt"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_no_path_leads_to_a_secret(site, pieces):
    got = ask(app(site), ("/" + "".join(pieces)).encode())
    assert got.status in (200, 301, 400, 404)
    assert SECRET not in got.body


def test_what_is_exchanged_between_the_check_and_the_opening(tmp_path):
    """A folder of the path becomes a link that leads out, and a folder again, while it is asked for."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    for folder, content in ((site / "real", b"public"), (outside, SECRET)):
        folder.mkdir(parents=True)
        (folder / "page.txt").write_bytes(content)
    (site / "link").symlink_to("../outside")
    served, over, bodies = app(site), threading.Event(), set()

    def exchange() -> None:
        while not over.is_set():
            (site / "real").rename(site / "here")
            (site / "here").rename(site / "real")
            (site / "link").rename(site / "here")
            (site / "here").rename(site / "link")

    other = threading.Thread(target=exchange)
    other.start()
    try:
        for _ in range(60):
            bodies.add(ask(served, "/here/page.txt").body)
    finally:
        over.set()
        other.join()
    assert SECRET not in bodies
    assert b"public" in bodies


def test_what_may_not_be_read_is_said(tmp_path, monkeypatch):
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("syndicate.web.serving.answers.open_below", refused)
    got = ask(app(tmp_path), "/page.txt")
    assert (got.status, got.headers["content-type"]) == (403, "text/plain; charset=utf-8")


def test_no_file_stays_open(site):
    served = app(site)
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else None
    for path in ("/", "/reviews", "/köln", "/index.html/", "/out/secret.txt", "/loop", "/pipe", "/chain/", "/gone"):
        for method in ("GET", "HEAD", "POST"):
            ask(served, path.encode(), method)
            ask(served, path.encode(), method, if_none_match="*")
            ask(served, path.encode(), method, range="bytes=900-")
    if before is not None:
        assert len(list(Path("/proc/self/fd").iterdir())) == before
