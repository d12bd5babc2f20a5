"""Exports written by hand after the contract of the export, in plain Python, and a loopback server that misbehaves.

Nothing here uses ``syndicate``: what the client is tested with is a second hand's reading of the same contract.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

__all__ = ["Held", "Publisher", "Server", "held", "served"]

Lines = dict[str, bytes]


@dataclass
class Step:
    """A delta that is kept: what an erasure may still take out of it."""

    sequence: int
    base: str
    state: str
    upserts: Lines
    tombstones: Lines


@dataclass
class Publisher:
    """One who publishes reviews: what is to be published now, what was before, and the deltas that are kept."""

    export: Path
    kept: int = 3
    part: int = 3
    """How many lines a file has at most."""
    sequence: int = 0
    reviews: Lines = field(default_factory=dict)
    tombstones: Lines = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    states: dict[str, Lines] = field(default_factory=dict)
    """Every state that was ever published, and its reviews."""
    erased: set[str] = field(default_factory=set)
    """The ids of all reviews that were ever erased."""
    before: tuple[Lines, Lines] = field(default_factory=lambda: ({}, {}))

    def publish(
        self,
        put: Mapping[str, str] | None = None,
        leave: Mapping[str, str] | None = None,
        *,
        sweep: bool = True,
        edit: Callable[[dict[str, Any]], object] | None = None,
    ) -> dict[str, Any]:
        """Publish reviews with these titles, and take out those that leave for a reason. Gives the manifest."""
        for name, title in (put or {}).items():
            self.reviews[name] = _line({"id": name, "item": {"type": "Movie", "name": "The Lamp"}, "title": title})
            self.tombstones.pop(name, None)
        for name, reason in (leave or {}).items():
            known = self.reviews.pop(name, None) or self.tombstones.get(name)
            if known is None:
                continue
            grave = {"id": name, "at": "2024-05-01T00:00:00Z", "reason": reason}
            if reason == "merged":
                grave["merged_into"] = "tag:example.org,2024:other"
            self.tombstones[name] = _line(grave)
            if reason == "erased":
                self.erased.add(name)
                for step in self.steps:
                    step.upserts.pop(name, None)
        self._step()
        files: dict[str, bytes] = {}
        manifest = self._manifest(files)
        if edit is not None:
            edit(manifest)
        for path, content in files.items():
            target = self.export / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                target.write_bytes(content)
        self.export.mkdir(parents=True, exist_ok=True)
        new = self.export / "manifest.json.new"
        new.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        new.replace(self.export / "manifest.json")
        if sweep:
            for path in sorted(self.export.rglob("*.gz")):
                if path.relative_to(self.export).as_posix() not in files:
                    path.unlink()
        return manifest

    def forget(self) -> None:
        """Lose the export and its history: the next is the first of a new one."""
        self.sequence, self.steps, self.before = 0, [], ({}, {})
        self.tombstones = {}

    def state(self) -> str:
        return _state(self.reviews)

    def _step(self) -> None:
        reviews, tombstones = self.before
        if self.sequence and (self.reviews, self.tombstones) == self.before:
            return
        self.sequence += 1
        if self.sequence > 1:
            gone = {name: line for name, line in self.tombstones.items() if tombstones.get(name) != line}
            new = {name: line for name, line in self.reviews.items() if reviews.get(name) != line}
            step = Step(self.sequence, _state(reviews), _state(self.reviews), new, gone)
            self.steps = [*self.steps, step][-self.kept :] if self.kept else []
        self.before = (dict(self.reviews), dict(self.tombstones))
        self.states[self.state()] = dict(self.reviews)

    def _manifest(self, files: dict[str, bytes]) -> dict[str, Any]:
        resources = [
            *self._resources(files, "full", "export/full/part", self.reviews, {}),
            *self._resources(files, "tombstones", "export/full/tombstones", self.tombstones, {}, len(self.tombstones)),
        ]
        for step in self.steps:
            at, more = f"export/delta/{step.sequence}", {"sequence": step.sequence}
            resources += self._resources(files, "upserts", f"{at}/upserts", step.upserts, more)
            resources += self._resources(files, "delta-tombstones", f"{at}/tombstones", step.tombstones, more)
        return {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "reviews",
            "sequence": self.sequence,
            "state": self.state(),
            "records": len(self.reviews),
            "tombstones": len(self.tombstones),
            "oldest_base": self.sequence - len(self.steps),
            "deltas": [
                {
                    "sequence": step.sequence,
                    "base": step.base,
                    "state": step.state,
                    "upserts": len(step.upserts),
                    "tombstones": len(step.tombstones),
                }
                for step in self.steps
            ],
            "resources": resources,
        }

    def _resources(
        self, files: dict[str, bytes], kind: str, prefix: str, lines: Lines, more: dict[str, Any], part: int = 0
    ) -> Iterator[dict[str, Any]]:
        names = sorted(lines, key=lambda name: name.encode())
        part = part or self.part
        for number in range(0, len(names), part):
            chosen = [lines[name] for name in names[number : number + part]]
            content = b"".join(chosen)
            packed = gzip.compress(content, mtime=0)
            path = f"{prefix.removeprefix('export/')}-{hashlib.sha256(content).hexdigest()[:16]}.jsonl.gz"
            files[path] = packed
            yield {
                "name": f"{kind}-{more.get('sequence', 0)}-{number}",
                "path": path,
                "kind": kind,
                "format": "jsonl",
                "mediatype": "application/jsonl",
                "encoding": "utf-8",
                "compression": "gz",
                "bytes": len(packed),
                "hash": f"sha256:{hashlib.sha256(packed).hexdigest()}",
                "contentHash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "records": len(chosen),
                **more,
            }


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _state(reviews: Lines) -> str:
    lines = [reviews[name].removesuffix(b"\n") for name in sorted(reviews, key=lambda name: name.encode())]
    return "sha256:" + hashlib.sha256(b"".join(f"{_hex(line)}\n".encode() for line in lines)).hexdigest()


def _hex(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


@dataclass(frozen=True)
class Held:
    """What a reader of the client's database sees at one moment."""

    reviews: Lines
    tombstones: dict[str, dict[str, str]]
    sequence: int | None
    state: str | None
    hashes: bool
    """Whether the column ``hash`` is what it says of each."""

    @property
    def computed(self) -> str:
        return _state(self.reviews)

    def is_whole(self, publisher: Publisher) -> bool:
        """Whether it is one state that was published, but for reviews that were erased since: those left the deltas."""
        if self.state is None:
            return not self.reviews and not self.tombstones
        was = publisher.states[self.state]
        return all(self.reviews.get(name) == was.get(name) for name in (self.reviews | was).keys() - publisher.erased)

    def is_of(self, publisher: Publisher) -> bool:
        graves = {name: json.loads(line) for name, line in publisher.tombstones.items()}
        return (
            self.hashes
            and self.reviews == publisher.reviews
            and self.tombstones == graves
            and (self.sequence, self.state) == (publisher.sequence, publisher.state())
        )


