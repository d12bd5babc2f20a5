"""GR126: a mean that is not that of the reviews."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import number_of, rated
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, Value
from syndicate.check.rules._nodes import REVIEWED_NODE, changed
from syndicate.check.rules._sources import POLICIES, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    around = next(subject.around("aggregateRating"), None)
    first = None if around is None else around.first("aggregateRating")
    if first is None or first.value is not subject.node:
        return
    stated, count = subject.first("ratingValue"), subject.first("reviewCount") or subject.first("ratingCount")
    if around is None or stated is None or count is None:
        return
    mine = rated(stated.value)
    scale = _scale(subject, Value("", subject.node))
    ratings = [one for review in around.each("review") for one in around.each("reviewRating", review)]
    said = [rated(value.value) for one in ratings for value in around.each("ratingValue", one)]
    values = [one.value for one in said if one is not None and one.best is None]
    if mine is None or mine.best is not None or not values or number_of(count.value) != len(values) != 0:
        return
    if len(values) != len(said) or any(_scale(around, one) != scale for one in ratings):
        return
    mean = sum(values) / len(values)
    if abs(mean - mine.value) > _rounded(str(stated.value)):
        yield Hit(
            stated.path,
            f"the mean is said to be {shown(stated.value)}, and that of the {len(values)} reviews is {mean:.3g}",
        )


def _scale(subject: Subject, within: Value) -> tuple[float | None, float | None]:
    ends = (subject.first(name, within) for name in ("bestRating", "worstRating"))
    best, worst = (None if one is None else number_of(one.value) for one in ends)
    return 5.0 if best is None else best, 1.0 if worst is None else worst


def _rounded(text: str) -> float:
    """By how much a number may differ from what it was rounded from; to a half where it is one."""
    decimals = text.replace(",", ".").partition(".")[2].rstrip("0")
    return 0.501 if not decimals else 0.251 if decimals == "5" else 0.501 * 10 ** -len(decimals)


RULE = Rule(
    code="GR126",
    name="mean-disagrees",
    severity="warning",
    types=("AggregateRating",),
    result="review",
    source=POLICIES,
    read=READ,
    why=(
        "All the reviews that this mean is made of are on the page, and their ratings have another mean. Google "
        "asks that a mean be that of the ratings."
    ),
    mend="Write the mean of the ratings, or correct the rating that is wrong.",
    check=_check,
    good=(
        node(REVIEWED_NODE),
        node(changed(REVIEWED_NODE, "aggregateRating.reviewCount", 40)),
        node(changed(REVIEWED_NODE, "aggregateRating.ratingValue", "3.0")),
    ),
    bad=(node(changed(REVIEWED_NODE, "aggregateRating.ratingValue", 4.8), at="aggregateRating.ratingValue"),),
)
