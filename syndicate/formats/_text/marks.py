"""Lines that say who wrote a page and when: ``By A and B | March 3, 2015``, ``Posted on ... by ...``.

Such a line says nothing else: where any part of it is neither a name, a date, a category nor a site's own, it is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from syndicate.formats._text.dates import Dated, date_in
from syndicate.formats._text.kinds import type_in
from syndicate.formats._text.labels import Labelled, labelled
from syndicate.formats._text.names import is_name, names_in
from syndicate.formats._text.site import is_site_line
from syndicate.formats._text.titles import is_review_title

__all__ = ["Mark", "marks_in"]

_SEGMENTS = re.compile(r"\s*[|•·‖●]\s*|\s+[–—-]\s+|\s+/{1,2}\s+|\s{2,}")
_BY = re.compile(r",?\s+(?:by|von|par|por|posted by|written by)\s+", re.IGNORECASE)
_THEN = re.compile(
    r"\s*,\s*|\s+\(\s*|\s+(?:on|am|vom|le|el|at|in|under|posted|published|updated|date|datum|fecha)\s?:?\s+",
    re.IGNORECASE,
)
_IN = re.compile(r",?\s+(?:in|under|at|um|à|a las|@)\s+", re.IGNORECASE)
_TIME = re.compile(r"[0-9]{1,2}(?:[:.h][0-9]{2})?\s?(?:[ap]\.?m\.?|uhr|h)?(?:\s?[A-Z]{2,4})?", re.IGNORECASE)
_COUNTS = re.compile(r"[\s|•·,]+(?:[0-9]{1,5}|no|leave a) (?:comments?|replies)$", re.IGNORECASE)
_WHERE = re.compile(
    r"(?:reviewed in|rezension aus|bewertet in|commenté en|commenté au|reseñado en) .{2,40}? "
    r"(?:on|vom|am|le|el) (.{6,40})",
    re.IGNORECASE,
)
_PEOPLE = ("reviewer", "by", "author")
_DATES = ("published", "modified")
_OF_THE_ITEM = frozenset(("fact:actor", "fact:director", "fact:writer"))
_LONGEST = 200
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that a line says."""

    field: str
    """``reviewer``, ``by``, ``author``, ``published``, ``modified``, ``category``, or ``name``: a name and no label."""
    names: tuple[str, ...] = ()
    date: Dated | None = None
    text: str = ""


def marks_in(text: str, languages: tuple[str, ...]) -> list[Mark] | None:
    """All that a line says of authors and dates; None where it is no such line."""
    if len(text) > _LONGEST or not any(map(str.isalnum, text)):
        return None
    text = _COUNTS.sub("", text)
    made_by = labelled(text)
    if made_by is not None and made_by.value and set(made_by.fields) <= _OF_THE_ITEM:
        return None  # "Starring Ada Example, Di Sample"
    whole = _segment(text, languages)
    if whole is not None:
        return whole
    parts = [part for part in _SEGMENTS.split(text) if part]
    if len(parts) == 1 and "," in text:
        parts = [part.strip() for part in text.split(",", 1)]  # "Ada Example, 3 March 2015"
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    made: list[Mark] = []
    for part in parts:
        one = _segment(part, languages)
        if one is None and (is_site_line(part) or _TIME.fullmatch(part)):
            one = []
        if one is None and type_in(part):
            one = [Mark(field="category", text=part)]
        if one is None and is_name(part) and " " in part:
            one = [Mark(field="name", names=(part,))]
        if one is None:
            return None
        made += one
    # Names and categories alone may be anything.
    return made if any(mark.field in (*_PEOPLE, *_DATES) for mark in made) else None


def _segment(text: str, languages: tuple[str, ...]) -> list[Mark] | None:
    if there := _WHERE.fullmatch(text):
        return _dated(there[1], "published", languages)
    found = labelled(text)
    if found is not None and found.value and (made := _behind(found, text, languages)) is not None:
        return made
    return _dated(text, "published", languages)


