"""The records that outputs are compared with: by id and by address, on disk, so that memory does not grow with them."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from syndicate.models.item_key import item_key
from syndicate.models.record import canonical, parse, plain
from syndicate.models.review import Review

__all__ = ["Records"]

_BATCH = 1000


def _storable(text: str) -> bool:
    """Whether a text can be a key: half a surrogate pair, which JSON may escape, is in no record and in no UTF-8."""
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


class Records:
    """Reviews in a file of SQLite that is gone when it is closed; a context manager.

    It can be pickled: the other process reads the same file, which has to be there as long. ``complete`` says that
    these are all the records that there are, and not a sample of them.
    """

    def __init__(self, reviews: Iterable[Review] = (), *, complete: bool = True) -> None:
        self.complete = complete
        self._folder: tempfile.TemporaryDirectory[str] | None = tempfile.TemporaryDirectory(prefix="syndicate-proof-")
        self._path = str(Path(self._folder.name) / "records")
        self._db = sqlite3.connect(self._path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE record (id TEXT PRIMARY KEY, url TEXT, item TEXT, line BLOB, seen INTEGER DEFAULT 0)"
            " WITHOUT ROWID; CREATE INDEX by_url ON record (url); CREATE INDEX by_item ON record (item);"
        )
        self.add(reviews)

    def add(self, reviews: Iterable[Review]) -> None:
        """Adds records; of two with one id, the last counts."""
        rest = iter(reviews)
        while batch := [review for _, review in zip(range(_BATCH), rest, strict=False)]:
            rows = [(one.id, one.url, item_key(plain(one)["item"])[0], canonical(one)) for one in batch]
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO record (id, url, item, line) VALUES (?, ?, ?, ?)", rows)
            self._db.execute("COMMIT")

    def get(self, id: str) -> Review | None:
        """The record of an id."""
        return self._one("SELECT line FROM record WHERE id = ?", id)

    def at(self, url: str) -> Review | None:
        """The record whose page has this address, where there is one alone."""
        if not _storable(url):
            return None
        found = self._db.execute("SELECT line FROM record WHERE url = ? LIMIT 2", (url,)).fetchall()
        return self._review(found[0][0]) if len(found) == 1 else None

    def of_item(self, key: str) -> Iterator[Review]:
        """The records of an item, by its key (:func:`syndicate.models.item_key.item_key`)."""
        for (line,) in self._db.execute("SELECT line FROM record WHERE item = ? ORDER BY id", (key,)):
            yield self._review(line)

    def saw(self, ids: Iterable[str]) -> None:
        """Notes that an output told of these."""
        self._db.execute("BEGIN")
        self._db.executemany("UPDATE record SET seen = 1 WHERE id = ?", [(id,) for id in ids if _storable(id)])
        self._db.execute("COMMIT")

    def unseen(self) -> Iterator[str]:
        """The ids of which no output told."""
        for (id,) in self._db.execute("SELECT id FROM record WHERE seen = 0 ORDER BY id"):
            yield id

    def __len__(self) -> int:
        (count,) = self._db.execute("SELECT count(*) FROM record").fetchone()
        return int(count)

    def __iter__(self) -> Iterator[Review]:
        for (line,) in self._db.execute("SELECT line FROM record ORDER BY id"):
            yield self._review(line)

    def _one(self, query: str, value: str) -> Review | None:
        found = self._db.execute(query, (value,)).fetchone() if _storable(value) else None
        return None if found is None else self._review(found[0])

    @staticmethod
    def _review(line: bytes) -> Review:
        made = parse(line)
        assert isinstance(made, Review)
        return made

    def close(self) -> None:
        """Takes the file away."""
        self._db.close()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()

    def __getstate__(self) -> tuple[str, bool]:
        return self._path, self.complete

    def __setstate__(self, state: tuple[str, bool]) -> None:
        self._path, self.complete = state
        self._folder = None
        self._db = sqlite3.connect(f"file:{quote(self._path)}?mode=ro", uri=True, isolation_level=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
