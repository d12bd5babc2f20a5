"""For GitHub: workflow commands that become annotations of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syndicate.check._run import Outcome

__all__ = ["written"]

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def written(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A command for each finding."""
    for outcome in outcomes:
        for one in outcome.findings:
            place = f",line={one.line}" if one.line else ""
            place += f",col={one.column}" if one.column else ""
            title = _property(f"{one.code} {one.name}")
            message = _data(f"{one.path}: {one.message}. {one.mend}" if one.path else f"{one.message}. {one.mend}")
            yield f"::{_LEVELS[one.severity]} file={_property(one.file)}{place},title={title}::{message}\n"
        if outcome.wrong:
            yield f"::error file={_property(outcome.file)}::{_data(outcome.wrong)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
