"""Bytes to text in a declared encoding: what does not fit is marked, told with its byte, and hurts its record alone.

Encodings are Python's (https://docs.python.org/3/library/codecs.html#standard-encodings); UTF-8 is read with and
without a byte order mark, UTF-16 and UTF-32 need one unless their byte order is in the name. Results do not depend on
how the input is cut into chunks.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from syndicate.errors import nearest

__all__ = ["MARK", "BadBytes", "Encoding", "as_shown", "decode", "mistaken", "peek"]

MARK = "\udc80"
"""What stands in decoded text for bytes that are not in the encoding; a lone surrogate, which no encoding gives."""

_PIECE = 16 * 1024
_HEAD = 64 * 1024
_AROUND = 60
_COMMON = (
    "ascii", "big5", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp437", "cp850", "cp932", "euc_jp", "euc_kr",
    "gb18030", "gbk", "iso8859-1", "iso8859-15", "iso8859-2", "koi8-r", "latin-1", "mac-roman", "shift_jis", "utf-16",
    "utf-16-be", "utf-16-le", "utf-32", "utf-8", "utf-8-sig", "windows-1250", "windows-1251", "windows-1252",
)  # fmt: skip
# Codecs that are no encodings of text, or that only one platform has.
_NOT_TEXT = {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
# Codecs where what a byte means depends on those before it: after a fault nothing can be relied on.
_STATEFUL = ("hz", "iso2022", "utf-7")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet (.xlsx, .ods)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls, .doc)"),
    (b"\x1f\x8b", "data compressed by gzip"),
    (b"\x28\xb5\x2f\xfd", "data compressed by zstd"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
)


def _checked(name: str) -> str:
    try:
        found = codecs.lookup(name).name
        b"a".decode(found, "replace")
    except (LookupError, UnicodeError, ValueError):
        found = ""
    if not found or found.replace("_", "-") in _NOT_TEXT:
        close = nearest(name, _COMMON)
        raise PydanticCustomError(
            "encoding",
            "{problem}: expected {expected}. {mend}",
            {
                "problem": f"{name!r} is no encoding of text",
                "expected": "the name of an encoding, such as utf-8, cp1252 or utf-16",
                "mend": f"Did you mean {' or '.join(close)}?" if close else "Leave it out for UTF-8.",
            },
        )
    return found


Encoding = Annotated[str, AfterValidator(_checked)]
"""The name of an encoding that Python knows, in Python's own spelling; for the options of formats and of catalogues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadBytes:
    """Bytes that are not in the declared encoding."""

    offset: int
    """Where the first of them stands in the input, counted from 1."""
    data: bytes
    """The bytes themselves."""
    around: bytes
    """They and their neighbours on the line."""
    encoding: str
    """The encoding that they should have been in."""

    @property
    def found(self) -> str:
        """What a message says was found."""
        what = "the byte" if len(self.data) == 1 else "the bytes"
        shown = " ".join(f"0x{byte:02x}" for byte in self.data[:4])
        is_not = "is" if len(self.data) == 1 else "are"
        found = f"{what} {shown} at byte {self.offset}, which {is_not} not {_label(self.encoding)}"
        return f"{found}, so that nothing behind can be read" if self.encoding.startswith(_STATEFUL) else found

    @property
    def likely(self) -> str:
        """An encoding in which the bytes look like text; empty where there is none."""
        return _likely(self.around, self.encoding)

    @property
    def mend(self) -> str:
        """What a message says to do: names an encoding in which the bytes look like text, where there is one."""
        if likely := self.likely:
            return f'It looks like {likely}: set the option encoding to "{likely}", or save the file as UTF-8.'
        return (
            "Set the option encoding to the one that the file is in (such as cp1252 or shift_jis), or save it as UTF-8."
        )


