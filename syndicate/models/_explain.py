"""What Pydantic found wrong, in the words of a record: path, found, expected, mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from syndicate import vocabulary
from syndicate.errors import nearest
from syndicate.ledger import Fault, shown
from syndicate.models.item import TYPED
from syndicate.models.items import fields_of

__all__ = ["faults"]

_WORDS = {
    "string_type": "text",
    "bool_type": "true or false, without quotes",
    "int_type": "a whole number, without quotes",
    "int_from_float": "a whole number",
    "float_type": "a number, without quotes",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}


def faults(error: ValidationError, model: type[BaseModel], value: Mapping[str, Any]) -> tuple[Fault, ...]:
    """All that ``error`` says of ``value``, which was to be a ``model``."""
    return tuple(_fault(one, model, value) for one in error.errors(include_url=False))


def _fault(error: ErrorDetails, model: type[BaseModel], value: Mapping[str, Any]) -> Fault:
    kind, given, told = error["type"], error["input"], error.get("ctx", {})
    path = _path(error["loc"], value)
    if kind == "missing":
        return Fault(path=path, found="nothing", expected="a value, since every record needs one", mend=_missing(path))
    if kind == "extra_forbidden":
        return _unknown_key(path, error["loc"], model, value)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _type(path, given)
    if kind == "literal_error":
        expected = str(told.get("expected", ""))
        if len(expected) > 600:
            return _type(path, {"type": given})
        return Fault(
            path=path, found=shown(given), expected=f"one of {expected}", mend=_did_you_mean(given, _quoted(expected))
        )
    if "expected" in told:
        return Fault(
            path=path,
            found=str(told.get("problem") or shown(given)),
            expected=str(told["expected"]),
            mend=_comma(given) or str(told.get("mend", "")),
        )
    return Fault(path=path, found=shown(given), expected=_WORDS.get(kind, error["msg"]), mend=_comma(given))


def _path(loc: Iterable[int | str], value: Any) -> str:
    """``loc`` without the tags that unions add to it, which are not in the record."""
    parts: list[str] = []
    for step in loc:
        if (isinstance(value, Mapping) and step in value) or (isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value)):
            value = value[step]
        elif (
            step in TYPED
            or step in ("Person", "Organization", "Thing")
            or (isinstance(value, Mapping) and value.get("type") == step)
        ):
            continue
        parts.append(str(step))
    return ".".join(parts)


def _missing(path: str) -> str:
    return {
        "id": "Give the record an id, or a mapping that makes one.",
        "item": "Say what is reviewed: item.type and item.name.",
        "item.name": "Say what is reviewed, or take its name from a catalogue or a title in the mapping.",
        "at": "Say when it left.",
    }.get(path, "Add it, or remove what needs it.")


def _unknown_key(path: str, loc: tuple[int | str, ...], model: type[BaseModel], value: Mapping[str, Any]) -> Fault:
    key = str(loc[-1])
    holder: Any = value
    for step in path.split(".")[:-1]:
        holder = holder[int(step)] if isinstance(holder, (list, tuple)) else holder[step]
    known: Iterable[str] = ()
    if path.count(".") == 0:
        known = model.model_fields
    elif path.startswith("item.") and path.count(".") == 1:
        known = fields_of(str(holder.get("type")))
    close = nearest(key, known)
    mend = (
        f"Did you mean {' or '.join(close)}?"
        if close
        else "Remove it, or keep it in extensions under an IRI of your own."
    )
    if path.startswith("item.") and not close:
        mend = "Remove it, or give it in item.properties under the name that schema.org has for it."
    return Fault(
        path=path, found="a key that the record does not have", expected="only the keys of the record", mend=mend
    )


def _type(path: str, given: Any) -> Fault:
    found = given.get("type") if isinstance(given, Mapping) else given
    where = path if path.endswith("type") else f"{path}.type"
    if found is None:
        return Fault(
            path=where, found="nothing", expected=_TYPES.get(path, "Person or Organization"), mend="Say what it is."
        )
    if path.split(".")[0] != "item" or path.count(".") > 1:
        return Fault(path=where, found=shown(found), expected="Person or Organization", mend="Write one of the two.")
    return Fault(
        path=where,
        found=shown(found),
        expected="the name of a class of schema.org",
        mend=_did_you_mean(found, vocabulary.subtypes("Thing"))
        or "Take the nearest of https://schema.org/docs/full.html.",
    )


_TYPES = {"item": "the name of a class of schema.org, such as Movie, Book or Product"}


def _quoted(expected: str) -> tuple[str, ...]:
    return tuple(expected.split("'")[1::2])


def _did_you_mean(given: Any, known: Iterable[str]) -> str:
    close = nearest(given, known) if isinstance(given, str) else ()
    return f"Did you mean {' or '.join(close)}?" if close else ""


def _comma(given: Any) -> str:
    """The mend for a decimal comma, which is the most common of wrong numbers."""
    if isinstance(given, str) and given.count(",") == 1 and given.replace(",", "").strip().isdigit():
        return f"Write it as {given.strip().replace(',', '.')}, a number without quotes."
    return ""
