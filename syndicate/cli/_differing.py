"""The changes between two exports as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import orjson

from syndicate.ledger import shown
from syndicate.proof.compare import excerpt

if TYPE_CHECKING:
    from syndicate.site.differences import Change, Kind, Tally
    from syndicate.site.snapshots import Snapshot

__all__ = ["TITLES", "headline", "lines_of"]

TITLES: dict[Kind, str] = {
    "added": "added",
    "returned": "came back",
    "changed": "changed",
    "left": "left",
    "tombstone": "tombstones of reviews in neither",
    "item": "items",
    "manifest": "said of the export",
}

_PATHS = 20
"""The most paths that are shown of one change."""

_PARTS = 3
"""The most values that are shown of those that a list lacks or has more."""


def headline(old: Snapshot, new: Snapshot, tally: Tally) -> str:
    """Both exports, and what happened in numbers."""
    facts = [
        f"{name} {_both(_number(getattr(old, name)), _number(getattr(new, name)))}"
        for name in ("sequence", "records", "tombstones")
    ]
    facts.append(f"state {_both(_state(old.state), _state(new.state))}")
    counts = tally.counts
    said = [f"{counts[kind]:,} {TITLES[kind]}" for kind in ("added", "returned", "changed") if counts[kind]]
    if counts["left"]:
        reasons = ", ".join(f"{count:,} {_reason(reason)}" for reason, count in sorted(tally.reasons.items()))
        said.append(f"{counts['left']:,} left ({reasons})")
    if stones := counts["tombstone"]:
        said.append(f"{stones:,} {'tombstone' if stones == 1 else 'tombstones'} beside")
    if items := counts["item"]:
        said.append(f"{items:,} {'item' if items == 1 else 'items'} changed")
    if counts["manifest"]:
        said.append("the manifest says otherwise")
    return f"{', '.join(facts)}: {', '.join(said) or 'nothing differs'}"


def lines_of(change: Change) -> Iterator[str]:
    """A change, in one line or more: the first begins with a sign of what it is, those below it are set in."""
    new = change.new or {}
    if change.kind == "added":
        yield f"+ {change.id}  {_reviewed(new)}"
    elif change.kind == "returned":
        yield f"+ {change.id}  {_reviewed(new)}  (was {_gone(change.old)})"
    elif change.kind == "changed":
        yield f"~ {change.id}  {_name(new)}"
        yield from _moved(change.paths) if change.paths else ["    the same values, written in other bytes"]
    elif change.kind == "left":
        yield f"- {change.id}  {_gone(change.new)}"
    elif change.kind == "tombstone":
        before = _gone(change.old) if change.old is not None else "nothing, since it came and left in between"
        after = _gone(change.new) if change.new is not None else "nothing: its tombstone is gone"
        yield f"~ {change.id}  {before} → {after}"
    elif change.kind == "item":
        yield from _item(change)
    else:
        yield from _moved(change.paths)


def _both(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _number(value: int | None) -> str:
    return "unknown" if value is None else f"{value:,}"


def _state(state: str) -> str:
    return shown(state.removeprefix("sha256:")[:12]).strip("'\"") or "unknown"


def _reason(reason: str) -> str:
    return reason or "without a tombstone"


def _reviewed(record: dict[str, Any]) -> str:
    rating = record.get("rating")
    return f"{_name(record)}  {_rated(rating) if rating is not None else 'no rating'}"


def _name(record: dict[str, Any]) -> str:
    item = record.get("item")
    name = item.get("name") if isinstance(item, dict) else None
    return _cut(name) if isinstance(name, str) else "no item"


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _rated(rating: Any) -> str:
    if not isinstance(rating, dict) or "value" not in rating:
        return shown(rating)
    best = f" of {shown(rating['best'])}" if "best" in rating else ""
    return shown(rating["value"]) + best


def _gone(stone: dict[str, Any] | None) -> str:
    if stone is None:
        return "gone without a tombstone"
    into = f" into {stone['merged_into']}" if "merged_into" in stone else ""
    return f"{stone.get('reason', 'for no reason')}{into} at {stone.get('at', 'no instant')}"


def _moved(paths: Iterable[tuple[str, Any, Any]]) -> Iterator[str]:
    for number, (path, old, new) in enumerate(paths):
        if number == _PATHS:
            yield f"    and {len(tuple(paths)) - _PATHS:,} more paths; --json has them"
            return
        if isinstance(old, list) and isinstance(new, list):
            yield f"    {path}: {_lists(old, new)}"
        else:
            yield f"    {path}: {excerpt(old, new)} → {excerpt(new, old)}"


def _lists(old: list[Any], new: list[Any]) -> str:
    """Two lists of different lengths: what the new one lacks, and what it has more."""
    before, after = (Counter(orjson.dumps(value) for value in one) for one in (old, new))
    said = [f"{len(old):,} → {len(new):,}"]
    for word, values in (("without", before - after), ("with", after - before)):
        if named := [shown(orjson.loads(value)) for value in list(values)[:_PARTS]]:
            rest = values.total() - len(named)
            said.append(f"{word} {', '.join(named)}" + (f" and {rest:,} more" if rest > 0 else ""))
    return ", ".join(said)


def _item(change: Change) -> Iterator[str]:
    old, new = change.old or {}, change.new or {}
    whole = new or old
    sign = "+" if not old else "-" if not new else "~"
    name = _cut(str(whole.get("name", "")))
    shows = (("name", shown), ("reviews", _count), ("ratings", _count), ("mean", _mean))
    moved = [
        f"{what} {_both(said(old.get(what)), said(new.get(what)))}"
        for what, said in shows
        if old.get(what) != new.get(what) and (what != "name" or sign == "~")
    ]
    others = sorted({key for key in (*old, *new) if old.get(key) != new.get(key)})
    yield f"{sign} {change.id}  {name}: {', '.join(moved) or f'other {_listed(others)}'}"


def _count(value: Any) -> str:
    return "0" if value is None else f"{value:,}" if isinstance(value, int) else shown(value)


def _mean(value: Any) -> str:
    return "none" if value is None else _rated(value)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_PATHS]) or "bytes"
