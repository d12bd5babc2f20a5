"""The nodes of a document of JSON-LD: read losslessly, found wherever they are, references looked up."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from syndicate.ledger import shown
from syndicate.models.number import MAX_DIGITS
from syndicate.schemaorg import Note, is_review, row_of_node, types_of

__all__ = ["Found", "Graph", "TooDeep", "Unreadable", "key_of", "loaded", "loaded_text", "row_of"]

_HOPS = 4
_LOOKUPS = 1000
_REVIEWS = ("review", "reviews")
# What a number is written in, as zeros; all else as blanks. A run of 16 may be a number that a double cannot hold.
_RUNS = bytes(48 if byte in b"0123456789." else 32 for byte in range(256))
_LONG = b"0" * (MAX_DIGITS + 1)
_APART = (b" :", b"\t:", b"\n:", b"\r:")
_KEY = re.compile(rb'"[ \t\n\r]*:')
_NOT_KNOWN = object()


class Unreadable(Exception):
    """Bytes that are no JSON: what was found, what was expected, how to mend it."""

    def __init__(self, found: str, expected: str, mend: str, *, at: int | None = None) -> None:
        """``at`` is the character at which it is, from 0; None where it is all of it."""
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.mend = mend
        self.at = at


class TooDeep(Unreadable):
    """JSON that is nested more deeply than the limit."""


def loaded(data: bytes, depth: int) -> tuple[Any, tuple[str, ...]]:
    """The value of a JSON document, and the keys that stand twice in one of its objects. Raises :class:`Unreadable`.

    Numbers of more digits than a record may have are kept as text, so that they are refused as they stood. NaN and
    infinities are no JSON (RFC 8259, section 6).
    """
    if (value := _quickly(data, depth)) is not _NOT_KNOWN:
        return value, ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte {data[error.start]:#04x} at byte {error.start + 1}, which is not UTF-8"
        raise Unreadable(found, "JSON in UTF-8", "Save the file as UTF-8.", at=error.start) from None
    return _carefully(text, depth, strict=True)


def loaded_text(text: str, depth: int, *, strict: bool = True) -> tuple[Any, tuple[str, ...]]:
    """The same of text; control characters within strings are taken where it need not be ``strict``."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = b""
    if data and (value := _quickly(data, depth)) is not _NOT_KNOWN:
        return value, ()
    return _carefully(text, depth, strict=strict)


def _quickly(data: bytes, depth: int) -> Any:
    """The value of a document that the fast parser reads without losing anything; ``_NOT_KNOWN`` where it may lose.

    It rounds numbers of many digits and takes the last of keys that stand twice. Each key is a quotation mark with a
    colon behind it, so that there are never fewer of those than keys, and no more where no key stands twice and no
    text begins with a colon.
    """
    if _LONG in data.translate(_RUNS):
        return _NOT_KNOWN
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return _NOT_KNOWN
    apart = any(data.find(colon) >= 0 for colon in _APART)
    colons = len(_KEY.findall(data)) if apart else data.count(b'":')
    return value if _settled(value, depth) == colons else _NOT_KNOWN


def _settled(value: Any, depth: int) -> int:
    """How many keys there are in ``value``, or -1 where it is too deep; floats that are whole become whole numbers."""
    keys = 0
    layer = [value]
    for _ in range(depth + 1):
        below: list[Any] = []
        for one in layer:
            pairs: Any = ()
            if type(one) is dict:
                keys += len(one)
                pairs = one.items()
            elif type(one) is list:
                pairs = enumerate(one)
            for place, part in pairs:
                kind = type(part)
                if kind is dict or kind is list:
                    below.append(part)
                elif kind is float:
                    one[place] = _whole(part)
        if not below:
            return keys
        layer = below
    return -1


def _carefully(text: str, depth: int, *, strict: bool) -> tuple[Any, tuple[str, ...]]:
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

    if not text.strip():
        raise Unreadable("nothing", "a JSON document", "Leave the empty file out.")
    try:
        value = json.loads(
            text,
            strict=strict,
            object_pairs_hook=once,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        found = shown(text[error.pos : error.pos + 20]) if error.pos < len(text) else "the end"
        where = f"line {error.lineno}, column {error.colno}"
        mend = "Check that all brackets and quotes are closed, and that there are no comments."
        raise Unreadable(f"{found} at {where} ({error.msg})", "JSON", mend, at=error.pos) from None
    except RecursionError:
        raise _deep(depth) from None
    if _deeper(value, depth):
        raise _deep(depth)
    return value, tuple(twice)


def _deep(depth: int) -> TooDeep:
    return TooDeep(f"more than {depth} levels of nesting", "a document of reviews", "Flatten it.")


def _number(token: str) -> Any:
    if sum(map(str.isdigit, token)) > MAX_DIGITS:
        digits = token.lower().partition("e")[0].replace(".", "").strip("-0")
        if len(digits) > MAX_DIGITS:
            return token
    number = float(token)
    if number in (float("inf"), float("-inf")):
        return token
    return _whole(number)


def _whole(number: float) -> int | float:
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
        for _, _, node in self._top:
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
