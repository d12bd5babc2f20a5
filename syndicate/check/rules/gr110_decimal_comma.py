"""GR110: a decimal comma."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._numbers import with_point
from syndicate.check._rule import Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_NAMES = ("ratingValue", "bestRating", "worstRating")


def _check(subject: Subject) -> Iterator[Hit]:
    for name in _NAMES:
        for path, value in subject.each(name):
            if with_point(value) != value:
                yield Hit(path, f"{shown(value)} has a decimal comma", f"Write {with_point(value)}.")


RULE = Rule(
    code="GR110",
    name="decimal-comma",
    severity="error",
    types=("Rating",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why="Numbers for machines have a point before their decimals, in every language. With a comma Google reads no "
    "number, and shows no stars.",
    mend='Write a point; what people see may keep its comma: in Microdata, content="4.4" over a visible 4,4.',
    check=_check,
    fix=with_point,
    good=(node(changed(REVIEW_NODE, "reviewRating.ratingValue", "4.5")),),
    bad=(
        node(changed(REVIEW_NODE, "reviewRating.ratingValue", "4,5"), at="reviewRating.ratingValue"),
        page(
            '<div itemscope itemtype="https://schema.org/Review"><span itemprop="name">Fog</span>'
            '<p itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">'
            '<b itemprop="ratingValue">4,5</b></p></div>',
            at="microdata[0].reviewRating.ratingValue",
        ),
    ),
)
