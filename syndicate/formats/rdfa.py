"""RDFa 1.1 of schema.org (https://www.w3.org/TR/html-rdfa/): a fragment of HTML that people read.

Writing. The record is an ``article`` (see :mod:`syndicate.formats._markup.layout`), its node marked by ``vocab``,
``typeof``, ``resource`` and ``property``; ``content`` has each value that the text of its element is not.

A graph of RDF has no order, no value twice, and one node for one name. So lists come back in another order and each
value once; an item's further properties as text alone says them; and where two nodes of a record have one ``@id`` and
say different things, the second is written without it, which is told. A file holds one record, since the order of
several could not be told either. Classes have no order too: those behind the first are ``additionalType`` as well.

Reading. extruct gives the graph, of which the tree is built again: a node stands where it is the value of a property
that takes its class. Values come in the order of their JSON, since they have none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from syndicate import vocabulary
from syndicate.errors import SettingsError
from syndicate.formats._base import Format, ReadContext, WriteContext, reviews
from syndicate.formats._carries import Untyped, how
from syndicate.formats._markup.fragments import fragments
from syndicate.formats._markup.profile import MarkupOptions
from syndicate.formats._pages.extract import extracted, relative
from syndicate.formats._pages.nodes import records_in
from syndicate.ledger import Refusal
from syndicate.models.paths import LISTS
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg import CARRIES
from syndicate.schemaorg.terms import is_review, local
from syndicate.schemaorg.untyped import distinct, typed
from syndicate.schemaorg.values import single

__all__ = ["FORMAT", "nodes", "read", "write"]

# And what schema.org came after, which is read as it (see syndicate.formats._pages.spelled).
_SCHEMA = re.compile(r"https?://(?:(?:www\.)?schema\.org/|rdf\.data-vocabulary\.org/#)")
_DEPTH = 32


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """The article of the one review. Raises :class:`SettingsError` for more than one."""
    return fragments(_only(reviews(records, ctx)), ctx, "rdfa")


def _only(records: Iterator[Review]) -> Iterator[Review]:
    for number, record in enumerate(records):
        if number:
            raise SettingsError(
                "a file of RDFa holds one record, since a graph has no order",
                found=f"a second one, {record.id}",
                mend="Write to a folder, which gets a file for each record; or take microdata.",
            )
        yield record


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews that the RDFa of a page says."""
    return records_in(chunks, ctx, "rdfa", nodes)


def nodes(page: str, *, mend: bool = True) -> list[dict[str, Any]]:
    """The topmost nodes of a page. Raises :class:`syndicate.formats._nodes.Unreadable`.

    Without ``mend`` they are what extruct gives for the page as it is, which is what a proof is made of.
    """
    graph = {node["@id"]: node for node in extracted(page, "rdfa", mend=mend) if _says_something(node)}
    tree = _Tree(graph)
    below = {id: tree.below(id) for id in graph}
    used = set().union(*below.values()) if below else set()
    tops = [id for id in graph if id not in used]
    # Nodes that go round in a circle are all used by another: a review among them is the topmost.
    left = set(graph).difference(*(_reached(id, below) for id in tops), tops) if tops else set(graph)
    while left:
        first = min(left, key=lambda id: (not is_review(tree.node(id, ())), id.startswith("_:"), id))
        tops.append(first)
        left -= _reached(first, below) | {first}
    return distinct([tree.node(id, ()) for id in tops])


def _reached(id: str, below: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    rest = [id]
    while rest:
        for one in below[rest.pop()] - found:
            found.add(one)
            rest.append(one)
    return found


def _says_something(node: Mapping[str, Any]) -> bool:
    return any(_SCHEMA.match(name) for name in node) or any(map(_SCHEMA.match, node.get("@type", ())))


class _Tree:
    """The nodes of a graph, each with the others that it refers to in their places."""

    def __init__(self, graph: Mapping[str, Mapping[str, Any]]) -> None:
        self._graph = graph

    def below(self, id: str) -> set[str]:
        """The nodes that stand in a node."""
        return {
            part["@id"]
            for name, parts in self._graph[id].items()
            if _SCHEMA.match(name)
            for part in parts
            if part.get("@id") in self._graph and self._fits(local(name), part["@id"]) and part["@id"] != id
        }

    def node(self, id: str, above: tuple[str, ...]) -> dict[str, Any]:
        source = self._graph[id]
        node: dict[str, Any] = {}
        if "@type" in source:
            types, further = sorted(map(local, source["@type"])), self._further(source)
            types.sort(key=lambda of: of in further)
            node["@type"] = single(types) if types else None
        if not id.startswith("_:") and id:
            node["@id"] = relative(id) or id
        for name in sorted(source):
            if not _SCHEMA.match(name):
                continue
            key = local(name)
            if key == "additionalType":
                source = {**source, name: [part for part in source[name] if not self._is_class(part, source)]}
            values = [made for part in source[name] if (made := self._value(key, part, (*above, id))) is not None]
            if values:
                node[key] = single(distinct(values))
        return {key: value for key, value in node.items() if value is not None}

    def _further(self, source: Mapping[str, Any]) -> set[str]:
        """The classes of a node that come after the first, which ``additionalType`` says once more."""
        said = next((source[name] for name in source if local(name) == "additionalType"), ())
        return {local(part["@id"]) for part in said if self._is_class(part, source)}

    def _is_class(self, part: Mapping[str, Any], source: Mapping[str, Any]) -> bool:
        return part.get("@id") in source.get("@type", ())

    def _value(self, key: str, part: Any, above: tuple[str, ...]) -> Any:
        if "@value" in part:
            said = part["@value"]
            return typed(key, said) if isinstance(said, str) else said
        if "@list" in part:
            return {"@list": [self._value(key, one, above) for one in part["@list"]]}
        id = part["@id"]
        if id in self._graph and id not in above and len(above) < _DEPTH and self._fits(key, id):
            return self.node(id, above)
        if id.startswith("_:"):
            return None
        link = relative(id)
        return typed(key, id) if link is None else {"@id": link}

    def _fits(self, key: str, id: str) -> bool:
        """Whether the node may be meant, and not the page that its name is the address of."""
        types = [local(of) for of in self._graph[id].get("@type", ())]
        if not vocabulary.is_property(key) or id.startswith("_:"):
            return True
        kinds = vocabulary.value_types(key)
        if all(vocabulary.is_datatype(kind) for kind in kinds):
            return False
        return "URL" not in kinds or any(vocabulary.accepts(key, of) for of in types)


FORMAT = Format(
    name="rdfa",
    title="RDFa of schema.org in HTML that people read",
    media_type="text/html",
    suffixes=(".rdfa.html",),
    spec="https://www.w3.org/TR/html-rdfa/",
    carries={
        **CARRIES,
        **{path: "set" for path in LISTS if path not in ("pros", "cons") and how(CARRIES, path) != "dropped"},
        "item.properties": Untyped(ordered=False),
        "tombstone": "dropped",
    },
    read=read,
    write=write,
    options=MarkupOptions,
    options_for_writing=True,
    one_per_file=True,
    for_people=True,
)
