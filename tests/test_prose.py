"""Bodies as plain text and as safe HTML: what readers see, what browsers must not run, and markup made to hurt."""

from __future__ import annotations

import itertools
import re

import html5lib
import pytest
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from strategies import HOSTILE, bodies, raw_texts, texts

from syndicate import prose
from syndicate.models.review import Body
from syndicate.models.text import Text

TEXT = TypeAdapter(Text)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One.\nStill one.\n\nTwo.", "One. Still one.\n\nTwo."),
        ("# Heading\n\nA *b* **c** `d  e` ~~f~~", "Heading\n\nA b c d e f"),
        ("a  \nb\\\nc", "a\nb\nc"),
        ("[the film](https://example.org/ 'title') and <https://example.org/x>", "the film and https://example.org/x"),
        ("![a poster](poster.jpg) beside", "a poster beside"),
        ("* one\n* two\n\n1. first\n2. second", "- one\n- two\n\n1. first\n2. second"),
        ("3. third\n4. fourth", "3. third\n4. fourth"),
        ("- one\n\n- two", "- one\n- two"),
        ("- one\n  - deeper\n- two", "- one\n  - deeper\n- two"),
        ("> A quotation.\n\nAfter.", "A quotation.\n\nAfter."),
        ("```python\nif x:\n    y = 1\n```", "if x:\n    y = 1"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("AT&amp;T &copy; &#8212; \\*", "AT&T © — *"),
        ("before <!-- a note\nof two lines --> after", "before after"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div class='x'>\n\n*inside*\n\n</div>", "inside"),
        ("<script>alert(1)</script>", ""),
        ("![](poster.jpg)", ""),
        ("***", ""),
        ("<q>Well</q>, he said.", '"Well", he said.'),
    ],
)
def test_markdown_as_plain_text(markdown: str, text: str):
    assert prose.plain_text(markdown, "markdown") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>\n  two", "One\ntwo"),
        ("<p>a\n   b <b>c</b><i> d</i></p>", "a b c d"),
        ("<p>&nbsp;</p><p>x</p>", "x"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("<style>p{}</style><title>t</title>x<textarea>y</textarea>", "x"),
        ("a&#1;b&#xFFFE;c&#13;d", "abc d"),
        ("<ul><li>one<li>two<p>more</p></ul>after", "- one\n- two\n\nmore\n\nafter"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "Term\n\nWhat it is"),
        ("<img alt='a &lt;b&gt; \"c\"' src=x>", 'a <b> "c"'),
        ("<svg><text>drawn</text></svg><math><mi>x</mi></math>shown", "shown"),
        ("<p onclick=x>a</p ><unknown>b</unknown>", "a\n\nb"),
        ("<pre>\n  two\n\n    four\n</pre>", "  two\n\n    four"),
        ("un<b>bel</b>iev<wbr>able", "unbelievable"),
    ],
)
def test_html_as_plain_text(html: str, text: str):
    assert prose.plain_text(html, "html") == text


def test_text_is_its_own_plain_text():
    body = Body(value="  as *it* is <b>\n\n\n  here  ", format="text")
    assert prose.plain(body) is body.value


@given(bodies())
def test_plain_text_is_valid_or_nothing(body: Body):
    text = prose.plain(body)
    assert text == "" or TEXT.validate_python(text) == text


_UNICODE = raw_texts().filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@given(_UNICODE, st.sampled_from(["markdown", "html"]))
def test_no_source_breaks_it(source: str, how: str):
    text = prose.plain_text(source, how)  # type: ignore[arg-type]
    assert text == "" or TEXT.validate_python(text) == text
    assert prose.plain_text(source, how) == text  # type: ignore[arg-type]


@given(texts())
def test_escaped_text_comes_back_from_html(text: str):
    from html import escape

    words = text.replace("\u00a0", " ").split()
    assert prose.plain_text(f"<p>{escape(text)}</p>", "html").split() == [w for w in words if w]


_LINKS = ("href", "src", "cite")
_ELEMENTS = frozenset(
    ("base", "comment", "embed", "form", "iframe", "input", "link", "math", "meta", "object", "script", "style", "svg")
)


