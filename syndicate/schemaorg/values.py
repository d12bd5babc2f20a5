"""Single values of nodes, as tolerant in reading as https://schema.org/docs/datamodel.html asks of consumers.

Each function gives what the record holds, None where nothing is left, and tells what it did. A value that it cannot
read comes back as it stands, so that it is refused with what was found and not lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from syndicate import vocabulary
from syndicate.models.number import MAX_DIGITS
from syndicate.models.text import Language, regex_of
from syndicate.schemaorg.terms import Note, bare, local

__all__ = [
    "date", "day", "language", "line", "listed", "member", "number", "one", "our_digits", "single", "text", "url",
    "urls", "whole",
]  # fmt: skip

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_LINE = re.compile("[\x00-\x1f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)", re.ASCII)


def single(values: list[Any]) -> Any:
    """A list as a node has it: the one value bare, several as they are."""
    return values[0] if len(values) == 1 else values


def whole(value: float) -> int | float:
    """A number of a record as its canonical form has it: 9.0 is 9."""
    return value if type(value) is int or not value.is_integer() else int(value)


def listed(value: Any) -> list[Any]:
    """A value of a node, or the list of them, as a list."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and ("@list" in value or "@set" in value):
        return listed(value.get("@list", value.get("@set")))
    return [] if value is None else [value]


def one(value: Any, path: str, note: Note) -> Any:
    """The first of several values where the record holds one; a literal of JSON-LD as what it says."""
    if isinstance(value, (list, Mapping)):
        values = listed(value)
        if len(values) > 1:
            note(path, "repaired", "the first of several values taken")
        value = values[0] if values else None
        if isinstance(value, Mapping) and "@value" in value:
            value = value["@value"]
    return value


def text(value: Any, path: str, note: Note) -> Any:
    """Text; of an object, its name."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        named = value.get("name", value.get("text"))
        if isinstance(named, str):
            note(path, "repaired", "an object read as its name")
            value = named
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        note(path, "repaired", "a number read as text")
        return str(value)
    if not isinstance(value, str):
        return value
    made = value
    if "\r" in made:
        made = made.replace("\r\n", "\n").replace("\r", "\n")
        note(path, "repaired", "CR LF to LF")
    if _NOT_XML.search(made):
        made = _NOT_XML.sub("", made)
        note(path, "repaired", "control characters taken out")
    if not made.strip():
        note(path, "repaired", "blank value left out")
        return None
    return made


def line(value: Any, path: str, note: Note) -> Any:
    """Text on one line, trimmed."""
    made = text(value, path, note)
    if not isinstance(made, str):
        return made
    if _NOT_IN_LINE.search(made):
        made = " ".join(made.split())
        note(path, "repaired", "put on one line")
    if made != made.strip():
        made = made.strip()
        note(path, "repaired", "trimmed")
    return made


# What MySQL, PHP, JavaScript and templates write where there is no date.
_NO_DATE = re.compile(
    r"(?:0000-00-00|-0001-11-30)(?:[T ]00:00:00(?:\.0+)?(?:Z|[+-]00:?00)?)?|-|n/a|none|null|nil|undefined|nan|false|"
    r"invalid date",
    re.IGNORECASE,
)


def date(value: Any, path: str, note: Note) -> Any:
    """A date as it stands, trimmed; whole numbers are years. What software writes for want of one is left out."""
    value = one(value, path, note)
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        note(path, "repaired", "a number read as a year")
        return str(value)
    made = line(value, path, note)
    if isinstance(made, str) and _NO_DATE.fullmatch(made):
        note(path, "repaired", "left out, as it is what software writes where there is no date")
        return None
    return made


_TAG = re.compile(regex_of(Language))
_NAMES = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "italian": "it",
    "japanese": "ja", "korean": "ko", "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt",
    "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip


def language(value: Any, path: str, note: Note) -> Any:
    """A language tag; a language's English name is read as its tag, and what is neither is left out."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        value = value.get("alternateName", value)
    made = line(value, path, note)
    if not isinstance(made, str) or _TAG.fullmatch(made):
        return made
    if (tag := _NAMES.get(made.casefold())) is not None:
        note(path, "repaired", "the name of a language read as its tag")
        return tag
    if _TAG.fullmatch(made.replace("_", "-")):
        note(path, "repaired", "underscores in a language tag")
        return made.replace("_", "-")
    note(path, "repaired", "a language that is no tag left out")
    return None


