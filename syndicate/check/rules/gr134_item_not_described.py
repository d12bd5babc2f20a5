"""GR134: what is reviewed has to be described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, is_reference
from syndicate.check.rules._nodes import MOVIE_NODE, REVIEW_NODE, with_
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("itemReviewed") if counts_for_search(subject) else ():
        if not isinstance(value, Mapping):
            yield Hit(path, f"what is reviewed is {shown(value, 60)}, which is no description of it")
        elif is_reference(value):
            yield Hit(path, f"what is reviewed is {shown(value['@id'], 60)}, of which nothing is said here")


RULE = Rule(
    code="GR134",
    name="item-not-described",
    severity="error",
    types=(
        "Review",
        "AggregateRating",
    ),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "What is reviewed is named by a text or a reference alone, and nothing on the page tells its type and "
        "name. Google does not look elsewhere."
    ),
    mend='Write "itemReviewed": {"@type": "...", "name": "..."}.',
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({"@graph": [with_(REVIEW_NODE, itemReviewed={"@id": "#fog"}), with_(MOVIE_NODE, **{"@id": "#fog"})]}),
    ),
    bad=(
        node(with_(REVIEW_NODE, itemReviewed="The Fog Bell"), at="itemReviewed"),
        node(with_(REVIEW_NODE, itemReviewed={"@id": "https://example.org/fog"}), at="itemReviewed"),
    ),
)
