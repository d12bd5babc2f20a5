"""The last export as tables, wherever it is: what :mod:`syndicate.site.history` reads on one machine.

Which review came from which source stands beside the export, in ``OUT/.syndicate/spark-state`` (Parquet). Where that is
missing or of another state, what the engine on one machine left is read, else the parts; then the sources are unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from syndicate.engines import hadoop
from syndicate.engines.hadoop import under
from syndicate.engines.spark import mapped
from syndicate.site.files import OF_SPARK
from syndicate.site.history import MANIFEST, Earlier, broken, parsed
from syndicate.site.spark.tables import Tables

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["ABOUT", "STATE", "about", "check", "earlier_export", "lines", "remember"]

STATE = ".syndicate/spark-state"
"""Where it stands which review came from which source."""

ABOUT = OF_SPARK
"""What the last build in Spark leaves for the next: which state its tables are of, what its parts were made of."""


def earlier_export(spark: SparkSession, out: str) -> Earlier:
    """What the manifest in ``out`` says. Raises :class:`FileError` for an export that is not whole."""
    path = under(out, MANIFEST)
    content = hadoop.read(spark, path)
    if content is None:
        return Earlier(out=Path(out))
    made = parsed(Path(out), content, path)
    home = under(out, "export")
    here = hadoop.entry(spark, home)  # whose path is written as those below it are
    start = len(here.path) + 1 if here is not None else 0
    there = {entry.path[start:]: entry.bytes for entry in hadoop.below(spark, home)}
    for resource in made.resources:
        size = there.get(resource["path"])
        if size is None:
            raise broken(path, f"{resource['path']} in the manifest, and no such file")
        if size != resource["bytes"]:
            raise broken(
                under(home, resource["path"]), f"{size:,} bytes", f"{resource['bytes']:,} bytes, as the manifest says"
            )
    return made


def about(spark: SparkSession, out: str, earlier: Earlier) -> dict[str, Any]:
    """What the last build in Spark left, where it is of the state of the export; else nothing."""
    content = hadoop.read(spark, under(out, ABOUT))
    try:
        said = orjson.loads(content or b"{}")
        same = (said["sequence"], said["state"]) == (earlier.sequence, earlier.state)
    except (ValueError, KeyError, TypeError):
        return {}
    return dict(said) if same else {}


def remember(tables: Tables, out: str, earlier: Earlier, said: dict[str, Any]) -> None:
    """The tables ``earlier`` (id, hash, source) and ``gone`` (id, at, reason, merged_into)."""
    spark = tables.spark
    if not earlier.sequence:
        tables.made("earlier", (), "id string, hash string, source string")
    elif said.get("sources") is not None and hadoop.entry(spark, under(out, STATE)) is not None:
        state = spark.read.parquet(under(out, STATE))
        tables.view("earlier", state.select("id", "hash", "source"))
    else:
        check(spark, out, earlier.parts)
        tables.kept(
            "earlier", mapped(lines(spark, out, earlier.parts), _hashed, "id string, hash string, source string")
        )
    if earlier.tombstones:
        check(spark, out, earlier.tombstones)
        tables.hold("gone", mapped(lines(spark, out, earlier.tombstones), _stones, _GONE))
    else:
        tables.made("gone", (), _GONE)


_GONE = "id string, at string, reason string, merged_into string"


def lines(spark: SparkSession, out: str, resources: Sequence[dict[str, Any]]) -> DataFrame:
    """The lines of some files of the export (``value``) and the file that each is in (``file``)."""
    if not resources:
        return spark.createDataFrame([], "file string, value binary")
    paths = [under(out, f"export/{resource['path']}") for resource in resources]
    frame = spark.read.option("lineSep", "\n").text(paths)
    return frame.selectExpr("_metadata.file_name AS file", "CAST(value AS BINARY) AS value")


def check(spark: SparkSession, out: str, resources: Sequence[dict[str, Any]]) -> None:
    """Raises :class:`FileError` where a file of the export is not what its sum in the manifest says."""
    if not resources:
        return
    sums = {resource["path"].rpartition("/")[2]: resource["hash"].removeprefix("sha256:") for resource in resources}
    paths = [under(out, f"export/{resource['path']}") for resource in resources]
    found = spark.read.format("binaryFile").load(paths).selectExpr("_metadata.file_name AS file", "sha2(content, 256)")
    for file, digest in found.collect():
        if sums[file] != digest:
            raise broken(under(out, f"export/{file}"), "a file whose sum is not that of the manifest")


def _hashed(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for row in rows:
        line = bytes(row["value"])
        yield orjson.loads(line)["id"], hashlib.sha256(line).hexdigest(), ""


def _stones(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str, str, str | None]]:
    for row in rows:
        stone = orjson.loads(row["value"])
        yield stone["id"], stone["at"], stone["reason"], stone.get("merged_into")
