"""Tags, comments and scripts are where html5lib's tokenizer sees them, whatever the page looks like."""

from __future__ import annotations

import html5lib
import pytest
import webencodings
from growth import grows_linearly
from html5lib.constants import tokenTypes
from hypothesis import assume, example, given
from hypothesis import strategies as st
from page.hostile import SHAPES
from page.hostile import pages as ours

from syndicate.hypertext import Comment, Tag, attributes, comments, decoded, encoding_of, scripts, tokens


class _Recorder(html5lib.HTMLParser):
    """html5lib, with what its tokenizer gave to its tree."""

    def mainLoop(self):
        seen = self.seen

        class Watched(type(self.tokenizer)):
            def __iter__(self):
                for token in super().__iter__():
                    kind = KINDS.get(token["type"])
                    if kind == "start":
                        seen.append((kind, token["name"], dict(token["data"])))
                    elif kind == "end":
                        seen.append((kind, token["name"], {}))
                    elif kind == "comment":
                        seen.append((kind, token["data"], {}))
                    yield token

        self.tokenizer.__class__ = Watched
        super().mainLoop()


KINDS = {tokenTypes[name]: kind for name, kind in (("StartTag", "start"), ("EndTag", "end"), ("Comment", "comment"))}


def _theirs(page):
    parser = _Recorder(tree=html5lib.getTreeBuilder("etree"))
    parser.seen = []
    parser.parse(page)
    return parser.seen


def _ours(page):
    found = []
    for token in tokens(page):
        if isinstance(token, Comment):
            said = page[token.content_start : token.content_end]
            found.append(("comment", said.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), {}))
        elif token.closing:
            found.append(("end", token.name, {}))
        else:
            found.append(("start", token.name, attributes(page, token)))
    return found


@given(ours)
@example("<!--><p>")
@example("<!--->x--><p>")
@example("<!-- a --!><p>")
@example("<!-- a <!-- --><p>")
@example("<script><!--<script></script>--></script><p>")
@example("<script><!--<script></script></script><p>")
@example("<script><!-- <script --></script><p>")
@example("<script><!--></script><p>")
@example("<script><!--><script></script><p>")
@example("<script><!---><script></script><p>")
@example("<svg><title><style></title></svg><p>")
@example("<svg><style><p></style>")
@example("<svg><![CDATA[<p>]]></svg><![CDATA[<p>]]>")
def test_tags_and_comments_are_those_of_html5lib(page):
    # html5lib follows the standard of 2013, in which </p> ends no SVG; and we know not what is open within HTML in SVG.
    assume("</p>" not in page or not any(f"<{name}" in page for name in ("svg", "math")))
    assume("[CDATA[" not in page or not any(f"<{name}>" in page for name in ("desc", "foreignObject", "mi", "title")))
    assert _ours(page) == _theirs(page)


@given(ours)
def test_scripts_are_those_of_the_tokens(page):
    made = [(script.start, script.attributes) for script in scripts(page)]
    starts = [t for t in tokens(page) if isinstance(t, Tag) and t.name == "script" and not t.closing]
    assert made == [(tag.end, attributes(page, tag)) for tag in starts]


@given(ours)
def test_comments_are_those_of_the_tokens(page):
    assert list(comments(page)) == [token for token in tokens(page) if isinstance(token, Comment)]


@given(ours)
def test_offsets_are_where_things_stand(page):
    behind = 0
    for token in tokens(page):
        assert behind <= token.start < token.end <= len(page)
        behind = token.end
        assert page[token.start] == "<"
        if isinstance(token, Tag):
            assert page[token.end - 1] == ">"
    for script in scripts(page):
        assert page.startswith(script.content, script.start)
        assert page[script.start - 1] == ">"


def test_attributes_are_decoded_as_the_standard_says():
    page = '<a HREF="?a=1&copy=2&amp;b" x=&copy y=\'&copy;=\' z=&notit; n="&#x80;&#0;&#xD800;&#99999999999;" href=no k\0="a\r\nb\0">'
    (tag,) = tokens(page)
    assert attributes(page, tag) == {
        "href": "?a=1&copy=2&b", "x": "©", "y": "©=", "z": "&notit;", "n": "€\ufffd\ufffd\ufffd", "k\ufffd": "a\nb\ufffd",
    }  # fmt: skip


def test_names_are_lower_case_in_ascii_alone():
    assert [tag.name for tag in tokens("<LINK><LIN\u212a>")] == ["link", "lin\u212a"]


def test_a_script_of_svg_ends_where_the_next_tag_of_its_name_is():
    page = "<svg><script>a<b/></script></svg><script>c</script>"
    assert [script.content for script in scripts(page)] == ["a<b/>", "c"]


