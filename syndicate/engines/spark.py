"""Kernels on a Spark cluster: the session that a build runs in, and rows through a Python kernel by way of Arrow.

A kernel is a function of the rows of a partition that gives rows; it can be pickled, and is run again where a task is.
https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.DataFrame.mapInArrow.html
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from syndicate import errors
from syndicate.errors import SettingsError, SyndicateError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["apart", "mapped", "session", "spark_errors"]

_ROWS = 1000
_BYTES = 32 * 1024 * 1024
"""Of one batch that a kernel gives."""

_RAISED = re.compile(r"^syndicate\.errors\.(\w+): (.*)$", re.MULTILINE)

_PYTHON = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception): .*$", re.MULTILINE)
"""The last line of a traceback of Python."""

_OURS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    # Nothing is lost in silence: what cannot be read ends the build.
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.sources.partitionOverwriteMode": "static",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "true",
    "spark.sql.files.maxRecordsPerFile": "0",
}


def session(master: str | None = None) -> SparkSession:
    """The session of this process, begun where there is none.

    ``master`` is the URL of the cluster (``local[*]``, ``yarn``, ``spark://host:7077``, ``k8s://...``); by default that
    of ``spark-submit``, else all cores of this machine. On this machine alone nothing listens but on loopback, and
    there is no page to look at. Raises :class:`SettingsError` where pyspark, Java or the cluster is missing.
    """
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SettingsError(
            "the engine spark needs pyspark", found=str(error), mend="Install it: pip install 'syndicate[spark]'."
        ) from None
    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    conf = SparkConf()
    chosen = master or conf.get("spark.master", "local[*]") or "local[*]"
    builder = SparkSession.builder.appName("syndicate").master(chosen)
    if chosen.startswith("local"):
        # The workers run in the Python that this is, and not in any that is called python3.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        for name, value in {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "16",
            "spark.log.level": "ERROR",
            "spark.ui.showConsoleProgress": "false",
        }.items():
            if not conf.contains(name):
                builder = builder.config(name, value)
    with spark_errors():
        try:
            return builder.getOrCreate()
        except (RuntimeError, FileNotFoundError) as error:  # what pyspark raises where the JVM does not start
            java = shutil.which("java")
            mend = "" if java else "Install Java 17 or later, and set JAVA_HOME where it is not in the PATH."
            raise SettingsError(
                "Spark does not start", found=str(error).partition("\n")[0], expected="Java and Spark", mend=mend
            ) from None


def apart(spark: SparkSession) -> SparkSession:
    """A session beside a user's own, on the same cluster, with the same settings but those that a build relies on: its
    views and settings are not the user's. Raises :class:`SettingsError` for one that has no JVM of its own."""
    if not hasattr(spark, "_jsparkSession"):
        raise SettingsError(
            "a session of Spark Connect has no file system that could be reached",
            expected="a session in the driver's own process",
            mend="Run the job with spark-submit, or pass master without remote.",
        )
    made = spark.newSession()
    for name, value in spark.conf.getAll.items():
        if made.conf.isModifiable(name):
            made.conf.set(name, value)
    for name, value in _OURS.items():
        made.conf.set(name, value)
    return made


def mapped(
    frame: DataFrame,
    kernel: Callable[[Iterator[dict[str, Any]]], Iterable[tuple[Any, ...]]],
    schema: str,
) -> DataFrame:
    """``kernel`` over the rows of each partition of a table; ``schema`` (``id string, size long``) names what it gives.

    The rows come as dictionaries, in their order. What the kernel gives is sent on in batches that are bounded by rows
    and by bytes.
    """
    fields = [tuple(field.split()) for field in schema.split(",")]

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        types = {"string": pa.string(), "long": pa.int64(), "int": pa.int32(), "binary": pa.binary()}
        made = pa.schema([(name, types[kind]) for name, kind in fields])
        rows: list[tuple[Any, ...]] = []
        size = 0
        for row in kernel(one for batch in batches for one in batch.to_pylist()):
            rows.append(row)
            size += sum(len(value) for value in row if isinstance(value, (str, bytes)))
            if len(rows) >= _ROWS or size >= _BYTES:
                yield _batch(rows, made)
                rows, size = [], 0
        if rows:
            yield _batch(rows, made)

    return frame.mapInArrow(run, schema)


def _batch(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    columns = [pa.array(column, type=field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


@contextmanager
def spark_errors() -> Iterator[None]:
    """Errors of Spark as ours: one that a kernel raised as what it was, any other by its first line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = str(error)
        raised = _RAISED.search(said)
        if raised:
            kind = getattr(errors, raised[1], SyndicateError)
            raise (kind if kind is not errors.UnknownName else SyndicateError)(raised[2]) from error
        python = _PYTHON.findall(said)
        line = python[-1] if python else next(iter(said.strip().splitlines()), type(error).__name__)
        mend = "Spark's own log says more; nothing was published."
        if "No module named 'syndicate'" in line:
            mend = "Install syndicate on all machines of the cluster, in the Python that PYSPARK_PYTHON names."
        raise SyndicateError("Spark gave the work up", found=line[:500], mend=mend) from error
