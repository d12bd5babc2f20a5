"""Lines and columns are those of the source: what stands there is what was told of, by Python's own search."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.check import check
from syndicate.check._json_places import JsonPlaces

ONES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
KEYS = st.text(st.characters(exclude_characters=".[]:/#", exclude_categories=["Cs"]), min_size=1, max_size=6).filter(
    lambda key: key not in ("id", "type")
)
DOCUMENTS = st.recursive(
    ONES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
).filter(lambda value: isinstance(value, (dict, list)))


def paths(value: Any, path: str = ""):
    yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from paths(inner, f"{path}[{key}]" if isinstance(value, list) else f"{path}.{key}".lstrip("."))


@given(DOCUMENTS, st.sampled_from([None, 1]), st.booleans())
def test_every_value_of_a_document_stands_where_it_is_said_to(value, indent, ascii):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    places = JsonPlaces(text)
    for path, inner in paths(value):
        span, exact = places.span(path)
        assert exact, path
        assert json.loads(text[span.start : span.end]) == inner
        if span.key_start >= 0:
            assert path.endswith(json.loads(text[span.key_start : span.key_end]))


def at(page: str, line: int, column: int) -> str:
    return page.split("\n")[line - 1][column - 1 :]


def found(page: str, code: str):
    return [one for one in check(page).findings if one.code == code]


SCRIPT = '<script type="application/ld+json">\n{}\n</script>'


def test_a_value_behind_a_reference_into_another_script():
    review = '{"@context": "https://schema.org", "@type": "Review", "reviewRating": {"@id": "#r"}}'
    rating = '{"@context": "https://schema.org",\n  "@id": "#r", "@type": "Rating", "ratingValue": "4,5"}'
    page = f"<!doctype html>\n<p>x</p>{SCRIPT.replace('{}', review)}\r\n<p>ä</p>{SCRIPT.replace('{}', rating)}"
    (one,) = found(page, "GR110")
    assert at(page, one.line, one.column).startswith('"4,5"')
    assert one.path == "script[1].ratingValue"
    assert one.value == '"4,5"'


@pytest.mark.parametrize(
    "old", ['{"@type": "Rating"', '{ // note\n"@type": "Rating"', '{"x": "\\"}{",  "@type": "Rating"']
)
def test_a_script_that_had_to_be_mended_has_places_too(old):
    page = SCRIPT.replace("{}", '{"@type": "Review", "reviewRating": ' + old + ', "ratingValue": "4,5",},}')
    (one,) = found(page, "GR110")
    assert at(page, one.line, one.column).startswith('"4,5"')


def test_names_with_a_prefix_and_aliases():
    page = SCRIPT.replace(
        "{}",
        '{"@context": {"s": "https://schema.org/"}, "type": "s:Review", "s:author": "Ada",\n'
        '"http://schema.org/reviewRating": {"type": "s:Rating", "s:ratingValue": "4,5"}}',
    )
    (one,) = found(page, "GR110")
    assert (one.path, at(page, one.line, one.column)[:5]) == ("reviewRating.ratingValue", '"4,5"')


def test_what_is_missing_is_told_where_the_node_stands():
    page = SCRIPT.replace("{}", '[{"@type": "Movie"},\n {"@type": "Review",\n "author": "Ada"}]')
    (one,) = found(page, "GR102")
    assert one.path == "[1].itemReviewed"
    assert at(page, one.line, one.column).startswith('{"@type": "Review"')


MICRODATA = """<!doctype html><body><div itemscope itemtype="https://schema.org/Product">
<h1 itemprop="name">Lamp</h1>
<div itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="author">Ada</b>
<i itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><u itemprop="ratingValue">4</u></i></div>
<div itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="author">Ben</b>
<i itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><u itemprop="ratingValue">3,5</u></i></div>
</div>"""


def test_microdata_is_told_at_the_tag_of_its_element():
    (one,) = found(MICRODATA, "GR110")
    assert one.path == "microdata[0].review[1].reviewRating.ratingValue"
    assert at(MICRODATA, one.line, one.column).startswith('<u itemprop="ratingValue">3,5')


def test_rdfa_whose_values_have_no_order_is_told_at_the_element_that_says_them():
    page = re.sub(
        r"itemscope itemtype=\"https://schema.org/(\w+)\"", r'typeof="\1"', MICRODATA.replace("itemprop", "property")
    ).replace("<body>", '<body vocab="https://schema.org/">')
    (one,) = found(page, "GR110")
    assert at(page, one.line, one.column).startswith('<u property="ratingValue">3,5')


def test_a_byte_order_mark_and_another_encoding_move_nothing():
    text = SCRIPT.replace(
        "{}", '{"@type": "Review", "name": "Ü", "reviewRating": {"@type": "Rating", "ratingValue": "4,5"}}'
    )
    for data in (
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        f"<meta charset=latin1>{text}".encode("latin-1"),
    ):
        (one,) = [one for one in check(data).findings if one.code == "GR110"]
        assert (one.line, one.column) == (2, text.split("\n")[1].index('"4,5"') + 1)


@pytest.mark.whole
@pytest.mark.parametrize(
    "hostile",
    [
        SCRIPT.replace("{}", '{"@type": "Review", "a": ' + "[" * 100_000),
        SCRIPT.replace("{}", '{"@type": "Review", "a": "' + "\\" * 1_000_000),
        SCRIPT.replace("{}", "[" + '{"@type":"Review","@id":"#a","itemReviewed":{"@id":"#a"}},' * 1_500 + "{}]"),
        "<div itemscope itemprop=review itemtype='https://schema.org/Review'>" * 3_000,
        "<!-- syndicate: ignore " + "A" * 1_000_000,
        SCRIPT.replace("{}", '{"@type": "Review", "author": {"@id": "#a"}, "x": [' + '{"@id": "#a"},' * 6_000 + "{}]}"),
    ],
    ids=["brackets", "backslashes", "references", "nesting", "comment", "holders"],
)
def test_hostile_pages_are_judged_like_any(hostile):
    assert check(hostile).findings is not None
