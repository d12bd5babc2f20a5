"""What is told while one row becomes a record: faults, repairs, inferences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal, Protocol

from syndicate.ledger import Fault, shown

__all__ = ["Account", "Coercer", "Listener", "as_json"]

_LONGEST = 2000


class Listener(Protocol):
    """Where the mapping tells what it did; :class:`syndicate.formats.ReadContext` is one."""

    source: str

    def note(self, place: str, path: str, kind: Literal["repaired", "inferred"], what: str) -> None:
        """Tells a repair or an inference."""


class Account:
    """All that was found while one row became a record; its notes are told only where a record came out."""

    __slots__ = ("faults", "inferred", "mapped", "notes", "zone")

    def __init__(self, zone: dt.tzinfo | None, *, mapped: bool = True) -> None:
        self.zone = zone
        self.mapped = mapped
        """Whether the values come from a map of the settings, whose constants say nothing where the row is blank."""
        self.faults: list[Fault] = []
        self.notes: list[tuple[str, Literal["repaired", "inferred"], str]] = []
        self.inferred: list[str] = []

    def repaired(self, path: str, what: str) -> None:
        """Something was changed into the form that the record has."""
        self.notes.append((path, "repaired", what))

    def derived(self, path: str, what: str) -> None:
        """The value at ``path`` was derived; the record says so in ``inferred``."""
        self.notes.append((path, "inferred", what))
        if path not in self.inferred:
            self.inferred.append(path)

    def fault(self, path: str, found: str, expected: str, mend: str = "") -> None:
        """The value at ``path`` cannot be used."""
        self.faults.append(Fault(path=path, found=found, expected=expected, mend=mend))

    def told(self, listener: Listener, place: str) -> None:
        """Hands the notes over."""
        for path, kind, what in self.notes:
            listener.note(place, path, kind, what)


Coercer = Callable[[Any, str, Account], Any]
"""A value and its path to the value that the record has there; None where it is absent or was told as a fault."""


def as_json(value: Any) -> Any:
    """``value`` as plain JSON values, long text cut: the raw record of a refusal."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # JSON has no infinities and no NaN
    if isinstance(value, str):
        text = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
        return text.encode("utf-8", "replace").decode() if not text.isascii() else text
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(part) for part in value]
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return shown(value)
