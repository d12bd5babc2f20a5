"""The front matter of a text, told from the text below it.

==================  ================================================================================================
YAML                between lines of ``---`` (the second may be ``...``), as Jekyll and Hugo have it; see ``_yaml``
TOML 1.0            between lines of ``+++``
JSON                between lines of ``;;;``, or an object at the very beginning
lines               ``Key: value`` from the first line to the first that is blank, without fences, as MultiMarkdown
                    and Pelican have it; an indented line continues the value above it, on a line of its own
==================  ================================================================================================

A first line of ``---toml`` or ``---json`` names the language. Blank lines may stand before a fence. Values are as
they stand: dates are text, and so is a number that has another form than its shortest (``1.10``) or more than 15
digits. Keys are as they stand; one that stands twice is refused. What is null is absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from syndicate.formats._unreadable import Unreadable
from syndicate.formats._yaml import load, number
from syndicate.ledger import shown

if TYPE_CHECKING:
    from syndicate.formats._base import Limits

__all__ = ["FrontMatter", "split", "trimmed"]

_END = r"(?:\r\n|\n|\r)"
_OPEN = re.compile(rf"(?:[ \t]*{_END})*(---|\+\+\+|;;;)(yaml|toml|json)?[ \t]*(?:{_END}|\Z)")
_CLOSE = {
    "---": re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"),
    "+++": re.compile(r"(?<=[\r\n])\+\+\+[ \t]*(?=[\r\n]|\Z)"),
    ";;;": re.compile(r"(?<=[\r\n]);;;[ \t]*(?=[\r\n]|\Z)"),
}
_LANGUAGE = {"---": "yaml", "+++": "toml", ";;;": "json"}
_OBJECT = re.compile(r"\s*\{\s*[\"}]")
_LINE = re.compile(rf"([^\r\n]*)({_END}|\Z)")
_KEY = re.compile(r"([^\W\d][\w.-]*):(?:[ \t]+(.*))?")
_DIGITS = re.compile(r"[0-9_]{640,}")
_BITS = 2000
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A text in its two parts."""

    values: dict[str, Any]
    """What the front matter says; empty where there is none."""
    body: str
    """What stands below, trimmed; empty where there is nothing."""
    comments: tuple[str, ...] = ()
    """Keys behind whose values a comment began that may have been meant as part of it (``Film #1``)."""
    guessed: bool = False
    """Whether the front matter is one line ``Key: value``, which may have been meant as the text."""


def split(text: str, limits: Limits) -> FrontMatter:
    """``text`` in its two parts. Raises :class:`Unreadable` for front matter that is broken."""
    opening = _OPEN.match(text)
    if opening:
        return _fenced(text, opening, limits)
    if _OBJECT.match(text):
        start = text.index("{")
        values, end = _json(text, start, limits)
        return FrontMatter(values=values, body=trimmed(text[end:]))
    header = _header(text)
    return header or FrontMatter(values={}, body=trimmed(text))


