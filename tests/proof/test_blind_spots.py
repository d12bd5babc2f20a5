"""No value of a page, a document or a feed may change without the proof saying so.

Every leaf of what a stranger finds is changed, and taken away, one at a time, for a review of each class of items that
leaves nothing out. What a change of may go unseen is listed here, each with the reason.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from full import full_review, full_reviews
from lxml import etree

from syndicate import formats
from syndicate.formats import WriteContext, microdata, microformats, rdfa
from syndicate.markup import markup
from syndicate.models.record import plain, validated
from syndicate.models.review import Review
from syndicate.proof import Finding, Records, pages, prove_feed, prove_page
from syndicate.settings import Site

pytestmark = pytest.mark.whole

Path = tuple[str | int, ...]

PAGE = '<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body>{}</body></html>'
KINDS = [review.id.rpartition("/")[2] for review in full_reviews()]

FIELDS = {
    "@id": "id", "@type": "kind", "author": "authors", "citation": "links", "comment": "reply", "name": "title",
    "headline": "title", "abstract": "summary", "reviewBody": "body", "inLanguage": "language", "image": "images",
    "datePublished": "published", "dateModified": "modified", "keywords": "tags", "positiveNotes": "pros",
    "negativeNotes": "cons", "itemReviewed": "item", "isBasedOn": "provenance", "digitalSourceType": "provenance",
}  # fmt: skip
"""What the properties of a Review are called in a record, where that is another word."""

CLASSES_OF_THE_RECORD = {"Person", "Organization"}
"""The classes of inner nodes that a record can say; that a mean is a ``Rating`` and a price an ``Offer`` goes without
saying, and in its place nothing else can be read."""


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    else:
        yield path, node


def at(node: Any, path: Path) -> Any:
    for step in path:
        node = node[step]
    return node


def other(value: Any) -> Any:
    """Another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value - 0.5
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(T.*)?", value):
        return f"1987{value[4:]}"
    return {"Person": "Organization", "Organization": "Person", "CriticReview": "UserReview"}.get(value, f"{value}x")


def without(node: Any, path: Path) -> Any:
    made = copy.deepcopy(node)
    del at(made, path[:-1])[path[-1]]
    return made


def changed(node: Any, path: Path) -> Any:
    made = copy.deepcopy(node)
    at(made, path[:-1])[path[-1]] = other(at(made, path))
    return made


def may_change(path: Path, value: Any) -> bool:
    """Whether a leaf may be another, or gone, and all be well."""
    if path[-1] == "position":
        return True  # statements have an order; which numbers say it is nobody's business
    if "@type" in path and path[0] != "@type" and path[:2] != ("itemReviewed", "@type"):
        return value not in CLASSES_OF_THE_RECORD
    return path[0] == "@context"


def may_go(path: Path) -> bool:
    """Whether a leaf may be gone, though it may not be another: something else says what it said."""
    name, within = str(path[-1]), [step for step in path if isinstance(step, str)]
    if path in (("name",), ("headline",)):
        return True  # both are the title
    if within[-2:] == ["identifier", "url"]:
        return True  # the page of an identifier is made of it
    # Where only one of the two may stand, it need not be said.
    return (
        name == "@type"
        and path[0] != "@type"
        and within[-2] in ("publisher", "director", "illustrator", "manufacturer")
    )


