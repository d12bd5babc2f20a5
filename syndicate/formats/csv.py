"""CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180): a header with the names of the columns, a record in each row.

Reading. A cell is text as it stands; an empty one is absent. Columns have the source's own names, or paths of the
record (``item.name``); a column without a name is called ``column 3`` by its place, which is told. Where no delimiter
is stated, it is the one of ``, ; TAB |`` that the header has most of outside of quotes; a line ``sep=;`` before the
header (Excel's) states it. Line ends are LF, CR LF or CR. Blank lines and rows of nothing but empty cells are no
records. A row with more or fewer cells than the header is refused, since a torn row looks just like that: only empty
cells beyond the last column are let go, and told; ``short_rows`` lets short rows pass. The place of a row is its
number and the line where it begins, both counted from 1: ``row 3 (line 9)``.

Writing. Lines end by CR LF. The columns are the paths that the records use, in the order of the models, so that the
records are spooled to a temporary file first. An object has a column for each of its fields; a list, of texts or of
objects, and ``item.properties`` are JSON in one cell. Numbers are decimals without an exponent, booleans ``true`` and
``false``. A tombstone fills ``id``, ``at``, ``reason`` and ``merged_into``.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from syndicate.encoding import BadBytes, Encoding, as_shown, decode, mistaken, peek
from syndicate.errors import SettingsError
from syndicate.formats._base import Format, ReadContext, WriteContext
from syndicate.formats._rows import BrokenRow, Dialect, Row, Rows
from syndicate.ledger import Refusal, shown
from syndicate.models.paths import PATHS
from syndicate.models.record import plain

if TYPE_CHECKING:
    from syndicate.models.review import Review
    from syndicate.models.tombstone import Tombstone

__all__ = ["FORMAT", "Options", "read", "write"]

_GUESSED = ",;\t|"
_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}
_WORDS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|", "space": " "}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _one_character(value: str) -> str:
    value = _WORDS.get(value, value)
    if len(value) != 1 or value in "\r\n\x00":
        raise PydanticCustomError(
            "one_character",
            "{problem}: expected {expected}. {mend}",
            {
                "problem": f"{value!r} cannot tell cells apart",
                "expected": "one character",
                "mend": "Write it as in ; or one of the words comma, semicolon, tab, pipe.",
            },
        )
    return value


def _one_or_none(value: str) -> str:
    return _one_character(value) if value else value


class Options(BaseModel):
    """How the file is written, or is to be."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    delimiter: Annotated[str, AfterValidator(_one_character)] | None = None
    """What stands between cells: one character, or comma, semicolon, tab, pipe. Absent: guessed from the header when
    reading, a comma when writing."""
    quote: Annotated[str, AfterValidator(_one_or_none)] = '"'
    """The quote around cells; empty where there are no quotes and each character of a cell is meant."""
    escape: Annotated[str, AfterValidator(_one_or_none)] = ""
    """What takes the meaning from the character behind it, often a backslash; empty for none, as RFC 4180 has it."""
    encoding: Encoding = "utf-8"
    """The encoding, by its name in Python. UTF-8 is read with or without a byte order mark and written without;
    utf-8-sig writes one, which Excel needs."""
    short_rows: bool = False
    """Whether rows with fewer cells than the header are read, the missing cells as absent, and not refused."""
    spreadsheet_safe: bool = False
    """Writing: whether cells that a spreadsheet would run as a formula (they begin with = + - @ or a tab) and those
    that begin with an apostrophe get an apostrophe before them, which other readers will see. Reading: whether the
    apostrophe is taken off again."""

    @model_validator(mode="after")
    def _apart(self) -> Options:
        marks = [mark for mark in (self.delimiter, self.quote, self.escape) if mark]
        if len(set(marks)) != len(marks):
            raise PydanticCustomError(
                "apart",
                "{problem}: expected {expected}. {mend}",
                {
                    "problem": "one character has two meanings",
                    "expected": "a delimiter, a quote and an escape that differ",
                    "mend": "Change or leave out one of them; a quote that is doubled in cells needs no escape.",
                },
            )
        return self


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """A record for each row that is none of the filters' business; refusals for what is no row."""
    options = ctx.options if isinstance(ctx.options, Options) else Options()
    head, chunks = peek(chunks)
    wrong = mistaken(head, options.encoding) or _other_format(head)
    if wrong or not head:
        found, mend = wrong or ("an empty file", "Write a header with the names of the columns, and rows.")
        yield ctx.refusal("", found, f"CSV in {options.encoding}", mend)
        return
    bad: deque[BadBytes] = deque()
    rows = Rows(decode(chunks, options.encoding, bad), ctx.limits.record_bytes)
    dialect = _dialect(rows, options, ctx)
    header = next(rows.read(dialect, limit=1), None)
    columns = _columns(header, bad, ctx)
    if isinstance(columns, Refusal):
        yield columns
        return
    for number, row in enumerate(rows.read(dialect, len(columns)), 1):
        place = f"row {number} (line {row.line})"
        if row.marks:
            first, *_ = [bad.popleft() for _ in range(row.marks)]
            yield ctx.refusal(place, first.found, f"text in {options.encoding}", first.mend, raw=as_shown(row.text))
        elif isinstance(row, BrokenRow):
            if row.last > row.line:
                place = f"row {number} (lines {row.line} to {row.last})"
            yield ctx.refusal(place, row.found, row.expected, row.mend, raw=as_shown(row.text))
        elif len(row.cells) != len(columns) and (refused := _ragged(row, columns, place, options, ctx)):
            yield refused
        else:
            cells = {name: cell for name, cell in zip(columns, row.cells, strict=False) if cell}
            if options.spreadsheet_safe:
                cells = {name: cell.removeprefix("'") for name, cell in cells.items()}
            if cells:
                yield from ctx.nameless(cells, place=place)


