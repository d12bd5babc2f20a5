"""A client of the export: brings the reviews of a publisher into SQLite, and keeps them as they are there.

``python ingest.py SOURCE DATABASE``, with the standard library alone. SOURCE is the URL of a manifest or of the folder
that holds it, or a local folder or manifest. Each run brings DATABASE to the newest state, by the deltas where they
lead there, else by the full export; a run that was cut off is continued by the next.

- No file is applied that has not the size, the sum, the sum of its content and the number of lines that the manifest
  says; and no newest state is committed before the reviews held have the sum that the manifest calls ``state``.
- Readers of DATABASE see one whole state at any time: a delta is one transaction, and so is a full export.
- What a run needs meanwhile is in DATABASE.ingest, a folder, which is gone when the run was good.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import shutil
import sqlite3
import sys
import time
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

__all__ = ["IngestError", "Outcome", "sync"]

HEADERS = {"User-Agent": "ingest/1.0", "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
"""What each request says; the place for an ``Authorization``."""
TIMEOUT = 60.0
"""Seconds without a byte after which a server is given up."""
PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds before the manifest is read again, after a file was missing, was another or was cut off."""
CHUNK = 1 << 16
LINE = 32 << 20
"""The longest line that is taken, in bytes."""
MANIFEST = 64 << 20
"""The largest manifest that is taken, in bytes."""
COUNT, SUM, TEXT, LIST = "a count", "sha256: and 64 hex digits", "a string", "a list"
"""The forms that properties of the manifest have."""
APPLICATION = 0x52455657
"""What marks a database as one of ours (``PRAGMA application_id``), and no other is touched."""
LAYOUT = 1
"""The number of the tables below, which changes with them (``PRAGMA user_version``)."""

TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE review (id TEXT PRIMARY KEY NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE tombstone (
    id TEXT PRIMARY KEY NOT NULL, hash TEXT NOT NULL, record TEXT NOT NULL,
    at TEXT AS (json_extract(record, '$.at')),
    reason TEXT AS (json_extract(record, '$.reason')),
    merged_into TEXT AS (json_extract(record, '$.merged_into'))
);
CREATE TABLE export (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER, state TEXT, tombstones TEXT);
CREATE VIEW review_fields AS SELECT
    id,
    json_extract(record, '$.item.type') AS type,
    json_extract(record, '$.item.name') AS item,
    json_extract(record, '$.rating.value') AS rating,
    json_extract(record, '$.rating.best') AS best,
    json_extract(record, '$.rating.worst') AS worst,
    json_extract(record, '$.language') AS language,
    json_extract(record, '$.published') AS published,
    json_extract(record, '$.url') AS url
FROM review;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {LAYOUT};
COMMIT;
"""
STAGING = """
BEGIN EXCLUSIVE;
CREATE TABLE IF NOT EXISTS work.loaded (part INTEGER PRIMARY KEY, file TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS work.review (part, id, hash, record, PRIMARY KEY (id, part));
CREATE TABLE IF NOT EXISTS work.tombstone (part, id, hash, record, PRIMARY KEY (id, part));
COMMIT;
"""
TABLE_OF = {"full": "review", "upserts": "review", "tombstones": "tombstone", "delta-tombstones": "tombstone"}
"""The kinds of files that are followed, and what their lines are."""


class IngestError(Exception):
    """Why a run could not bring the database to the newest state; it holds the state that it had."""


class _Again(IngestError):
    """What reading the manifest again may mend: a file that is not there, or not what the manifest says."""


class _Differs(IngestError):
    """The reviews held are not those that the manifest names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: ``how`` is full, deltas or nothing; and how many reviews the database holds now."""

    sequence: int
    how: str
    upserts: int
    removals: int
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A resource of the manifest. ``sequence`` is that of the delta it belongs to, or 0."""

    kind: str
    sequence: int = 0
    path: str
    bytes: int
    hash: str
    contentHash: str  # noqa: N815 - as the manifest has it
    records: int

    @property
    def name(self) -> str:
        """What it is called while it is kept beside the database: the hex digits of its sum."""
        return self.hash.removeprefix("sha256:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    sequence: int
    base: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    sequence: int
    state: str
    records: int
    tombstones: int
    deltas: list[Delta]
    files: dict[int, list[File]]
    """By the sequence of the delta that they belong to; those of the full export are at 0."""

    @property
    def graves(self) -> str:
        """The sum of all tombstones, which are one file, or none."""
        return "".join(file.contentHash for file in self.files.get(0, ()) if file.kind == "tombstones")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run works with: where the manifest is, the database, the folder beside it, and what was done so far."""

    place: str
    db: sqlite3.Connection
    folder: Path
    done: Counter[str]


def sync(source: str | Path, database: str | Path) -> Outcome:
    """Bring a database to the newest state of an export. Raises IngestError alone, and then it holds what it held."""
    place = _located(str(source))
    manifest = _manifest(place)
    database = Path(database).absolute()
    folder = database.with_name(f"{database.name}.ingest")
    done: Counter[str] = Counter()
    try:
        with closing(_connected(database, folder)) as db:
            run = Run(place=place, db=db, folder=folder, done=done)
            for pause in (*PAUSES, None):
                try:
                    _follow(run, manifest)
                    break
                except _Again as error:
                    if pause is None:
                        raise IngestError(
                            f"{error}; tried {len(PAUSES) + 1} times; run again to go on from here"
                        ) from error
                    time.sleep(pause)
                manifest = _newer(place, manifest)
            (records,) = db.execute("SELECT count(*) FROM main.review").fetchone()
            db.execute("DETACH work")
            shutil.rmtree(folder)
    except (OSError, sqlite3.Error) as error:
        raise IngestError(f"{database}: {error}") from error
    how = "full" if done["full"] else "deltas" if done["deltas"] else "nothing"
    return Outcome(
        sequence=manifest.sequence, how=how, upserts=done["upserts"], removals=done["removals"], records=records
    )


# -- the manifest -------------------------------------------------------------------------------------------------


def _located(source: str) -> str:
    """The URL or the path of the manifest."""
    if _is_url(source):
        try:
            parts = urlsplit(source)
        except ValueError as error:
            raise IngestError(f"{source}: {error}") from error
        if not parts.path.endswith(".json"):
            parts = parts._replace(path=f"{parts.path.rstrip('/')}/manifest.json")
        return parts._replace(fragment="").geturl()
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source):
        raise IngestError(f"{source}: neither a URL of http or https nor a path")
    try:
        for path in (Path(source), Path(source, "manifest.json"), Path(source, "export", "manifest.json")):
            if path.is_file():
                return str(path.absolute())
    except (OSError, ValueError) as error:
        raise IngestError(f"{source}: {error}") from error
    raise IngestError(f"{source}: no manifest.json is here, nor in a folder export")


def _newer(place: str, manifest: Manifest) -> Manifest:
    """The manifest as it is now, or the one that we have where it cannot be read just now."""
    try:
        return _manifest(place)
    except _Again:
        return manifest


def _manifest(place: str) -> Manifest:
    content = bytearray()
    with closing(_read(place)) as pieces:
        for _, piece in pieces:
            content += piece
            if len(content) > MANIFEST:
                raise _Again(f"{place}: longer than {MANIFEST} bytes")
    try:
        if content.startswith(b"\x1f\x8b"):  # compressed on its way, although we said not to
            content = bytearray(zlib.decompressobj(31).decompress(content, MANIFEST))
        data = json.loads(content)
    except (ValueError, RecursionError, zlib.error) as error:
        raise _Again(f"{place}: no JSON, which a manifest is: {error}") from error
    told = _taken(data, place, sequence=COUNT, state=SUM, records=COUNT, tombstones=COUNT, deltas=LIST, resources=LIST)
    deltas = [
        Delta(**_taken(one, f"{place}: deltas[{number}]", sequence=COUNT, base=SUM, state=SUM))
        for number, one in enumerate(told.pop("deltas"))
    ]
    files: dict[int, list[File]] = {}
    for number, one in enumerate(told.pop("resources")):
        if not isinstance(one, dict) or one.get("kind") in tuple(TABLE_OF):
            file = _file(one, f"{place}: resources[{number}]")
            files.setdefault(file.sequence, []).append(file)
    return Manifest(**told, deltas=deltas, files=files)


def _file(data: object, where: str) -> File:
    told = _taken(
        data, where, kind=TEXT, path=TEXT, bytes=COUNT, hash=SUM, contentHash=SUM, records=COUNT, compression=TEXT
    )
    if told["kind"] in ("upserts", "delta-tombstones"):
        told |= _taken(data, where, sequence=COUNT)
    path = told["path"]
    # It is quoted when it is sent, so that no % and no ? in it means anything, which leaves these.
    if not path.isprintable() or ":" in path or "\\" in path or {"", ".", ".."} & set(path.split("/")):
        raise _Again(f"{where}: the path {path!r:.200} may lead out of the folder of the manifest")
    if told.pop("compression") != "gz":
        raise _Again(f"{where}: compressed by another means than gz")
    return File(**told)


def _taken(data: object, where: str, **forms: str) -> dict[str, Any]:
    """Those properties of an object, of the forms that are expected."""
    if not isinstance(data, dict):
        raise _Again(f"{where}: no JSON object")
    for name, form in forms.items():
        value = data.get(name)
        if not (
            (form == COUNT and type(value) is int and 0 <= value < 1 << 53)
            or (form == SUM and isinstance(value, str) and re.fullmatch("sha256:[0-9a-f]{64}", value))
            or (form == TEXT and isinstance(value, str))
            or (form == LIST and isinstance(value, list))
        ):
            found = f"{value!r:.60}" if isinstance(value, str | int | float) else type(value).__name__
            raise _Again(f"{where}: {name} is {found if name in data else 'absent'}, where {form} was expected")
    return {name: data[name] for name in forms}


# -- bytes --------------------------------------------------------------------------------------------------------


class _SameHost(HTTPRedirectHandler):
    """Redirections are followed on the same host alone: a publisher cannot send the client elsewhere."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if old.hostname != new.hostname or new.scheme not in (old.scheme, "https"):
            raise HTTPError(newurl, code, f"redirected to {newurl}; if that is right, name it as source", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_WEB = build_opener(_SameHost)


def _is_url(place: str) -> bool:
    return place.lower().startswith(("http://", "https://"))


def _read(place: str, start: int = 0) -> Generator[tuple[int, bytes], None, None]:
    """The bytes at a URL or path with their offsets: from ``start`` on, or from 0 where a server cannot do that."""
    try:
        if not _is_url(place):
            with Path(place).open("rb") as stream:
                stream.seek(start)
                while piece := stream.read(CHUNK):
                    yield start, piece
                    start += len(piece)
            return
        request = Request(place, headers=HEADERS | ({"Range": f"bytes={start}-"} if start else {}))
        with _WEB.open(request, timeout=TIMEOUT) as answer:
            if answer.status != 206:
                start = 0
            elif not str(answer.headers["Content-Range"]).startswith(f"bytes {start}-"):
                raise _Again(f"{place}: asked from byte {start} on, answered {answer.headers['Content-Range']!r:.60}")
            while piece := answer.read(CHUNK):
                yield start, piece
                start += len(piece)
    except HTTPError as error:
        with error:
            raise _Again(f"{place}: {error.code} {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise _Again(f"{place}: {error}") from error


def _fetched(run: Run, file: File) -> Path:
    """A file of the manifest, whole and verified, in the folder; what is there of it already is not read again."""
    place = run.place
    where = urljoin(place, quote(file.path)) if _is_url(place) else str(Path(place).parent / file.path)
    target = run.folder / file.name
    have = target.stat().st_size if target.exists() else 0
    if have < file.bytes or not have:
        with closing(_read(where, have)) as pieces, target.open("ab") as out:
            for start, piece in pieces:
                if start != out.tell():
                    out.truncate(start)
                    out.seek(start)
                out.write(piece)
                if out.tell() > 2 * file.bytes + CHUNK:  # more than any compression on the way would add
                    break
    if _hash(target) == file.hash or _unwrapped(target, file):
        return target
    have = target.stat().st_size
    if have < file.bytes:
        raise _Again(f"{where}: {have} bytes came, where the manifest says {file.bytes}")
    target.unlink()
    raise _Again(f"{where}: not the file of the manifest: another sum in {have} bytes, where it says {file.bytes}")


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"


def _unwrapped(target: Path, file: File) -> bool:
    """Whether this is the file compressed once more, by a server that does so to all; then the file takes its place."""
    inner = target.with_suffix(".inner")
    try:
        with gzip.open(target) as packed, inner.open("wb") as out:
            while out.tell() <= file.bytes and (piece := packed.read(CHUNK)):
                out.write(piece)
        good = _hash(inner) == file.hash
        if good:
            inner.replace(target)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        good = False
    inner.unlink(missing_ok=True)
    return good


def _rows(path: Path, file: File) -> Iterator[tuple[str, str, str]]:
    """The rows that the lines of a file are; all of them are right only when the last was taken without an error."""
    content = hashlib.sha256()
    count = 0
    try:
        with gzip.open(path) as stream:
            while count <= file.records and (line := stream.readline(LINE + 1)):
                content.update(line)
                count += 1
                yield _row(line.removesuffix(b"\n"), f"{file.path}, line {count}")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise IngestError(f"{file.path}: {error}") from error
    if count != file.records:
        raise IngestError(f"{file.path}: {count} lines or more, where the manifest says {file.records}")
    if f"sha256:{content.hexdigest()}" != file.contentHash:
        raise IngestError(f"{file.path}: the content has another sum than the manifest says")


def _row(line: bytes, where: str) -> tuple[str, str, str]:
    """The id, the sum and the text of a record or tombstone."""
    if len(line) > LINE:
        raise IngestError(f"{where}: longer than {LINE} bytes")
    try:
        text = line.decode()
        data = json.loads(text, parse_constant=_no_json)
        if not isinstance(data, dict):
            raise ValueError("no JSON object")
        if not isinstance(data.get("id"), str):
            raise ValueError("no id that is a string")
        data["id"].encode()  # no half of a surrogate pair, which no database takes
    except (ValueError, RecursionError) as error:
        raise IngestError(f"{where}: {error}") from error
    return data["id"], hashlib.sha256(line).hexdigest(), text


def _no_json(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


# -- the database -------------------------------------------------------------------------------------------------


def _connected(database: Path, folder: Path) -> sqlite3.Connection:
    """The database, made if it is not there, and the work of this run or an earlier one attached; none other has it."""
    db = sqlite3.connect(database, isolation_level=None, timeout=30)
    try:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (layout,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if (application, layout) != (APPLICATION, LAYOUT) and (application or layout or tables):
            raise IngestError(f"{database}: a database of something else, which is not touched; name another file")
        db.execute("PRAGMA journal_mode = WAL")  # readers do not wait for us, nor we for them
        db.execute("PRAGMA secure_delete = ON")  # what was erased is overwritten, in the file as well
        if not tables:
            db.executescript(TABLES)
        folder.mkdir(exist_ok=True)
        db.execute("PRAGMA busy_timeout = 0")
        try:
            db.execute("ATTACH ? AS work", [str(folder / "work.db")])
            db.execute("PRAGMA work.locking_mode = EXCLUSIVE")
            db.executescript(STAGING)
        except sqlite3.OperationalError as error:
            raise IngestError(f"{folder}: {error}; does another run work on it?") from error
        db.execute("PRAGMA busy_timeout = 30000")
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back where the disk is full
            db.execute("ROLLBACK")
        raise


def _follow(run: Run, manifest: Manifest) -> None:
    """Bring the database to the state of the manifest, by deltas if they lead there."""
    listed = {file.name for files in manifest.files.values() for file in files}
    for left in run.folder.iterdir():
        if left.name not in listed and not left.name.startswith("work.db"):
            left.unlink()
    held = run.db.execute("SELECT sequence, state, tombstones FROM main.export").fetchone()
    if held == (manifest.sequence, manifest.state, manifest.graves):
        return
    deltas = _path(held[0], held[1], manifest) if held else []
    try:
        for delta in deltas:
            _apply(run, manifest, delta)
    except _Differs:
        deltas = []  # what was held is not what it should have been: from the beginning
    if not deltas:
        _load(run, manifest)


def _path(sequence: int, state: str, manifest: Manifest) -> list[Delta]:
    """The deltas from the state held to the newest, or none where they do not lead there."""
    deltas = sorted((one for one in manifest.deltas if one.sequence > sequence), key=lambda one: one.sequence)
    for delta in deltas:
        if (delta.sequence, delta.base) != (sequence + 1, state):
            return []
        sequence, state = delta.sequence, delta.state
    return deltas if (sequence, state) == (manifest.sequence, manifest.state) else []


def _apply(run: Run, manifest: Manifest, delta: Delta) -> None:
    """One delta, in one transaction. Between two of them the state cannot be checked: erasures rewrite old deltas."""
    files = [(file, _fetched(run, file)) for file in manifest.files.get(delta.sequence, ())]
    upserts = removals = 0
    with _transaction(run.db):
        for file, path in files:
            for row in _rows(path, file):
                table = TABLE_OF[file.kind]
                other = "tombstone" if table == "review" else "review"
                put = run.db.execute(_put(table, "VALUES (?, ?, ?)"), row).rowcount
                gone = run.db.execute(f"DELETE FROM main.{other} WHERE id = ?", row[:1]).rowcount
                upserts += put if table == "review" else 0
                removals += gone if other == "review" else 0
        _now_at(delta.sequence, delta.state, manifest, run.db)
    run.done.update(deltas=1, upserts=upserts, removals=removals)
    for _, path in files:
        path.unlink(missing_ok=True)


def _load(run: Run, manifest: Manifest) -> None:
    """The full export: each file in a transaction into tables beside, then the difference in one into those read."""
    files = {f"{file.kind} {file.contentHash}": file for file in manifest.files.get(0, ())}
    loaded = dict(run.db.execute("SELECT file, part FROM work.loaded"))
    for name in loaded.keys() - files.keys():
        with _transaction(run.db):
            for table in ("loaded", "review", "tombstone"):
                run.db.execute(f"DELETE FROM work.{table} WHERE part = ?", [loaded[name]])
    for name in [name for name in files if name not in loaded]:
        path = _fetched(run, files[name])
        table = TABLE_OF[files[name].kind]
        with _transaction(run.db):
            part = run.db.execute("INSERT INTO work.loaded (file) VALUES (?)", [name]).lastrowid
            run.db.executemany(
                f"INSERT OR REPLACE INTO work.{table} VALUES ({part}, ?, ?, ?)", _rows(path, files[name])
            )
        path.unlink()
    counts: dict[str, tuple[int, int]] = {}
    with _transaction(run.db):
        for table in ("review", "tombstone"):
            gone = run.db.execute(
                f"DELETE FROM main.{table} WHERE NOT EXISTS"
                f" (SELECT 1 FROM work.{table} WHERE work.{table}.id = main.{table}.id)"
            )
            new = run.db.execute(_put(table, f"SELECT id, hash, record FROM work.{table} WHERE true"))
            counts[table] = (new.rowcount, gone.rowcount)
        _now_at(manifest.sequence, manifest.state, manifest, run.db)
    upserts, removals = counts["review"]
    run.done.update(full=1, upserts=upserts, removals=removals)


def _put(table: str, rows: str) -> str:
    """Put rows in place of those of their ids; what is there already is not touched, and not counted."""
    return (
        f"INSERT INTO main.{table} (id, hash, record) {rows}"
        " ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, record = excluded.record"
        " WHERE (hash, record) IS NOT (excluded.hash, excluded.record)"
    )


def _now_at(sequence: int, state: str, manifest: Manifest, db: sqlite3.Connection) -> None:
    """Note the state that is reached; if it is the newest, prove first that exactly what it names is held."""
    newest = sequence == manifest.sequence
    if newest:
        lines, graves, records, tombstones = hashlib.sha256(), hashlib.sha256(), 0, 0
        for (record,) in db.execute("SELECT record FROM main.review ORDER BY id"):
            lines.update(hashlib.sha256(record.encode()).hexdigest().encode() + b"\n")
            records += 1
        for (record,) in db.execute("SELECT record FROM main.tombstone ORDER BY id"):
            graves.update(record.encode() + b"\n")
            tombstones += 1
        found = (
            records,
            f"sha256:{lines.hexdigest()}",
            tombstones,
            f"sha256:{graves.hexdigest()}" if tombstones else "",
        )
        said = (manifest.records, manifest.state, manifest.tombstones, manifest.graves)
        if found != said:
            form = "{} reviews of the state {} and {} tombstones of the sum {!r}"
            raise _Differs(
                f"sequence {sequence} is not what its manifest says: its files have {form.format(*found)}, "
                f"the manifest has {form.format(*said)}; its publisher has to build it again"
            )
    graves_now = manifest.graves if newest else ""
    db.execute("INSERT OR REPLACE INTO main.export VALUES (1, ?, ?, ?)", [sequence, state, graves_now])


def main() -> int:
    """The command: one line that says what was done, or one that says why not, and 1."""
    parser = argparse.ArgumentParser(description="Bring the reviews of an export into SQLite, or the changes since.")
    parser.add_argument("source", help="URL of a manifest or of its folder, or a local folder or manifest")
    parser.add_argument("database", help="the SQLite file, which is made if it is not there")
    arguments = parser.parse_args()
    try:
        done = sync(arguments.source, arguments.database)
    except (IngestError, KeyboardInterrupt) as error:
        told = str(error) or "interrupted"
        print("".join(char if char.isprintable() else " " for char in f"ingest: {told}"), file=sys.stderr)
        return 1
    print(
        f"sequence {done.sequence} by {done.how}: {done.upserts} new or changed, {done.removals} removed, "
        f"{done.records} reviews"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
