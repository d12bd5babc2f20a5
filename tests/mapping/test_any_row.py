"""Any row at all becomes a record or a refusal, and never a traceback: rows are what strangers wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import HOSTILE

from syndicate.formats._base import ReadContext
from syndicate.ledger import Refusal
from syndicate.mapping import plain_mapper
from syndicate.models.paths import PATHS
from syndicate.models.record import parse, plain
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

NAMES = st.sampled_from(
    sorted({*PATHS, *(path.split(".")[0] for path in PATHS), "at", "reason", "authors.0.name", "slug"})
)
WORDS = st.one_of(
    st.sampled_from(
        [*HOSTILE, "Movie", "3.5/5", "[", "{}", "[[1]]", '{"name": 1}', "1e999", "9,5", "2024-02-30", "0", "-"]
    ),
    st.text(max_size=20),
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(10**400), st.floats(), st.dates(), st.datetimes(), WORDS
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(NAMES, WORDS), inner, max_size=3)),
    max_leaves=6,
)
ROWS = st.one_of(
    st.dictionaries(st.one_of(NAMES, WORDS), VALUES, max_size=8),
    st.dictionaries(NAMES, VALUES, max_size=5).map(lambda row: {"item.type": "Movie", "item.name": "Dune", **row}),
)


def made_of(mapper: Any, row: dict[str, Any]) -> None:
    ctx = ReadContext(source="in.json")
    made = mapper.record(row, ctx=ctx, place="row 1", key="row/1")
    if isinstance(made, Refusal):
        assert made.faults
        assert not ctx.notes
        assert all(fault.found and fault.expected for fault in made.faults)
        json.dumps(made.as_dict(), allow_nan=False, ensure_ascii=False).encode()
    else:
        assert isinstance(made, (Review, Tombstone))
        assert parse(json.dumps(plain(made)).encode()) == made


@given(ROWS)
def test_any_row_in_the_records_own_names(row: dict[str, Any]) -> None:
    made_of(plain_mapper(), row)


FIELDS = "abcdefghijklm"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_any_row_through_every_kind_of_rule(mapped: Callable[..., Any], row: dict[str, Any]) -> None:
    mapping = mapped(
        "[map]\nitem.type = { from = 'a', table = { x = 'Movie' }, default = 'Book' }\n"
        "item.name = [{ from = 'b', pattern = '^(.)' }, { from = 'c', words = 'title' }]\n"
        "rating = { from = 'd', scale = ['letters', 'stars', 'fraction', 'percent', { best = 5, decimal = ',' }] }\n"
        "published = { from = 'e', date = ['%d/%m/%Y', 'unix', 'dmy', 'iso', 'words'], languages = ['en'] }\n"
        "item.duration = { from = 'f', duration = 'text' }\nitem.properties.award = 'g'\n"
        "authors = { from = ['h', 'i'], split = ',' }\nitem.identifiers.isbn = 'j'\naspects.Sound = 'k'\n"
        "body = { from = 'l', format = 'html' }\nitem.author.name = 'm'\nitem.author.url = 'l'\n",
        timezone="Europe/Berlin",
    )
    made_of(mapping.mapper, row)
