"""For people: the findings of each file, and what becomes of its rich results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from syndicate.check._finding import Finding, Verdict
from syndicate.check._run import Outcome
from syndicate.check.results import RESULTS

__all__ = ["printable", "written"]


def written(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A block for each file that there is something to say of, and the sums."""
    files = 0
    counts: Counter[str] = Counter()
    states: Counter[str] = Counter()
    unasked = False
    for outcome in outcomes:
        files += 1
        for severity in ("error", "warning", "note"):
            counts[severity] += outcome.count(severity)
        if outcome.wrong:
            counts["error"] += 1
            yield printable(f"{outcome.file}\n  cannot be checked: {outcome.wrong}\n\n")
            continue
        states[_state(outcome.verdicts)] += 1
        unasked = unasked or any(map(_is_partial, outcome.verdicts))
        if outcome.findings or outcome.verdicts:
            yield printable("".join(_block(outcome)))
    sums = ", ".join(_counted(counts[name], name) for name in ("error", "warning", "note"))
    yield f"{_counted(files, 'file')}: {sums}\n"
    told = [f"{states[state]:,} {state}" for state in _STATES if states[state]]
    if told:
        yield f"rich results: {', '.join(told)}{' by the rules that were asked' if unasked else ''}\n"


_STATES = ("eligible", "eligible with warnings", "not eligible", "without any")


def _state(verdicts: tuple[Verdict, ...]) -> str:
    if not verdicts:
        return "without any"
    if any(one.eligible < one.nodes for one in verdicts):
        return "not eligible"
    return "eligible with warnings" if any(one.warned for one in verdicts) else "eligible"


def _block(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.file}\n"
    for one in outcome.findings:
        yield from _lines(one)
    for code, count in outcome.more.items():
        yield f"  {count:,} more of {code}\n"
    for verdict in outcome.verdicts:
        left = f", with {_counted(verdict.unasked, 'rule')} not asked" if _is_partial(verdict) else ""
        yield f"  {RESULTS[verdict.result].title}: {_verdict(verdict)}{left}\n"
    yield "\n"


def _lines(one: Finding) -> Iterator[str]:
    place = "" if not one.line else f"{one.line}:{one.column}" if one.column else str(one.line)
    yield f"  {place:<8} {one.severity:<7} {one.code}  {one.path or 'the input as a whole'}\n"
    yield f"{' ' * 19}{one.message}.\n{' ' * 19}{one.mend}{' (--fix does it)' if one.fixable else ''}\n"


def _verdict(verdict: Verdict) -> str:
    lost = verdict.nodes - verdict.eligible
    warned = "eligible with warnings" if verdict.warned else "eligible"
    if not lost:
        return warned
    return "not eligible" if lost == verdict.nodes else f"{lost:,} of {verdict.nodes:,} not eligible, the rest {warned}"


def _is_partial(verdict: Verdict) -> bool:
    """Whether a rule that was left out might make less of it."""
    return bool(verdict.unasked and verdict.eligible)


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def printable(text: str) -> str:
    """Text in which nothing steers a terminal, whatever a page holds."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
