"""Dates as sources write them to dates as the record has them: RFC 3339, or less of it where the source says less.

Read without being told how: RFC 3339; ISO 8601 with a space, without seconds, in its basic form (``20240501``,
``20240501T1430Z``) or with offsets such as ``+0200``; dates of RFC 2822 and HTTP. What can be read in two ways
(``03/04/2024``) and what is in words is a fault that names the setting. A time without a zone takes the account's;
where the clocks were put back and it happened twice it is the first, where they were put forward and it never
happened it is read with the offset of before (``fold=0``, PEP 495); each of these is told.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import Any

from syndicate.ledger import shown
from syndicate.mapping._account import Account
from syndicate.mapping._repair import line

__all__ = ["date", "written"]

_DONE = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)
_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})"
    r"(?::?(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?"
    r"[ \t]*(?P<zone>[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+)?[0-9]{1,2}[ \t-](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[ \t-][0-9]{4}[ \t]+[0-9]{2}:[0-9]{2}(?::[0-9]{2})?[ \t]+(?:[+-][0-9]{4}|GMT|UT|UTC|Z)",
    re.IGNORECASE,
)
_EXPECTED = "a year, a year and month, a date, or a time with its zone"


def date(value: Any, path: str, account: Account) -> Any:
    """A date of the record from text, a whole number (a year, ``20240501``) or Python's own dates."""
    if isinstance(value, dt.datetime):
        return _moment(value, path, account)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    value = line(value, path, account)
    if not isinstance(value, str) or _DONE.fullmatch(value):
        return value
    if found := _ISO.fullmatch(value):
        return _iso(found, value, path, account)
    if _MAIL.fullmatch(value):
        try:
            moment = email.utils.parsedate_to_datetime(value)
        except ValueError:
            moment = None
        if moment is not None:
            account.repaired(path, "date in the form of RFC 3339")
            return written(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    account.fault(path, shown(value), _EXPECTED, _mend(value))
    return None


def _iso(found: re.Match[str], value: str, path: str, account: Account) -> str | None:
    digits = found["day"].replace("-", "")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if found["hour"] is None:
        account.repaired(path, "date in the form of RFC 3339")
        return day
    fraction = found["fraction"] or ""
    if len(fraction) > 6:
        account.repaired(path, "fraction of a second cut to six digits")
        fraction = fraction[:6]
    zone = found["zone"]
    clock = f"{found['hour']}:{found['minute']}:{found['second'] or '00'}"
    if zone is not None:
        account.repaired(path, "date in the form of RFC 3339")
        bare = zone.replace(":", "")
        offset = "Z" if zone[0] not in "+-" else f"{bare[:3]}:{bare[3:] or '00'}"
        return f"{day}T{clock}{'.' + fraction if fraction else ''}{offset}"
    try:
        moment = dt.datetime.fromisoformat(f"{day}T{clock}")
    except ValueError as error:
        account.fault(path, f"{shown(value)} ({error})", _EXPECTED, "Correct it.")
        return None
    return _moment(moment.replace(microsecond=int(fraction.ljust(6, "0") or 0)), path, account)


def _moment(moment: dt.datetime, path: str, account: Account) -> str | None:
    if moment.tzinfo is not None:
        return written(moment)
    zone = account.zone
    if zone is None:
        account.fault(
            path,
            f"{moment.isoformat()}, a time without a zone",
            "a time with its zone",
            'Say in which zone such times are in the settings, as in timezone = "Europe/Berlin".',
        )
        return None
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    assert before is not None and after is not None  # noqa: PT018
    account.repaired(path, "time zone from the settings")
    if before > after:
        account.repaired(path, "a local time that came twice taken for the first")
    elif before < after:
        account.repaired(path, "a local time that the clocks left out read with the offset of before")
    return written(first)


def written(moment: dt.datetime) -> str:
    """An aware time as RFC 3339 has it; in UTC where its offset is no whole number of minutes."""
    offset = moment.utcoffset()
    if offset is not None and offset % dt.timedelta(minutes=1):
        moment = moment.astimezone(dt.UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _mend(value: str) -> str:
    if re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", value):
        return 'Say in the mapping which number is the day, as in date = "dmy" or date = "mdy": a guess could be wrong.'
    if re.fullmatch(r"[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", value):
        return 'Write it as in 2024-05-01, or say date = "ymd" in the mapping.'
    if re.fullmatch(r"[0-9]{9,13}", value):
        return 'Say date = "unix" (seconds) or date = "unix_ms" (milliseconds) in the mapping, if it is a time stamp.'
    if re.search(r"[^\W\d_]{3}", value) and re.search(r"[0-9]", value):
        return 'Say date = "words" and the languages in the mapping, as in languages = ["en"].'
    return "Write it as in 2024, 2024-05, 2024-05-31 or 2024-05-31T14:30:00Z."
