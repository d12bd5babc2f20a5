"""What changed between two exports.

Records, tombstones and counts of both are merged by id, one line of each in memory: ids rise over all parts of an
export. Lines of the same bytes are not looked into. A part that both manifests list with the same sum of its content is
not even read: an id stands in an export once, so all that is in such a part is in both and the same. Where both
manifests name the same state, no record is read at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

import orjson

from syndicate.proof.compare import unequal
from syndicate.site.snapshots import Resource, Snapshot, keyed_lines, parsed

__all__ = ["KINDS", "Change", "Kind", "Tally", "differences", "remarks"]

Kind: TypeAlias = Literal["added", "returned", "changed", "left", "tombstone", "item", "manifest"]

KINDS: tuple[Kind, ...] = ("added", "returned", "changed", "left", "tombstone", "item", "manifest")
"""What a change can be. ``added`` and ``returned`` are of reviews that only the new export has; for the latter the old
one has a tombstone. ``left``: only the old one has the review. ``tombstone``: neither has it, and what they say of its
leaving differs. ``item``: the counts of an item. ``manifest``: what the manifest says beside its files and numbers."""

_COUNTED = frozenset(
    ("resources", "deltas", "sequence", "state", "records", "tombstones", "instant", "oldest_base")
)  # fmt: skip
"""What the manifest says of the files and of the build, which differs wherever anything does."""

_REASONS = 20
"""How many reasons are counted one by one; the contract has four."""

_TOLD_EVERY = 5_000

_S = TypeVar("_S")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not the same in both exports."""

    kind: Kind
    id: str = ""
    """The review's id; the key of an item; empty for the manifest."""
    old: dict[str, Any] | None = None
    """What the old export says: a record; of a review that returned or left, a tombstone (None where there is none); of
    an item, its counts. A record that left is not given: it may have been erased."""
    new: dict[str, Any] | None = None
    """The same of the new one."""
    paths: tuple[tuple[str, Any, Any], ...] = ()
    """Where they differ (``authors.0.name``), with what stands there in each, None for nothing. Empty for a record
    that changed and says the same values, written in other bytes."""

    def as_dict(self) -> dict[str, Any]:
        """The change as plain JSON values; see ``docs/commands.md``."""
        made: dict[str, Any] = {"change": self.kind}
        if self.kind == "item":
            return {**made, "key": self.id, "old": self.old, "new": self.new}
        if self.kind != "manifest":
            made["id"] = self.id
        if self.kind == "returned":
            made["tombstone"] = self.old
        if self.kind in ("added", "returned"):
            return {**made, "record": self.new}
        if self.kind == "left":
            stone = self.new or {}
            return {**made, "reason": None, **{name: stone[name] for name in _STONE if name in stone}}
        if self.kind == "tombstone":
            return {**made, "old": self.old, "new": self.new}
        return {**made, "paths": [_path(*one) for one in self.paths]}


_STONE = ("at", "reason", "merged_into")


def _path(path: str, old: Any, new: Any) -> dict[str, Any]:
    said = {"path": path, "old": old, "new": new}
    return {name: value for name, value in said.items() if value is not None}


@dataclass(slots=True, kw_only=True)
class Tally:
    """Changes, counted."""

    counts: Counter[Kind] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    """Of reviews that left: how many for which reason; empty for those that are gone without a tombstone."""

    def add(self, change: Change) -> None:
        self.counts[change.kind] += 1
        if change.kind == "left":
            reason = "" if change.new is None else str(change.new.get("reason") or "unknown")
            self.reasons[reason if reason in self.reasons or len(self.reasons) < _REASONS else "other"] += 1

    def as_dict(self) -> dict[str, Any]:
        """The counts as plain JSON values."""
        reasons = {reason: count for reason, count in sorted(self.reasons.items()) if reason}
        return {
            **{kind: self.counts[kind] for kind in KINDS},
            "left_by_reason": reasons,
            "left_without_tombstone": self.reasons[""],
        }


