"""Clean markup as lines of plain text, as a reader sees it."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["NOT_XML", "SPOKEN", "spoken"]

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "main", "nav", "p", "pre", "section", "summary", "table",
))  # fmt: skip
_LISTS = frozenset(("ol", "ul"))
SPOKEN = _BLOCKS | _LISTS | {"br", "img", "li", "q", "td", "th", "tr"}
"""The elements that shape plain text; the text of all others is taken as it comes."""

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What text of XML 1.0 does not have; CR aside, which is an end of line."""

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: (alt|start)="([^"]*)")?>')


def spoken(markup: str) -> str:
    """The text of what nh3 wrote with the tags of ``SPOKEN``, which is regular: quoted attributes, ``<`` escaped."""
    walk = _Walk()
    pieces = _TAG.split(markup)
    walk.text(pieces[0])
    for at in range(1, len(pieces), 5):
        closing, tag, name, value, text = pieces[at : at + 5]
        if closing:
            walk.closed(tag)
        else:
            walk.opened(tag, value if name else None)
        if text:
            walk.text(text)
    return walk.whole()


class _Walk:
    """Text as it comes, put into lines: what is between blocks is one blank line, within one a single space."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.line: list[str] = []
        self.gap = ""
        self.lists: list[int | None] = []
        self.marker = ""
        self.pre = 0
        self.rows = 0

    def text(self, escaped: str) -> None:
        text = NOT_XML.sub("", unescape(escaped).replace("\r", "\n"))
        self.line.append(text if self.pre else re.sub(r"[ \t\n]+", " ", text))

    def end_line(self, gap: str) -> None:
        """Ends the line; at least ``gap`` (an end of line, or two) comes before the next."""
        text = "".join(self.line)
        self.line = []
        if self.pre:
            text = text.rstrip() if not text.strip() else text.strip("\n").rstrip()
        else:
            text = re.sub(r" *\n *", "\n", re.sub(r"  +", " ", text)).strip()
        if text:
            self.done += (self.gap, self.indent(), text) if self.done else (self.indent(), text)
            self.gap = ""
        if len(gap) > len(self.gap):
            self.gap = gap

    def indent(self) -> str:
        marker, self.marker = self.marker, ""
        return marker

    def opened(self, tag: str, value: str | None) -> None:
        if tag == "br":
            self.line.append("\n")
        elif tag == "img":
            self.line.append(re.sub(r"\s+", " ", NOT_XML.sub("", unescape(value or ""))))
        elif tag == "q":
            self.line.append('"')
        elif tag in ("td", "th"):
            if self.rows:
                self.line.append(" | ")
            self.rows += 1
        elif tag == "tr":
            self.end_line("\n")
            self.rows = 0
        elif tag == "li":
            self.end_line("\n")
            self.marker = self.number()
        elif tag in _LISTS:
            # A list within an item follows its line at once.
            self.end_line("\n" if self.lists else "\n\n")
            self.lists.append(None if tag == "ul" else _start(value))
        else:
            # The first paragraph of an item stands behind the item's marker.
            first = self.marker and not "".join(self.line).strip()
            self.end_line("\n" if first else "\n\n")
            self.pre += tag == "pre"

    def closed(self, tag: str) -> None:
        if tag == "q":
            self.line.append('"')
        elif tag in ("li", "tr"):
            self.end_line("\n")
            if tag == "li":
                self.marker = ""
        elif tag in _LISTS:
            if self.lists:
                self.lists.pop()
            self.end_line("\n" if self.lists else "\n\n")
        elif tag in _BLOCKS:
            self.end_line("\n" if self.lists else "\n\n")
            if tag == "pre" and self.pre:
                self.pre -= 1

    def number(self) -> str:
        depth = "  " * min(max(len(self.lists) - 1, 0), 10)
        if not self.lists or self.lists[-1] is None:
            return f"{depth}- "
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{depth}{number}. "

    def whole(self) -> str:
        self.end_line("")
        text = "".join(self.done)
        return text if text.strip() else ""


def _start(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII) else 1
