"""The rules put to an input: findings in the order of their places, and what becomes of each rich result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from syndicate.check import registry
from syndicate.check._finding import Finding, Verdict
from syndicate.check._inputs import Input
from syndicate.check._page import Page
from syndicate.check._places import Place, Places
from syndicate.check._rule import ALL, ANY, Hit, Kind, Rule, Severity
from syndicate.check._subject import Subject, lineage
from syndicate.check.results import wanted
from syndicate.errors import UnknownName

_KEPT = 200
"""Findings of one rule in one input that are told; the rest are counted."""

__all__ = ["Judged", "Plan", "hits", "judge"]


class _Table:
    """Rules by the classes that they look at, for inputs of one kind."""

    def __init__(self, rules: tuple[Rule, ...], kind: Kind) -> None:
        own = [rule for rule in rules if kind in rule.kinds]
        self.of_whole = [rule for rule in own if not rule.types]
        self._of_any = [rule for rule in own if rule.types]
        self._known: dict[tuple[str, ...], list[Rule]] = {}

    def of(self, types: tuple[str, ...]) -> list[Rule]:
        found = self._known.get(types)
        if found is None:
            above = lineage(types)
            found = [rule for rule in self._of_any if rule.types == ANY or not above.isdisjoint(rule.types)]
            if len(self._known) < 4096:
                self._known[types] = found
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which rules are put to inputs, and how much each counts."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By code, where it is another than the rule's own."""
    as_of: str = ""
    """The day by whose rules it is judged; empty for the latest that are known."""
    codes: frozenset[str] = field(init=False, repr=False, compare=False)
    """The codes of its rules."""
    _tables: dict[Kind, _Table] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", frozenset(rule.code for rule in self.rules))

    def table(self, kind: Kind) -> _Table:
        """The rules that look at inputs of a kind."""
        if kind not in self._tables:
            self._tables[kind] = _Table(self.rules, kind)
        return self._tables[kind]

    def unasked(self, result: str, kind: Kind, ignored: frozenset[str]) -> int:
        """How many rules could cost a rich result of an input, and are left out of the plan or by the input itself."""
        could = _could_cost(result, kind, self.as_of)
        return len(could) - len((could & self.codes) - ignored)


@cache
def _could_cost(result: str, kind: Kind, day: str) -> frozenset[str]:
    """The codes of the rules whose errors cost a rich result on a day."""
    return frozenset(
        rule.code
        for rule in registry.chosen(day=day)
        if rule.severity == "error" and kind in rule.kinds and not {ALL, result}.isdisjoint(rule.results)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found in one input."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    more: Mapping[str, int] = field(default_factory=dict)
    """By code: how many findings there are beside those that are told, where one rule has very many."""


def judge(made: Input, plan: Plan) -> Judged:
    """All that the rules of a plan say of an input."""
    places = Places(made)
    findings: list[Finding] = []
    counts: Counter[str] = Counter()
    spoiled = _Spoiled()
    for rule, subject, hit in hits(made, plan):
        severity = plan.severities.get(rule.code, rule.severity)
        if rule.result and severity != "note":
            spoiled.add(rule, severity, subject, hit.path, whole=subject is made.whole)
        counts[rule.code] += 1
        if counts[rule.code] > _KEPT:
            continue
        findings.append(_finding(rule, severity, made, hit, places.of(subject, hit.path)))
    findings.sort(key=lambda one: (one.line, one.column, one.code, one.path, one.message))
    return Judged(
        findings=tuple(dict.fromkeys(findings)),
        verdicts=tuple(_verdicts(made, plan, spoiled)),
        more={code: count - _KEPT for code, count in sorted(counts.items()) if count > _KEPT},
    )


def hits(made: Input, plan: Plan) -> Iterator[tuple[Rule, Subject, Hit]]:
    """All that the rules of a plan find, with the nodes that they were asked of; not what a page says to leave out."""
    ignored = _ignored(made.page)
    return (found for found in _all_hits(made, plan) if found[0].code not in ignored)


def _all_hits(made: Input, plan: Plan) -> Iterator[tuple[Rule, Subject, Hit]]:
    table = plan.table(made.page.kind)
    for rule in table.of_whole:
        for hit in rule.check(made.whole):
            yield rule, made.whole, hit
    for subject in made.subjects:
        # What microformats say makes no rich result.
        foreign = subject.syntax == "microformats"
        for rule in table.of(subject.types):
            if foreign and rule.result:
                continue
            for hit in rule.check(subject):
                yield rule, subject, hit


def _finding(rule: Rule, severity: Severity, made: Input, hit: Hit, place: Place) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        file=made.page.source,
        path=place.path,
        message=hit.message,
        mend=hit.mend or rule.mend,
        result=rule.result,
        line=place.line,
        column=place.column,
        value=place.value,
        fixable=place.span is not None and (rule.fix is not None or rule.rename is not None),
    )


def _ignored(page: Page) -> frozenset[str]:
    """The codes that a page says to leave out; what names no rule is told by a rule of its own."""
    found: set[str] = set()
    for name in page.ignores:
        with suppress(UnknownName):
            found |= registry.matching([name])
    return frozenset(found)


def _verdicts(made: Input, plan: Plan, spoiled: _Spoiled) -> Iterator[Verdict]:
    """For each rich result that the input's nodes could make: how many of them have no error."""
    ignored = _ignored(made.page)
    found: dict[str, list[int]] = {}
    for subject in made.subjects:
        if not subject.types or subject.syntax == "microformats":
            continue
        for result in wanted(subject, plan.as_of):
            said = spoiled.of(subject, result)
            counts = found.setdefault(result, [0, 0, 0])
            counts[0] += 1
            counts[1] += "error" not in said
            counts[2] += "error" not in said and "warning" in said
    for result, (nodes, eligible, warned) in found.items():
        unasked = plan.unasked(result, made.page.kind, ignored)
        yield Verdict(result=result, nodes=nodes, eligible=eligible, warned=warned, unasked=unasked)


_SCRIPT = re.compile(r"script\[([0-9]+)\]")


class _Spoiled:
    """Which results of which nodes something was said of.

    What is said of a node counts for those around it too; where it is said of every result, for those within as well;
    what is said of a script or of the input as a whole, for all nodes in it.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[int, str, Severity]] = set()
        self._nodes: dict[int, set[tuple[str, Severity]]] = {}
        self._within: dict[int, set[Severity]] = {}
        self._whole: dict[int, set[tuple[str, Severity]]] = {}

    def add(self, rule: Rule, severity: Severity, subject: Subject, path: str, *, whole: bool) -> None:
        """Remembers that a rule said something."""
        marks = {(result, severity) for result in rule.results}
        key = id(subject), rule.result, severity
        if not whole and key in self._seen:
            return
        self._seen.add(key)
        if whole:
            script = _SCRIPT.match(path)
            self._whole.setdefault(int(script[1]) if script else -1, set()).update(marks)
            return
        for one in subject.above():
            self._nodes.setdefault(id(one), set()).update(marks)
        if ALL in rule.results:
            self._within.setdefault(id(subject), set()).add(severity)

    def of(self, subject: Subject, result: str) -> set[Severity]:
        """What was said of a result that a node could make."""
        marks = set(self._nodes.get(id(subject), ()))
        marks |= self._whole.get(-1, set())
        if subject.syntax == "JSON-LD":
            marks |= self._whole.get(subject.document, set())
        said = {severity for name, severity in marks if name in (result, ALL)}
        above = subject.parent
        while self._within and above is not None:
            said |= self._within.get(id(above), set())
            above = above.parent
        return said
