"""Which files are looked at, and what each is: by its name, and where that says too little by how it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from syndicate.check._export import MANIFEST
from syndicate.check._rule import Kind
from syndicate.errors import InputError

__all__ = ["File", "files_in", "kind_of"]

_HEAD = 4096
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".rss", ".atom")
_RECORDS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_SNIFFED = (".json", ".xml")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An input on disk."""

    path: Path
    """The file; of an export the folder that its manifest is in."""
    name: str
    """What findings call it, with ``/``."""
    kind: Kind
    below: str = ""
    """Its path below the folder that was named, with ``/``; empty where it was named itself."""


def files_in(named: Path, kind: Kind | None = None) -> Iterator[File]:
    """The inputs that a path means, in the order of their paths. Raises :class:`InputError`.

    Of a folder all files below it that are one by their names and beginnings, hidden ones and those of an export aside,
    which is one input. A file that is named itself has to be one.
    """
    if not named.is_dir():
        found = kind or kind_of(named.name, _head(named), named=True)
        if found is None:
            raise InputError(
                "this is nothing that can be checked",
                source=str(named),
                expected="a page, JSON-LD, records, a feed or an export",
                mend="Say what it is by --kind, or leave it out.",
            )
        yield File(path=named.parent if found == "export" else named, name=named.as_posix(), kind=found)
        return
    paths = sorted(named.rglob("*"))
    # Exports come first, so that one is known before its parts are met.
    exports = {path.parent for path in paths if path.name == MANIFEST and path.is_file() and _is_export(path)}
    for path in paths:
        below = path.relative_to(named)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        if not exports.isdisjoint(path.parents):
            if path.name == MANIFEST and path.parent in exports and kind in (None, "export"):
                yield File(path=path.parent, name=path.as_posix(), kind="export", below=below.as_posix())
            continue
        name = path.name.lower()
        head = _head(path) if name.endswith((*_RECORDS, *_SNIFFED)) else b""
        found = kind_of(path.name, head)
        if found is not None and kind in (None, found):
            yield File(path=path, name=path.as_posix(), kind=found, below=below.as_posix())


def _is_export(path: Path) -> bool:
    return kind_of(path.name, _head(path)) == "export"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise InputError(
            f"it cannot be read: {error.strerror or error}", source=str(path), mend="Check the path."
        ) from None


def kind_of(name: str, head: bytes, *, named: bool = False) -> Kind | None:
    """What a file is; None where it is none of ours. What is ``named`` is taken for records where it may be."""
    low = name.lower()
    if low.endswith(_PAGES):
        return "page"
    if low.endswith(".jsonld"):
        return "jsonld"
    if low.endswith(_FEEDS):
        return "feed"
    if low.endswith(_RECORDS):
        return "record" if named or low.endswith((".gz", ".zst")) or b'"item"' in head or b'"at"' in head else None
    return _by_content(low, head.removeprefix(b"\xef\xbb\xbf").lstrip(), named=named)


def _by_content(name: str, head: bytes, *, named: bool) -> Kind | None:
    if head.startswith((b"{", b"[")):
        if _JSON_FEED.search(head):
            return "feed"
        if name == MANIFEST and b'"resources"' in head:
            return "export"
        if b'"@context"' in head or b'"@type"' in head or b'"@graph"' in head:
            return "jsonld"
        return "record" if named or (b'"item"' in head and b'"id"' in head) else None
    if head.startswith(b"<"):
        if b"<rss" in head or b"<feed" in head:
            return "feed"
        return "page" if b"<html" in head.lower() or (named and not head.startswith(b"<?xml")) else None
    return None
