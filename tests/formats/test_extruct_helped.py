"""What extruct reads otherwise than its specifications: written for it before reading; and classic microformats."""

from __future__ import annotations

import pytest

from syndicate.formats import ReadContext, Refusal, get, microdata, microformats, rdfa
from syndicate.formats._pages.classic import modern
from syndicate.formats._pages.for_extruct import for_extruct


@pytest.mark.parametrize(
    ("inner", "value"),
    [
        # https://www.w3.org/TR/html-rdfa/#extensions-to-the-html5-syntax
        ('<time property="datePublished" datetime="2024-03-01">last week</time>', "2024-03-01"),
        ('<time property="datePublished" datetime="2024-03-01" content="2024-03-02">x</time>', "2024-03-02"),
        ('<data property="datePublished" value="2024-03-01">x</data>', "2024-03-01"),
        ('<span property="datePublished">2024-03-<!-- not text -->01</span>', "2024-03-01"),
    ],
)
def test_values_of_rdfa(inner: str, value: str) -> None:
    page = f'<div vocab="https://schema.org/" typeof="Review">{inner}</div>'
    (node,) = rdfa.nodes(page)
    assert node["datePublished"] == value


@pytest.mark.parametrize("rel", ["nofollow", "'nofollow noopener'", '"author"'])
def test_rel_beside_property_counts_for_nothing_in_rdfa(rel: str) -> None:
    page = f'<div vocab="https://schema.org/" typeof="Review"><a property="url" rel={rel} href="https://a.example/">x</a></div>'
    (node,) = rdfa.nodes(page)
    assert node["url"] == "https://a.example/"


def test_a_time_without_datetime_is_its_text_in_microdata() -> None:
    page = (
        '<div itemscope itemtype="https://schema.org/Review"><time itemprop="datePublished"> 2024-<b>03</b>-01\n</time>'
        '<time itemprop=dateModified datetime="2024-04-01">x</time><time>2020</time></div>'
    )
    (node,) = microdata.nodes(page)
    assert (node["datePublished"], node["dateModified"]) == ("2024-03-01", "2024-04-01")


def test_a_page_that_needs_no_help_stays_as_it_is() -> None:
    page = '<div itemscope itemtype="https://schema.org/Review"><b itemprop=name>x</b></div>'
    for syntax in ("microdata", "rdfa", "microformat"):
        assert for_extruct(page, syntax) is page
    assert modern(page) is page


def test_a_proof_gets_the_page_as_it_is() -> None:
    page = (
        '<div vocab="https://schema.org/" typeof="Review"><time property="datePublished" datetime="2024">x</time></div>'
    )
    (node,) = rdfa.nodes(page, mend=False)
    assert node["datePublished"] == "x"


def test_relative_links_are_links_and_no_names() -> None:
    page = '<div itemscope itemtype="https://schema.org/Review"><a itemprop=author href="/ada">Ada</a></div>'
    (node,) = microdata.nodes(page)
    assert node["author"] == {"@id": "/ada"}
    page = '<div vocab="https://schema.org/" typeof="Review"><a property=author href="//a.example/ada">Ada</a></div>'
    (node,) = rdfa.nodes(page)
    assert node["author"] == {"@id": "//a.example/ada"}


CLASSIC = """
<div class="hreview">
  <div class="item vcard"><a class="fn org url" href="https://quay.example/">The Quay</a>
    <div class="adr"><span class="street-address">1 Dock Road</span>, <span class="locality">Port Example</span></div></div>
  <span class="reviewer vcard">by <span class="fn">Ada Example</span> - a guest</span>
  <abbr class="dtreviewed" title="2009-05-03">last Sunday</abbr>
  <span class="summary">Good soup</span> <span class="rating">4</span> of <span class="best">5</span>
  <div class="description"><p>Hot, and <em>plenty</em>.</p></div>
  <a rel="tag" href="/tag/soup">soup</a>
</div>
"""


def test_a_classic_hreview() -> None:
    """https://microformats.org/wiki/hreview, with what mf2py loses: names nested in the reviewer and in the item."""
    (record,) = get("microformats").read([CLASSIC.encode()], ReadContext(source="p.html", key="p"))  # type: ignore[misc]
    assert not isinstance(record, Refusal), record
    assert (record.item.name, record.item.type, record.item.url) == (
        "The Quay",
        "LocalBusiness",
        "https://quay.example/",
    )
    assert record.item.address.street_address == "1 Dock Road"
    assert "item.type" in record.inferred
    assert [author.name for author in record.authors] == ["Ada Example"]
    assert (record.published, record.title) == ("2009-05-03", "Good soup")
    assert (record.rating.value, record.rating.best) == (4, 5)
    assert record.body.value == "<p>Hot, and <em>plenty</em>.</p>"


def test_classic_names_outside_of_a_review_are_left_alone() -> None:
    page = '<p class="summary">x</p><div class="hreview"><b class="item fn">y</b></div><p class="rating">3</p>'
    (node,) = microformats.nodes(page)
    assert node == {"@type": "Review", "itemReviewed": {"name": "y"}}
    assert 'class="rating"' in modern(page)


def test_the_word_in_a_text_changes_nothing() -> None:
    page = '<div class="h-review"><a class="u-url" href="http://bücher.example/">an hreview</a></div>'
    assert modern(page) is page


def test_deep_pages_do_not_end_the_walk() -> None:
    modern("<div class=hreview>" + "<div>" * 5000)
