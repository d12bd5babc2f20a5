"""Inputs as pieces of bytes, and pieces of bytes as lines, with limits on both.

Compressed inputs are known by their first bytes, whatever they are called: gzip (RFC 1952, several members too) and
Zstandard (RFC 8878, several frames too; needs the extra ``zstd``). What an input may expand to is limited by
:class:`syndicate.formats.Limits`. Where an input cannot be read, or not to its end, :class:`InputError` or
:class:`FileError` is raised; what was read before has been yielded by then.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from syndicate.errors import FileError, InputError, nearest
from syndicate.formats._base import Limits

__all__ = ["TooLong", "chunks_of", "lines_of", "text_of"]

_PIECE: Final = 1 << 18
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_UNKNOWN: Final = {b"BZh": ("bzip2", "bzip2 -d"), b"\xfd7zXZ\x00": ("xz", "xz -d")}
_HEAD: Final = 4096
# UTF-32 before UTF-16, whose mark is the beginning of its own.
_OTHER_MARKS: Final = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_MARK: Final = b"\xef\xbb\xbf"
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class TooLong:
    """Stands for a line that is longer than the limit, and was not kept."""

    size: int
    """Its bytes, without its end."""


def chunks_of(
    source: str | PathLike[str] | bytes | BinaryIO,
    limits: Limits | None = None,
    *,
    start: int = 0,
    end: int | None = None,
) -> Iterator[bytes]:
    """The bytes of a file, of standard input (``-``), of an open binary stream or as they are, in pieces.

    Compressed bytes are decompressed. ``start`` and ``end`` say which bytes of a file are wanted; they are for files
    that are not compressed, and nothing is decompressed where either is given.
    """
    part = bool(start) or end is not None
    with _opened(source) as (stream, name):
        raw = _read(stream, name, start, end)
        first = next(raw, b"")
        while 0 < len(first) < 6 and (more := next(raw, b"")):
            first += more
        pieces = _after(first, raw)
        if part:
            yield from pieces
        elif first.startswith(_GZIP):
            yield from _limited(_gunzipped, pieces, name, limits)
        elif first.startswith(_ZSTD):
            yield from _limited(_unzstd, pieces, name, limits)
        else:
            for magic, (what, command) in _UNKNOWN.items():
                if first.startswith(magic):
                    raise InputError(
                        "this compression is not read",
                        source=name,
                        found=what,
                        expected="gzip, Zstandard or no compression",
                        mend=f"Decompress it first: {command}.",
                    )
            yield from pieces


def lines_of(
    chunks: Iterable[bytes], limit: int, *, source: str = "", first: int = 1
) -> Iterator[tuple[int, bytes | TooLong]]:
    """The lines of UTF-8 text, numbered from ``first``, without their ends (LF or CR LF).

    A line of more than ``limit`` bytes is a :class:`TooLong` and is not held in memory. Raises what :func:`text_of`
    does.
    """
    number = first
    parts: list[bytes] = []
    size = 0
    for chunk in text_of(chunks, source=source):
        begin, *others = chunk.split(b"\n")
        if begin:
            size += len(begin)
            if size <= limit:
                parts.append(begin)
            else:
                parts = []
        if not others:
            continue
        yield number, _line(parts, size, limit)
        last = others.pop()
        for line in others:
            number += 1
            yield number, _cut(line) if len(line) <= limit else TooLong(len(_cut(line)))
        number += 1
        size = len(last)
        parts = [last] if last and size <= limit else []
    if size:
        yield number, _line(parts, size, limit)


def text_of(chunks: Iterable[bytes], *, source: str = "") -> Iterator[bytes]:
    """``chunks`` without a byte order mark of UTF-8 at their start.

    Raises :class:`InputError` where the start is UTF-16 or UTF-32, or is no text at all.
    """
    pieces = iter(chunks)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    for mark, encoding in _OTHER_MARKS.items():
        if head.startswith(mark):
            raise _not_utf8(source, f"{encoding} (its byte order mark)", encoding)
    head = head.removeprefix(_MARK)
    start = head[:_HEAD]
    controls = len(_CONTROL.findall(start))
    if controls * 50 > len(start):
        # Text of the West in UTF-16 without a mark has a null byte in every pair.
        zeros = start.count(0)
        if zeros * 5 > len(start) * 2:
            raise _not_utf8(source, "null bytes at every other place, as UTF-16 has", "UTF-16")
        raise InputError(
            "this is no text",
            source=source,
            found=f"binary data ({controls} control characters in the first {len(start)} bytes)",
            expected="text in UTF-8",
            mend="Check that it is the right file; where it is an archive or a document, export it as text first.",
        )
    if head:
        yield head
    yield from pieces


def _not_utf8(source: str, found: str, encoding: str) -> InputError:
    return InputError(
        "this is not UTF-8",
        source=source,
        found=found,
        expected="text in UTF-8",
        mend=f"Convert it, as with: iconv -f {encoding} -t UTF-8 IN > OUT.",
    )


def _cut(line: bytes) -> bytes:
    return line[:-1] if line.endswith(b"\r") else line


def _line(parts: list[bytes], size: int, limit: int) -> bytes | TooLong:
    return TooLong(size) if size > limit else _cut(b"".join(parts))


def _after(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


@contextlib.contextmanager
def _opened(source: str | PathLike[str] | bytes | BinaryIO) -> Iterator[tuple[IO[bytes], str]]:
    """The stream of a source, closed afterwards if it was opened here; and what messages call it."""
    if isinstance(source, bytes):
        yield io.BytesIO(source), ""
    elif not isinstance(source, (str, PathLike)):
        yield source, str(getattr(source, "name", ""))
    elif fspath(source) == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed", source="-", mend="Name a file.")
        yield sys.stdin.buffer, "-"
    else:
        path = Path(source)
        try:
            stream = path.open("rb")
        except OSError as error:
            raise _unopened(path, fspath(source), error) from error
        except ValueError as error:
            raise InputError(
                "this cannot be the name of a file", source=repr(fspath(source)), found=str(error)
            ) from error
        with stream:
            yield stream, fspath(source)


def _unopened(path: Path, name: str, error: OSError) -> InputError | FileError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        folder = path.parent
        beside = [p.name for p in folder.iterdir()] if folder.is_dir() else []
        close = nearest(path.name, beside)
        mend = f"Did you mean {' or '.join(str(folder / n) for n in close)}?" if close else "Check the path."
        if not folder.is_dir():
            mend = f"Check the path: there is no folder {folder}."
        return InputError("there is no such file", source=name, mend=mend)
    if isinstance(error, IsADirectoryError):
        return FileError(
            "this is a folder",
            source=name,
            expected="a file",
            mend="Name a file in it, or build the folder as a source.",
        )
    if isinstance(error, PermissionError):
        return FileError(
            "there is no permission to read this", source=name, mend="Change its permissions or its owner."
        )
    return FileError("this cannot be opened", source=name, found=error.strerror or str(error))


def _read(stream: IO[bytes], name: str, start: int, end: int | None) -> Iterator[bytes]:
    try:
        if start:
            stream.seek(start)
        left = None if end is None else end - start
        while left is None or left > 0:
            piece = stream.read(_PIECE if left is None else min(_PIECE, left))
            if not piece:
                return
            if left is not None:
                left -= len(piece)
            yield piece
    except IsADirectoryError as error:
        raise FileError("this is a folder", source=name, expected="a file", mend="Name a file in it.") from error
    except OSError as error:
        raise FileError("this cannot be read on", source=name, found=error.strerror or str(error)) from error


class _Counted:
    """Pieces of bytes, and how many bytes they had so far."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.bytes += len(piece)
            yield piece


