"""Rules made into functions: a row to the one value that a path of the record takes from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from syndicate.errors import SettingsError, nearest
from syndicate.ledger import shown
from syndicate.mapping import _repair
from syndicate.mapping._account import Account, Coercer
from syndicate.mapping._conditions import holds, regex
from syndicate.mapping._fields import find, present
from syndicate.mapping._forms import dates, durations
from syndicate.mapping._words import words
from syndicate.mapping.scales import BUILT_IN, PLAIN, Scale, rating
from syndicate.mapping.settings import Rule

__all__ = ["Value", "value_of"]

Value = Callable[[Mapping[str, Any], Account], Any]
"""A row to the value; None where there is none, or where it was told as a fault."""


def value_of(
    rules: tuple[Rule, ...], path: str, kind: str, scales: Mapping[str, tuple[Scale, ...]], place: str
) -> Value:
    """The value of ``path`` by the first of ``rules`` that has one. ``kind`` says what the path takes: ``rating``,
    ``date``, ``body``, ``language`` or anything else."""
    made = [
        _one(rule, path, kind, scales, f"{place}[{at}]" if len(rules) > 1 else place) for at, rule in enumerate(rules)
    ]
    if len(made) == 1:
        return made[0]

    def first(row: Mapping[str, Any], account: Account) -> Any:
        before = len(account.faults)
        for value in made:
            if (found := value(row, account)) is not None or len(account.faults) > before:
                return found
        return None

    return first


def _one(rule: Rule, path: str, kind: str, scales: Mapping[str, tuple[Scale, ...]], place: str) -> Value:
    when = holds(rule.when, f"{place}.when")
    derived = "a part of another value" if rule.pattern else "words of a slug" if rule.words else ""
    if rule.inferred:
        derived = derived or "derived, by the settings"
    source = _constant(rule) if "value" in rule.model_fields_set else _taken(rule)
    stages = _stages(rule, kind, scales, place)
    default = rule.default

    def value(row: Mapping[str, Any], account: Account) -> Any:
        if when is not None and not when(row):
            return None
        found = source(row)
        if found is not None:
            before = len(account.faults)
            for stage in stages:
                found = stage(found, path, account)
                if found is None:
                    break
            if len(account.faults) > before:
                return None
            if found is not None:
                if derived:
                    account.derived(path, derived)
                return found
        return default

    return value


def _constant(rule: Rule) -> Callable[[Mapping[str, Any]], Any]:
    constant = rule.value
    return lambda _row: constant


def _taken(rule: Rule) -> Callable[[Mapping[str, Any]], Any]:
    fields = [find(name) for name in rule.from_]
    between = rule.join
    if len(fields) == 1 and between is None:
        own = fields[0]

        def single(row: Mapping[str, Any]) -> Any:
            value = own(row)
            return value if present(value) else None

        return single

    def several(row: Mapping[str, Any]) -> Any:
        values = []
        for field in fields:
            value = field(row)
            values += [part for part in (value if isinstance(value, (list, tuple)) else [value]) if present(part)]
        if between is None or not values:
            return values or None
        return between.join(str(value) for value in values)

    return several


def _stages(rule: Rule, kind: str, scales: Mapping[str, tuple[Scale, ...]], place: str) -> list[Coercer]:
    stages: list[Coercer] = []
    if rule.pattern is not None:
        stages.append(_each(_part(rule.pattern, f"{place}.pattern")))
    if (style := rule.words) is not None:
        stages.append(_each(lambda value, _path, _account: words(str(value), style) or None))
    if rule.split is not None:
        stages.append(_split(rule.split))
    if rule.table:
        stages.append(_each(_looked_up(rule.table)))
    if rule.decimal == "," and not rule.scale and kind != "rating":
        stages.append(_each(lambda value, path, account: _repair.number(value, path, account, decimal=",")))
    if rule.date:
        stages.append(_each(dates(rule.date, rule.languages, f"{place}.date")))
    if rule.duration is not None:
        stages.append(_each(durations(rule.duration)))
    if rule.scale:
        if kind not in ("rating", "rating.value"):
            raise SettingsError(
                "a scale reads ratings, and nothing else",
                place=f"{place}.scale",
                mend='Map it to rating, or to the rating of a part, as in "aspects.Sound".',
            )
        read = rating([scale for named in rule.scale for scale in _scales(named, scales, rule, f"{place}.scale")])
        stages.append(read if kind == "rating" else _value_alone(read))
    elif kind == "rating":
        stages.append(rating([Scale(form=PLAIN, decimal=rule.decimal)]))
    if (named := rule.as_) is not None:
        stages.append(lambda value, _path, _account: _agents(value, named))
    if kind == "body":
        stages.append(_body(rule.format))
    return stages


def _each(one: Coercer) -> Coercer:
    """``one`` for a single value, and for each of a list."""

    def coerce(value: Any, path: str, account: Account) -> Any:
        if not isinstance(value, (list, tuple)):
            return one(value, path, account)
        return [made for part in value if (made := one(part, path, account)) is not None] or None

    return coerce


def _part(pattern: str, place: str) -> Coercer:
    compiled = regex(pattern, place)
    if not compiled.groups:
        raise SettingsError(
            f"the pattern {pattern!r} has no group",
            place=place,
            expected="a group around the value",
            mend="Put it in brackets, as in '^(?P<value>.+) Review$'.",
        )
    group: str | int = "value" if "value" in compiled.groupindex else 1

    def coerce(value: Any, path: str, account: Account) -> Any:
        found = compiled.search(value if isinstance(value, str) else str(value))
        return (found[group] or None) if found else None

    return coerce


def _split(between: str) -> Coercer:
    def coerce(value: Any, path: str, account: Account) -> Any:
        parts = value if isinstance(value, (list, tuple)) else [value]
        split = (
            bit.strip() for part in parts for bit in (part.split(between) if isinstance(part, str) else [str(part)])
        )
        return [bit for bit in split if bit] or None

    return coerce


def _looked_up(table: Mapping[str, Any]) -> Coercer:
    folded: dict[str, Any] = {}
    for word, meaning in table.items():
        folded.setdefault(word.strip().casefold(), meaning)

    def coerce(value: Any, path: str, account: Account) -> Any:
        text = ("true" if value else "false") if isinstance(value, bool) else str(value).strip()
        if text in table:
            meaning = table[text]
        elif text.casefold() in folded:
            meaning = folded[text.casefold()]
        else:
            close = nearest(text, table)
            guess = f"Did you mean {' or '.join(close)}? " if close else ""
            known = ", ".join(list(table)[:20])
            mend = f"{guess}Add it to the table in the mapping; it has {known}{', ...' if len(table) > 20 else ''}."
            account.fault(path, shown(value), "a text that the table has", mend)
            return None
        return None if meaning == "" else meaning

    return coerce


def _scales(named: str | Scale, scales: Mapping[str, tuple[Scale, ...]], rule: Rule, place: str) -> tuple[Scale, ...]:
    if isinstance(named, Scale):
        found: tuple[Scale, ...] = (named,)
    elif named in scales:
        found = scales[named]
    elif named in BUILT_IN:
        found = (BUILT_IN[named],)
    else:
        known = sorted({*scales, *BUILT_IN})
        close = nearest(named, known)
        raise SettingsError(
            f"there is no scale {named!r}",
            place=place,
            mend=f"Did you mean {' or '.join(close)}?"
            if close
            else f"Known are {', '.join(known)}; a scale of your own is declared as [scales.{named}].",
        )
    return tuple(scale.model_copy(update={"decimal": ","}) for scale in found) if rule.decimal == "," else found


def _value_alone(read: Coercer) -> Coercer:
    def coerce(value: Any, path: str, account: Account) -> Any:
        made = read(value, path, account)
        return made.get("value") if isinstance(made, dict) else made

    return coerce


def _agents(value: Any, named: str) -> Any:
    parts: Iterable[Any] = value if isinstance(value, (list, tuple)) else [value]
    made = [{"type": named, **part} if isinstance(part, dict) else {"type": named, "name": part} for part in parts]
    return made if isinstance(value, (list, tuple)) else made[0]


def _body(named: str | None) -> Coercer:
    def coerce(value: Any, path: str, account: Account) -> Any:
        if isinstance(value, dict):
            return {**value, "format": named} if named else dict(value)
        if isinstance(value, (list, tuple)):
            value = "\n\n".join(str(part) for part in value)
        return {"value": value, "format": named or "text"}

    return coerce