def peek(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first 64 KiB of ``chunks``, and all of them."""
    source = iter(chunks)
    taken: list[bytes] = []
    size = 0
    for chunk in source:
        taken.append(bytes(chunk))
        size += len(chunk)
        if size >= _HEAD:
            break
    return b"".join(taken)[:_HEAD], chain(taken, source)


def mistaken(head: bytes, encoding: str) -> tuple[str, str] | None:
    """What the whole input is instead of text in ``encoding``, and the mend; None where it may well be that."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return what, "Give the text itself: export or unpack it first."
    for mark, name in _BOMS:
        if head.startswith(mark):
            if _family(encoding) == name:
                break
            return f"the byte order mark of {_label(name)}", f'Set the option encoding to "{name}".'
    else:
        if encoding in ("utf-16", "utf-32"):
            found = f"no byte order mark, which {_label(encoding)} begins with"
            return found, f'Set the option encoding to "{encoding}-le" or "{encoding}-be", whichever it is.'
    wide = _wide(head)
    if wide and _family(encoding) not in ("utf-16", "utf-32"):
        return f"a zero byte in every second place, as {wide} has them", f'Set the option encoding to "{wide}".'
    if _one_byte(encoding) and _utf8_sequences(head) >= 2:
        return "text in UTF-8", 'Set the option encoding to "utf-8", or leave it out.'
    return None


def decode(chunks: Iterable[bytes], encoding: str, bad: deque[BadBytes]) -> Iterator[str]:
    """The text of ``chunks`` without a byte order mark; bytes that do not fit are a :data:`MARK` and one of ``bad``."""
    head, chunks = peek(chunks)
    name, skip = _byte_order(head, encoding)
    decoder = codecs.getincrementaldecoder(name)()
    fed, first = 0, True
    for piece, last in _pieces(chunks):
        fed += len(piece)
        rest = piece[skip:] if first else piece
        out: list[str] = []
        while True:
            try:
                out.append(decoder.decode(rest, last))
                break
            except UnicodeDecodeError as error:
                whole, start, end = error.object, error.start, error.end
                offset = fed - len(whole) + start + 1
                before = whole[max(0, start - _AROUND) : start].rpartition(b"\n")[2]
                around = before + whole[start : end + _AROUND].partition(b"\n")[0]
                bad.append(BadBytes(offset=offset, data=whole[start:end], around=around, encoding=encoding))
                decoder.reset()
                out += (decoder.decode(whole[:start], True), MARK)
                decoder.reset()
                if name.startswith(_STATEFUL):
                    yield "".join(out)
                    return
                rest = whole[end:]
        first = False
        if text := "".join(out):
            yield text


def as_shown(text: str) -> str:
    """``text`` as a refusal may keep it: cut, with U+FFFD for what could not be decoded."""
    kept = text if len(text) <= 2000 else f"{text[:1999]}…"
    return kept.replace(MARK, "\ufffd")


def _byte_order(head: bytes, encoding: str) -> tuple[str, int]:
    """The codec for what follows the byte order mark, and how long the mark is."""
    family = _family(encoding)
    for mark, name in _BOMS:
        if name == family and head.startswith(mark):
            if family == "utf-8":
                return "utf-8", len(mark)
            order = "le" if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE) else "be"
            return (f"{family}-{order}" if encoding == family else encoding), len(mark)
    return ("utf-8" if family == "utf-8" else encoding), 0


def _pieces(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """``chunks`` in pieces of one size, so that faults look the same however they came; and whether it is the last."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > _PIECE:
            end = (len(held) - 1) // _PIECE * _PIECE
            for start in range(0, end, _PIECE):
                yield bytes(held[start : start + _PIECE]), False
            del held[:end]
    yield bytes(held), True


def _family(encoding: str) -> str:
    for family in ("utf-8", "utf-16", "utf-32"):
        if encoding.replace("_", "-").startswith(family):
            return family
    return encoding


def _label(encoding: str) -> str:
    return encoding.upper() if encoding.startswith("utf-") else encoding


def _one_byte(encoding: str) -> bool:
    """Whether every byte is a character of its own, and ASCII is itself."""
    every = bytes(range(256))
    text = every.decode(encoding, "replace")
    return (
        _family(encoding) != "utf-8"
        and encoding != "ascii"
        and len(text) == 256
        and text[:128] == every[:128].decode("ascii")
    )


def _wide(head: bytes) -> str:
    """UTF-16 with its byte order, where every second byte of the beginning is zero."""
    start = head[:400]
    for name, zeros, others in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if len(zeros) >= 4 and zeros.count(0) > 0.7 * len(zeros) and others.count(0) < 0.1 * len(others):
            return name
    return ""


def _utf8_sequences(head: bytes) -> int:
    """How many characters beyond ASCII ``head`` has in UTF-8; 0 where it is not UTF-8."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head, len(head) < _HEAD)
    except UnicodeDecodeError:
        return 0
    return len(text) - sum(map(str.isascii, text))


_WESTERN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ“”„‘’–—…•«»€£¥°·¡¿§©®™¼½¾²³´¨ºª×\xa0]")
_ODD_CASE = re.compile(r"[a-zà-öø-ÿœšž][À-ÖØ-ÞŒŠŽŸ]")
_CYRILLIC = re.compile(r"[А-яЁё«»—–“”„…№\xa0]")
_CYRILLIC_ODD_CASE = re.compile(r"[а-яё][А-ЯЁ]")


def _likely(around: bytes, encoding: str) -> str:
    """The encoding in which ``around`` looks like somebody's text; empty where none does."""
    if _family(encoding) != "utf-8" and _utf8_sequences(around):
        return "utf-8"
    high = sum(byte >= 0x80 for byte in around)
    guesses = (
        (("cp1251", _CYRILLIC, _CYRILLIC_ODD_CASE), ("koi8-r", _CYRILLIC, _CYRILLIC_ODD_CASE))
        if high > 0.4 * len(around)
        else (("cp1252", _WESTERN, _ODD_CASE), ("mac-roman", _WESTERN, _ODD_CASE), ("cp850", _WESTERN, _ODD_CASE))
    )
    for name, usual, odd in guesses:
        if name == encoding:
            continue
        try:
            text = around.decode(name)
        except UnicodeDecodeError:
            continue
        if not odd.search(text) and all(usual.match(char) for char in text if not char.isascii()):
            return name
    return ""
