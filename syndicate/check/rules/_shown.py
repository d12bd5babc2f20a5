"""Whether people see on a page what its markup says; in doubt they do.

A text is looked for by its letters and digits, whatever is between them (:mod:`syndicate.proof.visible`). What is not
among the text for people, but stands in an attribute or in a script that is no markup, may be shown by a script: nobody
can tell from the source, so it counts as shown. A page without any text for people is written by scripts as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from syndicate.check._numbers import number_of, rated
from syndicate.check._page import Page
from syndicate.check._subject import Subject
from syndicate.check.rules._parties import text_of
from syndicate.prose import plain_text

__all__ = [
    "body_is_shown", "has_stars", "is_told", "item_is_shown", "mean_is_shown", "name_is_shown", "rating_is_shown",
]  # fmt: skip

_LETTERS = "aeinostаоеиαοהיاالのい的이"
_WORD = re.compile(r"\w+")
_STARS = ("star", "rating", "score", "grade", "note", "bewert", "punt", "vote")
_TAG = 402
"""Characters of a tag in which a name is looked for."""
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_PART = 40


@lru_cache(maxsize=1)
def is_told(page: Page) -> bool:
    """Whether the source of a page has text for people at all."""
    return page.kind == "page" and any(page.visible.has_text(letter) for letter in _LETTERS)


def item_is_shown(rated: Subject) -> bool:
    """Whether people see what a review or a mean is of, where that is said: where they do not, one rule speaks of that
    and the others are silent."""
    item = rated.item
    return item is not None and is_told(rated.page) and name_is_shown(rated.page, text_of(item.value))


def name_is_shown(page: Page, name: str) -> bool:
    """Whether one of the words of a name is seen: pages leave out years, subtitles and first names."""
    words = _WORD.findall(name)
    # Short words are those of every page: the, and.
    long = [word for word in words if len(word) > 3] or [word for word in words if len(word) > 2] or words
    parts = [part for word in long[:50] for part in ([word] if word.isascii() else [word[:2], word[-2:], word])]
    return not parts or any(page.visible.has_text(part) or _stands(page, part) for part in parts)


def body_is_shown(page: Page, body: str) -> bool:
    """Whether the beginning, the middle or the end of a text is seen."""
    text = plain_text(body, "html") if "<" in body or "&" in body else body
    middle = max(len(text) // 2 - _PART // 2, 0)
    parts = (text[:_PART], text[middle : middle + _PART], text[-_PART:])
    return any(page.visible.has_text(part) or _stands(page, part[: _PART // 2]) for part in parts)


def rating_is_shown(page: Page, value: Any, best: Any, label: Any = None) -> bool:
    """Whether a rating is seen: as a number, as stars, in its own words."""
    found = rated(value)
    if found is None or (isinstance(label, str) and page.visible.has_text(label)):
        return True
    scale = found.best or number_of(best) or (5.0 if found.value <= 5 else None)
    values = {found.value, round(found.value, 1), float(round(found.value, 2))}
    if scale:
        values |= {round(found.value / scale * most, digits) for most, digits in ((5, 1), (10, 1), (100, 0))}
    for one in sorted(values):
        row = {"rating": {"value": _plain(one), "best": None if scale is None else _plain(scale)}}
        if not any(page.visible.unseen(row)):
            return True
    return False


def mean_is_shown(page: Page, value: Any, best: Any, counts: list[Any]) -> bool:
    """Whether a mean or the count of what it is made of is seen."""
    numbers = [number_of(count) for count in counts]
    said = [value, *(_plain(count) for count in numbers if count is not None)]
    if len(said) <= len(numbers) or any(page.visible.has_text(str(count)) for count in said[1:]):
        return True
    return rating_is_shown(page, value, best) or any(_stands(page, str(one)) for one in said)


@lru_cache(maxsize=1)
def has_stars(page: Page) -> bool:
    """Whether an element is named as if it drew a rating, which nobody can tell from the source."""
    text = page.text.lower()
    return any(_is_in_a_tag(text, at) for word in _STARS for at in _places(text, word))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_in_a_tag(text: str, at: int) -> bool:
    start = text.rfind("<", max(at - _TAG, 0), max(at - 1, 0))
    return start >= 0 and "a" <= text[start + 1] <= "z" and text[at - 1] != "<" and text.find(">", start, at) < 0


def _stands(page: Page, text: str) -> bool:
    return text.strip().casefold() in _rest(page)


@lru_cache(maxsize=1)
def _rest(page: Page) -> str:
    """The source of a page without its JSON-LD and its ``meta`` elements, case folded."""
    parts, at = [], 0
    for script in page.scripts:
        parts.append(page.text[at : script.start])
        at = script.start + len(script.content)
    return _META.sub("", "".join([*parts, page.text[at:]])).casefold()


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
