"""What feeds are in the wild as documents: encodings, entities, broken XML, and what means harm."""

from __future__ import annotations

import codecs
import resource
import tracemalloc
from itertools import chain, repeat

import pytest
from feeds_reading import context, review, written
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from syndicate.formats import Limits, ReadContext, Refusal, get
from syndicate.formats._feeds import assembled
from syndicate.formats._feeds.dates import moment
from syndicate.formats._feeds.xml_text import mended

ITEM = "<item><title>Review: {}, 4/5</title><guid>tag:b,2020:{}</guid></item>"


def document(*names, head="", inner=""):
    """A feed of reviews of items of these names."""
    items = "".join(ITEM.format(name, number) for number, name in enumerate(names, 1))
    return f"{head}<rss version='2.0'><channel><title>B</title>{inner}{items}</channel></rss>"


def read(data, size=7, **limits):
    """The names of the items, what was refused, and what was told."""
    ctx = ReadContext(source="feed", limits=Limits(**limits))
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    made = list(get("rss").read(pieces, ctx))
    names = [one.item.name for one in made if not isinstance(one, Refusal)]
    told = [note.what for note in ctx.notes if note.kind == "repaired"]
    return names, [one for one in made if isinstance(one, Refusal)], told


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        ("", "utf-8"),
        ("utf-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
        ("", "utf-32"),
        ("KOI8-R", "koi8-r"),
        ("nonsense", "utf-8"),
    ],
)
def test_encodings(declared, data):
    name = "Соль" if data == "koi8-r" else "Café – “Salt”"
    head = f"<?xml version='1.0' encoding='{declared}'?>\n" if declared else ""
    names, refused, told = read(document(name, head=head).encode(data))
    assert (names, refused, told) == ([name], [], [])


def test_text_that_says_it_is_utf_8_and_is_not():
    data = document("Salt", "Sand").replace("Salt", "Café").encode("cp1252")
    names, refused, told = read(data)
    assert (names, refused) == (["Café", "Sand"], [])
    assert told == ["bytes that are not utf-8 read as windows-1252"]


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        ("Caf&eacute;", "Café", "entities of HTML read as their characters"),
        ("Caf&#233;", "Café", None),
        ("Caf&#xE9;", "Café", None),
        ("Salt &amp; Sand", "Salt & Sand", None),
        ("Salt & Sand", "Salt & Sand", "an & that begins no reference read as text"),
        ("Salt &amp;amp; Sand", "Salt & Sand", None),
        ("Salt&#150;Sand", "Salt–Sand", "references to characters of windows-1252 read as those"),
        ("Salt&#0;&#xD800;", "Salt", "characters left out that XML does not have"),
        ("Salt\x0b", "Salt", "characters left out that XML does not have"),
        ("<![CDATA[Salt & <b>Sand</b> &eacute;]]>", "Salt & Sand é", None),
        ("Salt <!-- & --> Sand", "Salt Sand", None),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_characters_and_references(written, name, told, size):
    names, refused, repairs = read(document(written).encode(), size)
    assert (names, refused) == ([name], [])
    assert repairs == ([] if told is None else [told])


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60), cut=st.integers(1, 9))
def test_cdata_and_comments_stay_as_they_are(text, cut):
    """Whatever stands in them, and wherever the document is cut in pieces; by a parser of its own."""
    text = "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
    inner = text.replace("]]>", "").removesuffix("]")
    comment = text.replace("--", "").removesuffix("-")
    data = f"<a><!--{comment}--><![CDATA[{inner}]]></a>".encode()
    made = b"".join(mended([data[at : at + cut] for at in range(0, len(data), cut)], repr))
    root = etree.fromstring(made)
    assert ("".join(root.itertext(etree.Element)), root[0].text or "") == (inner, comment) or (
        (root[0].tail or "") == inner and (root[0].text or "") == comment
    )


@given(data=st.binary(max_size=200), cut=st.integers(1, 9))
def test_the_pieces_make_no_difference(data, cut):
    whole = b"".join(mended([b"<a>" + data], repr))
    data = b"<a>" + data
    assert b"".join(mended([data[at : at + cut] for at in range(0, len(data), cut)], repr)) == whole


BOMB = "<!DOCTYPE rss [<!ENTITY a 'lollollol'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<!DOCTYPE rss [<!ENTITY j SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]>',
    ],
)
def test_no_entity_is_expanded(head):
    names, refused, told = read(document("Salt &j; Sand", head=head).encode())
    assert (names, refused) == (["Salt &j; Sand"], [])
    assert "the declarations of the DOCTYPE left out" in told


def test_a_document_type_of_rss_0_91_is_nothing_to_tell():
    head = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.example/publish/formats/rss-0.91.dtd">'
    )
    assert read(document("Salt", head=head).encode()) == (["Salt"], [], [])


