"""The tombstones of this build as canonical lines: of all reviews that have left, by what was read and by the last
export."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from syndicate.site.index import Index

__all__ = ["newest_tombstones", "tombstone_line", "tombstone_lines"]


def tombstone_lines(index: Index, table: str = "tombstone") -> Iterator[bytes]:
    """All by id; those that are new or say something else than before where ``table`` is ``departure``."""
    return (tombstone_line(*row) for row in index.rows(f"SELECT id, at, reason, merged_into FROM {table} ORDER BY id"))


def newest_tombstones(index: Index, most: int) -> Iterator[bytes]:
    """Those of the reviews that left last."""
    query = "SELECT id, at, reason, merged_into FROM tombstone ORDER BY CAST(strftime('%s', at) AS INTEGER) DESC, id"
    return (tombstone_line(*row) for row in index.rows(f"{query} LIMIT ?", (most,)))


def tombstone_line(id: str, at: str, reason: str, into: str | None) -> bytes:
    """The canonical line of a tombstone."""
    stone = {"id": id, "at": at, "reason": reason}
    return orjson.dumps(stone if into is None else {**stone, "merged_into": into})
