"""PO212: a page that asks not to be found."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ALL, Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.results import wanted
from syndicate.check.rules._sources import POLICIES, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    said = sorted(subject.page.robots & {"noindex", "none"})
    if said and any(map(wanted, subject.page.nodes)):
        yield Hit("", f"the page has markup for rich results, and its robots say {said[0]}")


_MARKUP = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "name": "Fog"}</script>'
)

RULE = Rule(
    code="PO212",
    name="page-not-indexed",
    severity="error",
    types=(),
    kinds=("page",),
    result=ALL,
    source=POLICIES,
    read=READ,
    why=(
        "The page tells search engines to leave it out. What it marks up is read by none of them, and shows no stars."
    ),
    mend="Take noindex out, or the markup, where the page is meant to stay out of search.",
    check=_check,
    good=(
        page(f"<meta name=robots content='index, max-snippet:-1'>{_MARKUP}"),
        page("<meta name=robots content=noindex><p>Search</p>"),
        page(f"<meta name='googlebot-news' content='noindex'>{_MARKUP}"),
    ),
    bad=(
        page(f"<meta name=robots content='NOINDEX, follow'>{_MARKUP}", at=""),
        page(f"<meta name=googlebot content=none>{_MARKUP}", at=""),
    ),
)
