"""The rich results that rules are about: which nodes they are made of, and where that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from syndicate.check._subject import Subject, lineage

__all__ = ["RESULTS", "Result", "is_app", "is_listed", "wanted"]

_DOCS = "https://developers.google.com/search/docs/appearance/structured-data/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A rich result."""

    title: str
    """What people are told: ``review snippet``."""
    source: str
    types: tuple[str, ...]
    """The classes of the nodes that it is made of."""
    only: Callable[[Subject], bool] = lambda subject: subject.is_main
    """Which of their nodes; those that are told for their own sake, unless it says otherwise."""
    until: str = ""
    """The day from which it is no longer shown."""


def is_listed(subject: Subject) -> bool:
    """Whether a node is an entry of a list."""
    return subject.via == "itemListElement" or (
        subject.via == "item" and subject.parent is not None and subject.parent.via == "itemListElement"
    )


def is_app(subject: Subject) -> bool:
    """Whether a node is told as software for its own sake. A VideoGame alone is none to Google, whatever it is by
    schema.org."""
    return subject.is_main and any(
        "SoftwareApplication" in lineage((name,)) for name in subject.types if name != "VideoGame"
    )


def _any(subject: Subject) -> bool:
    return True


def _of_search(subject: Subject) -> bool:
    """Not the reviews and means of ratings that are for results of their own."""
    return not subject.is_a("ClaimReview", "EmployerAggregateRating", "MediaReview")


RESULTS: Mapping[str, Result] = {
    "claim-review": Result(
        title="fact check", source=f"{_DOCS}factcheck", types=("ClaimReview",), only=_any, until="2025-09-08"
    ),
    "course": Result(title="course list", source=f"{_DOCS}course", types=("Course",)),
    "employer-rating": Result(
        title="employer rating", source=f"{_DOCS}employer-rating", types=("EmployerAggregateRating",), only=_any
    ),
    "event": Result(title="event", source=f"{_DOCS}event", types=("Event",)),
    "local-business": Result(title="local business", source=f"{_DOCS}local-business", types=("LocalBusiness",)),
    "movie": Result(title="movie carousel", source=f"{_DOCS}movie", types=("Movie",), only=is_listed),
    "product": Result(title="product snippet", source=f"{_DOCS}product-snippet", types=("Product",)),
    "recipe": Result(title="recipe", source=f"{_DOCS}recipe", types=("Recipe",)),
    "review": Result(
        title="review snippet", source=f"{_DOCS}review-snippet", types=("Review", "AggregateRating"), only=_of_search
    ),
    "software": Result(
        title="software app", source=f"{_DOCS}software-app", types=("SoftwareApplication",), only=is_app
    ),
}


@lru_cache(maxsize=1024)
def _of_types(types: tuple[str, ...]) -> tuple[str, ...]:
    above = lineage(types)
    return tuple(name for name, result in RESULTS.items() if not above.isdisjoint(result.types))


def wanted(subject: Subject, day: str = "") -> list[str]:
    """The names of the rich results that a node could make."""
    return [
        name
        for name in _of_types(subject.types)
        if (not RESULTS[name].until or (day and day < RESULTS[name].until)) and RESULTS[name].only(subject)
    ]
