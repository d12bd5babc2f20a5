"""Reviews that have left as items of a feed (https://schema.org/DataFeedItem) and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate.schemaorg.terms import Note, bare, left_out
from syndicate.schemaorg.values import date, one

__all__ = ["tombstone_node", "tombstone_row"]


def tombstone_node(data: Mapping[str, Any]) -> dict[str, Any]:
    """The node of a tombstone given as plain JSON values."""
    item: dict[str, Any] = {"@type": "Review", "@id": data["id"]}
    if "merged_into" in data:
        item["isPartOf"] = {"@type": "Review", "@id": data["merged_into"]}
    return {"@type": "DataFeedItem", "dateDeleted": data["at"], "description": data["reason"], "item": item}


def tombstone_row(node: Mapping[str, Any], note: Note) -> dict[str, Any]:
    """The plain values of a tombstone; a reason that is not stated is taken for ``withdrawn``, and told."""
    item = one(node.get("item"), "id", note)
    gone = bare(item) if isinstance(item, Mapping) else {}
    row: dict[str, Any] = {}
    id = gone.get("@id", node.get("@id", gone.get("url")))
    if id is not None:
        row["id"] = id
    row["at"] = date(node["dateDeleted"], "at", note)
    reason = node.get("description")
    into = gone.get("isPartOf")
    if reason in ("erased", "moderated", "withdrawn") or (reason == "merged" and isinstance(into, Mapping)):
        row["reason"] = reason
    else:
        note("reason", "inferred", "taken for withdrawn, since no reason is stated")
        row["reason"] = "withdrawn"
        into = None
    if row["reason"] == "merged" and isinstance(into, Mapping):
        row["merged_into"] = into.get("@id")
    left_out(node, {"@id", "dateDeleted", "description", "item"}, "", note)
    left_out(gone, {"@id", "isPartOf", "url"}, "", note)
    return row
