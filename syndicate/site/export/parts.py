"""The parts of the export: canonical records, one a line, sorted by id over all parts.

Where one part ends and the next begins is told by the ids themselves: a part of at least half the size that it may have
ends before the next id whose checksum is a multiple of a fixed number. So a review that is added or leaves changes the
part that it is in, and the parts after it keep their bytes and names.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from syndicate.site.export.packed import packed
from syndicate.site.index import Exported
from syndicate.site.spill import lines_at
from syndicate.site.stage import Rendering, Written

__all__ = ["MOST_LICENSES", "Part", "PartFile", "cut"]

_BYTES = 256 * 1024 * 1024
"""The most bytes of a part before it is packed."""

MOST_LICENSES = 100
"""The most licences that are listed of a part; each record says its own."""


@dataclass(slots=True, kw_only=True)
class Part:
    """Some records that go into one file: where they are, and what the manifest says of them."""

    records: int = 0
    size: int = 0
    first: str = ""
    last: str = ""
    oldest: tuple[int, str] | None = None
    newest: tuple[int, str] | None = None
    licenses: set[str] = field(default_factory=set)
    locations: array[int] = field(default_factory=lambda: array("q"))
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, row: Exported) -> None:
        self.first = self.first if self.records else row.id
        self.last = row.id
        self.records += 1
        self.size += row.length + 1
        if row.version is not None and row.modified is not None:
            change = (row.version, row.modified)
            self.oldest = change if self.oldest is None else min(self.oldest, change)
            self.newest = change if self.newest is None else max(self.newest, change)
        if row.license is not None and len(self.licenses) < MOST_LICENSES:
            self.licenses.add(row.license)
        self.locations.extend((row.spill, row.offset, row.length))
        self.digest.update(row.hash.encode())

    def facts(self) -> dict[str, Any]:
        """What the manifest says of the part beside its sums: the ids and the changes between which it lies."""
        said: dict[str, Any] = {"firstId": self.first, "lastId": self.last}
        if self.oldest is not None and self.newest is not None:
            said |= {"oldestChange": self.oldest[1], "newestChange": self.newest[1]}
        if self.licenses:
            said["licenses"] = [{"path": license} for license in sorted(self.licenses)]
        return said


def cut(rows: Iterable[Exported], most: int) -> Iterator[Part]:
    """The parts that rows, sorted by id, go into: of ``most`` records at most."""
    least, period = max(1, most // 2), max(1, most // 8)
    part = Part()
    for row in rows:
        ends = part.records >= least and zlib.crc32(row.id.encode()) % period == 0
        if part.records and (ends or part.records >= most or part.size + row.length > _BYTES):
            yield part
            part = Part()
        part.add(row)
    if part.records:
        yield part


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFile:
    """A task of the second pass: ``FOLDER/STEM-SUM.jsonl.gz`` with the lines at some places."""

    folder: str
    stem: str
    number: int
    locations: array[int]
    """Three numbers for each: the file of the first pass, the offset and the length."""
    key: str

    def write(self, shared: Rendering) -> list[Written]:
        at = iter(self.locations)
        lines = lines_at(shared.work, zip(at, at, at, strict=True))
        # The number keeps two processes apart while they write; the name in the end is made of the sum.
        return [packed(shared.stage, self.folder, f"{self.stem}.{self.number}", lines, self.key)]
