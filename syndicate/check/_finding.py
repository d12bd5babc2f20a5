"""What was found in an input: a value, which every form of output is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from syndicate.check._rule import Severity

__all__ = ["Finding", "Verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a rule has to say of an input."""

    code: str
    name: str
    """The rule's name."""
    severity: Severity
    file: str
    """The input, as it was named."""
    path: str
    """Where in its document; with ``script[1]:`` before it where a page has several JSON-LD scripts."""
    message: str
    mend: str
    result: str = ""
    """The rich result that it costs, by its name in :data:`syndicate.check.results.RESULTS`."""
    line: int = 0
    """The line, from 1; 0 where it is not known."""
    column: int = 0
    """The character of the line, from 1; 0 where it is not known."""
    value: str = ""
    """What stands there in the source, cut where it is long; empty where something is missing."""
    fixable: bool = False
    """Whether ``--fix`` mends it."""

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain JSON values; what is not known is left out."""
        pairs: dict[str, Any] = {
            "code": self.code,
            "name": self.name,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.message,
            "mend": self.mend,
            "value": self.value,
            "result": self.result,
            "fixable": self.fixable,
        }
        return {key: said for key, said in pairs.items() if said not in (0, "", False) or key in ("path", "fixable")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of one rich result in one input."""

    result: str
    """Its name in :data:`syndicate.check.results.RESULTS`."""
    nodes: int
    """How many nodes could make it."""
    eligible: int
    """How many of them have no error."""
    warned: int
    """How many of those have a warning."""
    unasked: int = 0
    """How many rules that could cost it were left out."""

    def as_dict(self) -> dict[str, Any]:
        """The verdict as plain JSON values."""
        return {
            "result": self.result,
            "nodes": self.nodes,
            "eligible": self.eligible,
            "warned": self.warned,
            "unasked": self.unasked,
        }
