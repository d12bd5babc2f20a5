"""Whether a request wants what is there: the conditions of RFC 9110, sections 12.5.3, 13 and 14.

``If-Match`` and the entity tags of ``If-Range`` compare strongly, ``If-None-Match`` weakly (section 8.8.3.2). What is
malformed is as if it were not there, as the RFC says of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from typing import Final

__all__ = ["GZIP", "Field", "http_date", "if_range", "precondition", "ranges", "seconds_of", "wants_gzip"]

Field = Callable[[str], str | None]
"""A header field of the request, all of its lines together, or None."""

GZIP: Final = "gzip"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_YEAR = "[1-9][0-9]{3}"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)"
_DATE = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] (?:{_MONTHS}) {_YEAR} {_TIME} GMT"  # IMF-fixdate
    rf"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [0-3][0-9]-(?:{_MONTHS})-[0-9]{{2}} {_TIME} GMT"  # RFC 850
    rf"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:{_MONTHS}) [ 0-3][0-9] {_TIME} {_YEAR}"  # asctime
)
_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_CODING = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;\s*[qQ]=([01](?:\.[0-9]{0,3})?)\s*)?")
_RANGE = re.compile(r"[ \t]*([0-9]*)-([0-9]*)[ \t]*")
_MOST_RANGES = 16
_MOST_DIGITS = 18


def http_date(seconds: int) -> str:
    """A time as HTTP says it (section 5.6.7)."""
    return formatdate(seconds, usegmt=True)


def seconds_of(date: str | None) -> int | None:
    """The time that an HTTP date says, in any of its three forms; None where it is none."""
    if date is None or not _DATE.fullmatch(date):
        return None
    try:
        return int(parsedate_to_datetime(date).replace(tzinfo=UTC).timestamp())
    except ValueError:  # the 31st of February
        return None


def precondition(field: Field, tag: str, modified: int | None) -> int | None:
    """412 or 304 where the conditions of a GET or HEAD say so, in the order of section 13.2.2; else None.

    Conditions on a date are nothing to what has none.
    """
    if (wanted := field("if-match")) is not None:
        if not _matches(wanted, tag, weakly=False):
            return 412
    elif (unmodified := seconds_of(field("if-unmodified-since"))) is not None and (modified or 0) > unmodified:
        return 412
    if (known := field("if-none-match")) is not None:
        return 304 if _matches(known, tag, weakly=True) else None
    since = seconds_of(field("if-modified-since"))
    return 304 if since is not None and modified is not None and modified <= since else None


def if_range(field: Field, tag: str, modified: int | None, now: int) -> bool:
    """Whether a range of this version is wanted (section 13.1.5).

    A date is only as good as a strong tag where the file was not changed within the last second (section 8.8.2.2).
    """
    value = field("if-range")
    if value is None:
        return True
    if value.startswith(('"', "W/")):
        return value == tag
    return modified is not None and seconds_of(value) == modified and modified < now - 1


def ranges(field: Field, size: int) -> Sequence[tuple[int, int]] | None:
    """The parts of a file of ``size`` bytes that are wanted, each from its first byte to that after its last.

    None where the whole is: there is no ``Range``, or it is malformed, of another unit, or says more than 16 ranges.
    Where the list is empty, nothing of it can be had (416). Ranges that overlap or touch are one (section 14.2).
    """
    value = field("range")
    unit, equals, listed = (value or "").partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return None
    parts = listed.split(",", _MOST_RANGES)
    found = []
    for part in parts:
        told = _RANGE.fullmatch(part)
        if told is None or len(parts) > _MOST_RANGES or len(told[0]) > 2 * _MOST_DIGITS:
            return None
        if told[1]:
            first, end = int(told[1]), int(told[2]) + 1 if told[2] else size
            if told[2] and end <= first:
                return None
        elif told[2]:
            if not size:  # the whole of nothing, which no Content-Range can say
                return None
            first, end = max(size - int(told[2]), 0), size
        else:
            return None
        if first < min(end, size):
            found.append((first, min(end, size)))
    return _joined(found)


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in the order that they were asked for in; where some overlap or touch, in that of the file, joined."""
    joined: list[tuple[int, int]] = []
    for first, end in sorted(found):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((first, end))
    return found if len(joined) == len(found) else joined


def wants_gzip(accepted: str | None) -> bool:
    """Whether ``Accept-Encoding`` prefers gzip to the bytes as they are (section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in (accepted or "").split(","):
        told = _CODING.fullmatch(part)
        if told:
            coding = told[1].lower().removeprefix("x-")
            weights.setdefault(coding, float(told[2] or 1))
    gzip = weights.get(GZIP, weights.get("*", 0.0))
    return gzip > 0 and gzip >= weights.get("identity", weights.get("*", 0.0))


def _matches(listed: str, tag: str, *, weakly: bool) -> bool:
    if listed.strip() == "*":
        return True
    return any(found == tag and (weakly or not weak) for weak, found in _TAG.findall(listed))
