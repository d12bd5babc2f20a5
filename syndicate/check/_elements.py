"""Where the values of Microdata, RDFa and microformats stand in the source of a page.

lxml has the tree, the tokenizer the offsets: the elements that carry markup are the same in both, in the same order.
Where they are not (a page so broken that the two read it differently), lxml's line is all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from syndicate.check._subject import Syntax
from syndicate.hypertext import Tag, attributes, tokens

__all__ = ["ElementPlaces", "Found"]

_NOT_TEXT = re.compile(r"^\s*<\?xml[^>]*>|[\x00\ud800-\udfff]")
_ROOT = re.compile(r"(?:^|\s)(?:h-?review(?:-aggregate)?|h-entry)(?=\s|$)")
_STEP = re.compile(r"([^.\[\]]*)(?:\[([0-9]+)\])?\.?")
_LOOKED_AT = 6
_COMPARED = 100
"""Elements whose texts are compared with a value."""


class Found(NamedTuple):
    """An element."""

    start: int
    """The offset of its tag; -1 where only its line is known."""
    end: int
    line: int


class ElementPlaces:
    """The places of one syntax in one page."""

    def __init__(self, text: str, syntax: Syntax, tops: list[Any]) -> None:
        """``tops`` are the topmost nodes, by which the elements are told apart where their order does not."""
        self._syntax = syntax
        self._tops = tops
        self._scope, self._name = {
            "Microdata": ("itemscope", "itemprop"),
            "RDFa": ("typeof", "property"),
            "microformats": ("class", "class"),
        }.get(syntax, ("", ""))
        self._elements: list[Any] = []
        self._offsets: dict[Any, tuple[int, int]] = {}
        self._topmost: list[Any] | None = None
        self._read(text)

    def _read(self, text: str) -> None:
        import lxml.etree
        import lxml.html

        try:
            root = lxml.html.document_fromstring(_NOT_TEXT.sub(_blank, text))
        except lxml.etree.ParserError:
            return
        self._elements = [one for one in root.iter() if isinstance(one.tag, str) and self._is_marked(one.attrib)]
        tags = [
            tag
            for tag in tokens(text)
            if isinstance(tag, Tag)
            and not tag.closing
            and (self._scope in text[tag.start : tag.end].lower() or self._name in text[tag.start : tag.end].lower())
            and self._is_marked(attributes(text, tag))
        ]
        if len(tags) == len(self._elements):
            self._offsets = {one: (tag.start, tag.end) for one, tag in zip(self._elements, tags, strict=True)}

    def _is_marked(self, attrib: Any) -> bool:
        if self._syntax == "microformats":
            return bool(_ROOT.search(attrib.get("class", "")))
        return self._scope in attrib or self._name in attrib

    def element(self, path: str) -> Found | None:
        """The element of the value at a path, which begins with the number of a topmost node: ``[0].author.name``."""
        found = re.match(r"\[([0-9]+)\]\.?", path)
        number, rest = (int(found[1]), path[found.end() :]) if found else (0, path)
        if number >= len(self._tops):
            return None
        value: Any = self._tops[number]
        element = self._top(number, value)
        while element is not None and rest and self._syntax != "microformats":
            step = _STEP.match(rest)
            if step is None or not step.end() or not isinstance(value, Mapping):
                break
            name, at = step[1], int(step[2] or 0)
            inner = value.get(name)
            listed = inner if isinstance(inner, list) else [inner]
            if inner is None or at >= len(listed):
                break
            below = [one for one in self._below(element) if name in self._names(one)]
            chosen = self._chosen(below, listed[at], at if len(below) == len(listed) else -1)
            if chosen is None:
                break
            element, value, rest = chosen, listed[at], rest[step.end() :]
        if element is None:
            return None
        start, end = self._offsets.get(element, (-1, -1))
        return Found(start, end, element.sourceline or 0)

    def _top(self, number: int, value: Any) -> Any:
        if self._topmost is None:
            if self._syntax == "microformats":
                self._topmost = [one for one in self._elements if not any(map(_is_root, one.iterancestors()))]
            else:
                scopes = [one for one in self._elements if self._scope in one.attrib]
                self._topmost = [one for one in scopes if self._name not in one.attrib] or scopes
        return self._chosen(self._topmost, value, number if len(self._topmost) == len(self._tops) else -1)

    def _chosen(self, elements: list[Any], value: Any, at: int) -> Any:
        """Of several elements the one that says a value; in RDFa their order says nothing."""
        if self._syntax != "RDFa" and 0 <= at < len(elements):
            return elements[at]
        said = list(_literals(value))[:_LOOKED_AT]
        for one in elements[:_COMPARED]:
            text = self._said(one)
            if all(part in text for part in said):
                return one
        return elements[0] if elements else None

    def _said(self, element: Any) -> str:
        parts = [element.text_content()]
        for one in element.iter():
            if isinstance(one.tag, str):
                parts += one.attrib.values()
        return " ".join(" ".join(parts).split())

    def _names(self, element: Any) -> list[str]:
        return [re.split("[/#:]", name)[-1] for name in (element.get(self._name) or "").split()]

    def _below(self, element: Any) -> Iterator[Any]:
        """The elements that are properties of an item: those below it that no other item is around."""
        rest = list(reversed(element))
        while rest:
            one = rest.pop()
            if not isinstance(one.tag, str):
                continue
            if self._name in one.attrib:
                yield one
            if self._scope not in one.attrib:
                rest += reversed(one)


def _is_root(element: Any) -> bool:
    return bool(_ROOT.search(element.get("class", "")))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _literals(value: Any) -> Iterator[str]:
    """The texts and numbers of a value, as an element may have them."""
    rest = [value]
    while rest:
        one = rest.pop(0)
        if isinstance(one, Mapping):
            rest += [part for key, part in one.items() if not key.startswith("@")]
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str):
            yield " ".join(one.split())
        elif isinstance(one, (int, float)) and not isinstance(one, bool):
            yield str(one)
