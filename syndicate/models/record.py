"""A record from bytes and back to its canonical bytes.

The canonical form of a record is UTF-8 JSON on one line: the keys in the models' order, nothing that is absent (no
null, no empty list), whole numbers without a point. Equal records have equal canonical bytes.

>>> record = parse(b'{"id": "tag:example.org,2024:1", "item": {"type": "Movie", "name": "Dune"}, "title": null}')
>>> canonical(record)
b'{"id":"tag:example.org,2024:1","item":{"type":"Movie","name":"Dune"}}'
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

import orjson
from pydantic import Discriminator, Tag, ValidationError

from syndicate.errors import RecordError
from syndicate.ledger import Fault, sentences, shown
from syndicate.models._explain import faults
from syndicate.models.number import MAX_DIGITS
from syndicate.models.review import Review
from syndicate.models.shape import Shape, shape_of
from syndicate.models.tombstone import Tombstone

__all__ = [
    "InvalidRecord",
    "Record",
    "Said",
    "as_read",
    "canonical",
    "loads_lossless",
    "parse",
    "plain",
    "said",
    "validated",
]


def _shape(value: Any) -> str:
    if isinstance(value, Mapping):
        return "tombstone" if "item" not in value and ("reason" in value or "at" in value) else "review"
    return "tombstone" if isinstance(value, Tombstone) else "review"


Record = Annotated[
    Annotated[Review, Tag("review")] | Annotated[Tombstone, Tag("tombstone")],
    Discriminator(_shape),
]
"""A review, or what remains of one; told apart by shape, for use with Pydantic's ``TypeAdapter``."""


class InvalidRecord(RecordError):
    """A record that is not valid; ``faults`` has all that is wrong with it, ``id`` its id where it has one."""

    def __init__(self, faults: tuple[Fault, ...], id: str | None = None) -> None:
        super().__init__(sentences(faults))
        self.faults = faults
        self.id = id


def parse(line: bytes) -> Review | Tombstone:
    """The record that ``line`` (UTF-8 JSON) holds. Raises :class:`InvalidRecord`.

    Besides what the models refuse, a key that stands twice in one object is refused, and a number of more than 15
    digits, with the token as it stood: neither may be lost in silence.
    """
    try:
        record = Review.model_validate_json(line)
    except ValidationError as error:
        return _not_a_review(line, error)
    global _parsed
    try:
        data = orjson.loads(line)
        compact = orjson.dumps(data)
    except ValueError:
        loads_lossless(line)
        return record
    if compact != line and not _same(line, compact, data):
        loads_lossless(line)
    _parsed = (record, compact, data)
    return record


def _same(line: bytes, compact: bytes, data: dict[str, Any]) -> bool:
    """Whether a line is what was read of it, but for white space and escapes: no key stands twice, no digit is lost.

    A line that differs otherwise is not wrong yet; these are the lines that most programs write.
    """
    bare, wanted = line.translate(None, _SPACE), compact.translate(None, _SPACE)
    if bare == wanted:
        return True
    bare = bare.replace(rb"\/", b"/")
    if bare == wanted:
        return True
    return rb"\u" in line and bare == json.dumps(data, separators=(",", ":")).encode().translate(None, _SPACE)


_SPACE = b" \t\n\r"


class Said(NamedTuple):
    """What a record says, in the forms that a build needs at once."""

    line: bytes
    """Its canonical bytes."""
    plain: dict[str, Any]
    """The same as plain JSON values, for whoever asked to keep."""
    shape: Shape


_parsed: tuple[Review, bytes, dict[str, Any]] | None = None
"""The record that was parsed last, its bytes without white space, and the values in them. Most records are written out
right after they were read, as they were read: then nothing need be made of the model again. It holds one record, which
is told by its identity, and its values are handed out once, so that nobody shares them."""

_ordered: dict[Shape, bool] = {}
"""Shapes of values that were read, and whether they are in the canonical form as they are."""
_SHAPES = 4096


def said(record: Review | Tombstone) -> Said:
    """The canonical bytes of a record, its plain values and their shape."""
    global _parsed
    last = _parsed
    if last is None or last[0] is not record:
        return _made_anew(record)
    _parsed = None
    _, line, data = last
    if _free(data):  # which may be in another order
        return _made_anew(record)
    if b".0" in line:
        _whole(data)
        line = orjson.dumps(data)
    shape = shape_of(data)
    ordered = _ordered.get(shape)
    if ordered is None:
        if len(_ordered) >= _SHAPES:
            _ordered.clear()
        ordered = _ordered[shape] = canonical(record) == line
    return Said(line, data, shape) if ordered else _made_anew(record)


def as_read(record: Review | Tombstone) -> dict[str, Any]:
    """What :func:`plain` gives, or what was read where that says the same: its keys in any order, 9 perhaps as 9.0, and
    what is absent perhaps as an empty value. For whoever asks for keys by their names."""
    global _parsed
    last = _parsed
    if last is None or last[0] is not record or _free(last[2]):
        return record.model_dump(mode="json", exclude_defaults=True)
    _parsed = None
    return last[2]


