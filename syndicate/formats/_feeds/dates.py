"""Dates of feeds: RFC 822 with the years of RFC 2822, and RFC 3339; and what feeds write instead.

Sources: RSS 2.0 ("all date-times conform to RFC 822"), RFC 4287, section 3.3. Names of zones beyond RFC 822's are those
that mean one offset alone where mail is written in English (``CET``); names of days are not compared with the day.

>>> moment("Fri, 1 Mar 24 9:30 EST"), moment("2024-03-01T09:30:00Z"), moment("Fri, 01 Mar 2024 09:30:00 CEST")
('2024-03-01T09:30:00-05:00', '2024-03-01T09:30:00Z', '2024-03-01T09:30:00+02:00')
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_tz

__all__ = ["moment"]

_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_LONGEST = 60
_NO_ZONE = re.compile(r":[0-9]{2}(?:\s?[AaPp][Mm])?\s*$")
_ZONES = {
    "AEDT": "+1100", "AEST": "+1000", "AWST": "+0800", "BST": "+0100", "CEST": "+0200", "CET": "+0100",
    "EEST": "+0300", "EET": "+0200", "JST": "+0900", "KST": "+0900", "MESZ": "+0200", "MEZ": "+0100", "MSK": "+0300",
    "NZDT": "+1300", "NZST": "+1200", "WEST": "+0100", "WET": "+0000", "Z": "+0000",
}  # fmt: skip
_NAMED = re.compile(r"\b([A-Z]{1,4})$")


def moment(text: str) -> str:
    """The date as the record has it; as it stands where it is none of these, so that it is refused with what it was."""
    said = " ".join(text.split())
    if len(said) > _LONGEST or not _MONTHS.search(said):
        return said
    if (named := _NAMED.search(said)) and (offset := _ZONES.get(named[1])):
        said = f"{said[: named.start()]}{offset}"
    try:
        parts = parsedate_tz(said)
        if parts is None:
            return said
        made = dt.datetime(*parts[:6])
        offset_of = parts[9]
        if _NO_ZONE.search(said):
            # Nobody knows in which zone: the settings may.
            return made.isoformat()
        return made.replace(tzinfo=dt.timezone(dt.timedelta(seconds=offset_of or 0))).isoformat()
    except (ValueError, OverflowError, IndexError, TypeError):
        return said
