"""GR174: fact checks are no longer shown in search."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import CLAIM_NODE, REVIEW_NODE
from syndicate.check.rules._sources import LATER

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    yield Hit("", "Google shows fact checks no more in search")


RULE = Rule(
    code="GR174",
    name="fact-check-no-longer-shown",
    severity="note",
    types=("ClaimReview",),
    since="2025-09-08",
    source="https://developers.google.com/search/blog/2025/06/simplifying-search-results",
    read=LATER,
    why="Google announced in June 2025 that it would show fact checks no more, and by September they were gone. "
    "The markup is still read by Fact Check Explorer.",
    mend="Keep it where that matters; expect no result in search.",
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(node(CLAIM_NODE, at=""),),
)
