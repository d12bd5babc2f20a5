"""PO207: a review that somebody paid for, on a page that does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._parties import text_of
from syndicate.check.rules._shown import is_told, name_is_shown
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for role in ("sponsor", "funder"):
        for path, value in subject.each(role):
            name = text_of(value)
            if name and is_told(subject.page) and not name_is_shown(subject.page, name):
                yield Hit(path, f"{shown(name, 60)} paid for the review, and the page does not name them")


_SCRIPT = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", '
    '"sponsor": {"@type": "Organization", "name": "Brass Brothers"}}</script>'
)

RULE = Rule(
    code="PO207",
    name="sponsor-not-shown",
    severity="warning",
    types=("Review",),
    kinds=("page",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    since="2026-07-24",
    why=(
        "The markup says who paid for this review, and the text that people read does not. Google takes a review "
        "that was given for money or gifts only where the page says so, clearly and in plain sight."
    ),
    mend="Say it beside the review, with the name of who paid for it.",
    check=_check,
    good=(page(f"<p>Brass Brothers gave us the lamp that is reviewed here.</p>{_SCRIPT}"),),
    bad=(page(f"<p>The lamp is bright.</p>{_SCRIPT}", at="sponsor"),),
)
