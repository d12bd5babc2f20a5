"""VO316: a value that is none of the list that is meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._names import nearest
from syndicate.check.rules._nodes import PRODUCT_NODE, changed
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, enumerations, range_in_words, wrong_values
from syndicate.ledger import shown
from syndicate.schemaorg.terms import local

__all__ = ["RULE"]


@cache
def _spelled() -> dict[str, str]:
    """Members by their letters alone, where those name one."""
    found: dict[str, list[str]] = {}
    for of in vocabulary.subtypes("Enumeration"):
        for member in vocabulary.members(of):
            found.setdefault(_letters(member), []).append(member)
    return {letters: names[0] for letters, names in found.items() if len(set(names)) == 1}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _meant(value: Any) -> Any:
    """The member that a text spells otherwise; anything else as it is."""
    if not isinstance(value, str) or len(value) > 100:
        return value
    name = local(value.strip())
    member = _spelled().get(_letters(name))
    return value if member is None or member == name else f"https://schema.org/{member}"


def _say(subject: Subject, told: Told) -> Hit:
    members = enumerations(told.name)
    right = _meant(told.value)
    if right != told.value and local(right) in members:
        mend = f"Write {right}."
    else:
        name = local(told.value) if isinstance(told.value, str) else ""
        near = tuple(one for one in members if name.strip() and _begins(one, name))
        near = near or nearest(subject, name, lambda: members)
        some = near or members[:4]
        mend = f"{'The nearest are' if near else 'Some are'} {', '.join(some)}." if some else ""
    return Hit(
        told.path, f"{told.name} is {shown(told.value, 60)}, and takes a member of {range_in_words(told.name)}", mend
    )


def _begins(member: str, name: str) -> bool:
    return member.casefold().startswith(name.strip().casefold())


def _check(subject: Subject) -> Iterator[Hit]:
    return (_say(subject, told) for told in wrong_values(subject) if told.wrong == "member")


RULE = Rule(
    code="VO316",
    name="no-such-member",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org has a list of the values that are meant here, and this is none of them. Who reads the "
    "page does not know what it says.",
    mend="Write one of the list, as in https://schema.org/InStock.",
    check=_check,
    fix=_meant,
    good=(
        node(PRODUCT_NODE),
        node(changed(PRODUCT_NODE, "offers.availability", "InStock")),
        node(changed(PRODUCT_NODE, "offers.availability", "http://schema.org/OutOfStock")),
        node(changed(PRODUCT_NODE, "offers.businessFunction", "http://purl.org/goodrelations/v1#Sell")),
    ),
    bad=(
        node(changed(PRODUCT_NODE, "offers.availability", "in stock"), at="offers.availability"),
        node(changed(PRODUCT_NODE, "offers.availability", "https://schema.org/NewCondition"), at="offers.availability"),
        node(changed(PRODUCT_NODE, "offers.itemCondition", "new"), at="offers.itemCondition"),
    ),
)
