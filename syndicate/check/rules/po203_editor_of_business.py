"""PO203: an editor's rating of a local business."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node, record
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import BUSINESS_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._parties import is_party, text_of
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not subject.of(subject.item, "LocalBusiness") or not subject.has("reviewRating"):
        return
    if subject.is_a("CriticReview"):
        kind = next(name for name in subject.types if name.endswith(("Review", "Article")))
        yield Hit("reviewRating", f"a {kind} rates a local business, whose ratings are to come from its users")
        return
    for author in subject.each("author"):
        if any(is_party(author.value, publisher.value) for publisher in subject.each("publisher")):
            name = shown(text_of(author.value), 60)
            yield Hit("reviewRating", f"{name}, who publishes the review, rates a local business itself")
            return


_REVIEW = with_(REVIEW_NODE, itemReviewed=BUSINESS_NODE)
_WEEKLY = {"@type": "Organization", "name": "Example Weekly"}

RULE = Rule(
    code="PO203",
    name="editor-rates-business",
    severity="error",
    types=("Review",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "For local businesses Google takes ratings of users alone, and none that editors made or gathered. A critic's "
        "review of a restaurant may stand on the page; its rating in the markup brings no stars."
    ),
    mend="Take reviewRating out of the markup of the critic's review, or mark up the ratings of users in its place.",
    check=_check,
    good=(
        node(_REVIEW),
        node(with_(REVIEW_NODE, **{"@type": "CriticReview"})),
        node(without(with_(_REVIEW, **{"@type": "CriticReview"}), "reviewRating")),
        node(with_(_REVIEW, publisher=_WEEKLY)),
    ),
    bad=(
        node(with_(_REVIEW, **{"@type": "CriticReview"}), at="reviewRating"),
        node(with_(_REVIEW, publisher=_WEEKLY, author=_WEEKLY), at="reviewRating"),
        record(
            {
                "id": "tag:example.org,2024:1",
                "kind": "critic",
                "item": {"type": "Restaurant", "name": "Pier Seven"},
                "rating": {"value": 3},
            },
            at="reviewRating",
        ),
    ),
)
