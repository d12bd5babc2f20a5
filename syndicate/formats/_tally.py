"""What records have, by path, counted once for all formats; and what a format that carries so much loses of them.

A record costs a few microseconds: its shape (which keys it has, at every depth) is looked up among the shapes seen
before, and only what many records have in common is taken apart into paths. A tally can be pickled and merged, since
worker processes fill their own.

>>> tally = Tally()
>>> tally.add({"id": "tag:example.org,2024:1", "item": {"type": "Movie", "name": "Dune"}, "title": "Sand"})
>>> tally.losses({"": "dropped", "id": "exact", "item": "exact"})
[Loss(path='title', how='dropped', records=1, examples=['tag:example.org,2024:1'])]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from syndicate.formats._carries import Carries, how
from syndicate.ledger import Loss
from syndicate.models.shape import Shape, dated_paths, shape_of

__all__ = ["Tally"]

_EXAMPLES: Final = 5
_SHAPES: Final = 4096  # shapes that are held before they are taken apart

_FORMAT: Final = "body.format"

_Firsts: TypeAlias = list[tuple[int, str]]


class Tally:
    """Counts of records by what they have. Tombstones are not counted: a writer that cannot say one tells it."""

    __slots__ = ("_paths", "_shapes", "records")

    def __init__(self) -> None:
        self.records = 0
        """How many records were added."""
        self._shapes: dict[Shape, list[Any]] = {}  # shape -> [count, number and id of the first]
        self._paths: dict[tuple[str, bool], list[Any]] = {}

    def add(self, record: Mapping[str, Any], shape: Shape | None = None) -> None:
        """Counts a record, given as plain JSON values without what is absent; ``shape`` is its own, where known."""
        if "item" not in record:
            return
        shape = shape_of(record) if shape is None else shape
        held = self._shapes.get(shape)
        if held is None:
            if len(self._shapes) >= _SHAPES:
                self._take_apart()
            held = self._shapes[shape] = [0, []]
        held[0] += 1
        if len(held[1]) < _EXAMPLES:
            held[1].append((self.records, record["id"]))
        self.records += 1

    def merge(self, other: Tally) -> None:
        """Adds what ``other`` counted, as if its records had been added here after those that were."""
        self._take_apart()
        for key, (count, firsts) in other._apart().items():
            _count(self._paths, key, count, [(self.records + number, id) for number, id in firsts])
        self.records += other.records

    def counts(self) -> dict[str, int]:
        """How many records have a value at each path, and at each object that paths lead through."""
        return {path: count for (path, more), (count, _) in sorted(self._apart().items()) if not more}

    def losses(self, carries: Carries) -> list[Loss]:
        """What a format that carries this loses of the records, by path; told at the object where all of it is lost.

        ``plain`` and ``html`` are a loss where a body is not plain text, ``date`` where a time stands, ``unordered``
        and ``set`` where a list has more than one value. What is shortened, rescaled or untyped depends on the values:
        the writer tells it as it does it (:meth:`syndicate.formats.WriteContext.lose`).
        """
        found: list[Loss] = []
        for (path, more), (count, firsts) in sorted(self._apart().items()):
            becomes = how(carries, path)
            if becomes == "dropped" and not more:
                above = path.rpartition(".")[0]
                if _held_below(carries, path) or (above and _all_dropped(carries, above)):
                    continue
            elif not (more and becomes in _told_at(path)):
                continue
            examples = [id for _, id in sorted(firsts)[:_EXAMPLES]]
            told = "body" if becomes in ("plain", "html") else path
            found.append(Loss(path=told, how=becomes, records=count, examples=examples))  # type: ignore[arg-type]
        return found

    def __getstate__(self) -> tuple[int, dict[tuple[str, bool], list[Any]]]:
        return self.records, self._apart()

    def __setstate__(self, state: tuple[int, dict[tuple[str, bool], list[Any]]]) -> None:
        self.records, self._paths = state
        self._shapes = {}

    def _apart(self) -> dict[tuple[str, bool], list[Any]]:
        self._take_apart()
        return self._paths

    def _take_apart(self) -> None:
        """Moves the counts of shapes to the paths that are in them."""
        for shape, (count, firsts) in self._shapes.items():
            for key in dict.fromkeys(_paths(shape, "")):
                _count(self._paths, key, count, firsts)
        self._shapes = {}


def _count(paths: dict[tuple[str, bool], list[Any]], key: tuple[str, bool], count: int, firsts: _Firsts) -> None:
    held = paths.setdefault(key, [0, []])
    held[0] += count
    held[1] = sorted([*held[1], *firsts])[:_EXAMPLES]


def _paths(shape: Shape, prefix: str) -> Iterator[tuple[str, bool]]:
    """All paths in ``shape``: that there is a value, and that it is more than the least it can be."""
    for part in shape:
        key, more, *below = (part, False) if isinstance(part, str) else part
        path = f"{prefix}{key}"
        yield path, False
        if more:
            yield path, True
        for inner in below:
            yield from _paths(inner, f"{path}.")


def _told_at(path: str) -> tuple[str, ...]:
    """What is told of a value at ``path`` that is more than the least that it can be."""
    if path == _FORMAT:
        return ("plain", "html")
    return ("date",) if path in dated_paths() else ("unordered", "set")


def _held_below(carries: Carries, path: str) -> bool:
    return any(key.startswith(f"{path}.") and said != "dropped" for key, said in carries.items())


def _all_dropped(carries: Carries, path: str) -> bool:
    return how(carries, path) == "dropped" and not _held_below(carries, path)
