"""A Spark session for tests: local, with nothing that listens but on loopback; skipped where Spark cannot run."""

from __future__ import annotations

import importlib.util
import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

__all__ = ["missing", "started"]


def missing() -> str:
    """Why Spark cannot run here; empty where it can."""
    for name in ("pyspark", "pyarrow", "pandas"):
        if importlib.util.find_spec(name) is None:
            return f"{name} is not installed (extra spark)"
    return "" if shutil.which("java") else "there is no Java"


def started() -> Iterator[Any]:
    """Two cores, a failed task is tried three times; small blocks, so that small files are cut into several."""
    if why := missing():
        pytest.skip(why)
    from pyspark.sql import SparkSession

    from syndicate.engines.spark import session

    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patched:
        warnings.simplefilter("ignore")  # Spark's own
        # Each of some hundred small jobs would be compiled, twice over: that takes longer than to run it.
        patched.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        spark = session("local[2,3]")
        assert isinstance(spark, SparkSession)
        for name, value in {
            "spark.sql.shuffle.partitions": "3",
            "spark.sql.files.maxPartitionBytes": "3000",
            "spark.sql.files.openCostInBytes": "0",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        }.items():
            spark.conf.set(name, value)
        yield spark
        spark.stop()
