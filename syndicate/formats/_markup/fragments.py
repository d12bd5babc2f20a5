"""Reviews to fragments of HTML in one syntax: what the writers of Microdata, RDFa and microformats have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from syndicate import prose
from syndicate.formats._base import WriteContext
from syndicate.formats._markup.layout import review_article
from syndicate.formats._markup.profile import told_node
from syndicate.models.record import plain
from syndicate.models.review import Body, Review
from syndicate.schemaorg import node_of_plain
from syndicate.schemaorg.profiles import Syntax
from syndicate.schemaorg.untyped import retyped
from syndicate.schemaorg.values import listed, single

__all__ = ["fragments", "in_a_graph"]


def fragments(records: Iterable[Review], ctx: WriteContext, syntax: Syntax) -> Iterator[bytes]:
    """An article for each review, with a line end behind it."""
    language = None if ctx.site is None else ctx.site.language
    for record in records:
        data = plain(record)
        if syntax == "microformats":
            node = node_of_plain(data)
            for path in ("published", "modified"):
                if "." in data.get(path, ""):
                    ctx.lose(record.id, path, "shortened")
            if "body" in data and _has_blank_ends(data):
                ctx.lose(record.id, "body", "shortened")
        else:
            node = told_node(record, ctx)
            properties = data["item"].get("properties", {})
            ordered = syntax == "microdata"
            if any(retyped(name, value, ordered=ordered) != value for name, value in properties.items()):
                ctx.lose(record.id, "item.properties", "untyped")
            if syntax == "rdfa":
                (node,), lost = in_a_graph([node])
                for path in lost:
                    ctx.lose(record.id, path, "dropped")
        yield f"{review_article(data, node, [syntax], language=language)}\n".encode()


def _has_blank_ends(data: Mapping[str, Any]) -> bool:
    """Whether the text begins or ends with a blank that is no white space of HTML, which mf2py takes away."""
    text = unescape(prose.page_html(Body(**data["body"]), data.get("url")))
    return text != text.strip()


_PATHS = {"author": "authors.id", "publisher": "publisher.id", "comment": "reply.author.id"}


def in_a_graph(nodes: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Nodes such that a graph gives them back, and the paths of the record that are left out for it.

    In a graph one name is one node: a second node of a name that says something else loses the name. A
    class that is named twice is named once, and a bare reference to a node that is there is left out.
    """
    seen: dict[str, str] = {}
    lost: dict[str, None] = {}

    def made(value: Any, path: str) -> Any:
        if isinstance(value, list):
            return [made(part, path) for part in value]
        if not isinstance(value, Mapping):
            return value
        one = dict(value)
        if "@id" in one and len(one) > 1:
            content = json.dumps(one, sort_keys=True)
            if seen.setdefault(one["@id"], content) != content:
                del one["@id"]
                lost[path] = None
        for name, inner in list(one.items()):
            if name[0] == "@" or not isinstance(inner, (list, Mapping)):
                continue
            kept = [part for part in listed(inner) if not refers(part)]
            if len(kept) < len(listed(inner)):
                lost["item.properties"] = None
                inner = single(kept) if kept else None
            if inner is None:
                del one[name]
            else:
                one[name] = made(inner, _below(path, name))
        types = one.get("@type")
        if isinstance(types, list) and len(set(types)) < len(types):
            one["@type"] = single(list(dict.fromkeys(types)))
            lost["item.additional_types" if path == "item" else "item.properties"] = None
        return one

    def refers(part: Any) -> bool:
        """Whether it is a bare reference to a node that is there: the graph would put that node in its place."""
        return isinstance(part, Mapping) and list(part) == ["@id"] and part["@id"] in names

    names = _names(nodes)
    return made(nodes, "id"), list(lost)


def _names(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_names, node)) if node else set()
    if not isinstance(node, Mapping):
        return set()
    own = {node["@id"]} if "@id" in node and len(node) > 1 else set()
    return own.union(*(_names(value) for value in node.values()))


def _below(path: str, name: str) -> str:
    """The record's path of the ``@id`` of a node that is the value of a property."""
    if path == "id":
        return "item" if name == "itemReviewed" else _PATHS.get(name, path)
    if path == "item":
        from syndicate.schemaorg.items import FIELDS_WITH_IDS

        return FIELDS_WITH_IDS.get(name, "item.properties")
    return path