def _limited(
    expand: Callable[[Iterable[bytes], str], Iterator[bytes]], pieces: Iterable[bytes], name: str, limits: Limits | None
) -> Iterator[bytes]:
    limits = limits or Limits()
    counted = _Counted(pieces)
    made = 0
    for piece in expand(counted, name):
        made += len(piece)
        if made > limits.expansion_floor and made > limits.expansion * counted.bytes:
            raise InputError(
                "this expands without end",
                source=name,
                found=f"more than {made:,} bytes from {counted.bytes:,} compressed ones",
                expected=f"at most {limits.expansion} times its own size",
                mend="It may be an attack. Decompress it yourself if it is meant to be so.",
            )
        yield piece


def _gunzipped(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The members of a gzip stream, one after the other; zeros after the last are padding (gzip(1))."""
    inflate: Any = None
    members = 0
    rest = b""
    for piece in pieces:
        rest += piece
        while rest:
            if inflate is None:
                if members and not rest.strip(b"\0"):
                    rest = b""
                    break
                if len(rest) < 2 and _GZIP.startswith(rest):
                    break
                if not rest.startswith(_GZIP):
                    raise InputError(
                        "something follows the end of the gzip data",
                        source=name,
                        found=f"{rest[:8]!r}",
                        expected="the end, or another member",
                        mend="Make the file again; what came before it was read.",
                    )
                inflate = zlib.decompressobj(wbits=31)
            try:
                made = inflate.decompress(rest, _PIECE)
            except zlib.error as error:
                raise InputError(
                    "the gzip data is damaged",
                    source=name,
                    found=str(error),
                    expected="whole gzip data",
                    mend="Copy or make the file again; what came before the damage was read.",
                ) from error
            rest = inflate.unconsumed_tail
            if inflate.eof:
                rest = inflate.unused_data
                inflate = None
                members += 1
            if made:
                yield made
    if inflate is not None:
        # What fitted in no piece yet.
        tail = inflate.flush()
        if tail:
            yield tail
        if not inflate.eof:
            raise _truncated("gzip", name)
    elif rest:
        raise _truncated("gzip", name)


def _truncated(what: str, name: str) -> InputError:
    return InputError(
        f"the {what} data ends too early",
        source=name,
        found="the end of the file in the middle of it",
        expected=f"whole {what} data",
        mend="Copy or make the file again; what came before its end was read.",
    )


def _unzstd(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise InputError(
            "this is compressed with Zstandard, which needs an extra",
            source=name,
            mend="Install it with: pip install 'syndicate[zstd]'. Or decompress it first: zstd -d.",
        ) from error
    # A block of four bytes can stand for 128 KiB (RFC 8878, 3.1.1.2): small pieces keep what is made of one small.
    step = 512
    frame: Any = None
    for piece in pieces:
        for at in range(0, len(piece), step):
            rest = piece[at : at + step]
            while rest:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                try:
                    made = frame.decompress(rest)
                except zstandard.ZstdError as error:
                    raise InputError(
                        "the Zstandard data is damaged",
                        source=name,
                        found=str(error),
                        expected="whole Zstandard data",
                        mend="Copy or make the file again; what came before the damage was read.",
                    ) from error
                rest = b""
                if frame.eof:
                    rest = frame.unused_data
                    frame = None
                if made:
                    yield made
    if frame is not None:
        raise _truncated("Zstandard", name)
