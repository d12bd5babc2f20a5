"""Who speaks in a fragment: the marks of its elements, its language, our few words in it, the level of its headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from syndicate.formats._markup.marks import Marks, attributes
from syndicate.words import direction, is_ours, words

__all__ = ["Voice", "lang_attributes", "our_attributes"]


@dataclass(slots=True)
class Voice:
    """What the parts of one review have in common."""

    marks: Marks
    language: str | None
    """What the review is in."""
    level: int
    """Of its heading, from 1 to 5."""
    ours: str = ""
    """The attributes of our own words among those of the review; by default what the language needs."""
    words: Mapping[str, str] = field(init=False)
    """Our own words, in the language of the review where we have it."""

    def __post_init__(self) -> None:
        self.words = words(self.language)
        self.ours = self.ours or our_attributes(self.language, self.language)


def lang_attributes(language: str) -> str:
    """The attributes that say the language of a part of a page."""
    return attributes([("lang", language), ("dir", direction(language))])


def our_attributes(around: str | None, language: str | None) -> str:
    """The attributes that our words for a language need within a text in the language ``around``; mostly none."""
    used = language if is_ours(language) and language is not None else "en"
    if around is not None and around.split("-")[0].lower() == used.split("-")[0].lower():
        return ""
    return lang_attributes(used)
