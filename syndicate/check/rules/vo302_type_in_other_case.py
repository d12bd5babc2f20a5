"""VO302: a type in other letters than schema.org has it in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown
from syndicate.schemaorg.terms import local

__all__ = ["RULE"]


@cache
def _folded() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(vocabulary.types())}


def _meant(value: Any) -> Any:
    """The type that a name is meant to be; anything else as it is."""
    if not isinstance(value, str) or vocabulary.is_type(local(value)):
        return value
    name = local(value)
    right = _folded().get(name.casefold())
    return value if right is None else value[: len(value) - len(name)] + right


def _check(subject: Subject) -> Iterator[Hit]:
    said = subject.node.get("@type")
    listed = isinstance(said, list)
    for at, name in enumerate(said if isinstance(said, list) else [said]) if ours(subject) else ():
        right = _meant(name)
        if right != name:
            yield Hit(f"@type[{at}]" if listed else "@type", f"{shown(name, 60)} is no type", f"Write {right}.")


RULE = Rule(
    code="VO302",
    name="type-in-other-case",
    severity="error",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="The case of letters counts in names: schema.org has Review, and no review. A search engine does not "
    "see the type.",
    mend="Write the name as schema.org does.",
    check=_check,
    fix=_meant,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "@type": ["Review", "reviewish"]}),
    ),
    bad=(
        node({**REVIEW_NODE, "@type": "review"}, at="@type"),
        node({**PRODUCT_NODE, "@type": ["Product", "softwareapplication"]}, at="@type[1]"),
        page(
            '<div itemscope itemtype="https://schema.org/movie"><b itemprop="name">Fog</b></div>',
            at="microdata[0].@type",
        ),
    ),
)
