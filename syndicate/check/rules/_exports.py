"""An export, read once for all rules that ask: its files with their sums, and its ids in a database on disk.

A file is read in pieces and a line at a time, and what is known of lines is in SQLite, which keeps it in a file of its
own that nobody else sees. So memory does not grow with the number of reviews.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from syndicate.check._export import Export
from syndicate.check._page import Page
from syndicate.check._rule import Hit
from syndicate.check._subject import Subject
from syndicate.errors import SyndicateError
from syndicate.formats._base import Limits
from syndicate.formats._json import Unreadable, loaded
from syndicate.formats._stream import TooLong, chunks_of, lines_of
from syndicate.ledger import shown

__all__ = ["TOMBSTONES", "Odd", "Part", "Survey", "name_of", "resource", "survey_of", "total"]

TOMBSTONES = ("tombstones", "delta-tombstones")
"""The kinds of resources that hold tombstones."""

_KEPT = 5
"""Lines of one file that are told one by one; the rest are counted."""
_OWN = frozenset(("id", "at", "reason", "merged_into"))
_TABLES = """
CREATE TABLE review (id BLOB, hash BLOB, part INTEGER, line INTEGER);
CREATE TABLE stone (id BLOB, kind TEXT, at TEXT, reason TEXT, merged_into BLOB, part INTEGER, line INTEGER);
CREATE TABLE upsert (id BLOB, hash BLOB, sequence INTEGER, part INTEGER, line INTEGER);
"""
_INDEXES = """
CREATE INDEX review_id ON review (id);
CREATE INDEX stone_id ON stone (id);
CREATE INDEX upsert_id ON upsert (id);
"""


def resource(number: int) -> str:
    """The path of a resource in the manifest."""
    return f"resources[{number}]"


def name_of(id: bytes) -> str:
    """An id as a message shows it."""
    return shown(id.decode("utf-8", "replace"), 80)


class Odd(NamedTuple):
    """A line that is not as it should be."""

    line: int
    what: str


@dataclass(slots=True, kw_only=True)
class Part:
    """A file that the manifest lists."""

    number: int
    """Its place among the resources."""
    told: Mapping[str, Any]
    """What the manifest says of it."""
    path: str
    file: Path | None
    """None where there is no such file in the export."""
    bytes: int = 0
    hash: str = ""
    content: str = ""
    lines: int = 0
    first: str | None = None
    last: str | None = None
    broken: str = ""
    """Why it cannot be read to its end."""
    unsorted: Odd | None = None
    strangers: list[Odd] = field(default_factory=list)
    """Lines of tombstones that say more than a tombstone may; the first of them."""
    refused: list[Odd] = field(default_factory=list)
    """Lines that the schema of the resource refuses; the first of them."""
    refusals: int = 0
    schema: str = ""
    """Why its schema cannot be read; empty where it can, and where it names none."""

    @property
    def kind(self) -> str:
        """What it holds; a resource that does not say so holds reviews."""
        kind = self.told.get("kind", "full")
        return kind if isinstance(kind, str) else ""

    @property
    def at(self) -> str:
        """Its path in the manifest."""
        return resource(self.number)


@dataclass(slots=True, kw_only=True)
class Survey:
    """What an export holds."""

    export: Export
    parts: tuple[Part, ...]
    rows: sqlite3.Connection

    def each(self, statement: str) -> Iterator[Any]:
        """The rows of a SELECT."""
        return iter(self.rows.execute(statement))

    def told(self, statement: str, what: str) -> Iterator[Hit]:
        """What is to be said of lines: ``statement`` selects id, part, line and what ``what`` takes up."""
        for id, number, line, *more in self.each(statement):
            yield Hit(resource(number), f"line {line}: {name_of(id)} {what.format(*more)}")

    @property
    def whole(self) -> bool:
        """Whether all files could be read."""
        return all(part.file is not None and not part.broken for part in self.parts)


_known: weakref.WeakKeyDictionary[Page, Survey] = weakref.WeakKeyDictionary()


def survey_of(subject: Subject) -> Survey | None:
    """What the export of an input holds, which is read when it is asked for first; None where its manifest is wrong."""
    page = subject.page
    if page.export is None or page.export.wrong:
        return None
    found = _known.get(page)
    if found is None:
        rows = sqlite3.connect("")
        weakref.finalize(page, rows.close)
        found = _known[page] = _surveyed(page.export, rows)
    return found


def total(parts: Iterable[Part], *kinds: str) -> int:
    """How many lines the parts of some kinds have."""
    return sum(part.lines for part in parts if part.kind in kinds)


def _surveyed(export: Export, rows: sqlite3.Connection) -> Survey:
    rows.executescript(_TABLES)
    parts = []
    last = ""
    for number, told in export.resources():
        path = told.get("path")
        if not isinstance(path, str):
            continue
        part = Part(number=number, told=told, path=path, file=export.file(path))
        parts.append(part)
        if part.file is not None:
            last = _read(part, part.file, rows, _validator(export, part), last if part.kind == "full" else "")
    rows.executescript(_INDEXES)
    return Survey(export=export, parts=tuple(parts), rows=rows)


def _read(part: Part, file: Path, rows: sqlite3.Connection, schema: Any, last: str) -> str:
    """Reads a file; ``last`` is the id before its first, and its own last is given back."""
    content = hashlib.sha256()

    def passing(chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            content.update(chunk)
            yield chunk

    try:
        with file.open("rb") as stream:
            part.hash, part.bytes = hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()
        for number, line in lines_of(passing(chunks_of(file)), Limits().record_bytes, source=part.path):
            part.lines += 1
            value = None if isinstance(line, TooLong) else _value(line)
            if isinstance(value, dict) and isinstance(line, bytes):
                last = _keep(part, number, line, value, rows, last)
            if schema is not None:
                _against(schema, part, number, value)
    except (SyndicateError, OSError) as error:
        part.broken = str(error)
    part.content = content.hexdigest()
    return last


def _value(line: bytes) -> Any:
    try:
        return loaded(line, Limits().depth)[0]
    except Unreadable:
        return None


def _keep(part: Part, number: int, line: bytes, value: dict[str, Any], rows: sqlite3.Connection, last: str) -> str:
    id = value.get("id")
    if part.kind in TOMBSTONES:
        more = [name for name in value if name not in _OWN]
        if more and len(part.strangers) < _KEPT:
            part.strangers.append(Odd(number, f"it has {', '.join(map(repr, more[:3]))}"))
    if not isinstance(id, str):
        return last
    if part.kind != "aggregates":
        if last and _bytes(id) < _bytes(last) and part.unsorted is None:
            part.unsorted = Odd(number, f"{id[:80]!r} comes after {last[:80]!r}")
        part.first, part.last = (part.first or id), id
    key, place = _bytes(id), (part.number, number)
    if part.kind == "full":
        rows.execute("INSERT INTO review VALUES (?, ?, ?, ?)", (key, hashlib.sha256(line).digest(), *place))
    elif part.kind == "upserts":
        made = (key, hashlib.sha256(line).digest(), _whole(part.told.get("sequence")), *place)
        rows.execute("INSERT INTO upsert VALUES (?, ?, ?, ?, ?)", made)
    elif part.kind in TOMBSTONES:
        into = value.get("merged_into")
        said = [_text(value.get(name)) for name in ("at", "reason")]
        stone = (key, part.kind, *said, _bytes(into) if isinstance(into, str) else None, *place)
        rows.execute("INSERT INTO stone VALUES (?, ?, ?, ?, ?, ?, ?)", stone)
    return id


def _bytes(id: str) -> bytes:
    return id.encode("utf-8", "surrogatepass")


def _text(value: Any) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and abs(value) < 1 << 60 else 0


def _validator(export: Export, part: Part) -> Any:
    """What judges the lines of a part by its schema: a fast validator and the schema; None where there is none.

    Records of our own schema are judged one by one by other rules, which say more than a schema can.
    """
    import jsonschema_rs

    from syndicate.models.schema import ID

    name = part.told.get("jsonSchema")
    if not isinstance(name, str):
        return None
    file = export.file(name)
    if file is None:
        part.schema = "there is no such file in the export"
        return None
    try:
        schema = json.loads(file.read_bytes())
        if isinstance(schema, dict) and schema.get("$id") == ID:
            return None
        return jsonschema_rs.Draft202012Validator(schema, retriever=_not_here), schema
    except (OSError, ValueError, RecursionError) as error:
        part.schema = str(error).splitlines()[0] if str(error) else "it cannot be read"
        return None


def _not_here(uri: str) -> Any:
    raise ValueError(f"it refers to {uri}, which is not in it")


def _against(schema: tuple[Any, Any], part: Part, number: int, value: Any) -> None:
    valid, text = schema
    if valid.is_valid(value):
        return
    part.refusals += 1
    if len(part.refused) < _KEPT:
        part.refused.append(Odd(number, _best(valid, text, value)))


def _best(valid: Any, schema: Any, value: Any) -> str:
    """What jsonschema finds most worth saying. It is not given patterns, which it would run however long they take.

    https://python-jsonschema.readthedocs.io/en/stable/errors/#best-match-and-relevance
    """
    import jsonschema
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    registry: Any = Registry(retrieve=_not_here)  # type: ignore[call-arg]
    try:
        judge = jsonschema.Draft202012Validator(_without_patterns(schema), registry=registry)
        error = jsonschema.exceptions.best_match(judge.iter_errors(value))
    except (Unresolvable, jsonschema.exceptions.SchemaError):
        error = None
    if error is not None:
        where = ".".join(map(str, error.absolute_path))
        return f"{where}: {error.message[:200]}" if where else error.message[:200]
    first = next(iter(valid.iter_errors(value)))
    where = ".".join(map(str, first.instance_path))
    return f"{where}: {first.message[:200]}" if where else str(first.message)[:200]


def _without_patterns(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            name: _without_patterns(part)
            for name, part in schema.items()
            if name not in ("pattern", "patternProperties")
        }
    return [_without_patterns(part) for part in schema] if isinstance(schema, list) else schema
