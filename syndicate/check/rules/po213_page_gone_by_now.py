"""PO213: a page that asks to be left out from a day on that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from syndicate.check._rule import ALL, Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.results import wanted
from syndicate.check.rules._laws import READ_LAWS, ROBOTS

__all__ = ["RULE"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"unavailable_after:\s*([0-9]{4})-([0-9]{2})-([0-9]{2})")
_RFC = re.compile(r"unavailable_after:\s*([0-9]{1,2})[ -]([a-z]{3})[ -]([0-9]{4})")


def _check(subject: Subject) -> Iterator[Hit]:
    today = subject.page.day
    if today is None or not any(map(wanted, subject.page.nodes)):
        return
    for said in sorted(subject.page.robots):
        last = _day(said)
        if last is not None and last < today:
            yield Hit("", f"the page asks to be left out of search after {last}, and that is over")


def _day(said: str) -> date | None:
    if found := _ISO.match(said):
        year, month, day = (int(part) for part in found.groups())
    elif (found := _RFC.match(said)) and found[2] in _MONTHS:
        year, month, day = int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MARKUP = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review", "name": "Fog"}</script>'
)

RULE = Rule(
    code="PO213",
    name="page-gone-by-now",
    severity="error",
    types=(),
    kinds=("page",),
    result=ALL,
    source=ROBOTS,
    read=READ_LAWS,
    why=(
        "The page says a day after which search engines are to leave it out, and that day is over. It is found no "
        "longer, and shows no stars."
    ),
    mend="Take unavailable_after out, or give a later day.",
    check=_check,
    good=(
        page(f"<meta name=robots content='unavailable_after: 2026-03-01'>{_MARKUP}", instant="2026-02-01"),
        page(f"<meta name=robots content='unavailable_after: 2026-03-01'>{_MARKUP}"),
    ),
    bad=(
        page(f"<meta name=robots content='unavailable_after: 2025-03-01'>{_MARKUP}", at="", instant="2026-02-01"),
        page(f"<meta name=robots content='unavailable_after: 25 Jun 2025'>{_MARKUP}", at="", instant="2026-02-01"),
    ),
)
