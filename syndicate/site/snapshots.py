"""An export as its manifest says that it is: what it holds, and the lines of its files, none of which is relied on
before its sum was.

Unlike :mod:`syndicate.site.history` this reads any export, from wherever it was copied to, and needs only those of its
files that are asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

import orjson

from syndicate.errors import InputError
from syndicate.formats import Limits
from syndicate.ledger import shown
from syndicate.proof.exports import part_of

__all__ = ["Resource", "Snapshot", "keyed_lines", "parsed", "snapshot"]

Resource = Mapping[str, Any]
"""A file as the manifest lists it."""

_LIMITS = Limits()
_MANIFEST = "manifest.json"
_AGAIN = (
    "If the folder was published while it was read, run this again; else restore the file: `syndicate verify` names "
    "all that is damaged."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a manifest says. What it leaves out is None, or empty."""

    manifest: Path
    package: Mapping[str, Any]
    """The whole manifest."""
    sequence: int | None
    state: str
    records: int | None
    tombstones: int | None
    full: tuple[Resource, ...]
    """The files with the records, in the order of the ids."""
    left: tuple[Resource, ...]
    """The files with the tombstones."""
    aggregates: tuple[Resource, ...]
    deltas: Mapping[int, Mapping[str, Any]]
    """The deltas that are listed, by their sequence."""
    schemas: frozenset[str]
    """The names of the JSON Schemas that its records and counts conform to."""


def snapshot(path: Path) -> Snapshot:
    """The export at ``path``: a published folder, the export's folder in it, or a manifest.

    Raises :class:`InputError` where there is none, and for a manifest that is none of an export.
    """
    file = _manifest_at(path)
    try:
        package = orjson.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"the manifest cannot be read: {error.strerror}", source=str(file)) from None
    except ValueError as error:
        raise _no_manifest(file, f"no JSON ({error})") from None
    try:
        return _said(file, package)
    except ValueError as error:
        raise _no_manifest(file, str(error)) from None


def _manifest_at(path: Path) -> Path:
    if not path.exists():
        raise InputError("there is no such file or folder", source=str(path), mend="Check the path.")
    if path.is_file():
        return path
    # A site may have a manifest.json of its own, for browsers; so the export below it comes first.
    for file in (path / "export" / _MANIFEST, path / _MANIFEST):
        if file.is_file():
            return file
    raise InputError(
        "there is no export in it",
        source=str(path),
        expected=f"a published folder (with export/{_MANIFEST}), its export folder, or a {_MANIFEST}",
    )


def _said(file: Path, package: Any) -> Snapshot:
    by_kind: dict[str, list[Resource]] = {}
    schemas = set()
    if not isinstance(package, dict):
        raise ValueError(f"{shown(package, 40)}, which is no object")
    for resource in _objects(package, "resources"):
        for name in ("path", "hash", "kind"):
            if not isinstance(value := resource.get(name, "full" if name == "kind" else None), str):
                raise ValueError(f"{shown(value)} as the {name} of a file")
        kind = resource.get("kind", "full")
        by_kind.setdefault(kind, []).append(resource)
        if kind in ("full", "tombstones", "aggregates") and "jsonSchema" in resource:
            schemas.add(PurePosixPath(str(resource["jsonSchema"])).name)
    return Snapshot(
        manifest=file,
        package=package,
        sequence=_counted(package, "sequence"),
        state=str(package.get("state") or ""),
        records=_counted(package, "records"),
        tombstones=_counted(package, "tombstones"),
        full=tuple(by_kind.get("full", ())),
        left=tuple(by_kind.get("tombstones", ())),
        aggregates=tuple(by_kind.get("aggregates", ())),
        deltas={_counted(delta, "sequence") or 0: delta for delta in _objects(package, "deltas", [])},
        schemas=frozenset(schemas),
    )


def _objects(package: Mapping[str, Any], name: str, default: Any = None) -> list[dict[str, Any]]:
    value = package.get(name, default)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"{shown(value, 40) if name in package else 'nothing'} as {name}")
    return value


