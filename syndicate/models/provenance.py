"""Where a review comes from and what stands behind it. Each statement may be absent: unknown is not false.

The statements are those that the EU's Omnibus Directive (2019/2161, annex I, 23b and 23c), the FTC's rule on reviews
(16 CFR 465) and ISO 20488 ask for.
"""

from __future__ import annotations

from typing import Literal

from syndicate.models._base import Model
from syndicate.models.agents import Organization
from syndicate.models.text import Line, Text, Url

__all__ = ["Incentive", "Moderation", "Origin", "Provenance", "Verification"]


class Origin(Model):
    """Where the review was first published."""

    publisher: Organization | None = None
    """Who published it there."""
    url: Url | None = None
    """The page where it stood first."""
    syndicated_from: Line | None = None
    """The service or site that it was taken over from."""


class Verification(Model):
    """Whether somebody made sure that the reviewer had the item."""

    status: Literal["verified", "unverified"]
    """Whether it was verified; unverified says that nobody did, which is more than not knowing."""
    method: Line | None = None
    """How: `purchase`, `booking`, `e-mail`."""
    by: Line | None = None
    """Who verified it."""


class Incentive(Model):
    """What the reviewer was given for the review."""

    present: bool
    """Whether there was anything: false says that there was nothing."""
    kind: Line | None = None
    """What: `free product`, `discount`, `prize draw`."""
    conditional_on_sentiment: bool | None = None
    """Whether it was given only for a review of one kind, which many laws forbid."""


class Moderation(Model):
    """What the publisher's moderation came to."""

    status: Literal["approved", "pending", "rejected", "none"]
    """Its result; none says that this publisher does not moderate."""
    reason: Line | None = None
    """Why."""


class Provenance(Model):
    """Where a review comes from and what stands behind it."""

    origin: Origin | None = None
    """Where it was first published, when that is not here."""
    collection_method: Literal["unsolicited", "post_fulfillment", "invited", "point_of_sale", "imported"] | None = None
    """How it was collected; the first two are Google's words for the same."""
    verification: Verification | None = None
    """Whether somebody made sure that the reviewer had the item."""
    incentive: Incentive | None = None
    """What the reviewer was given for it."""
    relationship: Text | None = None
    """What ties the reviewer to the reviewed party: `none`, `employee`, `review copy from the maker`."""
    moderation: Moderation | None = None
    """What the publisher's moderation came to."""
    generated: bool | None = None
    """Whether a machine wrote it; false says that a person did."""
