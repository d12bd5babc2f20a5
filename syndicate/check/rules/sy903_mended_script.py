"""SY903: a JSON-LD script that we can read, and search engines cannot."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ALL, Hit, Rule, page
from syndicate.check._subject import Subject

__all__ = ["RULE"]

_TWICE = "stands twice"


def _check(subject: Subject) -> Iterator[Hit]:
    for script in subject.page.scripts:
        told = [repair for repair in script.repairs if _TWICE not in repair]
        if told:
            yield Hit(f"script[{script.number}]", f"this is no JSON as it stands: {'; '.join(told)}")


RULE = Rule(
    code="SY903",
    name="script-not-as-it-should-be",
    severity="error",
    types=(),
    kinds=("page", "jsonld"),
    result=ALL,
    source="https://www.rfc-editor.org/rfc/rfc8259",
    read="2026-11-24",
    why="A search engine reads a JSON-LD script by the letter of JSON or not at all. We could tell what is meant; it "
    "does not try.",
    mend="Write the script with a program that writes JSON, or mend it by hand.",
    check=_check,
    good=(page('<script type="application/ld+json">{"@type": "Review"}</script>'),),
    bad=(
        page('<script type="application/ld+json">{"@type": "Review",}</script>', at="script[0]"),
        page(
            '<script type="application/ld+json">{"@type": "Person"}</script>'
            "<script type=\"application/ld+json\">{'@type': 'Review'}</script>",
            at="script[1]",
        ),
    ),
)
