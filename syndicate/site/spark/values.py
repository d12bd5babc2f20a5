"""Rows of a table as plain values, as if they had been read from JSON: what a mapping takes.

Null is absent, in structs too. Instants are written in UTC with ``Z``, times without a zone without one, dates as
dates (RFC 3339). Decimals and 32-bit floats keep the digits that they have, and no more. Maps are objects. Bytes are
text in UTF-8; where they are not, they stay bytes, which no record takes.
"""

from __future__ import annotations

import datetime as dt
import struct
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from syndicate.models.number import MAX_DIGITS

if TYPE_CHECKING:
    from pyspark.sql.types import DataType

__all__ = ["plain_row", "single_paths"]


def plain_row(row: dict[str, Any], singles: frozenset[tuple[str, ...]]) -> dict[str, Any]:
    """A row as plain values; ``singles`` are the paths of its 32-bit floats (:func:`single_paths`)."""
    made: dict[str, Any] = _plain(row, (), singles)
    return made


def single_paths(type: DataType, path: tuple[str, ...] = ()) -> frozenset[tuple[str, ...]]:
    """The paths of the 32-bit floats in a struct; ``*`` stands for what is in a list or a map."""
    from pyspark.sql.types import ArrayType, FloatType, MapType, StructType

    if isinstance(type, FloatType):
        return frozenset({path})
    if isinstance(type, StructType):
        return frozenset().union(*(single_paths(field.dataType, (*path, field.name)) for field in type.fields))
    if isinstance(type, MapType):
        return single_paths(type.valueType, (*path, "*"))
    if isinstance(type, ArrayType):
        return single_paths(type.elementType, (*path, "*"))
    return frozenset()


def _plain(value: Any, path: tuple[str, ...], singles: frozenset[tuple[str, ...]]) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part, (*path, key), singles) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        if value and all(isinstance(part, tuple) and len(part) == 2 for part in value):  # how Arrow gives a map
            return {str(key): _plain(part, (*path, "*"), singles) for key, part in value if part is not None}
        return [_plain(part, (*path, "*"), singles) for part in value]
    if isinstance(value, float):
        return _shortest(value) if path in singles else value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dt.datetime):
        text = value.isoformat()
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    return value


def _number(value: Decimal) -> Any:
    if not value.is_finite() or len(value.normalize().as_tuple().digits) > MAX_DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _shortest(value: float) -> float:
    """The shortest decimal number that is the same 32-bit float."""
    if value - value != 0:
        return value
    for digits in range(1, 10):
        made = float(f"{value:.{digits}g}")
        if struct.pack("f", made) == struct.pack("f", value):
            return made
    return value
