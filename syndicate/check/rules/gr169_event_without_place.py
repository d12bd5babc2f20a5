"""GR169: an event needs a place."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._asks import is_main
from syndicate.check.rules._nodes import EVENT_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not is_main(subject):
        return
    first = subject.first("location")
    if first is None:
        yield Hit("location", "the event does not say where it is")
    elif not isinstance(first.value, dict):
        yield Hit(first.path, "the place of the event is a text, and no Place")


RULE = Rule(
    code="GR169",
    name="event-without-place",
    severity="error",
    types=("Event",),
    result="event",
    source=f"{DOCS}event",
    read=AGAIN,
    why="An event is at a place. Google asks for it as a Place, and shows no such result without.",
    mend='Add "location": {"@type": "Place", "name": "...", "address": ...}.',
    check=_check,
    good=(
        node(EVENT_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "Event", "name": "Night of the Bells"})),
    ),
    bad=(
        node(without(EVENT_NODE, "location"), at="location"),
        node(with_(EVENT_NODE, location="Old Pier"), at="location"),
    ),
)
