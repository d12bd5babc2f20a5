"""Finding a field in a row: by its own name, or by names with dots inside of what other fields hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Field", "exists", "find", "present", "same"]

Field = Callable[[Mapping[str, Any]], Any]
"""A row to the field's value; None where it has none."""


def find(name: str) -> Field:
    """The field ``name``: ``grade``; ``film.title``; ``directors.name`` (of a list, all); ``directors.0.name``.

    A field whose own name has dots is found before any other reading. Values that are blank count as none.
    """
    steps = name.split(".")
    if len(steps) == 1:

        def own(row: Mapping[str, Any]) -> Any:
            value = row.get(name)
            return None if value == "" or value == [] else value

        return own

    def inside(row: Mapping[str, Any]) -> Any:
        value = row[name] if name in row else _walk(row, steps)
        return None if value == "" or value == [] else value

    return inside


def _walk(value: Any, steps: list[str]) -> Any:
    for at, step in enumerate(steps):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, (list, tuple)):
            if step.isdecimal():
                value = value[int(step)] if int(step) < len(value) else None
            else:
                found = [_walk(part, steps[at:]) for part in value]
                return [
                    inner
                    for part in found if part is not None and part != ""
                    for inner in (part if isinstance(part, list) else [part])
                ]  # fmt: skip
        else:
            return None
    return value


def exists(name: str, row: Mapping[str, Any]) -> bool:
    """Whether the row has the field at all, blank or not."""
    return name in row or ("." in name and _walk(row, name.split(".")) is not None)


def present(value: Any) -> bool:
    """Whether a value is one: not blank, not empty."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    return value is not None and value != [] and value != {} and value != ()


def same(given: Any, named: Any) -> bool:
    """Whether a value of a row is what the settings name: numbers, truth values and text by what they say."""
    if isinstance(given, str) or isinstance(named, str) or isinstance(given, bool) != isinstance(named, bool):
        return _said(given) == _said(named)
    return bool(given == named)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text.lower() if text.lower() in ("true", "false") else text
