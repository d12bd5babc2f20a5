"""A file of lines in the export: compressed by gzip, with sums, and named after its own."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from syndicate.site.stage import Written, summed

__all__ = ["packed", "resource"]

_LEVEL = 6
_NAME = 16
"""Hexadecimal digits of the sum in a name: 64 bits, so that two files never share a name."""


def packed(stage: Path, folder: str, stem: str, lines: Iterable[bytes], key: str = "") -> Written:
    """Writes ``FOLDER/STEM-SUM.jsonl.gz`` into the stage: ``lines``, which are without their ends.

    The sum in the name is of the file, so that no other bytes ever stand under it. The same lines give the same bytes,
    since no time and no name stand in the header of the compressed file (RFC 1952).
    """
    target = stage / folder / f"{stem}.jsonl.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    content, records = hashlib.sha256(), 0
    with target.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as stream:
        for line in lines:
            stream.write(line + b"\n")
            content.update(line + b"\n")
            records += 1
    size, digest = summed(target)
    path = f"{folder}/{stem.split('.')[0]}-{digest[:_NAME]}.jsonl.gz"
    target.replace(stage / path)
    return Written(path, size, digest, "export", records=records, content=content.hexdigest(), key=key)


def resource(name: str, kind: str, file: Written, **facts: Any) -> dict[str, Any]:
    """A file as a resource of the manifest (https://datapackage.org/standard/data-resource/).

    ``bytes`` and ``hash`` are of the file; ``kind``, ``contentHash`` (of what it holds when it is unpacked),
    ``contentMediaType``, ``records`` and ``facts`` are our own. The standard's ``schema`` is of tables and not of JSON:
    what a line conforms to stands in ``jsonSchema``.
    """
    return {
        "name": name,
        "kind": kind,
        "path": file.path.removeprefix("export/"),
        "format": "jsonl.gz",
        "mediatype": "application/gzip",
        "contentMediaType": "application/jsonl",
        "encoding": "utf-8",
        "compression": "gz",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "contentHash": f"sha256:{file.content}",
        "records": file.records,
        **facts,
    }
