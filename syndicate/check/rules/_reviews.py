"""What several rules ask of reviews, of their ratings and of what they are of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from syndicate.check._subject import Subject, Value

__all__ = ["counts_for_search", "is_verdict", "item_key", "named", "statements"]


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
