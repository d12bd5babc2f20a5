"""The counts of an item's reviews, as a line of the export's ``aggregates`` has them.

Counts are of the published reviews. A mean is on the scale that all ratings share, else (where all of their scales are
known) on the scale from 0 to 100; there is none where neither can be said. See :mod:`syndicate.models.mean`.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, NonNegativeInt

from syndicate.models._base import Model
from syndicate.models.number import Number

__all__ = ["ItemAggregate", "Mean", "ReviewCounts", "Value", "aggregate_schema"]

ID = "https://syndicate.example/schemas/aggregate-1.0.schema.json"


class Mean(Model):
    """A mean rating, rounded half to even."""

    value: Number
    count: NonNegativeInt
    """How many ratings it is the mean of."""
    best: Number | None = None
    worst: Number | None = None


class Value(Model):
    """How often one value was given on one scale."""

    value: Number
    best: Number | None = None
    """The best of the scale as the reviews state it; absent where they do not."""
    worst: Number | None = None
    count: NonNegativeInt


class ReviewCounts(Model):
    """Some reviews of an item, counted."""

    reviews: NonNegativeInt
    ratings: NonNegativeInt
    """How many of them have a rating that counts: a value of at most 1,000,000,000 in size, of at most six decimals."""
    normalised_count: NonNegativeInt
    """How many of these have a scale that is known."""
    normalised_sum: NonNegativeInt
    """The sum of the normalised ratings, each a whole number from 0 to 1,000,000."""
    mean: Mean | None = None
    distribution: tuple[Value, ...] = ()
    """Each value as it was given, with its scale: by scale, then by value."""


class ItemAggregate(ReviewCounts):
    """The counts of one item: of all of its reviews, and by the kind of review."""

    key: str
    """What the item's reviews have in common, with what it is of before it: `isbn:9780306406157`, `key:KETTLE-1`."""
    type: str
    """The type of the item, in its newest review."""
    name: str
    """The name of the item, in its newest review."""
    by_kind: dict[str, ReviewCounts] = Field(default_factory=dict)
    """The same by `kind` of review (critic, user, employer, recommendation); those that say none are in no kind."""


def aggregate_schema() -> dict[str, Any]:
    """The JSON Schema of a line of ``aggregates`` as a new ``dict``."""
    made = ItemAggregate.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, **made}
