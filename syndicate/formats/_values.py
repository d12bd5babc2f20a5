"""The JSON values of a document one by one, without holding the document: the elements of an array, or values in a row.

The structure is followed on the level of bytes (RFC 8259: brackets, strings, commas), and what lies between is handed
on unread, so that one broken element hurts no other. After a string that is not closed on its line, which JSON asks
for, reading goes on at the next line that begins with an object. A bracket that is not closed takes the rest with it.
Missing and superfluous commas between elements are repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from syndicate.formats._base import ReadContext

__all__ = ["Broken", "is_lines", "values_of"]

_IDLE, _TOKEN, _ELEMENT, _STRING, _LOST = range(5)
# Loops are unrolled, so that each can match in one way alone; possessive quantifiers do the same, but are wrong in some
# versions of Python 3.11.
_SPACE: Final = re.compile(rb"[ \t\r\n]*")
_IN_STRING: Final = re.compile(rb'[^"\\\n]*(?:\\[^\n][^"\\\n]*)*')
_IN_ELEMENT: Final = re.compile(rb'[^"\[\]{}]*(?:"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"[^"\[\]{}]*)*')
_IN_TOKEN: Final = re.compile(rb'[^"\[\]{},\n]*')
_KEPT: Final = 2000


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands for a value that cannot be handed on."""

    found: str
    expected: str
    mend: str
    raw: bytes = b""
    """Its first bytes."""


def is_lines(head: bytes) -> bool:
    """Whether JSON that begins with ``head`` has a record on each line; else it is an array, or spread over lines.

    An object that is open at the end of the first line is spread, unless the next line begins another object: then
    the first is broken.
    """
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith((b"{", b"[")):
        return True
    if head.startswith(b"["):
        return False
    line, _, rest = head.partition(b"\n")
    opened = bytearray()
    at = 0
    while (at := _IN_ELEMENT.match(line, at).end()) < len(line):  # type: ignore[union-attr]
        if line[at] in b"[{":
            opened.append(line[at])
        elif line[at] in b"]}":
            opened[-1:] = b""
            if not opened:
                return True
        else:
            return True  # a string that is not closed
        at += 1
    rest = rest.lstrip()
    return not rest or (rest.startswith(b"{") and opened.endswith(b"{"))


class _Value:
    """What was gathered of a value that is not at its end yet."""

    __slots__ = ("broken", "depth", "line", "parts", "size")

    def __init__(self, line: int) -> None:
        self.line = line
        self.parts: list[bytes] = []
        self.size = 0
        self.depth = 0
        self.broken: Broken | None = None

    def gather(self, piece: bytes, limit: int) -> None:
        self.size += len(piece)
        if self.broken is None and self.size <= limit:
            self.parts.append(piece)
        else:
            self.parts = [b"".join([*self.parts, piece[:_KEPT]])[:_KEPT]]

    def made(self, limit: int) -> bytes | Broken:
        data = b"".join(self.parts)
        if self.broken is not None:
            return Broken(self.broken.found, self.broken.expected, self.broken.mend, data[:_KEPT])
        if self.size > limit:
            return Broken(
                f"{self.size:,} bytes", f"a record of at most {limit:,} bytes", "Check that it is one record.", data
            )
        return data