def _counted(package: Mapping[str, Any], name: str) -> int | None:
    value = package.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise ValueError(f"{shown(value)} as {name}")


def _no_manifest(file: Path, found: str) -> InputError:
    return InputError(
        "this is no manifest of an export",
        source=str(file),
        found=found,
        expected="export/manifest.json as a build writes it",
        mend="Name the published folder, its export folder or its manifest.",
    )


def keyed_lines(export: Snapshot, resources: Iterable[Resource], key: str) -> Iterator[tuple[str, bytes]]:
    """The lines of some files, each with its ``key`` (``id``), by which they rise; without their ends.

    Raises :class:`InputError` for a file that is missing, or not what its sum says, or whose lines are not in order.
    """
    first = re.compile(rb'\{"' + key.encode() + rb'":"([^"\\\x00-\x1f]+)"')
    before = ""
    for resource in resources:
        path = str(resource["path"])
        source = str(export.manifest.parent / path)
        for place, line in enumerate(_lines(export, resource, path, source), 1):
            # Canonical lines begin with their key; to read the rest of those that are equal would be in vain.
            match = first.match(line)
            try:
                name = match[1].decode() if match else _key(orjson.loads(line), key)
            except ValueError as error:
                found, expected = str(error), f"a JSON object with its {key}, as text"
                raise _damaged(source, f"line {place}", found, expected) from None
            if name <= before:
                raise _damaged(
                    source, f"line {place}", f"{shown(name)} after {shown(before)}", f"lines sorted by {key}, each once"
                )
            before = name
            yield name, line


def _key(value: Any, key: str) -> str:
    if not isinstance(value, dict):
        raise ValueError(f"{shown(value, 40)}, which is no object")
    if not isinstance(name := value.get(key), str):
        raise ValueError(f"{shown(name)} as {key}" if key in value else f"no {key}")
    return name


def _lines(export: Snapshot, resource: Resource, path: str, source: str) -> Iterator[bytes]:
    try:
        # One open file from its sum to its last line, so that what is read is what was summed.
        with part_of(export.manifest.parent, path).open("rb") as raw:
            digest = hashlib.file_digest(raw, "sha256").hexdigest()
            if digest != resource["hash"].removeprefix("sha256:"):
                raise _damaged(source, "", f"the sum {digest}", f"{resource['hash']}, as the manifest says")
            raw.seek(0)
            with gzip.open(raw) as stream:
                while line := stream.readline(_LIMITS.record_bytes + 1):
                    if len(line) > _LIMITS.record_bytes:
                        raise _damaged(source, "", f"a line of more than {_LIMITS.record_bytes:,} bytes", "records")
                    yield line.rstrip(b"\n")
    except FileNotFoundError:
        raise _damaged(source, "", "no such file", "each file that the manifest lists") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(source, "", str(error), "JSON Lines, compressed by gzip") from None
    except OSError as error:
        raise _damaged(source, "", error.strerror or str(error), "a file that can be read") from None
    except ValueError as error:
        raise _damaged(source, "", str(error), "a file in the export") from None


def parsed(export: Snapshot, line: bytes, key: str) -> dict[str, Any]:
    """The object in a line. Raises :class:`InputError`, which names the line by its ``key``."""
    try:
        value = orjson.loads(line)
    except ValueError as error:
        raise _damaged(str(export.manifest), key, f"no JSON ({error})", "one JSON object a line") from None
    level = [value]
    for _ in range(_LIMITS.depth + 1):
        level = [below for one in level for below in _below(one)]
        if not level:
            return cast(dict[str, Any], value)
    found = "JSON that is nested too deeply"
    raise _damaged(str(export.manifest), key, found, f"at most {_LIMITS.depth} levels")


def _below(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _damaged(source: str, place: str, found: str, expected: str) -> InputError:
    message = "the export is damaged, so what it holds cannot be told"
    return InputError(message, source=source, place=place, found=found, expected=expected, mend=_AGAIN)
