"""The inside of a tag: where it ends, and its attributes (sections 13.2.5.32 to 13.2.5.40 and 13.2.5.72 to 80)."""

from __future__ import annotations

import re
from html.entities import html5
from typing import NamedTuple

__all__ = ["SPACE", "Tag", "attributes", "lower", "self_closing", "tag_end"]

SPACE = r"\t\n\f\r "
"""White space of HTML, for a set of a pattern; Python's ``\\s`` has much more."""


class Tag(NamedTuple):
    """A start tag or an end tag."""

    name: str
    """In lower case."""
    start: int
    """The offset of ``<``."""
    end: int
    """The offset behind ``>``."""
    closing: bool
    """Whether it is an end tag."""


# What stands before an attribute, and the attribute. Each step has one way to go, so that nothing is tried twice.
_ATTRIBUTE = re.compile(
    rf"[{SPACE}/]*(?:([^{SPACE}/>][^{SPACE}/>=]*)"
    rf"""(?:[{SPACE}]*=[{SPACE}]*(?:"([^"]*)("?)|'([^']*)('?)|([^{SPACE}>"'][^{SPACE}>]*)|(?=>)|\Z))?)?"""
)
# The rest of a tag as nearly all tags are. How often is bounded, since each turn takes memory.
_USUAL = re.compile(rf"""(?:[{SPACE}]+[^{SPACE}"'<>/=]+(?:="[^"]*")?){{0,16}}[{SPACE}]*/?>""")


def tag_end(text: str, position: int) -> int:
    """The offset behind the ``>`` of the tag whose name ends at ``position``; -1 where the text ends before."""
    if usual := _USUAL.match(text, position):
        return usual.end()
    while found := _ATTRIBUTE.match(text, position):
        position = found.end()
        # Where a quote is never closed, all the rest is its value.
        if found[3] == "" or found[5] == "" or position >= len(text):
            return -1
        if text[position] == ">":
            return position + 1
    raise AssertionError("the pattern matches anywhere")


def attributes(text: str, tag: Tag) -> dict[str, str]:
    """The attributes of a tag of ``text``: names in lower case, of two alike the first, values decoded."""
    made: dict[str, str] = {}
    position = tag.start + 1 + tag.closing + len(tag.name)
    while (found := _ATTRIBUTE.match(text, position, tag.end - 1)) and found[1] is not None:
        position = found.end()
        name = lower(found[1])
        if name not in made:
            value: str = found[2] or found[4] or found[6] or ""
            if "\r" in value:
                value = value.replace("\r\n", "\n").replace("\r", "\n")
            if "\0" in value:
                value = value.replace("\0", "\ufffd")
            made[name] = _REFERENCE.sub(_referred, value) if "&" in value else value
    return made


def self_closing(text: str, tag: Tag) -> bool:
    """Whether a tag ends with ``/>``, and the slash is not the end of a value without quotes."""
    if text[tag.end - 2] != "/":
        return False
    position = tag.start + 1 + len(tag.name)
    while (found := _ATTRIBUTE.match(text, position, tag.end - 1)) and found[1] is not None:
        position = found.end()
    return position < tag.end - 1


_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)} | {0: 0xFFFD}


def lower(name: str) -> str:
    """A name as HTML takes it: ASCII in lower case alone (the Kelvin sign is no k), no zero character."""
    return name.lower() if name.isascii() and "\0" not in name else name.translate(_LOWER)


_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?|([a-zA-Z][a-zA-Z0-9]*)(;?)(=?))")
_DIGITS = 8
"""No code point has more, leading zeros aside."""


def _referred(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found[1], found[2], found[3]
    if name is None:
        digits = (hexadecimal or decimal).lstrip("0")
        return _character(int(digits or "0", 16 if hexadecimal else 10)) if len(digits) <= _DIGITS else "\ufffd"
    if found[4]:
        return html5[f"{name};"] + found[5] if f"{name};" in html5 else found[0]
    # Without its semicolon a name is one only at the end of a word, and never before "=": that is a URL's query.
    return html5[name] if name in html5 and not found[5] else found[0]


def _character(code: int) -> str:
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if 0x80 <= code <= 0x9F:
        return bytes((code,)).decode("cp1252", "ignore") or chr(code)
    return chr(code)
