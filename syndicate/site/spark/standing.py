"""What becomes of published reviews that today's sources do not have, by the questions and the rules of
:mod:`syndicate.site.standing`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import orjson

from syndicate.engines.hadoop import under
from syndicate.engines.spark import mapped
from syndicate.settings import Source
from syndicate.site import questions
from syndicate.site.history import Earlier
from syndicate.site.rows import row_of
from syndicate.site.spark.earlier import check, lines
from syndicate.site.spark.kernel import FOUND, ROW, indexed
from syndicate.site.spark.tables import Tables
from syndicate.site.standing import Standing, not_held, origins, source_key, still_valid, weighed

__all__ = ["KEPT", "settle"]

KEPT = -2
"""The number of the file, among those of ``found``, that what stays of the last export counts as."""


def settle(
    tables: Tables,
    out: str,
    earlier: Earlier,
    sources: Sequence[Source],
    nameless: Collection[int],
    *,
    now: str | None,
    allow_removals: bool,
) -> Standing:
    """Decides what becomes of absent reviews, puts those that stay into ``record`` and ``found``, and makes the table
    ``tombstone``. Raises what :func:`syndicate.site.standing.settle` does."""
    rows = origins(sources, () if allow_removals else nameless)
    tables.made("origin", rows, "path string, complete int, nameless int")
    tables.view("refused", tables.ask(questions.REFUSED))
    tables.hold("absent", tables.ask(questions.ABSENT))
    made = weighed(tables, out, now=now, allow_removals=allow_removals)
    if made.stale or made.kept:
        _keep(tables, out, earlier, {source_key(source.path): number for number, source in enumerate(sources)})
    here = tables.all(tables.ask(questions.STATED, (now,)), tables.ask(questions.LEFT, (now,)))
    tables.view("tombstone", here)
    tables.hold("tombstone", tables.all(here, tables.ask(questions.REMEMBERED)))
    return made


def _keep(tables: Tables, out: str, earlier: Earlier, numbers: Mapping[str, int]) -> None:
    """Reads what stays from the last export, and puts it among what was read today."""
    spark = tables.spark
    check(spark, out, earlier.parts)
    held = mapped(lines(spark, out, earlier.parts), _with_id, "id string, line binary")
    tables.view("held", held)
    wanted = tables.ask(
        f"SELECT kept.id, kept.source AS of, held.line FROM ({questions.KEPT}) AS kept JOIN held ON held.id = kept.id"
    )
    home = under(out, "export")
    kept = tables.kept("stays", mapped(wanted, partial(_rows, home, dict(numbers)), FOUND))
    missing = tables.ask(
        f"SELECT kept.id FROM ({questions.KEPT}) AS kept "
        "WHERE NOT EXISTS (SELECT 1 FROM stays WHERE stays.id = kept.id) ORDER BY id LIMIT 1"
    ).collect()
    if missing:
        raise not_held(missing[0][0], home)
    columns = ", ".join(ROW)
    rows = tables.ask(f"SELECT -1 - ordinal AS number, {columns}, shown, place, 'kept' AS fate FROM stays")
    tables.view("record", tables.all(tables.ask("SELECT * FROM record"), rows))
    tables.view("found", tables.all(tables.ask("SELECT * FROM found"), kept))


def _with_id(rows: Iterator[dict[str, Any]]) -> Iterable[tuple[str, bytes]]:
    return ((orjson.loads(row["value"])["id"], bytes(row["value"])) for row in rows)


def _rows(home: str, numbers: Mapping[str, int], rows: Iterator[dict[str, Any]]) -> Iterable[tuple[Any, ...]]:
    for ordinal, row in enumerate(rows, _beginning()):
        line = still_valid(bytes(row["line"]), home)
        made = row_of(orjson.loads(line), line, numbers.get(row["of"], -1), home, row["id"], (0, 0, len(line)))
        yield indexed(made, (KEPT, 0), ordinal, None, line, row["id"])


def _beginning() -> int:
    """The first of the numbers that no other task of this kernel gives."""
    from pyspark import TaskContext

    context = TaskContext.get()
    return 0 if context is None else context.partitionId() << 40
