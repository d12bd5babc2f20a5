"""VO315: something else where a duration is wanted."""

from __future__ import annotations

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check.rules._nodes import MOVIE_NODE, RECIPE_NODE
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong
from syndicate.ledger import shown

__all__ = ["RULE"]


def _say(told: Told) -> Hit:
    return Hit(told.path, f"{told.name} is {shown(told.value, 60)}, and no duration of ISO 8601")


_check = of_wrong("duration", _say)


RULE = Rule(
    code="VO315",
    name="duration-expected",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="Durations for machines are written as ISO 8601 has them: PT1H30M. Others are not read.",
    mend="Write it as in PT45M or PT1H30M.",
    check=_check,
    good=(
        node({**RECIPE_NODE, "cookTime": "PT1H", "totalTime": "P1DT2H"}),
        node({**MOVIE_NODE, "duration": "PT1H30M"}),
    ),
    bad=(
        node({**RECIPE_NODE, "cookTime": "1 hour"}, at="cookTime"),
        node({**MOVIE_NODE, "duration": 90}, at="duration"),
    ),
)
