"""What is put into a page is where a browser sees it; all else is as it was, and all of it is when it is taken out."""

from __future__ import annotations

import contextlib
import json
import re

import pytest
from growth import grows_linearly
from hypothesis import assume, example, given
from hypothesis import strategies as st
from page.hostile import SHAPES, pages
from page.templates import TEMPLATES
from page.trees import folded, text_of, tree

from syndicate.errors import OutputError, UnknownName
from syndicate.hypertext import tokens
from syndicate.page import PageError, blocks, canonical, foreign, marked_ids, put, put_all, take
from syndicate.schemaorg.profiles import SYNTAXES

SAID = {"@type": "Review", "name": "“Größe” – 映画 😀 \\ </script>"}
SCRIPT = (
    '<script type="application/ld+json">' + json.dumps(SAID, ensure_ascii=False).replace("<", "\\u003c") + "</script>"
)
FRAGMENT = '<div class="syndicate" title="“Größe”">\n<p>映画 &lt;/body&gt; 😀</p>\n</div>'
MARKUP = {"jsonld": SCRIPT, "microdata": FRAGMENT, "rdfa": FRAGMENT, "microformats": FRAGMENT}
URL = "https://example.org/film/7"


def proved(page, syntaxes, charset=None):
    """Puts markup in, looks at what came out, and returns it."""
    made = page
    for syntax in syntaxes:
        made = put(made, MARKUP[syntax], syntax=syntax, charset=charset)
        assert put(made, MARKUP[syntax], syntax=syntax, charset=charset) == made
    assert put_all(page, {syntax: MARKUP[syntax] for syntax in syntaxes}, charset=charset) == made
    assert {block.syntax for block in blocks(made, charset=charset)} == set(syntaxes)
    assert take(made, charset=charset) == page
    before, _ = tree(page, charset)
    after, ours = tree(made, charset)
    assert after == before
    assert len(ours) == len(syntaxes)
    for node, above in ours:
        if node.tagName == "script":
            assert json.loads(node.firstChild.data) == SAID
        else:
            assert above[:2] == ("html", "body")
            assert node.getAttribute("title") == "“Größe”"
            assert folded(text_of(node)) == ("映画 </body> 😀",)
    return ours


@pytest.mark.whole
@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("syntaxes", [("jsonld",), ("microdata",), SYNTAXES], ids="+".join)
def test_pages_as_sites_have_them(name, syntaxes):
    page = TEMPLATES[name](7, URL)
    ours = proved(page, syntaxes) if name != "5 MB" else _large(page, syntaxes)
    if "jsonld" in syntaxes and not name.startswith(("marked", "5 MB")):
        script = next(above for node, above in ours if node.tagName == "script")
        assert script == ("html", "head")


def _large(page, syntaxes):
    made = put_all(page, {syntax: MARKUP[syntax] for syntax in syntaxes})
    assert made != page
    assert put_all(made, {syntax: MARKUP[syntax] for syntax in syntaxes}) == made
    assert take(made) == page


ENCODINGS = (
    "utf-8",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-15",
    "koi8-r",
    "shift_jis",
    "gbk",
    "big5",
    "euc-kr",
    "euc-jp",
    "gb18030",
)


