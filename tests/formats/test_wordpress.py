"""The markup that an old review plugin of WordPress left on many sites, written afresh in its four variants.

The two oldest write the rating into ``bestRating`` once more, with a ``ratingCount`` of 1 beside it, and have the classes
of hReview on the same elements. Later ones nest the review in a Product without a property between the two, say when it
was modified and not when it was published, and put what is reviewed into the text of the review, as a Thing with a name.
"""

from __future__ import annotations

from typing import Any

import pytest

from syndicate.formats import ReadContext
from syndicate.formats.html import read
from syndicate.models.record import plain
from syndicate.models.review import Review

SUMMARY = "A lamp for a desk that is used at night."
BODY = "It has stood on mine for a year, and it has not flickered once."

FIRST = f"""
<div itemscope itemtype="http://schema.org/Review" class="hreview-box">
 <strong>Review of:</strong> <span itemprop="itemReviewed">Lumen Desk Lamp</span><br>
 <strong>Reviewed by:</strong> <span itemprop="author">Ada Example</span><br>
 <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><strong>Rating:</strong><br>
  <span itemprop="ratingValue">4.5</span><meta itemprop="bestRating" content="4.5">
  <meta itemprop="ratingCount" content="1"></div>
 <strong>On</strong> <time itemprop="datePublished" datetime="2014-04-15">April 15, 2014</time><br>
 <strong>Summary:</strong> <span itemprop="description">{SUMMARY}</span>
 <div itemprop="reviewBody">{BODY}</div>
</div>"""

SECOND = f"""
<div class="hreview" itemscope itemtype="http://schema.org/Review">
 <div class="item" itemprop="itemReviewed" itemscope itemtype="http://schema.org/Product">
  Review of: <span class="fn" itemprop="name">Lumen Desk Lamp</span><br>
  Product by: <span itemprop="brand">Lumen</span></div>
 Reviewed by: <span class="reviewer" itemprop="author">Ada Example</span><br>
 <span itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">Rating:
  <span class="rating" itemprop="ratingValue">3</span>
  <meta itemprop="bestRating" content="3"><meta itemprop="worstRating" content="0"><meta itemprop="ratingCount" content="1">
 </span>
 On <abbr class="dtreviewed" title="2014-04-15"><meta itemprop="datePublished" content="2014-04-15">April 15, 2014</abbr>
 Summary: <span class="summary" itemprop="description">{SUMMARY}</span>
 <div class="description" itemprop="reviewBody">{BODY}</div>
</div>"""

THIRD = f"""
<div itemscope itemtype="http://schema.org/Product">
 Review of: <h2 itemprop="name">Lumen Desk Lamp</h2> Product by: <span itemprop="brand">Lumen</span>
 <div class="box"><div itemscope itemtype="http://schema.org/Review">
  Reviewed by: <span itemprop="author" itemscope itemtype="http://schema.org/Person"><i itemprop="name">Ada Example</i></span>
  <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">Rating:
   <span itemprop="ratingValue">4</span><meta itemprop="worstRating" content="1"><meta itemprop="bestRating" content="5"></div>
  Last modified:<time itemprop="dateModified" datetime="2015-05-23">May 23, 2015</time>
  Summary: <span itemprop="description">{SUMMARY}</span>
  <div itemprop="reviewBody">{BODY}</div>
 </div></div>
</div>"""

FOURTH = THIRD.replace(
    f'<div itemprop="reviewBody">{BODY}</div>',
    '<div itemprop="reviewBody"><div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Thing">'
    f'<meta itemprop="name" content="Lumen Desk Lamp"></div>{BODY}</div>',
)

COMMON = {
    "authors": [{"type": "Person", "name": "Ada Example"}],
    "summary": SUMMARY,
    "body": {"value": BODY, "format": "text"},
}
PRODUCT = {"item": {"type": "Product", "name": "Lumen Desk Lamp", "brand": "Lumen"}}
VARIANTS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "0.0.6": (
        FIRST,
        {"item": {"type": "Thing", "name": "Lumen Desk Lamp"}, "rating": {"value": 4.5}, "published": "2014-04-15"},
        ["rating.best: left out, as it repeats the value beside a count of 1", "rating: ratingCount left out",
         "summary: description read as abstract"],
    ),
    "0.0.8.1": (
        SECOND,
        {**PRODUCT, "rating": {"value": 3, "worst": 0}, "published": "2014-04-15"},
        ["rating.best: left out, as it repeats the value beside a count of 1", "rating: ratingCount left out",
         "summary: description read as abstract", ": told in microformats too"],
    ),
    "later": (
        THIRD,
        {**PRODUCT, "rating": {"value": 4, "best": 5, "worst": 1}, "modified": "2015-05-23"},
        ["item: the item around a review taken", "summary: description read as abstract"],
    ),
    "later, with the item in the text": (
        FOURTH,
        {**PRODUCT, "rating": {"value": 4, "best": 5, "worst": 1}, "modified": "2015-05-23"},
        ["item: the item around a review taken", "item: a bare name taken for what has the review",
         "summary: description read as abstract"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_each_variant_reads_to_the_right_record_with_its_repairs_noted(name: str):
    markup, record, told = VARIANTS[name]
    ctx = ReadContext(source="lamp.html", key="lamp.html")
    (made,) = read([f"<html><head><title>Lamp</title></head><body>{markup}</body></html>".encode()], ctx)
    assert isinstance(made, Review), made
    said = plain(made)
    assert {key: value for key, value in said.items() if key not in ("id", "inferred")} == {**COMMON, **record}
    notes = [f"{note.path}: {note.what}" for note in ctx.notes if note.kind == "repaired"]
    assert len(notes) == len(told), notes
    for start in told:
        assert any(note.startswith(start) for note in notes), (start, notes)


def test_nothing_is_made_up():
    """No best where none is known, no date of publication where only that of a change is, no class of an item."""
    for markup in (FIRST, SECOND):
        ctx = ReadContext(source="lamp.html", key="lamp.html")
        (made,) = read([markup.encode()], ctx)
        assert made.rating.best is None
        assert made.rating.normalised() is None
    ctx = ReadContext(source="lamp.html", key="lamp.html")
    (made,) = read([THIRD.encode()], ctx)
    assert made.published is None
    assert "item.type" not in made.inferred
