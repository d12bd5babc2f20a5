"""Numbers that are exactly what the source wrote.

A number is a JSON number of at most 15 significant digits: every such decimal survives a trip through a binary
double (IEEE 754, DBL_DIG = 15). In Python it is an ``int`` where it is whole and a ``float`` elsewhere, so that 9.0
is written as 9. What has more digits is refused, never rounded.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

__all__ = ["MAX_DIGITS", "Number", "exact"]

MAX_DIGITS = 15

_EXPECTED = "a number of at most 15 significant digits"
_MEND = "Write it as in 4.5: no quotes, a dot as the decimal mark, and rounded where it has more digits."


def exact(value: float) -> int | float:
    """``value`` as an ``int`` where it is whole.

    Raises :class:`PydanticCustomError` where 15 significant digits do not say the whole of it (and for infinities).
    """
    if value.is_integer() and -1e15 < value < 1e15:
        return int(value)
    if float(f"{value:.15g}") != value or not -1e15 < value < 1e15:
        raise PydanticCustomError(
            "not_as_expected", "expected {expected}. {mend}", {"expected": _EXPECTED, "mend": _MEND}
        )
    return value


def _from_decimal(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite() and len(value.normalize().as_tuple().digits) <= MAX_DIGITS:
        return float(value)
    return value


class _Exact:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        number = core_schema.custom_error_schema(
            core_schema.float_schema(strict=True, allow_inf_nan=False),
            custom_error_type="not_as_expected",
            custom_error_message="expected {expected}. {mend}",
            custom_error_context={"expected": _EXPECTED, "mend": _MEND},
        )
        return core_schema.no_info_after_validator_function(
            exact,
            core_schema.json_or_python_schema(
                number, core_schema.no_info_before_validator_function(_from_decimal, number)
            ),
            serialization=core_schema.simple_ser_schema("any"),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "number", "exclusiveMinimum": -1e15, "exclusiveMaximum": 1e15}


Number = TypeAliasType("Number", Annotated[float, _Exact()])
