"""JSON-LD: documents written and read, whole and in a stream; and what stands in a page's script element."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import html5lib
import jinja2
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import HOSTILE, full_review, full_reviews, lines, records, reviews

from syndicate.errors import InputError
from syndicate.formats import Limits, ReadContext, Refusal, WriteContext, get, project
from syndicate.formats.jsonld import FORMAT, embed, read, script_element, script_tag, to_jsonld, write
from syndicate.models.items import item_class
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.schemaorg import to_node

REVIEW = {"@type": "Review", "@id": "urn:x:1", "itemReviewed": {"@type": "Movie", "name": "It"}}


def _read(document: Any, **more: Any) -> tuple[list[Any], ReadContext]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    ctx = ReadContext(source="reviews.jsonld", key="reviews.jsonld", **more)
    return list(read([data[i : i + 997] for i in range(0, len(data), 997)], ctx)), ctx


def _written(records: Iterable[Any]) -> bytes:
    return b"".join(write(records, WriteContext()))


def _same(one: Any) -> Any:
    """A record as plain values, its identifiers in order."""
    made = plain(one)
    if "identifiers" in made.get("item", ()):
        made["item"]["identifiers"].sort(key=json.dumps)
    return made


def test_the_format_is_found():
    assert get("jsonld") is FORMAT
    assert FORMAT.media_type == "application/ld+json"
    assert FORMAT.tombstones


@given(st.lists(records(), max_size=3))
def test_what_is_written_is_read_back(some: list[Any]):
    data = _written(some)
    made, ctx = _read(data)
    assert [_same(one) for one in made] == [_same(project(one, FORMAT.carries)) for one in some]
    assert ctx.notes == []


def test_one_record_is_a_node_and_several_are_a_graph():
    one, two = full_reviews()[:2]
    assert json.loads(_written([one])) == {"@context": "https://schema.org", **to_node(one)}
    data = _written([one, two])
    assert json.loads(data) == {"@context": "https://schema.org", "@graph": [to_node(one), to_node(two)]}
    assert [line[:9] for line in data.splitlines()] == [b'{"@contex', b'{"@type":', b'{"@type":', b"]}"]
    assert json.loads(_written([])) == {"@context": "https://schema.org", "@graph": []}
    assert _read(_written([]))[0] == []


def test_writing_streams():
    def endless() -> Iterable[Review]:
        while True:
            yield full_review()

    pieces = write(endless(), WriteContext())
    assert sum(len(next(pieces)) for _ in range(50)) > 49 * 1000


def test_reading_our_own_streams():
    """Records come before the end of the input does, and the limit is on each."""
    head, *nodes, _ = _written(full_reviews()[:3]).splitlines(keepends=True)
    fed: list[int] = []

    def chunks() -> Iterable[bytes]:
        for number, piece in enumerate([head, *nodes, b"]}\n"]):
            fed.append(number)
            yield piece

    # ``text_of`` holds the first four kilobytes back to see what they are.
    ctx = ReadContext(source="x", limits=Limits(record_bytes=max(map(len, nodes))))
    made = read(chunks(), ctx)
    assert isinstance(next(made), Review)
    assert len(fed) < len(nodes) + 2
    assert len(list(made)) == 2


def test_a_line_that_is_too_long_and_one_that_is_broken():
    head, first, _, third, end = _written(full_reviews()[:3]).splitlines(keepends=True)
    long = first.replace(b'"name":"', b'"name":"' + b"x" * 50_000, 1)
    made, _ = _read(head + long + b'{"@type":"Review",,\n' + third + end, limits=Limits(record_bytes=20_000))
    assert [type(one) for one in made] == [Refusal, Refusal, type(full_reviews()[2])]
    assert made[0].place == "line 2"
    assert "bytes" in str(made[0])
    assert made[1].place == "line 3"


def test_a_document_that_was_cut_off_is_told():
    data = _written(full_reviews()[:2])
    made, _ = _read(data.removesuffix(b"]}\n"))
    assert [type(one) for one in made] == [Review, Review, Refusal]
    assert "end of the file" in str(made[2])
    made, _ = _read(data[:-40])
    assert [type(one) for one in made] == [Review, Refusal, Refusal]
    made, _ = _read(data + b'{"more": 1}\n')
    assert [type(one) for one in made] == [Review, Review, Refusal]


@pytest.mark.parametrize(
    ("document", "ids"),
    [
        (REVIEW, ["urn:x:1"]),
        ([REVIEW, REVIEW | {"@id": "urn:x:2"}], ["urn:x:1", "urn:x:2"]),
        ({"@context": "http://schema.org/", "@graph": [REVIEW]}, ["urn:x:1"]),
        ({"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": REVIEW}]}, ["urn:x:1"]),
        ({"@type": "ItemList", "itemListElement": {"@type": "ListItem", "item": REVIEW}}, ["urn:x:1"]),
        ({"@type": "WebPage", "mainEntity": {"@type": "Book", "name": "It", "review": [REVIEW]}}, ["urn:x:1"]),
        ({"@type": "schema:Book", "name": "It", "reviews": {"@id": "urn:x:1", "reviewRating": 3}}, ["urn:x:1"]),
        ({"@type": "DataFeedItem", "dateDeleted": "2024-01-01T00:00:00Z", "item": {"@id": "urn:x:1"}}, ["urn:x:1"]),
    ],
)  # fmt: skip
def test_reviews_are_found_wherever_they_are(document: Any, ids: list[str]):
    made, _ = _read(document)
    assert [one.id for one in made] == ids


def test_nodes_that_refer_to_each_other():
    graph = [
        {"@type": "WebSite", "@id": "https://x.example/#site", "name": "X"},
        {"@type": "Person", "@id": "https://x.example/#ada", "name": "Ada", "url": "https://x.example/ada"},
        {"@type": "Movie", "@id": "https://x.example/it", "name": "It", "director": {"@id": "https://x.example/#ina"},
         "review": {"@id": "urn:x:1"}},
        {"@type": "Person", "@id": "https://x.example/#ina", "name": "Ina"},
        {"@type": "Review", "@id": "urn:x:1", "author": {"@id": "https://x.example/#ada"}},
    ]  # fmt: skip
    made, _ = _read({"@context": "https://schema.org", "@graph": graph})
    review, refusal = made
    assert (review.item.name, review.item.director[0].name, review.authors[0].url) == (
        "It",
        "Ina",
        "https://x.example/ada",
    )
    assert refusal.place == "@graph[0]"
    assert "no review in it, but a node of type 'WebSite'" in str(refusal)


def test_references_that_go_round_and_references_that_explode():
    round_ = [{"@type": "Movie", "@id": "u:m", "name": "It", "subjectOf": {"@id": "u:m"}},
              {"@type": "Review", "@id": "u:r", "itemReviewed": {"@id": "u:m"}}]  # fmt: skip
    assert _read({"@graph": round_})[0][0].item.name == "It"
    many = [
        {"@type": "Thing", "@id": f"u:{n}", "name": "x", "subjectOf": [{"@id": f"u:{n + 1}"}] * 60} for n in range(9)
    ]
    made, _ = _read({"@graph": [*many, {"@type": "Review", "@id": "u:r", "itemReviewed": {"@id": "u:0"}}]})
    assert made[0].item.name == "x"


def test_reviews_without_an_id_are_named_by_what_they_say():
    def nodes(*ratings: int) -> Any:
        return {"@type": "Book", "name": "It", "review": [{"reviewRating": n} for n in ratings]}

    ids = {one.rating.value: one.id for one in _read(nodes(1, 2, 3))[0]}
    assert len(set(ids.values())) == 3
    again = {one.rating.value: one.id for one in _read(nodes(3, 1))[0]}
    assert again == {3: ids[3], 1: ids[1]}, "reviews that move keep their ids"
    one, ctx = _read(REVIEW | {"@id": None})
    assert one[0].id.startswith("urn:uuid:")
    assert any(note.path == "id" for note in ctx.notes)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "found nothing"),
        (b" \n ", "found nothing"),
        (b'{"@type": "Review",}', "line 1, column 20"),
        (b'{\n"@type": "Review"\n', "the end at line 3"),
        (b'{"@type": "Review", "reviewRating": {"ratingValue": NaN}}', "found NaN"),
        (b'{"@type": "Review", "reviewRating": -Infinity}', "found -Infinity"),
        (b'{"@type": "Review", "name": "\xff"}', "the byte 0xff at byte 30"),
        (b"[" * 100_000, "levels of nesting"),
        (b"[" * 70 + b"]" * 70, "levels of nesting"),
        (b'"Review"', "found no review in it, but 'Review'"),
        (b"[1, {}]", "found no review in it, but 1"),
        (b'{"@type": "Movie", "name": "It"}', "found no review in it, but a node of type 'Movie'"),
        (b'{"@type": "Review", "@id": "urn:x:1"}', "item: found nothing"),
        (
            b'{"@type": "Review", "@id": "urn:x:1", "itemReviewed": "It", "reviewRating": 4.1234567890123456}',
            "4.12345678901",
        ),
    ],
)
def test_what_is_wrong_is_refused(data: bytes, told: str):
    made, _ = _read(data)
    assert made
    assert all(isinstance(one, Refusal) for one in made)
    assert told in str(made[0])
    assert str(made[0]).startswith("reviews.jsonld")


def test_other_encodings_and_a_byte_order_mark():
    with pytest.raises(InputError, match="UTF-16"):
        _read(json.dumps(REVIEW).encode("utf-16"))
    assert _read(b"\xef\xbb\xbf" + json.dumps(REVIEW).encode())[0][0].id == "urn:x:1"


def test_a_document_that_is_too_large_to_be_held():
    made, _ = _read(REVIEW | {"reviewBody": "x" * 5000}, limits=Limits(record_bytes=1000))
    assert len(made) == 1
    assert "more than 4,000 bytes" in str(made[0])
    assert '{"@context":"https://schema.org","@graph":[' in str(made[0])


def test_a_key_that_stands_twice_is_told():
    made, ctx = _read(
        b'{"@type":"Review","@id":"urn:x:1","itemReviewed":{"@type":"Movie","name":"It"},"name":"a","name":"b"}'
    )
    assert made[0].title == "b"
    assert [note.what for note in ctx.notes] == ["name stands twice in one object, and the last is taken"]


_PAGE = "<!DOCTYPE html><html><head><title>t</title>{}</head><body><p id=after>after</p></body></html>"


def _scripts(page: str) -> list[list[tuple[str | None, str | None]]]:
    """Type and text of each script element, as html5lib and as lxml see the page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert tree.find(".//p[@id='after']").text == "after"
    root = lxml.html.document_fromstring(page)
    assert root.xpath("string(//p[@id='after'])") == "after"
    return [[(one.get("type"), one.text) for one in tree.iter("script")],
            [(one.get("type"), one.text) for one in root.iter("script")]]  # fmt: skip


