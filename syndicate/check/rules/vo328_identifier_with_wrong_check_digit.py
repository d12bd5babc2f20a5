"""VO328: an identifier with a wrong check digit."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._nodes import PRODUCT_NODE
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown
from syndicate.models.identifier import FORMS, PROPERTIES, Identifier, compact

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not ours(subject):
        return
    for name, kind in PROPERTIES.items():
        for path, value in subject.each(name) if kind in ("gtin", "isbn", "issn") and name in subject.node else ():
            # GS1 has addresses for GTINs too: https://id.gs1.org/01/...
            if not isinstance(value, (str, int)) or isinstance(value, bool) or "://" in str(value):
                continue
            text = compact(kind, str(value))
            try:
                Identifier(kind=kind, value=text)
            except ValidationError:
                yield Hit(path, f"{shown(value, 40)} is no {name}", f"It has {FORMS[kind][1]}.")


RULE = Rule(
    code="VO328",
    name="identifier-with-wrong-check-digit",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/gtin",
    read=READ,
    why="The last digit of this identifier does not follow from those before it, so one of them is wrong. It "
    "names nothing, or something else.",
    mend="Correct it, or leave it out.",
    check=_check,
    good=(
        node({**PRODUCT_NODE, "gtin13": "9780306406157"}),
        node({"@type": "Book", "name": "Fog", "isbn": "978-0-306-40615-7"}),
        node({**PRODUCT_NODE, "gtin": "https://id.gs1.org/01/09780306406157"}),
    ),
    bad=(
        node({**PRODUCT_NODE, "gtin13": "9780306406158"}, at="gtin13"),
        node({"@type": "Book", "name": "Fog", "isbn": "0-306-40615-3"}, at="isbn"),
        node({**PRODUCT_NODE, "gtin": "12345"}, at="gtin"),
    ),
)
