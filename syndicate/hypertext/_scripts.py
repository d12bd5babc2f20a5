"""The scripts and the comments of a page, fast: nothing else is taken apart wherever that is safe."""

from __future__ import annotations

import re
import string
from collections.abc import Generator, Iterator
from typing import NamedTuple

from syndicate.hypertext._attributes import SPACE, Tag, attributes, tag_end
from syndicate.hypertext._tokens import FOREIGN, RAW, Comment, behind_markup, raw_end, walk

__all__ = ["Script", "comments", "scripts"]


class Script(NamedTuple):
    """A ``script`` element."""

    attributes: dict[str, str]
    content: str
    """Its text as it stands in the source; up to the end of the page where it is never closed."""
    start: int
    """The offset of the content."""


def _in_any_case(name: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in name)


# All that must be known to tell a script from what looks like one. What it begins with looks away from most tags by
# one character, which is three times as fast as trying each name; so are sets, in place of a flag for any case.
_NAMES = sorted(RAW | FOREIGN)
_OTHERS = "".join(letter + letter.upper() for letter in string.ascii_lowercase if letter not in {n[0] for n in _NAMES})
_MARK = re.compile(
    rf"<(?!/[a-zA-Z]|[{_OTHERS}]|[pP][^lL])(?:[!?]|/[^a-zA-Z>]|({'|'.join(map(_in_any_case, _NAMES))})[{SPACE}/>])"
)
_TAG = re.compile(rf"</?[a-zA-Z][^{SPACE}/>]*")
_VALUE_WITH_TAG = re.compile(rf"""=[{SPACE}]*(?:"[^"]*<|'[^']*<)""")
_UNSURE = re.compile("[<\"']")
_FOREIGN_END = re.compile(rf"</(?:math|svg)(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


def scripts(text: str) -> Iterator[Script]:
    """All ``script`` elements of a page, and none that only looks like one: in a comment, a value, a raw text."""
    for token, end in _marks(text):
        if isinstance(token, Tag) and token.name == "script":
            yield Script(attributes(text, token), text[token.end : end], token.end)


def comments(text: str) -> Iterator[Comment]:
    """All comments of a page, and nothing that only looks like one: in a script, a value, a raw text."""
    return (token for token, _ in _marks(text) if isinstance(token, Comment))


def _marks(text: str) -> Iterator[tuple[Tag | Comment, int]]:
    """The comments and the start tags of raw text elements, each with where it ends, content and all."""
    position, foreign_end = 0, -1
    while found := _MARK.search(text, position):
        start = found.start()
        over = _tag_over(text, position, start)
        if over:
            if over < 0:
                return
            position = over
        elif found[1] is None:
            comment, position = behind_markup(text, start)
            if comment is not None:
                yield comment, position
        elif (name := found[1].lower()) in FOREIGN:
            if foreign_end < start:
                closed = _FOREIGN_END.search(text, start)
                foreign_end = closed.start() if closed else len(text)
            position = foreign_end
            if _MARK.search(text, start + 1, foreign_end + 1) or _tag_over(text, start, foreign_end):
                position = yield from _within(text, start)
                if position < 0:
                    return
        else:
            end = tag_end(text, found.end() - 1)
            if end < 0:
                return
            tag = Tag(name, start, end, False)
            position = raw_end(text, tag)
            yield tag, position


def _tag_over(text: str, position: int, start: int) -> int:
    """Where the tag ends that ``start`` is within, seen from ``position``, which is in none; 0 where there is none,
    -1 where it does not end."""
    if not _VALUE_WITH_TAG.search(text, position, start + 1):
        # So it is in no value. In a tag it can only be where a tag began behind the last ">", or where that ">" is in a
        # value, whose quote then follows.
        closed = max(text.rfind(">", position, start) + 1, position)
        if not _UNSURE.search(text, closed, start):
            return 0
    while (found := _TAG.search(text, position)) and found.start() < start:
        position = tag_end(text, found.end())
        if position < 0 or position > start:
            return position
    return 0


def _within(text: str, start: int) -> Generator[tuple[Tag | Comment, int], None, int]:
    """The marks of a foreign element, tag by tag; returns where HTML goes on, -1 where it does not.

    A script in SVG holds no raw text. It is taken to end where the next tag of its name is.
    """
    foreign: list[str] = []
    script: Tag | None = None
    end = -1
    for token in walk(text, start, foreign):
        if isinstance(token, Comment):
            yield token, token.end
        elif token.name == "script":
            if script is not None:
                yield script, token.start
            script = None if token.closing else token
        if not foreign:
            end = token.end
            break
    if script is not None:
        yield script, len(text) if end < 0 else end
    return end