@pytest.mark.parametrize("stated", ["in the page", "elsewhere", "nowhere"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding, stated):
    meta = f"<meta charset={encoding}>" if stated == "in the page" else ""
    text = f"<!DOCTYPE html><head>{meta}<title>Größe – 映画</title></head><body>ソ表“”é</body>"
    page = text.encode(encoding, "ignore")
    charset = encoding if stated == "elsewhere" else None
    proved(page, SYNTAXES, charset)
    made = put(page, SCRIPT, syntax="jsonld", charset=charset)
    own = made[made.index(b"<!-- syndicate:begin") : made.index(b"<!-- syndicate:end")]
    # What is sure is written as it is, in the characters that the encoding has.
    assert own.isascii() == (stated == "nowhere" or encoding == "koi8-r")


HEADS = {
    "the end of the head": ("<head><title>a</title>", "</head><body>x"),
    "indented": ("<head>\n  <title>a</title>\n", "  </head>\n<body>x"),
    "no tag at all": ("", "Hello"),
    "white space, then text": ("<title>a</title>\n", "  Hello"),
    "a body": ("<!doctype html><html><title>a</title>", "<body>x"),
    "what cannot be in a head": ("<meta name=a><link><base>", "<p>x</p></head>"),
    "an end tag that ends it": ("<title>a</title></p></div>", "</br>x"),
    "the end of the body": ("<title>a</title>", "</body></html>"),
    "not that of a comment": ("<head><!-- </head> -->", "</head>"),
    "not that of a comment with a bang": ("<head><!-- </head> --!>", "</head>"),
    "not that of a value": ('<head><meta content="</head>">', "</head>"),
    "not that of a script": ("<head><script>'</head>'</script>", "</head>"),
    "not that of a script in a script": ("<head><script><!--<script></script></head>--></script>", "</head>"),
    "not that of a title": ("<head><title></head></title>", "</head>"),
    "a comment that never ends": ("<head><title>a</title>", "<!-- </head><body>"),
    "a title that never ends": ("<head>", "<title>a</head><body>x"),
    "a script that never ends": ("<head>", "<script>a</head><body>x"),
    "a tag that never ends": ("<head><title>a</title>", "<meta content='</head><body>x"),
    "a noscript of a head": ("<head><noscript><link><style>a</style></noscript>", "</head><body>x"),
    "a noscript with a picture": ("<head>", "<noscript><img></noscript></head><body>x"),
    "a noscript with a script": ("<head>", "<noscript><script>a</script></noscript></head><body>x"),
    "a noscript with text": ("<head>", "<noscript>x</noscript></head><body>x"),
    "a noscript that never ends": ("<head>", "<noscript><link>"),
    "comments before everything": ("<!-- a --><?xml version='1.0'?><!DOCTYPE html>\n<!-- b -->\n", "<p>x"),
    "capitals": ("<HEAD><TITLE>a</TITLE>", "</HEAD ><BODY>"),
    "frames": ("<title>a</title>", "<frameset><frame></frameset>"),
    "a document type too late": ("<title>a</title><!doctype html>", "<p>x"),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_end_of_a_head(name):
    before, after = HEADS[name]
    page = (before + after).encode()
    made = put(page, SCRIPT, syntax="jsonld")
    assert made.startswith(before.encode() + b"<!-- syndicate:begin jsonld -->")
    assert made.endswith((b"<!-- syndicate:end -->" + after.encode(), b"<!-- syndicate:end -->\n" + after.encode()))
    ((_, above),) = proved(page, ["jsonld"])
    assert above == ("html", "head")


def test_a_template_is_no_end_of_a_head():
    """html5lib knows no templates."""
    for page in (
        "<head><template><p></head><title>a</title></template>~</head>",
        "<head>~<template><p></head>",
        "<template><template></template><b></template>~<p>",
    ):
        before, after = page.split("~")
        made = put((before + after).encode(), SCRIPT, syntax="jsonld").decode()
        assert made.startswith(f"{before}<!-- syndicate:begin")


BODIES = {
    "the end of the body": ("<body><p>x</p>", "</body></html>"),
    "the end of the page": ("<div>x</p>", ""),
    "the end of HTML": ("<body><p>x</p>", "</html>"),
    "the last end of the body": ("<div>x</p></body><p>y</p>", "</body>"),
    "not that of a script": ("<div>x<script>'</body>'</script>", "</body><script>'</body>'</script>"),
    "not that of a comment": ("<div>x<!-- </body> -->", "</body><!-- </body> -->"),
    "a comment that never ends": ("<div>x", "<!-- </body>"),
    "a tag that never ends": ("<div>x", "<a href='</body>"),
    "half of a tag": ("<div>x", "</"),
    "a text area that never ends": ("<div>x", "<textarea></body>"),
    "a table that is open": ("<table><tr><td>x", "</body>"),
    "an SVG that is closed": ("<svg><desc><p>x</p></desc><path/></svg>", "</body>"),
    "a noscript that is closed": ("<noscript><img></noscript><div>x", "</body>"),
    "a head alone": ("<title>x</title>", ""),
    "what follows HTML": ("<body>x", "</body></html>\n<!-- made by hand -->\n"),
}


@pytest.mark.parametrize("name", BODIES)
def test_the_end_of_a_body(name):
    before, after = BODIES[name]
    page = (before + after).encode()
    made = put(page, FRAGMENT, syntax="rdfa")
    assert made.startswith(before.encode() + b"<!-- syndicate:begin rdfa -->")
    assert made.endswith(b"<!-- syndicate:end -->" + after.encode())
    proved(page, ["rdfa"])


REFUSED = {
    "nothing": (b" \r\n", "jsonld", ["empty"]),
    "half of a document type": (b"\n<!doctype ht", "jsonld", ["line 2", "document type"]),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "jsonld", ["picture"]),
    "a program": (b"\x7fELF\0\0\1", "jsonld", ["zero bytes"]),
    "UTF-16 without a mark": ("<p>hello</p>".encode("utf-16-le"), "jsonld", ["utf-16-le"]),
    "an encoding without bytes": (b"<meta charset=iso-2022-jp>", "jsonld", ["ISO-2022-JP"]),
    "a begin without an end": (b"<p>\n<!-- syndicate:begin jsonld -->\n<p>", "jsonld", ["line 2", "never ends", "Delete"]),
    "an end without a begin": (b"<p>\r\r\n<!-- syndicate:end -->", "jsonld", ["line 3", "none has begun"]),
    "a begin in a begin": (b"<!-- syndicate:begin rdfa --><!-- syndicate:begin rdfa --><!-- syndicate:end -->", "jsonld", ["has not ended"]),
    "a body within SVG": (b"<p>\n<svg></body>", "rdfa", ["line 2", "<svg>"]),
    "a body within a select": (b"<select><option>a</body>", "rdfa", ["<select>"]),
    "a body within a noscript": (b"<p>a<noscript>b</body>", "rdfa", ["<noscript>"]),
    "a body within a template": (b"<p>a<template></body>", "rdfa", ["<template>"]),
    "frames": (b"<html><head></head>\n<frameset>", "rdfa", ["line 2", "frames"]),
    "a title that never ends": (b"<title>a</head><body>", "rdfa", ["its head"]),
    "a marker before the encoding": (b"<!-- syndicate --><meta charset=utf-8>" + b" " * 1100, "jsonld", ["meta charset"]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_pages_that_cannot_hold_it_are_refused(name):
    page, syntax, words = REFUSED[name]
    markup = MARKUP[syntax] if name != "a marker before the encoding" else SCRIPT.replace("Review", "x" * 2000)
    with pytest.raises(PageError) as caught:
        put(page, markup, syntax=syntax)
    for word in words:
        assert word in str(caught.value), caught.value


def test_markup_that_is_not_whole_is_refused():
    page = b"<p>"
    for markup in ("<script>", "<!--", "<p", "<svg>", "<!-- syndicate:end -->", "<title>a"):
        with pytest.raises(OutputError):
            put(page, markup, syntax="rdfa")
    with pytest.raises(OutputError, match="<p>"):
        put(page, "<p>", syntax="jsonld")
    with pytest.raises(UnknownName, match="jsonld"):
        put(page, SCRIPT, syntax="json-ld")
    with pytest.raises(UnknownName):
        put(page, FRAGMENT, syntax="jsonld+rdfa")


def test_a_fragment_in_several_syntaxes_is_one_block():
    page = b"<p>a"
    made = put_all(page, {"microdata+rdfa": FRAGMENT, "jsonld": SCRIPT})
    assert [block.syntax for block in blocks(made)] == ["jsonld", "microdata+rdfa"]
    assert take(made) == page
    marked = b"<p>a</p><!-- syndicate -->"
    one, two = put_all(marked, MARKUP), put_all(marked, dict(reversed(MARKUP.items())))
    assert one == two
    assert [block.syntax for block in blocks(one)] == list(SYNTAXES)
    assert put_all(made, {"jsonld": SCRIPT}) == put(page, SCRIPT, syntax="jsonld")


def test_the_author_of_a_page_says_where():
    page = b"<!doctype html><title>a</title><div>one <!-- syndicate: tag:a.org,2024:1 -->two</div>\n<!-- syndicate -->\r\n<p>"
    assert marked_ids(page) == ("tag:a.org,2024:1",)
    made = put(page, SCRIPT, syntax="jsonld").decode()
    assert "<div>one <!-- syndicate: tag:a.org,2024:1 --><!-- syndicate:begin jsonld --><script" in made
    assert "</script><!-- syndicate:end -->two</div>" in made
    proved(page, SYNTAXES)


def test_what_is_visible_is_never_put_into_a_head():
    page = b"<head><!-- syndicate -->\n<title>a</title></head><body>b</body>"
    made = put_all(page, MARKUP)
    assert made.startswith(b"<head><!-- syndicate -->\n<!-- syndicate:begin jsonld -->\n<script")
    assert b"</head><body>b<!-- syndicate:begin microdata --><div" in made
    proved(page, SYNTAXES)


def test_nothing_comes_before_the_document_type():
    page = b"<!-- syndicate --><!doctype html><p>"
    proved(page, SYNTAXES)
    assert put(page, SCRIPT, syntax="jsonld").startswith(b"<!-- syndicate --><!doctype html><!-- syndicate:begin")


@given(st.data(), pages, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1252", "shift_jis"]))
def test_any_page_comes_back(data, text, encoding):
    parts = data.draw(
        st.lists(st.sampled_from(["", "<!-- syndicate -->", "<!-- syndicate: a:b -->\n", "\n", " ", "\r"]), max_size=3)
    )
    whole = "".join(parts) + text + "".join(parts)
    page = whole.encode(encoding, "ignore")
    if encoding == "utf-16-be":
        page = b"\xfe\xff" + page
    syntaxes = data.draw(st.lists(st.sampled_from(SYNTAXES), min_size=1, unique=True))
    made = page
    try:
        for syntax in syntaxes:
            made = put(made, MARKUP[syntax], syntax=syntax)
    except PageError:
        assume(False)
    assert take(made) == page
    assert put_all(made, {syntax: MARKUP[syntax] for syntax in syntaxes}) == made
    assert len(blocks(made)) == len(syntaxes)
    for syntax in syntaxes:
        assert put(made, MARKUP[syntax], syntax=syntax) == made


@given(pages, st.sampled_from(["jsonld", "rdfa"]))
@example("</head><!--><!x>", "jsonld")
def test_any_page_builds_the_same_tree(text, syntax):
    # html5lib knows no templates, and follows the standard of 2013 in what ends an SVG. A <div> closes a <p> that is
    # open, and takes along what comes behind it.
    assume(not re.search("<(template|/p|p)|ld.json", text, re.IGNORECASE))
    assume(syntax == "jsonld" or not re.search("noscript|CDATA", text))
    text += "<!--the end-->"
    assume(any(text[token.start :] == "<!--the end-->" for token in tokens(text)))  # nothing is cut off
    page = text.encode()
    try:
        made = put(page, MARKUP[syntax], syntax=syntax)
    except PageError:
        assume(False)
    before, _ = tree(page)
    after, ours = tree(made)
    assert after == before
    ((_, above),) = ours
    assert above[:2] == (("html", "head") if syntax == "jsonld" else ("html", "body"))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page_or_are_refused(data):
    for call in (take, blocks, marked_ids, canonical, foreign, lambda page: put_all(page, MARKUP)):
        with contextlib.suppress(PageError):
            call(data)


MORE = {
    "blocks": "<!-- syndicate:begin rdfa --><!-- syndicate:end -->",
    "markers": "<!-- syndicate -->",
    "document types": "<!doctype html>",
    "document types without an end": "<!doctype ",
    "heads without an end": "<head",
    "noscripts": "<noscript>",
    "templates": "<template>",
    "white space": " \n",
    "JSON that is none": '<script type="application/ld+json">"type":["Review"</script>"type":[',
    "types": "<p itemtype='Review ' typeof=v:Review>",
}


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", [*SHAPES, *MORE])
def test_time_grows_with_the_length_alone(name, encoding):
    shape = (SHAPES | MORE)[name]

    def change(size: int) -> None:
        page = f"<title>canonical review hreview itemtype</title>{shape * (size // len(shape))}".encode(encoding)
        for call in (take, blocks, marked_ids, canonical, foreign, lambda page: put_all(page, MARKUP)):
            with contextlib.suppress(PageError):
                call(page)

    assert grows_linearly(change, 50_000)


CANONICAL = {
    "a link": ("<link rel=canonical href=' https://a.org/b '>", "https://a.org/b"),
    "one of several words": ("<link rel='x Canonical' href=https://a.org/b?a=1&amp;b=2>", "https://a.org/b?a=1&b=2"),
    "og:url": ("<meta property=og:url content=https://a.org/é>", "https://a.org/é"),
    "a link above og:url": ("<meta property=og:url content=https://a.org/1><link rel=canonical href=https://a.org/2>", "https://a.org/2"),
    "the first": ("<link rel=canonical href=https://a.org/1><link rel=canonical href=https://a.org/2>", "https://a.org/1"),
    "not in a comment": ("<!-- <link rel=canonical href=https://a.org/1> -->", None),
    "not in a body": ("<body><link rel=canonical href=https://a.org/1>", None),
    "not in a script": ("<script>'<link rel=canonical href=https://a.org/1>'</script>", None),
    "nothing": ("<p>canonical", None),
    "an empty one": ("<link rel=canonical href=''>", None),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", CANONICAL)
def test_what_a_page_calls_itself(name, encoding):
    page, expected = CANONICAL[name]
    assert canonical(page.encode(encoding)) == expected


FOREIGN = {
    "jsonld": '<script type="application/ld+json">{"@graph": [{"@type": ["UserReview"]}]}</script>',
    "jsonld nested": '<script type=application/LD+JSON;charset=utf-8>{"@type": "Product", "aggregateRating": {"@type": "http://schema.org/AggregateRating"}}</script>',
    "jsonld that is none": '<script type="application/ld+json">{"@type": "Review", "a": "\n",}</script>',
    "microdata": "<div ITEMSCOPE ITEMTYPE='http://schema.org/Review'>",
    "microdata of two": '<div itemtype="https://schema.org/Product https://schema.org/CriticReview">',
    "microdata of old": "<div itemtype=http://data-vocabulary.org/Review-aggregate>",
    "microdata by reference": "<div itemtype='https://schema.org&#x2F;Review'>",
    "rdfa": "<p vocab='https://schema.org/' typeof=Review>",
    "rdfa with a prefix": "<p typeof='schema:EmployerReview'>",
    "microformats": "<p class='a hReview b'>",
    "microformats of today": "<p class='h-review'>",
}
NOT_FOREIGN = (
    '<script type="application/ld+json">{"@type": "Movie", "name": "Review"}</script>',
    '<script>{"@type": "Review"}</script>',
    "<div itemtype='https://schema.org/Movie' title=Review>",
    "<p class='hreviews review'>Review typeof=Review</p>",
    "<!-- <div itemtype='https://schema.org/Review'> -->",
    "<textarea><div itemtype='https://schema.org/Review'></textarea>",
    "<p typeof=Viewpoint itemtype=review>",
)


@pytest.mark.parametrize("name", FOREIGN)
def test_markup_of_others_is_seen(name):
    syntax = name.split()[0]
    assert foreign(FOREIGN[name].encode()) == (syntax,)
    assert foreign(b"\xff\xfe" + FOREIGN[name].encode("utf-16-le")) == (syntax,)
    assert foreign(put_all(FOREIGN[name].encode() + b"<p>", MARKUP)) == (syntax,)


@pytest.mark.parametrize("page", NOT_FOREIGN)
def test_what_is_no_markup_is_not_seen(page):
    assert foreign(page.encode()) == ()


def test_our_own_markup_is_not_foreign():
    assert foreign(put(b"<p>", SCRIPT, syntax="jsonld")) == ()
    assert foreign(take(put(b"<p>", SCRIPT, syntax="jsonld"))) == ()
