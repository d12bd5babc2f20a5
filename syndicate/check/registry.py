"""The rules that there are, found in ``syndicate/check/rules``, and the choice of those that are asked for."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Sequence
from functools import cache

from syndicate.check._rule import ALL, KINDS, Rule
from syndicate.check.results import RESULTS
from syndicate.errors import SettingsError, SyndicateError, UnknownName

__all__ = ["all_rules", "as_of", "chosen", "get", "matching", "registered"]

_CODE = re.compile(r"[A-Z]{2}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules by their codes, those that hold no longer among them."""
    from syndicate.check import rules as package

    modules = sorted(info.name for info in pkgutil.iter_modules(package.__path__) if not info.name.startswith("_"))
    return registered(importlib.import_module(f"{package.__name__}.{module}").RULE for module in modules)


def registered(found: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules by their codes. Raises :class:`SyndicateError` where one is not made as a rule has to be."""
    by_code: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for rule in found:
        if not _CODE.fullmatch(rule.code) or not _NAME.fullmatch(rule.name):
            raise SyndicateError("a rule is named wrongly", found=f"{rule.code} {rule.name}", expected="GR101 a-name")
        if (other := by_code.get(rule.code)) is not None:
            raise SyndicateError(f"two rules have the code {rule.code}", found=f"{other.name} and {rule.name}")
        if rule.name in names:
            raise SyndicateError(f"two rules have the name {rule.name}", found=f"{names[rule.name]} and {rule.code}")
        for result in rule.results:
            if result != ALL and result not in RESULTS:
                raise UnknownName("rich result", result, RESULTS, source=rule.code)
        if not set(rule.kinds) <= set(KINDS) or not rule.kinds:
            raise SyndicateError("a rule looks at no input that there is", source=rule.code, found=repr(rule.kinds))
        for day in (rule.read, rule.since or "2000-01-01", rule.until or "2000-01-01"):
            if not _DAY.fullmatch(day):
                raise SyndicateError("a date of a rule is none", source=rule.code, found=repr(day))
        if not (rule.source.startswith("https://") and rule.good and rule.bad):
            raise SyndicateError("a rule has no source, or no example", source=rule.code)
        by_code[rule.code] = rule
        names[rule.name] = rule.code
    return tuple(by_code[code] for code in sorted(by_code))


def get(name: str) -> Rule:
    """The rule of a code, in any case, or of a name. Raises :class:`UnknownName`."""
    for rule in all_rules():
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    # Names are only looked through where it is one, so that GR10 is not told of a name.
    known = [rule.name for rule in all_rules()] if "-" in name else [rule.code for rule in all_rules()]
    raise UnknownName("rule", name, known)


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = (), day: str = "") -> tuple[Rule, ...]:
    """The rules that hold on a day, are selected (all where nothing is), and not ignored.

    Each is named by its code, its name, or the beginning of codes (``GR``, ``GR1``). Raises :class:`UnknownName` for
    what names none.
    """
    kept = matching(select) if select else {rule.code for rule in all_rules()}
    kept -= matching(ignore)
    return tuple(rule for rule in all_rules() if rule.code in kept and rule.holds(day))


def matching(names: Iterable[str]) -> set[str]:
    """The codes of the rules that some names mean."""
    found: set[str] = set()
    for name in names:
        if re.fullmatch(r"[A-Za-z]{2}[0-9]{0,2}", name):
            codes = {rule.code for rule in all_rules() if rule.code.startswith(name.upper())}
            if not codes:
                raise UnknownName("rule or family of rules", name, {rule.family for rule in all_rules()})
            found |= codes
        else:
            found.add(get(name).code)
    return found


def as_of(text: str) -> str:
    """A day as :func:`chosen` takes it. Raises :class:`SettingsError`."""
    from datetime import date

    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise SettingsError(
            "--as-of is wrong", found=repr(text), expected="a day", mend="Write it as in 2025-06-01."
        ) from None