def _unsafe(fragment: str) -> list[str]:
    """What a browser would run, as an HTML5 parser sees the fragment."""
    tree = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        name = element.tag if isinstance(element.tag, str) else "comment"
        if name in _ELEMENTS:
            found.append(name)
        for attribute, value in element.attrib.items():
            if str(attribute).startswith("on") or attribute in ("style", "srcdoc", "id", "class", "name"):
                found.append(f"{name}@{attribute}")
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*)\s*:", str(value), re.IGNORECASE)
            if attribute in _LINKS and scheme and scheme[1].lower() not in ("http", "https"):
                found.append(str(value))
    return found


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example></sCrIpT >x",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='jAva\tscript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<img src='data:image/png;base64,AAAA'>",
        "[x](javascript:alert(1))",
        "![x](data:image/svg+xml;base64,AAAA)",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<iframe src=https://example.org></iframe>",
        "<p style='background:url(javascript:x)' id=x class=y>a</p>",
        "<form action=/><input name=x></form>",
        "<base href=https://evil.example/>",
        "<q cite='javascript:alert(1)'>x</q>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<b " * 2000 + "onclick=alert(1)>x",
        "<i a='>'onclick=alert(1)//'>x</i>" * 1001,
        *HOSTILE,
    ],
)
@pytest.mark.parametrize("how", ["markdown", "html", "text"])
def test_html_is_safe(source: str, how: str):
    assert _unsafe(prose.safe_html(source, how)) == []  # type: ignore[arg-type]


def test_the_judge_of_safety_sees_what_is_unsafe():
    found = _unsafe("<a href='javascript:x' onclick=y>z</a><script></script>")
    assert sorted(found) == ["a@onclick", "javascript:x", "script"]


def test_html_keeps_what_text_is_made_of():
    assert prose.safe_html("A [link](https://example.org/a?b&c) and ![p](/p.jpg 'T')", "markdown") == (
        '<p>A <a href="https://example.org/a?b&amp;c">link</a> and <img src="/p.jpg" alt="p" title="T"></p>'
    )
    assert prose.safe_html("<table><tr><td colspan=2>x</table>", "html") == (
        '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>'
    )


def test_relative_links_are_resolved_against_the_page():
    body = Body(value="[a](other/) ![b](/p.jpg) [c](//cdn.example/x) [d](https://example.com/)", format="markdown")
    html = prose.html(body, "https://example.org/reviews/dune/")
    links = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert links == [
        "https://example.org/reviews/dune/other/",
        "https://example.org/p.jpg",
        "https://cdn.example/x",
        "https://example.com/",
    ]


_NOTES = "One[^1], two[^a] and one again[^1].\n\n[^a]: Second.\n[^1]: *First*,\n    [x](y).\n\nAfter."


def test_footnotes_stand_at_the_end_of_the_text():
    assert prose.plain_text(_NOTES, "markdown") == (
        "One[1], two[2] and one again[1].\n\nAfter.\n\n1. First, x.\n2. Second."
    )


@pytest.mark.parametrize("base", [None, "https://example.org/a/"])
def test_footnotes_lead_to_notes_and_back(base):
    root = html5lib.parseFragment(prose.safe_html(_NOTES, "markdown", base), namespaceHTMLElements=False)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 5
    links = [element.get("href") for element in root.iter("a")]
    assert [link for link in links if not link.startswith("#")] == ["y" if base is None else f"{base}y"]
    assert {link[1:] for link in links if link.startswith("#")} == set(ids)
    other = prose.safe_html(_NOTES + " Else.", "markdown")
    assert not [id for id in ids if f'"{id}"' in other]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x\n\n[^1]: nobody asks for it", "x\n\n1. nobody asks for it"),
        ("x[^1]\n\n[^1]: a\n\n[^1]: b", "x[1]\n\n1. a\n2. b"),
        ("x[^a]\n\n[^a]: outer\n\n    [^b]: inner", "x[1]\n\n1. outer\n2. inner"),
        ("x[^1] and [^] and [^ b]", "x[^1] and [^] and [^ b]"),
        ("`[^1]`\n\n[^1]: y", "[^1]\n\n1. y"),
    ],
)
def test_no_note_is_lost(source, text):
    assert sorted(prose.plain_text(source, "markdown").split("\n")) == sorted(text.split("\n"))


def test_only_ids_of_notes_are_kept():
    source = '<b id="x">b</b> <li id="fn-zz">c</li> <a id="top" name="y" href="#x">d</a>[^1]\n\n[^1]: e'
    ids = re.findall(r' id="([^"]*)"', prose.safe_html(source, "markdown"))
    assert len(ids) == 2
    assert all(re.fullmatch(r"fn(ref)?-[0-9a-f]{8}-1", id) for id in ids)
    assert _unsafe(prose.safe_html("<a id=fn-00000000-1>x</a>", "html")) == []


@pytest.mark.parametrize("base", ["https://[::1", "http://exa mple/", "http://a:99999999/"])
def test_a_base_that_is_no_url_is_none(base):
    for source in ("[a](b)", "[a](b)[^1]\n\n[^1]: c"):
        assert prose.safe_html(source, "markdown", base) == prose.safe_html(source, "markdown")


