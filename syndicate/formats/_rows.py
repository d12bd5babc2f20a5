"""Rows of delimited text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180) with their places, parsed by Python's csv.

Quotes are read strictly: what stands behind a closing quote, or a quote that is never closed, is told and never
guessed at. A row with such a fault takes down the lines that it swallowed only where they are no whole rows themselves.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from syndicate.encoding import MARK

__all__ = ["BrokenRow", "Dialect", "Row", "Rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How cells are told apart."""

    delimiter: str
    quote: str
    """The quote; empty where there is none, and every character of a cell is meant."""
    escape: str
    """What takes the meaning from the character behind it; empty where nothing does."""

    def settings(self) -> dict[str, Any]:
        """The same as the keyword arguments of :func:`csv.reader` and :func:`csv.writer`."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape or None,
            "strict": True,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it stands; its cells, and the line of the input where it begins."""

    line: int
    cells: list[str]
    text: str
    """The row's own lines, unparsed."""
    marks: int
    """How often they have :data:`MARK`: bytes that are not in the encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRow:
    """Lines that are no row."""

    line: int
    last: int
    """The last line that it took."""
    found: str
    expected: str
    mend: str
    text: str
    """The beginning of the lines."""
    marks: int
    """How often all of them have :data:`MARK`."""


class _Long(str):
    """The beginning of a line that is longer than a record may be."""

    marks = 0
    """How often the whole line has :data:`MARK`."""


class _TooLong(Exception):
    pass


class _Lines(Iterator[str]):
    """Lines for a csv.reader; knows those of the current row and can take lines back."""

    def __init__(self, lines: Iterator[str], most: int) -> None:
        self.source = lines
        self.most = most
        self.number = 0
        """How many lines were given out."""
        self.row: list[str] = []
        self.size = 0
        self.ahead: deque[str] = deque()

    def __next__(self) -> str:
        line = self.ahead.popleft() if self.ahead else next(self.source)
        self.number += 1
        self.row.append(line)
        self.size += _bytes(line)
        if self.size > self.most or isinstance(line, _Long):
            raise _TooLong
        return line

    def begin(self) -> None:
        self.row, self.size = [], 0

    def take_back(self, lines: list[str]) -> None:
        self.ahead.extendleft(reversed(lines))
        self.number -= len(lines)


class Rows:
    """The rows of ``texts``; blank lines are none.

    The dialect is set before the first row is asked for, and may be set after :meth:`first_line` was looked at.
    """

    def __init__(self, texts: Iterable[str], most: int) -> None:
        """``most`` is the most bytes (of UTF-8) that a row may have."""
        self._lines = _Lines(_split(texts, most), most)
        self._most = most

    def first_line(self) -> str:
        """The first line that is not blank, which stays to be read; empty where there is none."""
        for line in self._lines.source:
            if line.strip("\r\n \t") or isinstance(line, _Long):
                self._lines.ahead.append(line)
                return line
            self._lines.number += 1
        return ""

    def skip_line(self) -> None:
        """Leaves out the line that :meth:`first_line` gave."""
        self._lines.ahead.popleft()
        self._lines.number += 1

    def read(self, dialect: Dialect, width: int | None = None, limit: int | None = None) -> Iterator[Row | BrokenRow]:
        """The rows, at most ``limit``; ``width`` is how many cells a row should have, where that is known."""
        lines, settings = self._lines, dialect.settings()
        reader = csv.reader(lines, **settings)
        given = 0
        while limit is None or given < limit:
            lines.begin()
            # The module's only limit is one for the whole process, so it is ours for no longer than a row takes.
            before = csv.field_size_limit(self._most)
            fault: Exception | None = None
            cells: list[str] | None = None
            try:
                cells = next(reader, None)
            except (csv.Error, _TooLong) as error:
                fault = error
            finally:
                csv.field_size_limit(before)
            if fault:
                yield self._broken(fault, dialect, width)
                reader = csv.reader(lines, **settings)
            elif cells is None:
                return
            elif cells:
                line = lines.number - len(lines.row) + 1
                yield Row(line=line, cells=cells, text="".join(lines.row), marks=_marks(lines.row))
            given += bool(fault or cells)

    def _broken(self, error: Exception, dialect: Dialect, width: int | None) -> BrokenRow:
        lines = self._lines
        row, start = lines.row, lines.number - len(lines.row) + 1
        overlong = isinstance(error, _TooLong)
        opened = overlong or "unexpected end of data" in str(error)
        if width and len(row) > 1 and not isinstance(row[-1], _Long) and _whole(row[1:], dialect, width):
            lines.take_back(row[1:])
            row = row[:1]
        last = start + len(row) - 1
        if overlong and len(lines.row) == 1:
            found = f"a row of more than {self._most:,} bytes"
            mend = "Shorten it, or check that the file has line ends."
        elif opened:
            found = f"a quote that is opened in line {start} and never closed"
            mend = f"Close it; a {dialect.quote} that is meant in a quoted cell is written twice."
        else:
            found = f"text behind a closing quote in line {lines.number if last > start else start}"
            mend = f"Write a {dialect.quote} that is meant in a quoted cell twice."
            if not dialect.escape and f"\\{dialect.quote}" in row[0]:
                mend = 'Quotes seem to be escaped by a backslash here: set the option escape to "\\\\".'
        if opened and last > start:
            found += f", so that lines {start} to {last} are one"
        expected = "rows of whole cells, each quote closed"
        text = "".join(row)[:4000]
        return BrokenRow(line=start, last=last, found=found, expected=expected, mend=mend, text=text, marks=_marks(row))


def _whole(lines: list[str], dialect: Dialect, width: int) -> bool:
    """Whether ``lines`` are rows of ``width`` cells; the last may go on behind them."""
    reader = csv.reader(lines, **dialect.settings())
    rows = 0
    try:
        for cells in reader:
            if cells and len(cells) != width:
                return False
            rows += bool(cells)
    except csv.Error as error:
        return rows > 0 and "unexpected end of data" in str(error)
    return rows > 0


def _marks(lines: list[str]) -> int:
    return sum(line.marks if isinstance(line, _Long) else line.count(MARK) for line in lines)


def _bytes(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogatepass"))


def _split(texts: Iterable[str], most: int) -> Iterator[str]:
    """Lines with their ends, which are LF, CR LF or CR and no other; of a line longer than ``most``, its beginning."""
    parts: list[str] = []
    size = marks = 0
    for text in texts:
        if "\n" not in text and "\r" not in text and not (parts and parts[-1].endswith("\r")):
            size += len(text)
            if size <= most + 1:
                parts.append(text)
            else:
                marks += text.count(MARK)
            continue
        # newline="" ends lines where universal newlines do, and leaves the ends as they are.
        lines = io.StringIO("".join((*parts, text)), newline="").readlines()
        # CR may be the first half of CR LF.
        held = "" if lines[-1].endswith("\n") else lines.pop()
        for line in lines:
            yield _long(line, marks) if size > most + 1 or len(line) > most else line
            size = marks = 0
        size = len(held) if lines else size + len(text)
        parts = [held] if held else []
    if parts:
        line = "".join(parts)
        yield _long(line, marks) if size > most + 1 or len(line) > most else line


def _long(line: str, more: int) -> _Long:
    beginning = _Long(line[:4000])
    beginning.marks = line.count(MARK) + more
    return beginning
