"""What a format can hold: a declaration by path, the projection that follows from it, and the count of what is lost.

``carries`` maps paths of the record to what becomes of the values below them; the longest path that fits counts, and
the empty path is the default. ``{"": "dropped", "item": "exact", "item.key": "dropped"}`` holds the item but for its
key, and nothing else. For a format with a reader, ``read(write(r)) == project(r, carries)``.

======================= ============================================================================================
``exact``               the value comes back as it was
``plain``               a body comes back as its plain text
``date``                a time comes back as its date
``html``                a body comes back as its safe HTML, its first-level headings as second ones
``unordered``           a list comes back in another order
``set``                 so do the lists below it, and of equal values one
``Untyped(ordered)``    free JSON comes back as text alone says it: a number as text where the property takes text
``Shortened(n)``        text comes back cut to n characters at most, as :meth:`Shortened.of` cuts it
``Rescaled(w, b, s)``   a rating comes back on the scale from w to b, in steps of s, as :meth:`Rescaled.of` does it
``dropped``             nothing comes back
======================= ============================================================================================

Paths are those of :data:`syndicate.models.paths.PATHS` and what stands above them (``item``, ``reply.author``);
``tombstone`` stands for records of reviews that have left, and what tells of them is under the same default.
``{"body": "plain", "body.value": Shortened(5000)}`` says both of a body: the outer is applied first.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from syndicate.models.record import InvalidRecord, plain, validated
from syndicate.models.review import Body, Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg.untyped import distinct, retyped

__all__ = ["Carries", "Carry", "Rescaled", "Shortened", "Untyped", "how", "project"]

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_JOINS = frozenset("\u200c\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Shortened:
    """Text is cut to ``limit`` characters (code points of Unicode) at most."""

    limit: int

    def of(self, text: str) -> str:
        """``text`` where it fits; else its first words and ``…``, together ``limit`` characters at most.

        It is cut inside a word only where a single word fills the limit, and never before a combining mark.

        >>> Shortened(12).of("A quiet, patient film"), Shortened(4).of("Donaudampfschiff"), Shortened(4).of("Dune")
        ('A quiet,…', 'Don…', 'Dune')
        """
        if len(text) <= self.limit:
            return text
        end = max(self.limit - 1, 0)
        kept = text[:end]
        if not text[end].isspace():
            words = re.match(r"(.*\S)\s", kept, re.DOTALL)
            if words:
                kept = words[1]
            else:
                while kept and (unicodedata.combining(text[len(kept)]) or _JOINS & set(text[len(kept) - 1 :][:2])):
                    kept = kept[:-1]
        return f"{kept.rstrip()}…"[: self.limit]


@dataclass(frozen=True, slots=True)
class Rescaled:
    """A rating is put on the scale from ``worst`` to ``best``, in steps of ``step``.

    Linear: worst becomes worst and best becomes best. The result is ``worst`` and a whole number of steps, rounded
    half to even in exact arithmetic. A rating whose scale is not wholly known (``best`` or ``worst`` absent) cannot be
    put on another, and is dropped: a scale is never assumed. A label stays as the source wrote it.
    """

    worst: int | float
    best: int | float
    step: int | float = 0.01

    def of(self, value: float, worst: float | None, best: float | None) -> int | float | None:
        """``value`` of the scale from ``worst`` to ``best`` on this scale; None without a whole scale.

        >>> Rescaled(1, 5).of(80, 0, 100), Rescaled(1, 5, 1).of(4.5, 0, 5), Rescaled(1, 5).of(4, None, 5)
        (4.2, 5, None)
        """
        if worst is None or best is None:
            return None
        given, low, high = (Fraction(repr(n)) for n in (value, worst, best))
        start, end, step = (Fraction(repr(n)) for n in (self.worst, self.best, self.step))
        steps = round((given - low) / (high - low) * (end - start) / step)
        made = start + steps * step
        return int(made) if made.denominator == 1 else float(made)


@dataclass(frozen=True, slots=True)
class Untyped:
    """Free JSON comes back as :func:`syndicate.schemaorg.untyped.retyped` makes it of text."""

    ordered: bool = True
    """Whether several values of one property keep their order and their number."""

    def __str__(self) -> str:
        return "as text" if self.ordered else "as text, set"

    def of(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Properties of an item as they come back.

        >>> Untyped().of({"identifier": 7, "numberOfPages": 7, "url": ["https://example.org/"]})
        {'identifier': '7', 'numberOfPages': 7, 'url': 'https://example.org/'}
        """
        return {name: retyped(name, value, ordered=self.ordered) for name, value in properties.items()}


Carry: TypeAlias = (
    Literal["exact", "plain", "html", "date", "unordered", "set", "dropped"] | Shortened | Rescaled | Untyped
)
"""What becomes of a value."""

Carries: TypeAlias = Mapping[str, Carry]
"""What becomes of the values of a record, by path."""


def how(carries: Carries, path: str) -> Carry:
    """What becomes of a value at ``path``: what the longest path says that is ``path`` or stands above it.

    >>> how({"": "dropped", "item": "exact", "item.key": "dropped"}, "item.name")
    'exact'
    >>> how({"": "exact", "item.key": "dropped"}, "item.keywords")
    'exact'
    """
    while path:
        if path in carries:
            return carries[path]
        path = path.rpartition(".")[0]
    return carries.get("", "dropped")


