"""IRIs as URIs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.uri import uri


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://example.org/a?b=%20#c", "https://example.org/a?b=%20#c"),
        (
            "https://bücher.example:8080/ü/%C3%BC?q=ü#ü",
            "https://xn--bcher-kva.example:8080/%C3%BC/%C3%BC?q=%C3%BC#%C3%BC",
        ),
        # RFC 3987, section 3.1, and IDNA 2008: ß is a letter of its own.
        ("http://résumé.example.org", "http://xn--rsum-bpad.example.org"),
        ("http://faß.de/", "http://xn--fa-hia.de/"),
        ("http://例え。テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://jürgen@example.org/", "http://j%C3%BCrgen@example.org/"),
        ("http://[2001:db8::1]/ä", "http://[2001:db8::1]/%C3%A4"),
    ],
)
def test_iris_become_uris(iri, expected):
    assert uri(iri) == expected


@given(st.from_regex(r"https?://[^\x00-\x20/?#@:\[\]\x7f-\xa0]{1,20}(?:[/?#].{0,20})?", fullmatch=True))
def test_any_iri_becomes_ascii(iri):
    assert uri(iri).isascii()
    assert uri(uri(iri)) == uri(iri)
