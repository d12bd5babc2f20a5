"""The bytes of a feed as XML that a parser takes: in UTF-8, without what feeds in the wild have and XML has not.

Encodings are told by the byte order mark, else the declaration, else the bytes themselves (XML 1.0, appendix F); text
that says it is UTF-8 and is not in some place is read there as windows-1252. The document type declaration is left out
with all that it declares: no entity is ever expanded. Entities of HTML become their characters, any other ``&`` is
text, and characters that XML has not are left out. All but the declaration's encoding is told as a repair.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from itertools import chain

from syndicate.encoding import peek
from syndicate.hypertext import encoding_of

__all__ = ["mended"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9._:-]{1,40})["']""")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_MARK = re.compile(r"<!\[CDATA\[|<!--|<\?|<!DOCTYPE", re.IGNORECASE)
# What XML knows itself is passed over: most of a feed is HTML that was escaped.
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#([0-9]{1,8});|#[xX]([0-9A-Fa-f]{1,8});|([A-Za-z][A-Za-z0-9]{0,31});)?"
)
_LONGEST = 40
"""Characters of what is looked for, at most."""
_NEITHER = re.compile(rb"(?:[\x80-\xc1\xf5-\xff]|[\xc2-\xf4](?=[\x00-\x7f\xc0-\xff]))*")
_ENDS = {"cdata": "]]>", "comment": "-->", "instruction": "?>"}


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 as windows-1252, as browsers read what does not say what it is."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # What follows and cannot be UTF-8 either, wherever the document was cut in pieces.
    more = _NEITHER.match(error.object, error.end)
    end = more.end() if more else error.end
    return error.object[error.start : end].decode("cp1252", "replace"), end


codecs.register_error("syndicate-western", _western)


def mended(chunks: Iterable[bytes], tell: Callable[[str], None]) -> Iterator[bytes]:
    """The document in pieces of UTF-8, without its declaration. Each kind of repair is told once."""
    told: set[str] = set()

    def once(what: str) -> None:
        if what not in told:
            told.add(what)
            tell(what)

    mend = _Mending(once)
    for text in chain(_decoded(chunks, once), ("",)):
        if (kept := _NOT_XML.sub("", text)) != text:
            once("characters left out that XML does not have")
        # The empty text at the end is the end.
        if made := mend.fed(kept, last=not text):
            yield made.encode()


def _decoded(chunks: Iterable[bytes], tell: Callable[[str], None]) -> Iterator[str]:
    head, rest = peek(chunks)
    skip, name = _encoding(head)
    strict = codecs.getincrementaldecoder(name)()
    lenient = codecs.getincrementaldecoder(name)("syndicate-western" if name == "utf-8" else "replace")
    for piece in chain(rest, (None,)):
        data = b"" if piece is None else piece
        given, skip = data[skip:], max(skip - len(data), 0)
        try:
            text = strict.decode(given, piece is None)
        except UnicodeDecodeError:
            tell(f"bytes that are not {name} read as windows-1252" if name == "utf-8" else f"bytes that are not {name}")
            lenient.setstate(strict.getstate())
            text = lenient.decode(given, piece is None)
            strict.setstate(lenient.getstate())
        if text:
            yield text


def _encoding(head: bytes) -> tuple[int, str]:
    """How long the byte order mark is, and the encoding."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return len(mark), name
    for start, name in _WIDE:
        if head.startswith(start):
            return 0, name
    declared = _DECLARED.match(head)
    named = encoding_of(declared[1].decode()) if declared else None
    # What can be read as a declaration is in no encoding of two bytes.
    return 0, "utf-8" if named is None or named.startswith("utf-16") else named


class _Mending:
    """Text in any pieces to text that is XML, as far as characters and references go."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._held = ""
        self._within = "start"

    def fed(self, text: str, *, last: bool) -> str:
        """What can be said of all that came so far."""
        text = self._held + text
        if self._within == "start":
            # Nothing may stand before the declaration.
            text = text.lstrip(" \t\r\n")
            if text or last:
                self._within = "text"
        out: list[str] = []
        at = 0
        while at < len(text):
            found = self._step(text, at, out, last)
            if found == at:
                break
            at = found
        self._held = "" if last else text[at:]
        return "".join(out)

    def _step(self, text: str, at: int, out: list[str], last: bool) -> int:
        """Goes on from ``at`` to where the next step begins; stays where more has to come."""
        if self._within in _ENDS:
            return self._through(text, at, out, _ENDS[self._within], last)
        if self._within == "doctype":
            return self._doctype(text, at)
        if self._within == "subset":
            end = text.find("]", at)
            if end >= 0:
                self._within = "doctype"
            return len(text) if end < 0 else end + 1
        found = _MARK.search(text, at)
        if found is None:
            end = len(text) if last else max(at, self._safe(text, at))
            out.append(_REFERENCE.sub(self._referred, text[at:end]))
            return end
        out.append(_REFERENCE.sub(self._referred, text[at : found.start()]))
        sign = found[0].upper()
        self._within = {"<![CDATA[": "cdata", "<!--": "comment", "<?": "instruction"}.get(sign, "doctype")
        if self._within in ("cdata", "comment"):
            out.append(sign)
        return found.end()

    @staticmethod
    def _safe(text: str, at: int) -> int:
        """Up to where ``text`` can have no beginning of what is looked for: not cut in ``<!DOC`` or in ``&nbs``."""
        mark = text.rfind("<", max(at, len(text) - len("<!DOCTYPE")))
        reference = text.rfind("&", max(at, len(text) - _LONGEST))
        if reference >= 0 and ";" in text[reference:]:
            reference = -1
        return min((one for one in (mark, reference) if one >= 0), default=len(text))

    def _through(self, text: str, at: int, out: list[str], end: str, last: bool) -> int:
        found = text.find(end, at)
        stop = found + len(end) if found >= 0 else len(text) if last else max(at, len(text) - len(end) + 1)
        if self._within != "instruction":
            out.append(text[at:stop])
        if found >= 0:
            self._within = "text"
        return stop

    def _doctype(self, text: str, at: int) -> int:
        for place in range(at, len(text)):
            if text[place] == "[":
                self._tell("the declarations of the DOCTYPE left out")
                self._within = "subset"
                return place + 1
            if text[place] == ">":
                self._within = "text"
                return place + 1
        return len(text)

    def _referred(self, found: re.Match[str]) -> str:
        if name := found[3]:
            said = html5.get(f"{name};")
            if said is None:
                self._tell("a reference to an entity that is not HTML's read as text")
                return f"&amp;{name};"
            self._tell("entities of HTML read as their characters")
            return said.replace("&", "&amp;").replace("<", "&lt;")
        if not (digits := found[1] or found[2]):
            self._tell("an & that begins no reference read as text")
            return "&amp;"
        code = int(digits, 10 if found[1] else 16)
        if 0x80 <= code <= 0x9F:
            self._tell("references to characters of windows-1252 read as those")
            return bytes([code]).decode("cp1252", "replace").replace("\ufffd", "")
        if code > 0x10FFFF or _NOT_XML.match(chr(code)):
            self._tell("characters left out that XML does not have")
            return ""
        return found[0]
