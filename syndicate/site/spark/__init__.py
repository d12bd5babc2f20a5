"""A build on a Spark cluster: the kernels and the questions of the build on one machine, asked of tables in Spark.

It writes the export and two tables (the records, and JSON-LD per review), and no pages and no feeds.
"""

from __future__ import annotations

__all__: list[str] = []
