"""Dates in forms that the settings name, and durations.

A form of ``strptime`` says by its directives how exact a date is: with no day it is a month, with no month a year.
Words are read by dateparser with its clock out of reach: what is relative ("yesterday") or has no year does not fit,
and what is left out is left out of the date. Names of months in a form are English, whatever the locale.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from syndicate.errors import SettingsError, nearest
from syndicate.ledger import shown
from syndicate.mapping._account import Account, Coercer
from syndicate.mapping._dates import date as iso_date
from syndicate.mapping._dates import written

__all__ = ["dates", "durations"]

Read = Callable[[str], "str | dt.datetime | None"]

_ORDERS = {"dmy": "day month year", "mdy": "month day year", "ymd": "year month day"}
_NAMED = (*_ORDERS, "iso", "unix", "unix_ms", "words")
# https://docs.python.org/3/library/datetime.html#format-codes, but for what a locale or a clock would have to say.
_DIRECTIVES = "aAwdbBmyYHIpMSfzjGVu%"
_LOCAL = "cxXZ"


def dates(forms: Sequence[str], languages: Sequence[str], place: str) -> Coercer:
    """A coercer of dates in the first of ``forms`` that fits; raises :class:`SettingsError` for a form that is none."""
    readers = [_form(form, languages, place) for form in forms]
    iso = "iso" in forms

    def coerce(value: Any, path: str, account: Account) -> Any:
        if isinstance(value, dt.date):
            return value
        text = str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
        if not text:
            return value or None
        for read in readers:
            if (made := read(text)) is not None:
                return made
        if iso:
            return iso_date(value, path, account)
        account.fault(
            path,
            shown(value),
            f"a date in the form {' or '.join(forms)}",
            "Correct it, or name its form too: date may be a list of forms.",
        )
        return None

    return coerce


def _form(form: str, languages: Sequence[str], place: str) -> Read:
    if form in _ORDERS:
        return _ordered(_ORDERS[form].split())
    if form == "iso":
        return lambda _text: None  # read last, since it says more of what is wrong
    if form in ("unix", "unix_ms"):
        return _unix(1000 if form == "unix_ms" else 1)
    if form == "words":
        return _words(languages, place)
    if "%" not in form:
        close = nearest(form, _NAMED)
        raise SettingsError(
            f"there is no form of dates {form!r}",
            place=place,
            expected=f"one of {', '.join(_NAMED)}, or a form of strptime such as %d/%m/%Y",
            mend=f"Did you mean {' or '.join(close)}?" if close else "",
        )
    return _directives(form, place)


def _ordered(order: list[str]) -> Read:
    groups = [f"(?P<{part}>[0-9]{{{'4' if part == 'year' else '1,2'}}})" for part in order]
    pattern = re.compile(
        rf"{groups[0]}(?P<by>[./-]|\s+|[.]\s+){groups[1]}(?P=by){groups[2]}"
        r"(?:[T,]?\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
    )

    def read(text: str) -> str | dt.datetime | None:
        found = pattern.fullmatch(text)
        if not found:
            return None
        try:
            day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            if found["hour"] is None:
                return day.isoformat()
            clock = dt.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        except ValueError:
            return None
        return dt.datetime.combine(day, clock)

    return read


def _unix(units: int) -> Read:
    def read(text: str) -> str | None:
        found = re.fullmatch(r"(-?[0-9]{1,14})(?:\.([0-9]+))?", text)
        if not found:
            return None
        try:
            whole = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(**{_UNIT[units]: int(found[1])})
        except OverflowError:
            return None
        if units == 1 and found[2]:
            sign = -1 if text.startswith("-") else 1
            whole += sign * dt.timedelta(microseconds=int(found[2][:6].ljust(6, "0")))
        return written(whole)

    return read


_UNIT = {1: "seconds", 1000: "milliseconds"}


def _directives(form: str, place: str) -> Read:
    codes = re.findall(r"%(.?)", form, re.DOTALL)
    for code in codes:
        if code not in _DIRECTIVES or not code:
            reason = (
                "means something else in each locale or zone: spell it out"
                if code in _LOCAL and code
                else 'is not a directive of strptime; for seconds since 1970 say date = "unix"'
                if code == "s"
                else "is not a directive of strptime"
            )
            raise SettingsError(
                f"%{code} in the form of a date {form!r} {reason}",
                place=place,
                expected=f"directives among {', '.join('%' + c for c in _DIRECTIVES)}",
            )
    said = set(codes)
    if not said & {"Y", "y", "G"}:
        raise SettingsError(
            f"the form of a date {form!r} has no year", place=place, mend="Add %Y: a year is never made up."
        )
    if "G" in said and not {"V", "u"} <= said:
        raise SettingsError(f"the form of a date {form!r} has %G without %V and %u", place=place, mend="Add them.")
    if "I" in said and "p" not in said:
        raise SettingsError(f"the form of a date {form!r} has %I without %p", place=place, mend="Add %p, or write %H.")
    timed = bool(said & {"H", "I", "M", "S", "f", "z"})
    exact = 10 if said & {"d", "j"} or "G" in said else 7 if said & {"m", "b", "B"} else 4
    if timed and exact < 10:
        raise SettingsError(f"the form of a date {form!r} has a time without its day", place=place, mend="Add %d.")

    def read(text: str) -> str | dt.datetime | None:
        try:
            moment = dt.datetime.strptime(text, form)
        except ValueError:
            return None
        return moment if timed else moment.date().isoformat()[:exact]

    return read


_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_FIGURES = re.compile(r"(?<![0-9])[0-9]{1,2}[\s./-]+[0-9]{1,2}[\s./-]+[0-9]{4}")


def _words(languages: Sequence[str], place: str) -> Read:
    settings = {
        "RELATIVE_BASE": dt.datetime(2000, 1, 1),  # no date depends on it: what it would fill in is required
        "REQUIRE_PARTS": ["year"],
        "PARSERS": ["absolute-time"],
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "PREFER_LOCALE_DATE_ORDER": True,
        "TIMEZONE": None,
        "TO_TIMEZONE": None,
        "STRICT_PARSING": False,
    }
    parser = _parser(languages, settings, place)

    def read(text: str) -> str | dt.datetime | None:
        # A date without a year, or in figures alone, would be a guess.
        if not _YEAR.search(text) or not re.search(r"[^\W\d_]{3}", text) or _FIGURES.search(text):
            return None
        data = parser.get_date_data(text)
        moment: dt.datetime | None = data.date_obj
        if moment is None or str(moment.year) not in text:
            return None
        if re.search(r"[0-9]{1,2}\s*(?:[:h.]\s*[0-9]{2}|[ap]\.?m)", text, re.IGNORECASE) and (
            moment.time() != dt.time(0) or re.search(r"\b(?:00|12)\b", text)
        ):
            return moment
        return str(moment.date().isoformat()[: {"day": 10, "month": 7, "year": 4}[data.period or "day"]])

    return read


def _parser(languages: Sequence[str], settings: dict[str, Any], place: str) -> Any:
    from dateparser.date import DateDataParser

    used = {name: value for name, value in settings.items() if value is not None}
    try:
        parser = DateDataParser(languages=list(languages), settings=used)
        parser.get_date_data("2000")  # which is when it looks at the languages
        return parser
    except ValueError as error:
        raise SettingsError(
            f"dates in words: {error}", place=place, mend='Name the languages as in languages = ["en", "de"].'
        ) from None


_LONG = re.compile(
    r"(?:(?P<h>[0-9]+)\s*(?:h|hrs?|hours?|std\.?|stunden?)\s*)?"
    r"(?:(?P<m>[0-9]+)\s*(?:m|mins?\.?|minutes?|minuten?)?\s*)?(?:(?P<s>[0-9]+)\s*(?:s|secs?\.?|seconds?|sekunden?))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<h>[0-9]+):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])")
_UNITS = {"hours": 3600, "minutes": 60, "seconds": 1}


def durations(unit: str) -> Coercer:
    """A coercer of durations in ``unit`` (or as ``text`` that says its units) to ISO 8601."""

    def coerce(value: Any, path: str, account: Account) -> Any:
        text = str(value).strip()
        if not text or isinstance(value, bool):
            return None if not text else value
        seconds = _counted(text, _UNITS[unit]) if unit in _UNITS else _spelled(text)
        if text.startswith("P"):
            return text  # ISO 8601 already; the model has the last word
        if seconds is None:
            expected = (
                f"a whole number of {unit}" if unit in _UNITS else "a duration such as 1h 41m, 101 min or 1:41:00"
            )
            account.fault(path, shown(value), expected, "Write it so, or as ISO 8601 does: PT1H41M.")
            return None
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        parts = f"{f'{hour}H' if hour else ''}{f'{minute}M' if minute else ''}{f'{second}S' if second else ''}"
        return f"PT{parts or '0M'}"

    return coerce


def _counted(text: str, unit: int) -> int | None:
    found = re.fullmatch(r"([0-9]{1,7})(?:\.([0-9]{1,4}))?", text)
    if not found:
        return None
    numerator, rest = divmod(int(found[1] + (found[2] or "")) * unit, 10 ** len(found[2] or ""))
    return numerator if not rest else None


def _spelled(text: str) -> int | None:
    found = _CLOCK.fullmatch(text) or _LONG.fullmatch(text)
    if not found or text.isdecimal() or not any(found.groups()):
        return None
    return int(found["h"] or 0) * 3600 + int(found["m"] or 0) * 60 + int(found["s"] or 0)
