"""The bytes of a page as text with offsets that lead back to them, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from syndicate.encoding import mistaken
from syndicate.errors import SyndicateError
from syndicate.hypertext import declared

__all__ = ["PageError", "Source", "source_of"]

_HEAD = 1024
_LINE_END = re.compile(r"\r\n|\r|\n")


class PageError(SyndicateError):
    """A page that cannot be marked up: what is wrong, where, and how to mend it. The page is left alone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A page as text."""

    data: bytes
    text: str
    """In UTF-16 its text. Else each byte as one character: in all encodings that pages may be in but ISO-2022-JP, the
    characters that markup is made of are bytes of their own, and those bytes are nothing else."""
    start: int
    """How long the byte order mark is."""
    rest: bytes
    """What is behind the text: half of a character of UTF-16."""
    encoding: str | None
    """Python's name of the encoding; None where nothing states it."""

    @property
    def _wide(self) -> bool:
        return self.encoding in ("utf-16-be", "utf-16-le")

    def offset(self, position: int) -> int:
        """Where in the bytes a position of the text is."""
        if not self._wide:
            return self.start + position
        return self.start + len(self.text[:position].encode(self.encoding or "", "surrogatepass"))

    def said(self, start: int, end: int) -> str:
        """A piece of the page as it is meant."""
        piece = self.text[start:end]
        if piece.isascii() or self._wide:
            return piece
        data = piece.encode("latin-1")
        if self.encoding is not None:
            return data.decode(self.encoding, "replace")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")

    def with_text(self, text: str) -> bytes:
        """``text``, which is as :attr:`text` is, in bytes."""
        return text.encode((self.encoding or "") if self._wide else "latin-1", "surrogatepass")

    def as_text(self, markup: str, *, json: bool) -> str:
        """Markup as :attr:`text` has it; what the encoding does not have, or may not have, as references.

        Where nothing states the encoding, readers guess, and only ASCII is sure. ``json`` is for scripts of JSON, in
        which a reference is ``\\uXXXX``; in HTML it is ``&#xX;``.
        """
        if self._wide or markup.isascii():
            return markup
        if self.encoding == "utf-8":
            return markup.encode("utf-8").decode("latin-1")
        escape = _json_escape if json else _html_escape
        return "".join(char if char.isascii() else self._own(char) or escape(char) for char in markup)

    def _own(self, char: str) -> str:
        """``char`` as the page has it; empty where it has none, or where not all readers agree on it."""
        if self.encoding is None or (self.encoding == "cp1252" and not "\xa0" <= char <= "\xff"):
            # Pages that say latin1 are windows-1252 to browsers, and not to all other readers.
            return ""
        made = char.encode(self.encoding, "ignore")
        return made.decode("latin-1") if made.decode(self.encoding, "ignore") == char else ""

    def line(self, position: int) -> str:
        """The line of a position, for messages."""
        return f"line {len(_LINE_END.findall(self.text, 0, position)) + 1}"


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _html_escape(char: str) -> str:
    return f"&#x{ord(char):x};"


@lru_cache(maxsize=2)  # one page goes through several functions
def source_of(page: bytes, charset: str | None = None) -> Source:
    """The page as text. ``charset`` is the encoding that is stated elsewhere, as by a server.

    Raises :class:`PageError` for what is no page: nothing, a picture, UTF-16 without a byte order mark.
    """
    if not page.strip():
        raise PageError("the page is empty", mend="Restore it, or leave it out.")
    head = page[:_HEAD]
    encoding = declared(page, charset)
    start = next((len(mark) for mark, name in _BOMS if page.startswith(mark) and name == encoding), 0)
    wide = encoding in ("utf-16-be", "utf-16-le")
    what = mistaken(head, encoding or "utf-8")
    if what is not None and what[0] != "text in UTF-8":
        raise PageError("this is no page of HTML", found=what[0], mend="Leave it out, or save it as UTF-8.")
    # One that strayed into a page is none of our business.
    if b"\0\0\0" in head if wide else head.count(b"\0") * 100 > len(head):
        raise PageError("this is no page of HTML", found="zero bytes, as files that are no text have them")
    if encoding == "iso2022_jp":
        raise PageError(
            "the page is in ISO-2022-JP, in which no byte means one thing", mend="Save it as UTF-8, and say so in it."
        )
    if wide:
        end = len(page) - (len(page) - start) % 2
        text = page[start:end].decode(encoding or "", "surrogatepass")
    else:
        end = len(page)
        text = page[start:].decode("latin-1")
    return Source(data=page, text=text, start=start, rest=page[end:], encoding=encoding)


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
