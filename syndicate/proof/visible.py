"""Whether what is marked up is there for people: search engines ask that it be
(https://developers.google.com/search/docs/appearance/structured-data/sd-policies, read 2026-07-08).

lxml gives the text of the page's body, without what no browser shows: scripts, styles, templates, elements with
``hidden`` or ``display: none``. What pictures are said to show (``alt``, ``aria-label``) counts, for stars are often
pictures. Texts are compared by their letters and digits alone, since white space and signs change in layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from syndicate.prose import letters, plain_text
from syndicate.words import number, stars

__all__ = ["Visible"]

_GONE = frozenset(("script", "style", "template", "noscript", "title", "head", "meta", "link"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKS = re.compile(r"^\s*(?:[-*•]|[0-9]+\.)\s+")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


class Visible:
    """The text of a page that people see."""

    def __init__(self, page: str) -> None:
        self._text = " ".join(_texts(page))
        self._letters = _letters(self._text)

    def unseen(self, row: Mapping[str, Any]) -> Iterator[str]:
        """The paths of a review's name of the item, authors, rating and body that nobody sees on the page."""
        item = row.get("item")
        if isinstance(item, Mapping) and isinstance(item.get("name"), str) and not self._has(item["name"]):
            yield "item.name"
        for author in row.get("authors", ()):
            if isinstance(author, Mapping) and isinstance(author.get("name"), str) and not self._has(author["name"]):
                yield "authors.name"
                break
        rating = row.get("rating")
        if isinstance(rating, Mapping) and not self._has_rating(rating):
            yield "rating.value"
        body = row.get("body")
        if isinstance(body, Mapping) and isinstance(body.get("value"), str) and not self.has_text(plain_body(body)):
            yield "body"

    def has_text(self, text: str) -> bool:
        """Whether the lines of a plain text stand on the page one after the other, whatever is between them."""
        at = 0
        for line in text.split("\n"):
            for part in _MARKS.sub("", line).split(" | "):
                wanted = _letters(part)
                at = self._letters.find(wanted, at)
                if at < 0:
                    return False
                at += len(wanted)
        return True

    def _has(self, text: str) -> bool:
        return _letters(text) in self._letters

    def _has_rating(self, rating: Mapping[str, Any]) -> bool:
        value, best = rating.get("value"), rating.get("best")
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return False
        label = rating.get("label")
        if isinstance(label, str) and label in self._text:
            return True
        drawn = stars(value, best if isinstance(best, (int, float)) else None)
        if drawn and drawn.rstrip("☆") in self._text:
            return True
        digits = re.escape(number(value)).replace(r"\.", "[.,]")
        return re.search(rf"(?<![0-9.,]){digits}(?![0-9]|[.,][0-9])", self._text) is not None


def plain_body(body: Mapping[str, Any]) -> str:
    """The text of a body that was read, as plain text."""
    return plain_text(body["value"], "html") if body.get("format") == "html" else str(body["value"])


def _letters(text: str) -> str:
    return letters(unicodedata.normalize("NFKC", text))


def _texts(page: str) -> list[str]:
    """The texts of a page that are to be seen, in their order; lxml finds and removes what is not, in C."""
    import lxml.etree

    source = _source(page)
    if not source.strip():
        return []
    # Elements of etree alone: those of lxml.html are made one by one in Python, and have nothing more that is asked.
    root = lxml.etree.fromstring(source, lxml.etree.HTMLParser(huge_tree=True))
    if root is None:  # nothing in it but comments
        return []
    lxml.etree.strip_elements(root, *_GONE, with_tail=False)
    stated, shown = _paths()
    for element in stated(root):
        if _is_hidden(element.attrib):
            element.clear(keep_tail=True)
    try:
        found: list[str] = shown(root)
    except lxml.etree.XPathError:  # above ten million texts
        found = [str(text) for text in root.itertext()]
    return found


@cache
def _paths() -> tuple[Any, Any]:
    """The elements that may be hidden; the texts, and what pictures are said to show."""
    from lxml.etree import XPath

    return XPath("//*[@hidden or @style]"), XPath("//text() | //@alt | //@aria-label", smart_strings=False)


def _source(page: str) -> str:
    """A page without what lxml takes for no text: the declaration of XML, NUL, halves of characters."""
    declared = _DECLARATION.match(page)
    source = page[declared.end() :] if declared else page
    if not source.isascii():
        source = source.encode(errors="ignore").decode()
    return source.replace("\x00", "")


def _is_hidden(said: Mapping[str, str]) -> bool:
    return "hidden" in said or ("style" in said and _HIDDEN.search(said["style"]) is not None)
