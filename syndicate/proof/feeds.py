"""Feeds: what lxml reads in the elements of schema.org that each entry has, compared with the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from syndicate.formats import get
from syndicate.models.record import plain
from syndicate.proof.compare import Finding, compared
from syndicate.proof.records import Records
from syndicate.schemaorg import row_of_node
from syndicate.schemaorg.terms import untold
from syndicate.schemaorg.untyped import typed

__all__ = ["prove_feed"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_SCHEMA = "{https://schema.org/}"
_LISTS = frozenset(("positiveNotes", "negativeNotes"))


def prove_feed(data: bytes, records: Records, file: str = "") -> Iterator[Finding]:
    """What each entry of an RSS or Atom feed says, compared with its record by the entry's id.

    The text of the review is content for people and not compared. Entries without schema.org's elements, and those
    of ids that no record has, are ``unknown``.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Finding(id="", file=file, how="feed", outcome="unreadable", why=f"not well-formed: {error}")
        return
    how = "atom" if root.tag == f"{_ATOM}feed" else "rss"
    carries = {**get(how).carries, "body": "dropped"}
    for entry in root.iter(f"{_ATOM}entry", "item"):
        id = (entry.findtext(f"{_ATOM}id") or entry.findtext("guid") or "").strip()
        record = records.get(id)
        if record is None or entry.find(f"{_SCHEMA}itemReviewed") is None:
            why = "no record of this id" if record is None else "no elements of schema.org"
            yield Finding(id=id, file=file, how=how, outcome="unknown", why=why)
            continue
        node = {"@type": "Review", "@id": id, **_node(entry)}
        tags = [one.get("term") for one in entry.findall(f"{_ATOM}category")]
        tags += [one.text for one in entry.findall("category")]
        if tags:
            node["keywords"] = tags
        # Of a review whose text may not be passed on, a feed leaves out the parts of that text.
        left_out = ("pros", "cons", "aspects") if plain(record).get("snippet_only") else ()
        outcome, differences, lost = compared(record, row_of_node(node, untold), carries, left_out=left_out)
        yield Finding(id=id, file=file, how=how, outcome=outcome, differences=differences, lost=lost)


def _node(element: Any) -> dict[str, Any]:
    """The children of an element that are schema.org's, as a node has them."""
    node: dict[str, Any] = {}
    for child in element:
        if not isinstance(child.tag, str) or not child.tag.startswith(_SCHEMA):
            continue
        name = child.tag.removeprefix(_SCHEMA)
        value: Any
        if name == "additionalType":
            node.setdefault("@type", []).append(child.text)
            continue
        if name == "identifier":
            value = {"@type": "PropertyValue", "propertyID": child.get("propertyID"), "value": child.text}
        elif len(child) or child.get("type") is not None:
            inner = _node(child)
            types = [child.get("type"), *inner.pop("@type", [])]
            value = {"@type": [of for of in types if of is not None], "@id": child.get("id"), **inner}
            value = {key: part for key, part in value.items() if part not in (None, [])}
        else:
            value = child.text if name in _LISTS else typed(name, child.text or "")
        if name in node:
            before = node[name]
            node[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            node[name] = value
    return node
