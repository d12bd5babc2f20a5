"""TX422: a title in capitals alone."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._said import lines
from syndicate.ledger import shown

__all__ = ["RULE"]

_LETTERS = 20
_WORDS = 4


def _check(subject: Subject) -> Iterator[Hit]:
    told: set[str] = set()
    for path, _, text in lines(subject):
        if text.isupper() and text not in told and len(text.split()) >= _WORDS:
            told.add(text)
            if sum(map(str.isupper, text)) >= _LETTERS:
                yield Hit(path, f"the title is in capitals: {shown(text, 60)}")


RULE = Rule(
    code="TX422",
    name="shouted-title",
    severity="note",
    types=("Review", "Article"),
    source="https://developers.google.com/search/docs/appearance/title-link",
    read=READ,
    why=(
        "Words in capitals alone are harder to read, and voices may spell them letter by letter. Search engines write "
        "such titles anew, in words of their own choice."
    ),
    mend="Write the title as a sentence; the style sheet of the page may show it in capitals (text-transform).",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, name="The NASA of AC/DC")),
        node(with_(REVIEW_NODE, name="M*A*S*H, S04 E01")),
        node(changed(REVIEW_NODE, "itemReviewed.name", "WE ARE LADY PARTS IN CONCERT TONIGHT")),
        node(with_(REVIEW_NODE, name="霧の鐘 は とても よい 映画 です ほんとうに よい 映画")),
    ),
    bad=(node(with_(REVIEW_NODE, name="THE FOG BELL RINGS TWICE AND NOBODY HEARS"), at="name"),),
)
