"""What the report says of published reviews that today's sources do not have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import orjson

from syndicate.site.index import Index
from syndicate.site.report import Report
from syndicate.site.standing import Asked, Standing, absent

__all__ = ["sentences", "tell_standing"]

_NAMED = 5


def tell_standing(told: Report, index: Index, standing: Standing, now: str | None) -> None:
    """Puts counts and sentences into the report, and lists all that left or are stale in ``standing.jsonl``."""
    told.standing = {"stale": standing.stale, "kept": standing.kept, "left": standing.left}
    path = Path(os.devnull) if told.dry_run else told.folder / "standing.jsonl"
    with path.open("wb") as stream:
        for one in absent(index):
            stream.write(orjson.dumps({"id": one.id, "fate": one.fate, "source": one.source or None}) + b"\n")
    told.told += sentences(index, standing, now)


def sentences(index: Asked, standing: Standing, now: str | None) -> Iterator[str]:
    """What people read of it: how many there are of each, and the first of them."""
    if standing.stale:
        yield (
            f"Stale: {_reviews(standing.stale)} in the last published version, since today's was refused or cannot be "
            f"told from what was refused: {_listed(index, 'stale', standing.stale)}."
        )
    if standing.kept:
        yield f"Kept: {_reviews(standing.kept)} that a source which is not complete does not have today."
    if standing.left:
        yield (
            f"Left: {_reviews(standing.left)} no longer in the sources, withdrawn as of {now}: "
            f"{_listed(index, 'left', standing.left)}."
        )


def _reviews(number: int) -> str:
    return f"{number:,} review{'' if number == 1 else 's'}"


def _listed(index: Asked, fate: str, number: int) -> str:
    ids = [id for (id,) in index.rows("SELECT id FROM absent WHERE fate = ? ORDER BY id LIMIT ?", (fate, _NAMED))]
    return ", ".join(ids) + (f" and {number - len(ids):,} more" if number > len(ids) else "")
