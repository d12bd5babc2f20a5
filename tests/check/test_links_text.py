"""Rules of links and text, where an example cannot show them: what Python's codecs and HTML's parser say, long texts."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.check import Plan, all_rules, check
from syndicate.check._mend import mended
from syndicate.check.rules._addresses import fault_of, private_host, scheme_of
from syndicate.check.rules._entities import without_entities
from syndicate.check.rules._languages import fault_of as language_fault
from syndicate.check.rules._languages import meant, script_of
from syndicate.check.rules._mojibake import first_garbled, ungarbled

TEXT = Plan(rules=tuple(rule for rule in all_rules() if rule.family == "TX"))

# Sentences as people write them, with the quotes, dashes and blanks of their typography. None is anybody's.
WRITTEN = (
    "« Passé\xa0» : l’été à Noël coûte 5\xa0€… et «\xa0où\xa0»\xa0?",
    "„Grüße“ – sagt er – „kosten 5 €“; Ängström · ÜBERGRÖßE »Äpfel« ‚so‘",
    "AMANHÃ» A IRMÃ… NÃO É «SÃO», MAÇÃ® Ã",
    "Šířka, Žižkov, Łódź… “Ąę” ğüşİöç «Ñandú» ¿Qué? ¡Ó! nº 5ª",
    "«Ёлка» — это «Ещё Ё»; ЄВРОПА, ЇЖАК, ґанок, №5",
    "«Ελλάδα» · Ώρα, 20 °C ± 2, ½ ¼ © ® ™ § ¶ µm × ÷",
    "日本語の「霧の鐘」は★★★☆☆、한국어 「안개」 ﾊﾝｶｸ",
    "עברית ‏«שלום»‎ العربية، ٪٥ ไทย ভাষা 😀👍🏽",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_is_not_garbled(text):
    assert first_garbled(text) is None
    assert ungarbled(text) == text


@pytest.mark.parametrize(
    "text", ["déjà vu", "Zoë – it’s “late” …", "Grüße, Ängste", "★★★★", "привет", "日本語の鐘", "😀", "5 €", "Ελλάδα"]
)
def test_utf_8_that_was_read_as_latin_1_or_windows_1252_comes_back(text):
    data = text.encode()
    assert ungarbled(data.decode("latin-1")) == text
    # Windows-1252 has no character at five bytes: browsers keep the byte there, as Latin-1 does.
    browsers = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
    assert first_garbled(browsers)
    assert ungarbled(browsers) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc"]), max_size=60))
def test_garbling_back_and_forth_never_fails_and_leaves_ascii_alone(text):
    once = ungarbled(text)
    assert isinstance(once, str)
    assert once == text or first_garbled(text)
    if text.isascii():
        assert once == text


@given(st.lists(st.sampled_from(["&eacute;", "&#39;", "&lt;", "&hellip;", "&#x20AC;", " ", "D;", "amp;", "#39;"])))
def test_references_are_read_as_html_reads_them(parts):
    text = "".join(parts)
    assert without_entities(text) == html.unescape(text)


def test_what_has_no_semicolon_or_no_name_is_no_reference():
    # HTML reads some of these, for old pages' sake; in plain text they are what they are.
    text = "AT&T &copy 2020 &nosuch; R&D; &"
    assert without_entities(text) == text


@pytest.mark.parametrize(
    "name", ["amp", "eacute", "hellip", "nbsp", "rarr", "NotEqualTilde", "#8364", "#x20AC", "#150"]
)
def test_one_reference_is_what_html_says(name):
    assert without_entities(f"a &{name}; b") == html.unescape(f"a &{name}; b")


@pytest.mark.parametrize("url", [
    "https://example.org", "https://example.org?q=1", "HTTPS://EXAMPLE.ORG/", "http://[::1]/", "https://example.org./a",
    "https://xn--bcher-kva.example/", "https://example.org/a(b)[c]|d", "https://example.org/%7B%7B", "urn:isbn:1", "tag:a",
])  # fmt: skip
def test_addresses_that_are_whole(url):
    assert fault_of(url) == ""


@pytest.mark.parametrize("url", [
    "https://", "https:// example.org", "https://exa mple.org", "https://[::1", "https://a..b/", "https://:80/",
    "https:example.org", "https://https://example.org", "https://example.org:port/", "https://example.org/<b>",
])  # fmt: skip
def test_addresses_that_are_not(url):
    assert fault_of(url)


def test_hosts_that_nobody_else_reaches_and_schemes_as_browsers_read_them():
    private = (
        "http://127.0.0.1/",
        "http://10.0.0.1:8000/",
        "http://[fe80::1]/",
        "https://nas.local/",
        "http://a.localhost",
    )
    assert all(private_host(url) for url in private)
    public = (
        "https://9.9.9.9/",
        "https://local.example/",
        "https://test.example/",
        "mailto:a@localhost",
        "//localhost",
    )
    assert not any(private_host(url) for url in public)
    assert scheme_of("\x01java\nscript:x") == "javascript"
    assert scheme_of("not a scheme: at all") == "notascheme"
    assert scheme_of("/a:b") == scheme_of("1:2") == ""


def test_language_tags_of_the_specification():
    # RFC 5646, appendix A, and its irregular tags.
    tags = (
        "de fr ja i-enochian zh-Hant zh-Hans sr-Cyrl zh-cmn-Hans-CN sl-rozaj-biske de-CH-1901 en-US es-419 x-whatever"
    )
    assert [
        tag for tag in f"{tags} az-Arab-x-AZE-derbend en-a-myext-b-another en-GB-oed".split() if language_fault(tag)
    ] == []
    for wrong in ("de-419-DE-DE", "a-DE", "ar-a-aaa_b", "en_GB", "english", "e", "xx", "en-UK", "en-"):
        assert language_fault(wrong), wrong
    assert [meant(tag) for tag in ("pt_BR", "zh_Hant_TW", "Deutsch", "cz-CZ", "klingon")] == [
        "pt-BR", "zh-Hant-TW", "de", "cs-CZ", "klingon",
    ]  # fmt: skip


def test_scripts_need_enough_letters():
    assert script_of("Всё начинается") == ""
    assert script_of("Всё начинается в тумане, и колокола никто не видит") == "Cyrillic"
    assert script_of("It begins in fog, and nobody sees the bell, 霧の鐘霧の鐘") == ""


def test_what_is_mended_is_what_was_meant_and_says_nothing_more():
    node = {
        "@context": "https://schema.org",
        "@type": "Review",
        "inLanguage": "en_US",
        "name": " Salt &amp; Tin\n",
        "reviewBody": "It\u0092s dÃ©jÃ\xa0 vu.",
        "image": "https://example.org/a.jpg?w=1&amp;h=2",
    }
    data, count, _ = mended(json.dumps(node).encode(), "jsonld", TEXT)
    assert json.loads(data) == {
        **node,
        "inLanguage": "en-US",
        "name": "Salt & Tin",
        "reviewBody": "It’s déjà vu.",
        "image": "https://example.org/a.jpg?w=1&h=2",
    }
    assert count >= 5
    assert check(data, kind="jsonld", plan=TEXT).findings == ()


def test_half_a_character_is_no_text():
    # JSON may escape one half of a pair; no example can, since the pages of the docs are UTF-8.
    text = '{"@context": "https://schema.org", "@type": "Review", "name": "Fog \\ud83d"}'
    assert [(one.code, one.path) for one in check(text, kind="jsonld", plan=TEXT).findings] == [("TX412", "name")]


HOSTILE = (
    "<",
    "<a ",
    "&",
    "&amp;amp;",
    "**a",
    "[a](",
    "{{",
    "${a",
    "Ã",
    "Рё",
    "\u202a",
    "\x80",
    "https://a:",
    "a.",
    "/a",
)


@pytest.mark.parametrize("sign", HOSTILE)
def test_long_texts_of_signs_are_read_through(sign):
    # Any rule whose time grew with the square of these would not come back.
    long = sign * (300_000 // len(sign))
    node = {"@context": "https://schema.org", "@type": "Review", "url": long, "name": long, "inLanguage": long}
    check(json.dumps(node), kind="jsonld", plan=TEXT)