def _made_anew(record: Review | Tombstone) -> Said:
    line = canonical(record)
    data = orjson.loads(line)
    return Said(line, data, shape_of(data))


def _free(data: dict[str, Any]) -> bool:
    return "extensions" in data or "properties" in data["item"]


def _whole(value: dict[str, Any]) -> None:
    """Makes 9.0 to 9 in all that ``value`` holds."""
    for key, inner in value.items():
        if type(inner) is float:
            if inner.is_integer():
                value[key] = int(inner)
        elif type(inner) is dict:
            _whole(inner)
        elif type(inner) is list:
            for part in inner:
                if type(part) is dict:
                    _whole(part)


def canonical(record: Review | Tombstone) -> bytes:
    """The canonical bytes of a record, without an end of line."""
    return record.__pydantic_serializer__.to_json(record, exclude_defaults=True)


def plain(record: Review | Tombstone) -> dict[str, Any]:
    """The record as plain JSON values: what the canonical bytes say, as a ``dict``."""
    if _parsed is not None and _parsed[0] is record:
        return said(record).plain
    return record.model_dump(mode="json", exclude_defaults=True)


def validated(value: Mapping[str, Any]) -> Review | Tombstone:
    """The record that plain JSON values say, checked as :func:`parse` does. Raises :class:`InvalidRecord`."""
    model = Tombstone if _shape(value) == "tombstone" else Review
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidRecord(faults(error, model, value), _id(value)) from None


def _not_a_review(line: bytes, error: ValidationError) -> Review | Tombstone:
    value = loads_lossless(line)
    if _shape(value) == "tombstone":
        try:
            return Tombstone.model_validate_json(line)
        except ValidationError as told:
            raise InvalidRecord(faults(told, Tombstone, value), _id(value)) from None
    raise InvalidRecord(faults(error, Review, value), _id(value)) from None


def loads_lossless(line: bytes) -> dict[str, Any]:
    """The object that ``line`` holds, read by a parser that forgets nothing. Raises :class:`InvalidRecord`."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRecord(
            (
                Fault(
                    path="",
                    found=f"the byte {line[error.start]:#04x} at byte {error.start + 1}, which is not UTF-8",
                    expected="JSON in UTF-8",
                    mend="Save the file as UTF-8.",
                ),
            )
        ) from None
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_float=_number, parse_int=_number, parse_constant=_Token)
        odd = tuple(_odd(value, ""))
    except json.JSONDecodeError as error:
        found = shown(text[error.pos : error.pos + 20]) if error.pos < len(text) else "the end"
        raise InvalidRecord(
            (
                Fault(
                    path="",
                    found=f"{found} at character {error.pos + 1} ({error.msg})",
                    expected="one JSON object",
                    mend="Check that the line is whole: one object, all brackets and quotes closed.",
                ),
            )
        ) from None
    except RecursionError:
        raise InvalidRecord(
            (
                Fault(
                    path="",
                    found="JSON that is nested too deeply",
                    expected="a record",
                    mend="Check that it is one record, with all brackets closed.",
                ),
            )
        ) from None
    if odd:
        raise InvalidRecord(odd, _id(value) if isinstance(value, dict) else None)
    if not isinstance(value, dict):
        raise InvalidRecord(
            (Fault(path="", found=shown(value), expected="a JSON object", mend="Write one record as one object."),)
        )
    return value


class _Token(str):
    """A number that would not be kept as it stands."""

    __slots__ = ()


class _Twice(dict[str, Any]):
    """An object in which a key stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.key = next(name for name in names if names.count(name) > 1)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    return value if len(value) == len(pairs) else _Twice(pairs)


def _number(token: str) -> int | float | _Token:
    if len(token) > MAX_DIGITS and len(Decimal(token).normalize().as_tuple().digits) > MAX_DIGITS:
        return _Token(token)
    number = float(token)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _odd(value: Any, path: str) -> Iterator[Fault]:
    """What JSON lets pass and a record does not: a key twice in one object, a number that a double cannot hold."""
    if isinstance(value, dict):
        if isinstance(value, _Twice):
            where = f"{path}.{value.key}".lstrip(".")
            yield Fault(path=where, found="the key twice", expected="each key once", mend="Remove one of them.")
        for key, part in value.items():
            yield from _odd(part, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _odd(part, f"{path}.{place}")
    elif isinstance(value, _Token):
        yield Fault(
            path=path,
            found=f"the number {str(value)[:40]}",
            expected=f"a number of at most {MAX_DIGITS} significant digits",
            mend="Round it, or write it as text where it is no quantity.",
        )


def _id(value: Mapping[str, Any]) -> str | None:
    found = value.get("id")
    return found if isinstance(found, str) else None
