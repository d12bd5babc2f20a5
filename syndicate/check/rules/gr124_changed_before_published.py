"""GR124: changed before it was published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syndicate.check._dates import day_of, last_day_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_DAY = timedelta(days=1)


def _check(subject: Subject) -> Iterator[Hit]:
    first, last = subject.first("datePublished"), subject.first("dateModified")
    if first is None or last is None:
        return
    published, modified = day_of(first.value), last_day_of(last.value)
    # The two may be told in different zones.
    if published is not None and modified is not None and modified + _DAY < published:
        yield Hit(last.path, f"it was changed on {shown(last.value)} and published on {shown(first.value)}")


RULE = Rule(
    code="GR124",
    name="changed-before-published",
    severity="warning",
    types=("Review",),
    source=REVIEW,
    read=AGAIN,
    why="This review was changed before it was published, by its own dates. One of the two is wrong.",
    mend="Correct dateModified, or leave it out where nothing was changed.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, dateModified="2024-03-01")),
        node(with_(REVIEW_NODE, dateModified="2024")),
    ),
    bad=(node(with_(REVIEW_NODE, dateModified="2024-02-01"), at="dateModified"),),
)
