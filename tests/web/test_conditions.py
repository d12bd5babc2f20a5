"""Conditions, ranges and codings against the examples of RFC 9110 and against werkzeug's parsers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_date, parse_range_header

from syndicate.web.serving.conditions import http_date, if_range, precondition, ranges, seconds_of, wants_gzip


def fields(**told: str):
    return {name.replace("_", "-"): value for name, value in told.items()}.get


@pytest.mark.parametrize(
    "date",
    # RFC 9110, section 5.6.7
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
)
def test_the_three_forms_of_a_date(date):
    assert seconds_of(date) == 784111777
    assert http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT"


@pytest.mark.parametrize(
    "date",
    [
        "", "now", "784111777", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 +0100", "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 39 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
    ],
)  # fmt: skip
def test_no_date(date):
    assert seconds_of(date) is None


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1)))
def test_dates_are_read_as_werkzeug_reads_them(when):
    date = http_date(int(when.replace(tzinfo=UTC).timestamp()))
    read = parse_date(date)
    assert read is not None
    assert seconds_of(date) == int(read.timestamp()) == int(when.replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        # RFC 9110, section 14.1.2, of a representation of 10000 bytes
        ("bytes=0-499", [(0, 500)]),
        ("bytes=500-999", [(500, 1000)]),
        ("bytes=-500", [(9500, 10000)]),
        ("bytes=9500-", [(9500, 10000)]),
        ("bytes=0-0,-1", [(0, 1), (9999, 10000)]),
        ("bytes= 0-999, 4500-5499, -1000", [(0, 1000), (4500, 5500), (9000, 10000)]),
        ("bytes=500-600,601-999", [(500, 1000)]),
        ("bytes=500-700,601-999", [(500, 1000)]),
        # The order that was asked for stays where nothing touches.
        ("bytes=900-999,0-9", [(900, 1000), (0, 10)]),
        ("BYTES=0-0", [(0, 1)]),
        ("bytes=9999-20000", [(9999, 10000)]),
        ("bytes=-20000", [(0, 10000)]),
        ("bytes=10000-, 0-0", [(0, 1)]),
        # Nothing of it can be had.
        ("bytes=10000-", []),
        ("bytes=-0", []),
        # As if it were not there.
        ("bytes=5-2", None), ("bytes=-", None), ("bytes=", None), ("bytes", None), ("bytes=a-b", None), ("lines=0-1", None),
        ("bytes=0-1,", None), ("bytes=--1", None), ("bytes=0-1;2-3", None), ("bytes=0x1-2", None), ("bytes=１-２", None),
        ("bytes=" + "1" * 50 + "-", None), ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 40, 2)), None), ("", None),
    ],
)  # fmt: skip
def test_ranges(value, wanted):
    assert ranges(fields(range=value), 10000) == wanted


def test_a_range_of_nothing():
    assert ranges(fields(range="bytes=-5"), 0) is None
    assert ranges(fields(range="bytes=0-"), 0) == []
    assert ranges(fields(), 100) is None


@given(st.from_regex(r"bytes=[0-9]{0,3}-[0-9]{0,3}", fullmatch=True), st.integers(1, 300))
def test_one_range_is_read_as_werkzeug_reads_it(value, size):
    theirs = parse_range_header(value)
    ours = ranges(fields(range=value), size)
    if theirs is None:
        assert ours is None or value.endswith("-0")  # werkzeug takes -0 for malformed
    elif int(value.partition("-")[2] or 0) > size and value.startswith("bytes=-"):
        assert ours == [(0, size)]  # section 14.1.2: then all of it is meant; werkzeug says none
    else:
        one = theirs.range_for_length(size)
        assert ours == ([] if one is None else [one])


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        # RFC 9110, section 12.5.3
        ("compress, gzip", True), ("", False), ("*", True), ("compress;q=0.5, gzip;q=1.0", True),
        ("gzip;q=1.0, identity; q=0.5, *;q=0", True),
        (None, False), ("gzip;q=0", False), ("*;q=0", False), ("gzip;q=0, *", False), ("identity", False), ("br", False),
        ("gzip, deflate, br, zstd", True), ("x-gzip", True), ("GZIP", True), ("gzip;q=0.000", False), ("gzip;q=0.001", True),
        ("gzip;q=0.5, identity", False), ("gzip;q=0.5, *", False), ("gzip;q=0.5, *;q=0.1", True), ("gzipped", False),
        ("gzip;level=9", False), (" gzip ; q=1 ,", True),
    ],
)  # fmt: skip
def test_codings(accepted, wanted):
    assert wants_gzip(accepted) is wanted


@given(
    st.lists(
        st.tuples(st.sampled_from(["gzip", "br", "identity", "*"]), st.integers(0, 10)), unique_by=lambda one: one[0]
    )
)
def test_codings_are_weighed_as_werkzeug_weighs_them(pairs):
    value = ", ".join(f"{name};q={weight / 10}" for name, weight in pairs)
    theirs = parse_accept_header(value, Accept)
    gzip, plain = theirs["gzip"], theirs["identity"]
    assert wants_gzip(value) is (gzip > 0 and gzip >= plain)


NOW, BEFORE, AFTER = "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:36 GMT", "Sun, 06 Nov 1994 08:49:38 GMT"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, None),
        # The comparisons of RFC 9110, section 8.8.3.2: If-None-Match is weak, If-Match strong.
        ({"if_none_match": '"1"'}, 304), ({"if_none_match": 'W/"1"'}, 304), ({"if_none_match": 'W/"2"'}, None),
        ({"if_match": '"1"'}, None), ({"if_match": 'W/"1"'}, 412), ({"if_match": '"2"'}, 412),
        ({"if_none_match": '"x,", "1"'}, 304), ({"if_none_match": '"2", W/"3"'}, None), ({"if_none_match": "*"}, 304),
        ({"if_match": '"2","1"'}, None), ({"if_match": "*"}, None), ({"if_none_match": "1"}, None), ({"if_match": ""}, 412),
        ({"if_modified_since": NOW}, 304), ({"if_modified_since": AFTER}, 304), ({"if_modified_since": BEFORE}, None),
        ({"if_unmodified_since": NOW}, None), ({"if_unmodified_since": AFTER}, None), ({"if_unmodified_since": BEFORE}, 412),
        ({"if_modified_since": "yesterday"}, None), ({"if_unmodified_since": "0"}, None),
        # The order of section 13.2.2: a tag counts, and the date beside it does not.
        ({"if_none_match": '"2"', "if_modified_since": AFTER}, None), ({"if_none_match": '"1"', "if_modified_since": BEFORE}, 304),
        ({"if_match": '"1"', "if_unmodified_since": BEFORE}, None), ({"if_match": '"2"', "if_none_match": '"1"'}, 412),
        ({"if_match": '"1"', "if_none_match": '"1"'}, 304), ({"if_unmodified_since": BEFORE, "if_none_match": '"1"'}, 412),
        ({"if_unmodified_since": NOW, "if_modified_since": NOW}, 304),
    ],
)  # fmt: skip
def test_preconditions(told, status):
    assert precondition(fields(**told), '"1"', 784111777) == status


def test_dates_say_nothing_of_what_has_none():
    assert precondition(fields(if_modified_since=AFTER), '"1"', None) is None
    assert precondition(fields(if_unmodified_since=BEFORE), '"1"', None) is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ('"1"', True),
        ('W/"1"', False),
        ('"2"', False),
        (NOW, True),
        (BEFORE, False),
        (AFTER, False),
        ("x", False),
        ("*", False),
    ],
)
def test_if_range(value, wanted):
    assert if_range(fields(if_range=value), '"1"', 784111777, 784111777 + 60) is wanted


def test_a_date_of_this_second_is_a_weak_one():
    assert not if_range(fields(if_range=NOW), '"1"', 784111777, 784111777)
    assert not if_range(fields(if_range=NOW), '"1"', None, 784111777 + 60)
