"""The tables of a build: views in a session of its own; those that are read again are Parquet in the work folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from syndicate.engines.hadoop import under

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Where tables are, by name, and how they are asked (:class:`syndicate.site.standing.Asked`)."""

    spark: SparkSession
    work: str
    """The URI of the work folder."""
    held: list[DataFrame] = field(default_factory=list)
    """Tables that the cluster holds in memory or on its own disks, until :meth:`let_go`."""

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
        """The rows of a question. They pass through the driver: for questions with few answers."""
        return (tuple(row) for row in self.ask(query, values).collect())

    def ask(self, query: str, values: Sequence[Any] = ()) -> DataFrame:
        """The answer of a question as a table. A value that is None is text that is not known."""
        query = query.strip()
        for value in values:
            if value is None:  # a marker without a type
                query = query.replace("?", "CAST(NULL AS STRING)", 1)
        return self.spark.sql(query, args=[value for value in values if value is not None])

    def view(self, name: str, frame: DataFrame) -> DataFrame:
        """Calls a table ``name`` in questions; it is made anew each time that it is asked."""
        frame.createOrReplaceTempView(name)
        return frame

    def kept(self, name: str, *frames: DataFrame) -> DataFrame:
        """Keeps tables of the same columns in the work folder as the one table ``name``, which is read from there: a
        kernel runs once, whatever is asked later and whatever fails in between."""
        folders = [under(self.work, f"{name}-{number}") for number in range(len(frames))]
        for folder, frame in zip(folders, frames, strict=True):
            frame.write.parquet(folder)
        schema = frames[0].schema  # which an empty table has as well
        return self.view(name, self.spark.read.schema(schema).parquet(*folders))

    def hold(self, name: str, frame: DataFrame) -> DataFrame:
        """Calls a table ``name`` and has the cluster hold it, which is cheaper than :meth:`kept` for one that is small;
        what is lost with a machine is made again."""
        self.held.append(frame.persist())
        return self.view(name, frame)

    def let_go(self) -> None:
        """Frees what the cluster holds."""
        for frame in self.held:
            frame.unpersist()

    def made(self, name: str, rows: Iterable[tuple[Any, ...]], schema: str) -> DataFrame:
        """A table of few rows that the driver knows."""
        return self.view(name, self.spark.createDataFrame(list(rows), schema))

    def all(self, *frames: DataFrame) -> DataFrame:
        """The rows of several tables."""
        return reduce(lambda one, other: one.unionByName(other), frames)
