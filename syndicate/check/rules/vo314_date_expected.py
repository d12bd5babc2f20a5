"""VO314: something else where a date or a time is wanted."""

from __future__ import annotations

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check.rules._nodes import EVENT_NODE, MOVIE_NODE, PRODUCT_NODE, changed
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong
from syndicate.ledger import shown

__all__ = ["RULE"]


def _say(told: Told) -> Hit:
    return Hit(told.path, f"{told.name} is {shown(told.value, 60)}, and no date or time of ISO 8601")


_check = of_wrong("date", _say)


RULE = Rule(
    code="VO314",
    name="date-expected",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="Dates and times for machines are written as ISO 8601 has them. Others may be read wrongly, or not at all.",
    mend="Write it as in 2024-05-31, 2024-05-31T14:30:00+02:00 or 14:30.",
    check=_check,
    good=(
        node(EVENT_NODE),
        node({**MOVIE_NODE, "dateCreated": "2023"}),
        node({"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "24:00"}),
        node(changed(PRODUCT_NODE, "offers.priceValidUntil", "2024-05-31")),
    ),
    bad=(
        node({**EVENT_NODE, "startDate": "Sunday at eight"}, at="startDate"),
        node({**MOVIE_NODE, "dateCreated": "31.05.2023"}, at="dateCreated"),
        node({"@type": "OpeningHoursSpecification", "opens": "9 am"}, at="opens"),
    ),
)
