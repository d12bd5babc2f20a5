"""An export as rules see it: its folder, its manifest, its parts. Records are read one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syndicate.errors import SyndicateError
from syndicate.formats._base import Limits
from syndicate.formats._json import Unreadable, loaded
from syndicate.formats._stream import TooLong, chunks_of, lines_of
from syndicate.proof.exports import part_of

__all__ = ["MANIFEST", "Export", "export_of"]

MANIFEST = "manifest.json"

_RECORDS = ("full", "upserts", "tombstones", "delta-tombstones")
"""The kinds of resources whose lines are records; one that does not say its kind holds records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A folder with an export."""

    folder: Path
    manifest: Mapping[str, Any]
    """The manifest; empty where there is none that can be read."""
    wrong: str = ""
    """Why it cannot be read."""

    def resources(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The resources that the manifest lists, each with its number."""
        listed = self.manifest.get("resources")
        for number, resource in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(resource, Mapping):
                yield number, resource

    def file(self, path: str) -> Path | None:
        """The file of a path in the manifest; None where there is none, or it is outside of the export."""
        try:
            found = part_of(self.folder, path)
        except (ValueError, OSError):
            return None
        return found if found.is_file() else None

    def records(self) -> Iterator[Path]:
        """The files with records, by the manifest; the sums of items are lines of another kind."""
        for _, resource in self.resources():
            path = resource.get("path")
            file = self.file(path) if isinstance(path, str) and resource.get("kind", "full") in _RECORDS else None
            if file is not None:
                yield file

    def lines(self, path: str) -> Iterator[tuple[int, bytes]]:
        """The lines of a part with their numbers from 1, decompressed. It ends where the part cannot be read."""
        file = self.file(path)
        if file is None:
            return
        try:
            for number, line in lines_of(chunks_of(file), Limits().record_bytes, source=path):
                if not isinstance(line, TooLong):
                    yield number, line
        except SyndicateError:
            return


def export_of(folder: Path) -> Export:
    """The export in a folder."""
    try:
        value, _ = loaded((folder / MANIFEST).read_bytes(), Limits().depth)
    except Unreadable as error:
        return Export(folder=folder, manifest={}, wrong=error.found)
    except OSError as error:
        return Export(folder=folder, manifest={}, wrong=error.strerror or str(error))
    if not isinstance(value, dict):
        return Export(folder=folder, manifest={}, wrong="the manifest is no object of JSON")
    return Export(folder=folder, manifest=value)