def _behind(found: Labelled, text: str, languages: tuple[str, ...]) -> list[Mark] | None:
    for field in found.fields:
        if field in _DATES and (made := _dated(found.value, field, languages, year=found.marked)) is not None:
            return made
    for field in found.fields:
        if field in _PEOPLE:
            made = _signed(found.value, field, languages, loose=found.marked or _speaks(found.label))
            # "Critique de Dune": who or what, a single word does not say.
            alone = any(" " not in name for mark in made or () for name in mark.names)
            if made is not None and not (alone and not found.marked and is_review_title(text)):
                return made
    if "category" in found.fields:
        for end in (*_BY.finditer(found.value), *_THEN.finditer(found.value)):
            rest = found.value[end.end() :]
            by = _signed(rest, "by", languages) if _BY.fullmatch(end[0]) else _dated(rest, "published", languages)
            if by is not None:
                return [Mark(field="category", text=found.value[: end.start()]), *by]
    return None


def _speaks(label: str) -> bool:
    """Whether a label without a colon can only be followed by who wrote it: "Posted by admin"."""
    words = label.casefold().split()
    return len(words) > 1 and words[0] in (
        "posted",
        "written",
        "reviewed",
        "publié",
        "écrit",
        "geschrieben",
        "escrito",
        "rédigé",
    )


def _dated(text: str, field: str, languages: tuple[str, ...], *, year: bool = False) -> list[Mark] | None:
    """A date, and who wrote it or in which category where that follows."""
    if (date := date_in(text, languages, year=year)) is not None:
        return [Mark(field=field, date=date)]
    for end in _BY.finditer(text):
        date = date_in(text[: end.start()], languages)
        if date is not None and (by := _signed(text[end.end() :], "by", languages, loose=True)) is not None:
            return [Mark(field=field, date=date), *by]
    for end in _IN.finditer(text):
        date = date_in(text[: end.start()], languages)
        rest = text[end.end() :]
        if date is None:
            continue
        if _TIME.fullmatch(rest):
            return [Mark(field=field, date=date)]
        if len(rest) <= 60 and len(rest.split()) <= 6 and rest[:1].isupper():
            return [Mark(field=field, date=date), Mark(field="category", text=rest)]
    # "March 3, 2015 (updated May 4, 2015)", "May 4, 2015, updated ..."
    if "(" in text or "," in text:
        head, _, rest = text.rpartition("(") if "(" in text else text.rpartition(", ")
        date = date_in(head, languages)
        after = labelled(rest.strip(" )"))
        if date is not None and after is not None and after.value and (more := _behind(after, rest, languages)):
            return [Mark(field=field, date=date), *more]
    return None


def _signed(text: str, field: str, languages: tuple[str, ...], *, loose: bool = False) -> list[Mark] | None:
    """Names, and a date or a category where one follows."""
    if names := names_in(text):
        return [Mark(field=field, names=tuple(names))]
    for end in _THEN.finditer(text):
        names = names_in(text[: end.start()], loose=loose)
        rest = text[end.end() :].strip(" ()")
        if not names or not rest:
            continue
        by = end[0].strip(" (,:").casefold()
        if _TIME.fullmatch(rest):
            return [Mark(field=field, names=tuple(names))]
        which = "modified" if by == "updated" else "published"
        if (date := _dated(rest, which, languages)) is not None:
            return [Mark(field=field, names=tuple(names)), *date]
        after = labelled(rest)
        if after is not None and after.value and (more := _behind(after, rest, languages)) is not None:
            return [Mark(field=field, names=tuple(names)), *more]
        if by in ("in", "under"):
            for on in _THEN.finditer(rest):
                if (date := _dated(rest[on.end() :], "published", languages)) is not None:
                    return [
                        Mark(field=field, names=tuple(names)),
                        Mark(field="category", text=rest[: on.start()]),
                        *date,
                    ]
            if len(rest.split()) <= 4 and rest[:1].isupper():
                return [Mark(field=field, names=tuple(names)), Mark(field="category", text=rest)]
    words = text.split()
    for count in range(2, min(5, len(words))):  # "Ada Example Mar 3, 2015"
        names = names_in(" ".join(words[:count]))
        if names and (date := _dated(" ".join(words[count:]), "published", languages)) is not None:
            return [Mark(field=field, names=tuple(names)), *date]
    if loose and (names := names_in(text, loose=True)):
        return [Mark(field=field, names=tuple(names))]
    return None
