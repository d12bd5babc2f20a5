"""VO320: one @id for two things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject, is_reference, lineage
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_SINGLE = ("name", "ratingValue", "reviewCount", "ratingCount", "reviewBody", "datePublished", "price")


def _check(subject: Subject) -> Iterator[Hit]:
    id = subject.node.get("@id")
    if not isinstance(id, str) or not id or is_reference(subject.node) or not ours(subject):
        return
    other = subject.nodes.by_id.get(id)
    # What stands for nobody outside of its document is known there alone.
    if other is None or other is subject or (id.startswith("_:") and other.document != subject.document):
        return
    why = _contradiction(subject, other)
    if why:
        yield Hit("@id", f"{shown(id, 80)} is told of twice, with {why}")


def _contradiction(one: Subject, other: Subject) -> str:
    if one.types and other.types and all(map(vocabulary.is_type, (*one.types, *other.types))):
        apart = lineage(one.types).isdisjoint(other.types) and lineage(other.types).isdisjoint(one.types)
        if apart:
            return f"the types {one.types[0]} and {other.types[0]}"
    for name in _SINGLE:
        said, also = one.node.get(name), other.node.get(name)
        if isinstance(said, (str, int, float)) and isinstance(also, (str, int, float)) and _plain(said) != _plain(also):
            return f"{name} {shown(said, 40)} and {shown(also, 40)}"
    return ""


def _plain(value: Any) -> str:
    return " ".join(str(value).split()).casefold()


RULE = Rule(
    code="VO320",
    name="one-id-for-two-things",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://www.w3.org/TR/json-ld11/#node-identifiers",
    read=READ,
    why="What has one @id is one thing, wherever it is told of. Here it is told to be two, and who reads the "
    "page mixes them up.",
    mend="Give each thing an @id of its own, or tell of it in one place and refer to it by the @id elsewhere.",
    check=_check,
    good=(
        node(
            {
                "@graph": [
                    {"@type": "Person", "@id": "#ada", "name": "Ada Example"},
                    {"@type": "Movie", "@id": "#fog", "name": "Fog", "director": {"@id": "#ada"}},
                ]
            }
        ),
        node(
            {
                "@graph": [
                    {"@type": "Person", "@id": "#ada", "name": "Ada Example"},
                    {
                        "@type": ["Person", "Organization"],
                        "@id": "#ada",
                        "name": "Ada Example",
                        "url": "https://example.org/",
                    },
                ]
            }
        ),
    ),
    bad=(
        node(
            {
                "@graph": [
                    {"@type": "Review", "@id": "#review", "reviewBody": "Fog.", "author": "Ada"},
                    {"@type": "Review", "@id": "#review", "reviewBody": "Sun."},
                ]
            },
            at="@graph[1].@id",
        ),
        node(
            {
                "@graph": [
                    {"@type": "Organization", "@id": "#it", "name": "Fog", "url": "https://example.org/"},
                    {"@type": "Movie", "@id": "#it", "name": "Fog"},
                ]
            },
            at="@graph[1].@id",
        ),
    ),
)
