"""Where the head of a page ends and where its body does, as a browser builds them from any source.

Both readings of ``noscript`` in a head are kept in mind, since browsers take it for text and most readers of markup do
not (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from syndicate.hypertext import FOREIGN, RAW, Comment, Tag, tokens, walk
from syndicate.page._source import PageError, Source

__all__ = ["Head", "body_end", "head_of"]

_IN_HEAD = frozenset((
    "base", "basefont", "bgsound", "head", "html", "link", "meta", "noframes", "noscript", "script", "style", "title",
))  # fmt: skip
_IN_NOSCRIPT = frozenset(("basefont", "bgsound", "head", "html", "link", "meta", "noframes", "noscript", "style"))
_ENDS_HEAD = frozenset(("body", "br", "head", "html"))
_NOTHING = re.compile(r"[\t\n\f\r ]+|(<!doctype[^>]*>)|</>", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a page, whether it has tags of its own or not."""

    start: int
    """Behind the document type; what comes before it must not be touched."""
    end: int
    """Where the head ends: at ``</head>``, or at the first thing that cannot be in a head."""


def head_of(text: str) -> Head:
    """The head of a page.

    What the end of the page cuts off, such as a title that is never closed, is behind the end of its head.
    """
    start = position = templates = 0
    held = -1  # where the outermost begins that is open: a template, a noscript, a raw text
    raw = noscript = False
    for token in tokens(text):
        if raw:
            # Nothing is told within raw text but its end tag.
            raw, position = False, token.end
            held = held if templates or noscript else -1
            continue
        if not templates:
            position, start = _behind_nothing(text, position, token.start, start)
            if position < token.start:
                return Head(start=start, end=held if noscript else position)
        end = token.start if held < 0 else held
        position = token.end
        if isinstance(token, Comment):
            if not token.closed:
                return Head(start=start, end=end)
        elif token.name == "template" and not noscript:
            templates = templates + 1 if not token.closing else max(templates - 1, 0)
            held = end if templates else -1
        elif templates:
            raw = token.name in RAW and not token.closing
        elif token.closing:
            if token.name == "noscript":
                noscript, held = False, -1
            elif token.name in _ENDS_HEAD and (not noscript or token.name == "br"):
                return Head(start=start, end=end)
        elif token.name not in (_IN_NOSCRIPT if noscript else _IN_HEAD):
            return Head(start=start, end=end)
        elif token.name == "noscript":
            noscript, held = True, end
        elif token.name in RAW:
            raw, held = True, end
    if held < 0:
        held, start = _behind_nothing(text, position, len(text), start)
    return Head(start=start, end=held)


def _behind_nothing(text: str, position: int, end: int, start: int) -> tuple[int, int]:
    """Behind white space, document types and ``</>``; and behind the last document type."""
    while found := _NOTHING.match(text, position, end):
        position = found.end()
        start = position if found[1] else start
    return position, start


# The content of a noscript that is not closed is text where scripts run.
_DROPS = frozenset(("noscript", "select"))
_HEAD_TAG = re.compile(r"</?(?:head|noscript)[^<>]*>", re.IGNORECASE | re.ASCII)
_CUT = re.compile(r"<!doctype[^>]*(>?)|</?(?:[a-zA-Z]|\Z)", re.IGNORECASE | re.ASCII)


def body_end(source: Source) -> int:
    """Where the body of a page ends: at its last ``</body>``, else at ``</html>``, else with the page.

    Raises :class:`PageError` where markup in that place would be no part of the body.
    """
    text = source.text
    foreign: list[str] = []
    ends: dict[str, tuple[int, str]] = {}
    body = False
    opened: dict[str, None] = {}
    position = templates = 0
    head = head_of(text)
    token: Tag | Comment | None = None
    for token in walk(text, 0, foreign):
        position = token.end
        if isinstance(token, Comment):
            continue
        if token.name == "template" and not foreign:
            templates = templates + 1 if not token.closing else max(templates - 1, 0)
        elif token.name in _DROPS:
            if token.closing:
                opened.pop(token.name, None)
            else:
                opened[token.name] = None
        elif token.name in ("input", "keygen", "textarea"):
            opened.pop("select", None)
        elif token.name == "frameset" and not body:
            raise PageError(
                "the page is a set of frames and has no body",
                place=source.line(token.start),
                mend="Mark up the page that the frame shows.",
            )
        elif token.closing and token.name in ("body", "html") and not templates:
            ends[token.name] = token.start, _within(foreign, opened)
        elif not token.closing and token.start >= head.end:
            body = True
    cut = _cut(text, token, position, foreign)
    place, within = ends.get("body") or ends.get("html") or (cut, _within(foreign, opened))
    if templates and not ends:
        within = "template"
    if within:
        raise PageError(
            f"the body of the page ends within <{within}>, where markup would be lost",
            place=source.line(place),
            mend=f"Close it with </{within}>, or say the place with <!-- syndicate -->.",
        )
    if place == cut < len(text) and not _HEAD_TAG.sub("", text[head.end : cut]).strip("\t\n\f\r "):
        raise PageError(
            "the page ends in its head, in something that is not closed",
            place=source.line(place),
            found=source.said(place, place + 40),
            mend="Restore the end of the page.",
        )
    return place


def _within(foreign: list[str], opened: dict[str, None]) -> str:
    """What is open and drops what is not its own, or makes something else of it."""
    return next(iter((*foreign[:1], *opened)), "")


def _cut(text: str, last: Tag | Comment | None, position: int, foreign: list[str]) -> int:
    """The end of the page, or where a piece begins that it cuts off."""
    if isinstance(last, Comment) and not last.closed:
        return last.start
    if isinstance(last, Tag) and last.name in RAW and not last.closing:
        plain = foreign and (foreign[-1] in FOREIGN or foreign[-1] == last.name)
        if not plain:
            return last.start
    return next((found.start() for found in _CUT.finditer(text, position) if not found[1]), len(text))
