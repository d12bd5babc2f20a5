"""Where the values of a JSON document stand in its source, however tolerantly it was read.

One pass over the source, in which strings, numbers, words and brackets are told apart and all else is passed over, as
:mod:`syndicate.formats._pages.mended` does; so that a document which had to be mended has places too.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from syndicate.formats._json import Unreadable, loaded_text

__all__ = ["JsonPlaces", "Span"]


class Span(NamedTuple):
    """Where a value stands."""

    start: int
    end: int
    key_start: int = -1
    """Where the name of its property stands, with its quotes; -1 where it has none."""
    key_end: int = -1


_TOKEN = re.compile(
    r"""(?P<string>"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*')|(?P<open>[{\[])|(?P<close>[}\]])"""
    r"""|(?P<colon>:)|(?P<comma>,)|(?P<comment>//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/|<!--|-->)|(?P<word>[^\s"'{}\[\]:,/<]+)""",
    re.DOTALL,
)


class _Node:
    """A value: its span, and what is in it by key or number."""

    __slots__ = ("inner", "kind", "span")

    def __init__(self, span: Span, kind: str) -> None:
        self.span = span
        self.kind = kind
        self.inner: dict[str | int, _Node] = {}


class JsonPlaces:
    """The places in one document."""

    def __init__(self, text: str) -> None:
        self._tops = _scanned(text)

    def span(self, path: str) -> tuple[Span | None, bool]:
        """Where the value at a path stands, else the nearest that is around it; and whether it is the value itself."""
        if not self._tops:
            return None, False
        if len(self._tops) == 1:
            node = self._tops[0]
        else:  # several documents one after another were read as a list
            node = _Node(Span(self._tops[0].span.start, self._tops[-1].span.end), "[")
            node.inner = dict(enumerate(self._tops))
        rest = path
        while rest:
            found = _inner(node, rest)
            if found is None:
                return node.span, False
            node, rest = found
        return node.span, True


def _inner(node: _Node, path: str) -> tuple[_Node, str] | None:
    """The value that the first step of a path leads to, and the rest of the path."""
    if node.kind == "[":
        found = re.match(r"\[([0-9]+)\]\.?", path)
        inner = node.inner.get(int(found[1])) if found else None
        return (inner, path[found.end() :]) if found and inner is not None else None
    first = re.split(r"[.\[]", path, maxsplit=1)[0]
    if (quick := node.inner.get(first)) is not None:
        return quick, path[len(first) :].removeprefix(".")
    best: tuple[int, _Node] | None = None
    for key, inner in node.inner.items():
        for name in _names(str(key)):
            if path.startswith(name) and path[len(name) : len(name) + 1] in ("", ".", "["):
                if best is None or len(name) > best[0]:
                    best = len(name), inner
                break
    return None if best is None else (best[1], path[best[0] :].removeprefix("."))


def _names(key: str) -> tuple[str, ...]:
    """What paths may call a key: as it stands; as a keyword; without what is before its name."""
    bare = re.split("[/#:]", key)[-1]
    return (key, f"@{key}", bare) if key in ("id", "type") else (key, bare)


def _scanned(text: str) -> list[_Node]:
    tops: list[_Node] = []
    stack: list[_Node] = []
    key: tuple[int, int] | None = None
    counts: list[int] = []
    for found in _TOKEN.finditer(text):
        kind, (start, end) = found.lastgroup, found.span()
        if kind == "open":
            node = _Node(Span(start, end, *(key or (-1, -1))), text[start])
            _put(stack, counts, tops, key, text, node)
            stack.append(node)
            counts.append(0)
            key = None
        elif kind == "close":
            if stack:
                node = stack.pop()
                counts.pop()
                node.span = node.span._replace(end=end)
            key = None
        elif kind == "comma":
            key = None
        elif kind in ("string", "word"):
            if stack and stack[-1].kind == "{" and key is None:
                key = start, end
                continue
            if stack or kind == "string":
                _put(stack, counts, tops, key, text, _Node(Span(start, end, *(key or (-1, -1))), "value"))
            key = None
    return tops


def _put(
    stack: list[_Node], counts: list[int], tops: list[_Node], key: tuple[int, int] | None, text: str, node: _Node
) -> None:
    if not stack:
        if node.kind != "value":
            tops.append(node)
    elif stack[-1].kind == "[":
        stack[-1].inner[counts[-1]] = node
        counts[-1] += 1
    elif key is not None:
        stack[-1].inner[_key(text[slice(*key)])] = node


def _key(token: str) -> str:
    if "\\" not in token:
        return _bare(token)
    try:
        value: Any = loaded_text(token, 1)[0]
    except Unreadable:
        return _bare(token)
    return str(value)


def _bare(token: str) -> str:
    """A key without its quotes, and with those that are part of it."""
    quoted = len(token) > 1 and token[0] in "\"'" and token[-1] == token[0]
    return token[1:-1] if quoted else token
