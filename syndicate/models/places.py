"""Products, places and events.

Every field has the name of schema.org's property, in snake_case. A field that may hold several values is a tuple.
"""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypeAliasType

from syndicate.models._base import Model, stated
from syndicate.models.agents import Agent, Organization
from syndicate.models.dates import Date, Day
from syndicate.models.item import Item, types_below
from syndicate.models.number import Latitude, Longitude
from syndicate.models.text import Line, Many, Pattern, Url
from syndicate.models.works import Offer

__all__ = ["Address", "Event", "FoodEstablishment", "Geo", "LocalBusiness", "Location", "LodgingBusiness", "Product"]

Clock = TypeAliasType(
    "Clock",
    Annotated[
        str,
        Pattern(r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "a time of day", "Write it as in 15:00.", ("15:00",)),
    ],
)


class Address(Model):
    """A postal address (https://schema.org/PostalAddress)."""

    street_address: Line | None = None
    """Street and number."""
    address_locality: Line | None = None
    """The town."""
    address_region: Line | None = None
    """The region, where addresses have one."""
    postal_code: Line | None = None
    """The postal code."""
    address_country: Line | None = None
    """The country, best as its code of two letters (ISO 3166-1)."""


class Geo(Model):
    """A point on the earth in degrees of WGS 84 (https://schema.org/GeoCoordinates)."""

    latitude: Latitude
    """Degrees north."""
    longitude: Longitude
    """Degrees east."""


class Location(Model):
    """Where an event is (https://schema.org/Place)."""

    name: Line
    """The name of the place."""
    address: Address | None = None
    """Its address."""
    url: Url | None = None
    """Its page."""


class Product(Item):
    """Something that is sold (https://schema.org/Product)."""

    type: Annotated[str, types_below("Product")] = stated("Product")
    brand: Line | None = None
    """The brand's name."""
    manufacturer: Organization | None = None
    """Who makes it."""
    category: Many[Line] = ()
    """What kind of product it is."""
    model: Line | None = None
    """Its model: `WH-1000XM5`."""
    color: Line | None = None
    """Its colour."""
    country_of_origin: Many[Line] = ()
    """Where it comes from."""
    material: Line | None = None
    """What it is made of."""
    size: Line | None = None
    """Its size."""
    release_date: Day | None = None
    """When it came out."""
    offers: Many[Offer] = ()
    """What it costs."""


class LocalBusiness(Item):
    """A shop, a practice, a gym: a business with a place (https://schema.org/LocalBusiness)."""

    type: Annotated[str, types_below("LocalBusiness", "FoodEstablishment", "LodgingBusiness")] = stated("LocalBusiness")
    address: Address | None = None
    """Where it is."""
    geo: Geo | None = None
    """Where it is on the earth."""
    telephone: Line | None = None
    """Its number, best as in +49 30 901820."""
    price_range: Line | None = None
    """What it costs: `€€`, `$10-15`."""


class FoodEstablishment(LocalBusiness):
    """A restaurant, a café, a bar (https://schema.org/FoodEstablishment)."""

    type: Annotated[str, types_below("FoodEstablishment")] = stated("FoodEstablishment")
    serves_cuisine: Many[Line] = ()
    """What it cooks: `Georgian`."""


class LodgingBusiness(LocalBusiness):
    """A hotel, a hostel, a camp site (https://schema.org/LodgingBusiness)."""

    type: Annotated[str, types_below("LodgingBusiness")] = stated("LodgingBusiness")
    checkin_time: Clock | None = None
    """The earliest arrival: `15:00`."""
    checkout_time: Clock | None = None
    """The latest departure: `11:00`."""


class Event(Item):
    """A concert, a festival, a match (https://schema.org/Event)."""

    type: Annotated[str, types_below("Event")] = stated("Event")
    start_date: Date | None = None
    """When it begins."""
    end_date: Date | None = None
    """When it ends."""
    location: Location | None = None
    """Where it is."""
    performer: Many[Agent] = ()
    """Who performs."""
    organizer: Many[Agent] = ()
    """Who holds it."""
