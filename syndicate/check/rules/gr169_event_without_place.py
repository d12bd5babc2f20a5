"""GR169: an event needs a place with its address."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import (
    EVENT_NODE,
    changed,
    with_,
    without,
)
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not subject.is_main:
        return
    if not subject.has("location"):
        yield Hit("location", "the event does not say where it is")
    elif not subject.has("location.address") and not any(
        subject.of(one, "VirtualLocation", "PostalAddress") for one in subject.each("location")
    ):
        yield Hit("location.address", "the place of the event has no address")


RULE = Rule(
    code="GR169",
    name="event-without-place",
    severity="error",
    types=("Event",),
    result="event",
    source=f"{DOCS}event",
    read=READ,
    why="An event is at a place. Google asks for it and for its address, and shows no such result without them.",
    mend='Add "location": {"@type": "Place", "name": "...", "address": ...}.',
    check=_check,
    good=(
        node(EVENT_NODE),
        node(with_(EVENT_NODE, location={"@type": "VirtualLocation", "url": "https://example.org/stream"})),
    ),
    bad=(
        node(without(EVENT_NODE, "location"), at="location"),
        node(changed(EVENT_NODE, "location.address", None), at="location.address"),
        node(with_(EVENT_NODE, location="Old Pier"), at="location.address"),
    ),
)
