"""A ``map`` written as tables in tables, which is what ``item.name = "title"`` is in TOML, as one table of paths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from syndicate.models.paths import PATHS

__all__ = ["flat"]


def flat(entries: Mapping[str, Any], rule_keys: frozenset[str]) -> dict[str, Any]:
    """``entries`` as path = rule, or whatever else stands there; ``rule_keys`` are the keys that a rule may have.

    Raises :class:`PydanticCustomError` for a path that is written in both ways.
    """
    made: dict[str, Any] = {}

    def walk(entry: Any, path: str) -> None:
        if isinstance(entry, Mapping) and not _is_rule(entry, path, rule_keys):
            for key, inner in entry.items():
                walk(inner, f"{path}.{key}")
        elif path in made:
            raise PydanticCustomError("twice", "{path} is mapped twice; remove one of them", {"path": path})
        else:
            made[path] = entry

    for name, entry in entries.items():
        walk(entry, str(name))
    return made


def _is_rule(entry: Mapping[str, Any], path: str, rule_keys: frozenset[str]) -> bool:
    """Whether a table is a rule, or a table of paths below ``path``; some names are keys of both."""
    keys = set(entry)
    if "from" in keys or not keys:
        return True
    if path.startswith(("item.properties", "extensions")):
        return "value" in keys and keys <= rule_keys
    here = ".".join(step for step in path.split(".") if not step.isdecimal())
    below = _below().get(here)
    if below is None:
        return here in PATHS or keys <= rule_keys
    return not keys & below and (keys <= rule_keys or bool(keys & rule_keys))


@cache
def _below() -> dict[str, set[str]]:
    """The names right below each path of the record that has any."""
    made: dict[str, set[str]] = {}
    for path in PATHS:
        steps = path.split(".")
        for at in range(1, len(steps)):
            made.setdefault(".".join(steps[:at]), set()).add(steps[at])
    return made
