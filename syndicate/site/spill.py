"""The canonical lines that the first pass leaves in the work folder, a file for each of its tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["Location", "lines_at", "spill_path"]

Location = tuple[int, int, int]
"""Where a canonical line is: the task that wrote it, its offset and its length in bytes."""


def spill_path(folder: Path, number: int) -> Path:
    """The file with the canonical lines of a task."""
    return folder / f"records-{number:06}.jsonl"


def lines_at(work: Path, locations: Iterable[Location]) -> Iterator[bytes]:
    """The canonical lines at some places, in the order of the places."""
    streams: dict[int, BinaryIO] = {}
    try:
        for number, offset, length in locations:
            if number not in streams:
                if len(streams) >= 256:
                    streams.popitem()[1].close()
                streams[number] = spill_path(work, number).open("rb")
            stream = streams[number]
            stream.seek(offset)
            yield stream.read(length)
    finally:
        for stream in streams.values():
            stream.close()
