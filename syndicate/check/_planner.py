"""What the settings and the call choose, and the plan that follows from it for each file."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from syndicate.check import registry
from syndicate.check._judge import Plan
from syndicate.check._rule import Severity

__all__ = ["Choice"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which rules are chosen, of which file; it can be pickled, so that each process makes its plans itself."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is ignored of files whose names fit a pattern."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    as_of: str = ""

    @cached_property
    def _plans(self) -> dict[tuple[str, ...], Plan]:
        return {}

    @cached_property
    def severities(self) -> dict[str, Severity]:
        """By code; of two that name one rule, the one that names it more exactly."""
        found: dict[str, Severity] = {}
        for name in sorted(self.severity, key=len):
            found.update(dict.fromkeys(registry.matching([name]), self.severity[name]))
        return found

    def plan(self, *names: str) -> Plan:
        """The plan for a file that is called by any of these names. Raises :class:`UnknownName`."""
        more = tuple(
            pattern
            for pattern in sorted(self.per_path)
            if any(fnmatch.fnmatchcase(name, pattern) for name in names if name)
        )
        made = self._plans.get(more)
        if made is None:
            ignored = [*self.ignore, *(name for pattern in more for name in self.per_path[pattern])]
            chosen = registry.chosen(self.select, ignored, self.as_of)
            made = self._plans[more] = Plan(rules=chosen, severities=self.severities, as_of=self.as_of)
        return made

    def verify(self) -> None:
        """Raises :class:`UnknownName` where something is named that is no rule."""
        names = [*self.select, *self.ignore, *self.severity, *(one for some in self.per_path.values() for one in some)]
        registry.matching(names)
