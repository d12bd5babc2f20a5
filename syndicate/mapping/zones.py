"""Time zones by name: those of the IANA database, ``UTC``, and fixed offsets such as ``+02:00``."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

from syndicate.errors import SettingsError, nearest

__all__ = ["zone"]


def zone(name: str, *, place: str = "timezone") -> dt.tzinfo:
    """The time zone of that name. Raises :class:`syndicate.errors.SettingsError` with the nearest names."""
    if offset := re.fullmatch(r"([+-])(0[0-9]|1[0-4]):?([0-5][0-9])", name):
        delta = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return dt.timezone(-delta if offset[1] == "-" else delta)
    if name in ("UTC", "Z"):
        return dt.UTC
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        cities = {known_name.rpartition("/")[2]: known_name for known_name in sorted(known)}
        close = list(dict.fromkeys([*nearest(name, known), *(cities[city] for city in nearest(name, cities))]))[:3]
        mend = f"Did you mean {' or '.join(close)}?" if close else "Write it as in Europe/Berlin or +02:00."
        raise SettingsError(
            f"there is no time zone {name!r}", place=place, expected="a name of the IANA database", mend=mend
        ) from None
