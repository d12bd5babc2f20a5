"""Our own words: the same ones in every language, forms that go with numbers, and numbers as people write them."""

from __future__ import annotations

import re
import string

import pytest

from syndicate import words as module
from syndicate.words import LANGUAGES, counted, direction, is_ours, number, shown_number, words

# The categories that each language has, from Unicode CLDR's plurals.xml; `many` of French and Spanish is for millions.
CATEGORIES = {
    "ar": {"zero", "one", "two", "few", "many", "other"},
    "de": {"one", "other"},
    "en": {"one", "other"},
    "es": {"one", "other"},
    "fr": {"one", "other"},
    "he": {"one", "two", "other"},
}


def _base(key: str) -> str:
    return re.sub(r"_(zero|one|two|few|many|other)$", "", key)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_words_and_all_that_stands_in_them(language):
    ours, english = words(language), words("en")
    assert {_base(key) for key in ours} == {_base(key) for key in english}
    for key, text in ours.items():
        if key in english and not key.startswith(("reviews_", "ratings_")):
            assert _fields(text) == _fields(english[key]), key
    for what in ("reviews", "ratings"):
        forms = {key.removeprefix(f"{what}_") for key in ours if key.startswith(f"{what}_")}
        assert forms == CATEGORIES[language]
        assert _fields(ours[f"{what}_other"]) == {"count"}


@pytest.mark.parametrize("language", ["ar", "he"])
def test_words_of_languages_from_right_to_left_are_in_their_script(language):
    for key, text in words(language).items():
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text)), key


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 0, "0 reviews"), ("en", 1, "1 review"), ("en", 2, "2 reviews"), ("en-GB", 1, "1 review"),
        ("de", 1, "1 Rezension"), ("de", 0, "0 Rezensionen"), ("fr", 0, "0 critique"), ("fr", 1, "1 critique"),
        ("fr", 2, "2 critiques"), ("es", 1, "1 reseña"), ("es", 21, "21 reseñas"), ("fa", 1, "1 review"),
        (None, 1, "1 review"), ("he", 1, "ביקורת אחת"), ("he", 2, "שתי ביקורות"), ("he", 20, "20 ביקורות"),
        ("ar", 0, "لا مراجعات"), ("ar", 1, "مراجعة واحدة"), ("ar", 2, "مراجعتان"), ("ar", 3, "3 مراجعات"),
        ("ar", 10, "10 مراجعات"), ("ar", 11, "11 مراجعة"), ("ar", 100, "100 مراجعة"), ("ar", 103, "103 مراجعات"),
    ],
)  # fmt: skip
def test_forms_go_with_numbers(language, count, expected):
    assert counted(count, "reviews", language) == expected


def test_one_rating_in_each_language():
    shown = {language: counted(1, "ratings", language) for language in ("de", "en", "es", "fr")}
    assert shown == {"de": "1 Bewertung", "en": "1 rating", "es": "1 valoración", "fr": "1 note"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "4,5"), ("de-AT", "4,5"), ("de-CH", "4.5"), ("fr", "4,5"), ("fr-CA", "4,5"), ("es", "4,5"),
        ("es-AR", "4,5"), ("es-MX", "4.5"), ("es-419", "4.5"), ("es-Latn-US", "4.5"), ("en", "4.5"), ("ar", "4.5"),
        # English words have English numbers
        ("it", "4.5"), (None, "4.5"),
    ],
)  # fmt: skip
def test_the_decimal_sign_is_that_of_the_language(language, expected):
    assert shown_number(4.5, language) == expected
    assert number(4.5) == "4.5"


def test_a_minus_stays_before_its_number_from_right_to_left():
    # CLDR's minus sign of Arabic and Hebrew begins with a left-to-right mark.
    assert shown_number(-2, "he") == "\u200e-2"
    assert shown_number(-2, "de") == "-2"


def test_words_are_in_the_script_of_the_tag():
    assert words("ar-EG")["by"] == words("ar")["by"] != words("en")["by"]
    assert words("ar-Latn") == words("en")
    assert words("iw") == words("he")
    assert [is_ours(tag) for tag in ("ar", "iw", "ar-Latn", "fa", "en-GB", None)] == [
        True,
        True,
        False,
        False,
        True,
        False,
    ]
    assert direction("iw") == "rtl"
    assert module.direction("ur") == "rtl"
