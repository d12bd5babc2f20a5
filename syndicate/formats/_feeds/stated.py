"""The record that an entry states: in elements of schema.org's namespace, or in the ``_review`` of JSON Feed.

What :mod:`syndicate.formats._feeds.facts` and :mod:`syndicate.formats._feeds.json_feed` write comes back as it was. In
the feeds of others, what these do not say is taken from the entry's own elements.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from syndicate import prose
from syndicate.formats._feeds.facts import ABRIDGED, BESIDE
from syndicate.formats._feeds.posts import NAMES, Post
from syndicate.formats._feeds.stream import local
from syndicate.hypertext import Tag, tokens
from syndicate.schemaorg import Note, row_of_node
from syndicate.schemaorg.terms import HTML
from syndicate.schemaorg.untyped import typed

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["body_of", "stated"]

_CONTENT = 'e-content">\n'
_TRUTHS = frozenset((
    "provenance.generated", "provenance.incentive.conditional_on_sentiment", "provenance.incentive.present",
    "recommended", "snippet_only", "spoiler",
))  # fmt: skip
_LISTS = frozenset(("inferred", "provenance.origin.publisher.same_as"))
_IN_JSON = frozenset(("about", ABRIDGED, "extensions"))


def stated(post: Post, note: Note) -> dict[str, Any] | None:
    """The row of what is stated of a review, without what its post says beside; None where nothing is."""
    extension = post.item.get("_review")
    if isinstance(extension, Mapping) and isinstance(extension.get("item"), Mapping):
        row = {name: value for name, value in extension.items() if name not in _IN_JSON}
        abridged = extension.get(ABRIDGED) is True
    elif "schema:itemReviewed" in post.parts:
        row, abridged = _of_elements(post, note)
        if post.tags:
            row["tags"] = post.tags
    else:
        return None
    if "body" in row:
        if isinstance(body := row["body"], Mapping) and body.get("format") == "html":
            row["body"] = {"value": prose.safe_html(str(body.get("value", "")), "html"), "format": "html"}
    elif not abridged and not row.get("snippet_only") and (html := body_of(post)):
        row["body"] = {"value": html, "format": "html"}
    return row


def body_of(post: Post) -> str:
    """The text of the review in the content of an entry: what is its ``e-content``; empty where it has none."""
    start = post.text.find(_CONTENT)
    if start < 0:
        return ""
    start += len(_CONTENT)
    depth = 1
    text = post.text[start:]
    for tag in tokens(text):
        if isinstance(tag, Tag) and tag.name == "div":
            depth += -1 if tag.closing else 1
            if not depth:
                return prose.safe_html(text[: tag.start], "html", post.base or None)
    return ""


def _of_elements(post: Post, note: Note) -> tuple[dict[str, Any], bool]:
    node: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    for name, elements in post.parts.items():
        prefix, _, prop = name.partition(":")
        if prefix != "schema":
            continue
        values = []
        for element in elements:
            path = element.get("propertyID", "")
            if prop == "additionalProperty" and path.partition(".")[0] in (*BESIDE, ABRIDGED):
                _put(beside, path, element.text or "")
            else:
                values.append(_value(prop, element))
        if values:
            node[prop] = values[0] if len(values) == 1 else values
    kind = node.pop("additionalType", None)
    types = ["Review", *(kind if isinstance(kind, list) else [kind])] if kind else ["Review"]
    # The id is the entry's own, which need not be an IRI in the feeds of others.
    row = row_of_node({"@type": types, "@id": "urn:entry", **node}, note)
    del row["id"]
    abridged = bool(beside.pop(ABRIDGED, False))
    said = beside.pop("inferred", [])
    if inferred := [*said, *(path for path in row.get("inferred", ()) if path not in said)]:
        row["inferred"] = inferred
    _merge(row, beside)
    return row, abridged


def _put(into: dict[str, Any], path: str, text: str) -> None:
    *above, name = path.split(".")
    for step in above:
        inner = into.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        into = inner
    if path in _LISTS:
        into.setdefault(name, []).append(text)
    else:
        into[name] = text == "true" if path in _TRUTHS and text in ("true", "false") else text


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value


def _value(prop: str, element: _Element) -> Any:
    """One element as the value of a property."""
    text = element.text or ""
    if element.get("encodingFormat") == "text/html":
        return {"@type": HTML, "@value": text}
    if element.get("encodingFormat") == "application/json":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    kinds = element.get("type", "").split()
    if kinds == ["Text"]:
        return text
    if kinds in (["Number"], ["Boolean"]):
        return _literal(text, kinds[0])
    if prop == "identifier" and not len(element) and "id" not in element.attrib:
        kind = element.get("propertyID")
        return text if kind is None else {"@type": "PropertyValue", "propertyID": kind, "value": text}
    if not kinds and "id" not in element.attrib and not len(element):
        return typed(prop, text)
    node: dict[str, Any] = {}
    if kinds:
        node["@type"] = kinds[0] if len(kinds) == 1 else kinds
    if "id" in element.attrib:
        node["@id"] = element.get("id")
    values: dict[str, list[Any]] = {}
    for child in element:
        if isinstance(child.tag, str) and NAMES.get(child.tag[1:].partition("}")[0]) == "schema":
            values.setdefault(local(child), []).append(_value(local(child), child))
    node.update({name: inner[0] if len(inner) == 1 else inner for name, inner in values.items()})
    return node


def _literal(text: str, kind: str) -> Any:
    if kind == "Boolean":
        return text == "true" if text in ("true", "false") else text
    try:
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 20 else float(text)
    except ValueError:
        return text
