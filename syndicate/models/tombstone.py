"""What remains of a review that has left."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from syndicate.models._base import Model
from syndicate.models.dates import Instant
from syndicate.models.text import Iri, fault

__all__ = ["Reason", "Tombstone"]

Reason = Literal["erased", "moderated", "merged", "withdrawn"]


class Tombstone(Model):
    """A review that was published and is no more: its id, when, and why; nothing about any person."""

    id: Iri
    """The id that the review had."""
    at: Instant
    """When it left."""
    reason: Reason
    """Why: `erased` at a person's wish or by law, `moderated` away, `merged` into another, or `withdrawn`."""
    merged_into: Iri | None = None
    """The id of the review that it was merged into; with the reason `merged` and no other."""

    @model_validator(mode="after")
    def _merged(self) -> Self:
        if (self.reason == "merged") != (self.merged_into is not None):
            raise fault(
                f"the reason {self.reason} with merged_into {self.merged_into or 'absent'}",
                "merged_into with the reason merged, and only then",
                "Add or remove merged_into.",
            )
        if self.merged_into == self.id:
            raise fault("a review that is merged into itself", "the id of another review", "Correct merged_into.")
        return self
