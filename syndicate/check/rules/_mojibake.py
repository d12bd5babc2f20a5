"""Text whose UTF-8 was read as an encoding of single bytes: Ã© for é, â€™ for ’, РїСЂРё for при.

Every byte above 127 has become one character of Windows-1252 (or Latin-1, where that has none) or of Windows-1251. A
sequence of such characters is taken for what it was only where it makes a whole character of UTF-8 and nobody writes it
so on purpose: "é »" with the blank that French puts there is a whole character too, and no fault.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["first_garbled", "ungarbled"]


def _table(encoding: str) -> dict[int, str]:
    made = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(encoding, "ignore")
        made[byte] = char or chr(byte)
    return made


_WEST, _EAST = _table("cp1252"), _table("cp1251")
_WEST_BYTES = {ord(char): byte for byte, char in _WEST.items()}
_EAST_BYTES = {ord(char): byte for byte, char in _EAST.items()}


def _any(table: dict[int, str], *spans: tuple[int, int]) -> str:
    """A class of characters for a regular expression."""
    chars = [table[byte] for first, last in spans for byte in range(first, last + 1)]
    latin = [chr(byte) for first, last in spans for byte in range(first, last + 1)] if table is _WEST else []
    return f"[{re.escape(''.join(dict.fromkeys([*chars, *latin])))}]"


_NEXT = _any(_WEST, (0x80, 0xBF))
# After E2: general punctuation, currency, letter-like signs, arrows, and the blocks with stars, hearts and ticks.
_SIGNS = ((0x80, 0x80), (0x82, 0x82), (0x84, 0x84), (0x86, 0x86), (0x98, 0x99), (0x9C, 0x9D))
_UPPER = r"(?<![A-ZÀ-ÖØ-Þ])"
_WESTERN = re.compile(
    # Two bytes: letters with accents. After a capital the first of them may be a letter of its own: AMANHÃ».
    rf"{_UPPER}[{_WEST[0xC2]}{_WEST[0xC3]}]{_NEXT}"
    rf"|(?:{_any(_WEST, (0xC4, 0xDF))}{_NEXT}){{2,}}"
    rf"|(?<=[a-z]){_any(_WEST, (0xC4, 0xDF))}{_NEXT}(?=[a-z])"
    # Three: quotes, dashes, the euro, stars; kana; other scripts where at least two follow each other.
    rf"|{_WEST[0xE2]}{_any(_WEST, *_SIGNS)}{_NEXT}"
    rf"|{_WEST[0xE3]}{_any(_WEST, (0x80, 0x83))}{_NEXT}"
    rf"|{_WEST[0xEF]}{_WEST[0xBB]}{_WEST[0xBF]}"
    rf"|(?:{_any(_WEST, (0xE0, 0xEF))}{_NEXT}{_NEXT}){{2,}}"
    # Four: pictures.
    rf"|{_WEST[0xF0]}{_any(_WEST, (0x9F, 0x9F))}{_NEXT}{_NEXT}"
)
_EASTERN = re.compile(rf"(?:[{_EAST[0xD0]}{_EAST[0xD1]}]{_any(_EAST, (0x80, 0xBF))}){{3,}}")


def first_garbled(text: str) -> tuple[int, int, str] | None:
    """Where the first sequence begins and ends, and what it was; None where there is none."""
    if text.isascii():
        return None
    for pattern, table in ((_WESTERN, _WEST_BYTES), (_EASTERN, _EAST_BYTES)):
        for found in pattern.finditer(text):
            if meant := _meant(found[0], table):
                return found.start(), found.end(), meant
    return None


def ungarbled(value: Any) -> Any:
    """A text as it was before its bytes were misread; any other value as it is.

    >>> ungarbled("dÃ©jÃ\\xa0 vu, itâ€™s"), ungarbled("AMANHÃ» et « passé\\xa0»")
    ('déjà vu, it’s', 'AMANHÃ» et « passé\\xa0»')
    """
    if not isinstance(value, str) or value.isascii():
        return value
    for pattern, table in ((_WESTERN, _WEST_BYTES), (_EASTERN, _EAST_BYTES)):
        value = pattern.sub(lambda found, table=table: _meant(found[0], table) or found[0], value)  # type: ignore[misc]
    return value


def _meant(text: str, table: dict[int, int]) -> str:
    codes = [table.get(ord(char), ord(char)) for char in text]
    if max(codes) > 0xFF:
        return ""
    try:
        meant = bytes(codes).decode()
    except UnicodeDecodeError:
        return ""
    # What comes out has to be something that people write, not one more control character.
    return "" if any(0x7F <= ord(char) < 0xA0 for char in meant) else meant
