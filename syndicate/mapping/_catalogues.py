"""Catalogues of items, read once and kept by key: JSON Lines, JSON (a list, or an object by key) and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from syndicate.encoding import MARK, BadBytes, decode, mistaken
from syndicate.errors import InputError, SettingsError, nearest
from syndicate.ledger import shown

__all__ = ["Catalogue", "keyed", "load"]

Catalogue = dict[str, dict[str, Any]]
"""Entries by key."""


def keyed(value: Any) -> str:
    """A key as catalogues are asked for it: text without white space at its ends; whole numbers as their digits."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def load(file: Path, key: str, *, named: str, encoding: str = "utf-8", delimiter: str | None = None) -> Catalogue:
    """The entries of the catalogue ``file`` by their field ``key``; ``named`` is what messages call the file.

    ``delimiter`` is that of a CSV file; where it is None, the one is taken that the first line has most of.

    Raises :class:`syndicate.errors.InputError` for a file that cannot be read, a line that is no entry, and two
    different entries with one key: a catalogue that is wrong would make every review wrong that takes from it.
    """
    made: Catalogue = {}
    places: dict[str, str] = {}
    keyless = 0
    columns: dict[str, None] = {}
    for place, entry in _entries(file, key, named, encoding, delimiter):
        if not isinstance(entry, dict):
            raise InputError(
                "an entry of the catalogue is no object",
                source=named,
                place=place,
                found=shown(entry),
                expected="fields",
            )
        columns.update(dict.fromkeys(entry))
        value = entry.get(key)
        if value is None or value == "":
            keyless += 1
            continue
        name = keyed(value)
        if name in made and made[name] != entry:
            raise InputError(
                f"two different entries have the {key} {name!r}",
                source=named,
                place=f"{places[name]} and {place}",
                expected="one entry for each key",
                mend="Remove one of them: which of the two a review means cannot be known.",
            )
        made[name] = entry
        places.setdefault(name, place)
    if keyless and not made:
        close = nearest(key, columns)
        hint = f"Did you mean {' or '.join(close)}?" if close else f"It has {', '.join(list(columns)[:20])}."
        raise SettingsError(f"no entry of the catalogue has a field {key!r}", source=named, place="join.key", mend=hint)
    return made


def _text(file: Path, named: str, encoding: str) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"the catalogue cannot be read ({error.strerror or error})",
            source=named,
            mend="Check the name; it is relative to the settings' file.",
        ) from error
    if wrong := mistaken(data[: 64 * 1024], encoding):
        found, mend = wrong
        raise InputError(
            "the catalogue cannot be read",
            source=named,
            found=found,
            expected=f"text in {encoding}",
            mend=mend.replace("Set the option encoding to", _SET),
        )
    bad: deque[BadBytes] = deque()
    text = "".join(decode([data], encoding, bad))
    if bad:
        likely = bad[0].likely
        looks = f"It looks like {likely}: say" if likely else "Say"
        name = f'"{likely}"' if likely else "the one that it is in"
        raise InputError(
            "the catalogue cannot be read",
            source=named,
            place=f"line {text.count(chr(10), 0, text.index(MARK)) + 1}",
            found=bad[0].found,
            expected=f"text in {encoding}",
            mend=f"{looks} encoding = {name} in the [[source.join]], or save the file as UTF-8.",
        )
    return text


_SET = "Say in the [[source.join]] encoding ="
_GUESSED = ",;\t|"


def _entries(file: Path, key: str, named: str, encoding: str, delimiter: str | None) -> Iterator[tuple[str, Any]]:
    text = _text(file, named, encoding)
    suffix = file.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        # Not splitlines(): U+2028 and its like may stand inside of JSON text.
        for number, line in enumerate(text.split("\n"), 1):
            if line and not line.isspace():
                yield f"line {number}", _json(line, named, number)
    elif suffix == ".json":
        value = _json(text, named, 1)
        if isinstance(value, dict):
            yield from ((f"key {name!r}", _with_key(entry, key, name)) for name, entry in value.items())
        elif isinstance(value, list):
            yield from ((f"entry {number}", entry) for number, entry in enumerate(value, 1))
        else:
            raise InputError("the catalogue is no list of entries", source=named, found=shown(value), expected="a list")
    elif suffix in (".csv", ".tsv"):
        yield from _csv(text, delimiter or ("\t" if suffix == ".tsv" else _delimiter(text)), named)
    else:
        raise SettingsError(
            f"what kind of catalogue {file.name!r} is cannot be told",
            source=named,
            place="join.file",
            expected="a name that ends in .jsonl, .json, .csv or .tsv",
        )


def _with_key(entry: Any, key: str, name: str) -> Any:
    return {key: name, **entry} if isinstance(entry, dict) else entry


def _json(text: str, named: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"no JSON: {error.msg}",
            source=named,
            place=f"line {line + error.lineno - 1}",
            found=shown(text[error.pos : error.pos + 20]),
            expected="an entry as a JSON object",
        ) from None
    except ValueError:
        # Python reads no whole number of more digits than sys.get_int_max_str_digits() from text.
        digits = re.search(r"[0-9]{640,}", text)
        raise InputError(
            "a number of thousands of digits",
            source=named,
            place=f"line {line + text.count(chr(10), 0, digits.start() if digits else 0)}",
            expected="numbers of at most 15 digits",
            mend="Put it in quotes where it is text, else shorten it.",
        ) from None
    except RecursionError:
        raise InputError("JSON that is nested too deeply", source=named, place=f"line {line}") from None


def _delimiter(text: str) -> str:
    """The first of the most frequent in the first line, quoted cells left out."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(_GUESSED, key="".join(first.split('"')[::2]).count)


def _csv(text: str, delimiter: str, named: str) -> Iterator[tuple[str, Any]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    try:
        for row in rows:
            if not row:
                continue
            if header is None:
                header = row
                continue
            if len(row) != len(header):
                raise InputError(
                    f"{len(row)} cells in a row of the catalogue",
                    source=named,
                    place=f"line {rows.line_num}",
                    expected=f"{len(header)}, as in its first line, between {shown(delimiter)}",
                    mend="Quote cells that have the delimiter in them; or say in the [[source.join]] what it is, as in "
                    'delimiter = ";".',
                )
            yield f"line {rows.line_num}", dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise InputError(
            f"no CSV: {error}",
            source=named,
            place=f"line {rows.line_num}",
            expected=f"cells between {shown(delimiter)}, with quotes that are closed",
            mend='Close the quote; or say in the [[source.join]] what stands between cells, as in delimiter = ";".',
        ) from None
