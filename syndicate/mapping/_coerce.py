"""From plain values to what the models take, by the models' own annotations: one walk, with every repair told.

Where a list belongs a single value is a list of one; JSON text is what it says where an object or a list belongs; a
bare name is a Person (or an Organization where only that may stand), a Part or a Location; a bare text is a body in
plain text; a bare rating is read by the scales that state themselves.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from functools import cache
from types import NoneType
from typing import Any

from pydantic import BaseModel

from syndicate import vocabulary
from syndicate.ledger import shown
from syndicate.mapping import _repair
from syndicate.mapping._account import Account, Coercer
from syndicate.mapping._dates import date
from syndicate.mapping.scales import PLAIN, Scale, rating
from syndicate.models.agents import Organization, Person
from syndicate.models.dates import Date, Day, Instant
from syndicate.models.identifier import Identifier
from syndicate.models.identifier import Kind as IdentifierKind
from syndicate.models.item import Item, Part
from syndicate.models.items import item_class
from syndicate.models.number import Number
from syndicate.models.places import Location
from syndicate.models.rating import Rating
from syndicate.models.review import Body, Reply, Review
from syndicate.models.text import Duration, Iri, Language, Line, Path, Text, Url
from syndicate.models.tombstone import Tombstone

__all__ = ["is_tombstone", "record_values"]

_LEAVES: dict[Any, Coercer] = {
    Date: date,
    Day: date,
    Duration: _repair.line,
    IdentifierKind: _repair.line,
    Instant: date,
    Iri: _repair.iri,
    Language: _repair.language,
    Line: _repair.line,
    Number: _repair.number,
    Path: _repair.line,
    Text: _repair.text,
    Url: _repair.url,
    bool: _repair.boolean,
    float: _repair.number,
    int: _repair.integer,
    str: _repair.line,
}

_LIFTS: dict[type[BaseModel], dict[str, Any]] = {
    Body: {"value": None, "format": "text"},
    Location: {"name": None},
    Organization: {"type": "Organization", "name": None},
    Part: {"name": None},
    Person: {"type": "Person", "name": None},
    Reply: {"text": None},
}
"""What a bare text is where an object belongs: it stands in for None."""

_own_scale = rating([Scale(form=PLAIN)])


def record_values(value: Mapping[str, Any], account: Account) -> dict[str, Any]:
    """``value``, names and values of a record in any of the shapes above, as the models take them."""
    return _fields(Tombstone if is_tombstone(value) else Review, value, "", account)


def is_tombstone(value: Mapping[str, Any]) -> bool:
    """Whether the values are those of a review that has left, by their shape."""
    return "item" not in value and ("reason" in value or "at" in value)


def _fields(model: type[BaseModel], value: Mapping[str, Any], path: str, account: Account) -> dict[str, Any]:
    plan = _plan(model)
    made: dict[str, Any] = {}
    for key, given in value.items():
        if given is None:
            continue
        coerce = plan.get(key)
        if coerce is not None:
            given = coerce(given, f"{path}.{key}" if path else key, account)
            if given is None:
                continue
        made[str(key)] = given
    return made


@cache
def _plan(model: type[BaseModel]) -> dict[str, Coercer]:
    plan = {name: _coercer(field.annotation) for name, field in model.model_fields.items()}
    if "type" in plan:
        plan["type"] = _repair.type_name
    if "additional_types" in plan:
        plan["additional_types"] = _many(_repair.type_name, ())
    if "properties" in plan:
        plan["properties"] = _properties
    if model is Review:
        plan["item"] = _item
    return plan


def _coercer(annotation: Any) -> Coercer:
    if annotation in _LEAVES:
        return _LEAVES[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _object((annotation,))
    if (aliased := getattr(annotation, "__value__", None)) is not None:
        return _coercer(aliased)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        inner = arguments[0]
        return _many(_coercer(inner), tuple(_models(inner)))
    if origin is dict:
        return _free
    if origin is typing.Annotated:
        return _coercer(arguments[0])
    if origin is typing.Literal:
        return _repair.line
    inner = [argument for argument in arguments if argument is not NoneType]
    if len(inner) == 1:
        return _coercer(inner[0])
    models = tuple(_models(annotation))
    return _object(models)


def _models(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models(argument)


def _object(models: tuple[type[BaseModel], ...]) -> Coercer:
    """The coercer of an object of one of ``models``; the first is what a bare text or an untold type means."""
    first = models[0]
    keys = {name for model in models for name in model.model_fields}
    lift = _LIFTS.get(first)
    may_be_empty = not any(field.is_required() for field in first.model_fields.values())

    def coerce(value: Any, path: str, account: Account) -> Any:
        if isinstance(value, str):
            parsed = _repair.json_text(value)
            if isinstance(parsed, dict) and parsed.keys() <= keys:
                value = parsed
        if value == {}:
            return {} if may_be_empty else None
        if not isinstance(value, dict):
            if first is Rating:
                value = _own_scale(value, path, account)
            elif lift is not None and isinstance(value, (str, int, float)) and not isinstance(value, bool):
                if value == "":
                    return None
                value = {key: value if given is None else given for key, given in lift.items()}
            if not isinstance(value, dict):
                return None if value == "" else value
        made = _fields(first if len(models) == 1 else _told(models, value), value, path, account)
        if first is Identifier and isinstance(kind := made.get("kind"), str) and "value" in made:
            made["value"] = _repair.identifier(kind, made["value"], f"{path}.value", account)
            return made if made["value"] is not None else None
        if lift is not None and "type" in lift and "name" in made:
            made.setdefault("type", lift["type"])
        if lift is not None and _only_constants(made, lift) and (account.mapped or _blank(value, lift)):
            return None  # nothing but what a bare text would have been given: the text itself was blank
        return made or None

    return coerce


def _only_constants(made: Mapping[str, Any], lift: Mapping[str, Any]) -> bool:
    return bool(made) and made.keys() <= lift.keys() and all(lift[key] is not None for key in made)


def _blank(value: Mapping[str, Any], lift: Mapping[str, Any]) -> bool:
    """Whether the row has the text of an object, and it is blank; an object that lacks it altogether is wrong."""
    return any(key in value for key in lift if lift[key] is None)


def _told(models: tuple[type[BaseModel], ...], value: Mapping[str, Any]) -> type[BaseModel]:
    named = value.get("type")
    return next((model for model in models if model.__name__ == named), models[0])


def _many(one: Coercer, models: tuple[type[BaseModel], ...]) -> Coercer:
    """The coercer of a list: of a list, the JSON text of one, a single value, or ``{"0": ..., "1": ...}``."""
    kind: type = dict if models else str
    names = {name for model in models for name in model.model_fields}

    def coerce(value: Any, path: str, account: Account) -> Any:
        if isinstance(value, str):
            parsed = _repair.json_text(value) if value[:1] == "[" else None
            if isinstance(parsed, list) and all(isinstance(part, (kind, str)) for part in parsed):
                value = parsed
        if isinstance(value, dict):
            if value and all(isinstance(key, str) and key.isdecimal() for key in value):
                value = [value[key] for key in sorted(value, key=int)]
            elif names:
                value = _spread(value, names, path, account)
        if not isinstance(value, (list, tuple)):
            value = (value,)
        made = []
        for at, part in enumerate(value):
            if part is None or part == "":
                continue
            kept = one(part, f"{path}.{at}", account)
            if kept is not None:
                made.append(kept)
        return made or None

    return coerce


def _spread(value: Mapping[str, Any], names: set[str], path: str, account: Account) -> Any:
    """``{"name": ["A", "B"], "type": "Person"}`` as a list of two; an object without lists as a list of itself."""
    many = {key: part for key, part in value.items() if isinstance(part, (list, tuple)) and key in _SINGLE & names}
    if not many:
        return [value]
    lengths = {len(part) for part in many.values()}
    if len(lengths) > 1:
        told = ", ".join(f"{len(part)} in {key}" for key, part in many.items())
        account.fault(path, f"lists of different lengths ({told})", "as many of each", "Give each its own index.")
        return None
    return [{**value, **{key: part[at] for key, part in many.items()}} for at in range(lengths.pop())]


_SINGLE = {"kind", "value", "name", "url", "id", "type", "text", "price", "price_currency", "rating"}
"""Fields of the objects in lists that hold one value, so that a list in them means as many objects."""


def _item(value: Any, path: str, account: Account) -> Any:
    if isinstance(value, str):
        parsed = _repair.json_text(value)
        if not isinstance(parsed, dict):
            account.fault(
                path,
                shown(value),
                "what is reviewed: its type and its name",
                "Name the fields item.type and item.name, or map them.",
            )
            return None
        value = parsed
    if not isinstance(value, dict):
        return value
    named = _repair.type_name(value.get("type"), f"{path}.type", account) if value.get("type") is not None else None
    known = isinstance(named, str) and vocabulary.subtype_of(named, "Thing")
    model = item_class(named) if known and isinstance(named, str) else Item
    return _fields(model, {**value, "type": named}, path, account)


def _free(value: Any, path: str, account: Account) -> Any:
    if isinstance(value, str):
        value = _repair.json_text(value) or value
    if isinstance(value, dict):
        made = {str(key): _repair.free(part, f"{path}.{key}", account) for key, part in value.items()}
        return {key: part for key, part in made.items() if part is not None} or None
    return None if value == "" else value


def _properties(value: Any, path: str, account: Account) -> Any:
    """As :func:`_free`; no property has a number for its name, so that a table by places is a list."""
    return _free(_places_to_lists(value), path, account)


def _places_to_lists(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_places_to_lists(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, str) and key.isdecimal() for key in value):
        return [_places_to_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _places_to_lists(part) for key, part in value.items()}
