"""The ``map`` of a source made ready: for each path of the record, a function from a row to its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from syndicate import vocabulary
from syndicate.errors import SettingsError, nearest
from syndicate.mapping._account import Account
from syndicate.mapping._rules import Value, value_of
from syndicate.mapping._targets import bare, checked, place, steps
from syndicate.mapping.scales import Scale
from syndicate.mapping.settings import RULE_KEYS, MappingSettings, Rule

__all__ = ["Target", "labels", "named_fields", "put", "read_fields", "targets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One path of the record, and where its value comes from."""

    at: list[str]
    """The steps of the path."""
    path: str
    """The path as ``inferred`` and faults have it: without places in lists and keys of ``extensions``."""
    kind: str
    """What it takes: ``identifiers``, ``aspects``, ``rating``, ``rating.value``, ``body``, or anything."""
    name: str
    """The kind of an identifier, the name of an aspect; else empty."""
    fields: tuple[str, ...]
    """The fields of the row that it takes from."""
    value: Value
    """A row to the value."""


def targets(rules_of: Mapping[str, tuple[Rule, ...]], scales: Mapping[str, tuple[Scale, ...]]) -> list[Target]:
    """All targets of a ``map``, what is inside of others after them. Raises :class:`SettingsError`."""
    made = []
    taken: dict[tuple[str, str], str] = {}
    for path, rules in rules_of.items():
        target, name = checked(path, source="", keys=RULE_KEYS)
        other = taken.setdefault((target, name), path)
        if other != path:
            raise SettingsError(
                f"{other} and {path} of the mapping are the same",
                place=f"[source.map] {path}",
                mend="Remove one of them.",
            )
        kind = target.rpartition(".")[2] if name else _takes(target)
        if target == "item.type":
            _check_types((value for rule in rules for value in (rule.value, rule.default, *rule.table.values())), path)
        said = "extensions" if target.startswith("extensions.") else bare(target)
        made.append(
            Target(
                at=steps(target),
                path=said,
                kind=kind,
                name=name,
                fields=tuple(dict.fromkeys(field for rule in rules for field in rule.from_)),
                value=value_of(rules, said, "rating" if kind == "aspects" else kind, scales, f"[source.map] {path}"),
            )
        )
    return sorted(made, key=lambda target: len(target.at))


def _takes(path: str) -> str:
    plain = bare(path)
    if plain in ("rating", "rating.value", "body"):
        return plain
    return plain.removeprefix("aspects.") if plain in ("aspects.rating", "aspects.rating.value") else ""


def _check_types(values: Iterable[Any], path: str) -> None:
    for value in values:
        if not isinstance(value, str) or not value:
            continue
        name = value.rpartition("/")[2].removeprefix("schema:")
        if not vocabulary.subtype_of(name, "Thing"):
            close = nearest(name, vocabulary.subtypes("Thing"))
            raise SettingsError(
                f"schema.org has no type {value!r}",
                place=f"[source.map] {path}",
                expected="a type of what can be reviewed",
                mend=f"Did you mean {' or '.join(close)}?" if close else "Take one such as Movie, Book or Product.",
            )


def put(target: Target, number: int, found: Any, tree: dict[str, Any], account: Account) -> None:
    """Puts the value of the target ``number`` into ``tree``."""
    if not target.name:
        place(tree, target.at, found, account)
        return
    # Behind all that a list may have, in the order of the settings.
    behind = (number + 1) * 1000
    if target.kind == "aspects":
        place(tree, [*target.at, str(behind)], {"name": target.name, "rating": found}, account)
        return
    for more, part in enumerate(found if isinstance(found, (list, tuple)) else [found]):
        place(tree, [*target.at, str(behind + more)], {"kind": target.name, "value": part}, account)


def labels(made: Iterable[Target]) -> dict[str, list[str]]:
    """The user's own names of the fields that each path takes from."""
    names: dict[str, list[str]] = {}
    for target in made:
        if target.fields:
            known = names.setdefault(target.path, [])
            known += [field for field in target.fields if field not in known]
    return names


def named_fields(settings: MappingSettings) -> frozenset[str]:
    """The fields that the settings name and that rows should therefore have."""
    rules = [rule for rules in settings.map.values() for rule in rules]
    names = {field for rule in rules for field in rule.from_}
    for conditions in (settings.where, *(rule.when for rule in rules)):
        names |= {name for name, condition in conditions.items() if condition.present is not False}
    names |= set(settings.id or ()) | {join.on for join in settings.join}
    if (status := settings.status) is not None:
        names |= {name for name in (status.from_, status.at, status.merged_into) if name}
    return frozenset(names)


def read_fields(settings: MappingSettings) -> frozenset[str]:
    """The top-level fields of rows that something in the settings reads, or that are a key or a body without them."""
    rules = [rule for rules in settings.map.values() for rule in rules]
    names = {name for conditions in (settings.where, *(rule.when for rule in rules)) for name in conditions}
    names |= named_fields(settings) | {"body"} | {join.as_ for join in settings.join}
    if settings.id is None:
        names |= {"id", "slug"}
    return frozenset(names | {name.partition(".")[0] for name in names})