def project(record: Review | Tombstone, carries: Carries) -> Review | Tombstone | None:
    """What is left of ``record`` after a format that carries this; None where nothing valid is.

    What became empty vanishes, and so does an object that is not valid without what was dropped: an author without
    a name. Without its id, its item or the item's name there is no record.
    """
    tree = _compiled(tuple(carries.items()))
    value: Any = plain(record)
    if isinstance(record, Tombstone):
        value = tree.below("tombstone").applied(value)
    else:
        if "body" in value and how(carries, "body") == "html":
            value["body"] = _html_body(value["body"], value.get("url"))
        value = tree.applied(value)
    if value is None:
        return None
    while value:
        try:
            return validated(value)
        except InvalidRecord as error:
            value = _without(value, [fault.path for fault in error.faults])
    return None


class _Tree:
    """A declaration as a tree: what is said here, and what is said of names below."""

    __slots__ = ("carry", "children")

    def __init__(self, carry: Carry) -> None:
        self.carry = carry
        self.children: dict[str, _Tree] = {}

    @property
    def _whole(self) -> bool:
        """Whether what is said here is of an object as a whole, and not of each value below it."""
        return self.carry in ("plain", "html") or isinstance(self.carry, Rescaled)

    def below(self, name: str) -> _Tree:
        """The tree for ``name``, which stands under what is said here where nothing is said of it."""
        found = self.children.get(name)
        if found is None:
            found = _Tree(self.carry)
        return found

    def applied(self, value: Any) -> Any:
        """``value`` after what is said here and below; None where nothing is left."""
        if self.children:
            if isinstance(value, dict) and self._whole:
                value = _applied(self.carry, value)
            if isinstance(value, dict):
                made = {name: self._child(name, inner) for name, inner in value.items()}
                return {name: inner for name, inner in made.items() if inner is not None} or None
            if isinstance(value, list):
                kept = [inner for inner in map(self.applied, value) if inner is not None]
                return (
                    _ordered(kept) if self.carry == "unordered" else distinct(kept) if self.carry == "set" else kept
                ) or None
            if value is None:
                return None
        return _applied(self.carry, value)

    def _child(self, name: str, value: Any) -> Any:
        child = self.children.get(name)
        if child is not None:
            return child.applied(value)
        # What was said of the object as a whole is done already.
        return value if self._whole else _applied(self.carry, value)


@lru_cache(maxsize=256)
def _compiled(carries: tuple[tuple[str, Carry], ...]) -> _Tree:
    said = dict(carries)
    root = _Tree(said.get("", "dropped"))
    for path in said:
        tree = root
        steps = path.split(".") if path else []
        for number, step in enumerate(steps, 1):
            if step not in tree.children:
                tree.children[step] = _Tree(how(said, ".".join(steps[:number])))
            tree = tree.children[step]
    return root


def _applied(carry: Carry, value: Any) -> Any:
    """``value`` as a whole after ``carry``; None where nothing is left."""
    if carry == "exact":
        return value
    if carry == "dropped":
        return None
    if isinstance(carry, Untyped):
        return carry.of(value)
    if isinstance(value, list):
        if carry == "unordered":
            return _ordered(value)
        if carry == "set":
            return distinct([_applied(carry, part) for part in value])
        return [inner for inner in (_applied(carry, part) for part in value) if inner is not None] or None
    if isinstance(value, dict):
        if carry == "plain" and "format" in value:
            return _plain_body(value)
        if isinstance(carry, Rescaled) and "value" in value:
            return _on_scale(carry, value)
        made = {name: _applied(carry, inner) for name, inner in value.items()}
        return {name: inner for name, inner in made.items() if inner is not None} or None
    if isinstance(value, str):
        if carry == "date" and _TIME.match(value):
            return value[:10]
        if isinstance(carry, Shortened):
            return carry.of(value)
    return value


def _ordered(values: list[Any]) -> list[Any]:
    return sorted(values, key=lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True))


def _plain_body(value: dict[str, Any]) -> dict[str, Any] | None:
    from syndicate import prose

    text = prose.plain(Body(**value))
    return {"value": text, "format": "text"} if text else None


def _html_body(value: dict[str, Any], base: str | None) -> dict[str, Any] | None:
    """The body as pages have it, after one more cleaning, which writes each character in one way."""
    from syndicate import prose

    html = prose.safe_html(prose.page_html(Body(**value), base), "html")
    return {"value": html, "format": "html"} if html else None


def _on_scale(scale: Rescaled, value: dict[str, Any]) -> dict[str, Any] | None:
    made = scale.of(value["value"], value.get("worst"), value.get("best"))
    return None if made is None else {**value, "value": made, "best": scale.best, "worst": scale.worst}


def _without(value: dict[str, Any], paths: Iterable[str]) -> dict[str, Any] | None:
    """``value`` without the objects that the faults at ``paths`` make invalid."""
    gone: list[tuple[Any, ...]] = []
    for path in paths:
        steps = _steps(value, path)
        if steps is None:
            return None
        gone.append(steps)
    for steps in sorted(set(gone), key=lambda s: [(str(type(k)), k) for k in s], reverse=True):
        holder: Any = value
        for step in steps[:-1]:
            holder = holder[step]
        del holder[steps[-1]]
    left: dict[str, Any] | None = _pruned(value)
    return left


def _steps(value: Any, path: str) -> tuple[Any, ...] | None:
    """The steps to what has to go for the fault at ``path``: the value there, else the object that lacks it."""
    steps: list[Any] = []
    for name in path.split(".") if path else []:
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            steps.append(int(name))
        elif isinstance(value, dict) and name in value:
            steps.append(name)
        else:
            break
        value = value[steps[-1]]
    return tuple(steps) or None


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        made = {name: _pruned(inner) for name, inner in value.items()}
        return {name: inner for name, inner in made.items() if inner not in (None, {}, [])} or None
    if isinstance(value, list):
        return [inner for inner in map(_pruned, value) if inner not in (None, {}, [])] or None
    return value
