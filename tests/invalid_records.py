"""Records that are wrong, each in one way, and what the message has to say; and some that look wrong and are not."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

__all__ = ["INVALID", "UNSAYABLE", "VALID", "Case"]


@dataclass(frozen=True, slots=True)
class Case:
    """A record, the path of its fault, and words of the message."""

    name: str
    value: Any
    path: str
    words: tuple[str, ...]


_GOOD: dict[str, Any] = {
    "id": "tag:example.org,2024:1",
    "item": {"type": "Movie", "name": "Dune"},
    "authors": [{"type": "Person", "name": "Ada Example"}],
    "rating": {"value": 4, "best": 5, "worst": 1},
    "published": "2024-03-01",
}
_GONE: dict[str, Any] = {"id": "tag:example.org,2024:1", "at": "2024-06-30T12:00:00Z", "reason": "erased"}
_ABSENT = object()


def _with(place: str, value: Any, base: dict[str, Any] = _GOOD) -> dict[str, Any]:
    made = copy.deepcopy(base)
    *above, last = place.split("/")
    holder: Any = made
    for step in above:
        if isinstance(holder, list):
            holder = holder[int(step)]
        else:
            holder = holder.setdefault(step, {})
    if isinstance(holder, list):
        holder[int(last)] = value
    elif value is _ABSENT:
        del holder[last]
    else:
        holder[last] = value
    return made


def _item(kind: str, **fields: Any) -> dict[str, Any]:
    return _with("item", {"type": kind, "name": "X"} | fields)


def _identifier(kind: str, value: Any) -> dict[str, Any]:
    return _with("item/identifiers", [{"kind": kind, "value": value}])


def _case(name: str, value: Any, path: str, *words: str) -> Case:
    return Case(name, value, path, words)


def _deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


INVALID: tuple[Case, ...] = (
    # what has to be there
    _case("no id", _with("id", _ABSENT), "id", "nothing", "every record needs", "mapping that makes one"),
    _case("no item", _with("item", _ABSENT), "item", "nothing", "item.type and item.name"),
    _case("no name", _with("item/name", _ABSENT), "item.name", "nothing", "catalogue"),
    _case("no type", _with("item/type", _ABSENT), "item.type", "nothing", "class of schema.org"),
    _case("author without type", _with("authors/0/type", _ABSENT), "authors.0.type", "nothing", "Person or"),
    _case("author without name", _with("authors/0/name", _ABSENT), "authors.0.name", "nothing", "authors.0 needs"),
    _case("rating without value", _with("rating/value", _ABSENT), "rating.value", "nothing", "rating needs"),
    _case("body without format", _with("body", {"value": "x"}), "body.format", "nothing", "text, markdown or html"),
    _case("offer without currency", _item("Product", offers=[{"price": 1}]), "item.offers.0.price_currency", "nothing"),
    _case("null id", _with("id", None), "id", "null", "IRI"),
    _case("null list", _with("tags", None), "tags", "null", "a list", "Leave it out"),
    # keys
    _case("unknown key", _with("ratings", 4), "ratings", "Did you mean rating?"),
    _case("unknown key, not near", _with("zzz", 4), "zzz", "extensions"),
    _case("unknown key with a dot", _with("a.b", 4), "a.b", "extensions"),
    _case("unknown key in item", _with("item/directors", []), "item.directors", "Did you mean director"),
    _case("unknown key in item, not near", _with("item/zzz", 1), "item.zzz", "item.properties"),
    _case("unknown key in author", _with("authors/0/nmae", "x"), "authors.0.nmae", "Did you mean name?"),
    _case("unknown key in rating", _with("rating/bset", 5), "rating.bset", "Did you mean best?"),
    _case("unknown key deep", _with("provenance/verification", {"status": "verified", "zzz": 1}),
          "provenance.verification.zzz", "status, method, by"),
    _case("field of another type", _item("Movie", isbn="x"), "item.isbn"),
    _case("camel case", _with("item/datePublished", "2024"), "item.datePublished", "Did you mean date_published?"),
    # types
    _case("number for text", _with("title", 5), "title", "found 5", "one line of text", 'in quotes: "5"'),
    _case("true for text", _with("title", True), "title", "found true", "one line of text"),
    _case("text for number", _with("rating/value", "4"), "rating.value", "'4'", "no quotes"),
    _case("decimal comma", _with("rating/value", "9,5"), "rating.value", "'9,5'", "Write it as 9.5"),
    _case("true for number", _with("rating/value", True), "rating.value", "found true", "a number"),
    _case("list for number", _with("rating/value", [4]), "rating.value", "[4]", "a number"),
    _case("text for true", _with("spoiler", "yes"), "spoiler", "'yes'", "true or false"),
    _case("one for true", _with("spoiler", 1), "spoiler", "found 1", "true or false"),
    _case("text for list", _with("tags", "sea"), "tags", "'sea'", 'Write it as ["sea"]'),
    _case("object for list", _with("authors", {"type": "Person", "name": "A"}), "authors", "a list"),
    _case("text for author", _with("authors", ["Ada"]), "authors.0", "an object", '{"type": "Person", "name": "Ada"}'),
    _case("number for rating", _with("rating", 4), "rating", "an object", '{"value": 4}'),
    _case("text for body", _with("body", "Good."), "body", "an object", '"format": "text"'),
    _case("text for item", _with("item", "Dune"), "item", "an object", '"name": "Dune"'),
    _case("list for item", _with("item", [{"type": "Movie", "name": "Dune"}]), "item", "an object"),
    _case("text for extensions", _with("extensions", "x"), "extensions", "an object"),
    _case("fraction for count", _item("Book", number_of_pages=4.5), "item.number_of_pages", "4.5", "a whole number"),
    _case("fraction that is whole", _item("Book", number_of_pages=4.0), "item.number_of_pages", "a whole number"),
    _case("text for count", _item("Book", number_of_pages="400"), "item.number_of_pages", "a whole number", "quotes"),
    _case("negative count", _item("Book", number_of_pages=-1), "item.number_of_pages", "-1", "at least 0"),
    _case("count beyond measure", _item("Book", number_of_pages=10**10), "item.number_of_pages", "1,000,000,000"),
    # words
    _case("unknown item type", _with("item/type", "Film"), "item.type", "'Film'", "class of schema.org"),
    _case("item type in lower case", _with("item/type", "movie"), "item.type", "'movie'", "Did you mean Movie"),
    _case("item type by URL", _with("item/type", "https://schema.org/Movie"), "item.type", "class of schema.org"),
    _case("item type as number", _with("item/type", 7), "item.type", "7", "class of schema.org"),
    _case("item type as list", _with("item/type", ["Movie"]), "item.type", "class of schema.org"),
    _case("unknown further type", _with("item/additional_types", ["Caar"]),
          "item.additional_types.0", "Did you mean Car"),
    _case("author of wrong type", _with("authors/0/type", "Human"), "authors.0.type", "Person or Organization"),
    _case("publisher a person", _with("publisher", {"type": "Person", "name": "A"}), "publisher.type", "Organization"),
    _case("unknown kind", _with("kind", "critics"), "kind", "'critics'", "Did you mean critic?"),
    _case("unknown format", _with("body", {"value": "x", "format": "md"}), "body.format", "markdown"),
    _case("unknown availability",
          _item("Product", offers=[{"price": 1, "price_currency": "EUR", "availability": "instock"}]),
          "item.offers.0.availability", "Did you mean InStock"),
    _case("currency in words", _item("Product", offers=[{"price": 1, "price_currency": "Euro"}]),
          "item.offers.0.price_currency", "'Euro'", "EUR"),
    # text
    _case("empty title", _with("title", ""), "title", "''", "leave a blank value out"),
    _case("blank title", _with("title", " "), "title", "Trim it"),
    _case("title in two lines", _with("title", "a\nb"), "title", "one line"),
    _case("title with a line end", _with("title", "a\n"), "title", "one line"),
    _case("title with a space", _with("title", "a "), "title", "Trim it"),
    _case("title with a line separator", _with("title", "a\u2028b"), "title", "one line"),
    _case("title with a control character", _with("title", "a\x00b"), "title", "control characters"),
    _case("summary with CR", _with("summary", "a\r\nb"), "summary", "CR LF as LF"),
    _case("summary blank", _with("summary", "\n \n"), "summary", "not blank"),
    _case("summary with a noncharacter", _with("summary", "a\uffff"), "summary", "control characters"),
    _case("pros with an empty one", _with("pros", ["a", ""]), "pros.1", "one line"),
    # addresses
    _case("id with a space", _with("id", "tag:example.org,2024:a b"), "id", "no spaces"),
    _case("id without scheme", _with("id", "42"), "id", "an IRI", "tag:example.org"),
    _case("id with a line end", _with("id", "tag:example.org,2024:1\n"), "id", "an IRI"),
    _case("javascript", _with("url", "javascript:alert(1)"), "url", "absolute http or https URL"),
    _case("data", _with("images", ["data:image/png;base64,AAAA"]), "images.0", "absolute http or https URL"),
    _case("relative", _with("url", "/reviews/1"), "url", "Write it whole"),
    _case("no scheme", _with("url", "example.org/1"), "url", "absolute"),
    _case("no host", _with("url", "https:///x"), "url", "absolute"),
    _case("space in URL", _with("url", "https://example.org/a b"), "url", "%20"),
    _case("quote in URL", _with("url", 'https://example.org/"'), "url", "absolute"),
    _case("line end in URL", _with("url", "https://example.org/\n"), "url", "absolute"),
    _case("ftp", _with("links", ["ftp://example.org/"]), "links.0", "http or https"),
    _case("extension under a word", _with("extensions", {"mood": 1}), "extensions.mood", "an IRI"),
    _case("path in words", _with("inferred", ["Item Name"]), "inferred.0", "item.name"),
    # dates, languages, durations
    _case("no such day", _with("published", "2023-02-29"), "published", "'2023-02-29'"),
    _case("no such month", _with("published", "2023-13"), "published", "2024-05"),
    _case("day first", _with("published", "01.03.2024"), "published", "2024-05-31"),
    _case("time without zone", _with("published", "2024-03-01T10:00:00"), "published", "needs its offset"),
    _case("time without seconds", _with("published", "2024-03-01T10:00Z"), "published", "a time with its zone"),
    _case("time with a space", _with("published", "2024-03-01 10:00:00Z"), "published", "T14:30:00Z"),
    _case("leap second", _with("published", "2016-12-31T23:59:60Z"), "published", "a date"),
    _case("year as number", _with("published", 2024), "published", "found 2024", 'in quotes: "2024"'),
    _case("year 0", _with("published", "0000"), "published", "a year"),
    _case("date with a line end", _with("published", "2024\n"), "published", "a year"),
    _case("language with an underscore", _with("language", "en_GB"), "language", "hyphens, not underscores"),
    _case("language in words", _with("language", "in English"), "language", "language tag"),
    _case("duration in minutes", _item("Movie", duration="101 min"), "item.duration", "PT1H41M"),
    _case("empty duration", _item("Movie", duration="PT"), "item.duration", "ISO 8601"),
    _case("clock without zero", _item("Hotel", checkin_time="9:00"), "item.checkin_time", "time of day"),
    # numbers
    _case("latitude off the earth", _item("Restaurant", geo={"latitude": 91, "longitude": 0}),
          "item.geo.latitude", "from -90 to 90"),
    _case("longitude off the earth", _item("Restaurant", geo={"latitude": 0, "longitude": -180.5}),
          "item.geo.longitude", "from -180 to 180"),
    _case("number too large", _with("rating", {"value": 1e15}), "rating.value", "15 significant digits"),
    _case("16 digits", _with("rating/value", 0.1234567890123456), "rating.value", "15 significant digits"),
    _case("value above best", _with("rating/value", 6), "rating", "the value 6 above the best 5"),
    _case("value below worst", _with("rating/value", 0), "rating", "the value 0 below the worst 1"),
    _case("best is worst", _with("rating", {"value": 1, "best": 1, "worst": 1}), "rating", "a best above 1"),
    # identifiers
    _case("isbn with hyphens", _identifier("isbn", "978-0-306-40615-7"), "item.identifiers.0", "without hyphens"),
    _case("isbn too short", _identifier("isbn", "030640615"), "item.identifiers.0", "10 or 13 digits"),
    _case("isbn check digit", _identifier("isbn", "9780306406158"), "item.identifiers.0", "whose check digit"),
    _case("gtin of 11", _identifier("gtin", "40063813339"), "item.identifiers.0", "12, 13 or 14 digits"),
    _case("gtin check digit", _identifier("gtin", "4006381333932"), "item.identifiers.0", "check digit"),
    _case("issn check digit", _identifier("issn", "0378-5954"), "item.identifiers.0", "check digit"),
    _case("imdb as URL", _identifier("imdb", "https://www.imdb.com/title/tt0118655/"), "item.identifiers.0", "an imdb"),
    _case("doi as URL", _identifier("doi", "https://doi.org/10.1000/182"), "item.identifiers.0", "a doi"),
    _case("wikidata in lower case", _identifier("wikidata", "q42"), "item.identifiers.0", "Q and digits"),
    _case("identifier as number", _identifier("tmdb", 42), "item.identifiers.0.value", "found 42", "one line of text"),
    _case("kind in capitals", _identifier("ISBN", "9780306406157"), "item.identifiers.0.kind", "lower case"),
    # free values
    _case("unknown property", _item("Movie", properties={"directr": "x"}), "item.properties", "such as director"),
    _case("property of another type", _item("Movie", properties={"serialNumber": "x"}),
          "item.properties", "not a property of Movie"),
    _case("property with a field", _item("Movie", properties={"genre": "x"}), "item.properties", "item.genre"),
    _case("property that identifies", _item("Book", properties={"isbn": "x"}), "item.properties", "item.identifiers"),
    _case("property of wrong range", _item("Movie", properties={"productionCompany": {"@type": "Person", "name": "x"}}),
          "item.properties", "Organization"),
    _case("property without type", _item("Movie", properties={"productionCompany": {"name": "x"}}),
          "item.properties", "@type"),
    _case("empty property", _item("Movie", properties={"alternateName": ""}), "item.properties", "without a value"),
    _case("null extension", _with("extensions", {"https://example.org/ns#a": None}), "extensions", "without a value"),
    _case("control character in extension", _with("extensions", {"https://example.org/ns#a": "a\x00"}),
          "extensions", "control characters"),
    _case("deep extension", _with("extensions", {"https://example.org/ns#a": _deep(13)}), "extensions", "12 levels"),
    # tombstones
    _case("tombstone without at", _with("at", _ABSENT, _GONE), "at", "nothing", "Say when it left"),
    _case("tombstone without reason", _with("reason", _ABSENT, _GONE), "reason", "nothing", "erased, moderated"),
    _case("tombstone at a day", _with("at", "2024-06-30", _GONE), "at", "T14:30:00Z"),
    _case("tombstone with a person", _with("authors", [], _GONE), "authors"),
    _case("tombstone of unknown reason", _with("reason", "deleted", _GONE), "reason", "'deleted'", "withdrawn"),
    _case("merged into nothing", _with("reason", "merged", _GONE), "", "merged_into absent"),
    _case("erased into another", _with("merged_into", "tag:example.org,2024:2", _GONE), "", "only then"),
    _case("merged into itself", _GONE | {"reason": "merged", "merged_into": _GONE["id"]}, "", "itself"),
    _case("neither", {}, "id", "nothing"),
)  # fmt: skip

UNSAYABLE: tuple[str, ...] = (
    "16 digits",
    "fraction that is whole",
    "value above best",
    "value below worst",
    "best is worst",
    "isbn check digit",
    "gtin check digit",
    "issn check digit",
    "unknown property",
    "property of another type",
    "property with a field",
    "property that identifies",
    "property of wrong range",
    "property without type",
    "deep extension",
    "merged into itself",
)
"""What JSON Schema cannot say, by the names of the cases; lone surrogates besides, which no JSON in UTF-8 can hold."""

VALID: dict[str, dict[str, Any]] = {
    "the base": _GOOD,
    "a tombstone": _GONE,
    "a merge": _GONE | {"reason": "merged", "merged_into": "tag:example.org,2024:2"},
    "nothing but a name": {"id": "a:b", "item": {"type": "Thing", "name": "X"}},
    "a subtype": _item("Restaurant", serves_cuisine=["Basque"]),
    "a subtype of two": _item("Hotel", checkin_time="15:00"),
    "a game, which is software too": _item("VideoGame", game_platform=["Windows"]),
    "a rating of which only the best is known": _with("rating", {"value": 4, "best": 5}),
    "a negative rating": _with("rating", {"value": -3, "best": 0, "worst": -10}),
    "zero and false": _with("spoiler", False) | {"rating": {"value": 0}},
    "a leap day": _with("published", "2024-02-29"),
    "a year": _with("published", "0987"),
    "an IDN and an IPv6 host": _with("links", ["https://bücher.example/ä?q=ü#ö", "http://[2001:db8::1]:8080/"]),
    "text with tabs and line ends": _with("summary", "\ta\n\nb\n"),
    "hostile text": _with("title", "</script><!-- ]]> \u202e {{ 7*7 }} & =1+1"),
    "a property of the type": _item("Movie", properties={"productionCompany": {"@type": "Organization", "name": "x"}}),
    "a property of a further type": _item("Movie", additional_types=["Product"], properties={"slogan": "x"}),
    "a reference": _item("Movie", properties={"isBasedOn": {"@id": "https://example.org/book"}}),
    "an isbn of ten with an X": _identifier("isbn", "097522980X"),
    "an issn": _identifier("issn", "0378-5955"),
    "a kind of one's own": _identifier("my-catalogue.v2", "LH 7/b"),
    "twelve levels": _with("extensions", {"https://example.org/ns#a": _deep(11)}),
    "a twelfth of a second": _with("published", "2024-03-01T10:00:00.083333-00:00"),
}
