"""The instant that a call states: ``--now``, else ``SOURCE_DATE_EPOCH``; there is no clock besides."""

from __future__ import annotations

import os

from syndicate.errors import SettingsError

__all__ = ["instant"]


def instant(stated: str | None) -> str | None:
    """``--now``, else ``SOURCE_DATE_EPOCH`` (https://reproducible-builds.org/specs/source-date-epoch/)."""
    import datetime as dt

    from pydantic import TypeAdapter, ValidationError

    from syndicate.models.dates import Instant

    if stated is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if not epoch:
            return None
        try:
            moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError):
            raise SettingsError(
                "SOURCE_DATE_EPOCH is wrong", found=repr(epoch), expected="seconds since 1970-01-01, in digits"
            ) from None
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        made: str = TypeAdapter(Instant).validate_python(stated)
    except ValidationError:
        raise SettingsError(
            "--now is wrong",
            found=repr(stated),
            expected="a date and a time with its zone",
            mend="Write it as in 2026-01-31T12:00:00Z.",
        ) from None
    return made
