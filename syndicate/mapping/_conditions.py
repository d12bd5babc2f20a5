"""Whether a row is meant: the conditions of ``where`` and ``when``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from syndicate.errors import SettingsError
from syndicate.mapping._account import Account
from syndicate.mapping._fields import find, present, same
from syndicate.mapping._repair import number
from syndicate.mapping.settings import Condition

__all__ = ["holds", "regex"]


def regex(pattern: str, place: str) -> re.Pattern[str]:
    """A regular expression of the settings. Raises :class:`syndicate.errors.SettingsError` where it is none."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SettingsError(
            f"the regular expression {pattern!r} cannot be read ({error})",
            place=place,
            mend="Correct it; in TOML it is best put between single quotes, where a backslash is itself.",
        ) from None


def holds(conditions: Mapping[str, Condition], place: str) -> Callable[[Mapping[str, Any]], bool] | None:
    """A function that says whether all ``conditions`` hold for a row; None where there are none."""
    tests = [(find(name), _test(condition, f"{place}.{name}")) for name, condition in conditions.items()]
    if not tests:
        return None
    return lambda row: all(test(field(row)) for field, test in tests)


def _test(condition: Condition, place: str) -> Callable[[Any], bool]:
    parts: list[Callable[[Any], bool]] = []
    if (equal := condition.equals) is not None:
        parts.append(lambda value: same(value, equal))
    if (among := condition.in_) is not None:
        parts.append(lambda value: any(same(value, one) for one in among))
    if condition.matches is not None:
        found = regex(condition.matches, f"{place}.matches").search
        parts.append(lambda value: found(str(value)) is not None)
    if (above := condition.above) is not None:
        parts.append(lambda value: (amount := _number(value)) is not None and amount > above)
    if (below := condition.below) is not None:
        parts.append(lambda value: (amount := _number(value)) is not None and amount < below)
    asked, none_of = condition.present, condition.not_in

    def test(value: Any) -> bool:
        there = present(value)
        if asked is not None and there != asked:
            return False
        values = value if isinstance(value, (list, tuple)) else [value]
        if none_of is not None and there and any(same(one, no) for one in values for no in none_of):
            return False
        return not parts or (there and any(all(part(one) for part in parts) for one in values))

    return test


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    amount = number(value, "", Account(None)) if isinstance(value, str) else value
    return amount if isinstance(amount, (int, float)) else None
