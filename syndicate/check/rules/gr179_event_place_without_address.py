"""GR179: the place of an event needs an address."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._asks import is_main
from syndicate.check.rules._nodes import EVENT_NODE, changed, with_
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not is_main(subject):
        return
    places = [place for place in subject.each("location") if isinstance(place.value, dict)]
    # An address alone is a place and its address at once; what is online is another rule's.
    at = [place for place in places if not subject.of(place, "VirtualLocation", "PostalAddress")]
    if at and len(at) == len(places) and not any(subject.has("address", within=place) for place in at):
        yield Hit(f"{at[0].path}.address", "the place of the event has no address")


RULE = Rule(
    code="GR179",
    name="event-place-without-address",
    severity="error",
    types=("Event",),
    result="event",
    source=f"{DOCS}event",
    read=AGAIN,
    why="Google shows an event to people who are near it. The address of its place is required for that.",
    mend='Add "address" to the place as a PostalAddress, with its street.',
    check=_check,
    good=(
        node(EVENT_NODE),
        node(with_(EVENT_NODE, location="Old Pier")),
        node(with_(EVENT_NODE, location={"@type": "PostalAddress", "streetAddress": "Quay 7"})),
    ),
    bad=(node(changed(EVENT_NODE, "location.address", None), at="location.address"),),
)
