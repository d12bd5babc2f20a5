"""Feeds in XML: what lxml reads in each entry, compared with its record.

The elements of schema.org say a record field by field. The feed's own say it for people, and are compared too, by
:mod:`syndicate.proof.entries`. A JSON Feed is for :mod:`syndicate.proof.json_feeds`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from syndicate import vocabulary
from syndicate.formats import get
from syndicate.models.paths import LISTS
from syndicate.proof.compare import Finding, Told
from syndicate.proof.entries import Facts, Said, judged
from syndicate.proof.json_feeds import prove_json_feed
from syndicate.proof.records import Records
from syndicate.schemaorg import row_of_node
from syndicate.schemaorg.untyped import typed
from syndicate.schemaorg.values import listed

__all__ = ["prove_feed"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_SCHEMA = "{https://schema.org/}"


def prove_feed(data: bytes, records: Records, file: str = "") -> Iterator[Finding]:
    """What each entry of a feed (RSS, Atom, JSON Feed) says, compared with its record by the entry's id.

    The text of the review has to stand in the entry's content, whatever else does. Entries without schema.org's
    elements, and those of ids that no record has, are ``unknown``.
    """
    if data.lstrip().startswith(b"{"):
        yield from prove_json_feed(data, records, file)
        return
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Finding(id="", file=file, how="feed", outcome="unreadable", why=f"not well-formed: {error}")
        return
    how = "atom" if root.tag == f"{_ATOM}feed" else "rss"
    carries = get(how).carries
    for entry in root.iter(f"{_ATOM}entry", "item"):
        id = (entry.findtext(f"{_ATOM}id") or entry.findtext("guid") or "").strip()
        record = records.get(id)
        if record is None or entry.find(f"{_SCHEMA}itemReviewed") is None:
            why = "no record of this id" if record is None else "no elements of schema.org"
            yield Finding(id=id, file=file, how=how, outcome="unknown", why=why)
            continue
        tags = [one.get("term") for one in entry.findall(f"{_ATOM}category")]
        tags += [one.text for one in entry.findall("category")]
        try:
            facts = _facts(entry, id, tags)
        except (ValueError, AttributeError) as error:
            why = f"elements of schema.org that are not as we write them: {error}"
            yield Finding(id=id, file=file, how=how, outcome="unreadable", why=why)
            continue
        yield judged(record, facts, _said(entry, how), how=how, file=file, carries=carries)


def _said(entry: Any, how: str) -> Said:
    """What the feed's own elements say."""
    if how == "atom":
        # RFC 4287, section 3.1.1: without a type it is plain text.
        summary = entry.find(f"{_ATOM}summary")
        links = [one.get("href") for one in entry.findall(f"{_ATOM}link") if one.get("rel", "alternate") == "alternate"]
        return Said(
            title=entry.findtext(f"{_ATOM}title"),
            link=links[0] if len(links) == 1 else None,
            authors=[one.text for one in entry.iterfind(f"{_ATOM}author/{_ATOM}name")],
            published=entry.findtext(f"{_ATOM}published"),
            updated=entry.findtext(f"{_ATOM}updated"),
            summary=None if summary is None else escape(summary.text or ""),
            content=entry.findtext(f"{_ATOM}content"),
        )
    return Said(
        title=entry.findtext("title"),
        link=entry.findtext("link"),
        authors=[one.text for one in entry.iterfind(_CREATOR)],
        published=entry.findtext("pubDate"),
        updated=entry.findtext(f"{_ATOM}updated"),
        summary=entry.findtext("description"),
        content=entry.findtext(_CONTENT),
    )


def _facts(entry: Any, id: str, tags: list[str | None]) -> Facts:
    """What the elements of schema.org say of a record."""
    node = {"@id": id, **_node(entry)}
    told = Told()
    kind = node.pop("additionalType", None)
    node["@type"] = ["Review", kind] if isinstance(kind, str) else "Review"
    if tags:
        node["keywords"] = tags
    beside: dict[str, list[str]] = {}
    for one in listed(node.pop("additionalProperty", [])):
        beside.setdefault(one["propertyID"], []).append(one["value"])
    abridged = beside.pop("abridged", []) == ["true"]
    html = [one.text or "" for one in entry.findall(f"{_SCHEMA}reviewBody") if one.get("encodingFormat") == "text/html"]
    if html:
        del node["reviewBody"]
    row = row_of_node(node, told)
    if html:
        row["body"] = {"value": "".join(html), "format": "html"}
    for path, values in beside.items():
        *above, name = path.split(".")
        holder = row
        for step in above:
            holder = holder.setdefault(step, {})
        value: Any = {"true": True, "false": False}.get(values[0], values[0])
        holder[name] = values if path in LISTS else value
    return Facts(row=row, abridged=abridged, told=told)


def _node(element: Any) -> dict[str, Any]:
    """The children of an element that are schema.org's, as a node has them."""
    found: dict[str, list[Any]] = {}
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(_SCHEMA):
            name = child.tag.removeprefix(_SCHEMA)
            found.setdefault(name, []).append(_value(name, child))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(name: str, child: Any) -> Any:
    text, kind = child.text or "", child.get("type")
    if child.get("encodingFormat") == "application/json":
        return json.loads(text)
    if kind in ("Number", "Boolean"):
        return json.loads(text)
    if child.get("propertyID") is not None:
        return {"@type": "PropertyValue", "propertyID": child.get("propertyID"), "value": text}
    if kind == "Text" or (kind is None and child.get("id") is None and not len(child)):
        # An identifier of no scheme is text, and so is what says that it is.
        return text if kind == "Text" or name == "identifier" else typed(name, text)
    for of in kind.split() if kind else ():
        if not vocabulary.is_type(of) or not vocabulary.accepts(name, of):
            raise ValueError(f"a {of} in {name}")
    node = {"@type": kind.split() if kind else None, "@id": child.get("id"), **_node(child)}
    return {key: value for key, value in node.items() if value is not None}
