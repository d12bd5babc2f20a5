"""From what a rule says of a node to a line and a column of the input."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from syndicate.check._elements import ElementPlaces
from syndicate.check._inputs import Input
from syndicate.check._json_places import JsonPlaces, Span
from syndicate.check._subject import Subject, is_reference

__all__ = ["Place", "Places"]

_SHOWN = 80


class Place(NamedTuple):
    """Where a value stands."""

    path: str
    """Its whole path in the input."""
    line: int
    column: int
    value: str
    """What stands there; empty where it is missing, or is an object."""
    span: Span | None
    """The offsets of a value of JSON-LD in the text of the input; None for all else and where it is missing."""


class Places:
    """The places of one input, looked for when something was found in it."""

    def __init__(self, made: Input) -> None:
        self._made = made
        self._text = made.page.text
        self._json: dict[int, JsonPlaces] = {}
        self._elements: dict[str, ElementPlaces] = {}
        self._ends: list[int] | None = None

    def of(self, subject: Subject, path: str) -> Place:
        """The place of a path from a node, or of one of the input as a whole."""
        page = self._made.page
        if page.kind in ("record", "export"):
            whole = f"{subject.path}.{path}".strip(".")
            return Place(whole, subject.line, 0, "", None)
        if subject is self._made.whole:
            return self._of_whole(path)
        subject, path = _followed(subject, path)
        inner = path if not subject.path else subject.path if not path else f"{subject.path}.{path}"
        if subject.syntax == "JSON-LD":
            return self._of_json(subject.document, inner)
        places = self._elements.get(subject.syntax)
        if places is None:
            places = ElementPlaces(self._text, subject.syntax, self._made.tops.get(subject.syntax, []))
            self._elements[subject.syntax] = places
        found = places.element(inner)
        shown = f"{subject.syntax.lower()}{inner}"
        if found is None:
            return Place(shown, 0, 0, "", None)
        if found.start < 0:
            return Place(shown, found.line, 0, "", None)
        line, column = self.line(found.start)
        return Place(shown, line, column, _cut(self._text[found.start : found.end]), None)

    def _of_json(self, document: int, path: str) -> Place:
        script = self._made.page.scripts[document]
        places = self._json.get(document)
        if places is None:
            places = self._json[document] = JsonPlaces(script.content)
        shown = path
        if len(self._made.page.scripts) > 1:
            shown = f"script[{document}]{'' if path.startswith('[') or not path else '.'}{path}"
        span, exact = places.span(path)
        if span is None:
            return Place(shown, *self.line(script.start), "", None)
        moved = Span(*(at if at < 0 else at + script.start for at in span))
        line, column = self.line(moved.start)
        text = self._text[moved.start : moved.end] if exact else ""
        return Place(shown, line, column, "" if text[:1] in ("{", "[") else _cut(text), moved if exact else None)

    def _of_whole(self, path: str) -> Place:
        page = self._made.page
        if (found := re.match(r"script\[([0-9]+)\]", path)) and int(found[1]) < len(page.scripts):
            return Place(path, *self.line(page.scripts[int(found[1])].start), "", None)
        if page.feed is not None:
            entry = next((one for one in page.feed.entries if path.startswith(one.path)), None)
            return Place(path, entry.line if entry else page.feed.line or 1, 0, "", None)
        if page.kind == "jsonld":
            return self._of_json(0, path)
        return Place(path, 1, 0, "", None)

    def line(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset in the text, both from 1."""
        if self._ends is None:
            self._ends = [found.end() for found in re.finditer("\n", self._text)]
        at = bisect_right(self._ends, offset)
        return at + 1, offset - (self._ends[at - 1] if at else 0) + 1


def _followed(subject: Subject, path: str) -> tuple[Subject, str]:
    """The node in which a path ends, where it leads through references, and the path in it."""
    for _ in range(8):
        value: object = subject.node
        rest = path
        while rest:
            if isinstance(value, dict) and is_reference(value):
                meant = subject.meant(value)
                if meant is None or meant is subject:
                    return subject, path
                subject, path = meant, rest.removeprefix(".")
                break
            step = re.match(r"\.?([^.\[\]]+)|\[([0-9]+)\]", rest)
            if step is None:
                return subject, path
            if step[2] is not None:
                if not isinstance(value, list) or int(step[2]) >= len(value):
                    return subject, path
                value = value[int(step[2])]
            elif isinstance(value, dict) and step[1] in value:
                value = value[step[1]]
            else:
                return subject, path
            rest = rest[step.end() :]
        else:
            return subject, path
    return subject, path


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