def values_of(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[tuple[str, bytes | Broken]]:
    """The values of a JSON document, each with its place: ``element 3 (line 17)`` in an array, ``line 17`` outside.

    An array at the top gives its elements. A value that is too long, too deeply nested or not closed is
    :class:`Broken`; what is no JSON inside its brackets is for its reader to find.
    """
    limit = ctx.limits.record_bytes
    state, back = _IDLE, _IDLE
    line, number = 1, 0
    in_array, between = False, True  # between: nothing stands between the last comma, or the array's start, and here
    escaped, at_start, lost = False, False, False
    value = _Value(1)

    def place() -> str:
        return f"element {number} (line {value.line})" if in_array else f"line {value.line}"

    for chunk in chunks:
        at = begin = counted = 0
        while at < len(chunk):
            if state == _STRING:
                if escaped and chunk[at] != 0x0A:
                    at += 1
                escaped = False
                at = _IN_STRING.match(chunk, at).end()  # type: ignore[union-attr]
                if at < len(chunk):
                    if chunk[at] == 0x5C:
                        escaped = True
                    elif chunk[at] == 0x22 or back == _TOKEN:
                        state = back
                    else:
                        value.gather(chunk[begin:at], limit)
                        yield place(), value.made(limit)
                        state, at_start, lost = _LOST, True, True
                    at += 1
                continue
            if state == _LOST:
                if at_start:
                    at = _SPACE.match(chunk, at).end()  # type: ignore[union-attr]
                    at_start = at == len(chunk)
                    if not at_start and chunk[at] == 0x7B:
                        state, between = _IDLE, True
                else:
                    at = chunk.find(b"\n", at) + 1 or len(chunk)
                    at_start = chunk[at - 1] == 0x0A
                continue
            if state == _ELEMENT:
                at = _IN_ELEMENT.match(chunk, at).end()  # type: ignore[union-attr]
                if at == len(chunk):
                    break
                mark = chunk[at]
                at += 1
                if mark == 0x22:
                    state, back = _STRING, _ELEMENT
                elif mark in b"[{":
                    value.depth += 1
                    if value.depth > ctx.limits.depth and value.broken is None:
                        value.broken = _too_deep(ctx.limits.depth)
                else:
                    value.depth -= 1
                    if not value.depth:
                        value.gather(chunk[begin:at], limit)
                        yield place(), value.made(limit)
                        state = _IDLE
                continue
            if state == _TOKEN:
                at = _IN_TOKEN.match(chunk, at).end()  # type: ignore[union-attr]
                if at == len(chunk):
                    break
                if chunk[at] == 0x22:
                    at += 1
                    state, back = _STRING, _TOKEN
                else:
                    value.gather(chunk[begin:at], limit)
                    yield place(), value.made(limit)
                    state = _IDLE
                continue
            at = _SPACE.match(chunk, at).end()  # type: ignore[union-attr]
            if at == len(chunk):
                break
            line, counted = line + chunk.count(b"\n", counted, at), at
            mark = chunk[at]
            if mark == 0x2C:  # a comma
                if between:
                    ctx.note(f"line {line}", "", "repaired", "superfluous comma")
                between = True
            elif mark == 0x5B and not in_array:
                in_array, between, number = True, True, 0
            elif mark == 0x5D and in_array:
                if between and number:
                    ctx.note(f"line {line}", "", "repaired", "superfluous comma")
                in_array, between = False, True
            else:
                if in_array and not between:
                    ctx.note(f"line {line}", "", "repaired", "missing comma")
                number += 1
                between = not in_array
                value, begin = _Value(line), at
                if mark in b"[{":
                    state, value.depth = _ELEMENT, 1
                elif mark == 0x22:
                    state, back = _STRING, _TOKEN
                else:
                    state = _TOKEN
            at += 1
        if state not in (_IDLE, _LOST):
            value.gather(chunk[begin:], limit)
        line += chunk.count(b"\n", counted)
    if state == _ELEMENT or (state == _STRING and back == _ELEMENT):
        left = f"{value.depth} bracket{'s'[: value.depth != 1]} open"
        raw = b"".join(value.parts)[:_KEPT]
        yield place(), Broken(f"the end of the input with {left}", "a whole record", _WHOLE, raw)
        return
    if state in (_TOKEN, _STRING):
        yield place(), value.made(limit)
    if in_array and not lost:
        yield f"line {line}", Broken("the end of the input in an array", "the ] that closes it", _WHOLE)


_WHOLE: Final = "Check that the file is whole, and that all brackets and quotes are closed."


def _too_deep(depth: int) -> Broken:
    return Broken(f"more than {depth} brackets within each other", "a record", "Check that it is one record.")
