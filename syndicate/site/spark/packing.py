"""Files of lines in the export, written by Spark: one file a part, packed by gzip, read back, summed, named.

Spark's own writer cannot name its files. So each part is written into a folder of its own in the stage, and moved from
there when the build is published. Before that every file is read back: its lines have to be as many, and to lie between
the same ids, as was said of the part. How gzip packs is the cluster's business (the JVM's zlib, or a native one), so
that the files of two clusters may differ in their bytes, but not in what they hold (``contentHash``).
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from syndicate.engines.hadoop import replace, under
from syndicate.engines.spark import mapped
from syndicate.errors import FileError
from syndicate.site.spark.cutting import Piece, numbered
from syndicate.site.spark.tables import Tables
from syndicate.site.stage import Written

__all__ = ["Packed", "empty", "write"]

_NAME = 16
_TASKS = 20_000
"""The most tasks of one job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A part that stands in the export, or will."""

    file: Written
    staged: str
    """Where it is until the build is published; empty where it stands in the export already."""


def write(
    tables: Tables, name: str, query: str, pieces: Sequence[Piece], path: str, before: Mapping[str, Sequence[Any]]
) -> list[Packed]:
    """The files ``PATH-SUM.jsonl.gz`` of the parts ``pieces``. ``query`` gives the columns id and record of all lines;
    ``before`` has files of the last export by the digest of their part, which are not written again."""
    wanted = [number for number, piece in enumerate(pieces) if _key(path, piece) not in before]
    made: dict[int, Packed] = {}
    if wanted:
        stage = under(tables.work, f"stage-{name}")
        firsts = [piece.first for piece in pieces]
        lines = mapped(tables.ask(query), partial(numbered, firsts), "part int, id string, record string")
        if len(wanted) < len(pieces):
            chosen = tables.spark.createDataFrame([(number,) for number in wanted], "part int")
            lines = lines.join(chosen, "part", "left_semi").select("part", "id", "record")
        (
            lines.repartition(min(len(wanted), _TASKS), "part")
            .sortWithinPartitions("part", "id")
            .select("part", "record")
            .write.partitionBy("part")
            .option("compression", "gzip")
            .option("lineSep", "\n")
            .text(stage)
        )
        files = tables.spark.read.format("binaryFile").load(stage)
        found = mapped(
            files.selectExpr("path", "content"),
            _read_back,
            "path string, bytes long, sum string, content string, records long, first string, last string",
        )
        for row in found.collect():
            number = int(row.path.rsplit("/part=", 1)[1].partition("/")[0])
            piece = pieces[number]
            if number in made or (row.records, row.first, row.last) != (piece.records, piece.first, piece.last):
                raise FileError(
                    "a part does not hold what it should once it is read back, and nothing was published",
                    source=row.path,
                    found=f"{row.records:,} lines from {row.first} to {row.last}",
                    expected=f"{piece.records:,} lines from {piece.first} to {piece.last}",
                    mend="Build again; where it stays so, the storage of the cluster is to be looked at.",
                )
            file = Written(
                f"{path}-{row.sum[:_NAME]}.jsonl.gz", row.bytes, row.sum, "export",
                records=row.records, content=row.content, key=_key(path, piece),
            )  # fmt: skip
            made[number] = Packed(file=file, staged=row.path)
        lost = next((number for number in wanted if number not in made), None)
        if lost is not None:
            raise FileError("a part was not written, and nothing was published", source=stage, found=f"no part {lost}")
    return [
        made[number] if number in made else Packed(file=Written(*before[_key(path, piece)]), staged="")
        for number, piece in enumerate(pieces)
    ]


def empty(tables: Tables, path: str) -> Packed:
    """The file ``PATH-SUM.jsonl.gz`` that has no lines: Spark writes no file where there are no rows."""
    packed, staged = gzip.compress(b"", mtime=0), under(tables.work, "empty.jsonl.gz")
    replace(tables.spark, staged, packed)
    digest = hashlib.sha256(packed).hexdigest()
    file = Written(
        f"{path}-{digest[:_NAME]}.jsonl.gz", len(packed), digest, "export", content=hashlib.sha256(b"").hexdigest()
    )
    return Packed(file=file, staged=staged)


def _key(path: str, piece: Piece) -> str:
    return f"{path}|{piece.digest}"


def _read_back(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """A kernel over whole files: their sums, and what is in them."""
    for row in rows:
        packed = bytes(row["content"])
        content, unpacker = hashlib.sha256(), zlib.decompressobj(wbits=31)
        records, first, last, rest = 0, "", "", b""
        for at in range(0, len(packed), 1 << 20):
            piece = unpacker.decompress(packed[at : at + (1 << 20)])
            content.update(piece)
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                id = _id(line)
                if records and id.encode() <= last.encode():
                    raise FileError(
                        "the lines of a part are not in order", source=row["path"], found=f"{id} after {last}"
                    )
                first, last, records = first or id, id, records + 1
        if rest or not unpacker.eof or unpacker.unused_data:
            raise FileError("a part does not end with a line", source=row["path"])
        yield row["path"], len(packed), hashlib.sha256(packed).hexdigest(), content.hexdigest(), records, first, last


def _id(line: bytes) -> str:
    data = orjson.loads(line)
    id: str = data["id"] if "id" in data else data["key"]
    return id
