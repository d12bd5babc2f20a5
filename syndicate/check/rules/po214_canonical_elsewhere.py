"""PO214: a page that says its original stands on another site."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._page import host_of
from syndicate.check._rule import ALL, Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.results import wanted
from syndicate.check.rules._laws import CANONICAL, READ_LAWS
from syndicate.check.rules._parties import same_site

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    mine, other = subject.page.host, host_of(subject.page.canonical)
    if mine and other and not same_site(mine, other) and any(map(wanted, subject.page.nodes)):
        yield Hit("", f"the page is on {mine}, and calls a page of {other} the one to be found (canonical)")


_PAGE = (
    "<link rel=canonical href='https://film-log.example/fog'>"
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "name": "Fog"}</script>'
)

RULE = Rule(
    code="PO214",
    name="canonical-elsewhere",
    severity="warning",
    types=(),
    kinds=("page",),
    result=ALL,
    source=CANONICAL,
    read=READ_LAWS,
    why=(
        "By its canonical link this page is a copy of one on another site. Search engines show that one in its place, "
        "with the markup that stands there."
    ),
    mend="Make the canonical link point to this page, where the review is its own; else leave it so, and expect no "
    "stars for this copy.",
    check=_check,
    good=(page(_PAGE, url="https://www.film-log.example/fog?page=1"), page(_PAGE), page(_PAGE.partition("<script")[0])),
    bad=(page(_PAGE, url="https://tidewater.example/fog", at=""),),
)
