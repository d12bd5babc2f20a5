"""GR123: a date in the future, where the call says what day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syndicate.check._dates import day_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_DAY = timedelta(days=1)


def _check(subject: Subject) -> Iterator[Hit]:
    today = subject.page.day
    for name in ("datePublished", "dateModified", "dateCreated") if today is not None else ():
        for path, value in subject.each(name):
            day = day_of(value)
            # East of here it may be tomorrow already.
            if today is not None and day is not None and day > today + _DAY:
                yield Hit(path, f"{shown(value)} is after {today}")


RULE = Rule(
    code="GR123",
    name="date-in-the-future",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why="A review cannot be published in the future. Search engines take such a date for a mistake or for deceit.",
    mend="Write the day on which the review was published.",
    check=_check,
    good=(
        node(REVIEW_NODE, instant="2026-01-31"),
        node(with_(REVIEW_NODE, datePublished="2031-01-01")),
    ),
    bad=(node(with_(REVIEW_NODE, datePublished="2031-01-01"), at="datePublished", instant="2026-01-31"),),
)
