"""Dates on a page that was saved as text: in words of several languages, as ISO 8601 has them, or in figures.

A date in figures is read where its parts can only be meant in one way (``23/05/2015``, ``2015/05/23``, ``4.4.2015``);
which is the day in ``03/04/2015`` is never guessed. A year and month stay that. A time without a zone is left out, and
its day stays.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from syndicate.mapping._account import Account, Coercer
from syndicate.mapping._dates import written
from syndicate.mapping._forms import dates

__all__ = ["Dated", "date_in"]

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.[0-9]+)?\s?(Z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_ISO_MONTH = re.compile(r"((?:1[89]|20)[0-9]{2})-(0[1-9]|1[0-2])")
_FIGURES = re.compile(
    r"([0-9]{1,4})\s?([./-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{1,2})(?:,?\s[0-9]{1,2}:[0-9]{2}.{0,8})?"
)
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_LEAD = re.compile(
    r"(?:on|the|am|den|dem|le|el|il|vom|du|del|dated?)\s+(?=\S)|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+(?=\S)",
    re.IGNORECASE,
)
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What a text says as a date."""

    value: str | None
    """As the record has it; None where it cannot be read in one way only."""
    note: str = ""
    """What was left out; empty where nothing was."""


@lru_cache(maxsize=4096)
def date_in(text: str, languages: tuple[str, ...], *, year: bool = False) -> Dated | None:
    """The date that is the whole of ``text``; None where it is none. With ``year`` a bare year is one.

    Raises :class:`syndicate.errors.SettingsError` for languages that nobody reads.
    """
    text = text.strip(" .,;:()[]–—-")
    if len(text) > _LONGEST:
        return None
    if year and _YEAR.fullmatch(text):
        return Dated(value=text)
    if _ISO_MONTH.fullmatch(text):
        return Dated(value=text)
    if found := _ISO.fullmatch(text):
        return _iso(found)
    text = _LEAD.sub("", text, count=1)
    if found := _FIGURES.fullmatch(text):
        return _figures(found)
    if not _YEAR.search(text) or len(text.split()) > 9:
        return None
    account = Account(None)
    made = _words(languages)(text, "", account)
    if isinstance(made, dt.datetime):
        if made.tzinfo is not None:
            return Dated(value=written(made))
        return Dated(value=made.date().isoformat(), note="the time left out, as it has no zone")
    if not isinstance(made, str) or account.faults or len(made) == 4:
        return None
    # With no day read, another number beside the year is something else.
    if len(made) == 7 and len(re.findall(r"[0-9]+", text)) > 1:
        return None
    return Dated(value=made)


@cache
def _words(languages: tuple[str, ...]) -> Coercer:
    return dates(("words",), languages, "languages")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(found: re.Match[str]) -> Dated | None:
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    if day is None or found[4] is None:
        return None if day is None else Dated(value=day)
    if found[6] is None:
        return Dated(value=day, note="the time left out, as it has no zone")
    zone = "+00:00" if found[6] in ("Z", "UTC") else f"{found[6][:3]}:{found[6][-2:]}"
    try:
        return Dated(value=written(dt.datetime.fromisoformat(f"{day}T{found[4]}{found[3 + 2] or ':00'}{zone}")))
    except ValueError:
        return None


def _figures(found: re.Match[str]) -> Dated | None:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        made = _day(first, second, third)
        return None if made is None else Dated(value=made)
    if len(found[1]) > 2 or len(found[4]) < 2:
        return None
    order: Literal["dmy", "mdy", ""] = "dmy" if first > 12 else "mdy" if second > 12 or first == second else ""
    if len(found[4]) == 2 or not order:
        plausible = 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12
        return (
            Dated(value=None, note="a date in figures left out, which can be read in two ways") if plausible else None
        )
    day, month = (first, second) if order == "dmy" else (second, first)
    made = _day(third, month, day)
    return None if made is None else Dated(value=made)
