"""The index of a build: one row a record, in SQLite, and the few relational questions that are asked of it.

Besides what was read today it holds what the last export held (``earlier``, ``gone``), since what leaves, what stays
and what has changed are comparisons of the two (:mod:`syndicate.site.standing`, :mod:`syndicate.site.export.deltas`).

Rows hold integers and text only; times are seconds since 1970. The questions that another engine asks as well, of
tables of its own, are in :mod:`syndicate.site.questions`.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from syndicate.site import questions
from syndicate.site.slugs import mark

__all__ = ["Aggregate", "Exported", "Index", "Replaced", "Row"]


class Row(NamedTuple):
    """What the index knows of a record that was read."""

    id: str
    tombstone: int
    """1 for a tombstone, 0 for a review."""
    hash: str
    """SHA-256 of the canonical bytes, in hexadecimal."""
    version: int | None
    """When this version was made: `modified`, else `published`, else (a tombstone) `at`; None is before all."""
    published: int | None
    """When it counts as published, for the newest first: `published`, else `modified`."""
    stated: int | None
    """When it says that it was published."""
    groups: str
    """What it is one of, for feeds: JSON lists of the sort, what tells groups apart, and the name."""
    item_key: str
    item_inferred: int
    item_slug: str
    """The slug that the item would like."""
    item_type: str
    item_name: str
    slug: str
    """The slug that the review would like."""
    value: int | None
    """The rating's value in millionths, where six decimals say it."""
    scale: str | None
    """`best|worst` as they stand; either may be empty."""
    normalised: int | None
    """0 to 1,000,000; None where the scale is not whole."""
    url: str | None
    modified: str | None
    """The date of the last change, as it stands in the record."""
    kind: str | None
    license: str | None
    snippet: int
    """1 where only the summary may be passed on."""
    at: str | None
    """When a tombstone says that the review left."""
    reason: str | None
    merged_into: str | None
    ruling: int
    """1 for a withdrawal, which stands whatever the sources say (:mod:`syndicate.site.withdrawals`)."""
    source: int
    shown: str
    place: str
    spill: int
    offset: int
    length: int


class Exported(NamedTuple):
    """A published review, as a part of the export needs it."""

    id: str
    hash: str
    version: int | None
    modified: str | None
    license: str | None
    spill: int
    offset: int
    length: int


class Replaced(NamedTuple):
    """A record that another one of the same id replaces."""

    id: str
    fate: str
    """`duplicate` (it says the same) or `superseded` (it is older)."""
    shown: str
    place: str
    stands: str | None
    """`published` or `withdrawn`; None where the newest versions contradict each other and are refused."""
    stands_shown: str | None
    stands_place: str | None


class Aggregate(NamedTuple):
    """The reviews of one item, counted; means are for Python to divide."""

    item_key: str
    slug: str
    reviews: int
    ratings: int
    scales: int
    """How many scales the ratings are on."""
    scale: str | None
    values: int | None
    """The sum of the values, without their fractions."""
    millionths: int | None
    """The sum of the fractions of the values, in millionths: one sum of both could be too large for SQL."""
    normalised: int
    """How many ratings have a normalised value."""
    normalised_sum: int | None


_CACHE = 48 * 1024
"""KiB of pages that are kept in memory."""

_TABLE = f"""
CREATE TABLE record (number INTEGER PRIMARY KEY, {", ".join(f'"{name}"' for name in Row._fields)}, fate TEXT);
CREATE TABLE refusal (id TEXT, source INTEGER, leaves INTEGER);
CREATE TABLE earlier (id TEXT PRIMARY KEY, hash TEXT, source TEXT) WITHOUT ROWID;
CREATE TABLE gone (id TEXT PRIMARY KEY, at TEXT, reason TEXT, merged_into TEXT) WITHOUT ROWID;
"""

# A record whose id no other has needs no decision: its fate was written with it.
_FATES = f"""
CREATE INDEX record_id ON record (id);
CREATE TABLE contested AS
  SELECT number, id, tombstone, hash, version, ruling FROM record
  WHERE id IN (SELECT id FROM record GROUP BY id HAVING COUNT(*) > 1);
CREATE TABLE ranked AS {questions.RANKED};
CREATE TABLE standing AS {questions.STANDING};
CREATE TABLE told AS {questions.TOLD};
CREATE UNIQUE INDEX told_number ON told (number);
UPDATE record SET fate = COALESCE((SELECT {questions.FATE} FROM told WHERE told.number = record.number), 'superseded')
  WHERE number IN (SELECT number FROM contested);
"""

