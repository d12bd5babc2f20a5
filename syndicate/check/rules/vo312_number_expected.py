"""VO312: something else where a number is wanted."""

from __future__ import annotations

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong
from syndicate.ledger import shown

__all__ = ["RULE"]


def _say(told: Told) -> Hit:
    return Hit(told.path, f"{told.name} is {shown(told.value, 60)}, and no number")


_check = of_wrong("number", _say)


RULE = Rule(
    code="VO312",
    name="number-expected",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org wants a number here. From anything else, a program has to guess one.",
    mend="Write digits alone, with a point before decimals; the unit goes into a property of its own.",
    check=_check,
    good=(
        node({"@type": "Book", "name": "Fog", "numberOfPages": "312"}),
        node({"@type": "Book", "name": "Fog", "numberOfPages": 312}),
        node({"@type": "Recipe", "name": "Bread", "recipeYield": "2 loaves"}),
    ),
    bad=(
        node({"@type": "Book", "name": "Fog", "numberOfPages": "312 pages"}, at="numberOfPages"),
        node({"@type": "TVSeries", "name": "Fog", "numberOfEpisodes": "twelve"}, at="numberOfEpisodes"),
    ),
)
