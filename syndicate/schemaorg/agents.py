"""People and organisations as nodes and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from syndicate import vocabulary
from syndicate.schemaorg.terms import Note, bare, left_out, types_of
from syndicate.schemaorg.values import line, listed, one, single, url, urls

__all__ = ["Role", "agent_node", "agent_row", "agent_rows"]

Role: TypeAlias = tuple[frozenset[str], Literal["Person", "Organization"], str]
"""Which of Person and Organization may stand somewhere, what a bare name there is taken for, and the class that an
organisation has there."""

_A = {"Person": "a Person", "Organization": "an Organization"}
_KNOWN = frozenset(("@id", "name", "url", "sameAs", "logo"))
_NAME_PARTS = ("givenName", "additionalName", "familyName")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)


def agent_node(agent: dict[str, Any], organization: str = "Organization") -> dict[str, Any]:
    """The node of a person, or of an organisation, which is of the class ``organization``."""
    kind = agent["type"]
    node: dict[str, Any] = {"@type": organization if kind == "Organization" else kind}
    if id := agent.get("id"):
        node["@id"] = id
    node["name"] = agent["name"]
    if page := agent.get("url"):
        node["url"] = page
    if pages := agent.get("same_as"):
        node["sameAs"] = single(pages)
    if logo := agent.get("logo"):
        node["logo"] = logo
    return node


def agent_rows(value: Any, path: str, role: Role, note: Note, inferred: list[str]) -> list[Any]:
    """Several of :func:`agent_row`."""
    return [made for part in listed(value) if (made := agent_row(part, path, role, note, inferred)) is not None]


def agent_row(value: Any, path: str, role: Role, note: Note, inferred: list[str]) -> Any:
    """The agent that a node or a bare name says; None, and told, where it is of another kind than may stand here."""
    allowed, default, organization = role
    value = one(value, path, note)
    if isinstance(value, Mapping):
        node = bare(value)
    else:
        name = line(value, path, note)
        if not isinstance(name, str):
            return name
        # A bare address refers to somebody, and is nobody's name.
        node = {"url": name} if _URL.fullmatch(name) else {"name": name}
    named = _name(node, path, note)
    if named is None:
        note(path, "repaired", "left out, as it has no name")
        return None
    kind = _kind(types_of(node), path, organization, note)
    if kind is None:
        kind = default
        if len(allowed) > 1:
            note(f"{path}.type", "inferred", f"taken for {_A[kind]}, since its kind is not stated")
            if f"{path}.type" not in inferred:
                inferred.append(f"{path}.type")
    if kind not in allowed:
        note(path, "repaired", f"left out, as this has to be {_A[default]}")
        return None
    row: dict[str, Any] = {"type": kind, "name": named}
    known = _KNOWN if "name" in node else _KNOWN | set(_NAME_PARTS)
    if "url" in node and (page := url(node["url"], f"{path}.url", note)) is not None:
        row["url"] = page
    if "sameAs" in node and (pages := urls(node["sameAs"], f"{path}.same_as", note)):
        row["same_as"] = pages
    if "@id" in node:
        _identify(row, node["@id"], path, note)
    if "logo" in node and kind == "Organization":
        if (picture := url(node["logo"], f"{path}.logo", note)) is not None:
            row["logo"] = picture
        left_out(node, known, path, note)
    else:
        left_out(node, known - {"logo"}, path, note)
    return row


def _name(node: Mapping[str, Any], path: str, note: Note) -> Any:
    """The name of an agent; of a person without one, the parts of it that are stated."""
    if "name" in node:
        return line(node["name"], f"{path}.name", note)
    parts = [line(node[part], f"{path}.name", note) for part in _NAME_PARTS if part in node]
    words = [part for part in parts if isinstance(part, str)]
    if not words:
        return None
    note(f"{path}.name", "repaired", "a given and a family name put together")
    return " ".join(words)


def _identify(row: dict[str, Any], id: Any, path: str, note: Note) -> None:
    if isinstance(id, str) and ":" in id and not id.startswith("_:"):
        row["id"] = id
    else:
        note(f"{path}.id", "repaired", "left out, as it is no absolute IRI")


def _kind(types: list[str], path: str, organization: str, note: Note) -> str | None:
    for name in types:
        for kind in ("Person", "Organization"):
            if vocabulary.subtype_of(name, kind):
                if name not in (kind, organization):
                    note(path, "repaired", f"a {name} read as {kind}")
                return kind
    return None