@pytest.mark.whole
@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("before", ["", "<svg>", '<p title="<">'])
def test_time_grows_with_the_length_alone(name, before):
    def read(size: int) -> None:
        page = before + SHAPES[name] * (size // len(SHAPES[name]))
        for token in tokens(page):
            if isinstance(token, Tag):
                attributes(page, token)
        for _ in scripts(page):
            pass
        decoded(page.encode())

    assert grows_linearly(read, 100_000)


def test_labels_mean_what_the_standard_says():
    """webencodings has the labels of https://encoding.spec.whatwg.org/."""
    # Python's codecs of the same characters, of which the wider is taken.
    wider = {"big5": "big5hkscs", "euc_kr": "cp949", "gbk": "gb18030", "shift_jis": "cp932"}
    for label, name in webencodings.labels.LABELS.items():
        codec = webencodings.lookup(label).codec_info.name
        # The first is what the standard gives up on; the second nobody writes.
        expected = None if name in ("replacement", "x-user-defined") else wider.get(codec, codec)
        assert encoding_of(label) == expected, label
    assert encoding_of(" UTF8\n") == "utf-8"
    assert (
        encoding_of("rot13")
        is encoding_of("utf-7")
        is encoding_of("")
        is encoding_of("x\0")
        is encoding_of("é")
        is None
    )


PAGES = {
    "a mark": (b"\xef\xbb\xbf<meta charset=latin1>\xc3\xa9", None, "utf-8"),
    "a mark of UTF-16": ("<meta charset=utf-8>é".encode("utf-16"), None, "utf-16-le"),
    "a mark of UTF-16, big end first": (b"\xfe\xff" + "é".encode("utf-16-be"), None, "utf-16-be"),
    "a header": (b"<meta charset=utf-8>\xe9", "ISO-8859-2", "iso8859-2"),
    "a mark above a header": (b"\xef\xbb\xbf\xc3\xa9", "latin1", "utf-8"),
    "a header that says nothing": (b"<meta charset=koi8-r>", "none", "koi8-r"),
    "latin1": (b"<meta charset=latin1>\x80", None, "cp1252"),
    "UTF-16 in a meta": (b"<meta charset=utf-16>", None, "utf-8"),
    "http-equiv": (b"<META content='text/html; charset=\"big5\"' http-equiv=Content-Type>", None, "big5hkscs"),
    "content alone": (b"<meta content='text/html; charset=big5'>\xe9", None, "cp1252"),
    "in a comment": (b"<!-- <meta charset=big5> -->\xe9", None, "cp1252"),
    "behind a short comment": (b"<!--><meta charset=koi8-r> -->\xe9", None, "koi8-r"),
    "in a value": (b"<p title='<meta charset=big5>'>\xe9", None, "cp1252"),
    "behind a > in a value": (b"<p title='>'><meta charset=koi8-r>\xe9", None, "koi8-r"),
    "too late": (b" " * 1024 + b"<meta charset=big5>\xe9", None, "cp1252"),
    "metadata": (b"<metadata charset=big5>\xe9", None, "cp1252"),
    "an unknown one, then a known one": (b"<meta charset=none><meta charset=koi8-r>", None, "koi8-r"),
    "nothing, UTF-8": ("é".encode(), None, "utf-8"),
    "nothing, not UTF-8": (b"\xe9", None, "cp1252"),
    "nothing at all": (b"", None, "utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_encoding_is_what_html5lib_takes(name):
    page, header, expected = PAGES[name]
    text, found = decoded(page, header)
    assert found == expected
    assert "\ufffd" not in text
    stream = html5lib._inputstream.HTMLBinaryInputStream(
        page, transport_encoding=header, default_encoding="windows-1252", useChardet=False
    )
    theirs = stream.charEncoding[0].codec_info.name
    # html5lib does not look at whether bytes are UTF-8, nor take the dashes of <!-- for those of -->.
    if not name.startswith(("nothing", "behind a short comment")):
        assert (theirs, found) in {(found, found), ("big5", "big5hkscs")}


def test_xml_says_its_encoding_too():
    assert decoded(b"<?xml version='1.0' encoding='koi8-r'?>\xc1")[1] == "koi8-r"
    assert decoded("<?xml version='1.0'?>é".encode("utf-16-le"))[1] == "utf-16-le"


@given(
    st.binary(max_size=60) | ours.map(str.encode),
    st.none() | st.text(max_size=9) | st.sampled_from(["utf-16", "gbk", "iso-2022-jp"]),
)
def test_any_bytes_are_decoded(data, header):
    text, name = decoded(data, header)
    assert b"".decode(name) == ""
    if data.isascii() and name != "iso2022_jp" and not name.startswith("utf-16"):
        assert text == data.decode("ascii")
