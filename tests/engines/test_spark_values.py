"""What the Spark engine does without Spark: rows as plain values, and where parts end."""

from __future__ import annotations

import datetime as dt
import itertools
import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import SettingsError
from syndicate.site.export.parts import cut
from syndicate.site.index import Exported
from syndicate.site.spark.cutting import run_starts, spans
from syndicate.site.spark.inputs import key_of
from syndicate.site.spark.values import plain_row


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (dt.datetime(2024, 5, 1, 12, 30, tzinfo=dt.UTC), "2024-05-01T12:30:00Z"),
        (dt.datetime(2024, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2))), "2024-05-01T12:00:00+02:00"),
        (dt.datetime(2024, 5, 1, 12), "2024-05-01T12:00:00"),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (Decimal("4.50"), 4.5),
        (Decimal("4.00"), 4),
        (Decimal("1.2345678901234567"), "1.2345678901234567"),  # more than a double holds, so that it is refused
        (Decimal("NaN"), "NaN"),
        (b"abc", "abc"),
        (b"\xff", b"\xff"),
        ([("a", 1), ("b", None)], {"a": 1}),
        ({"x": None, "y": {"z": None}}, {"y": {}}),
        ([1, None], [1, None]),
        (True, True),
    ],
)
def test_a_value_as_json_would_have_it(value, plain):
    made = plain_row({"v": value}, frozenset())["v"]
    assert made == plain
    assert type(made) is type(plain)


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_32_bit_float_keeps_its_own_digits(value):
    made = plain_row({"a": {"b": [value]}}, frozenset({("a", "b", "*")}))["a"]["b"][0]
    assert struct.pack("f", made) == struct.pack("f", value)
    assert len(repr(made)) <= len(repr(value))


@given(
    ids=st.lists(st.integers(0, 10**6).map(lambda n: f"tag:é.org,2020:{n}"), unique=True, min_size=1, max_size=80),
    most=st.integers(1, 40),
    cuts=st.lists(st.integers(0, 80), max_size=4),
)
def test_parts_end_where_they_do_on_one_machine(ids, most, cuts):
    ids.sort(key=str.encode)
    edges = sorted({0, len(ids), *(min(edge, len(ids)) for edge in cuts)})
    partitions = [ids[a:b] for a, b in itertools.pairwise(edges)]
    counted = [one for part in partitions for one in spans(most, ({"id": id} for id in part))]
    starts = run_starts(counted, most)
    assert starts[0] == ""
    runs = [
        [id for id in ids if start <= id and (end is None or id < end)]
        for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    pieces = [part.first for run in runs for part in cut(map(_row, run), most)]
    assert pieces == [part.first for part in cut(map(_row, ids), most)]


def _row(id: str) -> Exported:
    return Exported(id, "00", None, None, None, 0, 0, 10)


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("file:///tmp/a%20b.jsonl", "file:/tmp/a b.jsonl"),
        ("file:/tmp/100%25.jsonl", "file:/tmp/100%.jsonl"),
        ("s3a://bucket/a%2520b", "s3a://bucket/a%20b"),
    ],
)
def test_a_file_is_known_again_by_what_spark_calls_it(told, path):
    assert key_of(told, escaped=True) == key_of(path)


def test_the_engine_says_what_it_needs(monkeypatch):
    import sys

    from syndicate.engines.spark import session

    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(SettingsError, match=r"pip install 'syndicate\[spark\]'"):
        session()
