"""Numbers that are exactly what the source wrote.

A number is a JSON number of at most 15 significant digits: every such decimal survives a trip through a binary
double (IEEE 754, DBL_DIG = 15). In Python it is an ``int`` where it is whole and a ``float`` elsewhere, so that 9.0
is written as 9; a ``Decimal`` may be given for either. What has more digits is refused, never rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import TypeAliasType

from syndicate.ledger import shown
from syndicate.models.text import fault, teaching, told

__all__ = ["MAX_DIGITS", "Latitude", "Longitude", "Number", "exact"]

MAX_DIGITS = 15
"""How many significant digits a number may have."""

_MOST = 10**MAX_DIGITS - 1
_EXPECTED = f"a number of at most {MAX_DIGITS} significant digits"
_MEND = "Write it as in 4.5: no quotes, a dot as the decimal mark, and rounded where it has more digits."


@lru_cache(maxsize=4096)
def exact(value: float) -> int | float:
    """``value`` as an ``int`` where it is whole. Values seen before cost next to nothing.

    Raises :class:`PydanticCustomError` where 15 significant digits do not say the whole of it.
    """
    if -_MOST <= value <= _MOST:
        whole = int(value)
        if whole == value:
            return whole
        if float(f"{value:.15g}") == value:
            return value
    raise fault(shown(value, 40), _EXPECTED, _MEND)


def _from_decimal(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite() and len(value.normalize().as_tuple().digits) <= MAX_DIGITS:
        return float(value)
    return value


@dataclass(frozen=True, slots=True)
class _Exact:
    """A number from ``least`` to ``most``."""

    expected: str = _EXPECTED
    mend: str = _MEND
    least: int = -_MOST
    most: int = _MOST

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        number = core_schema.no_info_after_validator_function(
            exact,
            teaching(
                core_schema.float_schema(strict=True, allow_inf_nan=False, ge=self.least, le=self.most),
                self.expected,
                self.mend,
            ),
        )
        return core_schema.json_or_python_schema(
            number,
            core_schema.no_info_before_validator_function(_from_decimal, number),
            serialization=core_schema.simple_ser_schema("any"),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"description": told(self.expected), "type": "number", "minimum": self.least, "maximum": self.most}


Number = TypeAliasType("Number", Annotated[float, _Exact()])
Latitude = TypeAliasType(
    "Latitude",
    Annotated[float, _Exact("degrees north, from -90 to 90", "South of the equator they are negative.", -90, 90)],
)
Longitude = TypeAliasType(
    "Longitude",
    Annotated[float, _Exact("degrees east, from -180 to 180", "West of Greenwich they are negative.", -180, 180)],
)
