"""What Pydantic found wrong, in the words of a record: path, found, expected, mend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from syndicate import vocabulary
from syndicate.errors import nearest
from syndicate.ledger import Fault, shown
from syndicate.models.items import fields_of, item_class
from syndicate.models.paths import models_in

__all__ = ["faults"]

_EXPECTED = {
    "string_type": "text",
    "bool_type": "true or false, without quotes",
    "int_type": "a whole number, without quotes",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of a common size",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "invalid_key": "text as the key",
    "recursion_loop": "a value that does not hold itself",
}
_MENDS = {
    "id": "Give the record an id, or a mapping that makes one.",
    "item": "Say what is reviewed: item.type and item.name.",
    "item.name": "Say what is reviewed, or take its name from a catalogue or a title in the mapping.",
    "at": "Say when it left.",
    "reason": "Say why: erased, moderated, merged or withdrawn.",
    "body.format": "Say what the body is written in: text, markdown or html.",
}
_NUMERIC = ("a number", "degrees")
_SURROGATE = "half of a surrogate pair, which is no character"


def faults(error: ValidationError, model: type[BaseModel], value: Mapping[str, Any]) -> tuple[Fault, ...]:
    """All that ``error`` says of ``value``, which was to be a ``model``."""
    told: list[Fault] = []
    unknown: dict[tuple[int | str, ...], list[ErrorDetails]] = {}
    for one in error.errors(include_url=False):
        if one["type"] != "extra_forbidden":
            told.append(_fault(one, model, value))
            continue
        beside = unknown.setdefault(one["loc"][:-1], [])
        beside.append(one)
        if len(beside) == 1:
            told.append(_fault(one, model, value))
    for many in unknown.values():
        if len(many) > 1:
            told[told.index(_fault(many[0], model, value))] = _unknown_keys(many, model, value)
    return tuple(told)


def _fault(error: ErrorDetails, model: type[BaseModel], value: Mapping[str, Any]) -> Fault:
    kind, given, told = error["type"], error["input"], error.get("ctx", {})
    path, holder, at = _place(error["loc"], model, value)
    found, expected, mend = shown(given), _EXPECTED.get(kind, ""), ""
    if kind == "missing":
        needs = "every record needs" if path in ("id", "item") else f"{path.rpartition('.')[0] or 'a tombstone'} needs"
        found, expected = "nothing", f"a value, which {needs}"
        mend = _MENDS.get(path) or "Add it, or leave out what needs it."
    elif kind == "extra_forbidden":
        found, expected = "a key that is not known here", "only the keys that a record has"
        mend = _unknown_key(str(error["loc"][-1]), path, holder, at)
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        return _type(path, given)
    elif kind == "literal_error":
        words = _quoted(str(told.get("expected", "")))
        if len(words) > 30:
            return _type(path, {"type": given})
        expected, mend = f"one of {', '.join(words)}", _did_you_mean(given, words)
    elif kind in ("greater_than_equal", "less_than_equal"):
        bound = told.get("ge", told.get("le"))
        expected = f"a whole number of at {'least' if 'ge' in told else 'most'} {bound:,}"
    elif kind == "string_unicode":
        found, expected, mend = _SURROGATE, "text in whole characters", "Take it out, or read the source as UTF-8."
    elif kind == "json_invalid":
        return _unreadable(str(told.get("error", "")))
    elif "expected" in told:
        found, expected = str(told.get("problem") or shown(given)), str(told["expected"])
        mend = str(told.get("mend", ""))
        if isinstance(given, (int, float)) and "problem" not in told and not expected.startswith(_NUMERIC):
            mend = f'Write it as text, in quotes: "{shown(given)}".'
    elif not expected:
        expected = "a value as JSON has it: text, a number, true, false, a list or an object"
    return Fault(path=path, found=found, expected=expected, mend=_shaped(kind, path, given, at) or mend)


_NAMED_KEYS = 5


def _unknown_keys(errors: list[ErrorDetails], model: type[BaseModel], value: Mapping[str, Any]) -> Fault:
    """One fault for all keys in one place that are not known: a foreign table may have hundreds."""
    keys, guesses = [], []
    for error in errors[:_NAMED_KEYS]:
        path, holder, at = _place(error["loc"], model, value)
        keys.append(path)
        if close := _like(str(error["loc"][-1]), path, holder, at):
            guesses.append(f"{' or '.join(close)} for {path.rpartition('.')[2]}")
    more = f" and {len(errors) - _NAMED_KEYS:,} more" if len(errors) > _NAMED_KEYS else ""
    at_top = len(errors[0]["loc"]) == 1
    return Fault(
        path="" if at_top else keys[0].rpartition(".")[0],
        found=f"{len(errors):,} keys that are not known here: {', '.join(keys)}{more}",
        expected="only the keys that a record has",
        mend=(f"Did you mean {', '.join(guesses)}? " if guesses else "")
        + (_MAP_THEM if at_top else "Rename or remove them."),
    )


_MAP_IT = "say in [source.map] of syndicate.toml what it means"
_MAP_THEM = "Say in [source.map] of syndicate.toml what they mean; or rename or remove them."


def _unreadable(problem: str) -> Fault:
    """What another reader of JSON let pass and the core did not: half characters, and objects nested hundreds deep."""
    if "surrogate" in problem or "hex escape" in problem:
        return Fault(
            path="", found=_SURROGATE, expected="text in whole characters", mend="Take the \\ud... escape out."
        )
    if "recursion" in problem:
        return Fault(path="", found="JSON that is nested too deeply", expected="a record", mend="Flatten it.")
    return Fault(path="", found=problem or "no JSON", expected="one JSON object", mend="Check that the line is whole.")


def _place(loc: Iterable[int | str], model: type[BaseModel], value: Any) -> tuple[str, Any, type[BaseModel] | None]:
    """The path that ``loc`` means, what holds its last step, and the model of that.

    Pydantic puts the tags of unions into ``loc`` (``item.Movie.name``), which are not in the record.
    """
    parts: list[str] = []
    holder: Any = value
    inside: Any = value
    at: type[BaseModel] | None = model
    of: type[BaseModel] | None = model
    candidates: tuple[type[BaseModel], ...] = ()
    tagged = False
    for step in loc:
        if isinstance(inside, Mapping) and inside.get("type") == step and not tagged:
            tagged = True
            continue
        if step == "[key]":  # the key itself is wrong, and named by the step before
            continue
        parts.append(_named(step))
        holder, of, tagged = inside, at, False
        inside = _inside(inside, step)
        if isinstance(step, str):
            field = at.model_fields.get(step) if at else None
            candidates = tuple(models_in(field.annotation)) if field else ()
        at = _model(candidates, inside)
    return ".".join(parts), holder, of


def _named(step: int | str) -> str:
    name = str(step)
    return name if len(name) <= 80 and name.isprintable() else shown(name, 80)


def _inside(value: Any, step: int | str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _model(models: Iterable[type[BaseModel]], value: Any) -> type[BaseModel] | None:
    """The one of ``models`` that ``value`` is to be, by its ``type`` where there are several."""
    known = {model.__name__: model for model in models}
    if len(known) < 2:
        return next(iter(known.values()), None)
    name = value.get("type") if isinstance(value, Mapping) else None
    if isinstance(name, str) and name not in known and vocabulary.subtype_of(name, "Thing"):
        name = item_class(name).__name__
    return known.get(name) if isinstance(name, str) else None


def _unknown_key(key: str, path: str, holder: Any, at: type[BaseModel] | None) -> str:
    of_item = path == f"item.{key}"
    close = _like(key, path, holder, at)
    guess = f"Did you mean {' or '.join(close)}?" if close else ""
    if path == key:
        if guess:
            return f"{guess} Else {_MAP_IT}."
        return f"S{_MAP_IT[1:]}; or rename it, remove it, or keep it in extensions under an IRI."
    if guess:
        return guess
    if of_item:
        return "Remove it, or give it in item.properties under the name that schema.org has for it."
    known = at.model_fields if at else ()
    return f"Remove it; known here are {', '.join(known)}." if known else "Remove it."


def _like(key: str, path: str, holder: Any, at: type[BaseModel] | None) -> tuple[str, ...]:
    """The known keys that ``key`` is most likely a slip for; a name of the user's own is like none of them."""
    known: Iterable[str] = at.model_fields if at else ()
    if path == f"item.{key}" and isinstance(holder, Mapping):
        known = fields_of(str(holder.get("type")))
    snake = re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", key)
    return (snake,) if snake in known else nearest(key, known, cutoff=0.75)


