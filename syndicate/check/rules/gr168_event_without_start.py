"""GR168: an event needs its start."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import is_main, lacking
from syndicate.check.rules._nodes import EVENT_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


RULE = Rule(
    code="GR168",
    name="event-without-start",
    severity="error",
    types=("Event",),
    result="event",
    source=f"{DOCS}event",
    read=AGAIN,
    why="An event is at a time. Google asks when it begins, and shows no such result without it.",
    mend='Add "startDate" with its zone, as in 2024-09-01T19:00:00+02:00.',
    check=lacking("startDate", says="the event does not say when it begins", only=is_main),
    good=(
        node(EVENT_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "Event", "name": "Night of the Bells"})),
    ),
    bad=(node(without(EVENT_NODE, "startDate"), at="startDate"),),
)
