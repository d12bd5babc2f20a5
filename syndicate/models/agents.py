"""Who wrote, published, directed or played: people and organisations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from syndicate.models._base import Typed, stated
from syndicate.models.text import Iri, Line, Many, Url

__all__ = ["Agent", "Organization", "Person"]


class _Agent(Typed):
    type: Literal["Person", "Organization"]
    """What it is."""
    name: Line
    """The real name, and nothing but the name."""
    url: Url | None = None
    """The page of this person or organisation on the publisher's site."""
    same_as: Many[Url] = ()
    """Pages elsewhere that are about the same: a profile, an encyclopedia's article."""
    id: Iri | None = None
    """An IRI that ties the same person or organisation together wherever it is named."""


class Person(_Agent):
    """A human being (https://schema.org/Person)."""

    type: Literal["Person"] = stated("Person")
    """Always `Person`."""


class Organization(_Agent):
    """A magazine, a company, a band, a shop (https://schema.org/Organization)."""

    type: Literal["Organization"] = stated("Organization")
    """Always `Organization`."""
    logo: Url | None = None
    """A picture of its logo."""


Agent = Annotated[Person | Organization, Field(discriminator="type")]
"""A person or an organisation, told apart by `type`."""
