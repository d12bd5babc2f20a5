"""What the check of a rule is given: a node, what is around it, and what its page says of itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from syndicate import vocabulary

if TYPE_CHECKING:
    from syndicate.check._page import Page
    from syndicate.ledger import Fault

__all__ = ["Nodes", "Subject", "Syntax", "Value", "is_empty", "is_reference", "lineage", "types_in"]

Syntax = Literal["JSON-LD", "Microdata", "RDFa", "microformats", ""]

_HOPS = 8
"""References in a row that are followed."""
_HOLDERS = 32
"""Nodes that are known to refer to one: where there are more, a page says the same thing over and over."""
_ABOVE = 16


class Value(NamedTuple):
    """A value of a node."""

    path: str
    """Where it stands, from the node that was asked: ``author[1].name``."""
    value: Any
    """A text, a number, a boolean, or a node as a mapping; never a list, a reference that leads somewhere, or empty."""


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, a blank text, an empty list or object."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == [] or value == {}


def is_reference(value: Any) -> bool:
    """Whether an object only names a node: ``{"@id": ...}``, perhaps with its class."""
    return isinstance(value, dict) and "@id" in value and (len(value) == 1 or (len(value) == 2 and "@type" in value))


def lineage(types: tuple[str, ...]) -> frozenset[str]:
    """The classes themselves and all above them, as far as schema.org has them."""
    found = _LINEAGES.get(types)
    if found is None:
        found = frozenset(
            above for name in types if vocabulary.is_type(name) for above in vocabulary.supertypes(name)
        ) | set(types)
        if len(_LINEAGES) < 4096:
            _LINEAGES[types] = found
    return found


_LINEAGES: dict[tuple[str, ...], frozenset[str]] = {}


@dataclass(slots=True, kw_only=True, eq=False)
class Nodes:
    """The nodes of one input in one syntax, which may refer to each other."""

    by_id: dict[str, Subject] = field(default_factory=dict)
    """Of several that are told of one ``@id``, the one that says most."""
    holders: dict[str, dict[str, list[Subject]]] = field(default_factory=dict)
    """By ``@id`` and property: the nodes that refer to it by that property, the first of them where they are many."""

    def hold(self, id: str, name: str, holder: Subject) -> None:
        """Remembers that a node refers to an ``@id``."""
        held = self.holders.setdefault(id, {}).setdefault(name, [])
        if len(held) < _HOLDERS:
            held.append(holder)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """A node that is judged; for a rule without types, the input as a whole, whose node is empty."""

    page: Page
    """What the input says of itself; see :class:`syndicate.check._page.Page`."""
    node: Mapping[str, Any]
    """The node with bare names as keys and classes; values as they stand, empty ones among them."""
    raw: Mapping[str, Any] = field(default_factory=dict)
    """The node as it stood, with the names that its writer wrote."""
    types: tuple[str, ...] = ()
    """Its classes as bare names, in their order; those that schema.org does not have among them."""
    path: str = ""
    """Where it stands in its document: ``@graph[2].itemReviewed``; empty where it is the document."""
    syntax: Syntax = ""
    document: int = 0
    """Which document of the input it is in: its script, counted from 0."""
    parent: Subject | None = None
    """The node around it."""
    via: str = ""
    """The property of the parent that it is a value of."""
    nodes: Nodes = field(default_factory=Nodes)
    line: int = 0
    """The line of the record that it was made of; 0 elsewhere."""
    record: Mapping[str, Any] | None = None
    """The record in plain JSON values, where the input is one; its nodes are made of it."""
    faults: tuple[Fault, ...] = ()
    """Why a record is refused, where it is; it has no nodes then."""
    _known: dict[str, tuple[Value, ...]] = field(default_factory=dict, init=False, repr=False)

    def is_a(self, *names: str) -> bool:
        """Whether it is of one of these classes, or of one below them."""
        return not lineage(self.types).isdisjoint(names)

    def each(self, names: str, within: Value | None = None) -> Iterator[Value]:
        """The values at a path of properties (``author``, ``review.author.name``), lists and references followed.

        ``within`` is a value of this node from which the path starts; without it, it starts from the node.
        """
        if within is None:
            return iter(self._values(names))
        found: Iterator[Value] = iter((within,))
        for name in names.split("."):
            found = self._step(found, name)
        return found

    def _values(self, names: str) -> tuple[Value, ...]:
        """The values at a path from the node, found once: many rules ask for the same."""
        known = self._known.get(names)
        if known is None:
            above, _, name = names.rpartition(".")
            before = self._values(above) if above else (Value("", self.node),)
            known = self._known[names] = tuple(self._step(before, name))
        return known

    def _step(self, values: Iterable[Value], name: str) -> Iterator[Value]:
        for path, value in values:
            if isinstance(value, dict) and name in value:
                yield from self._flat(f"{path}.{name}" if path else name, value[name], 0)

    def _flat(self, path: str, value: Any, hops: int) -> Iterator[Value]:
        if isinstance(value, list):
            for index, part in enumerate(value):
                yield from self._flat(f"{path}[{index}]", part, hops)
        elif isinstance(value, dict):
            if "@value" in value:
                if not is_empty(value["@value"]):
                    yield Value(path, value["@value"])
            elif "@list" in value or "@set" in value:
                key = "@list" if "@list" in value else "@set"
                yield from self._flat(f"{path}.{key}", value[key], hops)
            elif value:
                meant = self.meant(value)
                yield Value(path, value if meant is None else meant.node)
        elif not is_empty(value):
            yield Value(path, value)

    def meant(self, value: Mapping[str, Any]) -> Subject | None:
        """The node that a reference means, where the input has it."""
        if not is_reference(value) or not isinstance(value["@id"], str):
            return None
        found = self.nodes.by_id.get(value["@id"])
        return None if found is None or is_reference(found.node) else found

    def first(self, names: str, within: Value | None = None) -> Value | None:
        """The first of :meth:`each`, None where there is none."""
        if within is None:
            found = self._values(names)
            return found[0] if found else None
        return next(self.each(names, within), None)

    def has(self, *names: str, within: Value | None = None) -> bool:
        """Whether one of these paths has a value that is not empty."""
        if within is None:
            return any(map(self._values, names))
        return any(self.first(name, within) is not None for name in names)

    def of(self, value: Value | None, *names: str) -> bool:
        """Whether a value is a node of one of these classes, or of one below them."""
        return (
            value is not None
            and isinstance(value.value, Mapping)
            and not lineage(types_in(value.value)).isdisjoint(names)
        )

    def around(self, *properties: str) -> Iterator[Subject]:
        """The nodes that have this one as a value of one of these properties, in place or by reference."""
        if self.parent is not None and self.via in properties:
            yield self.parent
        id = self.node.get("@id")
        if isinstance(id, str):
            held = self.nodes.holders.get(id, {})
            for name in properties:
                yield from (holder for holder in held.get(name, ()) if holder is not self)

    def above(self) -> Iterator[Subject]:
        """The node itself and those that hold it, in place or by reference, nearest first; 16 of them at most."""
        seen = {id(self)}
        rest = deque([self])
        while rest:
            one = rest.popleft()
            yield one
            if len(seen) >= _ABOVE:
                continue
            name = one.node.get("@id")
            held = self.nodes.holders.get(name, {}) if isinstance(name, str) else {}
            for holder in (*([one.parent] if one.parent else ()), *(some for many in held.values() for some in many)):
                if id(holder) not in seen and len(seen) < _ABOVE:
                    seen.add(id(holder))
                    rest.append(holder)

    @property
    def item(self) -> Value | None:
        """What a Review or an AggregateRating is of: its ``itemReviewed``, else the node that has it as its own.

        The path of the latter is empty, since it is not within this node.
        """
        stated = self.first("itemReviewed")
        if stated is not None:
            return stated
        around = next(self.around("review", "reviews", "aggregateRating"), None)
        return None if around is None else Value("", around.node)

    @property
    def is_main(self) -> bool:
        """Whether it is told for its own sake: topmost, the main entity of a page, or an entry of a list."""
        above: Subject | None = self
        for _ in range(_HOPS):
            if above is None or above.parent is None:
                return not any(self.around("itemReviewed"))
            if above.via not in _OWN_SAKE:
                return False
            above = above.parent
        return False


_OWN_SAKE = frozenset(("dataFeedElement", "item", "itemListElement", "mainEntity", "mainEntityOfPage", "@graph", ""))


def types_in(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The classes of a node whose names are bare already."""
    named = node.get("@type")
    if isinstance(named, str):
        return (named,)
    return tuple(name for name in named if isinstance(name, str)) if isinstance(named, list) else ()
