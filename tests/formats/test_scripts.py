"""JSON-LD scripts of pages: what is read, what is mended and told, what is refused with its line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from strategies import HOSTILE

from syndicate.formats._json import Unreadable, _carefully, _quickly, loaded, loaded_text
from syndicate.formats._pages.scripts import Document, documents, unescaped, values
from syndicate.formats.html import review_nodes

DEPTH = 64


def page(*contents: str, kind: str = "application/ld+json") -> str:
    return "<!DOCTYPE html>\n<title>x</title>\n" + "\n".join(f'<script type="{kind}">{c}</script>' for c in contents)


def only(content: str) -> Document:
    (document,) = documents(page(content), DEPTH)
    return document


# ------------------------------------------------------------------------------------------------- which are read


@pytest.mark.parametrize(
    "attribute",
    [
        'type="application/ld+json"',
        "type='application/ld+json'",
        "type=application/ld+json",
        'TYPE="Application/LD+JSON"',
        'type="application/ld+json; charset=utf-8"',
        'type=" application/ld+json;charset=UTF-8;profile=x"',
        'id="a" class="yoast" type="application/ld&#43;json" data-x=">"',
        'type="application/ld&#x2B;json"',
        'nonce="abc" async type = "application/ld+json"',
    ],
)
def test_scripts_are_known_by_their_type(attribute: str):
    given = f'<p>1<script {attribute}>{{"@type": "Review"}}</script>'
    assert list(values(given, DEPTH)) == [{"@type": "Review"}]
    assert review_nodes(given.encode()) == review_nodes(given) == [{"@type": "Review"}]


@pytest.mark.parametrize("kind", ["application/json", "text/javascript", "application/ld+jsonp", "ld+json", ""])
def test_other_scripts_are_not_read(kind: str):
    assert list(documents(page('{"@type": "Review"}', kind=kind), DEPTH)) == []
    assert review_nodes(page('{"@type": "Review"}', kind=kind).encode()) == []


def test_what_only_looks_like_a_script_is_not_read():
    inner = page('{"@type": "Review"}')
    for hidden in (f"<!-- {inner} -->", f"<textarea>{inner}</textarea>", f"<a title='{inner}'>x</a>"):
        assert list(documents(hidden, DEPTH)) == []


# --------------------------------------------------------------------------------------------------- what is mended

GOOD = {"@type": "Review", "name": 'It\'s "good" // really, /* yes */ <!-- ]]> {;}', "n": 4.5, "list": [1, {"a": None}]}
TEXT = json.dumps(GOOD)
LONG = json.dumps(GOOD, indent=2)

MENDED = {
    "an HTML comment around it": (f"<!--\n{TEXT}\n-->", "HTML comment"),
    "an HTML comment hidden from scripts": (f"<!--//\n{TEXT}\n//-->", "HTML comment"),
    "an HTML comment before it": (f"<!-- made by Example SEO 1.2 -->\n{TEXT}", "comments"),
    "a CDATA section": (f"<![CDATA[{TEXT}]]>", "CDATA"),
    "a CDATA section hidden by line comments": (f"//<![CDATA[\n{TEXT}\n//]]>", "CDATA"),
    "a CDATA section hidden by line comments, on one line": (f"// <![CDATA[ {TEXT} // ]]>", "CDATA"),
    "a CDATA section hidden by block comments": (f"/* <![CDATA[ */\n{TEXT}\n/* ]]> */", "CDATA"),
    "a line comment": (LONG.replace(",\n", ", // note: \"it\"\n"), "comments"),
    "a block comment": (LONG.replace("[", "[/* none\nof 'these */"), "comments"),
    "a semicolon behind it": (f"{TEXT};", "semicolon"),
    "a comma behind it": (f"{TEXT},", "comma"),
    "commas behind the last": (TEXT.replace("null}]}", "null,} , ],}"), "comma"),
    "a comma twice": (LONG.replace(",\n", ",\n,\n"), "comma"),
    "a bracket too many": (f"{TEXT}}}", "bracket"),
    "a byte order mark": (f"\ufeff{TEXT}", "byte order mark"),
    "white space of other alphabets": (LONG.replace("  ", "\u00a0 "), "byte order mark"),
    "a variable": (f"var schema = {TEXT};", "variable"),
    "a property of the window": (f"window.a.schema={TEXT}", "variable"),
    "quotes as entities": (TEXT.replace("&", "&amp;").replace('"', "&quot;"), "entities"),
    "quotes as numeric entities": (TEXT.replace('"', "&#34;"), "entities"),
    "JSON within a text of JSON": (json.dumps(TEXT), "within a text"),
    "single quotes": ("{'@type': 'Review', 'name': 'It\\'s \"good\" // really, /* yes */ <!-- ]]> {;}', 'n': 4.5, "
                      "'list': [1, {'a': null}]}", "single quotes"),
    "an apostrophe after a backslash": (TEXT.replace("It's", "It\\'s"), "apostrophe"),
    "words of Python": (TEXT.replace("null", "None"), "word of another language"),
    "undefined": (TEXT.replace("null", "undefined"), "word of another language"),
    "NaN": (TEXT.replace("null", "NaN"), "no number"),
    "an infinity": (TEXT.replace("null", "-Infinity"), "no number"),
    "a decimal comma": (TEXT.replace("4.5", "4,5"), "decimal comma"),
}  # fmt: skip


def _strictly(content: str) -> Any:
    """What the standard library reads; None where it is no JSON of RFC 8259."""
    try:
        return json.loads(content, parse_constant=int)
    except ValueError:
        return None


@pytest.mark.parametrize("name", MENDED)
def test_what_cannot_be_mistaken_is_mended_and_told(name: str):
    content, told = MENDED[name]
    assert _strictly(content) in (None, TEXT), "nothing had to be mended"
    document = only(content)
    assert document.wrong is None
    assert document.value == GOOD
    assert any(told in repair for repair in document.repairs), document.repairs


def test_control_characters_are_read_as_they_stand():
    """As ``json.loads(strict=False)`` does, which extruct uses."""
    content = '{"name": "a\nb\tc\r\nd\x01e"}'
    document = only(content)
    assert document.value == json.loads(content, strict=False)
    assert ["control characters" in repair for repair in document.repairs] == [True]


def test_several_documents_in_one_script():
    for between in ("", "\n", ",", ";\n"):
        document = only(f'{{"a": 1}}{between}{{"b": [2]}}')
        assert document.value == [{"a": 1}, {"b": [2]}]
        assert any("several documents" in repair for repair in document.repairs)


def test_mends_add_up():
    content = "<!-- //<![CDATA[\nvar x = {'@type': 'Review', /* c */ \"n\": 4,5, \"list\": [1,],};\n//]]> -->"
    document = only(content)
    assert document.value == {"@type": "Review", "n": 4.5, "list": [1]}
    assert len(document.repairs) == 8


def test_what_is_json_is_not_touched():
    for text in (TEXT, LONG, "[]", "null", '"x"', "4.5"):
        document = only(text)
        assert document.repairs == ()
        assert document.value == json.loads(text)


def test_thousands_are_no_decimals():
    """``1,000`` may be a thousand or one."""
    assert only('{"price": 1,000}').wrong is not None
    assert only('{"list": [1,000]}').wrong is not None
    assert only('{"list": [4,50, 7]};').value == {"list": [4, 50, 7]}


def test_a_script_with_nothing_in_it():
    for content in ("", " \n", "null", "<!-- -->", "//<![CDATA[\n//]]>"):
        document = only(content)
        assert document.value is None
        assert document.wrong is None


# --------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ('{\n"a": 1\n"b": 2}', 5, "',' delimiter"),
        ('{\n"a": [1, 2\n}', 5, "delimiter"),
        ('{"a":\n', 4, "the end of the script"),
        ('{"a":\n"never closed}', 4, "never closed"),
        ('/* c\nc */ {"a": 1,\n"b" 2}', 5, "':' delimiter"),
        ('{"a":\n“b”}', 4, "“b”"),
        ("hello", 3, "hello"),
        ("<p>hello</p>", 3, "<p>hello"),
        ("/* never closed", 3, "/* never"),
        ('{"a": 1}\nmore', 4, "more behind the end"),
        ('{"a": 1}},\n"b": 2}', 4, "more behind the end"),
        ('{"name": "a "quoted" word"}', 3, "quoted"),
        ("[" * 100_000, 0, "64 levels"),
        ('{"a":' * 100_000, 0, "64 levels"),
        ("[" * 66 + "]" * 66 + ";", 0, "64 levels"),
    ],
)
def test_what_may_mean_anything_is_refused_with_its_line(content: str, line: int, found: str):
    document = only(content)
    assert document.place == "script 1, line 3"
    assert document.value is None
    assert document.wrong is not None
    assert found in document.wrong.found
    assert not line or f"at line {line}" in document.wrong.found
    assert document.wrong.expected


def test_a_broken_script_hurts_no_other():
    found = list(documents(page('{"a": 1}', "{", '{"b": 2};', '{"c"}', "", '{"d": 4}'), DEPTH))
    assert [one.value for one in found] == [{"a": 1}, None, {"b": 2}, None, None, {"d": 4}]
    assert [one.place for one in found] == [f"script {n}, line {n + 2}" for n in range(1, 7)]
    assert [one.wrong is None for one in found] == [True, False, True, False, True, True]


# ------------------------------------------------------------------------------------------------ nothing is lost

_NUMBERS = st.one_of(
    st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([1e15, 1e16, 4.0, -0.0, 1e-300])
)
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), _NUMBERS, st.text(max_size=9), st.sampled_from(HOSTILE), st.just(": a")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip


@given(_JSON, st.sampled_from([None, 2]), st.booleans())
def test_the_fast_parser_says_what_the_careful_one_does(value: Any, indent: int | None, ascii: bool):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    made, twice = loaded_text(text, DEPTH)
    careful, _ = _carefully(text, DEPTH, strict=True)
    assert json.dumps(made) == json.dumps(careful), "types count too"
    assert twice == ()


def test_most_documents_are_read_by_the_fast_one():
    assert _quickly(LONG.encode(), DEPTH) == GOOD


@pytest.mark.parametrize(
    ("text", "value", "twice"),
    [
        ('{"a": 1, "a": 2}', {"a": 2}, ("a",)),
        ('{"a" : 1, "a":2, "b": ":c"}', {"a": 2, "b": ":c"}, ("a",)),
        ('{"a": {"b": 1,"b": 2}}', {"a": {"b": 2}}, ("b",)),
        ('{"n": 12345678901234567890}', {"n": "12345678901234567890"}, ()),
        ('{"n": 0.1234567890123456}', {"n": "0.1234567890123456"}, ()),
        ('{"n": 1e400}', {"n": "1e400"}, ()),
        ('{"n": 4.0, "m": 1e2}', {"n": 4, "m": 100}, ()),
        ('{"s": "\\ud800"}', {"s": "\ud800"}, ()),
    ],
)
def test_nothing_is_lost_for_speed(text: str, value: Any, twice: tuple[str, ...]):
    for made in (loaded(text.encode(), DEPTH), loaded_text(text, DEPTH)):
        assert repr(made) == repr((value, twice))


def test_keys_that_stand_twice_are_told():
    assert only('{"a": 1, "a": 2,}').repairs[-1] == "a stands twice in one object, and the last is taken"
    assert only('{"a": 1, "a": 2}').repairs == ("a stands twice in one object, and the last is taken",)


@given(st.dictionaries(st.text(max_size=6), _JSON, max_size=4), st.data())
def test_damage_is_mended_or_refused_and_raises_nothing(value: dict[str, Any], data: st.DataObject):
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans())).replace("</", "<\\/")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        put = data.draw(st.sampled_from(["", "'", '"', ",", ";", "{", "}", "]", "//", "/*", "*/", "<!--", "-->", "\\",
                                         "<![CDATA[", "]]>", "NaN", "\x00", "\ud800", "&quot;", "\ufeff", "=", ":"]))  # fmt: skip
        text = text[:at] + put + text[at + data.draw(st.integers(0, 2)) :]
    for document in documents(page(text), DEPTH):
        if document.wrong is not None:
            assert document.wrong.found
            document.wrong.found.encode()
            assert document.value is None


@given(_JSON, st.sampled_from(sorted(MENDED)))
def test_no_disguise_changes_what_is_said(value: Any, name: str):
    """Against ``json.loads`` of the text that was disguised."""
    disguises = {
        "an HTML comment around it": "<!--\n{}\n-->",
        "a CDATA section hidden by line comments": "//<![CDATA[\n{}\n//]]>",
        "a CDATA section hidden by block comments": "/* <![CDATA[ */ {} /* ]]> */",
        "a semicolon behind it": "{};",
        "a variable": "var x = {};",
    }
    said = json.dumps({"is": value}).replace("<", "\\u003c")
    document = only(disguises.get(name, "{} // comment").replace("{}", said))
    assert document.wrong is None, document.wrong
    assert json.dumps(document.value) == json.dumps(_carefully(said, DEPTH, strict=True)[0])
    assert document.repairs


# ---------------------------------------------------------------------------------------------------------- entities


def test_entities_in_texts_are_what_they_stand_for():
    document = only(
        '{"name": "Tom &amp; Jerry &#8211; it&rsquo;s", "n": ["&lt;b&gt;", 1], "@id": "https://x.example/?a&amp;b"}'
    )
    value, changed = unescaped(document)
    assert changed
    assert value == {"name": "Tom & Jerry – it’s", "n": ["<b>", 1], "@id": "https://x.example/?a&b"}


@pytest.mark.parametrize(
    "content",
    [
        '{"name": "R\\u0026D, and &amp; is written so"}',  # whoever escapes one knows that the other is text
        '{"name": "Q&A; &notanentity; & so on"}',
        '{"url": "https://x.example/?a=1&copy=2&lang=de"}',
    ],
)
def test_what_are_no_entities_stay_as_they_are(content: str):
    assert unescaped(only(content)) == (json.loads(content), False)


# ------------------------------------------------------------------------------------------------------------- limits


@pytest.mark.whole
@pytest.mark.parametrize(
    "content",
    [
        "[" * 4_000_000,
        '"' * 4_000_000,
        '{"' + "\\" * 4_000_000,
        "{" + "/*" * 2_000_000,
        '{"a":1,}' + "<!--" * 1_000_000,
        "'\\" * 2_000_000,
        "1" * 4_000_000,
        "[1," * 1_300_000,
        "[]," * 80_000,
        '{"a":' + " " * 4_000_000 + "}",
        "{&quot;" * 600_000,
        "var " + "a" * 4_000_000,
        '{"n": 0' + "," * 4_000_000,
    ],
    ids=lambda content: content[:9],
)
def test_a_hostile_script_takes_time_that_grows_with_its_length(content: str):
    assert grows_linearly(lambda size: list(documents(page(content[:size]), DEPTH)), len(content) // 4)


def test_the_error_of_a_broken_document_survives():
    with pytest.raises(Unreadable, match="column"):
        loaded(b'{"a" 1}', DEPTH)