# A slug is kept by the first id that wants it; every other gets a mark made of its own id. Few do, so that they are
# looked for among the slugs alone: a sort of whole rows costs ten times as much.
_SLUGS = """
CREATE TABLE clash AS
  SELECT slug FROM record WHERE fate IN ('published', 'kept') GROUP BY slug HAVING COUNT(*) > 1;
CREATE TABLE second AS
  SELECT number FROM (
    SELECT number, ROW_NUMBER() OVER (PARTITION BY slug ORDER BY id) AS place FROM record
    WHERE fate IN ('published', 'kept') AND slug IN (SELECT slug FROM clash)) WHERE place > 1;
CREATE TABLE review AS
  SELECT id, hash, version, published, stated, groups, item_key, item_type, item_name, value, scale, normalised, url,
         modified, kind, license, snippet, source, spill, "offset", length,
         CASE WHEN number IN (SELECT number FROM second) THEN slug || '--' || mark(id) ELSE slug END AS slug
  FROM record WHERE fate IN ('published', 'kept');
CREATE UNIQUE INDEX review_id ON review (id);
CREATE INDEX review_newest ON review (published DESC, id);
CREATE INDEX review_item ON review (item_key, published DESC, id);
CREATE TABLE item AS
  SELECT item_key, inferred,
         CASE WHEN ROW_NUMBER() OVER (PARTITION BY slug ORDER BY item_key) = 1 THEN slug
              ELSE slug || '--' || mark(item_key) END AS slug
  FROM (SELECT item_key, MIN(item_slug) AS slug, MAX(item_inferred) AS inferred
        FROM record WHERE fate IN ('published', 'kept') GROUP BY item_key);
CREATE UNIQUE INDEX item_item_key ON item (item_key);
"""

_AGGREGATES = """
SELECT review.item_key, item.slug, COUNT(*), COUNT(value), COUNT(DISTINCT scale), MIN(scale), SUM(value / 1000000),
       SUM(value % 1000000),
       COUNT(normalised), SUM(normalised)
FROM review JOIN item ON item.item_key = review.item_key
GROUP BY review.item_key, item.slug ORDER BY review.item_key
"""


