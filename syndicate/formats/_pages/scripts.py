"""The JSON-LD scripts of a page, as tolerant as what is meant cannot be mistaken, one hurting no other.

A script is one whose ``type`` is ``application/ld+json``, in any case and with any parameters
(https://html.spec.whatwg.org/multipage/semantics.html#data-block; RFC 2045, section 5.1, for both). JSON (RFC 8259) is
read as it is. What is none is mended (see :mod:`syndicate.formats._pages.mended`), and each mend told. What is no JSON
then is an :class:`Unreadable` with its line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from syndicate.formats._json import TooDeep, Unreadable, loaded_text
from syndicate.formats._pages.mended import mended, within
from syndicate.hypertext import Script, scripts

__all__ = ["Document", "documents", "is_jsonld", "unescaped", "values"]

_TYPE = "application/ld+json"
_MENDABLE = 1 << 18
"""How many characters of broken scripts are mended in one page; what is beyond is no accident of hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one JSON-LD script of a page says."""

    place: str
    """Where it stands: ``script 2, line 41``; JSON-LD scripts are counted from 1, and so are lines of the page."""
    content: str
    """Its text as it stands."""
    value: Any = None
    """What it holds; None where it is empty or cannot be read."""
    repairs: tuple[str, ...] = ()
    """What had to be mended, each in words that are the same for all such cases."""
    wrong: Unreadable | None = None
    """Why it cannot be read."""


def is_jsonld(script: Script) -> bool:
    """Whether a script is JSON-LD by its type."""
    return script.attributes.get("type", "").partition(";")[0].strip().lower() == _TYPE


def documents(text: str, depth: int) -> Iterator[Document]:
    """The JSON-LD scripts of a page in their order; nested at most ``depth`` levels deep, else not read."""
    number = seen = 0
    line = 1
    left = _MENDABLE
    for script in scripts(text):
        if not is_jsonld(script):
            continue
        number += 1
        line += text.count("\n", seen, script.start)
        seen = script.start
        place = f"script {number}, line {line}"
        content = script.content
        if not content.strip():
            yield Document(place=place, content=content)
            continue
        try:
            value, twice = loaded_text(content, depth)
            repairs: list[str] = []
            if isinstance(value, str):
                value, repairs, twice = mended(content, depth, line)
        except Unreadable as error:
            left -= len(content)
            try:
                if isinstance(error, TooDeep) or left < 0:
                    raise within(error, content, line) from None
                value, repairs, twice = mended(content, depth, line)
            except Unreadable as last:
                yield Document(place=place, content=content, wrong=last)
                continue
        repairs += [f"{key} stands twice in one object, and the last is taken" for key in twice]
        yield Document(place=place, content=content, value=value, repairs=tuple(repairs))


def values(text: str, depth: int) -> Iterator[Any]:
    """What the JSON-LD scripts of a page hold, where they can be read."""
    return (document.value for document in documents(text, depth) if document.wrong is None)


_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def unescaped(document: Document) -> tuple[Any, bool]:
    """The value with what entities in its texts stand for, and whether there were any.

    A script is raw text, in which HTML has no entities: who writes ``Tom &amp; Jerry`` there has escaped what needs
    none. Who writes ``\\u0026`` anywhere in the script knows that, and is taken at his word.
    """
    if not _REFERENCE.search(document.content) or r"\u0026" in document.content:
        return document.value, False
    value = _without_references(document.value)
    return value, bool(value != document.value)


def _without_references(value: Any) -> Any:
    if isinstance(value, str):
        return _REFERENCE.sub(_referred, value) if "&" in value else value
    if isinstance(value, dict):
        return {key: _without_references(part) for key, part in value.items()}
    return [_without_references(part) for part in value] if isinstance(value, list) else value


def _referred(found: re.Match[str]) -> str:
    # Not the beginnings of names that html.unescape takes too: "&notanentity;" is no negation.
    return html.unescape(found[0]) if found[0][1] == "#" or found[0][1:] in html5 else found[0]
