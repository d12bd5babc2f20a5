"""What a page says of the item on lines of its own (``Director: ...``), as the fields that its type has."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from syndicate.formats._text.dates import date_in
from syndicate.formats._text.names import is_name, names_in, people
from syndicate.formats._text.ratings import content_rating
from syndicate.mapping._account import Account
from syndicate.mapping._forms import durations
from syndicate.models.identifier import Identifier, compact
from syndicate.models.items import fields_of

__all__ = ["artists", "hinted_type", "place_fact"]

_PEOPLE = {
    "director": "director", "movie_by": "director", "actor": "actor", "author": "author", "book_by": "author",
    "translator": "translator", "illustrator": "illustrator",
}  # fmt: skip
_LISTS = {"platform": "game_platform", "genre": "genre", "cuisine": "serves_cuisine", "country": "country_of_origin"}
_LINES = {
    "version": "software_version", "model": "model", "edition": "book_edition", "telephone": "telephone",
    "os": "operating_system", "color": "color",
}  # fmt: skip
_COUNTS = {"pages": "number_of_pages", "tracks": "num_tracks"}
_HINTS = {
    "director": "Movie", "movie_by": "Movie", "book_by": "Book", "isbn": "Book", "pages": "Book", "translator": "Book",
    "illustrator": "Book", "platform": "VideoGame", "tracks": "MusicAlbum", "artist": "MusicAlbum",
    "cuisine": "Restaurant", "price": "Product", "maker": "Product", "model": "Product",
}  # fmt: skip
_STRONG = tuple(_HINTS)[:12]
_PARTS = re.compile(r"\s*[,;/|]\s*")
_AMOUNT = re.compile(
    r"(?:(?P<before>US\$|[€£]|[A-Z]{3})\s?)?(?P<amount>[0-9]{1,9}(?:[.,][0-9]{2})?)"
    r"(?:\s?(?P<after>[€£]|[A-Z]{3}|euros?))?(?:\s\([^()]{1,40}\))?"
)
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "US$": "USD"}
_CODES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "CHF",
        "JPY",
        "CAD",
        "AUD",
        "NZD",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "BRL",
        "INR",
        "CNY",
        "KRW",
        "ZAR",
    ]
)
_MINUTES = re.compile(r"([0-9]{1,4})\s?(?:min(?:s|\.|utes?|uten|utos)?|minutes?)\.?", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]{3,500}")
_spelled = durations("text")


def hinted_type(kinds: list[str]) -> str:
    """The class of schema.org that the kinds of the facts on a page speak for; empty where they speak for none."""
    for kind in (*_STRONG, *_HINTS):
        if kind in kinds:
            return _HINTS[kind]
    return "VideoGame" if "developer" in kinds else ""


def place_fact(kind: str, value: str, item: dict[str, Any], languages: tuple[str, ...]) -> str:
    """Puts a fact into ``item``, whose type is known; what is told where it cannot be, else nothing."""
    fields = fields_of(item["type"])
    made: Any = None
    field = ""
    if kind in _PEOPLE:
        field = _PEOPLE[kind]
        names = names_in(value)
        made = (
            [{"type": "Person", "name": name} for name in names]
            if field in ("director", "illustrator")
            else people(names)
        )
    elif kind in ("developer", "game_by"):
        field, made = "creator", [{"type": "Organization", "name": value}] if len(value) <= 80 else None
    elif kind == "publisher":
        field, made = "publisher", {"type": "Organization", "name": value} if len(value) <= 80 else None
    elif kind == "artist":
        field, made = "by_artist", artists(value)
    elif kind == "maker":
        field, made = "brand", value if len(value) <= 80 else None
    elif kind in _LISTS:
        field, made = _LISTS[kind], [part for part in _PARTS.split(value) if part] if len(value) <= 200 else None
    elif kind in _LINES:
        field, made = _LINES[kind], value if len(value) <= 100 else None
    elif kind in _COUNTS:
        found = re.fullmatch(r"([0-9]{1,6})(?:\s\w{1,12})?", value)
        field, made = _COUNTS[kind], int(found[1]) if found else None
    elif kind == "runtime":
        field, made = "duration", _duration(value)
    elif kind == "released":
        field = "release_date" if "release_date" in fields else "date_published"
        dated = date_in(value, languages, year=True)
        made = dated.value if dated else None
    elif kind == "content":
        field, made = "content_rating", content_rating(value) or (value if len(value) <= 12 else None)
    elif kind == "isbn":
        field, made = "identifiers", _isbn(value)
    elif kind == "price":
        field, made = "offers", _offers(value)
    elif kind == "address":
        field, made = "address", {"street_address": value} if len(value) <= 200 else None
    elif kind == "website":
        found = _URL.search(value)
        field, made = "url", found[0].rstrip(".,)") if found else None
    if not field or field not in fields:
        return "left out, for which the record has no place"
    if not made:
        return "left out, as its value cannot be read"
    if field in item:
        return "left out, as it is stated already" if item[field] != made else ""
    item[field] = made
    return ""


def artists(value: str) -> list[dict[str, str]] | None:
    """Who plays: a person where it has the form of a name, else a band."""
    if len(value) > 80:
        return None
    return [{"type": "Person" if is_name(value) and " " in value else "Organization", "name": value}]


def _duration(value: str) -> str | None:
    if found := _MINUTES.fullmatch(value):
        return f"PT{found[1].lstrip('0') or '0'}M"
    account = Account(None)
    made = _spelled(value.replace(" and ", " ").replace(",", ""), "", account) if len(value) <= 40 else None
    return made if isinstance(made, str) and not account.faults and not value.startswith("P") else None


def _isbn(value: str) -> list[dict[str, str]] | None:
    made = {"kind": "isbn", "value": compact("isbn", value[:40].partition(" (")[0])}
    try:
        Identifier.model_validate(made)
    except ValidationError:
        return None
    return [made]


def _offers(value: str) -> list[dict[str, Any]] | None:
    """A price with a currency that it names: a dollar sign is the sign of twenty."""
    found = _AMOUNT.fullmatch(value)
    said = (found["before"] or found["after"] or "") if found else ""
    code = _CURRENCIES.get(said, said if said in _CODES else "")
    if not found or not code or (found["before"] and found["after"]):
        return None
    amount = float(found["amount"].replace(",", "."))
    return [{"price": int(amount) if amount.is_integer() else amount, "price_currency": code}]
