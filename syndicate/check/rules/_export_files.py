"""An export without fault, as examples begin with one: small, uncompressed, with all sums as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["MERGED", "REVIEWS", "STONE", "exported", "with_manifest"]

REVIEWS: tuple[Mapping[str, Any], ...] = tuple(
    {"id": f"tag:example.org,2020:{name}", "item": {"type": "Movie", "name": name}} for name in ("bell", "fog", "sun")
)
STONE: Mapping[str, Any] = {"id": "tag:example.org,2020:gone", "at": "2024-03-01T10:00:00Z", "reason": "withdrawn"}
MERGED: Mapping[str, Any] = {
    "id": "tag:example.org,2020:twin",
    "at": "2024-03-01T10:00:00Z",
    "reason": "merged",
    "merged_into": "tag:example.org,2020:fog",
}

_SCHEMA = "schema/review-1.0.schema.json"
_ID = "https://syndicate.example/schemas/review-1.0.schema.json"


def exported(
    reviews: Sequence[Mapping[str, Any]] = REVIEWS,
    stones: Sequence[Mapping[str, Any]] = (STONE, MERGED),
    *,
    deltas: Sequence[Mapping[str, Any]] = (),
    files: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    schema: Mapping[str, Any] | None = None,
    **manifest: Any,
) -> dict[str, str]:
    """The files of an export: its reviews in one part, its tombstones; ``files`` are further ones by ``KIND SEQUENCE``.

    ``manifest`` has what the manifest says otherwise.
    """
    held: dict[str, str] = {_SCHEMA: json.dumps({"$id": _ID} if schema is None else schema)}
    listed: list[dict[str, Any]] = []
    for kind, records in {"full": reviews, "tombstones": stones, **(files or {})}.items():
        name, _, sequence = kind.partition(" ")
        lines = "".join(json.dumps(record) + "\n" for record in records)
        digest = hashlib.sha256(lines.encode()).hexdigest()
        folder = f"delta/{sequence}/" if sequence else "full/" if name == "full" else ""
        path = f"{folder}{name}-{digest[:16]}.jsonl"
        held[path] = lines
        listed.append(
            {
                "name": kind.replace(" ", "-"),
                "kind": name,
                "path": path,
                "bytes": len(lines.encode()),
                "hash": f"sha256:{digest}",
                "contentHash": f"sha256:{digest}",
                "records": len(records),
                **({"firstId": records[0]["id"], "lastId": records[-1]["id"]} if name == "full" else {}),
                **({"sequence": int(sequence)} if sequence else {}),
                "jsonSchema": _SCHEMA,
            }
        )
    said = {
        "name": "reviews",
        "sequence": 1,
        "state": _state(reviews),
        "records": len(reviews),
        "tombstones": len(stones),
        "oldest_base": 1,
        "deltas": list(deltas),
        "resources": listed,
        **manifest,
    }
    held["manifest.json"] = json.dumps(said)
    return held


def _state(reviews: Sequence[Mapping[str, Any]]) -> str:
    names = [hashlib.sha256(json.dumps(review).encode()).hexdigest() + "\n" for review in reviews]
    return "sha256:" + hashlib.sha256("".join(names).encode()).hexdigest()


def with_manifest(files: Mapping[str, str], *path: str | int, value: Any = None) -> dict[str, str]:
    """``files`` with another value at a path of the manifest; None takes it out."""
    manifest = json.loads(files["manifest.json"])
    inner = manifest
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return {**files, "manifest.json": json.dumps(manifest)}
