"""TX420: markup in another language than its page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._languages import fault_of, primary
from syndicate.check.rules._sources import POLICIES
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    said = subject.page.language
    if not said or fault_of(said) or not subject.has("reviewBody", "name", "headline"):
        return
    for path, value in subject.each("inLanguage"):
        if not isinstance(value, str) or fault_of(value) or primary(value) == primary(said):
            continue
        # A part of the page may be in another language, and says so.
        if not re.search(rf"\slang\s*=\s*[\"']?{re.escape(primary(value))}\b", subject.page.text, re.IGNORECASE):
            yield Hit(path, f"the review is said to be in {shown(value)}, and the page is in {shown(said)} throughout")


def _page(page_language: str, review: str, of_part: str = "") -> str:
    return (
        f'<html lang="{page_language}"><p{of_part}>It begins in fog.</p><script type="application/ld+json">'
        f'{{"@context": "https://schema.org", "@type": "Review", "reviewBody": "x", "inLanguage": "{review}"}}</script>'
    )


RULE = Rule(
    code="TX420",
    name="language-of-another-page",
    severity="warning",
    types=("Review",),
    kinds=("page",),
    source=POLICIES,
    read=READ,
    why=(
        "The markup names one language, and the page that shows the review another, with no part that is in the "
        "first. One of the two is wrong, and readers are shown the review in the wrong place."
    ),
    mend="Correct inLanguage or <html lang>; a review in another language than its page stands in an element with a "
    "lang of its own.",
    check=_check,
    good=(
        page(_page("en-GB", "en-US")),
        page(_page("de", "en", ' lang="en"')),
        page(_page("", "en")),
        page(_page("nb", "no")),
    ),
    bad=(page(_page("de", "en"), at="inLanguage"),),
)
