"""Character references of HTML in what is no HTML: https://html.spec.whatwg.org/multipage/named-characters.html."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["first_entity", "without_entities"]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROUNDS = 4


def first_entity(text: str) -> re.Match[str] | None:
    """The first reference, with its semicolon, that HTML knows."""
    if "&" not in text:
        return None
    return next((found for found in _ENTITY.finditer(text) if _char(found[0]) != found[0]), None)


def without_entities(value: Any) -> Any:
    """A text with the characters that its references mean, those that were escaped twice among them.

    >>> without_entities("R&amp;D, &amp;amp; &eacute;"), without_entities("AT&T; a &copy b")
    ('R&D, & é', 'AT&T; a &copy b')
    """
    if not isinstance(value, str):
        return value
    for _ in range(_ROUNDS):
        plain = _ENTITY.sub(lambda found: _char(found[0]), value)
        if plain == value:
            break
        value = plain
    return value


@cache
def _named() -> dict[str, str]:
    from html.entities import html5

    return html5


def _char(entity: str) -> str:
    if entity[1] != "#":
        return _named().get(entity[1:], entity)
    import html

    char = html.unescape(entity)
    return char if char and char != "�" else entity
