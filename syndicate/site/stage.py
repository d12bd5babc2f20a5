"""Where the second pass writes: a folder beside the published one, on the same file system, and the list of what is
in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from syndicate.settings import Settings

__all__ = ["Output", "Rendering", "Written", "summed"]


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
    told: str = ""
    """What the report says of it in every build, as JSON; empty for nothing."""
    key: str = ""
    """The sum of all that the file was made of; empty where it is made anew by every build."""


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

    def put(self, path: str, content: bytes, output: str, key: str = "") -> Written:
        """Writes a file into the stage."""
        target = self.stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return Written(path, len(content), hashlib.sha256(content).hexdigest(), output, key=key)


def summed(path: Path) -> tuple[int, str]:
    """The bytes and the SHA-256 of a file, which is never whole in memory."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return stream.tell(), digest


class Output(Protocol):
    """A task of the second pass: a pure function of the shared things and its own."""

    def write(self, shared: Rendering) -> list[Written]: ...
