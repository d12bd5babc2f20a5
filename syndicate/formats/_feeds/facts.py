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
from functools import lru_cache
from typing import Any

from syndicate.schemaorg import node_of_plain
from syndicate.schemaorg.untyped import typed
from syndicate.words import number

__all__ = ["ABRIDGED", "BESIDE", "NAMESPACE", "beside", "node_of", "stated"]

NAMESPACE = "https://schema.org/"
"""With https, and a slash at its end."""
BESIDE = ("experienced", "recommended", "spoiler", "snippet_only", "provenance", "inferred")
"""The fields of a record that schema.org has no word for, or no word for all of."""
ABRIDGED = "abridged"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
_IN_NODE = frozenset(("provenance.origin.url", "provenance.generated"))
_OWN = frozenset(("body", "extensions", "inferred", "tags"))
_BESIDE_ITEM = frozenset(("identifiers", "key"))
_NOT_STATED = frozenset(("@type", "@id", "headline"))
_INDENT = "    "
_MARKUP = re.compile("[&<>\r]")
_IN_QUOTES = re.compile('[&<>"\t\n\r]')
_IN_ATTRIBUTES = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
})  # fmt: skip


def node_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The node of a review, given as plain values, without what stands elsewhere in a feed."""
    item = {name: value for name, value in data["item"].items() if name not in _BESIDE_ITEM}
    return node_of_plain({**{name: value for name, value in data.items() if name not in _OWN}, "item": item})


def stated(data: Mapping[str, Any], node: Mapping[str, Any], *, abridged: bool, body: str | None) -> str:
    """The elements of a review, given as plain values and as their node, as XML; ``body`` is the HTML to state of it.

    Each is on a line of its own, as lxml writes the children of an entry when it indents. A record holds nothing that
    XML has not, and to make elements of lxml of each fact takes ten times as long.
    """
    out: list[str] = []
    if node["@type"] != "Review":
        _element(out, _INDENT, "additionalType", node["@type"])
    for name, value in node.items():
        if name in _NOT_STATED:
            continue
        if name == "itemReviewed":
            _item(out, value, data["item"])
            continue
        if name in ("positiveNotes", "negativeNotes"):
            value = data["pros" if name == "positiveNotes" else "cons"]
        for one in value if isinstance(value, list) else (value,):
            _value(out, _INDENT, name, one)
    if body is not None:
        _element(out, _INDENT, "reviewBody", body, ' encodingFormat="text/html"')
    for path, text in beside(data):
        _element(out, _INDENT, "additionalProperty", text, f' propertyID="{_quoted(path)}"')
    if abridged:
        _element(out, _INDENT, "additionalProperty", "true", f' propertyID="{ABRIDGED}"')
    return "".join(out)


def _item(out: list[str], node: Mapping[str, Any], item: Mapping[str, Any]) -> None:
    """What is reviewed, with what identifies it."""
    attributes = _attributes(node)
    assert attributes is not None, "an item has a type of schema.org and properties of its"
    within = _INDENT + "  "
    inner: list[str] = []
    _properties(inner, within, node)
    for one in item.get("identifiers", ()):
        _element(inner, within, "identifier", one["value"], f' propertyID="{_quoted(one["kind"])}"')
    if "key" in item:
        _element(inner, within, "identifier", item["key"])
    _parent(out, _INDENT, "itemReviewed", attributes, inner)


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


def _value(out: list[str], indent: str, name: str, value: Any) -> None:
    """One value of a property, or the several of a list."""
    if isinstance(value, str):
        _element(out, indent, name, value, "" if typed(name, value) == value else ' type="Text"')
    elif isinstance(value, list) and len(value) > 1 and not any(isinstance(part, list) for part in value):
        for part in value:
            _value(out, indent, name, part)
    elif isinstance(value, (bool, int, float)):
        _element(out, indent, name, *_literal(name, value))
    elif isinstance(value, Mapping) and (attributes := _attributes(value)) is not None:
        inner: list[str] = []
        _properties(inner, indent + "  ", value)
        _parent(out, indent, name, attributes, inner)
    else:
        _element(out, indent, name, json.dumps(value, ensure_ascii=False), ' encodingFormat="application/json"')


@lru_cache(maxsize=4096, typed=True)
def _literal(name: str, value: bool | float) -> tuple[str, str]:
    """A number or a truth value as text, and the attribute that says its kind where the property does not."""
    said = json.dumps(value) if isinstance(value, bool) else number(value)
    back = typed(name, said)
    if type(back) is type(value) and back == value:
        return said, ""
    return said, ' type="Boolean"' if isinstance(value, bool) else ' type="Number"'


def _properties(out: list[str], indent: str, node: Mapping[str, Any]) -> None:
    for name, value in node.items():
        if name[0] != "@":
            _value(out, indent, name, value)


def _attributes(node: Mapping[str, Any]) -> str | None:
    """The attributes of a node that can be written as an element, as XML; None where it has to be JSON."""
    types = node.get("@type")
    if isinstance(types, list) and len(types) < 2:
        return None
    several = types if isinstance(types, list) else [] if types is None else [types]
    if not node:
        return None
    for key in node:
        if not _is_name(key) and key not in ("@type", "@id"):
            return None
    for of in several:
        if not isinstance(of, str) or not _is_name(of):
            return None
    if several and several[0] in ("Boolean", "Number", "Text"):
        return None
    id = node.get("@id")
    if "@id" in node and not isinstance(id, str):
        return None
    if not several and id is None and not any(value is not None for value in node.values()):
        return None
    made = f' type="{" ".join(several)}"' if several else ""
    return made if id is None else f'{made} id="{_quoted(id)}"'


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def _parent(out: list[str], indent: str, name: str, attributes: str, inner: list[str]) -> None:
    if inner:
        out += (f"{indent}<schema:{name}{attributes}>\n", *inner, f"{indent}</schema:{name}>\n")
    else:
        out.append(f"{indent}<schema:{name}{attributes}/>\n")


def _element(out: list[str], indent: str, name: str, text: str, attributes: str = "") -> None:
    if _MARKUP.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    out.append(f"{indent}<schema:{name}{attributes}>{text}</schema:{name}>\n")


def _quoted(text: str) -> str:
    return text.translate(_IN_ATTRIBUTES) if _IN_QUOTES.search(text) else text
