"""Where the second pass writes: a folder beside the published one, on the same file system, and the list of what is
in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

import orjson

from syndicate.settings import Settings
from syndicate.site.gather import spill_path

__all__ = ["Location", "Output", "Rendering", "Written", "lines_at", "public"]

Location = tuple[int, int, int]
"""Where a canonical line is: the task that wrote it, its offset and its length in bytes."""


class Written(NamedTuple):
    """A file in the stage."""

    path: str
    """Relative to the published folder, with ``/``."""
    bytes: int
    sha256: str
    output: str
    """Which output it belongs to: pages, items, feeds, export, sitemap."""
    records: int = 0
    """How many records a part of the export holds."""
    content: str = ""
    """The SHA-256 of what a compressed file holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What all tasks of the second pass share."""

    work: Path
    """The work folder of the first pass."""
    stage: Path
    """Where files are written, under the names that they will have."""
    settings: Settings
    templates: Path | None
    feeds: bool
    """Whether there are feeds for pages to point at."""

    def put(self, path: str, content: bytes, output: str) -> Written:
        """Writes a file into the stage."""
        target = self.stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return Written(path, len(content), hashlib.sha256(content).hexdigest(), output)


class Output(Protocol):
    """A task of the second pass: a pure function of the shared things and its own."""

    def write(self, shared: Rendering) -> list[Written]: ...


def lines_at(work: Path, locations: list[Location]) -> Iterator[bytes]:
    """The canonical lines at some places, in the order of the places."""
    streams: dict[int, BinaryIO] = {}
    try:
        for number, offset, length in locations:
            if number not in streams:
                if len(streams) >= 64:
                    streams.popitem()[1].close()
                streams[number] = spill_path(work, number).open("rb")
            stream = streams[number]
            stream.seek(offset)
            yield stream.read(length)
    finally:
        for stream in streams.values():
            stream.close()


def public(line: bytes) -> dict[str, Any]:
    """A record as it may be published: without its body where only a snippet may be passed on."""
    data: dict[str, Any] = orjson.loads(line)
    if data.get("snippet_only"):
        data.pop("body", None)
    return data
