"""The settings for other servers say what ``syndicate serve`` says: read as text, and by the servers where they are there."""

from __future__ import annotations

import gzip
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from syndicate.web.media import MEDIA, cache_control, media_of, open_to_all

HOSTING = Path(__file__).parents[2] / "examples" / "hosting"
PATHS = [
    *(f"file{suffix}" for suffix in MEDIA if suffix != ".feed.json"),
    "index.html", "reviews/a/index.html", "reviews/a/review.jsonld", "feeds/reviews.rss", "feeds/reviews.atom", "feeds/reviews.json",
    "feeds/by-type/movie.json", "feeds/archive/2024-05.atom", "feeds/feeds.opml", "feeds/index.html", "items/lamp.html", "items/index.jsonl",
    "export/manifest.json", "export/schema/review-1.0.schema.json", "export/full/part-00000.jsonl.gz",
    "export/full/part-0123456789abcdef.jsonl.gz", "export/delta/7/upserts-0123456789abcdef0123456789abcdef.jsonl.gz", "sitemap.xml",
]  # fmt: skip
"""Paths of all kinds, relative to the published folder."""


def type_of(path: str) -> str:
    media = media_of(path)
    return f"{media.type}; charset=utf-8" if media.charset else media.type


def expected(path: str) -> dict[str, str | None]:
    return {
        "Content-Type": type_of(path),
        "Cache-Control": cache_control(path),
        "Access-Control-Allow-Origin": "*" if open_to_all(path) else None,
        "X-Content-Type-Options": "nosniff",
    }


def read(name: str) -> str:
    return re.sub(r"^\s*#.*\n", "", (HOSTING / name).read_text(encoding="utf-8"), flags=re.MULTILINE)


def suffix_of(path: str) -> str:
    return path.rpartition(".")[2]


TEXTS = {media.type for media in MEDIA.values() if media.text}