def trimmed(body: str) -> str:
    """``body`` without blank lines before and behind it, and without the end of its last line."""
    rest = body.lstrip(" \t\r\n")
    before = body[: len(body) - len(rest)]
    body = body[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    text = body.rstrip(" \t\r\n")
    if not text:
        return ""
    behind = body[len(text) :]
    return text + re.split(r"[\r\n]", behind, maxsplit=1)[0]


def _fenced(text: str, opening: re.Match[str], limits: Limits) -> FrontMatter:
    fence, language = opening[1], opening[2] or _LANGUAGE[opening[1]]
    closing = _CLOSE[fence].search(text, opening.end())
    before = len(re.findall(_END, text[: opening.end()]))
    if closing is None:
        raise Unreadable(
            f"the fence {fence} that is never closed",
            f"front matter between two lines of {fence}",
            f"Write a line of {fence} below the front matter; where a rule is meant, write *** instead.",
            line=len(re.findall(_END, text[: opening.start(1)])) + 1,
            column=1,
        )
    inner = re.sub(r"\r\n?", "\n", text[opening.end() : closing.start()])
    body = trimmed(text[closing.end() :])
    comments: list[str] = []
    try:
        if language == "yaml":
            values, comments = load(inner, depth=limits.depth, aliases=limits.aliases, expansion=limits.expansion)
        elif language == "toml":
            values = _toml(inner, limits)
        else:
            values, end = _json(inner, len(inner) - len(inner.lstrip()), limits)
            if inner[end:].strip():
                raise Unreadable(
                    f"{shown(inner[end:].strip(), 60)} behind the JSON object",
                    "one JSON object",
                    "Take it out.",
                    line=inner.count("\n", 0, end) + 1,
                )
    except Unreadable as error:
        error.line += before if error.line else 0
        error.first += before if error.first else 0
        raise
    return FrontMatter(values=values, body=body, comments=tuple(comments))


def _header(text: str) -> FrontMatter | None:
    """The front matter of lines without fences; None where the text does not begin with any."""
    values: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    key, end = "", 0
    for count, match in enumerate(_LINE.finditer(text), 1):
        line, end = match[1], match.end()
        if not line.strip():
            break
        found = _KEY.fullmatch(line)
        if found:
            key = found[1]
            if key in lines:
                told = f"the key {shown(key)} twice"
                raise Unreadable(told, "each key once", "Remove one of them.", line=count, column=1, first=lines[key])
            lines[key] = count
            values[key] = [found[2] or ""]
        elif key and line[0] in " \t":
            values[key].append(line)
        elif len(lines) > 1:
            raise Unreadable(
                f"{shown(line, 60)} below lines of Key: value",
                "a further one, indented text that continues it, or a blank line",
                "Put a blank line between the header and the text; where all is text, put one before it.",
                line=count,
                column=1,
            )
        else:
            return None
        if not match[2]:
            break
    if not lines:
        return None
    joined = {key: "\n".join(part.strip() for part in parts).strip() for key, parts in values.items()}
    said = {key: value for key, value in joined.items() if value}
    return FrontMatter(values=said, body=trimmed(text[end:]), guessed=len(lines) == 1)


def _toml(text: str, limits: Limits) -> dict[str, Any]:
    import tomllib

    try:
        values = tomllib.loads(text, parse_float=number)
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        place = _TOML_PLACE.search(told)
        line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
        problem = _TOML_PLACE.sub("", told)
        shown_line = text.split("\n")[line - 1].strip() if line <= text.count("\n") + 1 else ""
        found = f"{shown(shown_line, 80)} ({problem})" if shown_line else problem
        mend = (
            "Remove one of the two, or rename it."
            if "overwrite" in problem or "twice" in problem
            else 'Write each line as name = "value", text in quotes.'
        )
        raise Unreadable(found, "TOML", mend, line=line, column=int(place[2]) if place and place[2] else 0) from None
    except ValueError:
        # Python reads no whole number of more digits than sys.get_int_max_str_digits() from text.
        digits = _DIGITS.search(text)
        raise _long_number(text.count("\n", 0, digits.start()) + 1 if digits else 0) from None
    except RecursionError:
        raise Unreadable("TOML that is nested too deeply", f"at most {limits.depth} levels", "Flatten it.") from None
    return _values(values, limits.depth)


def _long_number(line: int = 0) -> Unreadable:
    mend = "Put it in quotes where it is text, else shorten it."
    return Unreadable("a number of thousands of digits", "a number of at most 15 digits", mend, line=line)


def _json(text: str, start: int, limits: Limits) -> tuple[dict[str, Any], int]:
    """The object at ``start``, and where it ends."""
    line = text.count("\n", 0, start) + 1
    decoder = json.JSONDecoder(
        object_pairs_hook=_once, parse_float=number, parse_int=number, parse_constant=_no_constant
    )
    try:
        values, end = decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{shown(text[error.pos : error.pos + 20])} ({error.msg})"
            if error.pos < len(text)
            else f"the end ({error.msg})",
            "a JSON object",
            "Check that all brackets and quotes are closed, and that commas stand between values.",
            line=text.count("\n", 0, error.pos) + 1,
            column=error.pos - text.rfind("\n", 0, error.pos),
        ) from None
    except Unreadable as error:
        error.line = line
        raise
    except RecursionError:
        raise Unreadable("JSON that is nested too deeply", f"at most {limits.depth} levels", "Flatten it.") from None
    if not isinstance(values, dict):
        raise Unreadable(shown(values), "a JSON object", "Write it as an object.", line=line)
    return _values(values, limits.depth), end


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"the key {shown(twice)} twice", "each key once", "Remove one of them, or rename it.")
    return values


def _no_constant(token: str) -> Any:
    raise Unreadable(token, "a number", "Leave out what is not known.")


def _values(values: dict[str, Any], depth: int) -> dict[str, Any]:
    return {name: told for name, value in values.items() if (told := _value(value, depth - 1)) is not None}


def _value(value: Any, depth: int) -> Any:
    import datetime as dt

    if isinstance(value, (dict, list)) and depth < 1:
        raise Unreadable("front matter that is nested too deeply", "fewer levels", "Flatten it.")
    if isinstance(value, dict):
        return _values(value, depth)
    if isinstance(value, list):
        return list(_present(value, depth))
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > _BITS:  # written in base 2, 8 or 16, which Python reads at any length
            raise _long_number()
        return number(str(value))
    return value


def _present(values: list[Any], depth: int) -> Iterator[Any]:
    for value in values:
        told = _value(value, depth - 1)
        if told is not None:
            yield told
