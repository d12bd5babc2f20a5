"""The nodes of a document of JSON-LD: read losslessly, found wherever they are, references looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syndicate.ledger import shown
from syndicate.models.number import MAX_DIGITS
from syndicate.schemaorg import is_review, types_of

__all__ = ["Found", "Graph", "Unreadable", "loaded"]

_HOPS = 4
_LOOKUPS = 1000
_REVIEWS = ("review", "reviews")


class Unreadable(Exception):
    """Bytes that are no JSON: what was found, what was expected, how to mend it."""

    def __init__(self, found: str, expected: str, mend: str) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.mend = mend


def loaded(data: bytes, depth: int) -> tuple[Any, tuple[str, ...]]:
    """The value of a JSON document, and the keys that stand twice in one of its objects. Raises :class:`Unreadable`.

    Numbers of more digits than a record may have are kept as text, so that they are refused as they stood. NaN and
    infinities are no JSON (RFC 8259, section 6).
    """
    twice: dict[str, None] = {}

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    twice[key] = None
                seen.add(key)
        return made

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte {data[error.start]:#04x} at byte {error.start + 1}, which is not UTF-8"
        raise Unreadable(found, "JSON in UTF-8", "Save the file as UTF-8.") from None
    if not text.strip():
        raise Unreadable("nothing", "a JSON document", "Leave the empty file out.")
    try:
        value = json.loads(
            text, object_pairs_hook=once, parse_float=_number, parse_int=_number, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        found = shown(text[error.pos : error.pos + 20]) if error.pos < len(text) else "the end"
        where = f"line {error.lineno}, column {error.colno}"
        mend = "Check that all brackets and quotes are closed, and that there are no comments."
        raise Unreadable(f"{found} at {where} ({error.msg})", "JSON", mend) from None
    except RecursionError:
        raise _deep(depth) from None
    if _deeper(value, depth):
        raise _deep(depth)
    return value, tuple(twice)


def _deep(depth: int) -> Unreadable:
    return Unreadable(f"more than {depth} levels of nesting", "a document of reviews", "Flatten it.")


def _number(token: str) -> Any:
    if sum(map(str.isdigit, token)) > MAX_DIGITS:
        digits = token.lower().partition("e")[0].replace(".", "").strip("-0")
        if len(digits) > MAX_DIGITS:
            return token
    number = float(token)
    if number in (float("inf"), float("-inf")):
        return token
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _no_number(token: str) -> Any:
    raise Unreadable(token, "a number", "JSON has no such number: leave it out where it is unknown.")


def _deeper(value: Any, levels: int) -> bool:
    layer = [value]
    for _ in range(levels + 1):
        layer = [inner for one in layer for inner in _inner(one) if isinstance(inner, (dict, list))]
        if not layer:
            return False
    return True


def _inner(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A review in a document."""

    place: str
    """Where it stands: ``@graph[2]``, ``review[0]``; empty where it is the document."""
    node: dict[str, Any]
    parent: dict[str, Any] | None
    """What has it as its review."""


class Graph:
    """The nodes of one document."""

    def __init__(self, document: Any) -> None:
        self._top = list(_top(document))
        # A document of one review has no other nodes; what it refers to stays a reference.
        self._linked = not (len(self._top) == 1 and isinstance(self._top[0][1], dict) and is_review(self._top[0][1]))
        self._by_id: dict[str, dict[str, Any]] = {}
        self._parents: dict[str, dict[str, Any]] = {}
        self._used: set[str] = set()
        self._holds: set[int] = set()
        for _, node in self._top:
            self._index(node)

    def _index(self, top: Any) -> None:
        rest = [top]
        while rest:
            node = rest.pop()
            if isinstance(node, dict):
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
        """The reviews, and the items of feeds that tell of one that left, in the order of the document."""
        for number, (place, top) in enumerate(self._top):
            rest: list[tuple[str, Any, dict[str, Any] | None]] = [(place, top, None)]
            while rest:
                where, node, parent = rest.pop()
                if not isinstance(node, dict) or (len(node) == 1 and "@id" in node):
                    continue
                if is_review(node) or "dateDeleted" in node or (parent is not None and not types_of(node)):
                    self._holds.add(number)
                    id = node.get("@id")
                    above = self._parents.get(id) if parent is None and isinstance(id, str) else parent
                    if above is not None and isinstance(above.get("@id"), str):
                        self._used.add(above["@id"])
                    yield Found(place=where, node=node, parent=above)
                    continue
                below = []
                for key, value in node.items():
                    for index, part in enumerate(_list(value)):
                        step = f"{key}[{index}]" if isinstance(value, list) else key
                        below.append((f"{where}.{step}".lstrip("."), part, node if key in _REVIEWS else None))
                rest += reversed(below)

    def others(self) -> Iterator[tuple[str, Any]]:
        """The topmost nodes that hold no review and that no resolved review refers to; after :meth:`reviews`."""
        for number, (place, node) in enumerate(self._top):
            id = node.get("@id") if isinstance(node, dict) else None
            if number not in self._holds and not (isinstance(id, str) and id in self._used):
                yield place, node

    def resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        """``node`` with the nodes that it refers to in their places, four references deep and 1,000 at most."""
        if not self._linked:
            return node
        left = [_LOOKUPS]
        made: dict[str, Any] = self._resolved(node, (), left)
        return made

    def _resolved(self, value: Any, above: tuple[str, ...], left: list[int]) -> Any:
        if isinstance(value, list):
            return [self._resolved(part, above, left) for part in value]
        if not isinstance(value, dict):
            return value
        id = value.get("@id")
        if len(value) == 1 and isinstance(id, str):
            known = self._by_id.get(id)
            if known is None or id in above or len(above) >= _HOPS or not left[0]:
                return value
            left[0] -= 1
            self._used.add(id)
            return self._resolved(known, (*above, id), left)
        return {
            key: part if key in _REVIEWS or not isinstance(part, (dict, list)) else self._resolved(part, above, left)
            for key, part in value.items()
        }


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