def found_in(syntax: str, nodes: list[Any], records: Records, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What the proof says of a page in which a stranger finds these nodes."""
    monkeypatch.setattr(pages, "_SYNTAXES", ((syntax, re.compile(""), lambda page: nodes),))
    return list(prove_page(b"<p>A page", records))


NODES: dict[str, Callable[[str], list[Any]]] = {
    "jsonld": lambda page: [json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])],  # type: ignore[index]
    "microdata": lambda page: microdata.nodes(page, mend=False),
    "rdfa": lambda page: rdfa.nodes(page, mend=False),
    "microformats": lambda page: microformats.nodes(page, mend=False),
}


# Each kind in one syntax, and some in all: what the others add to them is the layout, and that is one.
@pytest.mark.parametrize(
    ("syntax", "kind"),
    [
        (syntax, kind)
        for syntax in NODES
        for kind in KINDS
        if syntax == "jsonld" or kind in ("Movie", "Book", "Product", "LocalBusiness", "TVEpisode")
    ],
)
def test_no_leaf_of_a_page_changes_unseen(syntax, kind, monkeypatch):
    review = full_review(kind)
    nodes = NODES[syntax](PAGE.format(markup(review, syntax, profile="full")))
    unnoticed, misnamed = [], []
    with Records([review]) as records:
        (whole,) = found_in(syntax, nodes, records, monkeypatch)
        assert (whole.outcome, whole.differences) == ("lost", ())
        (node,) = nodes
        tried = 0
        for path, value in leaves(node):
            if may_change(path, value):
                continue
            for made in (changed(node, path), *(() if may_go(path) else (without(node, path),))):
                tried += 1
                findings = found_in(syntax, [made], records, monkeypatch)
                if findings and not any(one.wrong for one in findings):
                    unnoticed.append((path, value, [one.outcome for one in findings]))
                    continue
                if not findings:
                    continue  # it is no review any more, and its record is missing
                roots = {difference.path.partition(".")[0] for one in findings for difference in one.differences}
                name = str(path[0])
                wanted = {FIELDS.get(name, name)} if name != "reviewRating" else {"rating", "aspects"}
                # What takes away that it is a review, its id or what is reviewed hurts everything.
                if not roots & wanted and "the record" not in roots:
                    misnamed.append((path, value, roots))
        assert tried > 50
    assert not unnoticed, "\n".join(map(str, unnoticed))
    assert not misnamed, "\n".join(map(str, misnamed))


def test_what_a_search_engine_is_not_given_is_told_as_lost(monkeypatch):
    review = full_review("Movie")
    page = PAGE.format(markup(review, "jsonld", profile="search"))
    with Records([review]) as records:
        (finding,) = prove_page(page.encode(), records)
    assert finding.outcome == "lost"
    assert "aspects" in finding.lost


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda node: node.update(headline="Another heading"), "title"),
        (lambda node: node.update(datePublished=[node["datePublished"], "1999-01-01"]), "published"),
        (lambda node: node["reviewRating"].insert(1, {"@type": "Rating", "ratingValue": 1}), "rating"),
        (lambda node: node["itemReviewed"]["identifier"][1].update(url="https://www.wikidata.org/wiki/Q43"),
         "item.identifiers"),
        (lambda node: node.update(comment=[node["comment"], {"@type": "Comment", "text": "Another."}]), "reply"),
        (lambda node: node["itemReviewed"].update(aggregateRating={"@type": "AggregateRating", "ratingValue": 5,
                                                                   "ratingCount": 900}), "item.properties"),
    ],
)  # fmt: skip
def test_what_is_said_twice_or_beside_is_seen(change, path, monkeypatch):
    review = full_review("Movie")
    (node,) = NODES["jsonld"](PAGE.format(markup(review, "jsonld", profile="full")))
    change(node)
    with Records([review]) as records:
        (finding,) = found_in("jsonld", [node], records, monkeypatch)
    assert finding.outcome == "different"
    assert [difference.path.startswith(path) for difference in finding.differences] == [True]


def test_how_a_value_is_spelled_and_what_a_record_has_no_place_for_is_no_difference(monkeypatch):
    review = validated({"id": "urn:x:1", "item": {"type": "Movie", "name": "Fog"}, "rating": {"value": 4, "best": 5}})
    (node,) = NODES["jsonld"](PAGE.format(markup(review, "jsonld")))
    node["reviewRating"] |= {"ratingValue": "4", "bestRating": "5"}
    node["@type"] = "http://schema.org/Review"
    node["mainEntityOfPage"] = "https://example.org/fog"
    with Records([review]) as records:
        (finding,) = found_in("jsonld", [node], records, monkeypatch)
    assert finding.outcome == "equal"


def test_a_review_among_those_of_something_else_is_seen(monkeypatch):
    """The item of a fragment stands for all reviews in it: one that is of another item is not at home there."""
    kettle = {"type": "Product", "name": "Kettle", "key": "K-1"}
    lamp = {"type": "Product", "name": "Lamp", "key": "L-1"}
    rows = [("urn:x:1", kettle), ("urn:x:2", {**kettle, "name": "Kettle, the old one"}), ("urn:x:3", lamp)]
    reviews = [validated({"id": id, "item": item, "rating": {"value": 4, "best": 5}}) for id, item in rows]
    item = {"@type": "Product", "name": "Kettle", "identifier": "K-1"}
    rating = {"@type": "Rating", "ratingValue": 4, "bestRating": 5}

    def page(*ids: str) -> list[Any]:
        return [{**item, "review": [{"@type": "Review", "@id": id, "reviewRating": rating} for id in ids]}]

    with Records(reviews) as records:
        good = found_in("jsonld", page("urn:x:2", "urn:x:1"), records, monkeypatch)
        bad = found_in("jsonld", page("urn:x:1", "urn:x:3"), records, monkeypatch)
    assert [one.outcome for one in good] == ["equal", "equal"]
    assert [one.outcome for one in bad] == ["equal", "different"]
    assert {difference.path for difference in bad[1].differences} == {"item.name", "item.key"}


# Feeds

SITE = Site(name="The Example Review", url="https://example.org", tag="example.org,2024", language="en")
SCHEMA = "{https://schema.org/}"


def feed_of(review: Review, how: str) -> bytes:
    write = formats.get(how).write
    assert write is not None
    return b"".join(write([review], WriteContext(site=SITE, self_url=f"https://example.org/feeds/reviews.{how}")))


def feed_outcome(root: Any, records: Records) -> Finding:
    (finding,) = prove_feed(etree.tostring(root), records)
    return finding


LATER = [pytest.param(kind, marks=pytest.mark.thorough) for kind in ("Book", "Product", "LocalBusiness", "Thing")]


@pytest.mark.parametrize("kind", ["Movie", *LATER])
@pytest.mark.parametrize("how", ["rss", "atom"])
def test_no_fact_of_a_feed_changes_unseen(how, kind):
    review = full_review(kind)
    content = feed_of(review, how)
    unnoticed, tried = [], 0
    with Records([review]) as records:
        assert feed_outcome(etree.fromstring(content), records).outcome == "lost"
        count = sum(isinstance(e.tag, str) and e.tag.startswith(SCHEMA) for e in etree.fromstring(content).iter())
        for number in range(count):
            root = etree.fromstring(content)
            facts = [e for e in root.iter() if isinstance(e.tag, str) and e.tag.startswith(SCHEMA)]
            fact = facts[number]
            for name in fact.attrib:
                before = fact.attrib[name]
                fact.attrib[name] = other(before)
                tried += 1
                if not feed_outcome(root, records).wrong:
                    unnoticed.append((fact.tag, name, before))
                fact.attrib[name] = before
            if not len(fact):
                before, fact.text = fact.text, other(fact.text)
                tried += 1
                if not feed_outcome(root, records).wrong:
                    unnoticed.append((fact.tag, before))
            fact.getparent().remove(fact)
            if fact.tag != f"{SCHEMA}itemReviewed" and not feed_outcome(root, records).wrong:
                unnoticed.append((fact.tag, "gone"))
    assert tried > 40
    assert not unnoticed, "\n".join(map(str, unnoticed))


ATOM = "{http://www.w3.org/2005/Atom}"
OWN = {
    "rss": [
        ("item/title", "Another title", "title"),
        ("item/{http://purl.org/dc/elements/1.1/}creator", "Somebody Else", "authors"),
        ("item/pubDate", "Sat, 02 Mar 2024 08:30:00 +0000", "published"),
        ("item/description", "Quick and dark.", "summary"),
        ("item/{http://purl.org/rss/1.0/modules/content/}encoded", "<p>It begins in rain.</p>", "body"),
        ("item/category", "land", "tags"),
        ("item/link", "https://other.example/", "url"),
    ],
    "atom": [
        (f"{ATOM}entry/{ATOM}title", "Another title", "title"),
        (f"{ATOM}entry/{ATOM}author/{ATOM}name", "Somebody Else", "authors"),
        (f"{ATOM}entry/{ATOM}published", "2024-03-02T09:30:00+01:00", "published"),
        (f"{ATOM}entry/{ATOM}updated", "2025-03-02T12:00:00+00:00", "modified"),
        (f"{ATOM}entry/{ATOM}summary", "Quick and dark.", "summary"),
        (f"{ATOM}entry/{ATOM}content", "<p>It begins in rain.</p>", "body"),
    ],
}


@pytest.mark.parametrize(("how", "path", "text", "field"), [(how, *row) for how, rows in OWN.items() for row in rows])
def test_what_readers_show_of_a_feed_is_compared_too(how, path, text, field):
    review = full_review("Movie")
    root = etree.fromstring(feed_of(review, how))
    element = root.find(f".//{path}")
    assert element is not None
    element.text = text
    with Records([review]) as records:
        finding = feed_outcome(root, records)
    assert [difference.path.partition(".")[0] for difference in finding.differences] == [field]


@pytest.mark.parametrize("how", ["rss", "atom", "jsonfeed"])
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
@pytest.mark.parametrize("published", ["2024", "2024-03", "2024-03-01", "2024-03-01T23:59:59.25-09:00"])
def test_dates_of_feeds_in_any_zone_are_those_of_the_record(how, zone, published):
    row = plain(full_review("Movie")) | {"published": published, "modified": "2024-12-31"}
    review = validated(row)
    write = formats.get(how).write
    assert write is not None
    content = b"".join(write([review], WriteContext(site=SITE.model_copy(update={"timezone": zone}))))
    with Records([review]) as records:
        (finding,) = prove_feed(content, records)
    assert finding.differences == ()


def json_outcome(feed: Any, records: Records) -> Finding:
    (finding,) = prove_feed(json.dumps(feed).encode(), records)
    return finding


# Links to the pictures and to the item's page are not compared; of the texts it is asked whether they hold the record's.
NOT_COMPARED = {"external_url", "image", "language", "summary", "content_html", "id"}


@pytest.mark.parametrize("kind", ["Movie", *LATER])
def test_no_value_of_a_json_feed_changes_unseen(kind):
    review = full_review(kind)
    feed = json.loads(feed_of(review, "jsonfeed"))
    unnoticed, tried = [], 0
    with Records([review]) as records:
        assert json_outcome(feed, records).outcome == "lost"
        for path, value in leaves(feed["items"][0]):
            if path[0] in NOT_COMPARED or path[1:] == ("about",) or (path[0], path[-1]) == ("authors", "url"):
                continue
            holder = at(feed["items"][0], path[:-1])
            holder[path[-1]] = other(value)
            tried += 1
            if not json_outcome(feed, records).wrong:
                unnoticed.append((path, value))
            holder[path[-1]] = value
            rest = {**feed, "items": [without(feed["items"][0], path)]}
            if path[0] == "_review" and not json_outcome(rest, records).wrong:
                unnoticed.append((path, "gone"))
    assert tried > 40
    assert not unnoticed, "\n".join(map(str, unnoticed))


@pytest.mark.parametrize(("name", "to", "field"), [
    ("title", None, "title"), ("url", None, "url"), ("authors", None, "authors"), ("date_published", None, "published"),
    ("content_html", None, "body"), ("content_html", "<p>It begins in rain.</p>", "body"),
    ("date_modified", "2025-03-02T12:00:00+00:00", "modified"), ("summary", "Quick and dark.", "summary"),
])  # fmt: skip
def test_what_readers_show_of_a_json_feed_is_compared_too(name, to, field):
    review = full_review("Movie")
    feed = json.loads(feed_of(review, "jsonfeed"))
    feed["items"][0][name] = to
    if to is None:
        del feed["items"][0][name]
    with Records([review]) as records:
        finding = json_outcome(feed, records)
    assert [difference.path.partition(".")[0] for difference in finding.differences] == [field]


@pytest.mark.parametrize("how", ["rss", "atom"])
def test_a_text_that_is_not_there_is_told(how):
    review = full_review("Movie")
    root = etree.fromstring(feed_of(review, how))
    (content,) = root.iter(f"{ATOM}content", "{http://purl.org/rss/1.0/modules/content/}encoded")
    content.getparent().remove(content)
    with Records([review]) as records:
        assert [one.path for one in feed_outcome(root, records).differences] == ["body"]


@pytest.mark.parametrize("content", [
    b'{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"a","id":"b"}]}', b"{}", b'{"items":[]}',
    b'{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":7}]}', b'{"version":',
    b'{"version":"https://jsonfeed.org/version/1.1","title":"x\xff","items":[]}', b"{" * 5000 + b'"a":' * 3,
    b'{"a":' * 50000,
])  # fmt: skip
def test_what_is_no_json_feed_is_unreadable(content):
    with Records([]) as records:
        assert [one.outcome for one in prove_feed(content, records)] == ["unreadable"]


RELATIVE = {"value": '<p>See <a href="../b">that</a> end.</p>', "format": "html"}
ROWS = [
    {"body": RELATIVE}, {"spoiler": True, "pros": ["He dies"], "body": RELATIVE}, {"spoiler": True, "cons": ["She dies"]},
    {"snippet_only": True, "summary": "Short.", "pros": ["Fog"]}, {"title": "T", "rating": {"value": 7, "best": 10}},
    {"rating": {"value": 0.5, "label": "D"}}, {"rating": {"value": 4.5, "best": 5, "label": "A"}},
    {"url": "https://b\u00fccher.example/gr\u00f6\u00dfe?q=\u00e4"},
]  # fmt: skip


@pytest.mark.parametrize("how", ["rss", "atom", "jsonfeed"])
@pytest.mark.parametrize("options", [{"spoilers": "withhold"}, {"stars_in_title": True}, {"limit": 1}])
def test_feeds_as_they_may_be_set_are_as_they_should_be(how, options):
    same = {"item": {"type": "Book", "name": "Tides"}, "published": "2024-03-01"}
    reviews = [validated({"id": f"tag:example.org,2024:{n}", **same, **row}) for n, row in enumerate(ROWS)]
    form = formats.get(how)
    assert form.write is not None
    assert form.options is not None
    ctx = WriteContext(
        site=SITE, options=form.options(**options), link=lambda one: f"https://example.org/{one.id[-1]}/"
    )
    with Records(reviews) as records:
        findings = list(prove_feed(b"".join(form.write(reviews, ctx)), records))
    assert len(findings) == len(ROWS)
    assert [finding for finding in findings if finding.outcome not in ("equal", "lost")] == []
