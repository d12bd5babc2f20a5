"""Dates as markup has them: ISO 8601, as far as Python reads it, and its years and months."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

__all__ = ["day_of", "last_day_of"]

_YEAR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?", re.ASCII)
_LONGEST = 60


def day_of(value: Any) -> date | None:
    """The first day that a date may mean; None for what is no date of ISO 8601.

    >>> day_of("2024-03"), day_of("2024-03-01T10:00:00Z"), day_of("March 1, 2024")
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1), None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = value.strip()
    try:
        if found := _YEAR.fullmatch(text):
            return date(int(found[1]), int(found[2] or 1), 1)
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def last_day_of(value: Any) -> date | None:
    """The last day that a date may mean: of a year its last, of a month its 28th at the least."""
    first = day_of(value)
    if first is None:
        return None
    length = len(str(value).strip())
    return first.replace(month=12, day=31) if length == 4 else first.replace(day=28) if length == 7 else first
