"""What a feed says of a review in schema.org's own words: elements of the namespace ``https://schema.org/``.

A feed's own elements say what readers show, and say it in their own way: a date gets a time, an author in RSS is a
name alone, a review without a title is shown under its item's name, a link is an ASCII URI. So the facts stand beside
them exactly as the record has them, the same in RSS and in Atom, as children of ``item`` or ``entry``. They are the
node of :mod:`syndicate.schemaorg` as XML; an absent value has no element, several are a repeated element in their
order. Text is text, never HTML.

=================================== ===============================================================================
a value                             the text of its element; where the property would be read as another kind of
                                    value, the attribute ``type`` says which it is: ``Text``, ``Number``, ``Boolean``
a node                              its ``@type`` and ``@id`` as the attributes ``type`` (several with spaces) and
                                    ``id``, its properties as children
any other JSON                      text with the attribute ``encodingFormat="application/json"``
``item.identifiers``, ``item.key``  ``identifier``; the kind is the attribute ``propertyID``, a key has none
``pros``, ``cons``                  ``positiveNotes``, ``negativeNotes``, a statement each
``kind``                            ``additionalType``: ``CriticReview``
``title``                           ``name``
what schema.org has no word for     ``additionalProperty``; ``propertyID`` is the path in the record:
                                    ``experienced``, ``recommended``, ``spoiler``, ``snippet_only``, ``inferred``
                                    and what is below ``provenance``; of a review whose text the feed does not
                                    have in full, ``abridged``
=================================== ===============================================================================

The id, the text and the tags are the feed's own elements, and nowhere else; but for a text whose addresses are relative
to no page: it stands in ``reviewBody``, as safe HTML, with the attribute ``encodingFormat="text/html"``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from syndicate.schemaorg import node_of_plain
from syndicate.schemaorg.untyped import typed
from syndicate.words import number

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ABRIDGED", "BESIDE", "NAMESPACE", "add", "add_facts", "beside"]

NAMESPACE = "https://schema.org/"
"""With https, and a slash at its end."""
BESIDE = ("experienced", "recommended", "spoiler", "snippet_only", "provenance", "inferred")
"""The fields of a record that schema.org has no word for, or no word for all of."""
ABRIDGED = "abridged"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_IN_NODE = frozenset(("provenance.origin.url", "provenance.generated"))
_OWN = frozenset(("body", "extensions", "inferred", "tags"))


def add_facts(parent: _Element, data: Mapping[str, Any], *, abridged: bool, body: str | None) -> None:
    """Appends the elements of a review, given as plain values, to ``parent``; ``body`` is the HTML to state of it."""
    item = data["item"]
    bare = {name: value for name, value in item.items() if name not in ("identifiers", "key")}
    node = node_of_plain({**{name: value for name, value in data.items() if name not in _OWN}, "item": bare})
    kind = node.pop("@type")
    del node["@id"]
    node.pop("headline", None)
    if kind != "Review":
        _text(parent, "additionalType", kind)
    for name, value in node.items():
        if name in ("positiveNotes", "negativeNotes"):
            value = data["pros" if name == "positiveNotes" else "cons"]
        for one in value if isinstance(value, list) else (value,):
            add(parent, name, one)
        if name == "itemReviewed":
            for one in item.get("identifiers", ()):
                _text(parent[-1], "identifier", one["value"], propertyID=one["kind"])
            if "key" in item:
                _text(parent[-1], "identifier", item["key"])
    if body is not None:
        _text(parent, "reviewBody", body, encodingFormat="text/html")
    for path, text in beside(data):
        _text(parent, "additionalProperty", text, propertyID=path)
    if abridged:
        _text(parent, "additionalProperty", "true", propertyID=ABRIDGED)


def beside(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a node cannot hold of a review, as paths and texts; several values of a list are several of them."""
    for name in BESIDE:
        if name in data:
            yield from _flat(name, data[name])


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(path, inner)
    elif path not in _IN_NODE:
        yield path, value if isinstance(value, str) else json.dumps(value)


def add(parent: _Element, name: str, value: Any) -> None:
    """Appends one value of a property, or the several of a list."""
    if isinstance(value, list) and len(value) > 1 and not any(isinstance(part, list) for part in value):
        for part in value:
            add(parent, name, part)
    elif isinstance(value, str):
        _text(parent, name, value, type="Text" if typed(name, value) != value else None)
    elif isinstance(value, (bool, int, float)):
        said = json.dumps(value) if isinstance(value, bool) else number(value)
        back = typed(name, said)
        same = type(back) is type(value) and back == value
        _text(parent, name, said, type=None if same else "Boolean" if isinstance(value, bool) else "Number")
    elif isinstance(value, Mapping) and (attributes := _attributes(value)) is not None:
        element = _text(parent, name, None, **attributes)
        for key, inner in value.items():
            if key[0] != "@":
                add(element, key, inner)
    else:
        _text(parent, name, json.dumps(value, ensure_ascii=False), encodingFormat="application/json")


def _attributes(node: Mapping[str, Any]) -> dict[str, str] | None:
    """The attributes of a node that can be written as an element; None where it has to be JSON."""
    types = node.get("@type")
    if isinstance(types, list) and len(types) < 2:
        return None
    several = types if isinstance(types, list) else [] if types is None else [types]
    if not node or not all(_NAME.fullmatch(key) for key in node if key not in ("@type", "@id")):
        return None
    if not all(isinstance(of, str) and _NAME.fullmatch(of) for of in several):
        return None
    if several and several[0] in ("Boolean", "Number", "Text"):
        return None
    id = node.get("@id")
    if "@id" in node and not isinstance(id, str):
        return None
    if not several and id is None and not any(value is not None for value in node.values()):
        return None
    made = {"type": " ".join(several)} if several else {}
    return made if id is None else {**made, "id": id}


def _text(parent: _Element, name: str, text: str | None, **attributes: str | None) -> _Element:
    from lxml.etree import SubElement

    given = {key: value for key, value in attributes.items() if value is not None}
    element = SubElement(parent, f"{{{NAMESPACE}}}{name}", given)
    element.text = text
    return element
