"""What a ``ratingValue`` says that is text and no number: ``60%``, ``6 / 10``, ``4 out of 5 stars``, ``★★★½``.

The first two are Google's (https://developers.google.com/search/docs/appearance/structured-data/review-snippet), the
others stand on pages all the same. A number with the name of a unit is that number; full stars are counted, and empty
ones state how many there may be. Letters and words say no number that everybody would agree on, and are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from syndicate.schemaorg.terms import untold
from syndicate.schemaorg.values import number, our_digits

__all__ = ["Score", "is_nothing", "score"]

_LONGEST = 60
_MOST_STARS = 20
_UNITS = (
    "stars?|points?|pts|sterne?n?|punkte?n?|étoiles?|estrellas?|estrelas?|puntos?|pontos?|stell[ae]|punt[oi]|sterren|"
    "punten|stjerner|stjärnor|gwiazdek|gwiazdki|звезды|звёзды|звезд|звёзд|★|⭐"
)
_PART = re.compile(
    r"(?P<value>[+-]?[0-9]+(?:[.,][0-9]+)?)(?P<half>\s*½)?\s*"
    rf"(?:(?P<percent>%)|(?:(?:/|out of|of|von|sur|de|su|van|av|af|z|из)\s*(?P<best>[0-9]+(?:[.,][0-9]+)?))?"
    rf"(?:\s*-?\s*(?P<unit>{_UNITS}))?)",
    re.IGNORECASE,
)
_STARS = re.compile("(?P<full>[★⭐🌟✭✮\ufe0f]*)\\s*(?P<half>½|⯪|⯨)?\\s*(?P<empty>[☆✩⚝]*)")
_NOTHING = frozenset((
    "?", "-", "--", "n/a", "n.a.", "na", "nan", "no rating", "none", "not rated", "not yet rated", "null", "tba", "tbd",
    "undefined", "unrated", "–", "—",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a text says; ``best`` and ``worst`` are None where it does not say them."""

    value: Any
    best: Any = None
    worst: Any = None
    how: str
    """How it was read, in words that are the same for all such texts."""


def is_nothing(text: str) -> bool:
    """Whether ``text`` says that there is no rating: ``N/A``, a dash, ``not rated``."""
    return len(text) <= _LONGEST and text.strip().casefold() in _NOTHING


def score(text: str) -> Score | None:
    """What ``text`` says; None where it is a number alone, or says none.

    >>> made = score("4 out of 5 stars")
    >>> made.value, made.best, score("★★★½☆").value, score("B+")
    (4, 5, 3.5, None)
    """
    if len(text) > _LONGEST:
        return None
    token = our_digits(text.strip())
    if found := _PART.fullmatch(token):
        if not (found["half"] or found["percent"] or found["best"] or found["unit"]):
            return None
        value = number(found["value"], "", untold)
        if found["half"]:
            if not isinstance(value, int):
                return None
            value += 0.5
        if found["percent"]:
            return Score(value=value, best=100, worst=0, how="a percentage read on 0 to 100")
        if found["best"]:
            return Score(value=value, best=number(found["best"], "", untold), how="a ratio read as its parts")
        return Score(value=value, how="a number in words read as a number")
    found = _STARS.fullmatch(token)
    if found is None or not token:
        return None
    # U+FE0F only says that the star before it is drawn as a picture.
    full, half, empty = len(found["full"].replace("\ufe0f", "")), bool(found["half"]), len(found["empty"])
    if full + half + empty > _MOST_STARS:
        return None
    best = full + half + empty if empty else None
    return Score(value=full + 0.5 if half else full, best=best, how="stars counted")
