"""What was found on a page of text, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from syndicate.formats._text.labels import Labelled
from syndicate.formats._text.lines import Line
from syndicate.formats._text.ratings import Rated

__all__ = ["LOOKED", "Fact", "Labels", "Page", "among_facts", "boxed", "following", "rate"]

Kind = Literal["repaired", "inferred"]

Labels = Sequence[Labelled | None]
"""The label that each line begins with."""

LOOKED = 2000
"""How many lines from either end are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is said of the item."""

    kind: str
    label: str
    value: str
    at: int
    """The line's place among the lines."""


@dataclass(slots=True, kw_only=True)
class Page:
    """What was found so far."""

    lines: Sequence[Line]
    languages: tuple[str, ...]
    end: int = 0
    """Where the review ends among the lines: what follows are comments and other pages."""
    head: int = 0
    tail: int = 0
    taken: set[int] = field(default_factory=set)
    """The lines that are no part of the body."""
    kept: dict[int, str] = field(default_factory=dict)
    """What of a line stays in the body, where a rating stood before it."""
    title: str = ""
    under: int = 0
    """The line below the title."""
    headline: str = ""
    name: str = ""
    """The item's name where it is stated."""
    type: str = ""
    """The item's type where the label of its name tells it."""
    people: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    """Names by what label they had, in order: ``reviewer``, ``by``, ``author``, ``name``."""
    dated: set[int] = field(default_factory=set)
    """The lines that have a date."""
    published: str = ""
    modified: str = ""
    ratings: list[tuple[int, int, Rated]] = field(default_factory=list)
    """Ratings of the whole: how strong the label is, the line, the rating."""
    aspects: list[tuple[str, Rated]] = field(default_factory=list)
    summary: str = ""
    positional: bool = False
    """Whether the summary is one by its position, and not by a label."""
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    sites: list[int] = field(default_factory=list)
    """Lines that are the site's own."""
    url: str = ""
    recommended: bool | None = None
    notes: list[tuple[int, str, Kind, str]] = field(default_factory=list)
    """Line, path, kind, what."""

    def looked(self, at: int) -> bool:
        """Whether a line is looked at: no page has its labels thousands of lines from both ends."""
        return at < LOOKED or at >= self.end - LOOKED

    def near(self, at: int) -> bool:
        """Whether a line is near the head or the end."""
        return at < self.head or at >= self.tail

    def tell(self, at: int, path: str, kind: Kind, what: str) -> None:
        self.notes.append((self.lines[at].number, path, kind, what))

    def rest(self) -> list[int]:
        """The lines that are the body so far."""
        return [at for at in range(self.end) if at not in self.taken]


def following(page: Page, labels: Labels, at: int) -> int | None:
    """The line behind a label without a value, where it may be its value."""
    after = at + 1
    if after >= page.end or after in page.taken or page.lines[after].block > page.lines[at].block + 1:
        return None
    label = labels[after]
    return None if label is not None and label.marked else after


def boxed(page: Page, labels: Labels, at: int) -> bool:
    """Whether the line next to this one has a label too."""
    sides = (labels[other] for other in (at - 1, at + 1) if 0 <= other < page.end)
    return any(side is not None and (side.marked or len(side.value) <= 40) for side in sides)


def among_facts(labels: Labels, at: int) -> bool:
    """Whether a line beside this one says something of the item."""
    sides = (labels[other] for other in (at - 1, at + 1) if 0 <= other < len(labels))
    return any(
        side is not None and side.marked and any(one.startswith("fact:") for one in side.fields) for side in sides
    )


def rate(page: Page, at: int, rated: Rated, strength: int) -> None:
    if rated.row is None:
        page.tell(at, "rating", "repaired", "left out, as its value is above its best")
    else:
        page.ratings.append((strength, at, rated))
