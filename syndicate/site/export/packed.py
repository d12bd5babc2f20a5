"""A file of lines in the export: compressed by gzip, with sums, and named after its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from syndicate.site.stage import Written

__all__ = ["packed", "packer", "resource"]

_LEVEL = 2
"""ISA-L's: a fifteenth of the time of zlib's level 6, for files that are a tenth larger; see ``benchmarks/``."""
_NAME = 16
"""Hexadecimal digits of the sum in a name: 64 bits, so that two files never share a name."""
_PIECE = 1 << 17
"""Bytes that are compressed at once."""


def packed(stage: Path, folder: str, stem: str, lines: Iterable[bytes], key: str = "") -> Written:
    """Writes ``FOLDER/STEM-SUM.jsonl.gz`` into the stage: ``lines``, which are without their ends.

    The sum in the name is of the file, so that no other bytes ever stand under it. The same lines give the same bytes
    with one version of ISA-L, since no time and no name stand in the header of the compressed file (RFC 1952).
    """
    from isal import isal_zlib

    target = stage / folder / f"{stem}.jsonl.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    packer = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, 16 + isal_zlib.MAX_WBITS)
    content, digest = hashlib.sha256(), hashlib.sha256()
    records = size = 0
    with target.open("wb") as stream:

        def put(data: bytes) -> None:
            nonlocal size
            size += stream.write(data)
            digest.update(data)

        for piece, count in _pieces(lines):
            content.update(piece)
            records += count
            put(packer.compress(piece))
        put(packer.flush())
    name = digest.hexdigest()
    path = f"{folder}/{stem.split('.')[0]}-{name[:_NAME]}.jsonl.gz"
    target.replace(stage / path)
    return Written(path, size, name, "export", records=records, content=content.hexdigest(), key=key)


def packer() -> str:
    """What compresses, with its version and level: the same gives the same bytes."""
    import isal

    return f"isal {isal.__version__} {_LEVEL}"


def _pieces(lines: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """The lines with their ends, joined to pieces of some size, and how many are in each."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line) + 1
        if size >= _PIECE:
            yield b"\n".join(held) + b"\n", len(held)
            held, size = [], 0
    if held:
        yield b"\n".join(held) + b"\n", len(held)


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
