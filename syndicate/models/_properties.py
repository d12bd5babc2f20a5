"""What may stand in ``item.properties``: valid for the type by schema.org's domains and ranges, and without a field
of its own in the record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import JsonValue

from syndicate import vocabulary
from syndicate.errors import nearest
from syndicate.ledger import shown
from syndicate.models._json import tidy
from syndicate.models.dates import TIME, Day, Instant
from syndicate.models.identifier import PROPERTIES
from syndicate.models.text import Duration, Url, fault, regex_of

__all__ = ["camel", "checked"]

_ELSEWHERE = {"identifier": "item.identifiers", "review": "the record itself", "reviews": "the record itself"}


def camel(field: str) -> str:
    """The name that schema.org has for a field of an item: ``date_published`` is ``datePublished``.

    Fields of items are named after schema.org's properties, so that no table is needed; only ``identifiers``,
    ``key`` and ``properties`` are the record's own.
    """
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)


def checked(properties: dict[str, JsonValue], types: Sequence[str], fields: Sequence[str]) -> dict[str, JsonValue]:
    """``properties``, tidy; raises :class:`PydanticCustomError` at the first that is wrong.

    ``types`` are the item's classes, ``fields`` the fields that its model has.
    """
    own = (
        {camel(field): f"item.{field}" for field in fields} | _ELSEWHERE | dict.fromkeys(PROPERTIES, "item.identifiers")
    )
    for name, value in properties.items():
        _known(name, types)
        if name in own:
            raise fault(f"{name}, which has a field of its own", f"it in {own[name]}", "Move it there.")
        _valid(name, value)
    return {name: tidy(properties[name], name) for name in sorted(properties)}


def _known(name: str, types: Sequence[str]) -> None:
    if not vocabulary.is_property(name):
        close = nearest(name[:60], vocabulary.properties())
        such_as = f", such as {' or '.join(close)}" if close else ""
        raise fault(
            f"the property {name[:60]}, which schema.org does not have",
            f"one of its properties{such_as}",
            "Correct the name, or keep the value in extensions under an IRI of your own.",
        )
    if not any(vocabulary.property_of(name, of) for of in types):
        raise fault(
            f"{name}, which is not a property of {' or '.join(types)}",
            "a property of the item's type",
            "Take another type, add one to additional_types, or keep the value in extensions.",
        )


def _valid(name: str, value: JsonValue) -> None:
    if isinstance(value, list):
        for part in value:
            if isinstance(part, list):
                raise fault(f"a list within a list in {name}", "a list of values", "Flatten it.")
            _valid(name, part)
    elif isinstance(value, dict):
        _valid_node(name, value)
    elif value is not None and not any(vocabulary.accepts(name, of) for of in _literal_types(value)):
        expected = f"one of {', '.join(vocabulary.value_types(name))}"
        raise fault(f"{shown(value)} in {name}, which does not take it", expected, "Give it in such a form.")


_MEMBER = re.compile(r"https?://schema\.org/(\w+)", re.ASCII)
_TEXTS = ("Text", "CssSelectorType", "PronounceableText", "XPathType", "Distance", "Energy", "Mass")
_FORMS = {
    "Date": re.compile(regex_of(Day)),
    "DateTime": re.compile(regex_of(Instant)),
    "Duration": re.compile(regex_of(Duration)),
    "Time": re.compile(TIME),
    "URL": re.compile(regex_of(Url)),
}


def _literal_types(value: JsonValue) -> list[str]:
    """The data types, and the enumeration's members, that a literal may be meant as, by its form."""
    if isinstance(value, bool):
        return ["Boolean"]
    if isinstance(value, (int, float)):
        return ["Integer"] if isinstance(value, int) or value.is_integer() else ["Float"]
    assert isinstance(value, str)
    types = [name for name, form in _FORMS.items() if form.fullmatch(value)]
    if member := _MEMBER.fullmatch(value):
        types.append(member[1])
    return [*types, *_TEXTS]


def _valid_node(name: str, node: dict[str, JsonValue]) -> None:
    reference = node.get("@id")
    if "@id" in node and not isinstance(reference, str):
        raise fault(f"an @id in {name} that is no text", "an IRI", "Write it as text.")
    if list(node) == ["@id"]:
        return
    named = node.get("@type")
    types = [str(of) for of in (named if isinstance(named, list) else [named])]
    if not types or not all(vocabulary.is_type(of) for of in types):
        raise fault(
            f"a node in {name} of the type {shown(named)}" if named else f"a node in {name} without a type",
            "an @type of schema.org",
            "Give the node its @type.",
        )
    if not any(vocabulary.accepts(name, of) for of in types):
        expected = f"one of {', '.join(vocabulary.value_types(name))}"
        raise fault(
            f"a {' or '.join(types)} in {name}, which does not take one", expected, "Give it a value of such a type."
        )
    for inner, value in node.items():
        if inner not in ("@id", "@type"):
            _known(inner, types)
            _valid(inner, value)