def test_nginx():
    text = read("nginx.conf")
    maps = {
        name: [(pattern, value) for pattern, value in re.findall(r'^\s+(\S+)\s+"([^"]*)";$', body, re.MULTILINE)]
        for name, body in re.findall(r"map \$uri \$(\w+) \{(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    }
    types = {}
    for line in re.search(r"^    types \{\n(.*?)^    \}", text, re.DOTALL | re.MULTILINE)[1].splitlines():
        type, *suffixes = line.strip(" ;").split()
        types |= dict.fromkeys(suffixes, type)
    forced = re.findall(r"location ~ (\S+) \{\s+types \{ \}\s+default_type (\S+);", text)
    browser = dict(
        re.findall(
            r'^\s+"~\*(\S+)"\s+"(1?)";$',
            re.search(r"map \$http_accept .*?^\}", text, re.DOTALL | re.MULTILINE)[0],
            re.MULTILINE,
        )
    )
    assert browser == {r"(rss|atom)\+xml": "", "text/html": "1"}
    charset = {"text/html", *re.search(r"charset_types ([^;]*);", text)[1].split()}
    assert {"text/html", *re.search(r"gzip_types ([^;]*);", text)[1].split()} == TEXTS
    assert charset == {media.type for media in MEDIA.values() if media.charset}

    def mapped(name: str, uri: str) -> str:
        for pattern, value in maps[name]:
            bare = pattern.strip('"')
            if bare.startswith("~") and re.search(
                bare.lstrip("~*"), uri, re.IGNORECASE if bare.startswith("~*") else 0
            ):
                return value
        return dict(maps[name])["default"]

    for path in PATHS:
        uri = f"/{path}"
        type = next((type for pattern, type in forced if re.search(pattern, uri)), types[suffix_of(path)])
        told = {
            "Content-Type": f"{type}; charset=utf-8" if type in charset else type,
            "Cache-Control": mapped("reviews_kept", uri),
            "Access-Control-Allow-Origin": mapped("reviews_open", uri) or None,
            "X-Content-Type-Options": "nosniff",
        }
        assert told == expected(path), path


def test_caddy():
    text = read("Caddyfile")
    matchers: dict[str, list[tuple[bool, str, list[str]]]] = {}
    for name, block, line in re.findall(r"^\t@(\w+) (?:\{\n((?:\t\t.*\n)+)\t\}|(.*))$", text, re.MULTILINE):
        for rule in (block or line).strip().splitlines():
            words = rule.split()
            negated = words[0] == "not"
            matchers.setdefault(name, []).append((negated, words[negated], words[negated + 1 :]))

    def fits(name: str, uri: str) -> bool:
        for negated, kind, values in matchers[name]:
            if kind == "header_regexp":  # of a reader that says nothing of what it accepts
                found = False
            elif kind == "path_regexp":
                found = re.search(values[0], uri) is not None
            else:
                found = any(re.fullmatch(re.escape(one).replace(r"\*", ".*"), uri) for one in values)
            if found == negated:
                return False
        return True

    told_types = set()
    for path in PATHS:
        uri = f"/{path}"
        told: dict[str, str | None] = {"Access-Control-Allow-Origin": None}
        for name, field, value in re.findall(r"^\theader (?:@(\w+) )?([A-Z]\S*) (.+)$", text, re.MULTILINE):
            if not name or fits(name, uri):
                assert told.get(field) is None, (path, field)
                told[field] = value.strip('"')
        told_types.add(told["Content-Type"].partition(";")[0])
        assert told == expected(path), path
    packed = re.findall(r"header Content-Type (\S+)\*$", text, re.MULTILINE)
    assert {type for type in told_types if type.startswith(tuple(packed))} == TEXTS


def test_apache():
    text = read(".htaccess")
    lines = [shlex.split(line.replace("\\", "\\\\")) for line in text.splitlines() if line.strip()]
    types = {suffix: words[1] for words in lines if words[0] == "AddType" for suffix in words[2:]}
    charset = {suffix for words in lines if words[0] == "AddCharset" for suffix in words[2:]}
    packed = {type for words in lines if words[:2] == ["AddOutputFilterByType", "DEFLATE"] for type in words[2:]}
    forced = re.findall(r'<(?:FilesMatch "(.*)"|If "%\{REQUEST_URI\} =~ m#(.*)#")>\s+ForceType (\S+)', text)
    assert packed == TEXTS
    for path in PATHS:
        uri = f"/{path}"
        suffix = f".{suffix_of(path)}"
        type = next((type for *patterns, type in forced if re.search("".join(patterns), uri)), types[suffix])
        told = {
            "Content-Type": f"{type}; charset=utf-8" if suffix in charset else type,
            "Access-Control-Allow-Origin": None,
        }
        for words in lines:
            if words[0] == "Header" and "set" in words:
                field, value, *when = words[words.index("set") + 1 :]
                if not when or re.search(re.search("m#(.*)#", when[0])[1], uri):
                    told[field] = value
        assert told == expected(path), path


# What these hosts say where no rule does.
BY_THEMSELVES = {
    "Cache-Control": "public, max-age=0, must-revalidate", "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "json": "application/json", "xml": "application/xml; charset=utf-8",
}  # fmt: skip


def test_static_hosts():
    text = read("_headers")
    assert len(text.splitlines()) < 100  # Cloudflare reads a hundred rules, of lines up to 2000 characters
    rules = [
        (re.compile(re.escape(rule).replace(r"\*", ".*")), re.findall(r"^  (\S+): (.*)$", body, re.MULTILINE))
        for rule, body in re.findall(r"^(/\S*)\n((?:  .*\n)+)", text, re.MULTILINE)
    ]
    assert rules
    for path in [path for path in PATHS if "/" in path or path in ("index.html", "style.css")]:
        told: dict[str, str | None] = {}
        for pattern, fields in rules:
            if pattern.fullmatch(f"/{path}"):
                for name, value in fields:
                    assert name not in told, (path, name)
                    told[name] = value
        told.setdefault("Content-Type", BY_THEMSELVES.get(suffix_of(path)))
        told.setdefault("Cache-Control", BY_THEMSELVES["Cache-Control"])
        told.setdefault("Access-Control-Allow-Origin", None)
        wanted = expected(path)
        if (
            "immutable" in wanted["Cache-Control"]
        ):  # such a rule cannot tell the names apart: asking again is always right
            wanted["Cache-Control"] = BY_THEMSELVES["Cache-Control"]
        assert told == wanted, path


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """A server, until it is not needed."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, **environment}, start_new_session=True
        )
        try:
            for _ in range(200):
                with socket.socket() as line:
                    if line.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    said.seek(0)
                    pytest.fail(f"{command[0]} ended:\n{said.read().decode()}")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


@pytest.fixture(scope="module")
def folder():
    """A published folder that a server's own user may read."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        for path in [*PATHS, ".syndicate/files.jsonl", "reviews/a/.git/config", ".htpasswd"]:
            file = top / "public" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            content = b"{}\n" * 500
            file.write_bytes(gzip.compress(content, mtime=0) if path.endswith(".gz") else content)
        for path in [top, *top.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield top


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def nginx(top: Path, port: int) -> list[str]:
    site = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/www/reviews", f"{top}/public")
    settings = f"daemon off; error_log stderr; pid {top}/nginx.pid; events {{ }} http {{ access_log off;\n"
    settings += "".join(
        f"{kind}_temp_path {top}/nginx-{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (top / "nginx.conf").write_text(f"{settings}{site}}}\n")
    return ["nginx", "-e", "stderr", "-p", str(top), "-c", str(top / "nginx.conf")]


def caddy(top: Path, port: int) -> list[str]:
    site = (HOSTING / "Caddyfile").read_text(encoding="utf-8")
    site = site.replace("reviews.example.org {", f"http://127.0.0.1:{port} {{").replace(
        "/var/www/reviews", f"{top}/public"
    )
    (top / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{site}")
    return ["caddy", "run", "--config", str(top / "Caddyfile"), "--adapter", "caddyfile"]


def apache2(top: Path, port: int) -> list[str]:
    shutil.copy(HOSTING / ".htaccess", top / "public")
    modules = "/usr/lib/apache2/modules"
    names = ["mpm_event", "authz_core", "mime", "dir", "alias", "headers", "filter", "deflate", "setenvif"]
    (top / "apache.conf").write_text(
        "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
        + f"ServerRoot {top}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {top}/apache.pid\nErrorLog /dev/stderr\n"
        f"DocumentRoot {top}/public\nTypesConfig /dev/null\nUser www-data\nGroup www-data\nDefaultRuntimeDir {top}\n"
        f"<Directory {top}/public>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    )
    return ["apache2", "-X", "-f", str(top / "apache.conf")]


def got(url: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (those of one name together) and body."""
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, headers=fields))
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        names = {name.title() for name in answer.headers}
        return answer.status, {name: ", ".join(answer.headers.get_all(name)) for name in names}, answer.read()


@pytest.mark.parametrize("server", [nginx, caddy, apache2], ids=lambda server: server.__name__)
def test_for_real(server, folder):
    if shutil.which(server.__name__) is None:
        pytest.skip(f"{server.__name__} is not installed")
    port = free()
    with running(
        server(folder, port), port, HOME=str(folder), XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder)
    ) as address:
        for path in PATHS:
            status, headers, body = got(f"{address}/{path}".removesuffix("index.html"), **{"Accept-Encoding": "gzip"})
            assert status == 200, path
            assert {name: headers.get(name) for name in expected(path)} == expected(path), path
            varies = re.split(", ?", headers.get("Vary", ""))
            assert ("Accept" in varies) == bool(media_of(path).shown), path
            packed = headers.get("Content-Encoding") == "gzip"
            assert packed == media_of(path).text, path
            assert packed == ("Accept-Encoding" in varies), path
            file = (folder / "public" / path).read_bytes()
            assert (gzip.decompress(body) if packed else body) == file, path
            again, told, _ = got(
                f"{address}/{path}",
                **{"Accept-Encoding": "gzip", "If-None-Match": headers["Etag"]},
            )
            assert (again, told.get("Cache-Control")) == (304, cache_control(path)), path
        for path in (
            ".syndicate/files.jsonl",
            "reviews/a/.git/config",
            ".htpasswd",
            ".htaccess",
            "%2esyndicate/files.jsonl",
            "nothing",
        ):
            assert got(f"{address}/{path}")[0] == 404, path
        browser, reader = "text/html,application/xml;q=0.9,*/*;q=0.8", "application/rss+xml,text/html;q=0.5"
        for path in [path for path in PATHS if media_of(path).shown]:
            for accept, type in ((browser, "application/xml; charset=utf-8"), (reader, type_of(path))):
                status, headers, _ = got(f"{address}/{path}", Accept=accept)
                assert (status, headers["Content-Type"]) == (200, type), path
                assert {name: headers.get(name) for name in expected(path)} == {
                    **expected(path),
                    "Content-Type": type,
                }, path
        assert got(f"{address}/feeds/reviews.rss", Range="bytes=0-4")[0] == 206
        assert got(f"{address}/reviews/a")[0] == 200
