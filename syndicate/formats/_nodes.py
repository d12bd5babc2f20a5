"""The nodes of documents of JSON-LD: found wherever they are, references looked up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syndicate.formats._json import Unreadable
from syndicate.schemaorg import Note, is_review, row_of_node, types_of

__all__ = ["Found", "Graph", "Unreadable", "key_of", "row_of"]

_HOPS = 4
_LOOKUPS = 1000
_LOOKUPS_OF_A_NODE = 10
_REVIEWS = ("review", "reviews")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A review in a document."""

    document: int
    """Which of the documents it is in, from 0."""
    place: str
    """Where it stands in it: ``@graph[2]``, ``review[0]``; empty where it is the document."""
    node: dict[str, Any]
    parent: dict[str, Any] | None
    """What has it as its review."""


class Graph:
    """The nodes of one document, or of several that refer to each other's (the scripts of a page)."""

    def __init__(self, *documents: Any) -> None:
        self._top = [(number, *top) for number, document in enumerate(documents) for top in _top(document)]
        # A document of one review has no other nodes; what it refers to stays a reference.
        self._linked = not (len(self._top) == 1 and isinstance(self._top[0][2], dict) and is_review(self._top[0][2]))
        self._by_id: dict[str, dict[str, Any]] = {}
        self._parents: dict[str, dict[str, Any]] = {}
        self._used: set[str] = set()
        self._holds: set[int] = set()
        self._lookups = _LOOKUPS
        for _, _, node in self._top:
            self._index(node)

    def _index(self, top: Any) -> None:
        rest = [top]
        while rest:
            node = rest.pop()
            if isinstance(node, dict):
                self._lookups += _LOOKUPS_OF_A_NODE
                id = node.get("@id")
                # Where a node is told of in several places, the one that says most is it.
                if isinstance(id, str) and len(node) > max(1, len(self._by_id.get(id, ()))):
                    self._by_id[id] = node
                for name in _REVIEWS:
                    for part in _list(node.get(name)):
                        if isinstance(part, dict) and isinstance(part.get("@id"), str):
                            self._parents.setdefault(part["@id"], node)
            rest += _inner(node)

    def reviews(self) -> Iterator[Found]:
        """The reviews, and the items of feeds that tell of one that left, in the order of the documents."""
        for number, (document, place, top) in enumerate(self._top):
            rest: list[tuple[str, Any, dict[str, Any] | None]] = [(place, top, None)]
            while rest:
                where, node, parent = rest.pop()
                if not isinstance(node, dict) or self._meant(node) is not node:
                    continue
                if is_review(node) or "dateDeleted" in node or (parent is not None and not types_of(node)):
                    self._holds.add(number)
                    id = node.get("@id")
                    above = self._parents.get(id) if parent is None and isinstance(id, str) else parent
                    if above is not None and isinstance(above.get("@id"), str):
                        self._used.add(above["@id"])
                    yield Found(document=document, place=where, node=node, parent=above)
                    continue
                below = []
                for key, value in node.items():
                    for index, part in enumerate(_list(value)):
                        step = f"{key}[{index}]" if isinstance(value, list) else key
                        below.append((f"{where}.{step}".lstrip("."), part, node if key in _REVIEWS else None))
                rest += reversed(below)

    def _meant(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """The node that a reference means, None where there is none; any other node itself.

        A node of its ``@id`` and its ``@type`` alone is a reference too where another one says more.
        """
        id = node.get("@id")
        if not isinstance(id, str) or len(node) > 2:
            return node
        if len(node) == 1:
            return self._by_id.get(id)
        known = self._by_id.get(id, node)
        return known if "@type" in node and len(known) > 2 else node

    def others(self) -> Iterator[tuple[str, Any]]:
        """The topmost nodes that hold no review and that no resolved review refers to; after :meth:`reviews`."""
        for number, (_, place, node) in enumerate(self._top):
            id = node.get("@id") if isinstance(node, dict) else None
            if number not in self._holds and not (isinstance(id, str) and id in self._used):
                yield place, node

    def resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        """``node`` with the nodes that it refers to in their places, four references deep and 1,000 at most.

        In all there are ten for each node of the documents, beyond which references stay what they are: time grows
        with the documents, and not with what they make of themselves.
        """
        if not self._linked:
            return node
        given = min(_LOOKUPS, self._lookups)
        left = [given]
        made: dict[str, Any] = self._resolved(node, (), left)
        self._lookups -= given - left[0]
        return made

    def _resolved(self, value: Any, above: tuple[str, ...], left: list[int]) -> Any:
        if isinstance(value, list):
            return [self._resolved(part, above, left) for part in value]
        if not isinstance(value, dict):
            return value
        if (known := self._meant(value)) is not value:
            id = value["@id"]
            if known is None or id in above or len(above) >= _HOPS or not left[0]:
                return value
            left[0] -= 1
            self._used.add(id)
            return self._resolved(known, (*above, id), left)
        return {
            key: part if key in _REVIEWS or not isinstance(part, (dict, list)) else self._resolved(part, above, left)
            for key, part in value.items()
        }


def row_of(found: Found, graph: Graph, note: Note) -> dict[str, Any]:
    """The plain values of the record that a review of ``graph`` says, with what it refers to."""
    node = graph.resolved(found.node)
    parent = None if found.parent is None else graph.resolved(found.parent)
    return row_of_node(node, note, parent=parent)


def key_of(row: dict[str, Any], key: str, note: Note) -> str:
    """The key of a review that is one of many in the input ``key``.

    Where it has no id it is named by what it says and not by where it stands, so that no id passes to another review.
    """
    if "id" in row:
        return key
    digest = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]
    note("id", "inferred", "made of all that the node says, and another when that changes")
    return f"{key}/{digest}".lstrip("/")


def _top(document: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(document, list):
        for index, node in enumerate(document):
            for place, inner in _top(node):
                yield f"[{index}]" + (f".{place}" if place else ""), inner
    elif isinstance(document, dict) and "@graph" in document:
        for index, node in enumerate(_list(document["@graph"])):
            yield f"@graph[{index}]", node
        rest = {key: value for key, value in document.items() if key not in ("@graph", "@context", "@id")}
        if rest:
            yield "", rest
    else:
        yield "", document


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _inner(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
