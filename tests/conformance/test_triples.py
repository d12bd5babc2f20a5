"""The triples of :mod:`conformance.triples`: three syntaxes of one review are one record."""

from __future__ import annotations

import json
import re
from typing import Any

import extruct
import pytest
from conformance.stated import page_of, read
from conformance.triples import TRIPLES, Triple

from syndicate.models.record import validated

SYNTAXES = ("jsonld", "microdata", "rdfa")
each = pytest.mark.parametrize("triple", TRIPLES, ids=lambda triple: triple.name)


def _stated(triple: Triple, record: dict[str, Any], syntax: str) -> dict[str, Any]:
    """A record as it is compared: without an id that nobody stated, and lists that have no order put in one."""
    ids = {stated.get("id") for stated in triple.records}
    made = dict(record)
    if made.get("id") not in ids:
        made.pop("id", None)
        made["inferred"] = [path for path in made.get("inferred", ()) if path != "id"]
    made["item"] = {key: value for key, value in made["item"].items() if key != "properties"}
    if not made.get("inferred"):
        made.pop("inferred", None)
    if syntax == "rdfa" and "item.types" in triple.unordered:
        item = made["item"]
        made["item"] = item | {"type": sorted([item["type"], *item.pop("additional_types")])}
    if syntax == "rdfa":
        made |= {path: sorted(made[path], key=str) for path in triple.unordered if path in made}
    return made


@each
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_syntax_says_the_records(triple: Triple, syntax: str) -> None:
    records, refusals = read(page_of(getattr(triple, syntax)))
    found = [_stated(triple, record, syntax) for record in records]
    expected = [_stated(triple, record, syntax) for record in triple.records]
    # Nor has RDFa an order of reviews.
    found.sort(key=lambda record: str(record.get("title")))
    if found != expected:
        told = [str(refusal) for refusal in refusals]
        told += [f"expected {len(expected)} records, found {len(found)}"] if len(found) != len(expected) else []
        for one, other in zip(expected, found, strict=False):
            told += [
                f"{key}: expected {one.get(key, 'nothing')!r}, found {other.get(key, 'nothing')!r}"
                for key in {**one, **other}
                if one.get(key) != other.get(key)
            ]
        pytest.fail("\n".join(told), pytrace=False)


@each
def test_all_syntaxes_say_the_same_of_the_item(triple: Triple) -> None:
    said = [[record["item"].get("properties") for record in read(page_of(getattr(triple, of)))[0]] for of in SYNTAXES]
    assert said[0] == said[1] == said[2]


@each
def test_what_is_stated_is_a_valid_record(triple: Triple) -> None:
    for record in triple.records:
        validated({"id": "tag:example.org,2024:1"} | record)


@each
def test_the_pages_are_what_they_are_said_to_be(triple: Triple) -> None:
    """Another reader finds as many reviews in each; and the JSON is JSON."""
    (script,) = re.findall(r"<script[^>]*>(.*)</script>", triple.jsonld, re.DOTALL)
    assert str(json.loads(script)).count("ratingValue") == triple.microdata.count('"ratingValue"')
    for syntax, name in (("microdata", "microdata"), ("rdfa", "rdfa")):
        page = page_of(getattr(triple, syntax))
        found = extruct.extract(page, base_url="http://page.example/", syntaxes=[name])[name]
        types = re.findall(r'"https?://schema\.org/\w*Review"', json.dumps(found))
        assert len(types) == len(triple.records), syntax


def _published(markup: str) -> str:
    ((record,), refusals) = read(page_of(markup))
    assert refusals == []
    return str(record["published"])


def test_a_time_in_rdfa_is_its_datetime() -> None:
    """HTML+RDFa 1.1, section 3.1: the ``datetime`` of a ``time`` is its value, and not the words in it."""
    page = """
<p vocab="https://schema.org/" typeof="Review"><i property="itemReviewed" typeof="Movie"><b property="name">Fog</b></i>
 <time property="datePublished" datetime="2023-05-03T10:00:00+01:00">last Wednesday</time></p>
"""
    assert _published(page) == "2023-05-03T10:00:00+01:00"


@pytest.mark.parametrize(
    "page",
    [
        """
<p itemscope itemtype="https://schema.org/Review"><i itemprop="itemReviewed" itemscope
 itemtype="https://schema.org/Movie"><b itemprop="name">Fog</b></i>
 <time itemprop="datePublished">2023-05-03</time></p>
""",
        """
<p vocab="https://schema.org/" typeof="Review"><i property="itemReviewed" typeof="Movie"><b property="name">Fog</b></i>
 <time property="datePublished">2023-05-03</time></p>
""",
    ],
    ids=["microdata", "rdfa"],
)
def test_a_time_without_a_datetime_is_its_text(page: str) -> None:
    """The time element's datetime value (https://html.spec.whatwg.org/multipage/text-level-semantics.html
    #the-time-element), which is its value in Microdata. extruct 0.18 gives nothing for it in Microdata."""
    assert _published(page) == "2023-05-03"


_FOG = {
    "microdata": """
<p itemscope itemtype="https://schema.org/Review"><i itemprop="itemReviewed" itemscope
 itemtype="https://schema.org/Movie"><b itemprop="name">Fog</b></i> by <a itemprop="author" href="HREF">Ada</a></p>
""",
    "rdfa": """
<p vocab="https://schema.org/" typeof="Review"><i property="itemReviewed" typeof="Movie"><b property="name">Fog</b></i>
 by <a property="author" href="HREF">Ada</a></p>
""",
}
_LINKED = {
    "microdata": """
<p itemscope itemtype="https://schema.org/Review"><a itemprop="itemReviewed" href="HREF">Fog</a></p>
""",
    "rdfa": """
<p vocab="https://schema.org/" typeof="Review"><a property="itemReviewed" href="HREF">Fog</a></p>
""",
}


@pytest.mark.parametrize("href", ["https://x.example/ada", "/people/ada", "ada.html", "../ada?x=1"])
@pytest.mark.parametrize("syntax", ["microdata", "rdfa"])
def test_a_link_names_nobody(syntax: str, href: str) -> None:
    """The value of an ``a`` is the URL that it links to (Microdata, "Values"; RDFa Core 1.1, section 7.5, step 11), and
    the words in it are in neither: a URL, whole or relative, is the name of no author and of no item."""
    ((record,), _) = read(page_of(_FOG[syntax].replace("HREF", href)))
    assert "authors" not in record
    records, refusals = read(page_of(_LINKED[syntax].replace("HREF", href)))
    assert records == []
    assert [fault.path.split(".")[0] for refusal in refusals for fault in refusal.faults] == ["item"]


def test_an_item_that_stands_before_what_refers_to_it_is_never_another() -> None:
    """Microdata, "top-level items": an element with ``itemprop`` is none, wherever it stands. extruct 0.18 takes it for
    one and gives null to the ``itemref`` that comes later, so that a reader may have to refuse the review."""
    page = """
<div id="fog" itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie"><b itemprop="name">Fog</b></div>
<div itemscope itemtype="https://schema.org/Movie"><b itemprop="name">Haze</b></div>
<p itemscope itemtype="https://schema.org/Review" itemref="fog"><meta itemprop="datePublished" content="2023"></p>
"""
    records, refusals = read(page_of(page))
    if records:
        assert [record["item"]["name"] for record in records] == ["Fog"]
    else:
        assert [fault.path for refusal in refusals for fault in refusal.faults if fault.path] == ["item"]