def _type(path: str, given: Any) -> Fault:
    where = path if path.endswith("type") else f"{path}.type"
    found = given.get("type") if isinstance(given, Mapping) else given
    item = path in ("item", "item.type") or path.startswith("item.additional_types")
    expected = "the name of a class of schema.org, such as Movie, Book or Product" if item else "Person or Organization"
    if isinstance(given, Mapping) and "type" not in given:
        return Fault(path=where, found="nothing", expected=expected, mend="Say what it is.")
    where = path if path.startswith("item.additional_types") else where
    mend = "Take the nearest of https://schema.org/docs/full.html." if item else "Write one of the two."
    known = vocabulary.subtypes("Thing") if item else ("Person", "Organization")
    return Fault(path=where, found=shown(found), expected=expected, mend=_did_you_mean(found, known) or mend)


def _shaped(kind: str, path: str, given: Any, at: type[BaseModel] | None) -> str:
    """The mend for a value that is right but for its shape: a decimal comma, quotes, one text for a list or object."""
    if given is None and kind != "missing":
        return "Leave it out: absent means unknown."
    if isinstance(given, str) and given.count(",") == 1 and given.replace(",", "").strip().isdigit():
        return f"Write it as {given.strip().replace(',', '.')}, a number without quotes."
    if not isinstance(given, (str, int, float)) or isinstance(given, bool):
        return ""
    token = json.dumps(given, ensure_ascii=False) if len(str(given)) <= 60 else '"..."'
    if kind == "tuple_type":
        return f"Write it as [{token}]."
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        last = [part for part in path.split(".") if not part.isdigit()][-1:]
        fill = _OBJECTS.get(last[0] if last else "", "")
        return f"Write it as {fill.replace('$', token)}." if fill else ""
    return ""


_OBJECTS = {
    "rating": '{"value": $}',
    "body": '{"value": $, "format": "text"}',
    "item": '{"type": "Movie", "name": $}, with the type that it has',
    "reply": '{"text": $}',
    "authors": '{"type": "Person", "name": $}',
    "publisher": '{"type": "Organization", "name": $}',
    "identifiers": '{"kind": "isbn", "value": $}, with the kind that it has',
    "aspects": '{"name": $, "rating": {"value": 4}}',
    "director": '{"type": "Person", "name": $}',
    "actor": '{"type": "Person", "name": $}',
    "author": '{"type": "Person", "name": $}',
    "location": '{"name": $}',
    "address": '{"street_address": $}',
    "offers": '{"price": $, "price_currency": "EUR"}',
}
"""How the commonest of objects are written, by the name of their field; ``$`` is what was given."""


def _quoted(expected: str) -> tuple[str, ...]:
    return tuple(expected.split("'")[1::2])


def _did_you_mean(given: Any, known: Iterable[str]) -> str:
    close = nearest(given, known) if isinstance(given, str) else ()
    return f"Did you mean {' or '.join(close)}?" if close else ""
