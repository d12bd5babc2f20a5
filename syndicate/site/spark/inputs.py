"""From sources to what Spark reads: which files, in which order, and how each comes to the kernel.

Files of lines (JSON Lines) come line by line and are cut by Spark at any line; Parquet comes row by row; a file of any
other format comes as a whole, one to a task, to the reader that reads it on one machine. So does a ``.json`` file that
has not a record on each line, and one that Spark cannot unpack (Zstandard).

Names that begin with ``_`` or ``.`` are hidden from Spark, and are no sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote

from syndicate import formats
from syndicate.engines import hadoop
from syndicate.errors import InputError, SettingsError
from syndicate.formats._values import is_lines
from syndicate.settings import Source
from syndicate.site.plan import File, file_of, format_for, matches, split

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["PARQUET", "How", "Input", "blocks", "inputs", "key_of"]

PARQUET = "parquet"
"""The format that Spark reads by itself, and no other engine."""

_WHOLE = 512 * 1024 * 1024
"""The most bytes of a file that comes as a whole."""
_HEAD = 1 << 16
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://[^/]*)?")
_GLOB = re.compile(r"([\\\[\]{}*?])")
_THREADS = 16

How = Literal["lines", "whole", "rows"]


class Input(NamedTuple):
    """One file, or a table of the user's own."""

    source: int
    """Which of the sources: its place in the list."""
    how: How
    file: File
    """Its ``path`` is its URI, and empty for a table."""
    base: str = ""
    """The folder that partition columns of Parquet (``day=2024-01-01``) are told from."""


def inputs(
    spark: SparkSession,
    sources: Sequence[Source],
    folder: Path,
    frames: Mapping[str, DataFrame],
    ours: Sequence[str],
) -> tuple[list[Input], list[str]]:
    """All that is to be read, in order, but for what lies below the folders ``ours``; and sentences for people.

    A source whose path names one of ``frames`` is that table. Raises :class:`InputError` for a source without a file,
    and :class:`SettingsError` for one that Spark cannot read.
    """
    found: list[Input] = []
    hidden: list[str] = []
    for number, source in enumerate(sources):
        if source.path in frames:
            file = File(path="", shown=source.path, key="", format=PARQUET)
            found.append(Input(number, "rows", file))
            continue
        if source.path == "-":
            raise SettingsError("Spark does not read the standard input", mend="Name a file, a folder or a glob.")
        before = len(found)
        found += _files(spark, number, source, folder, ours, hidden)
        if len(found) == before:
            what = f"no file of the format {source.format}" if source.format else "no file that can be read"
            raise InputError(f"there is {what} in it", source=source.path, mend="Check the path, or name the format.")
    told = []
    if hidden:
        more = f" and {len(hidden) - 3:,} more" if len(hidden) > 3 else ""
        told.append(f"Spark does not read files whose names begin with _ or a dot: {', '.join(hidden[:3])}{more}.")
    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(lambda one: _as_it_is(spark, one), found)), told


def _files(
    spark: SparkSession, number: int, source: Source, folder: Path, ours: Sequence[str], hidden: list[str]
) -> Iterator[Input]:
    whole = hadoop.located(spark, source.path, folder)
    here = hadoop.entry(spark, whole)
    prefix = _PREFIX.match(source.path)
    scheme = prefix.group() if prefix else ""
    fixed, pattern = split(source.path[len(scheme) :])
    if pattern and here is not None:  # a name that only looks like a glob
        fixed, pattern = PurePosixPath(source.path[len(scheme) :]).parts, ()
    named = f"{scheme}{PurePosixPath(*fixed)}" if fixed else scheme
    root = whole if not pattern else hadoop.located(spark, named or ".", folder)
    here = here if not pattern else hadoop.entry(spark, root)
    if here is None:
        raise InputError("there is no such file or folder", source=source.path, mend="Check the path.")
    if not here.folder:
        name = PurePosixPath(here.path).name
        yield _input(number, source, here, named, name, "")
        return
    start = here.path.rstrip("/")
    entries = {
        PurePosixPath(entry.path[len(start) + 1 :]).parts: entry
        for entry in hadoop.below(spark, root)
        if not any(entry.path.startswith(f"{own}/") for own in ours)
    }
    for parts, entry in sorted(entries.items()):
        if any(part.startswith(".") for part in parts) or (pattern and not matches(parts, pattern)):
            continue
        relative = "/".join(parts)
        if not pattern and not _wanted(parts[-1], source.format):
            continue
        if any(part.startswith("_") and "=" not in part for part in parts):
            hidden.append(f"{named}/{relative}")
            continue
        yield _input(number, source, entry, f"{named}/{relative}" if named else relative, relative, start)


