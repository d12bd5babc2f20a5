"""JSON as pages and files have it, read without losing anything, as fast as that goes (RFC 8259)."""

from __future__ import annotations

import json
from typing import Any

import orjson

from syndicate.ledger import shown
from syndicate.models.number import MAX_DIGITS

__all__ = ["TooDeep", "Unreadable", "loaded", "loaded_text"]

# What a number is written in as zeros, what stands around a key as it is, all else as blanks.
_SIGNS = bytes(48 if byte in b"0123456789." else byte if byte in b'":' else 32 for byte in range(256))
_SPACE = b" \t\r\n"
_LONG = b"0" * (MAX_DIGITS + 1)
_NOT_KNOWN = object()


class Unreadable(Exception):
    """Bytes that are no JSON: what was found, what was expected, how to mend it."""

    def __init__(self, found: str, expected: str, mend: str, *, at: int | None = None) -> None:
        """``at`` is the character at which it is, from 0; None where it is all of it."""
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.mend = mend
        self.at = at


class TooDeep(Unreadable):
    """JSON that is nested more deeply than the limit."""


def loaded(data: bytes, depth: int) -> tuple[Any, tuple[str, ...]]:
    """The value of a JSON document, and the keys that stand twice in one of its objects. Raises :class:`Unreadable`.

    Numbers of more digits than a record may have are kept as text, so that they are refused as they stood. NaN and
    infinities are no JSON (RFC 8259, section 6).
    """
    if (value := _quickly(data, depth)) is not _NOT_KNOWN:
        return value, ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte {data[error.start]:#04x} at byte {error.start + 1}, which is not UTF-8"
        raise Unreadable(found, "JSON in UTF-8", "Save the file as UTF-8.", at=error.start) from None
    return _carefully(text, depth, strict=True)


def loaded_text(text: str, depth: int, *, strict: bool = True) -> tuple[Any, tuple[str, ...]]:
    """The same of text; control characters within strings are taken where it need not be ``strict``."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = b""
    if data and (value := _quickly(data, depth)) is not _NOT_KNOWN:
        return value, ()
    return _carefully(text, depth, strict=strict)


def _quickly(data: bytes, depth: int) -> Any:
    """The value of a document that the fast parser reads without losing anything; ``_NOT_KNOWN`` where it may lose.

    It rounds numbers of many digits and takes the last of keys that stand twice. Where no 16 digits stand in a row, no
    number has more than 15. Each key is a quotation mark with a colon behind it, white space aside, so that there are
    never fewer of those than keys, and no more where no key stands twice and no text begins with a colon.
    """
    signs = data.translate(_SIGNS, _SPACE)
    if _LONG in signs:
        return _NOT_KNOWN
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return _NOT_KNOWN
    if type(value) is float:
        return _whole(value)
    return value if _settled(value, depth) == signs.count(b'":') else _NOT_KNOWN


def _settled(value: Any, depth: int) -> int:
    """How many keys there are in ``value``, or -1 where it is too deep; floats that are whole become whole numbers."""
    keys = 0
    layer = [value]
    for _ in range(depth + 1):
        below: list[Any] = []
        for one in layer:
            pairs: Any = ()
            if type(one) is dict:
                keys += len(one)
                pairs = one.items()
            elif type(one) is list:
                pairs = enumerate(one)
            for place, part in pairs:
                kind = type(part)
                if kind is dict or kind is list:
                    below.append(part)
                elif kind is float:
                    one[place] = _whole(part)
        if not below:
            return keys
        layer = below
    return -1


def _carefully(text: str, depth: int, *, strict: bool) -> tuple[Any, tuple[str, ...]]:
    twice: dict[str, None] = {}

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    twice[key] = None
                seen.add(key)
        return made

    if not text.strip():
        raise Unreadable("nothing", "a JSON document", "Leave the empty file out.")
    try:
        value = json.loads(
            text,
            strict=strict,
            object_pairs_hook=once,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        found = shown(text[error.pos : error.pos + 20]) if error.pos < len(text) else "the end"
        where = f"line {error.lineno}, column {error.colno}"
        mend = "Check that all brackets and quotes are closed, and that there are no comments."
        raise Unreadable(f"{found} at {where} ({error.msg})", "JSON", mend, at=error.pos) from None
    except RecursionError:
        raise _deep(depth) from None
    if _deeper(value, depth):
        raise _deep(depth)
    return value, tuple(twice)


def _deep(depth: int) -> TooDeep:
    return TooDeep(f"more than {depth} levels of nesting", "a document of reviews", "Flatten it.")


def _number(token: str) -> Any:
    if sum(map(str.isdigit, token)) > MAX_DIGITS:
        digits = token.lower().partition("e")[0].replace(".", "").strip("-0")
        if len(digits) > MAX_DIGITS:
            return token
    number = float(token)
    if number in (float("inf"), float("-inf")):
        return token
    return _whole(number)


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _no_number(token: str) -> Any:
    raise Unreadable(token, "a number", "JSON has no such number: leave it out where it is unknown.")


def _deeper(value: Any, levels: int) -> bool:
    layer = [value]
    for _ in range(levels + 1):
        layer = [inner for one in layer for inner in _inner(one) if isinstance(inner, (dict, list))]
        if not layer:
            return False
    return True


def _inner(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
