"""Identifiers of items: kind and value, the value in its one compact form, check digits verified where there are any.

Sources: GTIN (GS1 General Specifications, 7.9), ISBN (ISO 2108), ISSN (ISO 3297), ISRC (ISO 3901), ASIN, IMDb's
``tt`` numbers, Wikidata's ``Q`` numbers, DOI (ISO 26324), MusicBrainz's UUIDs. A kind that is not in the table is
accepted as it is: a publisher's own catalogue number is an identifier too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Self

from pydantic import model_validator
from typing_extensions import TypeAliasType

from syndicate.ledger import shown
from syndicate.models._base import Model
from syndicate.models.text import Line, Pattern, fault

__all__ = ["FORMS", "ORDER", "PROPERTIES", "Identifier", "compact"]

ORDER = (
    "gtin",
    "isbn",
    "imdb",
    "tmdb",
    "wikidata",
    "musicbrainz",
    "isrc",
    "issn",
    "doi",
    "steam",
    "asin",
    "mpn",
    "sku",
)
"""The order in which identifiers are asked which item this is: what is global and checked comes first. Kinds that
are not named here come last, by name."""

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
FORMS: dict[str, tuple[str, str]] = {
    "gtin": (r"[0-9]{8}|[0-9]{12,14}", "8, 12, 13 or 14 digits, the last a check digit"),
    "isbn": (r"[0-9]{9}[0-9X]|97[89][0-9]{10}", "10 or 13 digits without hyphens, the last a check digit"),
    "issn": (r"[0-9]{4}-[0-9]{3}[0-9X]", "four digits, a hyphen, three digits and a check digit"),
    "isrc": (r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", "12 characters as in USRC17607839, without hyphens"),
    "imdb": (r"(?:tt|nm|co|ev|ch|ni)[0-9]{7,10}", "tt and seven digits or more"),
    "wikidata": (r"Q[1-9][0-9]*", "Q and digits"),
    "doi": (r"10\.[0-9]{4,9}/[^\x00-\x20]+", "10., a registrant, a slash and a suffix"),
    "musicbrainz": (_UUID, "a UUID in lower case"),
    "asin": (r"[A-Z0-9]{10}", "ten capital letters and digits"),
}
"""For each kind whose form is known: the whole of a value as a regular expression, and the same in words."""

PROPERTIES: dict[str, str] = {
    "asin": "asin",
    "gtin": "gtin",
    "gtin12": "gtin",
    "gtin13": "gtin",
    "gtin14": "gtin",
    "gtin8": "gtin",
    "isbn": "isbn",
    "isrcCode": "isrc",
    "issn": "issn",
    "mpn": "mpn",
    "sku": "sku",
}
"""The properties of schema.org that are identifiers, and the kind of each."""

_FORMS = {kind: re.compile(form, re.ASCII) for kind, (form, _) in FORMS.items()}

Kind = TypeAliasType(
    "Kind",
    Annotated[
        str,
        Pattern(
            r"^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$",
            "the kind of an identifier in lower case",
            "Write it as in gtin, isbn, imdb or my-catalogue.",
            ("gtin", "isbn", "imdb"),
            max_length=60,
        ),
    ],
)


class Identifier(Model):
    """What a catalogue calls the item (https://schema.org/identifier)."""

    kind: Kind
    """Whose identifier it is: gtin, isbn, imdb, tmdb, wikidata, musicbrainz, isrc, issn, doi, steam, asin, mpn, sku,
    or any other word in lower case."""
    value: Line
    """The identifier in its compact form: digits without hyphens or spaces, `tt0118655`, `Q42`."""

    @model_validator(mode="after")
    def _verified(self) -> Self:
        if self.kind in _FORMS:
            problem = _problem(self.kind, self.value)
            if problem:
                mend = "Correct it, or leave it out: a wrong identifier names another item."
                raise fault(problem, FORMS[self.kind][1], mend)
        return self


@lru_cache(maxsize=65536)
def _problem(kind: str, value: str) -> str:
    """What is wrong with ``value``, or the empty string. Values seen before cost no second check."""
    if not _FORMS[kind].fullmatch(value):
        return f"{shown(value)}, which is not in the form of {'an' if kind[0] in 'aei' else 'a'} {kind}"
    if kind == "gtin":
        from stdnum import ean

        valid = ean.is_valid(value.zfill(14))
    elif kind == "isbn":
        from stdnum import isbn

        valid = isbn.is_valid(value)
    elif kind == "issn":
        from stdnum import issn

        valid = issn.is_valid(value)
    else:
        return ""
    return "" if valid else f"the {kind} {value}, whose check digit is wrong"


def compact(kind: str, value: str) -> str:
    """``value`` as the kind's compact form has it, where the difference is punctuation or case; for readers.

    >>> compact("isbn", "978-0-306-40615-7")
    '9780306406157'
    """
    stripped = value.strip()
    if kind in ("gtin", "isbn", "isrc"):
        return re.sub(r"[\s\-‐-―]", "", stripped).upper()
    if kind == "issn":
        bare = re.sub(r"[\s\-‐-―]", "", stripped).upper()
        return f"{bare[:4]}-{bare[4:]}" if len(bare) == 8 else stripped
    if kind in ("imdb", "musicbrainz"):
        return stripped.lower()
    if kind == "doi":
        return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", stripped, flags=re.IGNORECASE)
    if kind in ("asin", "wikidata"):
        return stripped.upper()
    return stripped
