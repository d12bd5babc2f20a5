"""How much the markup of a writer says: an option of every format that writes schema.org."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from syndicate.formats._base import WriteContext
from syndicate.models.record import as_read
from syndicate.models.review import Review
from syndicate.schemaorg import node_of_plain
from syndicate.schemaorg.profiles import Profile, left_by_search, profiled

__all__ = ["MarkupOptions", "told_node"]


class MarkupOptions(BaseModel):
    """How much the markup says."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    profile: Profile = "full"
    """`full` says all that schema.org can hold, `search` leaves out what may cost a rich result."""


def told_node(record: Review, ctx: WriteContext) -> dict[str, Any]:
    """The node of a review in the profile of the writer that is under way; what the profile leaves out is told."""
    node = node_of_plain(as_read(record))
    profile = ctx.options.profile if isinstance(ctx.options, MarkupOptions) else "full"
    if profile == "full":
        return node
    for path in left_by_search(node):
        ctx.lose(record.id, path, "dropped")
    return profiled(node, profile)