def differences(
    old: Snapshot, new: Snapshot, progress: Callable[[str, int], None] = lambda doing, done: None
) -> Iterator[Change]:
    """All that changed from ``old`` to ``new``: reviews by id, then items by key, then the manifest.

    ``progress`` is told how many lines were compared. Raises :class:`syndicate.errors.InputError` for an export that
    is damaged.
    """
    yield from _reviews(old, new, progress)
    one, other = _unshared(old.aggregates, new.aggregates)
    for key, before, after in _lines(old, new, (one, other), "key", progress):
        if before != after:
            yield Change(kind="item", id=key, old=_read(old, before, key), new=_read(new, after, key))
    said, says = ({k: v for k, v in one.package.items() if k not in _COUNTED} for one in (old, new))
    if paths := tuple(unequal(said, says)):
        yield Change(kind="manifest", paths=paths)


def _reviews(old: Snapshot, new: Snapshot, progress: Callable[[str, int], None]) -> Iterator[Change]:
    same = bool(old.state) and old.state == new.state
    parts = ((), ()) if same else _unshared(old.full, new.full)
    # Tombstones that are in both tell nothing where no review left.
    stones = _unshared(old.left, new.left) if same else (old.left, new.left)
    records = ((id, (a, b)) for id, a, b in _lines(old, new, parts, "id", progress) if a != b)
    leaving = ((id, (a, b)) for id, a, b in _lines(old, new, stones, "id", progress))
    for id, record, stone in _merged(records, leaving):
        before, after = record or (None, None)
        was_gone, is_gone = stone or (None, None)
        if before is not None and after is not None:
            one, other = parsed(old, before, id), parsed(new, after, id)
            yield Change(kind="changed", id=id, old=one, new=other, paths=tuple(unequal(one, other, alike=_alike)))
        elif after is not None:
            kind: Kind = "added" if was_gone is None else "returned"
            yield Change(kind=kind, id=id, old=_read(old, was_gone, id), new=parsed(new, after, id))
        elif before is not None:
            yield Change(kind="left", id=id, new=_read(new, is_gone, id))
        elif was_gone != is_gone:
            yield Change(kind="tombstone", id=id, old=_read(old, was_gone, id), new=_read(new, is_gone, id))


def _unshared(old: Iterable[Resource], new: Iterable[Resource]) -> tuple[tuple[Resource, ...], tuple[Resource, ...]]:
    """The files of each without those that both list."""
    ours, theirs = {_content(one) for one in old}, {_content(one) for one in new}
    return tuple(one for one in old if _content(one) not in theirs), tuple(
        one for one in new if _content(one) not in ours
    )


def _content(resource: Resource) -> tuple[str, str]:
    """What names the content of a file: its sum, else that of the file as it is."""
    named = resource.get("contentHash")
    return ("content", named) if isinstance(named, str) else ("file", resource["hash"])


def _lines(
    old: Snapshot,
    new: Snapshot,
    files: tuple[Iterable[Resource], Iterable[Resource]],
    key: str,
    progress: Callable[[str, int], None],
) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    pairs = _merged(keyed_lines(old, files[0], key), keyed_lines(new, files[1], key))
    for done, pair in enumerate(pairs, 1):
        if done % _TOLD_EVERY == 0:
            progress("comparing", done)
        yield pair


def _merged(
    one: Iterator[tuple[str, _S]], other: Iterator[tuple[str, _T]]
) -> Iterator[tuple[str, _S | None, _T | None]]:
    """Each key of two streams that rise by their keys, with what stands at it in each."""
    left, right = next(one, None), next(other, None)
    while left is not None and right is not None:
        if left[0] == right[0]:
            yield left[0], left[1], right[1]
            left, right = next(one, None), next(other, None)
        elif left[0] < right[0]:
            yield left[0], left[1], None
            left = next(one, None)
        else:
            yield right[0], None, right[1]
            right = next(other, None)
    while left is not None:
        yield left[0], left[1], None
        left = next(one, None)
    while right is not None:
        yield right[0], None, right[1]
        right = next(other, None)


