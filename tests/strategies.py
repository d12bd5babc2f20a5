"""Records for property tests, hostile text among them; and a handful that say all that a record can say.

Strategies for whole models follow the models' fields, so that a new field is tried without being told here; what a
value of each kind looks like is written down here, independently of the models' patterns.

``texts()`` and ``lines()`` are valid; ``raw_texts()`` are what sources really hold, for readers that repair.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
import uuid
from functools import cache
from typing import Any

from annotated_types import Ge, Le
from full import full_review, full_reviews
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from syndicate import vocabulary
from syndicate.models import items as item_module
from syndicate.models.agents import Agent, Organization, Person
from syndicate.models.identifier import PROPERTIES, Identifier
from syndicate.models.item import TYPED, Item, Thing
from syndicate.models.paths import PATHS
from syndicate.models.rating import Rating
from syndicate.models.review import Body, Review
from syndicate.models.text import OneOf
from syndicate.models.tombstone import Tombstone

__all__ = [
    "HOSTILE",
    "agents",
    "bodies",
    "dates",
    "durations",
    "full_review",
    "full_reviews",
    "identifiers",
    "instants",
    "iris",
    "items",
    "languages",
    "lines",
    "numbers",
    "organizations",
    "persons",
    "ratings",
    "raw_texts",
    "records",
    "reviews",
    "texts",
    "tombstones",
    "urls",
]

HOSTILE: tuple[str, ...] = (
    "</script>",
    "</SCRIPT >",
    "</script\n>",
    "]]>",
    "<![CDATA[x]]>",
    "<!--",
    "-->",
    "<!-- <script>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea></title></style>",
    "&amp;",
    "&lt;b&gt;",
    "&#0;",
    "AT&T &copy",
    "a\u2028b",
    "a\u2029b",
    "\u200fשלום\u200e",
    "\u202egnp.exe\u202c",
    "\u2066isolated\u2069",
    "مراجعة الفيلم: ٤٫٥",
    "👩‍👩‍👧‍👦 𝒳 🎬",
    "e\u0301 and é",
    "ﬁn İstanbul ß",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "javascript:alert(1)",
    "\"double\" 'single' `back` “curly” ‘curly’ «guillemets»",
    'x" onload="alert(1)',
    "\\ \\n \\u0000 \\\" \\'",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "no",
    "Yes",
    "null",
    "~",
    "true",
    "4:30",
    "1e3",
    "007",
    "2024-02-30",
    "%00",
    "%s %d %(name)s {0}",
    "---",
    "...",
    "+++",
    "---\ntitle: other\n---",
    "key: value # comment",
    "- item",
    "# heading",
    "[link](javascript:alert(1))",
    "*a* _b_ `c` ~~d~~",
    "a;b,c\td|e",
    "tab\there",
    "two\nlines",
    "para\n\npara",
    "\ufeffBOM",
    "a\xa0b\xadc\u200bd",
    "a\x7fb",
    "../../etc/passwd",
    "CON",
    "x" * 3000,
    "длинный текст " * 100 + "конец",
)
"""Valid texts that break what is careless; those of one line are valid lines too."""

_BLANK = frozenset("\t\n\x20\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
_ALPHABET = st.characters(
    codec="utf-8", exclude_characters="".join(chr(c) for c in range(32) if c not in (9, 10)) + "\ufffe\uffff"
)


def _is_line(text: str) -> bool:
    ends = text[0] not in _BLANK and text[-1] not in _BLANK
    return ends and not any(ord(c) < 32 or c in "\x85\u2028\u2029" for c in text)


def _trimmed(text: str) -> str:
    return "".join(" " if c in "\t\n\x85\u2028\u2029" else c for c in text).strip("".join(_BLANK))


def texts(max_size: int = 80) -> st.SearchStrategy[str]:
    """Text that is not blank: plain words, any characters of XML 1.0, hostile ones."""
    return st.one_of(
        _words(),
        st.sampled_from([text for text in HOSTILE if len(text) <= max(max_size, 80)]),
        st.text(_ALPHABET, min_size=1, max_size=max_size).filter(lambda text: any(c not in _BLANK for c in text)),
        st.sampled_from(HOSTILE),
    )


def lines(max_size: int = 40) -> st.SearchStrategy[str]:
    """One line of text, trimmed."""
    return st.one_of(
        _words(),
        st.sampled_from([text for text in HOSTILE if _is_line(text) and len(text) <= max(max_size, 80)]),
        st.text(_ALPHABET, min_size=1, max_size=max_size).map(_trimmed).filter(bool),
    )


def raw_texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Text as sources have it: control characters, CR LF, lone surrogates, white space at the ends, nothing at all."""
    return st.one_of(
        st.sampled_from(
            ["", " ", "\r\n", "a\r\nb", "a\rb", " padded ", "\x00", "nul\x00l", "\x1b[31m", "\x0b\x0c", "\ud800",
             "a\udfffb", "\udc80", "\ufffe", "\uffff", "\x85", "\u2028"]
        ),
        st.text(st.characters(), max_size=max_size),
        texts(max_size),
    )  # fmt: skip


