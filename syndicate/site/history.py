"""The last export, as the next build needs it: its number, its records and tombstones, its deltas.

All of it is read from the export itself, through its manifest. What it cannot say is which source a review came from;
that stands in ``OUT/.syndicate/records.jsonl.gz``, which also spares the build from reading the parts. Where that file
is missing or of another state, the parts are read and the sources are unknown.

An export that is not whole stops the build: what leaves and what stays could not be told.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

import orjson
from pydantic import TypeAdapter, ValidationError

from syndicate.errors import FileError
from syndicate.formats import Limits
from syndicate.ledger import shown
from syndicate.models.dates import Instant
from syndicate.site.stage import summed

__all__ = [
    "MANIFEST",
    "STATE",
    "Delta",
    "Earlier",
    "broken",
    "earlier_export",
    "lines_of",
    "parsed",
    "records_state",
    "state_file",
]

MANIFEST = "export/manifest.json"
"""Where the manifest is in a published folder."""

STATE = ".syndicate/records.jsonl.gz"
"""Where a build keeps which review came from which source."""

_NAMES = {int: "a whole number", str: "text", list: "a list"}

_LINE = Limits().record_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A delta that is kept: from which state to which, and its files."""

    sequence: int
    base: str
    state: str
    upserts: int
    tombstones: int
    resources: tuple[dict[str, Any], ...]
    """As the manifest lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The last export; all is empty where there was none."""

    out: Path
    sequence: int = 0
    state: str = ""
    instant: str | None = None
    resources: tuple[dict[str, Any], ...] = ()
    """All files that the manifest lists, as it does."""
    schemas: frozenset[str] = frozenset()
    """The paths of the JSON Schemas that it names."""
    parts: tuple[dict[str, Any], ...] = ()
    """The resources with the records, in the order of the ids."""
    tombstones: tuple[dict[str, Any], ...] = ()
    """The resource with the tombstones, where there are any."""
    deltas: tuple[Delta, ...] = field(default=())

    def reviews(self) -> Iterator[tuple[str, str, str]]:
        """Each review: id, hash of its line, path of its source (empty where that is not known)."""
        known = _known(self.out / STATE, self.sequence, self.state)
        if known is not None:
            yield from known
            return
        for line in self.lines(self.parts):
            yield orjson.loads(line)["id"], hashlib.sha256(line).hexdigest(), ""

    def gone(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Each tombstone: id, at, reason, merged_into."""
        for line in self.lines(self.tombstones):
            stone = orjson.loads(line)
            yield stone["id"], stone["at"], stone["reason"], stone.get("merged_into")

    def lines(self, resources: Iterable[dict[str, Any]]) -> Iterator[bytes]:
        """The lines of some files of the export. Raises :class:`FileError` for one that is not what its sum says."""
        for resource in resources:
            self.check(resource)
            yield from lines_of(self.out / "export" / resource["path"])

    def check(self, resource: dict[str, Any]) -> None:
        """Raises :class:`FileError` where a file is not what its sum in the manifest says."""
        path = self.out / "export" / resource["path"]
        if summed(path)[1] != resource["hash"].removeprefix("sha256:"):
            raise broken(path, "a file whose sum is not that of the manifest")


def earlier_export(out: Path) -> Earlier:
    """What the manifest in ``out`` says. Raises :class:`FileError` for an export that is not whole."""
    path = out / MANIFEST
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Earlier(out=out)
    made = parsed(out, content, str(path))
    for resource in made.resources:
        file = out / "export" / resource["path"]
        if not file.is_file():
            raise broken(path, f"{resource['path']} in the manifest, and no such file")
        if (size := file.stat().st_size) != resource["bytes"]:
            raise broken(file, f"{size:,} bytes", f"{resource['bytes']:,} bytes, as the manifest says")
    return made


def parsed(out: Path, content: bytes, source: str) -> Earlier:
    """What the bytes of a manifest say, which messages call ``source``. Raises :class:`FileError`."""
    try:
        return _read(out, orjson.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise broken(source, f"no manifest of an export: {error}") from None


def _read(out: Path, manifest: dict[str, Any]) -> Earlier:
    by_kind: dict[str, list[dict[str, Any]]] = {}
    _typed(manifest, resources=list, deltas=list, sequence=int, state=str)
    schemas = {_within(resource["jsonSchema"]) for resource in manifest["resources"]}
    for resource in manifest["resources"]:
        _typed(resource, name=str, kind=str, path=str, bytes=int, hash=str, contentHash=str, records=int)
        _typed(resource, **{"full": {"lastId": str}}.get(resource["kind"], {}))
        _within(resource["path"])
        by_kind.setdefault(resource["kind"], []).append(resource)
    deltas = []
    for entry in manifest["deltas"]:
        _typed(entry, sequence=int, base=str, state=str, upserts=int, tombstones=int)
        files = [
            file
            for kind in ("upserts", "delta-tombstones")
            for file in by_kind.get(kind, ())
            if file["sequence"] == entry["sequence"]
        ]
        deltas.append(Delta(**entry, resources=tuple(files)))
    numbers = [delta.sequence for delta in deltas]
    if numbers and numbers != list(range(numbers[0], manifest["sequence"] + 1)):
        raise ValueError("deltas with a gap")
    if manifest["sequence"] < 1:
        raise ValueError(f"sequence is {manifest['sequence']}, where 1 or more was expected")
    instant = manifest.get("instant")
    try:
        TypeAdapter(Instant | None).validate_python(instant)
    except ValidationError:
        raise ValueError(f"instant is {shown(instant)}, where a date and a time with its zone was expected") from None
    return Earlier(
        out=out,
        sequence=manifest["sequence"],
        state=manifest["state"],
        instant=instant,
        resources=tuple(manifest["resources"]),
        schemas=frozenset(schemas),
        parts=tuple(by_kind.get("full", ())),
        tombstones=tuple(by_kind.get("tombstones", ())),
        deltas=tuple(deltas),
    )


def _typed(value: dict[str, Any], **types: type) -> None:
    for name, type_ in types.items():
        if type(value[name]) is not type_:
            raise ValueError(f"{name} is {shown(value[name])}, where {_NAMES[type_]} was expected")


def _within(path: str) -> str:
    if path.startswith("/") or ".." in PurePosixPath(path).parts or "\0" in path:
        raise ValueError(f"the path {path!r}, which leads out of the export")
    return path


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a compressed file, without their ends. Raises :class:`FileError` for one that cannot be read."""
    try:
        with gzip.open(path) as stream:
            while line := stream.readline(_LINE + 1):
                if len(line) > _LINE:
                    raise broken(path, f"a line of more than {_LINE:,} bytes")
                yield line.rstrip(b"\n")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise broken(path, str(error)) from None


def records_state(hashes: Iterable[str]) -> str:
    """What names a state of the records: the SHA-256 of the hashes of their lines, one a line, in the order of ids."""
    digest = hashlib.sha256()
    for one in hashes:
        digest.update(one.encode() + b"\n")
    return f"sha256:{digest.hexdigest()}"


def state_file(
    stream: BinaryIO, sequence: int, state: str, sources: list[str], rows: Iterable[tuple[str, str, int]]
) -> None:
    """Writes what :meth:`Earlier.reviews` gives back: id, hash and the number of the source of each review, by id."""
    # The lowest level: the hashes in it cannot be made smaller.
    with gzip.GzipFile("", "wb", 1, stream, mtime=0) as packed:
        packed.write(orjson.dumps({"sequence": sequence, "state": state, "sources": sources}) + b"\n")
        for row in rows:
            packed.write(orjson.dumps(row) + b"\n")


def _known(path: Path, sequence: int, state: str) -> Iterator[tuple[str, str, str]] | None:
    """What the state file says, where it is of this state."""
    try:
        with gzip.open(path) as stream:
            head = orjson.loads(stream.readline(_LINE))
        if (head["sequence"], head["state"]) != (sequence, state):
            return None
        sources = cast(list[str], head["sources"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        return None
    return _rows(path, sources)


def _rows(path: Path, sources: list[str]) -> Iterator[tuple[str, str, str]]:
    try:
        lines = lines_of(path)
        next(lines)
        for line in lines:
            id, digest, number = orjson.loads(line)
            yield id, digest, sources[number] if number >= 0 else ""
    except (FileError, OSError, ValueError, TypeError, IndexError) as error:
        raise FileError(
            "the list of published reviews is damaged",
            source=str(path),
            found=str(error),
            mend="Remove it: the export says the same, but for the sources that reviews came from.",
        ) from None


def broken(path: Path | str, found: str, expected: str = "an export as the last build left it") -> FileError:
    """An export that is not as the last build left it."""
    return FileError(
        "the last export is damaged, so what has changed since cannot be told, and nothing was published",
        source=str(path),
        found=found,
        expected=expected,
        mend="Restore the folder from a copy. To begin a new history, whose readers start from its full export, take "
        "the export's manifest.json away and build again.",
    )