def test_bases_are_not_kept_for_ever():
    for number in range(100):
        prose.safe_html("[a](b)", "markdown", f"https://example.org/{number}/")
    kept = prose._safe_cleaner.cache_info()
    assert kept.maxsize is not None
    assert kept.currsize <= kept.maxsize <= 100


@pytest.mark.parametrize(
    ("value", "how", "expected"),
    [
        ("Bring:\n\n* a lamp\n* oil\n\nAll.", "markdown", "Bring: a lamp; oil; All."),
        ("* a,\n* b.\n\nThen\nc", "markdown", "a, b. Then c"),
        ("* a\n  * b", "markdown", "a; b"),
        ("<ul><li>a<li>b</ul>", "html", "a; b"),
        ("- a\n- b", "text", "- a - b"),
        ("***", "markdown", ""),
    ],
)
def test_a_body_on_one_line(value, how, expected):
    assert prose.line(Body(value=value, format=how)) == expected


def test_text_as_html():
    assert (
        prose.safe_html("a < b &\nc\n\n \n<i>d</i>\n", "text")
        == "<p>a &lt; b &amp;<br>\nc</p>\n<p>&lt;i&gt;d&lt;/i&gt;</p>"
    )


_NESTED = ["[^a]: ", "[^a]", "[^1]: x\n\n[^1]\n\n", "a[^b]\n[^b]:", "<b>", "<div>", "<ul><li>", "[", "![", ">", "> ", "- ", "*a **b ", "<!--", "<a ", "<a b='", "<table><td>",
           "<div a=\"></div>\">", "<div><table></div></table>", "<b c=1><p>", "<i><p>", "<svg>", "</p>", "<script>",
           "</script ", "&#1;", "((", "`", "|", "<"]  # fmt: skip


@pytest.mark.whole
@pytest.mark.parametrize("how", ["markdown", "html"])
@pytest.mark.parametrize("run", _NESTED)
def test_markup_that_is_made_to_hurt_takes_linear_time(run: str, how: str):
    number = itertools.count()

    def read(size: int) -> None:
        text = f"{run * size}{next(number)}"  # what was made of a text is remembered, so each has to be another
        prose.plain_text(text, how)  # type: ignore[arg-type]
        prose.safe_html(text, how)  # type: ignore[arg-type]

    assert grows_linearly(read, 2_000)


@pytest.mark.whole
@pytest.mark.parametrize("run", ["<b>", "[", ">"])
def test_a_hundred_thousand_deep(run: str):
    for how in ("markdown", "html"):
        assert isinstance(prose.plain_text(run * 100_000 + "end", how), str)


def test_text_in_deep_markup_is_kept():
    assert prose.plain_text("<div>" * 3000 + "deep" + "</div>" * 3000 + "<p>after</p>", "html") == "deep\n\nafter"
    quoted = prose.plain_text(">" * 50 + " deep", "markdown")
    assert quoted == "deep"


def test_many_tags_say_the_same_as_few():
    link = """<a href="https://example.org/?a=1&amp;b=2" title='a "b"'>two</a>"""
    part = f'<p>One &amp; {link}<br>three<img alt="x>y" src=z></p>'
    many = prose.safe_html(part * 400, "html")
    assert many == prose.safe_html(part, "html") * 400


@pytest.mark.whole
def test_a_body_of_a_megabyte():
    paragraph = "A slow *start*, then it [never](https://example.org/) lets go.\n\n"
    text = prose.plain_text(paragraph * (1_000_000 // len(paragraph)), "markdown")
    assert text.count("never lets go.") == 1_000_000 // len(paragraph)


@given(st.one_of(texts(), st.text(max_size=60)), st.integers(1, 60))
def test_an_excerpt_fits_and_is_made_of_whole_words(text: str, limit: int):
    short = prose.excerpt(text, limit)
    words = re.findall(r"\S+", text)
    assert len(short) <= limit
    if len(" ".join(words)) <= limit:
        assert short == " ".join(words)
    else:
        assert short.endswith("…")
        kept = short[:-1].split(" ")
        if len(kept) > 1:
            assert kept[:-1] == words[: len(kept) - 1]


def test_excerpts():
    assert prose.excerpt("One two, three", 9) == "One two…"
    assert prose.excerpt("One two", 7) == "One two"
    assert prose.excerpt("One two x", 7) == "One…"
    assert prose.excerpt("cafe\u0301s", 5) == "caf…"
    with pytest.raises(ValueError, match="expected one or more"):
        prose.excerpt("x", 0)


def test_attributes_are_no_text() -> None:
    markup = (
        '<p lang="de" title="x">eins</p><ul dir="ltr"><li lang="fr">deux</li></ul><p><img alt="three" title="y"></p>'
    )
    assert prose.plain_text(markup, "html") == "eins\n\n- deux\n\nthree"
