"""A second reader of the export, after ``docs/export.md`` and in plain Python: it trusts nothing and holds all in memory.

Where anything is not as that page says, it fails at once: what it is pointed at is right, or the test is over.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Held", "bytes_below", "follow", "full", "manifest_of", "named_files"]

_STATED = ("id", "at", "reason", "merged_into")


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a client holds: the lines of reviews and tombstones by id, and where it is."""

    sequence: int
    state: str
    reviews: dict[str, bytes]
    tombstones: dict[str, bytes]

    def titles(self) -> dict[str, str]:
        return {id: json.loads(line)["title"] for id, line in self.reviews.items()}

    def graves(self) -> dict[str, tuple[str, str, str | None]]:
        stones = {id: json.loads(line) for id, line in self.tombstones.items()}
        assert all(set(stone) <= set(_STATED) for stone in stones.values())
        return {id: (stone["at"], stone["reason"], stone.get("merged_into")) for id, stone in stones.items()}


def manifest_of(out: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((out / "export" / "manifest.json").read_bytes())
    sequence, deltas = manifest["sequence"], manifest["deltas"]
    names = [resource["name"] for resource in manifest["resources"]]
    assert len(names) == len(set(names))
    assert [delta["sequence"] for delta in deltas] == list(range(sequence - len(deltas) + 1, sequence + 1))
    assert manifest["oldest_base"] == sequence - len(deltas)
    assert all(one["state"] == other["base"] for one, other in itertools.pairwise(deltas))
    assert not deltas or deltas[-1]["state"] == manifest["state"]
    return manifest


def full(out: Path) -> Held:
    """All that the newest full export has."""
    manifest = manifest_of(out)
    reviews = list(_records(out, manifest, "full"))
    stones = list(_records(out, manifest, "tombstones"))
    for ids in ([id for id, _ in reviews], [id for id, _ in stones]):
        assert ids == sorted(set(ids), key=str.encode)
    return _arrived(manifest, dict(reviews), dict(stones))


def follow(out: Path, held: Held) -> Held:
    """The newest state, from what was held before: by the deltas where they lead there."""
    manifest = manifest_of(out)
    if (held.sequence, held.state) == (manifest["sequence"], manifest["state"]):
        return _arrived(manifest, held.reviews, held.tombstones)
    deltas = [delta for delta in manifest["deltas"] if delta["sequence"] > held.sequence]
    reached = deltas and deltas[0]["sequence"] == held.sequence + 1 and deltas[0]["base"] == held.state
    if not reached:
        return full(out)
    reviews, stones = dict(held.reviews), dict(held.tombstones)
    for delta in deltas:
        upserts = dict(_records(out, manifest, "upserts", delta["sequence"]))
        departures = dict(_records(out, manifest, "delta-tombstones", delta["sequence"]))
        assert (len(upserts), len(departures)) == (delta["upserts"], delta["tombstones"])
        assert not upserts.keys() & departures.keys()
        for id in departures:
            reviews.pop(id, None)
        for id in upserts:
            stones.pop(id, None)
        reviews |= upserts
        stones |= departures
    return _arrived(manifest, reviews, stones)


def named_files(out: Path) -> set[str]:
    """The paths below ``export`` that the manifest names."""
    manifest = manifest_of(out)
    schemas = {resource["jsonSchema"] for resource in manifest["resources"]}
    return {resource["path"] for resource in manifest["resources"]} | schemas | {"manifest.json"}


def bytes_below(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below some folders, whatever it is called, and what it holds: unpacked where it is compressed."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                yield path, content
                if content.startswith(b"\x1f\x8b"):
                    yield path, gzip.decompress(content)


def _arrived(manifest: dict[str, Any], reviews: dict[str, bytes], stones: dict[str, bytes]) -> Held:
    digests = [hashlib.sha256(reviews[id]).hexdigest() for id in sorted(reviews, key=str.encode)]
    state = "sha256:" + hashlib.sha256("".join(f"{one}\n" for one in digests).encode()).hexdigest()
    assert (state, len(reviews)) == (manifest["state"], manifest["records"])
    assert len(stones) == manifest["tombstones"]
    assert not reviews.keys() & stones.keys()
    return Held(sequence=manifest["sequence"], state=state, reviews=reviews, tombstones=stones)


def _records(
    out: Path, manifest: dict[str, Any], kind: str, sequence: int | None = None
) -> Iterator[tuple[str, bytes]]:
    for resource in manifest["resources"]:
        if resource["kind"] != kind or resource.get("sequence") != sequence:
            continue
        content = (out / "export" / resource["path"]).read_bytes()
        assert len(content) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]
        text = gzip.decompress(content)
        assert f"sha256:{hashlib.sha256(text).hexdigest()}" == resource["contentHash"]
        lines = text.splitlines()
        assert len(lines) == resource["records"] > 0
        for line in lines:
            yield json.loads(line)["id"], line
