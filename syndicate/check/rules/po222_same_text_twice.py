"""PO222: one text as the review of several people, or of several things."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from syndicate.check._page import Page
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject, Value
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._parties import name_key, text_of
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_LONG = 40
_MOST = 2000


def _check(subject: Subject) -> Iterator[Hit]:
    key = _key(subject)
    if not key:
        return
    author, item = _said(subject)
    first_author, first_item = _firsts(subject.page)[key]
    twice = "by another author" if author and first_author and author != first_author else ""
    twice = twice or ("of another thing" if item and first_item and item != first_item else "")
    if twice:
        body = shown(subject.node["reviewBody"], 60)
        yield Hit("reviewBody", f"the same text is a review {twice} on this page: {body}")


@lru_cache(maxsize=1)
def _firsts(page: Page) -> dict[str, tuple[str, str]]:
    """By its text, who wrote the first review with it, and of what."""
    found: dict[str, tuple[str, str]] = {}
    for one in page.nodes:
        if one.is_a("Review") and (key := _key(one)):
            found.setdefault(key, _said(one))
    return found


def _key(subject: Subject) -> str:
    body = subject.node.get("reviewBody")
    return name_key(body[:_MOST]) if isinstance(body, str) and len(body) >= _LONG else ""


def _said(subject: Subject) -> tuple[str, str]:
    author, item = subject.first("author"), subject.item
    return _name(author), _name(item)


def _name(value: Value | None) -> str:
    return "" if value is None else name_key(text_of(value.value))


_TEXT = "A very good lamp, bright and heavy, and it came on the next day."
_FIRST = with_(REVIEW_NODE, reviewBody=_TEXT)

RULE = Rule(
    code="PO222",
    name="same-text-twice",
    severity="warning",
    types=("Review",),
    kinds=("page", "jsonld"),
    result="review",
    source=REVIEW,
    read=AGAIN,
    since="2026-07-24",
    why=(
        "One text stands on the page as the review of two people, or of two things. Either a template has gone wrong, "
        "or at least one of them is no genuine experience, which Google and the law forbid."
    ),
    mend="Find out whose text it is, and of what, and take the copies out.",
    check=_check,
    good=(
        node({"@graph": [_FIRST, with_(_FIRST, reviewBody=f"{_TEXT} Twice.", author="Ben Sample")]}),
        node({"@graph": [_FIRST, _FIRST]}),
        node({"@graph": [with_(_FIRST, reviewBody="Good!"), with_(_FIRST, reviewBody="Good!", author="Ben Sample")]}),
    ),
    bad=(
        node({"@graph": [_FIRST, with_(_FIRST, author="Ben Sample")]}, at="@graph[1].reviewBody"),
        node({"@graph": [_FIRST, changed(_FIRST, "itemReviewed.name", "A Tin Lamp")]}, at="@graph[1].reviewBody"),
    ),
)