def day(value: Any, path: str, note: Note) -> Any:
    """A date; a time is cut to its date, where schema.org takes no time."""
    made = date(value, path, note)
    if isinstance(made, str) and made[10:11] in ("T", " "):
        note(path, "repaired", "a time cut to its date")
        return made[:10]
    return made


def url(value: Any, path: str, note: Note) -> Any:
    """An absolute http or https URL; of an object, its ``contentUrl``, ``url`` or ``@id``. Others are left out."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        node = bare(value)
        key = next((key for key in ("contentUrl", "url", "@id") if isinstance(node.get(key), str)), None)
        if key is None:
            note(path, "repaired", "an object without a URL left out")
            return None
        if set(node) - {key, "@type"}:
            note(path, "repaired", "an object read as its URL")
        value = node[key]
    if not isinstance(value, str):
        return value
    made = value.strip()
    if made != value:
        note(path, "repaired", "trimmed")
    if re.match(r"https?://[^/?#]", made, re.IGNORECASE):
        if made[:8] != made[:8].lower() and not re.match(r"https?://", made):
            scheme, _, rest = made.partition(":")
            made = f"{scheme.lower()}:{rest}"
            note(path, "repaired", "scheme put in lower case")
        if " " in made:
            made = made.replace(" ", "%20")
            note(path, "repaired", "spaces in a URL written as %20")
        return made
    if made:
        note(path, "repaired", "left out, as it is no absolute http or https URL")
    return None


def urls(value: Any, path: str, note: Note) -> list[Any]:
    """Several of :func:`url`."""
    return [made for part in listed(value) if (made := url(part, path, note)) is not None]


_SIGNS = {"\u066b": ".", "\u066a": "%", "\uff05": "%", "\uff0e": ".", "\uff0f": "/"}
_LONGEST_NUMBER = 60


def our_digits(text: str) -> str:
    """``text`` with the digits of every script, and the signs of numbers, as those of ASCII; a long one as it is.

    >>> our_digits("\u0664\u066b\u0665")
    '4.5'
    """
    if text.isascii() or len(text) > _LONGEST_NUMBER:
        return text
    return "".join(
        char if char.isascii() else str(unicodedata.decimal(char)) if char.isdecimal() else _SIGNS.get(char, char)
        for char in text
    )


def number(value: Any, path: str, note: Note) -> Any:
    """A number; text that says one is read, with a comma as the decimal mark too."""
    value = one(value, path, note)
    if not isinstance(value, str):
        return value
    token = our_digits(value.strip())
    if not _NUMBER.fullmatch(token) or len(re.sub(r"[^0-9]", "", token).lstrip("0")) > MAX_DIGITS:
        return value
    if token != value.strip():
        note(path, "repaired", "digits of another script read as ours")
    else:
        comma = "," in token
        note(path, "repaired", "a decimal comma read as a point" if comma else "a number in quotes read as a number")
    made = float(token.replace(",", "."))
    return int(made) if made.is_integer() else made


def member(value: Any, path: str, note: Note) -> str | None:
    """The name of a member of an enumeration; what is none in schema.org is left out, and told."""
    value = one(value, path, note)
    if isinstance(value, Mapping):
        value = value.get("@id")
    name = local(value.strip()) if isinstance(value, str) else ""
    if vocabulary.is_member(name):
        return name
    note(path, "repaired", "left out, as schema.org has no such member of an enumeration")
    return None