def held(database: Path) -> Held:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("BEGIN")
        rows = list(db.execute("SELECT id, hash, record FROM review"))
        graves = list(db.execute("SELECT id, at, reason, merged_into FROM tombstone"))
        rows_of_graves = list(db.execute("SELECT id, hash, record FROM tombstone"))
        sequence, state = db.execute("SELECT sequence, state FROM export").fetchone() or (None, None)
    names = ("id", "at", "reason", "merged_into")
    return Held(
        reviews={name: record.encode() + b"\n" for name, _, record in rows},
        tombstones={
            grave[0]: {name: value for name, value in zip(names, grave, strict=True) if value is not None}
            for grave in graves
        },
        sequence=sequence,
        state=state,
        hashes=all(_hex(record.encode()) == digest for _, digest, record in rows + rows_of_graves),
    )


@dataclass
class Server:
    """A server of a folder on loopback: how it behaves may be changed between requests; what it was asked is kept."""

    folder: Path
    url: str = ""
    ranges: bool = True
    packs: bool = False
    """Compress everything in transport."""
    labels: bool = False
    """Send a ``.gz`` as it is, called compressed in transport, as many servers do."""
    cut: int | None = None
    """Close the connection after so many bytes of a file that is no manifest."""
    lies: bool = False
    """Answer a range with another one."""
    moved: str = ""
    """Where everything but manifests is said to be."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range")
        self.asked.append((request.path, asked))
        data = request.path.endswith(".gz")
        path = self.folder / unquote(urlsplit(request.path).path).lstrip("/")
        if data and self.moved:
            self._send(request, 302, [("Location", self.moved + request.path)], b"")
            return
        if not path.is_file():
            self._send(request, 404, [], b"")
            return
        content, status, headers = path.read_bytes(), 200, [("X-Served", "yes")]
        if asked and self.ranges and not self.packs:
            start = int(re.findall(r"\d+", asked)[0])
            if start >= len(content):
                self._send(request, 416, [], b"")
                return
            status = 206
            start = start // 2 if self.lies else start
            headers.append(("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"))
            content = content[start:]
        if self.packs:
            content = gzip.compress(content)
        if self.packs or (self.labels and data):
            headers.append(("Content-Encoding", "gzip"))
        self._send(request, status, headers, content, self.cut if data else None)

    def _send(
        self,
        request: BaseHTTPRequestHandler,
        status: int,
        headers: Iterable[tuple[str, str]],
        content: bytes,
        cut: int | None = None,
    ) -> None:
        request.send_response(status)
        for name, value in headers:
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content[:cut])
        request.close_connection = True


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The server, while it is needed."""
    server = Server(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.url = f"http://127.0.0.1:{listening.server_address[1]}"
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