def _other_format(head: bytes) -> tuple[str, str] | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "HTML or XML", "Give the CSV itself; a download that failed often leaves a page of HTML in its place."
    if start.startswith((b'{"', b"[{", b"[\n")):
        return "JSON", "Read it as the format records."
    return None


def _dialect(rows: Rows, options: Options, ctx: ReadContext) -> Dialect:
    delimiter = options.delimiter
    line = rows.first_line()
    if len(stated := line.rstrip("\r\n")) == 5 and stated.lower().startswith("sep="):
        rows.skip_line()
        delimiter = delimiter or stated[4]
        rows.first_line()
    if delimiter is None:
        bare = "".join(line.split(options.quote)[::2]) if options.quote else line
        delimiter = max(_GUESSED, key=bare.count)  # the first of the most frequent
        if delimiter != ",":
            ctx.note("line 1", "", "inferred", f"the delimiter is {_NAMES[delimiter]}")
    return Dialect(delimiter=delimiter, quote=options.quote, escape=options.escape)


def _columns(header: Row | BrokenRow | None, bad: deque[BadBytes], ctx: ReadContext) -> list[str] | Refusal:
    expected = "a header with the names of the columns"
    if header is None:
        return ctx.refusal(
            "", "nothing but blank lines", expected, "Write the names of the columns into the first line."
        )
    place, raw = f"line {header.line}", as_shown(header.text)
    if header.marks:
        return ctx.refusal(place, bad[0].found, expected, bad[0].mend, raw=raw)
    if isinstance(header, BrokenRow):
        return ctx.refusal(place, header.found, expected, header.mend, raw=raw)
    if "\x00" in header.text:
        return ctx.refusal(place, "a zero byte", expected, "This is no text, or text in another encoding.", raw=raw)
    columns = [name.strip() for name in header.cells]
    if not any(columns):
        return ctx.refusal(place, "a header without a name", expected, "Give the columns names.", raw=raw)
    if columns != header.cells:
        ctx.note(place, "", "repaired", "white space around the names of columns taken off")
    for number, name in enumerate(columns, 1):
        if not name:
            columns[number - 1] = f"column {number}"
            ctx.note(place, f"column {number}", "inferred", "a column without a name is called by its place")
    twice = {
        name: [str(place) for place, other in enumerate(columns, 1) if other == name]
        for name in columns
        if columns.count(name) > 1
    }
    if twice:
        found = "; ".join(f"{shown(name)} as columns {' and '.join(at)}" for name, at in twice.items())
        return ctx.refusal(place, found, "each name once", "Rename or remove one of them.", raw=raw)
    return columns


