"""What a feed is and how it speaks: the options of RSS, Atom and JSON Feed alike.

A build writes "the newest N" of anything with them (``title``, ``page``, ``previous_archive``), and each archive of a
period (``archive``, both neighbours, ``current``; RFC 5005, section 4). Tombstones come among the records.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from syndicate.models.text import Language, Line, Url

__all__ = ["FeedOptions", "XmlFeedOptions"]


class FeedOptions(BaseModel):
    """What the feed is, and how its entries are shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: Line | None = None
    """The feed's own title; the site's name where it is not given."""
    page: Url | None = None
    """The page that it is a feed of; the site's address where it is not given."""
    language: Language | None = None
    """The language of the feed; the site's where it is not given."""
    stars_in_title: bool = False
    """Whether titles end with the stars: `Dune ★★★★½`, or `Dune (8/10)` on a scale that has none."""
    spoilers: Literal["warn", "withhold"] = "warn"
    """What becomes of a text that tells the ending: `warn` puts it behind a warning, `withhold` leaves it out."""
    limit: Annotated[int, Field(ge=0)] = 250_000
    """The bytes of the document beyond which texts are shortened, the last ones first; 0 for no limit."""
    hub: Url | None = None
    """The WebSub hub that tells subscribers of changes."""
    archive: bool = False
    """Whether this is an archive document (RFC 5005) and not the feed that people subscribe to."""
    previous_archive: Url | None = None
    """The archive with the entries before these."""
    next_archive: Url | None = None
    """The archive with the entries after these; of an archive alone."""
    current: Url | None = None
    """The feed that people subscribe to; of an archive alone."""


class XmlFeedOptions(FeedOptions):
    """What the feed is, and how its entries are shown."""

    style: Line | None = None
    """The address of a CSS style sheet, for a person who opens the feed in a browser."""