def _words() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=6).map(" ".join)


_VOCABULARY = [
    "a",
    "quiet",
    "film",
    "about",
    "rivers",
    "and",
    "the",
    "people",
    "who",
    "cross",
    "them",
    "good",
    "slow",
    "bright",
    "sturdy",
    "Über",
    "façade",
    "naïve",
    "Ελλάδα",
    "Кино",
    "映画",
    "10",
    "%",
    "4.5",
    "—",
    "“quoted”",
    "it's",
    "&",
    "<em>",
]

_LABEL = st.sampled_from(["a", "review", "x-1", "bücher", "例え", "xn--bcher-kva", "shop24"])
_SEGMENT = st.sampled_from(
    [
        "",
        "a",
        "42",
        "caf%C3%A9",
        "über",
        "映画",
        "a+b",
        "a,b;c=d",
        "~user",
        "(x)",
        "'q'",
        "!",
        "*",
        "@me",
        "a:b",
        "%3Cb%3E",
    ]
)


@st.composite
def urls(draw: st.DrawFn) -> str:
    """Absolute http and https URLs and IRIs."""
    host = draw(
        st.one_of(
            st.tuples(_LABEL, st.sampled_from(["example", "example.org", "example.com"])).map(".".join),
            st.sampled_from(["example.org", "localhost", "192.0.2.7", "[2001:db8::1]", "EXAMPLE.org"]),
        )
    )
    port = draw(st.sampled_from(["", "", "", ":8080"]))
    path = "".join("/" + segment for segment in draw(st.lists(_SEGMENT, max_size=3)))
    query = draw(st.sampled_from(["", "", "?q=1", "?a=b&c=d", "?q=%22%3E&lt;x", "?u=https://example.org/?x", "?"]))
    fragment = draw(st.sampled_from(["", "", "#top", "#:~:text=a%20b", "#"]))
    return f"{draw(st.sampled_from(['http', 'https', 'HTTPS'][:2]))}://{host}{port}{path}{query}{fragment}"


def iris() -> st.SearchStrategy[str]:
    """IRIs of several schemes."""
    return st.one_of(
        st.integers(0, 10**6).map("tag:example.org,2020:reviews/{}".format),
        st.sampled_from(["slug", "a/b", "über-uns", "映画/7", "it's", "a&b", "a;b=c", "%20"]).map(
            "tag:example.org,2020-05:{}".format
        ),
        st.integers(0, 2**128 - 1).map(lambda n: uuid.UUID(int=n).urn),
        urls(),
        st.sampled_from(["urn:isbn:9780306406157", "isbn:0306406152", "doi:10.1000/182", "mailto:a@example.org"]),
    )


_ZONES = st.sampled_from(["Z", "+00:00", "-00:00", "+02:00", "-05:00", "+05:45", "-09:30", "+14:00", "-12:00"])


@st.composite
def instants(draw: st.DrawFn, min_year: int = 1970) -> str:
    """A date and a time with its offset."""
    moment = draw(st.datetimes(dt.datetime(min_year, 1, 1), dt.datetime(2100, 12, 31, 23, 59, 59)))
    fraction = draw(st.sampled_from(["", "", "", ".5", ".123", ".000001", ".120000"]))
    return f"{moment:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + fraction + draw(_ZONES)


@st.composite
def dates(draw: st.DrawFn, min_year: int = 1450) -> str:
    """A year, a year and month, a date, or a time with its offset."""
    day = draw(st.dates(dt.date(min_year, 1, 1), dt.date(2100, 12, 31))).isoformat()
    how = draw(st.sampled_from(["day", "day", "time", "month", "year"]))
    return draw(instants()) if how == "time" else day[: {"day": 10, "month": 7, "year": 4}[how]]


