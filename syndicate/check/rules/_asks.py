"""What many rules do: they ask for something that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from syndicate.check._rule import Check, Hit
from syndicate.check._subject import Subject

__all__ = ["is_main", "lacking", "names_of"]


def is_main(subject: Subject) -> bool:
    """Whether a node is told for its own sake."""
    return subject.is_main


def lacking(*names: str, says: str, only: Callable[[Subject], bool] = lambda subject: True) -> Check:
    """A check that a node has one of some properties; the path is the first of them."""

    def check(subject: Subject) -> Iterator[Hit]:
        if only(subject) and not subject.has(*names):
            yield Hit(names[0], says)

    return check


def names_of(subject: Subject) -> list[str]:
    """The names of a node."""
    return [value for _, value in subject.each("name") if isinstance(value, str)]
