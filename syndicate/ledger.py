"""What is told about records: why one was refused, what was repaired or inferred while reading, what a target lost.

All of these are values, never exceptions: a bad record among good ones hurts none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Fault", "Loss", "Note", "Refusal", "sentences", "shown"]

_SHOWN = 120


def shown(value: object, limit: int = _SHOWN) -> str:
    """``value`` as a message shows it: text quoted, on one line, cut at ``limit`` characters; null as in JSON."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(value[: limit + 1] if isinstance(value, (str, bytes)) else value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a record."""

    path: str
    """The path in the record (``rating.best``) or the user's own field; empty where it is the record as a whole."""
    found: str
    """What stood there, as :func:`shown` gives it, or what is wrong in words."""
    expected: str
    """What should have stood there; completes "expected ..."."""
    mend: str = ""
    """What to do, as a sentence; may be empty."""

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{where}found {self.found}, expected {self.expected}" + (f". {self.mend}" if self.mend else "")


def sentences(faults: Iterable[Fault]) -> str:
    """All that is wrong, in one line."""
    *others, last = [str(fault) for fault in faults]
    return "; ".join([*(other.removesuffix(".") for other in others), last])


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A record that could not be read, and all that is wrong with it."""

    source: str
    """The file, as it was named on the command line or found in a folder; ``-`` for standard input."""
    place: str
    """Where in the file: ``line 12``, ``row 3 (line 9)``, ``byte 4096``; empty where the file is the record."""
    faults: tuple[Fault, ...]
    """What is wrong; never empty."""
    id: str | None = None
    """The id that the record has, or would have had, where that much could be read."""
    raw: Any = None
    """The record as it stood: text, or plain JSON values; cut where it is very long."""
    leaves: bool = False
    """Whether the record says that a review has left, though not so that a tombstone could be made of it."""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.source, self.place) if part)
        return f"{where}: {sentences(self.faults)}"

    def as_dict(self) -> dict[str, Any]:
        """The refusal as plain JSON values, for ``refused.jsonl``."""
        return {
            "source": self.source,
            "place": self.place,
            "id": self.id,
            "faults": [{"path": f.path, "found": f.found, "expected": f.expected, "mend": f.mend} for f in self.faults],
            "raw": self.raw,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that reading changed (``repaired``), derived and did not find stated (``inferred``), or left out since
    it is no review (``skipped``)."""

    source: str
    place: str
    path: str
    kind: Literal["repaired", "inferred", "skipped"]
    what: str
    """What was done, in a few words that are the same for all such cases: ``trimmed``, ``CR LF to LF``."""


@dataclass(slots=True, kw_only=True)
class Loss:
    """What one output could not hold, by path of the record; counted, with the first ids as examples."""

    path: str
    how: Literal["plain", "html", "date", "rescaled", "shortened", "unordered", "set", "untyped", "dropped"]
    records: int = 0
    examples: list[str] = field(default_factory=list)