def languages() -> st.SearchStrategy[str]:
    """Language tags, most of them from the appendix of RFC 5646."""
    return st.sampled_from(
        ["en", "de", "fr", "ja", "ar", "he", "fa", "en-GB", "pt-BR", "es-419", "zh-Hant", "zh-Hans-CN", "sr-Latn-RS",
         "sl-rozaj-biske", "de-CH-1901", "de-1996", "zh-cmn-Hans-CN", "de-DE-u-co-phonebk", "en-US-x-twain"]
    )  # fmt: skip


def durations() -> st.SearchStrategy[str]:
    """Durations of ISO 8601."""
    return st.sampled_from(
        ["PT1H41M", "PT90M", "PT4M20S", "PT0.5S", "PT1H0M30S", "P1D", "P2DT3H", "P6W", "P1Y2M3DT4H5M6S", "PT0S", "P1Y"]
    )


@st.composite
def numbers(draw: st.DrawFn, min_value: float = -1e14, max_value: float = 1e14) -> int | float:
    """Numbers of at most 15 significant digits: whole, with decimals, negative, tiny."""

    def fits(number: float) -> bool:
        return min_value <= number <= max_value

    whole = st.integers(int(min_value), int(max_value))
    tenths = st.integers(int(min_value * 10), int(max_value * 10)).map(lambda n: n / 10)
    digits = st.tuples(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-22, 0)).map(
        lambda parts: float(f"{parts[0]}e{parts[1]}")
    )
    odd = st.sampled_from([0, 1e-7, -1e-7, 0.1, 3.5, -0.5, 19.99, 1.23456789012345, 123456789012345, 1e-300])
    number = draw(st.one_of(whole, tenths.filter(_short), odd.filter(fits), digits.filter(fits)))
    return int(number) if float(number).is_integer() else number


def _short(number: float) -> bool:
    return float(f"{number:.15g}") == number


@st.composite
def ratings(draw: st.DrawFn) -> Rating:
    """Ratings within their scale, where they have one."""
    scales = [
        (1, 5),
        (0, 5),
        (0.5, 5),
        (0, 10),
        (1, 10),
        (0, 100),
        (1, 6),
        (-1, 1),
        (-5, -1),
        (0, 1e-6),
        (0, 999999999999999),
    ]
    worst, best = draw(st.sampled_from(scales))
    low, high = draw(st.sampled_from([(0, 8), (0, 8), (3, 5)]))
    steps = draw(st.integers(low, high))
    value = float(f"{worst + (best - worst) * steps / 8:.15g}")
    given: dict[str, Any] = {"value": value}
    known = draw(st.sampled_from(["both", "both", "both", "best", "worst", "none"]))
    if known in ("both", "best"):
        given["best"] = best
    if known in ("both", "worst"):
        given["worst"] = worst
    label = draw(st.one_of(st.none(), st.sampled_from(["B+", "★★★½", "3.5/5", "80%", "7 of 10", "4,5"]), lines()))
    if label is not None:
        given["label"] = label
    return Rating(**given)


