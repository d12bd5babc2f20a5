"""The counts of every item, as :class:`syndicate.models.aggregate.ItemAggregate` says them, one a line, by key.

SQL counts how often each value was given; Python adds these numbers up and divides.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from syndicate.models.mean import Counted, rating_of
from syndicate.site.index import Index

__all__ = ["aggregate_lines"]

_VALUES = """
SELECT item_key, kind, scale, value, normalised, COUNT(*) FROM review
GROUP BY item_key, kind, scale, value, normalised ORDER BY item_key
"""

_NAMES = """
SELECT item_key, item_type, item_name FROM (
  SELECT item_key, item_type, item_name,
         ROW_NUMBER() OVER (PARTITION BY item_key ORDER BY published IS NULL, published DESC, id) AS place
  FROM review) WHERE place = 1 ORDER BY item_key
"""

_Values = Counter[tuple[str | None, int | None, int | None]]
"""How often each rating was given: its scale, its value in millionths, its normalised value; all None for none."""


def aggregate_lines(index: Index) -> Iterator[bytes]:
    """The lines of ``aggregates``, by item key."""
    items = itertools.groupby(index.rows(_VALUES), key=lambda row: row[0])
    for (key, rows), (_, type, name) in zip(items, index.rows(_NAMES), strict=True):
        kinds: dict[str, _Values] = {}
        for _, kind, scale, value, normalised, count in rows:
            kinds.setdefault(kind or "", Counter())[scale, value, normalised] += count
        counts = {kind: _counts(values) for kind, values in sorted(kinds.items())}
        every = next(iter(counts.values())) if len(counts) == 1 else _counts(_all(kinds.values()))
        said = {"key": key, "type": type, "name": name, **every}
        by_kind = {kind: count for kind, count in counts.items() if kind}
        yield orjson.dumps({**said, "by_kind": by_kind} if by_kind else said)


def _all(kinds: Iterable[_Values]) -> _Values:
    total: _Values = Counter()
    for values in kinds:
        total.update(values)
    return total


def _counts(values: Mapping[tuple[str | None, int | None, int | None], int]) -> dict[str, Any]:
    rated = {rating: count for rating, count in values.items() if rating[1] is not None}
    known = {rating: count for rating, count in rated.items() if rating[2] is not None}
    scales = sorted({scale for scale, _, _ in rated if scale is not None})
    ratings = sum(rated.values())
    counted = Counted(
        ratings=ratings,
        scales=len(scales),
        scale=scales[0] if scales else None,
        values=sum((value or 0) // 1_000_000 * count for (_, value, _), count in rated.items()),
        millionths=sum((value or 0) % 1_000_000 * count for (_, value, _), count in rated.items()),
        normalised=sum(known.values()),
        normalised_sum=sum((normalised or 0) * count for (_, _, normalised), count in known.items()),
    )
    said: dict[str, Any] = {
        "reviews": sum(values.values()),
        "ratings": ratings,
        "normalised_count": counted.normalised,
        "normalised_sum": counted.normalised_sum,
    }
    if (mean := rating_of(counted)) is not None:
        said["mean"] = mean
    if rated:
        ordered = sorted((scale or "", value or 0, count) for (scale, value, _), count in rated.items())
        said["distribution"] = [_value(scale, value, count) for scale, value, count in ordered]
    return said


def _value(scale: str, value: int, count: int) -> dict[str, Any]:
    best, _, worst = scale.partition("|")
    said: dict[str, Any] = {"value": _number(value / 1_000_000)}
    for name, end in (("best", best), ("worst", worst)):
        if end:
            said[name] = _number(float(end))
    return {**said, "count": count}


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value
