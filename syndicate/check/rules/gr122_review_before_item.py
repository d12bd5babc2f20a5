"""GR122: a review from before its item was there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syndicate.check._dates import day_of, last_day_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._sources import AGAIN, REVIEW

__all__ = ["RULE"]

_YEAR = timedelta(days=365)
_BORN = ("datePublished", "dateCreated", "releaseDate")


def _check(subject: Subject) -> Iterator[Hit]:
    published, item = subject.first("datePublished"), subject.item
    day = None if published is None else last_day_of(published.value)
    if published is None or day is None or item is None:
        return
    born = [made for name in _BORN for _, value in subject.each(name, item) if (made := day_of(value)) is not None]
    if born and day + _YEAR < min(born):
        yield Hit(published.path, f"the review is of {day}, and its item of {min(born)}")


RULE = Rule(
    code="GR122",
    name="review-before-item",
    severity="warning",
    types=("Review",),
    source=REVIEW,
    read=AGAIN,
    why=(
        "This review is older than what it is of, by more than a year. Mostly one of the two dates is wrong, or "
        "the review is of an earlier edition."
    ),
    mend="Correct the date that is wrong, or name the edition that is reviewed.",
    check=_check,
    good=(
        node(changed(REVIEW_NODE, "itemReviewed.datePublished", "2024-05")),
        node(changed(REVIEW_NODE, "itemReviewed.datePublished", "2019")),
    ),
    bad=(node(changed(REVIEW_NODE, "itemReviewed.datePublished", "2025-06-01"), at="datePublished"),),
)
