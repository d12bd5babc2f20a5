"""What is wrong with a document of JSON-LD by schema.org 30.0, judged on what PyLD makes of it.

Knows nothing of ``syndicate.schemaorg``: the document is expanded with schema.org's own context, and each term of the
result is looked up in the vocabulary.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld

from syndicate import vocabulary

__all__ = ["expanded", "problems"]

_SCHEMA = "http://schema.org/"
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?")
_DURATION = re.compile(r"P(?=[\dT])(?:\d+[YMWD])*(?:T(?:[\d.]+[HMS])+)?")
_MEMBER = re.compile(r"https?://schema\.org/(\w+)")


@cache
def _context(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "schemaorg" / "schemaorgcontext-30.0.jsonld").read_bytes())


def expanded(document: dict[str, Any], conformance: Path) -> list[dict[str, Any]]:
    """The document as PyLD expands it, with the context from the folder and nothing from the network."""

    def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url.rstrip("/") in ("https://schema.org", "http://schema.org"), f"{url} is not to be loaded"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
                "document": _context(conformance)}  # fmt: skip

    return jsonld.expand(document, {"documentLoader": load, "base": ""})


def problems(document: dict[str, Any], conformance: Path) -> list[str]:
    """All that is wrong: terms that do not exist, wrong domains and ranges, and what the expansion dropped."""
    nodes = document.get("@graph", [document])
    result = expanded(document, conformance)
    if len(nodes) != len(result):
        return [f"{len(nodes)} nodes became {len(result)}"]
    found: list[str] = []
    for node, made in zip(nodes, result, strict=True):
        _compare(node, made, "", found)
        _node(made, "", found)
    return found


def _compare(node: dict[str, Any], made: dict[str, Any], path: str, found: list[str]) -> None:
    """Each key and each value of a node is in what became of it, and nothing else is."""
    names = {key: key if key.startswith("@") else _SCHEMA + key for key in node if key != "@context"}
    apart = sorted(set(names.values()) ^ set(made))
    found += [f"{path}: {key} is on one side of the expansion alone" for key in apart]
    for key, name in names.items():
        if key.startswith("@") or name not in made:
            continue
        values = node[key] if isinstance(node[key], list) else [node[key]]
        if len(values) != len(made[name]):
            found.append(f"{path}.{key}: {len(values)} values became {len(made[name])}")
            continue
        for value, result in zip(values, made[name], strict=True):
            if isinstance(value, dict):
                _compare(value, result, f"{path}.{key}", found)
            elif value != result.get("@value", result.get("@id")):
                found.append(f"{path}.{key}: {value!r} became {result!r}")


def _node(node: dict[str, Any], path: str, found: list[str]) -> None:
    types = [_local(name) for name in node.get("@type", ())]
    found += [f"{path}: there is no type {of}" for of in types if of is None or not vocabulary.is_type(of)]
    for key, values in node.items():
        if key.startswith("@"):
            continue
        prop = _local(key)
        if prop is None or not vocabulary.is_property(prop):
            found.append(f"{path}: there is no property {key}")
            continue
        if not any(vocabulary.property_of(prop, of) for of in types if of):
            found.append(f"{path}: {prop} is no property of {types}")
        for value in values:
            _value(prop, value, f"{path}.{prop}", found)


def _value(prop: str, value: dict[str, Any], path: str, found: list[str]) -> None:
    ranges = vocabulary.value_types(prop)
    if "@value" in value:
        if not any(vocabulary.accepts(prop, of) for of in _literal_types(value["@value"])):
            found.append(f"{path}: {value['@value']!r} is none of {ranges}")
    elif set(value) == {"@id"}:
        member = _MEMBER.fullmatch(value["@id"])
        fits = any(not vocabulary.is_datatype(of) for of in ranges) or vocabulary.accepts(prop, "URL")
        if not fits and not (member and vocabulary.accepts(prop, member[1])):
            found.append(f"{path}: {value['@id']} refers to none of {ranges}")
    else:
        types = [_local(name) for name in value.get("@type", ())]
        if not any(vocabulary.accepts(prop, of) for of in types if of):
            found.append(f"{path}: {types} is none of {ranges}")
        _node(value, path, found)


def _literal_types(value: Any) -> list[str]:
    """The types that a literal may be meant as, by its form."""
    if isinstance(value, bool):
        return ["Boolean"]
    if isinstance(value, int):
        return ["Integer"]
    if isinstance(value, float):
        return ["Float"]
    types = ["Text", "URL" if re.match(r"https?://", value) else "Text", "CssSelectorType", "PronounceableText"]
    types += ["Distance", "Energy", "Mass"]
    forms = {"Date": _DATE, "DateTime": _DATETIME, "Time": _TIME, "Duration": _DURATION}
    types += [name for name, form in forms.items() if form.fullmatch(value)]
    member = _MEMBER.fullmatch(value)
    return types + ([member[1]] if member else [])


def _local(iri: str) -> str | None:
    return iri.removeprefix(_SCHEMA) if iri.startswith(_SCHEMA) else None
