"""PO202: a review by who made, sells or is the thing."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, Value
from syndicate.check.rules._laws import FTC, READ_LAWS
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._parties import is_party, text_of
from syndicate.ledger import shown

__all__ = ["RULE"]

_ROLES = {
    "author": "author",
    "brand": "brand",
    "byArtist": "artist",
    "creator": "creator",
    "director": "director",
    "manufacturer": "manufacturer",
    "organizer": "organizer",
    "performer": "performer",
    "provider": "provider",
    "publisher": "publisher",
}
_TIES = ("affiliation", "memberOf", "worksFor")


def _check(subject: Subject) -> Iterator[Hit]:
    item = subject.item
    if item is None or subject.is_a("ClaimReview", "MediaReview"):
        return
    parties = list(_parties(subject, item))
    for author in subject.each("author"):
        if found := _tie(subject, author, parties):
            yield Hit(author.path, f"{shown(text_of(author.value), 60)} {found}")


def _parties(subject: Subject, item: Value) -> Iterator[tuple[str, Value]]:
    if subject.of(item, "Organization", "Person"):
        yield "what is reviewed", item
    for role, word in _ROLES.items():
        for value in subject.each(role, item):
            yield f"the {word} of what is reviewed", value


def _tie(subject: Subject, author: Value, parties: list[tuple[str, Value]]) -> str:
    if " " in text_of(author.value) or not subject.of(author, "Person"):
        # One first name is that of many readers.
        for words, of in parties:
            if is_party(author.value, of.value):
                return f"is {words}"
    for tie in _TIES:
        for employer in subject.each(tie, author):
            for words, of in parties:
                if is_party(employer.value, of.value):
                    return f"belongs to {shown(text_of(employer.value), 60)} ({tie}), {words}"
    return ""


_BOOK = {"@type": "Book", "name": "Salt and Tin", "author": {"@type": "Person", "name": "Ada Example"}}
_LAMP = {"@type": "Product", "name": "A Brass Lamp", "brand": {"@type": "Brand", "name": "Brass and Sons"}}

RULE = Rule(
    code="PO202",
    name="reviewed-by-its-maker",
    severity="warning",
    types=("Review",),
    source=FTC,
    read=READ_LAWS,
    why=(
        "By its markup, who wrote this review also made, sells or is what it is about, or works for them. Often a "
        "plugin has put the author of the book into the place of the reviewer; where it is true, the law in many "
        "countries asks that readers be told."
    ),
    mend="Put the one who wrote the review into its author. Where that is an insider, say so in the text that people "
    "read, and take the rating out of the markup.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(with_(REVIEW_NODE, itemReviewed=changed(_BOOK, "author.name", "Ben Sample"))),
        node(with_(REVIEW_NODE, itemReviewed=_LAMP)),
        node(
            with_(
                REVIEW_NODE,
                itemReviewed=changed(_BOOK, "author.name", "Ada"),
                author={"@type": "Person", "name": "Ada"},
            )
        ),
    ),
    bad=(
        node(with_(REVIEW_NODE, itemReviewed=_BOOK), at="author"),
        node(with_(REVIEW_NODE, itemReviewed=_LAMP, author="Brass and Sons"), at="author"),
        node(
            with_(
                REVIEW_NODE,
                itemReviewed=_LAMP,
                author={"@type": "Person", "name": "Ben Sample", "worksFor": {"name": "Brass and Sons"}},
            ),
            at="author",
        ),
        node(
            {"@type": "Hotel", "name": "Pier Seven", "review": {"@type": "Review", "author": "Pier Seven"}},
            at="review.author",
        ),
    ),
)