class Index:
    """The index in a file of its own, removed with the folder that it is in."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;"
            f"PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -{_CACHE};" + _TABLE
        )
        self._db.create_function("mark", 1, mark, deterministic=True)

    def close(self) -> None:
        self._db.close()

    def add(self, rows: Iterable[Row], *, fate: str | None = None) -> None:
        """Rows of records that were read, in the order of reading; their fate, where it is known already."""
        marks = ", ".join("?" * len(Row._fields))
        known = "CASE ?2 WHEN 1 THEN 'withdrawn' ELSE 'published' END" if fate is None else repr(fate)
        self._db.executemany(f"INSERT INTO record VALUES (NULL, {marks}, {known})", rows)

    def refuse(self, refusals: Iterable[tuple[str | None, int, bool]]) -> None:
        """Records that were refused: the id that could be read, the source, whether it says that the review left."""
        self._db.executemany("INSERT INTO refusal VALUES (?, ?, ?)", refusals)

    def remember(self, reviews: Iterable[tuple[str, str, str]]) -> None:
        """The reviews of the last export: id, hash, path of the source (empty where that is not known)."""
        self._db.executemany("INSERT OR REPLACE INTO earlier VALUES (?, ?, ?)", reviews)

    def bury(self, tombstones: Iterable[tuple[str, str, str, str | None]]) -> None:
        """The tombstones of the last export: id, at, reason, merged_into."""
        self._db.executemany("INSERT OR REPLACE INTO gone VALUES (?, ?, ?, ?)", tombstones)

    def decide(self) -> None:
        """What becomes of each record that was read."""
        self._db.executescript(_FATES)

    def place(self) -> None:
        """What is published, and where it will be found; after everything has its fate."""
        self._db.executescript(_SLUGS)

    def source_fates(self) -> Iterator[tuple[int, str, int]]:
        """How many records of each source have each fate: published, withdrawn, duplicate, superseded, refused."""
        return self._rows(questions.SOURCE_FATES)

    def has_left(self, id: str) -> bool:
        """Whether a review has left, by what was read today or by the last export."""
        return bool(
            next(
                self._rows(
                    "SELECT EXISTS (SELECT 1 FROM record WHERE id = ? AND fate = 'withdrawn') "
                    "OR EXISTS (SELECT 1 FROM gone WHERE id = ?)",
                    (id, id),
                )
            )[0]
        )

    def contradictions(self) -> Iterator[tuple[str, str, str, int, int, int]]:
        """Records refused since another says otherwise of the same id at the same date: id, shown, place, location."""
        return self._rows(
            "SELECT id, shown, place, spill, \"offset\", length FROM record WHERE fate = 'refused' ORDER BY id, number"
        )

    def replaced(self) -> Iterator[Replaced]:
        """Records that stand behind another of the same id, and where that is: duplicates and older versions."""
        return map(
            Replaced._make,
            self._rows(
                "SELECT lost.id, lost.fate, lost.shown, lost.place, stands.fate, stands.shown, stands.place "
                "FROM record AS lost LEFT JOIN record AS stands ON stands.id = lost.id "
                "AND stands.fate IN ('published', 'withdrawn') "
                "WHERE lost.fate IN ('duplicate', 'superseded') ORDER BY lost.number"
            ),
        )

    def count(self) -> int:
        """How many reviews are published."""
        return int(next(self._rows("SELECT COUNT(*) FROM review"))[0])

    def dated(self) -> int:
        """How many of them have a date."""
        return int(next(self._rows("SELECT COUNT(published) FROM review"))[0])

    def reviews(self) -> Iterator[tuple[str, str, str, int, int, int]]:
        """All published reviews by id: id, slug, hash, location."""
        return self._rows('SELECT id, slug, hash, spill, "offset", length FROM review ORDER BY id')

    def sample(self, most: int) -> Iterator[tuple[str, str, str, int, int, int]]:
        """At most so many of them, every so-manieth by id: the same in every build, and all where there are no more."""
        return itertools.islice(self.reviews(), 0, None, max(1, -(-self.count() // most)))

    def exported(self) -> Iterator[Exported]:
        """All published reviews by id (the bytes of its UTF-8), for the parts of the export."""
        return map(
            Exported._make,
            self._rows('SELECT id, hash, version, modified, license, spill, "offset", length FROM review ORDER BY id'),
        )

    def newest(self, limit: int, offset: int = 0, *, dated: bool = False) -> list[tuple[str, str, str, int, int, int]]:
        """The newest published reviews, those without a date last: id, slug, hash, location."""
        where = "WHERE published IS NOT NULL " if dated else ""
        return list(
            self._rows(
                f'SELECT id, slug, hash, spill, "offset", length FROM review {where}'
                "ORDER BY published IS NULL, published DESC, id LIMIT ? OFFSET ?",
                (limit, offset),
            )
        )

    def of_item(self, item_key: str, limit: int) -> list[tuple[str, str, str, int, int, int]]:
        """The newest published reviews of an item: id, slug, hash, location."""
        return list(
            self._rows(
                'SELECT id, slug, hash, spill, "offset", length FROM review WHERE item_key = ? '
                "ORDER BY published IS NULL, published DESC, id LIMIT ?",
                (item_key, limit),
            )
        )

    def aggregates(self) -> Iterator[Aggregate]:
        """All items of published reviews, by key."""
        return map(Aggregate._make, self._rows(_AGGREGATES))

    def inferred_items(self) -> int:
        """How many items are told apart by type, name and year alone."""
        return int(next(self._rows("SELECT COUNT(*) FROM item WHERE inferred = 1"))[0])

    def mixed_scales(self) -> tuple[int, int]:
        """Of the items whose ratings are on several scales: how many have all of them known, and how many have not."""
        row = next(
            self._rows(
                "SELECT COALESCE(SUM(known = ratings), 0), COALESCE(SUM(known < ratings), 0) FROM (SELECT COUNT(value) "
                "AS ratings, COUNT(normalised) AS known FROM review GROUP BY item_key HAVING COUNT(DISTINCT scale) > 1)"
            )
        )
        return int(row[0]), int(row[1])

    def addresses(self) -> Iterator[tuple[str, str | None, str | None]]:
        """For the site map: slug, own URL, date of the last change; by slug."""
        return self._rows("SELECT slug, url, modified FROM review ORDER BY slug")

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
        """The rows of a question of another module."""
        return self._rows(query, values)

    def run(self, script: str, values: tuple[Any, ...] = ()) -> None:
        """A statement of another module, for tables of its own."""
        self._db.execute(script, values)

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
        # No generator: one that is left half-way would close a cursor of a database that is closed.
        return iter(self._db.execute(query, values))