def _read(export: Snapshot, line: bytes | None, key: str) -> dict[str, Any] | None:
    return None if line is None else parsed(export, line, key)


def _alike(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON; ``1`` and ``true``, which Python takes for equal, are not."""
    if one is not None and other is not None and one == other:
        return orjson.dumps(one, option=orjson.OPT_SORT_KEYS) == orjson.dumps(other, option=orjson.OPT_SORT_KEYS)
    return one is None and other is None


def remarks(old: Snapshot, new: Snapshot, tally: Tally) -> Iterator[str]:
    """What a person should know beside the changes, in sentences."""
    if old.manifest.resolve() == new.manifest.resolve():
        yield "OLD and NEW are the same export."
        return
    if old.schemas and new.schemas and old.schemas != new.schemas:
        yield (
            f"The exports conform to different schemas: {', '.join(sorted(old.schemas))} and "
            f"{', '.join(sorted(new.schemas))}. They are compared value by value all the same."
        )
    backwards = _backwards(old, new)
    if backwards or (way := _way(old, new)):
        yield backwards or way
    if (silent := tally.reasons[""]) and not backwards:
        reviews = "1 review is" if silent == 1 else f"{silent:,} reviews are"
        yield f"Warning: {reviews} gone without a tombstone: who follows the deltas is not told to remove what is gone."
    yield from _contradictions(old, new, tally)


def _backwards(old: Snapshot, new: Snapshot) -> str:
    if old.sequence is None or new.sequence is None or new.sequence >= old.sequence:
        return ""
    said = f"NEW has the lower sequence ({new.sequence:,}, OLD {old.sequence:,})"
    after = old.deltas.get(new.sequence + 1)
    if after is not None and after.get("base") == new.state:
        return f"{said}: it is the older of the two, and the changes lead back to it."
    return f"{said}: it is the older of the two, or of a new history. The changes lead from OLD to it all the same."


def _way(old: Snapshot, new: Snapshot) -> str:
    """How a client that holds OLD gets to NEW."""
    if old.sequence is None or new.sequence is None:
        return ""
    if old.sequence == new.sequence:
        stones = [sorted(map(_content, one.left)) for one in (old, new)]
        if old.state == new.state and stones[0] == stones[1]:
            return ""
        return (
            f"Warning: both say sequence {new.sequence:,} and do not hold the same: they are of two histories. "
            "A client that holds OLD starts from the full export."
        )
    first = old.sequence + 1
    missing = next((number for number in range(first, new.sequence + 1) if number not in new.deltas), None)
    if missing is not None:
        return f"NEW does not keep delta {missing:,}: a client that holds OLD starts from the full export."
    if new.deltas[first].get("base") != old.state:
        return (
            f"Warning: delta {first:,} of NEW does not begin at the state of OLD: they are of two histories. "
            "A client that holds OLD starts from the full export."
        )
    deltas = f"delta {first:,}" if first == new.sequence else f"deltas {first:,} to {new.sequence:,}"
    return f"A client that holds OLD gets to NEW by {deltas}."


def _contradictions(old: Snapshot, new: Snapshot, tally: Tally) -> Iterator[str]:
    """What cannot be, if both manifests are true."""
    counts = tally.counts
    moved = counts["added"] + counts["returned"] - counts["left"]
    mend = "`syndicate verify` says which."
    if old.state and new.state and old.state != new.state and not (moved or counts["left"] or counts["changed"]):
        yield f"Warning: the manifests name different states, and no record differs, so one of them is wrong: {mend}"
    elif old.records is not None and new.records is not None and new.records - old.records != moved:
        yield (
            f"Warning: the manifests say {old.records:,} and {new.records:,} records, and the records differ by "
            f"{moved:+,}, so one of them is wrong: {mend}"
        )
