"""The review: one record that says all that readers of any kind may want to know.

>>> from syndicate.models import Movie, Person, Rating
>>> review = Review(
...     id="tag:example.org,2024:dune",
...     item=Movie(name="Dune: Part Two", date_published="2024"),
...     authors=[Person(name="Ada Example")],
...     rating=Rating(value=4.5, best=5, worst=0.5),
...     published="2024-03-01",
... )
>>> review.item.type, review.rating.value
('Movie', 4.5)
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue

from syndicate.models._base import Model
from syndicate.models._json import tidy
from syndicate.models.agents import Agent, Organization
from syndicate.models.dates import Date
from syndicate.models.items import AnyItem
from syndicate.models.provenance import Provenance
from syndicate.models.rating import Aspect, Rating
from syndicate.models.text import Iri, Language, Line, Many, Path, Text, Url

__all__ = ["Body", "Kind", "Reply", "Review"]

Kind = Literal["critic", "user", "employer", "recommendation"]


class Body(Model):
    """The text of a review, and what it is written in."""

    value: Text
    """The text itself."""
    format: Literal["text", "markdown", "html"]
    """What it is written in: plain text, Markdown (CommonMark) or HTML."""


class Reply(Model):
    """The public answer of the reviewed party."""

    text: Text
    """What it says."""
    author: Agent | None = None
    """Who answers."""
    published: Date | None = None
    """When the answer was published."""
    url: Url | None = None
    """The page of the answer."""


def _tidy_extensions(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {key: tidy(value[key], f"extensions.{key}") for key in sorted(value)}


class Review(Model):
    """A review of one item by one or more authors (https://schema.org/Review). What is absent is unknown."""

    id: Iri
    """An IRI that names this review and never changes, whatever becomes of its title, its date or its page."""
    url: Url | None = None
    """The page of the review."""
    kind: Kind | None = None
    """Who speaks: a critic, a user, an employee of the reviewed employer; or a recommendation."""
    item: AnyItem
    """What is reviewed."""
    authors: Many[Agent] = ()
    """Who wrote it."""
    publisher: Organization | None = None
    """Who published it."""
    title: Line | None = None
    """Its title."""
    summary: Text | None = None
    """What it comes to, in a sentence or two."""
    body: Body | None = None
    """Its text."""
    rating: Rating | None = None
    """The verdict on the whole."""
    recommended: bool | None = None
    """Whether the reviewer recommends the item, where that was asked."""
    aspects: Many[Aspect] = ()
    """Ratings of parts of the item."""
    pros: Many[Line] = ()
    """What speaks for it, a statement each."""
    cons: Many[Line] = ()
    """What speaks against it, a statement each."""
    language: Language | None = None
    """The language of the review."""
    published: Date | None = None
    """When it was first published, as exactly as the source says."""
    modified: Date | None = None
    """When it was last changed."""
    images: Many[Url] = ()
    """Pictures that belong to the review."""
    tags: Many[Line] = ()
    """The publisher's own keywords."""
    links: Many[Url] = ()
    """Pages that the review cites."""
    license: Url | None = None
    """The page of the licence that the text is under."""
    reply: Reply | None = None
    """The answer of the reviewed party."""
    experienced: Date | None = None
    """When the reviewer saw, bought or visited it."""
    spoiler: bool | None = None
    """Whether the text tells the ending."""
    snippet_only: bool | None = None
    """Whether only the summary and the link may be passed on, and not the body."""
    provenance: Provenance | None = None
    """Where it comes from and what stands behind it."""
    inferred: Many[Path] = ()
    """The paths of values in this record that were derived and not stated: `item.name`."""
    extensions: Annotated[dict[Iri, JsonValue], AfterValidator(_tidy_extensions)] = Field(default_factory=dict)
    """Anything else, under an IRI of the publisher's own; only the canonical records carry it."""
