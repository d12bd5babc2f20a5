"""The counts of every item, as :class:`syndicate.models.aggregate.ItemAggregate` says them, one a line, by key.

SQL counts how often each value was given; Python adds these numbers up and divides.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from syndicate.models.mean import Counted, rating_of
from syndicate.site import questions
from syndicate.site.index import Index

__all__ = ["aggregate_line", "aggregate_lines"]

_Values = Counter[tuple[str | None, int | None, int | None]]
"""How often each rating was given: its scale, its value in millionths, its normalised value; all None for none."""


def aggregate_lines(index: Index) -> Iterator[bytes]:
    """The lines of ``aggregates``, by item key."""
    items = itertools.groupby(index.rows(f"{questions.COUNTS} ORDER BY item_key"), key=lambda row: row[0])
    for (key, rows), (_, type, name) in zip(items, index.rows(f"{questions.NAMES} ORDER BY item_key"), strict=True):
        yield aggregate_line(key, type, name, (row[1:] for row in rows))


def aggregate_line(
    key: str, type: str, name: str, rows: Iterable[tuple[str | None, str | None, int | None, int | None, int]]
) -> bytes:
    """The line of one item; ``rows`` say how often each rating was given: kind, scale, value, normalised, number."""
    return orjson.dumps({"key": key, "type": type, "name": name})[:-1] + b"," + _counted(tuple(rows))[1:]


@lru_cache(maxsize=4096)
def _counted(rows: tuple[tuple[str | None, str | None, int | None, int | None, int], ...]) -> bytes:
    """What the line of an item says beside its name. Most items have few reviews, and many have the same ratings."""
    kinds: dict[str, _Values] = {}
    for kind, scale, value, normalised, count in rows:
        kinds.setdefault(kind or "", Counter())[scale, value, normalised] += count
    counts = {kind: _counts(values) for kind, values in sorted(kinds.items())}
    every = next(iter(counts.values())) if len(counts) == 1 else _counts(_all(kinds.values()))
    by_kind = {kind: count for kind, count in counts.items() if kind}
    return orjson.dumps({**every, "by_kind": by_kind} if by_kind else every)


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
