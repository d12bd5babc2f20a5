"""Dates that keep the precision of their source: a year, a year and month, a date, or a time with its offset.

A date is a ``str``, exactly as it is published. The pattern knows the lengths of the months and the leap years, so
that the core, the JSON Schema and every reader of it refuse 2023-02-29 alike. Sources: ISO 8601-1:2019 for the
reduced precisions, RFC 3339 (section 5.6) for full dates and times; leap seconds are not accepted.

>>> precision("2024-02")
'month'
>>> first_day("2024-02").isoformat()
'2024-02-01'
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import TypeAliasType

from syndicate.models.text import fault, teaching, told

__all__ = [
    "TIME", "Date", "Day", "Instant", "Precision", "epoch", "first_day", "instant", "precision", "year",
]  # fmt: skip

Precision = Literal["year", "month", "day", "time"]

_YEAR = r"(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][48]|[2468]0|[13579][26])00)"
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    rf"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_TIME = "T" + _CLOCK
TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?$"
"""The form of schema.org's Time."""


class _Dated:
    """The pattern for text; in Python also ``datetime.date`` and aware ``datetime.datetime``, turned into text."""

    def __init__(self, regex: str, expected: str, mend: str, *examples: str, dates: bool) -> None:
        self.regex = regex
        self.examples = examples
        self.expected = expected
        self.mend = mend
        self.dates = dates

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = teaching(core_schema.str_schema(pattern=self.regex, strict=True), self.expected, self.mend)
        as_text = core_schema.no_info_before_validator_function(self._text, text)
        return core_schema.json_or_python_schema(text, as_text)

    def _text(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            if value.utcoffset() is None:
                raise fault(f"{value.isoformat()}, a time without a zone", self.expected, "Give it a tzinfo.")
            return value.isoformat().replace("+00:00", "Z")
        if isinstance(value, dt.date) and self.dates:
            return value.isoformat()
        return value

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "description": told(self.expected),
            "type": "string",
            "pattern": self.regex,
            "examples": list(self.examples),
        }


Date = TypeAliasType(
    "Date",
    Annotated[
        str,
        _Dated(
            rf"^(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_DAY}(?:{_TIME})?)$",
            "a year, a year and month, a date, or a time with its zone",
            "Write it as in 2024, 2024-05, 2024-05-31 or 2024-05-31T14:30:00Z; a time needs its offset.",
            "2024",
            "2024-05",
            "2024-05-31",
            "2024-05-31T14:30:00+02:00",
            dates=True,
        ),
    ],
)

Day = TypeAliasType(
    "Day",
    Annotated[
        str,
        _Dated(
            rf"^(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_DAY})$",
            "a year, a year and month, or a date, without a time",
            "Write it as in 2024, 2024-05 or 2024-05-31.",
            "2024-05-31",
            "2024",
            dates=True,
        ),
    ],
)

Instant = TypeAliasType(
    "Instant",
    Annotated[
        str,
        _Dated(
            rf"^{_DAY}{_TIME}$",
            "a date and a time with its zone",
            "Write it as in 2024-05-31T14:30:00Z.",
            "2024-05-31T14:30:00Z",
            dates=False,
        ),
    ],
)


def precision(date: str) -> Precision:
    """How much a valid :data:`Date` says."""
    return {4: "year", 7: "month", 10: "day"}.get(len(date), "time")  # type: ignore[return-value]


def year(date: str) -> int:
    """The year of a valid :data:`Date`."""
    return int(date[:4])


def first_day(date: str) -> dt.date:
    """The first day that a valid :data:`Date` may mean, in the date's own zone."""
    return dt.date(int(date[:4]), int(date[5:7] or 1), int(date[8:10] or 1))


def instant(date: str, zone: dt.tzinfo, *, at: dt.time = dt.time(12)) -> dt.datetime:
    """A valid :data:`Date` as an aware time: its own if it has one, else ``at`` (noon) of its first day in ``zone``."""
    if len(date) > 10:
        return dt.datetime.fromisoformat(date)
    return dt.datetime.combine(first_day(date), at, zone)


@lru_cache(maxsize=4096)
def epoch(date: str) -> int:
    """Seconds since 1970-01-01T00:00:00Z, rounded down, for sorting; a date without a time is its start in UTC."""
    if len(date) <= 10:
        return (first_day(date).toordinal() - _FIRST) * 86400
    return math.floor(dt.datetime.fromisoformat(date).timestamp())


_FIRST = dt.date(1970, 1, 1).toordinal()
