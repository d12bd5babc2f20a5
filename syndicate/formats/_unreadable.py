"""What is wrong with the front matter of a text, and where; YAML's own complaints in words that help."""

from __future__ import annotations

from typing import Any

from syndicate.ledger import shown

__all__ = ["QUOTE_IT", "Unreadable", "at", "explained"]

QUOTE_IT = "Where it is meant as text, put the whole value in quotes."


class Unreadable(Exception):
    """Text that is not what it should be: where (counted from 1; 0 where it is unknown), and what to say."""

    def __init__(self, found: str, expected: str, mend: str, *, line: int = 0, column: int = 0, first: int = 0) -> None:
        """``first`` is the line of what ``found`` repeats."""
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.mend = mend
        self.line = line
        self.column = column
        self.first = first


def at(where: Any, found: str, expected: str, mend: str, *, first: int = 0) -> Unreadable:
    """:class:`Unreadable` at an event or a mark of PyYAML."""
    mark = getattr(where, "start_mark", where)
    return Unreadable(found, expected, mend, line=mark.line + 1, column=mark.column + 1, first=first)


# What PyYAML says, and what to do about it; the first that fits.
_MENDS = (
    ("mapping values are not allowed", 'A value that has ": " in it has to be in quotes: title: "Alien: Romulus".'),
    ("'\\t' that cannot start", "Indent with spaces, not with tabs."),
    ("that cannot start any token", "A value that begins with this character has to be in quotes."),
    ("could not find expected ':'", "Write each line as name: value, and indent what continues the line before."),
    ("unexpected end of stream", "Close the quote."),
    ("found unknown escape character", "Write the value in single quotes, or each backslash twice."),
    ("expected alphabetic or numeric character", "A value that begins with * or & has to be in quotes."),
    ("expected ',' or", "Close the bracket; or put a value that begins with a bracket in quotes."),
    ("found undefined tag handle", "A value that begins with ! has to be in quotes."),
    (
        "expected <block end>",
        "Indent all names alike; where text follows a closing quote, put the whole value in single quotes.",
    ),
)


def explained(error: Any, text: str) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context)
    mend = next((mend for part, mend in _MENDS if part in problem), "Correct the line, or put its value in quotes.")
    if mark is None:
        return Unreadable(problem, "YAML", mend)
    lines = text.split("\n")
    if "mapping values" in problem and mark.line < len(lines) and ":" not in lines[mark.line][: mark.column]:
        mend = "The line above is no name: value; write it as one, or put it in quotes behind the name."
    if mark.line < len(lines) and lines[mark.line].strip():
        problem = f"{shown(lines[mark.line].strip(), 80)} ({problem})"
    return Unreadable(problem, "YAML", mend, line=mark.line + 1, column=mark.column + 1)
