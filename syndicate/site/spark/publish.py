"""From the stage to where a build in Spark publishes, so that the export can be read through its manifest all the time.

Every file has a name that is made of its sum, so that it stands in the way of nothing. They are moved first; the
manifest takes the place of the last one after all that it lists; what no manifest lists any more is removed after that.
A build that is ended in between leaves files that no manifest lists; the next one removes them, whatever it finds.

The two tables are folders, which take the place of the old ones after the manifest: a reader of a table may meet the
moment in which there is none. On an object store moving is copying, and a folder does not move at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import orjson

from syndicate.engines import hadoop
from syndicate.engines.hadoop import under
from syndicate.errors import FileError, SettingsError
from syndicate.site.files import LIST
from syndicate.site.history import MANIFEST
from syndicate.site.spark.earlier import ABOUT
from syndicate.site.spark.export import Exported

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["locked", "publish"]

_LOCK = ".syndicate/lock"
_OURS = re.compile(r"(full|delta/[0-9]+)/[a-z]+-[0-9a-f]{16}\.jsonl\.gz|[a-z]+-[0-9a-f]{16}\.jsonl\.gz")
_THREADS = 16


@contextmanager
def locked(spark: SparkSession, out: str) -> Iterator[None]:
    """While this lasts no other build in Spark writes into ``out``. Raises :class:`FileError` where one does, and
    :class:`SettingsError` where the engine on one machine has published there."""
    here = hadoop.entry(spark, out)
    if here is not None and not here.folder:
        raise FileError("this is a file, and the published folder has to go there", source=out)
    if hadoop.entry(spark, under(out, LIST)) is not None:
        raise SettingsError(
            "the engine local has published here, and its pages and feeds would stay as they are",
            source=out,
            mend="Choose another folder. To go on with the history, copy export of this one into it first.",
        )
    lock = under(out, _LOCK)
    if not hadoop.begin(spark, lock, spark.sparkContext.applicationId.encode() + b"\n"):
        by = (hadoop.read(spark, lock) or b"").decode("utf-8", "replace").strip()
        raise FileError(
            "another build in Spark is at work here",
            source=lock,
            found=f"the application {by}",
            mend="Wait for it. Where it was ended from outside, remove this file.",
        )
    try:
        yield
    finally:
        hadoop.remove(spark, lock)


def publish(
    spark: SparkSession, out: str, made: Exported, folders: Mapping[str, str], about: Mapping[str, Any]
) -> dict[str, int]:
    """Moves all to its place; ``folders`` are those that take the place of others, by the path below ``out``. Gives
    how many files were written, unchanged and removed."""
    before = set(_listed(spark, under(out, "export")))
    # Two parts that hold the same have one name, and are one file.
    moves = {
        packed.file.path: packed.staged
        for packed in made.files
        if packed.staged and packed.file.path.removeprefix("export/") not in before
    }
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda path: hadoop.move(spark, moves[path], under(out, path)), moves))
    for path, content in made.schemas.items():
        if hadoop.read(spark, under(out, path)) != content:
            hadoop.replace(spark, under(out, path), content)
    manifest = under(out, MANIFEST)
    if hadoop.read(spark, manifest) != made.manifest:
        hadoop.replace(spark, manifest, made.manifest)
    for path, packed in made.copies.items():
        whole = hadoop.read(spark, under(out, packed.file.path))
        if whole is not None and hadoop.read(spark, under(out, path)) != whole:
            hadoop.replace(spark, under(out, path), whole)
    for path, staged in folders.items():
        hadoop.remove(spark, under(out, path))
        hadoop.move(spark, staged, under(out, path))
    hadoop.replace(spark, under(out, ABOUT), orjson.dumps(about, option=orjson.OPT_INDENT_2) + b"\n")
    gone = [path for path in _listed(spark, under(out, "export")) if path not in made.listed and _OURS.fullmatch(path)]
    gone += [] if made.copies else [path for path in before if path == "aggregates.jsonl.gz"]
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda path: hadoop.remove(spark, under(out, f"export/{path}")), gone))
    return {"written": len(moves), "unchanged": len(made.listed) - len(moves), "removed": len(gone)}


def _listed(spark: SparkSession, home: str) -> Iterator[str]:
    """The paths of the files below a folder, relative to it."""
    here = hadoop.entry(spark, home)
    if here is None:
        return
    for entry in hadoop.below(spark, home):
        yield entry.path[len(here.path.rstrip("/")) + 1 :]
