"""SY904: a name that stands twice in one object."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject

__all__ = ["RULE"]

_TWICE = "stands twice"


def _check(subject: Subject) -> Iterator[Hit]:
    for script in subject.page.scripts:
        for repair in script.repairs:
            if _TWICE in repair:
                yield Hit(f"script[{script.number}]", repair)


RULE = Rule(
    code="SY904",
    name="name-twice",
    severity="warning",
    types=(),
    kinds=("page", "jsonld"),
    source="https://www.rfc-editor.org/rfc/rfc8259#section-4",
    read="2026-11-24",
    why="JSON keeps one value of a name that stands twice in an object. Which one it is depends on who reads it.",
    mend="Put several values into a list under one name.",
    check=_check,
    good=(page('<script type="application/ld+json">{"@type": "Review", "author": [{}, {}]}</script>'),),
    bad=(
        page(
            '<script type="application/ld+json">{"@type": "Review", "name": "a", "name": "b"}</script>', at="script[0]"
        ),
    ),
)
