"""Where a review begins and ends on its page: the title among the lines of the site, the heading of the comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from syndicate.formats._text.found import LOOKED, Labels, Page, rate
from syndicate.formats._text.kinds import type_in
from syndicate.formats._text.labels import Labelled
from syndicate.formats._text.lines import Line, bulleted, folded, is_prose
from syndicate.formats._text.marks import marks_in
from syndicate.formats._text.ratings import Rated, content_rating, rating_in
from syndicate.formats._text.site import is_site_line, starts_comments
from syndicate.formats._text.titles import is_review_title, titled, trailing_rating

__all__ = ["end_of", "take_title"]

_SITES_TOP = 25
_SITE_NAME = re.compile(
    r"\breviews\b|\bblog\b|\.(?:com|org|net|co\.uk|de|fr|es)\b|^welcome to\b|\bmagazine\b", re.IGNORECASE
)
_MENU = re.compile(
    r"(?:home|(?:main )?menu|skip to [a-z ]{4,30}|startseite|accueil|inicio|search)(?:\s?[|>»›/•·].*)?$", re.IGNORECASE
)
_NAMES = frozenset(
    ("item", "movie", "book", "game", "album", "series", "restaurant", "hotel", "app", "headline", "reviewer")
)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.|\b[JS]r\.|\betc\.|\bvol\.|\.\.\.)$")
_VALUE = re.compile(r":\s+(?=[0-9.,/★☆½⭐*]+$)")
_NOT_RATED = Rated(row=None)


def end_of(lines: Sequence[Line], prose: Sequence[int]) -> int:
    """Where the review ends: at the heading of its comments, behind most of what is prose before it."""
    for at, line in enumerate(lines[:LOOKED]):
        if len(prose) and at > prose[0] and starts_comments(line.text):
            strong = any(word in line.text.casefold() for word in (" on ", "reply", "interactions"))
            if strong or (len(prose) > 1 and at > prose[1]):
                return at
    return len(lines)


def take_title(page: Page, labels: Labels, first_prose: int) -> None:
    """The title: of the short lines above the text, one that calls itself a review, stands twice, or has a by-line."""
    last = min(first_prose, _SITES_TOP)
    seen = Counter(
        folded(line.text)
        for at, line in enumerate(page.lines[: page.end])
        if len(line.text) <= 160 and page.looked(at) and not _VALUE.search(line.text)
    )
    best, score = -1, -99
    heads = [at for at in range(last) if _may_be_title(page, labels, at)]
    menu = max((at for at in range(last) if _MENU.match(page.lines[at].text.lstrip("*• "))), default=-1)
    first = next((at for at in heads if at > menu), heads[0] if heads else 0)
    for order, at in enumerate(heads):
        text = page.lines[at].text
        said = titled(text)
        review = said.review and bool(said.name)
        under = page.lines[at + 1].text if at + 1 < page.end else ""
        signed = marks_in(under, page.languages) is not None or (rating_in(under) or _NOT_RATED).alone
        within = review and any(
            folded(page.lines[other].text).startswith(f"{folded(text)} ") and is_review_title(page.lines[other].text)
            for other in heads[:order]
        )
        own = (
            5 * review
            + 3 * (seen[folded(text)] > 1)
            + 3 * within
            + 2 * bool(said.year or said.platforms or said.type)
            + signed
        )
        own += 2 * (at == first and not _SITE_NAME.search(text)) - 2 * (at < first) - (at == 0 and at != first)
        own -= 6 * (said.review and not said.name)
        if own > score:
            best, score = at, own
    if best < 0:
        return
    page.title = page.lines[best].text
    if page.title[0] in "*_#=":
        page.title = page.title.strip("*_#= ") or page.title
    page.taken.add(best)
    page.under = best + 1
    if (stars := trailing_rating(page.title)) and (rated := rating_in(stars)) is not None:
        rate(page, best, rated, 1)
    above = [at for at in range(best) if at in heads or bulleted(page.lines[at].text) is not None]
    for at in above:
        page.taken.add(at)
    if above:
        page.tell(above[0], "body", "repaired", "the lines above the title left out, as the site's own")


def _may_be_title(page: Page, labels: Labels, at: int) -> bool:
    text = page.lines[at].text
    if at in page.taken or is_site_line(text) or is_prose(text) or len(text) > 160 or sum(map(str.isalnum, text)) < 2:
        return False
    if text.endswith((".", ",", ";", ":")) and not _ABBREVIATED.search(text):
        return False
    if (found := rating_in(text)) is not None and found.alone:
        return False
    label, above = labels[at], labels[at - 1] if at else None
    if above is not None and above.marked and not above.value:
        return False
    if (found_at := _VALUE.search(text)) and (rating_in(text[found_at.end() :]) or _NOT_RATED).row is not None:
        return False
    if is_review_title(text):
        if label is not None and "reviewer" in label.fields and at:
            by = marks_in(text, page.languages)  # "Rezension von Ada Example", below the title
            if by is not None and any(" " in name for mark in by for name in mark.names):
                return False
        return label is None or not label.marked or not _NAMES & set(label.fields)
    if type_in(text):
        return False
    if label is not None and ((label.marked and label.value) or not label.value):
        return not _of_its_kind(page, label, at)
    if bulleted(text) is not None:
        return False
    by = marks_in(text, page.languages)
    return by is None or (at == 0 and all(mark.field == "by" for mark in by))


def _of_its_kind(page: Page, label: Labelled, at: int) -> bool:
    """Whether the label of a line is one there, and not the beginning of a title ("Verdict: Guilty review")."""
    if not label.value:
        return label.marked or folded(label.label) not in ("good", "bad", "for", "with", "mark", "total", "stars")
    kinds = {one.partition(":")[0] for one in label.fields}
    if kinds <= {"rating", "others"}:
        return rating_in(label.value) is not None or content_rating(label.value) is not None
    if kinds <= {"published", "modified", "by", "reviewer", "author"}:
        return marks_in(page.lines[at].text, page.languages) is not None
    return True
