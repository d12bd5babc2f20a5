"""GR112: several authors in one name."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._sources import DOCS, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for value in subject.each("author"):
        if subject.of(value, "Organization"):
            continue
        for path, name in subject.each("name", value):
            parts = [part.split() for part in str(name).replace(";", ",").split(",")]
            if len(parts) > 1 and all(2 <= len(part) <= 4 for part in parts):
                yield Hit(path, f"{shown(name)} looks like {len(parts)} authors")


RULE = Rule(
    code="GR112",
    name="authors-in-one-name",
    severity="warning",
    types=("Review",),
    source=f"{DOCS}article",
    read=READ,
    why="Each author is a node of its own. Several in one name are taken for one author with a strange name.",
    mend='Write "author" as a list: [{"@type": "Person", "name": "..."}, {...}].',
    check=_check,
    good=(
        node(changed(REVIEW_NODE, "author.name", "Ada Example, Jr.")),
        node(
            with_(
                REVIEW_NODE,
                author=[{"@type": "Person", "name": "Ada Example"}, {"@type": "Person", "name": "Ben Sample"}],
            )
        ),
    ),
    bad=(
        node(changed(REVIEW_NODE, "author.name", "Ada Example, Ben Sample"), at="author.name"),
        node(changed(REVIEW_NODE, "author.name", "Ada Example; Ben Sample"), at="author.name"),
    ),
)
