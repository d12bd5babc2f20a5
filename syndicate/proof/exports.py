"""The export: its sums by its manifest, each record by the published JSON Schema, all of them against the records."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from syndicate.formats import Limits
from syndicate.ledger import shown
from syndicate.models.record import canonical, plain
from syndicate.proof.compare import Difference, Finding, differences_of
from syndicate.proof.records import Records

__all__ = ["part_of", "prove_export"]

_MANIFEST = "manifest.json"
_LINE = Limits().record_bytes


def prove_export(
    folder: Path, records: Records | None = None, shown_as: str = "", *, changed: Container[str] | None = None
) -> Iterator[Finding]:
    """What is wrong with the export in ``folder``, and a finding for each of its records that ``records`` has too.

    A file's bytes, sum and number of records are those of the manifest; each line is valid by the JSON Schema that is
    published beside it and, in the full export, is to the byte the canonical form of its record (without the body,
    where only a snippet may be passed on). All records together are the state that the manifest names, and as many as
    it says. Where ``records`` are a sample, lines are counted and summed, and not looked at one by one. Where
    ``changed`` is given, only the files in it are looked at, by their paths in the manifest.
    """
    manifest = folder / _MANIFEST
    name = f"{shown_as or folder}/{_MANIFEST}"
    try:
        package = json.loads(manifest.read_bytes())
        resources = [(str(one["path"]), one) for one in package["resources"]]
        stated = {"state": package.get("state"), "records": package.get("records")}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        yield Finding(
            id="", file=name, how="export", outcome="unreadable", why=f"no manifest that can be read: {error}"
        )
        return
    whole = _Whole()
    for path, resource in resources:
        if changed is None or path in changed:
            full = resource.get("kind", "full") == "full"
            known = records if full else None
            yield from _part(folder, path, resource, known, f"{shown_as or folder}/{path}", whole if full else None)
    if changed is None:
        facts = {"state": f"sha256:{whole.state.hexdigest()}", "records": whole.records}
        yield _compared(name, stated, facts)


def part_of(folder: Path, path: str) -> Path:
    """The file that a manifest in ``folder`` names. Raises :class:`ValueError` for anything but a file inside of it."""
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):
        raise ValueError("it is outside of the export")
    if file.exists() and not file.is_file():
        raise ValueError("it is no file")
    return file


class _Whole:
    """The records of all parts: how many, and what names their state."""

    def __init__(self) -> None:
        self.records = 0
        self.state = hashlib.sha256()

    def add(self, line: bytes) -> None:
        self.records += 1
        self.state.update(hashlib.sha256(line).hexdigest().encode() + b"\n")


def _part(
    folder: Path, path: str, resource: dict[str, Any], records: Records | None, name: str, whole: _Whole | None
) -> Iterator[Finding]:
    counted = _Counted(whole)
    try:
        file = part_of(folder, path)
        with file.open("rb") as stream:
            digest, size = hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()
        schema = json.loads(part_of(folder, str(resource["jsonSchema"])).read_bytes())
        with gzip.open(file) as lines:
            yield from _lines(counted.each(cast(BinaryIO, lines)), schema, name, records)
    except (OSError, EOFError, ValueError, KeyError, RecursionError, zlib.error) as error:
        why = f"a part that cannot be read: {error}"
        yield Finding(id="", file=name, how="export", outcome="unreadable", why=why)
        return
    facts = {
        "bytes": size,
        "hash": f"sha256:{digest}",
        "contentHash": f"sha256:{counted.digest.hexdigest()}",
        "records": counted.lines,
    }
    yield _compared(name, resource, facts)


def _compared(name: str, stated: dict[str, Any], facts: dict[str, Any]) -> Finding:
    """Whether the manifest says what is the case."""
    differences = tuple(
        Difference(path=key, expected=shown(stated.get(key)), found=shown(value))
        for key, value in facts.items()
        if stated.get(key) != value
    )
    outcome: Any = "different" if differences else "equal"
    return Finding(id="", file=name, how="export", outcome=outcome, differences=differences)


class _Counted:
    """Lines as they pass: how many, and their sum."""

    def __init__(self, whole: _Whole | None) -> None:
        self.lines = 0
        self.digest = hashlib.sha256()
        self.whole = whole

    def each(self, stream: BinaryIO) -> Iterator[bytes]:
        """The lines of a stream. Raises :class:`ValueError` for one that is longer than any record may be."""
        while line := stream.readline(_LINE + 1):
            if len(line) > _LINE:
                raise ValueError(f"line {self.lines + 1} has more than {_LINE:,} bytes")
            self.lines += 1
            self.digest.update(line)
            bare = line.rstrip(b"\n")
            if self.whole is not None:
                self.whole.add(bare)
            yield bare


def _lines(lines: Iterable[bytes], schema: Any, file: str, records: Records | None) -> Iterator[Finding]:
    import jsonschema_rs

    valid = jsonschema_rs.Draft202012Validator(schema, retriever=_unknown)
    if records is not None and not records.complete:
        for _ in lines:  # a sample is looked up elsewhere; the sums are of all
            pass
    for place, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Finding(id="", file=file, how="export", outcome="unreadable", why=f"line {place} is no JSON: {error}")
            continue
        id = str(value.get("id", "")) if isinstance(value, dict) else ""
        if not valid.is_valid(value):
            fault = next(iter(valid.iter_errors(value)))
            where = ".".join(map(str, fault.instance_path)) or "the record"
            differences = (Difference(path=where, expected="what the JSON Schema says", found=str(fault.message)),)
            yield Finding(id=id, file=file, how="export", outcome="different", differences=differences)
        elif records is not None:
            yield _against(id, line, value, file, records)


def _unknown(uri: str) -> NoReturn:
    """A proof asks nobody on the net for what a schema refers to."""
    raise ValueError(f"the schema refers to {uri}, which is not in it")


def _against(id: str, line: bytes, value: dict[str, Any], file: str, records: Records) -> Finding:
    record = records.get(id)
    if record is None:
        return Finding(id=id, file=file, how="export", outcome="unknown", why="no record of this id")
    wanted, lost = plain(record), ()
    if wanted.get("snippet_only") and "body" in wanted and "body" not in value:
        record, lost = record.model_copy(update={"body": None}), ("body",)  # type: ignore[assignment]
        wanted = plain(record)
    if canonical(record) == line:
        return Finding(id=id, file=file, how="export", outcome="lost" if lost else "equal", lost=lost)
    differences = tuple(differences_of(wanted, value, "")) or (
        Difference(path="the record", expected="its canonical bytes", found="the same values in other bytes"),
    )
    return Finding(id=id, file=file, how="export", outcome="different", differences=differences)
