"""What a page says of itself, which a review in it need not say: its language, its canonical URL.

The language is that of ``<html lang>`` (https://html.spec.whatwg.org/multipage/dom.html#the-lang-and-xml:lang-
attributes), the URL that of ``<link rel=canonical>`` (RFC 6596) where it is absolute.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from syndicate.hypertext import Tag, attributes, tokens
from syndicate.schemaorg import Note
from syndicate.schemaorg.terms import untold
from syndicate.schemaorg.values import language, url

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
    """Reads the dates of a row that are in words, in a language and in English; what stays as it is will be refused."""
    for name in _DATES:
        said = row.get(name)
        if isinstance(said, str) and len(said) <= _LONGEST and _WORD.search(said):
            made = _read(said, lang.partition("-")[0].lower())
            if isinstance(made, str):
                row[name] = made
                note(name, "repaired", "a date in words read")


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
