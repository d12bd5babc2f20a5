"""JSON that its writer wrapped, commented or wrote as JavaScript: mended where what is meant cannot be mistaken.

- an HTML comment or a CDATA section around it, comments of JavaScript in it, a byte order mark or other white space;
- commas too many, semicolons and brackets behind the end, a variable that it is assigned to;
- control characters within texts, texts in single quotes, ``\\'``, ``NaN`` and words of other languages, ``4,5``;
- quotes written as ``&quot;``, JSON within a text of JSON, several documents one after another.

A comma, a quote or a bracket that is missing is never guessed. Each mend is told in words that are the same for all
such cases.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from syndicate.formats._json import Unreadable, loaded_text
from syndicate.ledger import shown

__all__ = ["mended", "within"]

_EXPECTED = "JSON in a JSON-LD script"
_MEND = "Correct the script; a validator for JSON shows where it breaks."
_COMMENTS = "comments in a JSON-LD script taken out"
_HTML = "an HTML comment around JSON-LD taken off"
_CDATA = "a CDATA section around JSON-LD taken off"
_COMMA = "a comma too many in a JSON-LD script taken out"
_SEMICOLON = "a semicolon behind JSON-LD taken off"
_BRACKET = "a bracket too many behind JSON-LD taken off"
_ASSIGNED = "a variable that JSON-LD is assigned to taken off"
_CONTROLS = "control characters within a text of a JSON-LD script read as they stand"
_QUOTES = "single quotes in a JSON-LD script read as double ones"
_APOSTROPHE = "a backslash before an apostrophe in a JSON-LD script taken out"
_WORDS = "a word of another language in a JSON-LD script read as JSON's"
_NOTHING = "what is no number in a JSON-LD script read as null"
_DECIMAL = "a decimal comma in a JSON-LD script read as a point"
_ENTITIES = "quotes written as entities in a JSON-LD script read as quotes"
_TEXT = "JSON-LD within a text of JSON read"
_SEVERAL = "several documents in one JSON-LD script read one after another"
_SPACE = "a byte order mark or white space that JSON does not have taken out of a JSON-LD script"

_ENTITY = re.compile(r"&(?:quot|#0{0,8}34|#[xX]0{0,8}22);")
_VARIABLE = re.compile(r"(?:(?:var|let|const)[ \t\r\n]+)?[A-Za-z_$][A-Za-z0-9_$.]*[ \t\r\n]*=(?=[ \t\r\n]*[{\[])")
_COMMENT = re.compile(r"<!--[^<{\[]{0,1000}?-->")
# Each alternative begins with a character of its own, or ends where it cannot go on: nothing is read twice.
_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<string>"[^"\\]*(?:\\.[^"\\]*)*")
  | (?P<cdata>(?:/[/*][ \t]*)?(?:<!\[CDATA\[|(?:<!)?\]\]>)(?:[ \t]*\*/)?)
  | (?P<html>(?://[ \t]*)?(?:<!--|-->))
  | (?P<mark>[{}\[\]:,;])
  | (?P<comment>//[^\r\n]*|/\*)
  | (?P<single>'[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*')
  | (?P<number>-?[0-9]+,[0-9]{1,2}(?=[ \t\r\n]*[,}]))
  | (?P<word>[A-Za-z0-9+.-]+)
  | (?P<blank>[\ufeff\u00a0\u200b\u2028\u2029\u3000\x0b\f]+)
    """,
    re.DOTALL | re.VERBOSE,
)
_LITERALS = {
    "True": ("true", _WORDS), "False": ("false", _WORDS), "None": ("null", _WORDS), "undefined": ("null", _WORDS),
    "NaN": ("null", _NOTHING), "Infinity": ("null", _NOTHING), "-Infinity": ("null", _NOTHING),
}  # fmt: skip
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_QUOTED = re.compile(r'\\(.)|"', re.DOTALL)
_CONTROL = re.compile("[\x00-\x1f]")


def mended(content: str, depth: int, line: int) -> tuple[Any, list[str], tuple[str, ...]]:
    """The value of a script that is no JSON, its repairs, its keys that stand twice. Raises :class:`Unreadable`."""
    repairs: dict[str, None] = {}
    text = content
    entity = _ENTITY.search(text)
    if entity and text.find('"', 0, entity.start()) < 0:
        text = html.unescape(text)
        repairs[_ENTITIES] = None
    made: list[Any] = []
    twice: dict[str, None] = {}
    for piece in _pieces(text, repairs, line):
        try:
            value, again = loaded_text(piece.text, depth, strict=False)
        except Unreadable as error:
            raise within(error, text, line, piece.origin(error.at)) from None
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            try:
                value, again = loaded_text(value, depth)
                repairs[_TEXT] = None
            except Unreadable as error:
                raise Unreadable(f"a text that is no JSON itself: {error.found}", _EXPECTED, _MEND) from None
        twice.update(dict.fromkeys(again))
        made.append(value)
    if not made:
        return None, list(repairs), ()
    if len(made) > 1:
        repairs[_SEVERAL] = None
    return made[0] if len(made) == 1 else made, list(repairs), tuple(twice)


