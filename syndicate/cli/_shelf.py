"""The reviews that pages are marked up with, on disk: found by id, by address and by path; memory does not grow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from syndicate.models.dates import epoch
from syndicate.models.record import canonical, parse
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.page.addresses import address_key, path_key
from syndicate.uri import uri

__all__ = ["Found", "Shelf", "fill"]

_SCHEMA = """
CREATE TABLE left (id TEXT PRIMARY KEY);
CREATE TABLE record (number INTEGER PRIMARY KEY, id TEXT UNIQUE, address TEXT, path TEXT, version INTEGER, line BLOB);
"""
_KEYS = """
CREATE INDEX by_address ON record (address) WHERE address IS NOT NULL;
CREATE INDEX by_path ON record (path) WHERE path IS NOT NULL;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A review that belongs on a page."""

    number: int
    """Its number on the shelf."""
    address: str | None
    review: Review


def fill(path: Path, records: Iterable[Review | Tombstone]) -> int:
    """Makes a shelf of all reviews that have not left, and returns how many they are.

    Of two with one id the newer stays, the later in the sources where they are of one age.
    """
    left: set[str] = set()
    with sqlite3.connect(path) as shelf:
        shelf.execute("PRAGMA synchronous = OFF")
        shelf.execute("PRAGMA journal_mode = OFF")
        shelf.executescript(_SCHEMA)
        for record in records:
            if isinstance(record, Tombstone):
                left.add(record.id)
                continue
            line = canonical(record)
            data = orjson.loads(line)
            stated = data.get("modified", data.get("published"))
            shelf.execute(
                "INSERT INTO record (id, address, path, version, line) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO "
                "UPDATE SET address = excluded.address, path = excluded.path, version = excluded.version, "
                "line = excluded.line WHERE excluded.version >= record.version",
                (record.id, *_keys(data), epoch(stated) if stated else -(1 << 62), line),
            )
        shelf.executemany("DELETE FROM record WHERE id = ?", ((id,) for id in sorted(left)))
        shelf.executemany("INSERT INTO left VALUES (?)", ((id,) for id in sorted(left)))
        shelf.executescript(_KEYS)
        ((count,),) = shelf.execute("SELECT count(*) FROM record")
    shelf.close()
    return int(count)


def _keys(data: dict[str, Any]) -> tuple[str | None, str | None]:
    url = data.get("url")
    if url is None:
        return None, None
    parts = urlsplit(uri(url))
    # A page that is told by its query has no file of its own.
    return address_key(url), None if parts.query else path_key(parts.path)


class Shelf:
    """A shelf that was filled."""

    def __init__(self, path: Path) -> None:
        self._shelf = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def by_id(self, id: str) -> list[Found]:
        """The review of an id."""
        return self._found("id", id)

    def has_left(self, id: str) -> bool:
        """Whether a record says that the review of an id has left."""
        return self._shelf.execute("SELECT 1 FROM left WHERE id = ?", (id,)).fetchone() is not None

    def by_address(self, key: str) -> list[Found]:
        """The reviews of a page."""
        return self._found("address", key)

    def by_path(self, key: str) -> list[Found]:
        """The reviews whose pages have a path, on whatever site."""
        return self._found("path", key)

    def close(self) -> None:
        """Lets go of the file."""
        self._shelf.close()

    def ids_but(self, used: bytearray) -> Iterator[str]:
        """The ids of all reviews whose numbers are not set in ``used``."""
        for number, id in self._shelf.execute("SELECT number, id FROM record ORDER BY number"):
            if not (number < len(used) and used[number]):
                yield id

    def _found(self, column: str, key: str) -> list[Found]:
        rows = self._shelf.execute(
            f"SELECT number, address, line FROM record WHERE {column} = ? ORDER BY number", (key,)
        )
        found = []
        for number, address, line in rows:
            review = parse(line)
            assert isinstance(review, Review)
            found.append(Found(number=number, address=address, review=review))
        return found
