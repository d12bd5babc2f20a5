"""The archives: every review that says when it was published, in documents by calendar period (RFC 5005, section 4).

Periods are of UTC. Within one, reviews go by their dates into documents of a bounded size, the oldest first, so that a
new review changes the last document of its period and no other. Archives link back, from document to document, and
not forth: a link to the next one would have to be put in later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syndicate.site.feeds.groups import Entry
from syndicate.site.index import Index

__all__ = ["Archive", "archives"]

_FORMS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}

_ENTRIES = 200
"""The most entries of a document."""

_AROUND = 2_500
"""About the bytes that an entry has beside what grows with its record."""
_FACTOR = 3
"""About how much longer an entry is than the record's line: it says most of it twice, for people and for programs."""

_STATED = """
SELECT strftime('{form}', stated, 'unixepoch'), id, slug, hash, spill, "offset", length
FROM review WHERE stated IS NOT NULL ORDER BY stated, id
"""


class Archive(NamedTuple):
    """One document."""

    path: str
    """Where it is, without its ending: ``feeds/archive/2024-05``, then ``feeds/archive/2024-05.2`` and on."""
    period: str
    entries: list[Entry]
    """Newest first."""


def archives(index: Index, period: str, limit: int) -> Iterator[Archive]:
    """The archives, the oldest first; ``limit`` is the bytes of a document, 0 for none."""
    if period == "none":
        return
    index.run("CREATE INDEX IF NOT EXISTS review_stated ON review (stated, id)")
    number, before = 1, ""
    for of, entries in _cut(index.rows(_STATED.format(form=_FORMS[period])), limit):
        number = number + 1 if of == before else 1
        before = of
        name = of if number == 1 else f"{of}.{number}"
        yield Archive(f"feeds/archive/{name}", of, entries[::-1])


def _cut(rows: Iterable[tuple[str, str, str, str, int, int, int]], limit: int) -> Iterator[tuple[str, list[Entry]]]:
    held: list[Entry] = []
    size, now = 0, ""
    for of, id, slug, digest, spill, offset, length in rows:
        bytes_ = _AROUND + _FACTOR * length
        if held and (of != now or len(held) >= _ENTRIES or (limit and size + bytes_ > limit)):
            yield now, held
            held, size = [], 0
        held.append((id, slug, digest, spill, offset, length))
        size, now = size + bytes_, of
    if held:
        yield now, held
