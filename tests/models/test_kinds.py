"""The kinds of values: dates, languages, addresses, durations, numbers; held against what others say of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from strategies import dates, instants, numbers, ratings

from syndicate.models.dates import Date, Instant, epoch, first_day, instant, precision, year
from syndicate.models.identifier import FORMS, Identifier, compact
from syndicate.models.number import Number
from syndicate.models.rating import Rating
from syndicate.models.text import Duration, Iri, Language, Line, Text, Url


def takes(kind: Any, value: Any) -> bool:
    try:
        return bool(TypeAdapter(kind).validate_python(value) == value)
    except ValidationError:
        return False


ADAPTER: TypeAdapter[Any] = TypeAdapter(Date)


def _date(text: str) -> bool:
    try:
        ADAPTER.validate_python(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "year_number", [1, 4, 100, 400, 999, 1582, 1600, 1700, 1900, 1999, 2000, 2023, 2024, 2100, 9999]
)
def test_days_are_those_of_the_calendar(year_number: int) -> None:
    for month in range(14):
        for day in range(33):
            text = f"{year_number:04}-{month:02}-{day:02}"
            exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year_number, month)[1]
            assert _date(text) == exists, text


def test_leap_years_are_those_of_the_calendar() -> None:
    assert not _date("0000-02-29")
    assert [y for y in range(1, 10000) if _date(f"{y:04}-02-29")] == [y for y in range(1, 10000) if calendar.isleap(y)]


@given(st.datetimes(dt.datetime(1, 1, 1)), st.integers(-14 * 60 - 59, 14 * 60 + 59))
def test_every_time_of_python_is_a_date(moment: dt.datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    text = ADAPTER.validate_python(aware)
    assert dt.datetime.fromisoformat(text) == aware
    assert TypeAdapter(Instant).validate_python(text) == text
    assert epoch(text) == (aware - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(seconds=1)


@given(dates(min_year=1))
def test_what_a_date_says(date: str) -> None:
    said = precision(date)
    assert said == ("time" if "T" in date else ("year", "month", "day")[date.count("-")])
    assert year(date) == int(date[:4])
    assert first_day(date) == dt.date.fromisoformat((date + "-01-01")[:10] if "T" not in date else date[:10])
    if said != "time":
        assert epoch(date) == calendar.timegm(first_day(date).timetuple())
        assert instant(date, dt.UTC).hour == 12


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("1970", 0),
        ("1970-01-02", 86400),
        ("1969-12-31T23:59:59Z", -1),
        ("1969-12-31T23:59:59.500000Z", -1),
        ("1970-01-01T00:00:00.5Z", 0),
        ("2001-09-09T01:46:40Z", 1_000_000_000),
        ("2001-09-09T03:46:40+02:00", 1_000_000_000),
        ("2024-02", 1706745600),
    ],
)
def test_epoch(date: str, seconds: int) -> None:
    assert epoch(date) == seconds


@given(instants())
def test_an_instant_is_a_date(text: str) -> None:
    assert takes(Instant, text)
    assert takes(Date, text)


# RFC 5646, appendix A (examples of language tags) and section 2.2.8 (irregular grandfathered tags).
WELL_FORMED = [
    "de",
    "fr",
    "ja",
    "i-enochian",
    "zh-Hant",
    "zh-Hans",
    "sr-Cyrl",
    "sr-Latn",
    "zh-cmn-Hans-CN",
    "cmn-Hans-CN",
    "zh-yue-HK",
    "yue-HK",
    "zh-Hans-CN",
    "sr-Latn-RS",
    "sl-rozaj",
    "sl-rozaj-biske",
    "sl-nedis",
    "de-CH-1901",
    "sl-IT-nedis",
    "hy-Latn-IT-arevela",
    "de-DE",
    "en-US",
    "es-419",
    "de-CH-x-phonebk",
    "az-Arab-x-AZE-derbend",
    "x-whatever",
    "qaa-Qaaa-QM-x-southern",
    "de-Qaaa",
    "sr-Latn-QM",
    "sr-Qaaa-RS",
    "en-US-u-islamcal",
    "zh-CN-a-myext-x-private",
    "en-a-myext-b-another",
    "en-GB-oed",
    "i-default",
    "i-klingon",
    "sgn-BE-FR",
    "sgn-CH-DE",
    "art-lojban",
    "cel-gaulish",
    "no-bok",
    "zh-guoyu",
    "zh-min-nan",
    "zh-xiang",
    "mn-Cyrl-MN",
    "mN-cYrL-Mn",
]
ILL_FORMED = [
    "english",
    "Deutsch",
    "germ",
    "de-419-DE",
    "a-DE",
    "en_GB",
    "en-",
    "-en",
    "e",
    "en--GB",
    "english-language-tag-x",
    "en-GB-GB-GB-x",
    "en-x",
    "x-",
    "i-nothing",
    "en-u",
    "en-abcdefghi",
    "12",
    "en-é",
]


@pytest.mark.parametrize("tag", WELL_FORMED)
def test_languages_of_rfc_5646(tag: str) -> None:
    assert takes(Language, tag)


@pytest.mark.parametrize("tag", [*ILL_FORMED, "", "en\n", " en"])
def test_what_is_no_language(tag: str) -> None:
    assert not takes(Language, tag)


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org/", "https://example.org:8080/a?b=c#d", "https://user:pw@example.org/",
     "https://bücher.example/ä", "https://example.org/a%20b", "http://[2001:db8::1]/", "http://192.0.2.7/",
     "https://example.org?x=1", "https://example.org#x", "https://localhost/", "https://example.org/a'b(c)!*;,=@:&+$",
     "https://en.example.org/wiki/映画"],
)  # fmt: skip
def test_urls(url: str) -> None:
    assert takes(Url, url)
    assert takes(Iri, url)


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "//example.org/", "/a", "ftp://example.org/", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
     "data:text/html,x", "https:example.org", "https:/example.org", "https://", "https:///a", "https://?q", "https://#x",
     "https://example.org/a b", "https://example.org/\t", "https://example.org/\n", " https://example.org/",
     "https://example.org/<b>", 'https://example.org/"', "https://example.org/\\a", "https://example.org/{x}",
     "https://example.org/a|b", "https://example.org/^", "https://example.org/`", "https://example.org/\u202egnp",
     "https://example.org/\u200b", "https://example.org/\xa0", "https://exam ple.org/", "https://a:b:c/",
     "https://example.org:port/", "https://example.org:123456/", "https://[2001:db8::1/", "https://@/", "https://%41/",
     "https://example.org/" + "x" * 8000, "vbscript:x", "file:///etc/passwd", "https://example.org/\x00"],
)  # fmt: skip
def test_what_is_no_url(url: str) -> None:
    assert not takes(Url, url)


@pytest.mark.parametrize(
    "iri", ["urn:isbn:0306406152", "tag:example.org,2020:ü", "mailto:a@example.org", "a:b", "x+y-z.1:b"]
)
def test_iris(iri: str) -> None:
    assert takes(Iri, iri)


@pytest.mark.parametrize(
    "iri", ["", "a", "a:", ":b", "1a:b", "a b:c", "a:b c", "a:<", "ü:b", "a:b\n", "a:" + "x" * 2000]
)
def test_what_is_no_iri(iri: str) -> None:
    assert not takes(Iri, iri)


@pytest.mark.parametrize(
    "text",
    ["PT1H41M", "PT90M", "PT4M20S", "PT0.5S", "P6W", "P1D", "P1Y2M3DT4H5M6.7S", "P2DT3H", "PT1H30S", "P1Y3D", "PT0S"],
)
def test_durations(text: str) -> None:
    assert takes(Duration, text)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1", "1H", "PT1", "P1H", "PT1D", "P1DT", "P1W2D", "-PT1H", "PT1M1H", "PT1,5S", "pt1h", "PT1.5H",
     "P1S", "PT1H\n"],
)  # fmt: skip
def test_what_is_no_duration(text: str) -> None:
    assert not takes(Duration, text)


@given(st.text())
def test_text_and_lines_are_what_xml_holds(text: str) -> None:
    valid = bool(re.fullmatch("[\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*", text)) and bool(text.strip())
    assert takes(Text, text) == valid
    if takes(Line, text):
        assert valid
        assert len(text.splitlines()) == 1
        assert text == text.strip()


@given(numbers())
def test_numbers_are_kept(number: float) -> None:
    made = TypeAdapter(Number).validate_python(number)
    assert made == number
    assert isinstance(made, int) == float(number).is_integer()
    assert TypeAdapter(Number).validate_python(Decimal(repr(number))) == number


@given(ratings())
def test_normalised(rating: Rating) -> None:
    made = rating.normalised()
    if rating.best is None or rating.worst is None:
        assert made is None
        return
    value, best, worst = (Fraction(Decimal(repr(part))) for part in (rating.value, rating.best, rating.worst))
    exact = (value - worst) * 1_000_000 / (best - worst)
    assert made is not None
    assert 0 <= made <= 1_000_000
    assert abs(made - exact) <= Fraction(1, 2)
    if abs(made - exact) == Fraction(1, 2):
        assert made % 2 == 0


@pytest.mark.parametrize(
    ("value", "best", "worst", "normal"),
    [(3, 5, 1, 500_000), (4.5, 5, 0.5, 888_889), (1, 5, 1, 0), (5, 5, 1, 1_000_000), (-5, 0, -10, 500_000),
     (1, 2_000_000, 0, 0), (3, 2_000_000, 0, 2), (0.1, 0.3, 0, 333_333), (2, 6, 1, 200_000)],
)  # fmt: skip
def test_normalised_by_hand(value: float, best: float, worst: float, normal: int) -> None:
    assert Rating(value=value, best=best, worst=worst).normalised() == normal


# Printed in the standards: GS1's and the ISBN Agency's own examples, ISSN.org's, the first ISRC of the handbook.
@pytest.mark.parametrize(
    ("kind", "value"),
    [("isbn", "9780306406157"), ("isbn", "0306406152"), ("isbn", "097522980X"), ("issn", "0378-5955"),
     ("issn", "2434-561X"), ("gtin", "4006381333931"), ("gtin", "036000291452"), ("gtin", "96385074"),
     ("gtin", "10614141000415"), ("isrc", "USRC17607839"), ("doi", "10.1000/182"), ("imdb", "tt0118655"),
     ("wikidata", "Q42"), ("asin", "B000000042"), ("sku", "any thing"), ("mpn", "1-2/3")],
)  # fmt: skip
def test_identifiers(kind: str, value: str) -> None:
    assert Identifier(kind=kind, value=value).value == value
    if kind in ("isbn", "gtin", "issn"):
        wrong = value[:-1] + ("0" if value[-1] != "0" else "1")
        with pytest.raises(ValidationError, match="check digit"):
            Identifier(kind=kind, value=wrong)


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [("isbn", "978-0-306-40615-7", "9780306406157"), ("isbn", "0-9752298-0-x", "097522980X"),
     ("issn", "03785955", "0378-5955"), ("gtin", "4 006381 333931", "4006381333931"),
     ("isrc", "US-RC1-76-07839", "USRC17607839"),
     ("doi", "https://doi.org/10.1000/182", "10.1000/182"), ("doi", "doi: 10.1000/182", "10.1000/182"),
     ("imdb", "TT0118655", "tt0118655"), ("wikidata", "q42", "Q42"), ("sku", " a b ", "a b")],
)  # fmt: skip
def test_compact_forms(kind: str, value: str, form: str) -> None:
    assert compact(kind, value) == form
    assert compact(kind, form) == form
    Identifier(kind=kind, value=form)


def test_every_form_is_told_in_words() -> None:
    assert all(re.compile(form) and words for form, words in FORMS.values())
