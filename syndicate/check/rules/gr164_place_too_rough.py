"""GR164: a place with five decimals."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, Value
from syndicate.check.rules._nodes import BUSINESS_NODE, changed, with_
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]

_DECIMALS = 5


def _check(subject: Subject) -> Iterator[Hit]:
    latitude, longitude = subject.first("geo.latitude"), subject.first("geo.longitude")
    # A number has lost its zeros at the end: it is rough only where both are.
    if latitude is not None and longitude is not None and max(_decimals(latitude), _decimals(longitude)) < _DECIMALS:
        yield Hit(latitude.path, f"the place has {max(_decimals(latitude), _decimals(longitude))} decimals")


def _decimals(value: Value) -> int:
    return len(str(value.value).strip().partition(".")[2])


RULE = Rule(
    code="GR164",
    name="place-too-rough",
    severity="warning",
    types=("LocalBusiness",),
    source=f"{DOCS}local-business",
    read=READ,
    why="Google asks for five decimals in the place of a business. With fewer it may be put into the next street.",
    mend="Write latitude and longitude with five decimals or more.",
    check=_check,
    good=(
        node(BUSINESS_NODE),
        node(changed(BUSINESS_NODE, "geo.latitude", 53.5432)),
    ),
    bad=(
        node(
            with_(BUSINESS_NODE, geo={"@type": "GeoCoordinates", "latitude": 53.54, "longitude": 9.98}),
            at="geo.latitude",
        ),
    ),
)
