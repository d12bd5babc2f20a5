"""What a page says of itself, which a review in it need not say: its language, its canonical URL.

The language is that of ``<html lang>`` (https://html.spec.whatwg.org/multipage/dom.html#the-lang-and-xml:lang-
attributes), the URL that of ``<link rel=canonical>`` (RFC 6596) where it is absolute.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from syndicate.hypertext import Tag, attributes, tokens
from syndicate.schemaorg import Note
from syndicate.schemaorg.terms import untold
from syndicate.schemaorg.values import language, our_digits, url

__all__ = ["Facts", "facts_of", "in_words"]

_DATES = ("published", "modified")
_WORD = re.compile(r"[^\W\d_]{3}")
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself; each may be empty."""

    language: str
    url: str


def facts_of(text: str) -> Facts:
    """The facts of a page, from what stands before its ``body``."""
    lang = canonical = ""
    for tag in tokens(text):
        if not isinstance(tag, Tag) or tag.closing:
            continue
        if tag.name == "body":
            break
        if tag.name == "html" and not lang:
            said = attributes(text, tag)
            lang = said.get("lang") or said.get("xml:lang", "")
        elif tag.name == "link" and not canonical:
            said = attributes(text, tag)
            if "canonical" in said.get("rel", "").lower().split():
                canonical = said.get("href", "")
    return Facts(language=language(lang, "", untold) or "", url=url(canonical, "", untold) or "")


def in_words(row: dict[str, Any], lang: str, note: Note) -> None:
    """Reads the dates of a row that are in words, in a language and in English, or in figures of one meaning alone.

    What stays as it is will be refused; so will a time without a zone, unless the settings have one.
    """
    for name in _DATES:
        said = row.get(name)
        if not isinstance(said, str) or len(said) > _LONGEST:
            continue
        if (day := _in_figures(said)) is not None:
            row[name] = day
            note(name, "repaired", "a date in figures read, which can be read in one way alone")
        elif (moment := _of_javascript(said)) is not None:
            row[name] = moment
            note(name, "repaired", "a time as JavaScript writes it read")
        elif _WORD.search(said):
            made = _read(said, lang.partition("-")[0].lower())
            if isinstance(made, datetime) and made.tzinfo is None:
                made = made.isoformat()
            if isinstance(made, str):
                row[name] = made
                note(name, "repaired", "a date in words read")


_YEAR_FIRST = re.compile(r"([0-9]{4})\s?[-/.年년]\s?([0-9]{1,2})\s?[-/.月월]\s?([0-9]{1,2})\s?[.日일]?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])\s?([0-9]{1,2})\2\s?([0-9]{4})")
_RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _in_figures(said: str) -> str | None:
    """A date that begins with its year, or whose day and month cannot be mistaken: ``13/3/2015``, ``3.3.2015``."""
    text = our_digits(said.strip())
    if text == said and _RFC3339.fullmatch(text):
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(text):
        read = {_day(found[4], found[3], found[1]), _day(found[4], found[1], found[3])} - {None}
        return read.pop() if len(read) == 1 else None
    return None


def _day(year: str, month: str, of: str) -> str | None:
    try:
        return date(int(year), int(month), int(of)).isoformat()
    except ValueError:
        return None


# What Date.prototype.toString() gives (ECMA-262, section 21.4.4.41).
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{2}) ([0-9]{4}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) (?:GMT|UTC)"
    r"([+-][0-9]{2}):?([0-9]{2})(?: \([^()]*\))?"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _of_javascript(said: str) -> str | None:
    found = _JAVASCRIPT.fullmatch(said)
    if found is None or found[1] not in _MONTHS:
        return None
    day = _day(found[3], str(_MONTHS.index(found[1]) + 1), found[2])
    return None if day is None else f"{day}T{found[4]}{found[5]}:{found[6]}"


def _read(said: str, lang: str) -> Any:
    from syndicate.errors import SettingsError
    from syndicate.mapping._account import Account
    from syndicate.mapping._forms import dates

    for languages in ([lang, "en"], ["en"]) if lang not in ("", "en") else (["en"],):
        try:
            read = dates(["words"], languages, "html")
        except SettingsError:
            continue  # a language that dateparser does not know
        return read(said, "", Account(None, mapped=False))
    return None
