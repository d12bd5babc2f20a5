"""GR180: an event that is only online has no result any more."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._asks import is_main
from syndicate.check.rules._nodes import EVENT_NODE, with_
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]

_STREAM = {"@type": "VirtualLocation", "url": "https://example.org/stream"}


def _check(subject: Subject) -> Iterator[Hit]:
    if not is_main(subject):
        return
    places = list(subject.each("location"))
    if places and all(subject.of(place, "VirtualLocation") for place in places):
        yield Hit(places[0].path, "the event is online, and at no place")


RULE = Rule(
    code="GR180",
    name="event-is-online",
    severity="error",
    types=("Event",),
    result="event",
    # The log of changes of the documentation has the day: it took the properties of online events out.
    since="2025-06-05",
    source=f"{DOCS}event",
    read=AGAIN,
    why=(
        "Google shows events that people can go to. What is only online has had no such result since June 2025; its "
        "reviews may have stars all the same."
    ),
    mend="Leave it for other readers, or name the place too where there is one.",
    check=_check,
    good=(
        node(EVENT_NODE),
        node(with_(EVENT_NODE, location=[_STREAM, EVENT_NODE["location"]])),
    ),
    bad=(
        node(with_(EVENT_NODE, location=_STREAM), at="location"),
        node(with_(EVENT_NODE, location=[_STREAM]), at="location[0]"),
    ),
)
