"""Write ``_data.json`` from a published schema.org JSON-LD file.

    python -m syndicate.vocabulary._generate PATH/schemaorg-current-https-30.0.jsonld [--check]

Published as https://github.com/schemaorg/schemaorg/tree/main/data/releases
(VERSION/schemaorg-current-https.jsonld; put the version into the name, the file does not say it). Kept are
the names of terms and the relations between them (``rdfs:subClassOf``, ``schema:domainIncludes``,
``schema:rangeIncludes``, ``schema:supersededBy``, ``@type`` of enumeration members). Left out are:

- descriptions and labels, which are CC BY-SA text (https://schema.org/docs/terms.html);
- external terms: the file's graph also lists terms of other vocabularies (``unece:Invoice``, ``gs1:gtin``) as
  stubs with nothing but ``@id`` and ``@type``, because ``owl:equivalentClass`` and the like point at them. In
  30.0 they are 77 of 1,010 ``rdfs:Class`` and 155 of 1,676 ``rdf:Property``;
- relations to terms that are external or that the file does not define (30.0: ``DeliveryTimeSettings``).

The output is deterministic: everything is sorted, one term a line, so that a new release reads well as a
diff.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["main", "render", "tables"]

TARGET = Path(__file__).with_name("_data.json")

_PREFIX = "schema:"
_TERM = re.compile(r"schema:[0-9A-Za-z]+")
_VERSION = re.compile(r"-(\d+\.\d+)\.jsonld$")


def _values(node: Mapping[str, Any], key: str) -> Iterator[str]:
    """The IRIs under ``key``: one bare or several in a list, each a string or ``{"@id": ...}``."""
    value = node.get(key, [])
    for item in value if isinstance(value, list) else [value]:
        yield item["@id"] if isinstance(item, dict) else item


def _terms(path: Path) -> dict[str, dict[str, Any]]:
    """schema.org's own nodes by IRI; ValueError if it is no JSON-LD graph or a name is not plain ASCII."""
    document = json.loads(path.read_text(encoding="utf-8"))
    graph = document.get("@graph") if isinstance(document, dict) else None
    if not isinstance(graph, list) or not all(isinstance(node, dict) for node in graph):
        raise ValueError(f"{path} has no @graph of nodes; expected a schema.org vocabulary in JSON-LD")
    terms = {node["@id"]: node for node in graph if str(node.get("@id")).startswith(_PREFIX)}
    for iri in terms:
        if not _TERM.fullmatch(iri):
            raise ValueError(f"{path}: {iri!r} is not a name of ASCII letters and digits")
    if not terms:
        raise ValueError(f"{path} has no term that starts with {_PREFIX!r}; expected compact IRIs")
    return terms


def _check_acyclic(relation: Mapping[str, Sequence[str]], label: str) -> None:
    """ValueError if following ``relation`` ever comes back: the package's walks rely on an end."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError(f"{label} goes in a circle: {' > '.join((*path, name))}")
        if name not in done:
            for other in relation.get(name, ()):
                visit(other, (*path, name))
            done.add(name)

    for name in relation:
        visit(name, ())


def tables(path: Path) -> dict[str, Any]:
    """The tables of ``_data.json`` for the JSON-LD file at ``path``; its name says the version.

    Raises OSError if the file cannot be read, ValueError if it is not a schema.org vocabulary.
    """
    found = _VERSION.search(path.name)
    if found is None:
        raise ValueError(f"{path.name} does not end in -VERSION.jsonld; the file itself does not say its version")
    terms = _terms(path)
    classes = {iri for iri, node in terms.items() if "rdfs:Class" in _values(node, "@type")}
    properties = {iri for iri, node in terms.items() if "rdf:Property" in _values(node, "@type")}

    def own(iri: str, key: str, among: set[str]) -> list[str]:
        return sorted(value.removeprefix(_PREFIX) for value in _values(terms[iri], key) if value in among)

    def table(iris: set[str], key: str, among: set[str]) -> dict[str, list[str]]:
        return {iri.removeprefix(_PREFIX): own(iri, key, among) for iri in sorted(iris)}

    domains = table(properties, "schema:domainIncludes", classes)
    ranges = table(properties, "schema:rangeIncludes", classes)
    types = table(classes, "rdfs:subClassOf", classes)
    members = table(terms.keys() - classes - properties, "@type", classes)
    successors = table(set(terms), "schema:supersededBy", set(terms))
    for name, enumerations in members.items():
        if not enumerations:
            raise ValueError(f"{path}: {name} is neither a class nor a property nor a member of a class")
    for name, new in successors.items():
        if len(new) > 1:
            raise ValueError(f"{path}: {name} is superseded by more than one term: {', '.join(new)}")
    _check_acyclic(types, "rdfs:subClassOf")
    _check_acyclic(successors, "schema:supersededBy")
    return {
        "version": found[1],
        "types": types,
        "datatypes": [name for name, kinds in table(classes, "@type", {"schema:DataType"}).items() if kinds],
        "properties": {name: [domains[name], ranges[name]] for name in domains},
        "members": members,
        "superseded": {name: new[0] for name, new in successors.items() if new},
    }


def render(data: Mapping[str, Any]) -> str:
    """The text of ``_data.json``: compact JSON with one term a line."""

    def compact(value: object) -> str:
        return json.dumps(value, separators=(",", ":"))

    sections = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"{compact(name)}:{compact(value[name])}" for name in value)
            sections.append(f"{compact(key)}:{{\n{lines}\n}}")
        else:
            sections.append(f"{compact(key)}:{compact(value)}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file, or compare it with ``--check``: 0 is well, 1 a difference, 2 an unusable source."""
    parser = argparse.ArgumentParser(prog="python -m syndicate.vocabulary._generate", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("source", type=Path, help="schemaorg-current-https-VERSION.jsonld")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a difference")
    options = parser.parse_args(arguments)
    try:
        text = render(tables(options.source))
        current = TARGET.read_text(encoding="utf-8") if options.check and TARGET.exists() else ""
        if not options.check:
            TARGET.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    if options.check and current != text:
        print(f"{TARGET} is out of date; run: {parser.prog} {options.source}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
