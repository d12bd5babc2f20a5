"""VO301: a type that schema.org does not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import contexts_of, ours
from syndicate.check.rules._names import nearest
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not ours(subject):
        return
    terms = contexts_of(subject).terms if subject.syntax == "JSON-LD" else ()
    for name in subject.types:
        if ":" in name or "/" in name or name in terms or vocabulary.is_type(name) or not name.strip():
            continue
        if name.casefold() not in _folded():
            near = nearest(subject, name, vocabulary.types)
            mend = f"The nearest names are {', '.join(near)}." if near else ""
            yield Hit("@type", f"schema.org {vocabulary.VERSION} has no type {shown(name, 60)}", mend)


@cache
def _folded() -> frozenset[str]:
    """The names that another rule speaks of: they are right but for their case."""
    return frozenset(name.casefold() for name in vocabulary.types())


RULE = Rule(
    code="VO301",
    name="unknown-type",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="A search engine looks for the types that it knows. What is said of one that schema.org does not have "
    "is said to nobody.",
    mend="Take the name of a type of schema.org; a type of your own goes beside one of them, by its full URL.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "@type": ["Review", "https://example.org/Critique"]}),
        node({"@context": ["https://schema.org", {"Critique": "https://example.org/Critique"}], "@type": "Critique"}),
        node({"@context": "https://www.w3.org/ns/activitystreams", "@type": "Note"}),
    ),
    bad=(
        node({**REVIEW_NODE, "@type": "Reveiw"}, at="@type"),
        node(changed(REVIEW_NODE, "itemReviewed", {"@type": "Gizmo", "name": "Fog"}), at="itemReviewed.@type"),
        page(
            '<div itemscope itemtype="https://schema.org/Moovie"><b itemprop="name">Fog</b></div>',
            at="microdata[0].@type",
        ),
    ),
)