def _ragged(row: Row, columns: list[str], place: str, options: Options, ctx: ReadContext) -> Refusal | None:
    """The refusal of a row that is longer or shorter than the header; None where nothing is lost by reading it."""
    missing = len(columns) - len(row.cells)
    if missing > 0 and not any(row.cells):
        return None
    if missing < 0 and not any(row.cells[missing:]):
        ctx.note(place, "", "repaired", "empty cells beyond the last column left out")
        return None
    if missing > 0 and options.short_rows:
        ctx.note(place, "", "repaired", "cells missing at the end taken as absent")
        return None
    cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
    if missing > 0:
        found = f"{cells}, so that {shown(columns[len(row.cells)])} is missing"
        mend = (
            "Add the missing cells, or quote a cell that has a line end in it; the option short_rows reads such rows."
        )
    else:
        found = f"{cells}, of which {shown(row.cells[len(columns)])} is the first too many"
        mend = "Quote the cell that has the delimiter in it."
    if options.quote and any(cell.lstrip().startswith(options.quote) and cell[:1].isspace() for cell in row.cells):
        mend = "A quote counts only at the very beginning of a cell: take the space before it out."
    return ctx.refusal(place, found, f"{len(columns)}, as the header has", mend, raw=as_shown(row.text))


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """The header, which is there without records too, and a row for each record.

    Raises :class:`SettingsError` for text that the encoding or the dialect of the options cannot hold.
    """
    import tempfile

    import orjson

    options = ctx.options if isinstance(ctx.options, Options) else Options()
    used: set[str] = set()
    with tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024) as spool:
        for record in records:
            cells = dict(_cells(plain(record), ""))
            used.update(cells)
            spool.write(orjson.dumps(cells) + b"\n")
        columns = [path for path in _ORDER if path in used] or ["id", "item.type", "item.name"]
        spool.seek(0)
        yield from _written(spool, columns, options)


def _written(spool: IO[bytes], columns: list[str], options: Options) -> Iterator[bytes]:
    import codecs

    import orjson

    dialect = Dialect(delimiter=options.delimiter or ",", quote=options.quote, escape=options.escape)
    encoder = codecs.getincrementalencoder(options.encoding)()
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n", **dialect.settings())
    rows.writerow(columns)
    yield encoder.encode(out.getvalue())
    for line in spool:
        cells: dict[str, str] = orjson.loads(line)
        if options.spreadsheet_safe:
            cells = {path: _no_formula(cell) for path, cell in cells.items()}
        out.seek(0)
        out.truncate()
        where = f"the record {cells['id']}"
        try:
            rows.writerow([cells.get(path, "") for path in columns])
            yield encoder.encode(out.getvalue())
        except csv.Error as error:
            raise SettingsError(
                f"{where} has a cell that cannot be written without quotes ({error})", mend="Set the option quote."
            ) from None
        except UnicodeEncodeError as error:
            found = shown(error.object[error.start : error.start + 1])
            raise SettingsError(
                f"{options.encoding} cannot hold {where}",
                found=found,
                mend="Write it in utf-8, or in utf-8-sig for Excel.",
            ) from None
    if tail := encoder.encode("", True):
        yield tail


# Free JSON is one cell, since its keys are anybody's.
_FREE = ("item.properties",)


def _cells(value: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        path = f"{prefix}{name}"
        if path == "extensions":
            continue
        if isinstance(inner, dict) and path not in _FREE:
            yield from _cells(inner, f"{path}.")
        else:
            yield path, _cell(inner)


def _cell(value: Any) -> str:
    import orjson

    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format(Decimal(repr(value)), "f")
    return orjson.dumps(value).decode()


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _order() -> tuple[str, ...]:
    """All columns: every path of a record and of what lists and objects it may stand in, then those of tombstones."""
    paths: dict[str, None] = {}
    for path in PATHS:
        steps = path.split(".")
        for end in range(1, len(steps) + 1):
            paths[".".join(steps[:end])] = None
    return (*paths, "at", "reason", "merged_into")


_ORDER = _order()


FORMAT = Format(
    name="csv",
    title="CSV: a record in each row, columns named by a header",
    media_type="text/csv",
    suffixes=(".csv",),
    spec="https://www.rfc-editor.org/rfc/rfc4180",
    carries={"": "exact", "extensions": "dropped"},
    read=read,
    write=write,
    options=Options,
    tombstones=True,
)