def test_broken_xml_is_read_as_far_as_it_can_be_and_told():
    inner = "<description>an <b>open tag</description>"
    names, refused, told = read(document("Salt", "Sand", inner=inner).encode())
    assert (names, refused) == (["Salt", "Sand"], [])
    assert told == ["XML that is not well-formed: tag name mismatch"]
    within = document("Salt", "Sand", "Silt").replace("<guid>tag:b,2020:2", "<b><guid>tag:b,2020:2")
    names, refused, told = read(within.encode())
    assert (sorted(names), refused) == (["Salt", "Sand", "Silt"], [])
    assert told == ["XML that is not well-formed: tag name mismatch"]
    names, refused, told = read((document("Salt") + "<!-- served in 3 ms --> junk").encode())
    assert (names, refused, told) == (["Salt"], [], ["XML that is not well-formed: document end"])


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_a_feed_that_breaks_off_is_refused_with_what_it_had(format):
    whole = written(format, [review(1, rating={"value": 4}), review(2), review(3)])
    for share in (0.4, 0.7, 0.95, 0.999):
        ctx = ReadContext(source="feed")
        made = list(get(format).read([whole[: int(len(whole) * share)]], ctx))
        *read_so_far, refusal = made
        assert isinstance(refusal, Refusal)
        assert refusal.faults[0].found.startswith("the end of the file within")
        assert [one.id[-1] for one in read_so_far] == ["1", "2", "3"][: len(read_so_far)]
        # What was cut is never taken for a whole.
        assert all(one.published == "2024-05-31" for one in read_so_far)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "nothing that is XML"),
        (b"hello", "nothing that is XML"),
        (b"<html><body>x</body></html>", "XML whose root is 'html'"),
        (b"<opml version='2.0'/>", "XML whose root is 'opml'"),
        (b"<rss><channel>" + b"<a>" * 400, "elements nested too deeply, or a text of more than 10,000,000 bytes"),
    ],
)
def test_what_is_no_feed_is_refused(data, found):
    names, (refusal,), _ = read(data, 1000)
    assert (names, refusal.faults[0].found) == ([], found)
    assert refusal.faults[0].mend


def test_an_entry_has_a_limit():
    data = document("Salt", inner=f"<item><description>{'x' * 200_000}</description></item>").encode()
    names, (refusal,), _ = read(data, 1000, record_bytes=100_000)
    assert names == []
    assert "100,000 bytes" in refusal.faults[0].expected


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Fri, 01 Mar 2024 09:30:00 GMT", "2024-03-01T09:30:00+00:00"),
        ("Fri, 1 Mar 2024 09:30 +0100", "2024-03-01T09:30:00+01:00"),
        ("Thursday, 1 Mar 2024 09:30:00 PST", "2024-03-01T09:30:00-08:00"),
        ("01 Mar 24 09:30:00 EDT", "2024-03-01T09:30:00-04:00"),
        ("Fri, 01 Mar 2024 09:30:00 CET", "2024-03-01T09:30:00+01:00"),
        ("Fri, 01 Mar 2024 09:30:00 -0000", "2024-03-01T09:30:00+00:00"),
        ("Fri, 01 Mar 2024 09:30:00 Z", "2024-03-01T09:30:00+00:00"),
        ("Fri, 01 Mar 2024 09:30:00", "2024-03-01T09:30:00"),
        ("2024-03-01T09:30:00.5Z", "2024-03-01T09:30:00.5Z"),
        ("2024-03-01", "2024-03-01"),
        ("Fri, 99 Mar 2024 09:30:00 GMT", "Fri, 99 Mar 2024 09:30:00 GMT"),
        ("soon", "soon"),
    ],
)
def test_dates(text, date):
    assert moment(text) == date


def test_a_date_that_is_none_refuses_the_review_and_says_so():
    inner = "<item><title>Review: Salt, 4/5</title><pubDate>soon</pubDate></item>"
    names, (refusal,), _ = read(document(inner=inner).encode())
    assert names == []
    assert "'soon'" in str(refusal)


@pytest.mark.whole
@pytest.mark.parametrize("name", ["atom", "jsonfeed", "rss"])
def test_memory_does_not_grow_with_the_number_of_reviews(name, monkeypatch):
    """Neither in writing nor in reading: ten times the reviews take no more than they did."""
    record = review(1, body={"value": "word " * 200, "format": "text"})
    form = get(name)
    assert form.write is not None
    assert form.read is not None

    monkeypatch.setattr(assembled, "_HELD", 50_000)

    def peak(count):
        ctx = context(name, limit=0)
        tracemalloc.start()
        made = form.write(repeat(record, count), ctx)
        back = sum(1 for _ in form.read(made, ReadContext(source="feed")))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert back == count
        return most

    peak(10)
    assert peak(600) < peak(60) + 400_000


@pytest.mark.whole
def test_the_tree_of_lxml_does_not_grow_either():
    item = ITEM.format("Salt", 1).encode() + b"<!-- " + b"x" * 4000 + b" -->"
    ctx = ReadContext(source="feed")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pieces = chain([b"<rss><channel>"], repeat(item, 4000), [b"</channel></rss>"])
    assert sum(1 for _ in get("rss").read(pieces, ctx)) == 4000
    # 17 MB of comments alone.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 12_000


def test_byte_order_marks_are_no_text():
    assert b"".join(mended([codecs.BOM_UTF8 + b"<a/>"], repr)) == b"<a/>"
