"""The files of a published folder: what the last build wrote, what this one wants there, and how the two differ.

``OUT/.syndicate/files.jsonl`` lists the files that the last build wrote, by path, each with its size, its sum and the
sum of all that it was made of (its key). A file that the list does not name is never touched. What would be made of the
same as before, and still stands in the published folder as it was written, is not made again.

The list is kept in SQLite while a build runs, so that memory does not grow with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from syndicate.errors import FileError
from syndicate.site.history import STATE, earlier_export
from syndicate.site.stage import Written, summed

__all__ = ["HOME", "LIST", "OF_SPARK", "Files", "digest_of", "list_line", "published_before"]

HOME = ".syndicate"
"""The folder in the published one that is the build's own."""

LIST = f"{HOME}/files.jsonl"

OF_SPARK = f"{HOME}/spark.json"
"""What a build in Spark leaves, which publishes other files and has no list of them."""

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE before (path TEXT PRIMARY KEY, bytes INTEGER, sha256 TEXT, output TEXT, records INTEGER, content TEXT,
                     told TEXT, key TEXT) WITHOUT ROWID;
CREATE TABLE wanted (path TEXT PRIMARY KEY, bytes INTEGER, sha256 TEXT, output TEXT, records INTEGER, content TEXT,
                     told TEXT, key TEXT, staged INTEGER) WITHOUT ROWID;
"""


_TYPES = [str, int, str, str, int, str, str, str]
"""Of what :class:`Written` says of a file."""


class Files:
    """The files of the last build and of this one, in a database of their own."""

    def __init__(self, path: Path, out: Path) -> None:
        self.out = out
        self._db = sqlite3.connect(path)
        self._db.executescript(_TABLES)
        self._db.executemany("INSERT OR REPLACE INTO before VALUES (?, ?, ?, ?, ?, ?, ?, ?)", published_before(out))
        self._db.execute("CREATE INDEX before_key ON before (key)")

    def close(self) -> None:
        self._db.close()

    def add(self, written: Iterable[Written]) -> None:
        """Files that stand in the stage."""
        self._db.executemany("INSERT OR REPLACE INTO wanted VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", written)

    def unchanged(self, key: str) -> list[Written]:
        """The files that were made of the same before and still stand as they were written, which then stay; none
        where one of them does not."""
        rows = list(self._db.execute("SELECT * FROM before WHERE key = ? ORDER BY path", (key,)))
        found = [Written._make(row) for row in rows]
        if not all(digest_of(self.out / file.path) == file.sha256 for file in found):
            return []
        self._db.executemany("INSERT OR REPLACE INTO wanted VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", rows)
        return found

    def keep(self, file: Written) -> None:
        """A file that is there already, and stays, made of what the last build says that it was made of."""
        (key,) = next(self._rows("SELECT key FROM before WHERE path = ?", (file.path,)), (file.key,))
        self._db.execute("INSERT OR REPLACE INTO wanted VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", file._replace(key=key))

    def staged(self) -> Iterator[Written]:
        """The files in the stage, by path."""
        return (Written._make(row[:-1]) for row in self._rows("SELECT * FROM wanted WHERE staged ORDER BY path"))

    def wanted(self) -> Iterator[Written]:
        """All files of this build, by path."""
        return (Written._make(row[:-1]) for row in self._rows("SELECT * FROM wanted ORDER BY path"))

    def gone(self) -> Iterator[str]:
        """The paths that the last build wrote and this one does not want."""
        return (
            path
            for (path,) in self._rows(
                "SELECT path FROM before WHERE NOT EXISTS (SELECT 1 FROM wanted WHERE wanted.path = before.path) "
                "ORDER BY path"
            )
        )

    def ours(self, path: str) -> bool:
        """Whether the last build wrote a file of this path."""
        return next(self._rows("SELECT 1 FROM before WHERE path = ?", (path,)), None) is not None

    def outputs(self) -> Iterator[tuple[str, int, int]]:
        """Of each output: its name, its files, their bytes."""
        return self._rows("SELECT output, COUNT(*), SUM(bytes) FROM wanted GROUP BY output ORDER BY output")

    def told(self) -> Iterator[tuple[str, str]]:
        """The files of which the report says something, and what, as JSON; by path."""
        return self._rows("SELECT path, told FROM wanted WHERE told <> '' ORDER BY path")

    def tell(self, path: str, about: str, what: Any) -> None:
        """Adds to what the report says of a file in every build."""
        ((said,),) = list(self._db.execute("SELECT told FROM wanted WHERE path = ?", (path,)))
        told = {**(orjson.loads(said) if said else {}), about: what}
        self._db.execute("UPDATE wanted SET told = ? WHERE path = ?", (orjson.dumps(told).decode(), path))

    def count(self) -> int:
        """How many files this build wants."""
        return int(next(self._rows("SELECT COUNT(*) FROM wanted"))[0])

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
        return iter(self._db.execute(query, values))


def published_before(out: Path) -> Iterator[Written]:
    """The files that the last build wrote; none where there was none. Raises :class:`FileError` for a damaged list."""
    path = out / LIST
    try:
        with path.open("rb") as stream:
            for line in stream:
                entry = orjson.loads(line)
                named = Written(_within(entry["path"]), entry.get("bytes", 0), entry["sha256"], entry.get("output", ""))
                file = named._replace(**{name: entry[name] for name in Written._fields[4:] if name in entry})
                if [type(value) for value in file] != _TYPES:
                    raise ValueError(f"what no build writes of {file.path!r}")
                yield file
    except (FileNotFoundError, NotADirectoryError):
        yield from _of_the_export(out)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError(
            "the list of published files is damaged",
            source=str(path),
            found=str(error),
            expected="a file that the last build wrote",
            mend="Restore it from a copy, or empty the folder and build again.",
        ) from None


def _of_the_export(out: Path) -> Iterator[Written]:
    """Where the list is missing, since only the export was copied from where it is published: what its manifest
    names."""
    earlier = earlier_export(out)
    if not earlier.sequence:
        return
    named = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in earlier.resources}
    named |= {path: digest_of(out / "export" / path) for path in ("manifest.json", *sorted(earlier.schemas))}
    named["aggregates.jsonl.gz"] = next((r["hash"][7:] for r in earlier.resources if r["kind"] == "aggregates"), None)
    for path, digest in sorted(named.items()):
        if digest is not None and digest_of(out / "export" / path) == digest:
            yield Written(f"export/{path}", 0, digest, "export")


def list_line(file: Written) -> bytes:
    """A file's line in the list."""
    said = {name: value for name, value in zip(Written._fields, file, strict=True) if value not in ("", 0)}
    return orjson.dumps({"path": file.path, "sha256": file.sha256, **said}) + b"\n"


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is no such file."""
    try:
        return summed(path)[1]
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _within(path: str) -> str:
    """A path of the list, which may have come with a copy of the folder from anywhere: never one that leads out."""
    parts = PurePosixPath(path).parts
    if "\0" in path or not parts or parts[0] == "/" or ".." in parts:
        raise ValueError(f"the path {path!r}, which leads out of the folder")
    if parts[0] == HOME and path != STATE:
        raise ValueError(f"the path {path!r}, which is the build's own")
    return path
