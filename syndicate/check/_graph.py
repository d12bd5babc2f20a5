"""The nodes of documents as subjects: names made bare, references known, each with what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import is_
from typing import Any

from syndicate.check._page import Page
from syndicate.check._subject import Nodes, Subject, Syntax, is_reference, types_in
from syndicate.schemaorg.terms import local

__all__ = ["bare_name", "prefixes_in", "subjects"]

_IRI = re.compile(r"https?://(?:www\.)?schema\.org[/#]?", re.IGNORECASE)
_ALIASES = {"type": "@type", "id": "@id"}


def subjects(
    page: Page,
    documents: Iterable[tuple[int, Any]],
    syntax: Syntax,
    *,
    line: int = 0,
    record: Mapping[str, Any] | None = None,
) -> list[Subject]:
    """All nodes of documents, which may refer to each other's; each document with its number."""
    nodes = Nodes()
    found: list[Subject] = []
    for number, value in documents:
        found += _walk(page, value, syntax, nodes, number, line, record)
    for subject in found:
        id = subject.node.get("@id")
        if not isinstance(id, str):
            continue
        if is_reference(subject.node) and subject.parent is not None:
            nodes.hold(id, subject.via, subject.parent)
        if len(subject.node) > len(nodes.by_id[id].node if id in nodes.by_id else ()):
            nodes.by_id[id] = subject
    return found


def _walk(
    page: Page,
    top: Any,
    syntax: Syntax,
    nodes: Nodes,
    number: int,
    line: int,
    record: Mapping[str, Any] | None,
) -> Iterator[Subject]:
    raws: dict[int, dict[str, Any]] = {}
    rest: list[tuple[Any, str, Subject | None, str, bool]] = [(_named(top, (), raws), "", None, "", False)]
    while rest:
        value, path, parent, via, foreign = rest.pop()
        if isinstance(value, list):
            rest += [(part, f"{path}[{at}]", parent, via, foreign) for at, part in _last_first(value)]
            continue
        if not isinstance(value, dict) or "@value" in value:
            continue
        if "@context" in value:
            foreign = _is_foreign(value["@context"])
        if "@list" in value or "@set" in value:
            key = "@list" if "@list" in value else "@set"
            rest.append((value[key], f"{path}.{key}".lstrip("."), parent, via, foreign))
            continue
        around = parent
        if "@graph" not in value or len(value) > 2:
            around = Subject(
                page=page,
                node=value,
                raw=raws.get(id(value), value),
                types=() if foreign else types_in(value),
                path=path,
                syntax=syntax,
                document=number,
                parent=parent,
                via=via,
                nodes=nodes,
                line=line,
                record=record,
            )
            yield around
        below: list[tuple[Any, str, Subject | None, str, bool]] = []
        for key, part in value.items():
            if key != "@context" and isinstance(part, (dict, list)):
                inside = f"{path}.{key}" if path else key
                # What stands in a @graph is not a value of what is around it.
                below.append((part, inside, *((None, "") if key == "@graph" else (around, key)), foreign))
        rest += reversed(below)


def _last_first(values: list[Any]) -> Iterator[tuple[int, Any]]:
    return ((at, values[at]) for at in range(len(values) - 1, -1, -1))


def prefixes_in(context: Any) -> tuple[str, ...]:
    """What comes before the names of schema.org, by the ``@context`` of a node: ``schema:``."""
    return tuple(
        f"{name}:"
        for part in (context if isinstance(context, list) else [context])
        if isinstance(part, Mapping)
        for name, of in part.items()
        if isinstance(of, str) and not name.startswith("@") and _IRI.fullmatch(of)
    )


def _is_foreign(context: Any) -> bool:
    """Whether a context says that names are of another vocabulary."""
    return isinstance(context, str) and bool(context.strip()) and "schema.org" not in context.lower()


def bare_name(name: str, prefixes: tuple[str, ...]) -> str:
    """A name without a prefix that means schema.org."""
    for prefix in prefixes:
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return local(name)


def _named(value: Any, prefixes: tuple[str, ...], raws: dict[int, dict[str, Any]]) -> Any:
    """``value`` with bare names; what has them already is the same object. ``raws`` has what others were, by id."""
    if isinstance(value, list):
        parts = [_named(part, prefixes, raws) if isinstance(part, (dict, list)) else part for part in value]
        return value if all(map(is_, parts, value)) else parts
    if not isinstance(value, dict):
        return value
    if "@context" in value:
        prefixes += prefixes_in(value["@context"])
    made: dict[str, Any] = {}
    same = True
    for key, part in value.items():
        name = key
        if ":" in key or key in _ALIASES:
            name = _ALIASES.get(key) or bare_name(key, prefixes)
            name = key if name in value else name
        if name == "@type":
            inner: Any = _classes(part, prefixes)
        elif key != "@context" and isinstance(part, (dict, list)):
            inner = _named(part, prefixes, raws)
        else:
            inner = part
        same = same and inner is part and name == key
        made[name] = inner
    if same:
        return value
    raws[id(made)] = value
    return made


def _classes(value: Any, prefixes: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return bare_name(value, prefixes) if ":" in value else value
    if isinstance(value, list) and any(isinstance(of, str) and ":" in of for of in value):
        return [bare_name(of, prefixes) if isinstance(of, str) else of for of in value]
    return value
