"""GR121: a date that is none."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._dates import day_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in ("datePublished", "dateModified", "dateCreated"):
        for path, value in subject.each(name):
            if day_of(value) is None:
                yield Hit(path, f"{shown(value)} is no date of ISO 8601")


RULE = Rule(
    code="GR121",
    name="date-is-no-date",
    severity="warning",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why="Dates for machines are written as ISO 8601 has them. Others may be read wrongly, or not at all.",
    mend="Write it as in 2024-05-31, or 2024-05-31T14:30:00+02:00.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(with_(REVIEW_NODE, datePublished="2024-03")),
        node(with_(REVIEW_NODE, datePublished="2024-03-01T10:00:00Z")),
    ),
    bad=(
        node(with_(REVIEW_NODE, datePublished="March 1, 2024"), at="datePublished"),
        node(with_(REVIEW_NODE, dateModified="2024-02-30"), at="dateModified"),
    ),
)
