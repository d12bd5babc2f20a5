"""Whether people see on a page what its markup says; in doubt they do.

A text is looked for by its letters and digits, whatever is between them (:mod:`syndicate.proof.visible`). A page without
any text for people in its source is written by scripts, and says nothing of what it shows.
"""

from __future__ import annotations

import re
from typing import Any

from syndicate.check._numbers import number_of, rated
from syndicate.check._page import Page
from syndicate.prose import plain_text

__all__ = ["body_is_shown", "has_stars", "is_told", "mean_is_shown", "name_is_shown", "rating_is_shown"]

_LETTERS = "aeinostаоеиαοהיاالのい的이"
_WORD = re.compile(r"\w+")
_STARS = re.compile(r"<[a-z][^<>]{0,400}(?:star|rating|score|grade|note|bewert|punt|vote)", re.IGNORECASE)
_PART = 40


def is_told(page: Page) -> bool:
    """Whether the source of a page has text for people at all."""
    return page.kind == "page" and any(page.visible.has_text(letter) for letter in _LETTERS)


def name_is_shown(page: Page, name: str) -> bool:
    """Whether one of the words of a name is seen: pages leave out years, subtitles and first names."""
    words = _WORD.findall(name)
    long = [word for word in words if len(word) > 2] or words
    parts = [part for word in long[:50] for part in ([word] if word.isascii() else [word[:2], word[-2:], word])]
    return not parts or any(page.visible.has_text(part) for part in parts)


def body_is_shown(page: Page, body: str) -> bool:
    """Whether the beginning, the middle or the end of a text is seen."""
    text = plain_text(body, "html") if "<" in body or "&" in body else body
    middle = max(len(text) // 2 - _PART // 2, 0)
    parts = (text[:_PART], text[middle : middle + _PART], text[-_PART:])
    return any(page.visible.has_text(part) for part in parts)


def rating_is_shown(page: Page, value: Any, best: Any, label: Any = None) -> bool:
    """Whether a rating is seen: as a number, as stars, in its own words."""
    found = rated(value)
    if found is None or (isinstance(label, str) and page.visible.has_text(label)):
        return True
    scale = number_of(best)
    values = {found.value, round(found.value, 1), float(round(found.value, 2))}
    if scale:
        values |= {round(found.value / scale * 100), round(found.value / scale * 5, 1), round(found.value / scale * 10, 1)}
    return any(
        not list(page.visible.unseen({"rating": {"value": _plain(one), "best": scale and _plain(scale)}}))
        for one in values
    )


def mean_is_shown(page: Page, value: Any, best: Any, counts: list[Any]) -> bool:
    """Whether a mean or the count of what it is made of is seen."""
    numbers = [number_of(count) for count in counts]
    if any(count is None or page.visible.has_text(str(_plain(count))) for count in numbers):
        return True
    return rating_is_shown(page, value, best)


def has_stars(page: Page) -> bool:
    """Whether an element is named as if it drew a rating, which nobody can tell from the source."""
    return _STARS.search(page.text) is not None


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
