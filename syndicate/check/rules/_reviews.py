"""What several rules ask of reviews, of their ratings and of what they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from syndicate.check._numbers import number_of
from syndicate.check._rule import Check, Hit
from syndicate.check._subject import Subject, Value
from syndicate.ledger import shown

__all__ = ["NOTES", "beyond", "counts", "counts_for_search", "is_verdict", "item_key", "named", "statements"]


NOTES = ("positiveNotes", "negativeNotes")
"""The properties for pros and for cons."""


def counts_for_search(subject: Subject) -> bool:
    """Whether a review, or a mean of ratings, is for review snippets; some are for results of their own."""
    return not subject.is_a("ClaimReview", "EmployerAggregateRating", "MediaReview")


def is_verdict(subject: Subject) -> bool:
    """Whether a rating is that of a review or a mean; not the stars of a hotel, nor from what age a film is."""
    return subject.via in ("", "@graph", "reviewRating", "aggregateRating", "review", "itemReviewed")


def item_key(item: Value | None) -> tuple[str, str] | None:
    """By what two reviews are known to be of one thing: its ``@id``, else its name; None where it has neither."""
    if item is None:
        return None
    if not isinstance(item.value, Mapping):
        return "name", str(item.value).casefold()
    id = item.value.get("@id")
    if isinstance(id, str) and id:
        return "@id", id
    name = item.value.get("name")
    return ("name", name.strip().casefold()) if isinstance(name, str) and name.strip() else None


def beyond(end: str, is_beyond: Callable[[float, int], bool], default: int) -> Check:
    """A check that a value beyond what Google takes for an end of the scale comes with that end."""
    name = f"{end}Rating"

    def check(subject: Subject) -> Iterator[Hit]:
        first = subject.first("ratingValue") if is_verdict(subject) else None
        value = None if first is None else number_of(first.value)
        # A mean of nothing has no value that could be out of a scale.
        if first is None or value is None or any(count <= 0 for _, count in counts(subject)[:1]):
            return
        if is_beyond(value, default) and not subject.has(name):
            yield Hit(name, f"the value is {shown(first.value)}, and without {name} the {end} is {default}")

    return check


def counts(subject: Subject) -> list[tuple[str, float]]:
    """How many ratings and reviews a mean says it is of, the higher number first, and where."""
    said = ((path, number_of(value)) for name in ("ratingCount", "reviewCount") for path, value in subject.each(name))
    return sorted(((path, count) for path, count in said if count is not None), key=lambda one: -one[1])


def statements(subject: Subject, name: str) -> Iterator[Value]:
    """The pros or cons of a review: the entries of its lists, or what stands bare."""
    for value in subject.each(name):
        if isinstance(value.value, Mapping) and "itemListElement" in value.value:
            yield from subject.each("itemListElement", value)
        else:
            yield value


def named(value: Any) -> str:
    """The name of a node, or a text itself; empty where there is none."""
    said = value.get("name") if isinstance(value, Mapping) else value
    return said.strip() if isinstance(said, str) else ""