def _wanted(name: str, stated: str | None) -> bool:
    if name.endswith(f".{PARQUET}"):
        return stated in (None, PARQUET)
    by_name = formats.by_suffix(name)
    return by_name is not None and by_name.read is not None and stated in (None, by_name.name)


def _input(number: int, source: Source, entry: hadoop.Entry, shown: str, relative: str, base: str) -> Input:
    if source.format == PARQUET or (source.format is None and entry.path.endswith(f".{PARQUET}")):
        file = File(path=entry.path, shown=shown, key=relative, format=PARQUET, end=entry.bytes)
        return Input(number, "rows", file, base)
    form = format_for(shown, source.format)
    made = replace(file_of(Path(relative), shown, relative, form), path=entry.path, end=entry.bytes)
    return Input(number, "lines" if form.lines else "whole", made)


def _as_it_is(spark: SparkSession, one: Input) -> Input:
    """The input, once the beginning of its file was looked at where its name does not tell enough."""
    path = one.file.path.casefold()
    if one.how == "lines" and (
        path.endswith(".zst") or (path.endswith(".json") and not is_lines(hadoop.head(spark, one.file.path, _HEAD)))
    ):
        one = one._replace(how="whole")
    if one.how == "whole" and (one.file.end or 0) > _WHOLE:
        raise InputError(
            "this file is too large to be read in one piece, and of its format it cannot be cut",
            source=one.file.shown,
            found=f"{one.file.end:,} bytes",
            expected=f"at most {_WHOLE:,} bytes, or JSON Lines or Parquet, which Spark cuts",
            mend="Cut it into files, or read it with Spark into a table and hand that over.",
        )
    return one


def blocks(
    spark: SparkSession, files: Sequence[Input], frames: Mapping[str, DataFrame]
) -> Iterator[tuple[DataFrame, list[int]]]:
    """Tables whose rows are what the kernel takes, each with the numbers of the inputs that are in it: the ``file``
    (where it is), the ``start`` of the block in it, and the ``value``: bytes, or a row."""
    numbers: dict[tuple[How, int], list[int]] = {}
    for number, one in enumerate(files):
        # Rows of two sources, or of two tables, have other columns.
        apart = -1 if one.how != "rows" else 2 * one.source + (1 if one.file.path else 0)
        numbers.setdefault((one.how, apart), []).append(number)
    for (how, _), chosen in numbers.items():
        paths = [_literal(files[number].file.path) for number in chosen]
        first = files[chosen[0]]
        at = ("_metadata.file_path AS file", "_metadata.file_block_start AS start")
        if how == "lines":
            # What ends a line in JSON Lines is LF; CR is white space.
            frame = spark.read.option("lineSep", "\n").text(paths)
            yield frame.selectExpr(*at, "CAST(value AS BINARY) AS value"), chosen
        elif how == "whole":
            frame = spark.read.format("binaryFile").load(paths)
            yield frame.selectExpr(at[0], "CAST(0 AS BIGINT) AS start", "content AS value"), chosen
        elif first.file.path:
            reader = spark.read.option("basePath", _literal(first.base)) if first.base else spark.read
            yield reader.parquet(*paths).selectExpr(*at, "struct(*) AS value"), chosen
        else:
            at = ("CAST(NULL AS STRING) AS file", "CAST(spark_partition_id() AS BIGINT) AS start")
            yield frames[first.file.shown].selectExpr(*at, "struct(*) AS value"), chosen


def _literal(path: str) -> str:
    """A path as Spark's reader takes it, which looks for globs in it."""
    return _GLOB.sub(r"\\\1", path)


def key_of(path: str, *, escaped: bool = False) -> str:
    """One way to write a URI: Spark escapes it in ``_metadata``, and writes ``file:`` with one slash or three."""
    return re.sub(r"^file:/+", "file:/", unquote(path) if escaped else path)
