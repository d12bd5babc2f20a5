"""Tags and comments of a page, in order (section 13.2.5 of HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from syndicate.hypertext._attributes import SPACE, Tag, attributes, lower, self_closing, tag_end

__all__ = ["FOREIGN", "RAW", "Comment", "Tag", "behind_markup", "raw_end", "tokens", "walk"]

RAW = frozenset(("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"))
"""Elements whose content is text, whatever it looks like; in ``textarea`` and ``title`` with character references."""

FOREIGN = frozenset(("math", "svg"))
"""Elements whose content is of another vocabulary, in which no element holds raw text."""


class Comment(NamedTuple):
    """A comment, or what is taken for one: ``<?xml ?>``, ``<![endif]>``, ``</1>``."""

    start: int
    """The offset of ``<``."""
    end: int
    """The offset behind it; the length of the text where it is never closed."""
    content_start: int
    content_end: int
    """The offsets of what it says."""
    closed: bool
    """Whether it ends before the text does."""


_MARKUP = re.compile(rf"<(?:(/?)([a-zA-Z][^{SPACE}/>]*)|!--|[!?]|/(?!>|\Z))")
_DOCTYPE = re.compile(r"<!doctype", re.IGNORECASE | re.ASCII)
_COMMENT_END = re.compile(r"--!?>")


def tokens(text: str) -> Iterator[Tag | Comment]:
    """The tags and comments of a page; what is between their offsets is text, or content of raw text elements.

    A tag that the end of the page cuts off is none, and a document type is neither.
    """
    return walk(text, 0, [])


def walk(text: str, position: int, foreign: list[str]) -> Iterator[Tag | Comment]:
    """:func:`tokens` from an offset between two tags. ``foreign`` always has the open elements that decide whether
    what follows is HTML: those of :data:`FOREIGN`, and what holds HTML again within them."""
    while found := _MARKUP.search(text, position):
        start = found.start()
        if found[2] is None:
            if foreign and foreign[-1] in FOREIGN and text.startswith("<![CDATA[", start):
                position = _behind(text, "]]>", start)
                continue
            comment, position = behind_markup(text, start)
            if comment is not None:
                yield comment
            continue
        position = tag_end(text, found.end())
        if position < 0:
            return
        tag = Tag(lower(found[2]), start, position, bool(found[1]))
        ordinary = True
        if foreign or tag.name in FOREIGN:
            ordinary = not (foreign and foreign[-1] in FOREIGN)
            _follow(foreign, text, tag)
        if ordinary and tag.name in RAW and not tag.closing:
            position = raw_end(text, tag)
        yield tag


def behind_markup(text: str, start: int) -> tuple[Comment | None, int]:
    """What ``<!``, ``<?`` or ``</`` and no letter begin at ``start``, and the offset behind it; None is a DOCTYPE."""
    if text.startswith("<!--", start):
        comment = _comment(text, start)
    elif _DOCTYPE.match(text, start):
        return None, _behind(text, ">", start)
    else:
        # The "?" belongs to what is said, as does what stands in place of a tag's name.
        content = start + (1 if text.startswith("<?", start) else 2)
        end = text.find(">", content)
        closed = end >= 0
        comment = Comment(start, end + 1 if closed else len(text), content, end if closed else len(text), closed)
    return comment, comment.end


def _comment(text: str, start: int) -> Comment:
    content = start + 4
    for short in (">", "->"):
        if text.startswith(short, content):
            return Comment(start, content + len(short), content, content, True)
    if end := _COMMENT_END.search(text, content):
        return Comment(start, end.end(), content, end.start(), True)
    rest = text[max(content, len(text) - 3) :]
    dashes = next((len(tail) for tail in ("--!", "--", "-") if rest.endswith(tail)), 0)
    return Comment(start, len(text), content, len(text) - dashes, False)


def _behind(text: str, end: str, position: int) -> int:
    found = text.find(end, position)
    return len(text) if found < 0 else found + len(end)


_RAW_END = {
    name: re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII) for name in RAW if name != "plaintext"
}
_SCRIPT_DATA = re.compile(rf"<!--|</script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)
_SCRIPT_ESCAPED = re.compile(rf"-->|</?script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


def raw_end(text: str, tag: Tag) -> int:
    """Where the content of a raw text element ends: before its end tag, or with the page."""
    if tag.name == "script":
        return _script_end(text, tag.end)
    found = _RAW_END[tag.name].search(text, tag.end) if tag.name in _RAW_END else None
    return found.start() if found else len(text)


def _script_end(text: str, position: int) -> int:
    """Behind ``<!-- <script>`` an end tag only ends what looks like a script (13.2.5.18 and following)."""
    while found := _SCRIPT_DATA.search(text, position):
        if found[0] != "<!--":
            return found.start()
        position = found.end() - 2  # the dashes that open it may be those that close it
        doubly = False
        while event := _SCRIPT_ESCAPED.search(text, position):
            position = event.end()
            if event[0] == "-->":
                break
            if event[0][1] != "/":
                doubly = True
            elif not doubly:
                return event.start()
            else:
                doubly = False
        else:
            break
    return len(text)


_SVG_HOLDS_HTML = frozenset(("desc", "foreignobject", "title"))
_MATH_HOLDS_HTML = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_BREAK_OUT = frozenset((
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2",
    "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre",
    "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
))  # fmt: skip


def _follow(foreign: list[str], text: str, tag: Tag) -> None:
    """Section 13.2.6.5, as far as it decides where HTML begins and ends."""
    inside = bool(foreign) and foreign[-1] in FOREIGN
    if tag.closing:
        if inside and tag.name in ("br", "p"):
            _break_out(foreign)
        elif tag.name in foreign:
            while foreign.pop() != tag.name:
                pass
    elif tag.name in FOREIGN or (inside and _holds_html(foreign[-1], text, tag)):
        if not self_closing(text, tag):
            foreign.append(tag.name)
    elif inside and (
        tag.name in _BREAK_OUT or (tag.name == "font" and {"color", "face", "size"} & attributes(text, tag).keys())
    ):
        _break_out(foreign)


def _break_out(foreign: list[str]) -> None:
    while foreign and foreign[-1] in FOREIGN:
        foreign.pop()


def _holds_html(within: str, text: str, tag: Tag) -> bool:
    if within == "svg":
        return tag.name in _SVG_HOLDS_HTML
    if tag.name == "annotation-xml":
        return lower(attributes(text, tag).get("encoding", "")) in ("application/xhtml+xml", "text/html")
    return tag.name in _MATH_HOLDS_HTML
