"""The two tables that a build in Spark publishes beside the export, as Parquet: the records, and JSON-LD per review.

``tables/records``: a row for each published review, with what one filters, joins and sums by, and the record itself.
``tables/jsonld``: its JSON-LD document, which says all that schema.org can hold; ready for a ``script`` element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from syndicate.engines.hadoop import under
from syndicate.engines.spark import mapped
from syndicate.formats.jsonld import embed
from syndicate.models.record import parse
from syndicate.schemaorg import to_node
from syndicate.site.spark.tables import Tables

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["NODES", "documents", "write_tables"]

NODES = "id string, jsonld string"

_RECORDS = """
SELECT review.id, review.item_key, review.item_type, review.item_name,
       TIMESTAMP_SECONDS(review.published) AS published, TIMESTAMP_SECONDS(review.version) AS modified,
       review.kind, review.license, review.value / 1000000D AS rating,
       CAST(NULLIF(SPLIT_PART(review.scale, '|', 1), '') AS DOUBLE) AS rating_best,
       CAST(NULLIF(SPLIT_PART(review.scale, '|', 2), '') AS DOUBLE) AS rating_worst,
       CAST(review.normalised AS INT) AS rating_normalised,
       review.snippet = 1 AS snippet_only, origin_name.name AS source, review.hash, lines.record
FROM review JOIN lines ON lines.number = review.number
LEFT JOIN origin_name ON origin_name.number = review.source
"""


def write_tables(tables: Tables, sources: Sequence[str]) -> dict[str, str]:
    """Writes both into the work folder: the URI of each, by its path in the published folder."""
    tables.made("origin_name", list(enumerate(sources)), "number long, name string")
    records, nodes = under(tables.work, "tables-records"), under(tables.work, "tables-jsonld")
    tables.ask(_RECORDS).write.parquet(records)
    documents(tables.spark.read.parquet(records).select("record")).write.parquet(nodes)
    return {"tables/records": records, "tables/jsonld": nodes}


def documents(records: DataFrame) -> DataFrame:
    """The JSON-LD of each line of the column ``record``."""
    return mapped(records.select("record"), _documents, NODES)


def _documents(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    for row in rows:
        record = parse(row["record"].encode())
        yield record.id, embed(to_node(record))
