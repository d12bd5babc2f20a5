"""VO317: an address in schema.org that leads to no term."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._names import nearest
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, enumerations, wrong_values
from syndicate.ledger import shown
from syndicate.schemaorg.terms import local

__all__ = ["RULE"]


def _say(subject: Subject, told: Told) -> Hit:
    near = nearest(subject, local(told.value), lambda: vocabulary.types() | set(enumerations(told.name)))
    return Hit(told.path, f"there is no {shown(told.value, 80)}", f"The nearest are {', '.join(near)}." if near else "")


def _check(subject: Subject) -> Iterator[Hit]:
    return (_say(subject, told) for told in wrong_values(subject) if told.wrong == "nowhere")


RULE = Rule(
    code="VO317",
    name="address-of-no-term",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="This is an address in schema.org at which there is no term. What it should say stays unsaid.",
    mend="Correct the name behind the last slash.",
    check=_check,
    good=(
        node(PRODUCT_NODE),
        node({**PRODUCT_NODE, "sameAs": "https://schema.org/Product"}),
        node({**REVIEW_NODE, "reviewBody": "See https://schema.org/Reveiw"}),
    ),
    bad=(node({**PRODUCT_NODE, "sameAs": "https://schema.org/Produkt"}, at="sameAs"),),
)
