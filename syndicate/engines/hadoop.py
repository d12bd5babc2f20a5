"""Files wherever Spark reads and writes them: Hadoop's FileSystem, by way of the JVM of a session.

https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/filesystem/filesystem.html

Paths are URIs (``file:/data/x``, ``hdfs://name/x``, ``s3a://bucket/x``). On a local disk the files are written and
moved without the ``.crc`` files that Hadoop would put beside them. Only the driver calls these functions, and only for
what is small or need not be read to be moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from syndicate.errors import FileError, InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = [
    "Entry",
    "begin",
    "below",
    "entry",
    "head",
    "is_local",
    "located",
    "move",
    "read",
    "remove",
    "replace",
    "under",
]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Entry(NamedTuple):
    """A file or a folder."""

    path: str
    """Its URI, not escaped."""
    bytes: int
    folder: bool


def located(spark: SparkSession, path: str, folder: Path = Path()) -> str:
    """The URI that a path means. One without a scheme is of Spark's default file system; where that is the local disk,
    a relative one is relative to ``folder``."""
    if _SCHEME.match(path):
        return path.rstrip("/") or path
    default = _jvm(spark).org.apache.hadoop.fs.FileSystem.getDefaultUri(_configuration(spark))
    if default.getScheme() == "file":
        return f"file:{(folder / path).absolute().as_posix()}"
    with _told(path):
        return str(_java(spark, path).getFileSystem(_configuration(spark)).makeQualified(_java(spark, path)).toString())


def is_local(path: str) -> bool:
    """Whether a URI is of the local disk."""
    return path.startswith("file:")


def under(folder: str, name: str) -> str:
    """The URI of what is called ``name`` in a folder."""
    return f"{folder.rstrip('/')}/{name}"


def entry(spark: SparkSession, path: str) -> Entry | None:
    """What is there; None where nothing is."""
    with _told(path):
        files = _files(spark, path)
        if not files.exists(_java(spark, path)):
            return None
        return _entry(files.getFileStatus(_java(spark, path)))


def below(spark: SparkSession, folder: str) -> Iterator[Entry]:
    """All files below a folder, at any depth, in no order; none where there is no folder."""
    with _told(folder):
        files = _files(spark, folder)
        if not files.exists(_java(spark, folder)):
            return
        found = files.listFiles(_java(spark, folder), True)
        while found.hasNext():
            yield _entry(found.next())


def read(spark: SparkSession, path: str) -> bytes | None:
    """The bytes of a file; None where there is none."""
    with _told(path):
        files = _files(spark, path)
        if not files.exists(_java(spark, path)):
            return None
        stream = files.open(_java(spark, path))
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()


def head(spark: SparkSession, path: str, most: int) -> bytes:
    """The first bytes of a file."""
    with _told(path):
        stream = _files(spark, path).open(_java(spark, path))
        try:
            return bytes(stream.readNBytes(most))
        finally:
            stream.close()


def begin(spark: SparkSession, path: str, content: bytes) -> bool:
    """Writes a file that must not be there yet, and says whether it was not."""
    with _told(path):
        files = _files(spark, path)
        if files.exists(_java(spark, path)):
            return False
        stream = files.create(_java(spark, path), False)
        stream.write(bytearray(content))
        stream.close()
        return True


def replace(spark: SparkSession, path: str, content: bytes) -> None:
    """Writes a file, in the place of the one that is there: whoever reads finds the old one or the new one, whole.

    The new one is written beside it and moved. An object store shows a file once it is closed, so that there nothing
    is moved.
    """
    with _told(path):
        files = _files(spark, path)
        moves = files.getUri().getScheme() in ("file", "hdfs", "viewfs")
        target = f"{path}.next" if moves else path
        stream = files.create(_java(spark, target), True)
        stream.write(bytearray(content))
        stream.close()
        if moves:
            fs = _jvm(spark).org.apache.hadoop.fs
            context = fs.FileContext.getFileContext(_java(spark, path).toUri(), _configuration(spark))
            options = _context(spark)._gateway.new_array(fs.Options.Rename, 1)
            options[0] = fs.Options.Rename.OVERWRITE
            context.rename(_java(spark, target), _java(spark, path), options)


def move(spark: SparkSession, old: str, new: str) -> None:
    """Moves a file or a folder to where nothing is. Raises :class:`FileError` where that cannot be."""
    with _told(new):
        files = _files(spark, old)
        files.mkdirs(_java(spark, new).getParent())
        if not files.rename(_java(spark, old), _java(spark, new)):
            raise FileError("this could not be moved", source=old, expected=f"to be moved to {new}")


def remove(spark: SparkSession, path: str) -> None:
    """Removes a file, or a folder with all that is in it; what is not there is no error."""
    with _told(path):
        _files(spark, path).delete(_java(spark, path), True)


def _entry(status: Any) -> Entry:
    return Entry(str(status.getPath().toString()), int(status.getLen()), bool(status.isDirectory()))


def _files(spark: SparkSession, path: str) -> Any:
    files = _java(spark, path).getFileSystem(_configuration(spark))
    # The raw one has no .crc files, which would be wrong once a file is moved without its own.
    return files.getRawFileSystem() if "LocalFileSystem" in str(files.getClass().getName()) else files


def _java(spark: SparkSession, path: str) -> Any:
    return _jvm(spark).org.apache.hadoop.fs.Path(path)


def _jvm(spark: SparkSession) -> Any:
    return _context(spark)._jvm


def _context(spark: SparkSession) -> Any:
    return spark.sparkContext


def _session(spark: Any) -> Any:
    return spark._jsparkSession


def _configuration(spark: SparkSession) -> Any:
    # With what the session says of file systems, which the configuration of the context does not know.
    return _session(spark).sessionState().newHadoopConf()


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Errors of Java as ours."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        cause = getattr(error, "java_exception", None)
        said = str(cause.toString()) if cause is not None else str(error).strip()
        kind = InputError if "UnsupportedFileSystem" in said or "No FileSystem for scheme" in said else FileError
        raise kind("Spark cannot do this with its file system", source=path, found=said.partition("\n")[0]) from None