def _one_script(page: str, document: Any) -> None:
    for found in _scripts(page):
        assert [kind for kind, _ in found] == ["application/ld+json"]
        assert json.loads(found[0][1] or "") == document


@given(reviews())
def test_nothing_in_a_review_breaks_out_of_its_script(review: Review):
    tag = script_tag(review, profile="full")
    _one_script(_PAGE.format(tag), to_jsonld(review))
    assert not set(tag.removeprefix('<script type="application/ld+json">').removesuffix("</script>")) & set(
        "<>&\u2028\u2029"
    )


@pytest.mark.parametrize("text", [t for t in HOSTILE if "\x0b" not in t] + ["</script><script>alert(1)</script>"])
def test_hostile_text_in_a_page(text: str):
    node = {"@type": "Review", "name": text, "reviewBody": text * 2}
    _one_script(_PAGE.format(script_element(embed(node))), {"@context": "https://schema.org", **node})
    assert not set(embed(node)) & set("<>&\u2028\u2029")
    page = _PAGE.format(script_element(embed([node, node])))
    _one_script(page, {"@context": "https://schema.org", "@graph": [node, node]})


def test_without_escapes_hostile_text_does_break_out():
    raw = json.dumps({"name": "</script><script>alert(1)</script>"})
    page = _PAGE.format(f'<script type="application/ld+json">{raw}</script>')
    assert all(len(found) == 2 for found in _scripts(page))


def test_templates_take_the_tag_as_it_is():
    tag = script_tag(full_review(), profile="full")
    page = jinja2.Environment(autoescape=True).from_string("{{ tag }}").render(tag=tag)
    assert page == tag
    # What Django's conditional_escape looks for.
    assert tag.__html__() == str(tag)


@given(lines())
def test_a_nonce_stays_an_attribute(nonce: str):
    tag = script_tag(full_review(), nonce=nonce, profile="full")
    element = html5lib.parse(_PAGE.format(tag), namespaceHTMLElements=False).find(".//script")
    assert element.get("nonce") == nonce
    assert set(element.attrib) == {"type", "nonce"}


def test_extruct_finds_what_was_written():
    import extruct

    found = extruct.extract(_PAGE.format(script_tag(full_review(), profile="full")), syntaxes=["json-ld"])["json-ld"]
    assert found == [to_jsonld(full_review())]


def test_items_of_every_class_are_read_as_that_class():
    for review in full_reviews():
        (made,), _ = _read(to_jsonld(review))
        assert type(made.item) is item_class(review.item.type)