def within(error: Unreadable, content: str, line: int, at: int | None = None) -> Unreadable:
    """``error`` with the line of the page in place of the script's."""
    at = error.at if at is None else at
    if at is None:
        return type(error)(error.found, _EXPECTED, error.mend)
    what = shown(content[at : at + 20]) if at < len(content) else "the end of the script"
    reason = error.found.rpartition(" (")[2].removesuffix(")")
    return Unreadable(f"{what} at line {line + content.count(chr(10), 0, at)} ({reason})", _EXPECTED, _MEND)


class _Piece:
    """The text of one document, and where in the script its parts came from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._shifts: list[int] = []

    def add(self, part: str, at: int) -> int:
        """Adds what stands at ``at``; gives its number."""
        if not self._shifts or self._shifts[-1] != at - self._length:
            self._starts.append(self._length)
            self._shifts.append(at - self._length)
        self._parts.append(part)
        self._length += len(part)
        return len(self._parts) - 1

    def blank(self, number: int) -> None:
        """Puts a blank in the place of a part of one character."""
        self._parts[number] = " "

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def origin(self, at: int | None) -> int | None:
        """Where in the script the character ``at`` of the text came from."""
        return None if at is None else at + self._shifts[bisect_right(self._starts, at) - 1]


def _pieces(text: str, repairs: dict[str, None], line: int) -> Iterator[_Piece]:
    """The documents in ``text``, each mended in what stands outside of its texts."""
    piece = _Piece()
    level = comma = 0
    last = ""  # the last mark, or "value"
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _stuck(text, position, line)
        start, position = found.span()
        kind, token = str(found.lastgroup), found[0]
        if kind == "html" and (whole := _COMMENT.match(text, start)):
            position = whole.end()
            repairs[_COMMENTS] = None
        elif kind in ("html", "cdata"):
            repairs[_HTML if kind == "html" else _CDATA] = None
        elif kind == "comment":
            if token == "/*":
                position = text.find("*/", start + 2) + 2
                if position == 1:
                    raise _stuck(text, start, line)
            repairs[_CDATA if "CDATA" in text[start:position] or "]]>" in text[start:position] else _COMMENTS] = None
        elif kind == "blank":
            repairs[_SPACE] = None
        elif kind == "space":
            if last:
                piece.add(token, start)
        elif token == ",":
            if level == 0 or last in ("{", "[", ","):
                repairs[_COMMA] = None
            else:
                comma, last = piece.add(token, start), ","
        elif token in ("{", "["):
            if level == 0 and last:
                yield piece
                piece = _Piece()
            piece.add(token, start)
            level, last = level + 1, token
        elif token in ("}", "]") and level == 0 and last:
            repairs[_BRACKET] = None
        elif token in ("}", "]"):
            if last == ",":
                piece.blank(comma)
                repairs[_COMMA] = None
            piece.add(token, start)
            level, last = level - 1, "value"
        elif token == ";" and level == 0:
            repairs[_SEMICOLON] = None
        elif kind == "mark":
            piece.add(token, start)
            last = token
        elif kind == "word" and level == 0 and not last and (named := _VARIABLE.match(text, start)):
            position = named.end()
            repairs[_ASSIGNED] = None
        elif level == 0 and last:
            raise _stuck(text, start, line, "more behind the end of the JSON, ")
        else:
            piece.add(_value(kind, token, last, repairs), start)
            last = "value"
    if last:
        yield piece


def _value(kind: str, token: str, last: str, repairs: dict[str, None]) -> str:
    """A text, a number or a word as JSON has it."""
    if kind == "word":
        made, repair = _LITERALS.get(token, (token, ""))
        if repair:
            repairs[repair] = None
        return made
    if kind == "number":
        if last == ":":
            repairs[_DECIMAL] = None
            return token.replace(",", ".")
        return token
    if kind == "single":
        repairs[_QUOTES] = None
        token = f'"{_QUOTED.sub(_requoted, token[1:-1])}"'
    elif "\\'" in token and (plain := _ESCAPE.sub(_unescaped, token)) != token:
        repairs[_APOSTROPHE] = None
        token = plain
    if _CONTROL.search(token):
        repairs[_CONTROLS] = None
    return token


def _unescaped(found: re.Match[str]) -> str:
    return "'" if found[1] == "'" else found[0]


def _requoted(found: re.Match[str]) -> str:
    return '\\"' if found[0] == '"' else _unescaped(found)


def _stuck(text: str, position: int, line: int, what: str = "") -> Unreadable:
    """What stands at ``position`` cannot be read."""
    if not what and text[position] == '"':
        what = "a text that is never closed, "
    found = f"{what}{shown(text[position : position + 20])}"
    return Unreadable(f"{found} at line {line + text.count(chr(10), 0, position)}", _EXPECTED, _MEND)
