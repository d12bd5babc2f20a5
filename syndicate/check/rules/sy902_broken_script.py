"""SY902: a JSON-LD script that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import POLICIES, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for script in subject.page.scripts:
        if script.wrong:
            yield Hit(f"script[{script.number}]", f"this is no JSON: {script.wrong}")


RULE = Rule(
    code="SY902",
    name="broken-script",
    severity="error",
    types=(),
    kinds=("page", "jsonld"),
    source=POLICIES,
    read=READ,
    why="A search engine reads a JSON-LD script whole or not at all. Nothing that this one says is known to it.",
    mend="Correct the JSON at that place: all brackets and quotes closed, a comma between two values.",
    check=_check,
    good=(page('<script type="application/ld+json">{"@type": "Review"}</script>'),),
    bad=(page('<script type="application/ld+json">{"@type": "Review" "name": 1}</script>', at="script[0]"),),
)