def _gs1(body: str) -> str:
    """``body`` and its check digit: weights 3 and 1 from the right (GS1 General Specifications, 7.9.1)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def _mod11(body: str) -> str:
    """The check character of ISBN-10 and ISSN: weights from the length down to 2, modulo 11, X for ten."""
    rest = -sum(int(digit) * weight for digit, weight in zip(body, range(len(body) + 1, 1, -1), strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.integers(0, 10**count - 1).map(lambda n: str(n).zfill(count))


@st.composite
def identifiers(draw: st.DrawFn) -> Identifier:
    """Identifiers of every kind whose form is known, with right check digits; and of kinds of one's own."""
    kind = draw(
        st.sampled_from(
            ["gtin", "isbn", "issn", "isrc", "imdb", "wikidata", "doi", "musicbrainz", "asin", "tmdb", "steam", "mpn",
             "sku", "my-catalogue", "shop.v2"]
        )
    )  # fmt: skip
    if kind == "gtin":
        value = _gs1(draw(_digits(draw(st.sampled_from([7, 11, 12, 13])))))
    elif kind == "isbn":
        body = draw(_digits(9))
        value = body + _mod11(body) if draw(st.booleans()) else _gs1("978" + body)
    elif kind == "issn":
        body = draw(_digits(7))
        value = f"{body[:4]}-{body[4:]}{_mod11(body)}"
    elif kind == "isrc":
        value = (
            draw(st.sampled_from(["US", "GB", "QZ"])) + draw(st.sampled_from(["RC1", "UM7", "A00"])) + draw(_digits(7))
        )
    elif kind == "imdb":
        value = "tt" + draw(_digits(draw(st.sampled_from([7, 8]))))
    elif kind == "wikidata":
        value = f"Q{draw(st.integers(1, 10**9))}"
    elif kind == "doi":
        value = f"10.{draw(st.integers(1000, 999999))}/{draw(st.sampled_from(['182', 'abc.def', 'a(b)c', 'x/y;z']))}"
    elif kind == "musicbrainz":
        value = str(uuid.UUID(int=draw(st.integers(0, 2**128 - 1))))
    elif kind == "asin":
        value = "B0" + draw(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
    elif kind in ("tmdb", "steam"):
        value = str(draw(st.integers(1, 10**7)))
    else:
        value = draw(lines())
    return Identifier(kind=kind, value=value)


def persons() -> st.SearchStrategy[Person]:
    """People."""
    return _instances(Person)


def organizations() -> st.SearchStrategy[Organization]:
    """Organisations."""
    return _instances(Organization)


def agents() -> st.SearchStrategy[Person | Organization]:
    """People and organisations."""
    return st.one_of(persons(), organizations())


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Text, Markdown and HTML."""
    how = draw(st.sampled_from(["text", "markdown", "html"]))
    made = {
        "text": st.just("A slow start.\n\nThen it *never* lets go."),
        "markdown": st.sampled_from(
            ["# A heading\n\nSome *emphasis*, a [link](https://example.org/).\n\n- one\n- two"]
        ),
        "html": st.sampled_from(["<p>Some <em>emphasis</em>,<br>a line &amp; more.</p>\n<ul><li>one</li></ul>"]),
    }[how]
    return Body(value=draw(st.one_of(texts(), texts(400), made)), format=how)  # type: ignore[arg-type]


_CLASSES: dict[str, type[Item]] = {name: item_module.item_class(name) for name in TYPED} | {"Thing": Thing}


@st.composite
def items(draw: st.DrawFn, kind: type[Item] | None = None) -> Item:
    """Items of every class, of its own type or a subtype; things of any other type; with properties of their own."""
    model = kind or _CLASSES[draw(st.sampled_from(sorted(_CLASSES)))]
    of = draw(st.one_of(st.just(model.__name__), st.sampled_from(_words_of(model))))
    given = draw(_values(model, frozenset({"type", "additional_types", "properties"})))
    more = draw(
        st.lists(st.sampled_from(["Product", "Car", "CreativeWork", "Place", "Brand"]), max_size=2, unique=True)
    )
    if more:
        given["additional_types"] = tuple(more)
    allowed = _free(of, *more)
    for name in draw(st.lists(st.sampled_from(allowed), max_size=2, unique=True)):
        given.setdefault("properties", {})[name] = draw(_property(name))
    return model(type=of, **given)


@cache
def _words_of(model: type[Item]) -> tuple[str, ...]:
    return next(tuple(one.words) for one in model.model_fields["type"].metadata if isinstance(one, OneOf))


@cache
def _free(*kinds: str) -> tuple[str, ...]:
    """The properties of a type that may stand in ``properties``."""
    fields = item_module.item_class(kinds[0]).model_fields
    taken = {field.split("_")[0] + "".join(part.capitalize() for part in field.split("_")[1:]) for field in fields}
    taken |= {"identifier", "review", "reviews", *PROPERTIES}
    known = {name for kind in kinds for name in vocabulary.properties_of(kind)}
    return tuple(sorted(n for n in known - taken if not vocabulary.superseded_by(n) and vocabulary.value_types(n)))


@cache
def _property(name: str) -> st.SearchStrategy[Any]:
    one = st.one_of(*(_of_range(name, of) for of in vocabulary.value_types(name)))
    return st.one_of(one, one, st.lists(one, min_size=2, max_size=3))


def _of_range(name: str, of: str) -> st.SearchStrategy[Any]:
    literals: dict[str, st.SearchStrategy[Any]] = {
        "Text": lines(),
        "URL": urls(),
        "Number": numbers(),
        "Integer": st.integers(0, 10**6),
        "Boolean": st.booleans(),
        "Date": dates().filter(lambda date: len(date) == 10),
        "DateTime": instants(),
        "Time": st.sampled_from(["09:30:00", "23:59:59Z"]),
        "Duration": durations(),
    }
    if of in literals:
        return literals[of]
    if vocabulary.is_datatype(of):
        return lines()
    node = st.fixed_dictionaries({"@type": st.just(of), "name": lines()}, optional={"url": urls(), "@id": iris()})
    return st.one_of(node, iris().map(lambda iri: {"@id": iri}))


def reviews() -> st.SearchStrategy[Review]:
    """Reviews: most with a few fields, some with many."""
    return _instances(Review)


@st.composite
def tombstones(draw: st.DrawFn) -> Tombstone:
    """What remains of reviews that have left."""
    reason = draw(st.sampled_from(["erased", "moderated", "merged", "withdrawn"]))
    id = draw(iris())
    into = draw(iris().filter(lambda other: other != id)) if reason == "merged" else None
    return Tombstone(id=id, at=draw(instants()), reason=reason, merged_into=into)  # type: ignore[arg-type]


def records() -> st.SearchStrategy[Review | Tombstone]:
    """Reviews and tombstones."""
    return st.one_of(reviews(), reviews(), reviews(), tombstones())


def _json_values() -> st.SearchStrategy[Any]:
    leaves = st.one_of(lines(), numbers(), st.booleans())
    keys = st.sampled_from(["a", "b", "über", "@type", "</script>", "x.y"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3), st.dictionaries(keys, inner, min_size=1, max_size=3)
        ),
        max_leaves=5,
    )


def _instances(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    return _values(model).map(lambda given: model(**given))


@st.composite
def _values(draw: st.DrawFn, model: type[BaseModel], without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Values for all required fields of ``model`` and for some of the others."""
    fields = {name: field for name, field in model.model_fields.items() if name not in without}
    optional = sorted(name for name, field in fields.items() if not field.is_required())
    some = draw(
        st.one_of(st.sets(st.sampled_from(optional), max_size=6), st.sets(st.sampled_from(optional)))
        if optional
        else st.just(set())
    )
    hints = _hints(model)
    return {
        name: draw(_field(name, hints[name])) for name, field in fields.items() if field.is_required() or name in some
    }


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    return typing.get_type_hints(model, include_extras=True)


def _field(name: str, hint: Any) -> st.SearchStrategy[Any]:
    if name == "extensions":
        return st.dictionaries(iris(), _json_values(), min_size=1, max_size=2)
    return _of(hint)


def _of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type hint, as Python would give them."""
    alias = getattr(hint, "__name__", None) if hasattr(hint, "__value__") else None
    if alias is not None:
        return {
            "Text": texts, "Line": lines, "Iri": iris, "Url": urls, "Language": languages, "Duration": durations,
            "Path": lambda: st.sampled_from(PATHS), "Date": dates,
            "Day": lambda: dates().map(lambda date: date[:10]), "Instant": instants, "Number": numbers,
            "Currency": lambda: st.sampled_from(["EUR", "USD", "JPY"]),
            "Clock": lambda: st.sampled_from(["00:00", "15:00", "23:59"]),
            "Latitude": lambda: numbers(-90, 90), "Longitude": lambda: numbers(-180, 180),
        }[alias]()  # fmt: skip
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint == Agent:
        return agents()
    if hint == item_module.AnyItem:
        return items()
    if origin is typing.Annotated:
        return _constrained(arguments[0], arguments[1:])
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(_of(one) for one in arguments if one is not type(None)))
    if origin is tuple:
        return st.lists(_of(arguments[0]), min_size=1, max_size=3).map(tuple)
    if hint is bool:
        return st.booleans()
    special = {Rating: ratings, Identifier: identifiers, Body: bodies}
    if hint in special:
        return special[hint]()
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _instances(hint)
    raise TypeError(f"tests/strategies.py does not know how to make {hint!r}")


def _constrained(base: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    bounds: dict[str, Any] = {}
    for one in metadata:
        if isinstance(one, OneOf):
            return st.sampled_from(one.words)
        for part in one.metadata if isinstance(one, FieldInfo) else (one,):
            pattern = getattr(part, "pattern", None)
            if isinstance(pattern, str):
                return st.from_regex(pattern.removeprefix("^").removesuffix("$"), fullmatch=True)
            if isinstance(part, Ge):
                bounds["min_value"] = part.ge
            if isinstance(part, Le):
                bounds["max_value"] = part.le
    if base is int:
        return st.integers(**bounds)
    return numbers(**bounds) if bounds else _of(base)
