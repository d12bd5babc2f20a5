"""Ten reviews that were each written by hand three times, in JSON-LD, in Microdata and in RDFa, as sites write them and
not as our writers do; and the records that all three say, written by hand too.

Everything in them is made up. What an item says that the record has no field for (``item.properties``) is not stated,
only that it is the same whatever the syntax; its numbers are text in JSON-LD too, as in many pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["TRIPLES", "Triple"]


@dataclass(frozen=True, kw_only=True)
class Triple:
    """One page's worth of reviews in three syntaxes."""

    name: str
    jsonld: str
    microdata: str
    rdfa: str
    records: tuple[dict[str, Any], ...]
    """All that the records say, but for ``item.properties``, and for the ``id`` where none is stated here."""
    unordered: tuple[str, ...] = field(default=())
    """Paths whose order RDFa cannot say: its statements are a set (RDF 1.1 Concepts, section 3)."""


def _script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


PERSON = {"type": "Person"}
GUESSED = ["authors.type"]

NESTED = Triple(
    name="a review nested in its product, beside the average",
    jsonld=_script(
        """
{
  "@context": "https://schema.org/",
  "@type": "Product",
  "name": "Brass Desk Lamp",
  "sku": "BDL-7",
  "brand": {"@type": "Brand", "name": "Holt & Vane"},
  "offers": {
    "@type": "Offer",
    "price": "49.50",
    "priceCurrency": "EUR",
    "availability": "https://schema.org/InStock"
  },
  "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.2", "reviewCount": "17"},
  "review": {
    "@type": "Review",
    "name": "Bright enough",
    "author": {"@type": "Person", "name": "Mira Oduya"},
    "datePublished": "2023-05-03",
    "reviewBody": "It lights the whole desk & does not flicker.",
    "reviewRating": {"@type": "Rating", "ratingValue": "4", "bestRating": "5", "worstRating": "1"}
  }
}
"""
    ),
    microdata="""
<main>
 <section class="pdp" itemscope itemtype="https://schema.org/Product">
  <h1 itemprop="name">Brass Desk Lamp</h1>
  <p>No. <span itemprop="sku">BDL-7</span> by
   <span itemprop="brand" itemscope itemtype="https://schema.org/Brand"><b itemprop="name">Holt &amp; Vane</b></span></p>
  <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
   <meta itemprop="priceCurrency" content="EUR">
   <span itemprop="price" content="49.50">49,50 €</span>
   <link itemprop="availability" href="https://schema.org/InStock">
  </div>
  <div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
   <span itemprop="ratingValue">4.2</span> of 5 from <span itemprop="reviewCount">17</span> buyers
  </div>
  <article itemprop="review" itemscope itemtype="https://schema.org/Review">
   <h3 itemprop="name">Bright enough</h3>
   <p>by <span itemprop="author" itemscope itemtype="https://schema.org/Person"
     ><span itemprop="name">Mira Oduya</span></span>
    on <time itemprop="datePublished" datetime="2023-05-03">May 3rd</time></p>
   <p itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
    <meta itemprop="worstRating" content="1">
    <span itemprop="ratingValue">4</span>/<span itemprop="bestRating">5</span></p>
   <p itemprop="reviewBody">It lights the whole desk &amp; does not flicker.</p>
  </article>
 </section>
</main>
""",
    rdfa="""
<main vocab="https://schema.org/">
 <section class="pdp" typeof="Product">
  <h1 property="name">Brass Desk Lamp</h1>
  <p>No. <span property="sku">BDL-7</span> by
   <span property="brand" typeof="Brand"><b property="name">Holt &amp; Vane</b></span></p>
  <div property="offers" typeof="Offer">
   <meta property="priceCurrency" content="EUR">
   <span property="price" content="49.50">49,50 €</span>
   <link property="availability" href="https://schema.org/InStock">
  </div>
  <div property="aggregateRating" typeof="AggregateRating">
   <span property="ratingValue">4.2</span> of 5 from <span property="reviewCount">17</span> buyers
  </div>
  <article property="review" typeof="Review">
   <h3 property="name">Bright enough</h3>
   <p>by <span property="author" typeof="Person"><span property="name">Mira Oduya</span></span>
    on <time property="datePublished" datetime="2023-05-03" content="2023-05-03">May 3rd</time></p>
   <p property="reviewRating" typeof="Rating">
    <meta property="worstRating" content="1">
    <span property="ratingValue">4</span>/<span property="bestRating">5</span></p>
   <p property="reviewBody">It lights the whole desk &amp; does not flicker.</p>
  </article>
 </section>
</main>
""",
    records=(
        {
            "item": {
                "type": "Product",
                "name": "Brass Desk Lamp",
                "brand": "Holt & Vane",
                "identifiers": [{"kind": "sku", "value": "BDL-7"}],
                "offers": [{"price": 49.5, "price_currency": "EUR", "availability": "InStock"}],
            },
            "title": "Bright enough",
            "authors": [PERSON | {"name": "Mira Oduya"}],
            "published": "2023-05-03",
            "body": {"value": "It lights the whole desk & does not flicker.", "format": "text"},
            "rating": {"value": 4, "best": 5, "worst": 1},
        },
    ),
)

APART = Triple(
    name="a review that refers to its film, which stands elsewhere in the page",
    jsonld=_script(
        """
{"@context": "http://schema.org", "@graph": [
  {"@type": "Movie", "@id": "#film", "name": "The Salt Road", "datePublished": "1987",
   "director": {"@type": "Person", "name": "Ines Caldeira"}},
  {"@type": "Review", "itemReviewed": {"@id": "#film"}, "headline": "Slow, and worth it",
   "author": {"@type": "Person", "name": "Tove Lind", "url": "https://films.example/people/tove"},
   "datePublished": "2021-11", "reviewBody": "Nothing happens for an hour, and then all of it does.",
   "reviewRating": {"@type": "Rating", "ratingValue": 8.5, "bestRating": 10}}
]}
"""
    ),
    microdata="""
<article itemscope itemtype="http://schema.org/Review" itemref="film verdict">
 <h1 itemprop="headline">Slow, and worth it</h1>
 <address itemprop="author" itemscope itemtype="http://schema.org/Person">
  <a itemprop="url" href="https://films.example/people/tove"><span itemprop="name">Tove Lind</span></a></address>
 <meta itemprop="datePublished" content="2021-11">
 <div itemprop="reviewBody">Nothing happens for an hour, and then all of it does.</div>
</article>
<footer id="verdict">
 <span itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><b itemprop="ratingValue">8.5</b> out of
  <i itemprop="bestRating">10</i></span>
</footer>
<aside>
 <div id="film" itemprop="itemReviewed" itemscope itemtype="http://schema.org/Movie">
  <h2><span itemprop="name">The Salt Road</span> (<span itemprop="datePublished">1987</span>)</h2>
  <p itemprop="director" itemscope itemtype="http://schema.org/Person">A film by
   <span itemprop="name">Ines Caldeira</span></p>
 </div>
</aside>
""",
    rdfa="""
<div vocab="http://schema.org/">
<aside>
 <div resource="#film" typeof="Movie">
  <h2><span property="name">The Salt Road</span> (<span property="datePublished">1987</span>)</h2>
  <p property="director" typeof="Person">A film by <span property="name">Ines Caldeira</span></p>
 </div>
</aside>
<article resource="#review" typeof="Review">
 <link property="itemReviewed" href="#film">
 <h1 property="headline">Slow, and worth it</h1>
 <address property="author" typeof="Person">
  <a property="url" href="https://films.example/people/tove"><span property="name">Tove Lind</span></a></address>
 <meta property="datePublished" content="2021-11">
 <div property="reviewBody">Nothing happens for an hour, and then all of it does.</div>
</article>
<footer resource="#review">
 <span property="reviewRating" typeof="Rating"><b property="ratingValue">8.5</b> out of
  <i property="bestRating">10</i></span>
</footer>
</div>
""",
    records=(
        {
            "item": {
                "type": "Movie",
                "name": "The Salt Road",
                "date_published": "1987",
                "director": [PERSON | {"name": "Ines Caldeira"}],
            },
            "title": "Slow, and worth it",
            "authors": [PERSON | {"name": "Tove Lind", "url": "https://films.example/people/tove"}],
            "published": "2021-11",
            "body": {"value": "Nothing happens for an hour, and then all of it does.", "format": "text"},
            "rating": {"value": 8.5, "best": 10},
        },
    ),
)

TYPED = Triple(
    name="an item of two classes",
    jsonld=_script(
        """
{"@context": {"@vocab": "http://schema.org/"}, "@type": "Review",
 "itemReviewed": {"@type": ["Product", "Car"], "name": "Corvid Wren 1.2", "color": "green"},
 "author": "Sam Petrov", "datePublished": "2019-02-28", "reviewBody": "Small outside, smaller inside.",
 "reviewRating": {"ratingValue": 2, "bestRating": 6, "worstRating": 0}}
"""
    ),
    microdata="""
<div itemscope itemtype="http://schema.org/Review">
 <p itemprop="itemReviewed" itemscope itemtype="http://schema.org/Product http://schema.org/Car">
  <b itemprop="name">Corvid Wren 1.2</b>, in <i itemprop="color">green</i></p>
 <span itemprop="author">Sam Petrov</span>, <time itemprop="datePublished" datetime="2019-02-28">28.2.2019</time>:
 <q itemprop="reviewBody">Small outside, smaller inside.</q>
 <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
  <data itemprop="ratingValue" value="2">two</data> of <data itemprop="bestRating" value="6">six</data>
  <meta itemprop="worstRating" content="0"></div>
</div>
""",
    rdfa="""
<div vocab="http://schema.org/" typeof="Review">
 <p property="itemReviewed" typeof="Product Car">
  <b property="name">Corvid Wren 1.2</b>, in <i property="color">green</i></p>
 <span property="author">Sam Petrov</span>, <span property="datePublished" content="2019-02-28">28.2.2019</span>:
 <q property="reviewBody">Small outside, smaller inside.</q>
 <div property="reviewRating" typeof="Rating">
  <span property="ratingValue" content="2">two</span> of <span property="bestRating" content="6">six</span>
  <meta property="worstRating" content="0"></div>
</div>
""",
    records=(
        {
            "item": {"type": "Product", "additional_types": ["Car"], "name": "Corvid Wren 1.2", "color": "green"},
            "authors": [PERSON | {"name": "Sam Petrov"}],
            "published": "2019-02-28",
            "body": {"value": "Small outside, smaller inside.", "format": "text"},
            "rating": {"value": 2, "best": 6, "worst": 0},
            "inferred": GUESSED,
        },
    ),
    unordered=("item.types",),
)

PREFIXED = Triple(
    name="names with a prefix, in the old scheme",
    jsonld=_script(
        """
{"@context": {"schema": "http://schema.org/"}, "@type": "schema:UserReview",
 "schema:itemReviewed": {"@type": "schema:Book", "schema:name": "Maps of Small Rooms",
   "schema:isbn": "978-0-306-40615-7", "schema:author": {"@type": "schema:Person", "schema:name": "Ruth Amsel"}},
 "schema:author": {"@type": "schema:Person", "schema:name": "K. Ivers"},
 "schema:datePublished": "2020-02-29T23:30:00-05:00",
 "schema:reviewBody": "Read it twice.",
 "schema:reviewRating": {"@type": "schema:Rating", "schema:ratingValue": "5"}}
"""
    ),
    microdata="""
<div itemscope itemtype="http://schema.org/UserReview">
 <div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Book">
  <cite itemprop="name">Maps of Small Rooms</cite> by
  <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ruth Amsel</span></span>,
  ISBN <span itemprop="isbn">978-0-306-40615-7</span></div>
 <div itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">K. Ivers</span></div>
 <time itemprop="datePublished" datetime="2020-02-29T23:30:00-05:00">late on leap day</time>
 <p itemprop="reviewBody">Read it twice.</p>
 <p itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><b itemprop="ratingValue">5</b> stars</p>
</div>
""",
    rdfa="""
<div prefix="schema: http://schema.org/" typeof="schema:UserReview">
 <div property="schema:itemReviewed" typeof="schema:Book">
  <cite property="schema:name">Maps of Small Rooms</cite> by
  <span property="schema:author" typeof="schema:Person"><span property="schema:name">Ruth Amsel</span></span>,
  ISBN <span property="schema:isbn">978-0-306-40615-7</span></div>
 <div property="schema:author" typeof="schema:Person"><span property="schema:name">K. Ivers</span></div>
 <span property="schema:datePublished" content="2020-02-29T23:30:00-05:00">late on leap day</span>
 <p property="schema:reviewBody">Read it twice.</p>
 <p property="schema:reviewRating" typeof="schema:Rating"><b property="schema:ratingValue">5</b> stars</p>
</div>
""",
    records=(
        {
            "kind": "user",
            "item": {
                "type": "Book",
                "name": "Maps of Small Rooms",
                "identifiers": [{"kind": "isbn", "value": "9780306406157"}],
                "author": [PERSON | {"name": "Ruth Amsel"}],
            },
            "authors": [PERSON | {"name": "K. Ivers"}],
            "published": "2020-02-29T23:30:00-05:00",
            "body": {"value": "Read it twice.", "format": "text"},
            "rating": {"value": 5},
        },
    ),
)

_KETTLE = {
    "type": "Restaurant",
    "name": "The Tin Kettle",
    "address": {"street_address": "4 Quay Lane", "address_locality": "Port Erin"},
    "serves_cuisine": ["Fish"],
    "price_range": "££",
}

SEVERAL = Triple(
    name="three reviews of a restaurant, their authors bare names",
    jsonld=_script(
        """
{"@context": "https://schema.org", "@type": "Restaurant", "name": "The Tin Kettle", "priceRange": "££",
 "servesCuisine": "Fish",
 "address": {"@type": "PostalAddress", "streetAddress": "4 Quay Lane", "addressLocality": "Port Erin"},
 "review": [
  {"@type": "Review", "name": "A long wait", "author": "Ann", "datePublished": "2022-07-01",
   "reviewRating": {"@type": "Rating", "ratingValue": "2", "bestRating": "5"}, "reviewBody": "An hour for a herring."},
  {"@type": "Review", "name": "Best chips", "author": "Bo", "datePublished": "2022-07-02",
   "reviewRating": {"@type": "Rating", "ratingValue": "5", "bestRating": "5"}},
  {"@type": "Review", "name": "Closed", "author": "Cy", "datePublished": "2022-07-03",
   "reviewBody": "The door was shut, so no stars from me."}
 ]}
"""
    ),
    microdata="""
<body itemscope itemtype="https://schema.org/Restaurant">
<h1 itemprop="name">The Tin Kettle</h1>
<p itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="streetAddress">4 Quay
 Lane</span>, <span itemprop="addressLocality">Port Erin</span></p>
<p><span itemprop="servesCuisine">Fish</span>, <span itemprop="priceRange">££</span></p>
<ul>
 <li itemprop="review" itemscope itemtype="https://schema.org/Review"><h4 itemprop="name">A long wait</h4>
  <span itemprop="author">Ann</span> <time itemprop="datePublished" datetime="2022-07-01">1 July</time>
  <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="ratingValue" content="2">
   <meta itemprop="bestRating" content="5">★★</span>
  <p itemprop="reviewBody">An hour for a herring.</p></li>
 <li itemprop="review" itemscope itemtype="https://schema.org/Review"><h4 itemprop="name">Best chips</h4>
  <span itemprop="author">Bo</span> <time itemprop="datePublished" datetime="2022-07-02">2 July</time>
  <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="ratingValue" content="5">
   <meta itemprop="bestRating" content="5">★★★★★</span></li>
 <li itemprop="review" itemscope itemtype="https://schema.org/Review"><h4 itemprop="name">Closed</h4>
  <span itemprop="author">Cy</span> <time itemprop="datePublished" datetime="2022-07-03">3 July</time>
  <p itemprop="reviewBody">The door was shut, so no stars from me.</p></li>
</ul>
</body>
""",
    rdfa="""
<body vocab="https://schema.org/" typeof="Restaurant">
<h1 property="name">The Tin Kettle</h1>
<p property="address" typeof="PostalAddress"><span property="streetAddress">4 Quay
 Lane</span>, <span property="addressLocality">Port Erin</span></p>
<p><span property="servesCuisine">Fish</span>, <span property="priceRange">££</span></p>
<ul>
 <li property="review" typeof="Review"><h4 property="name">A long wait</h4>
  <span property="author">Ann</span> <span property="datePublished" content="2022-07-01">1 July</span>
  <span property="reviewRating" typeof="Rating"><meta property="ratingValue" content="2">
   <meta property="bestRating" content="5">★★</span>
  <p property="reviewBody">An hour for a herring.</p></li>
 <li property="review" typeof="Review"><h4 property="name">Best chips</h4>
  <span property="author">Bo</span> <span property="datePublished" content="2022-07-02">2 July</span>
  <span property="reviewRating" typeof="Rating"><meta property="ratingValue" content="5">
   <meta property="bestRating" content="5">★★★★★</span></li>
 <li property="review" typeof="Review"><h4 property="name">Closed</h4>
  <span property="author">Cy</span> <span property="datePublished" content="2022-07-03">3 July</span>
  <p property="reviewBody">The door was shut, so no stars from me.</p></li>
</ul>
</body>
""",
    records=(
        {
            "item": _KETTLE,
            "title": "A long wait",
            "authors": [PERSON | {"name": "Ann"}],
            "published": "2022-07-01",
            "rating": {"value": 2, "best": 5},
            "body": {"value": "An hour for a herring.", "format": "text"},
            "inferred": GUESSED,
        },
        {
            "item": _KETTLE,
            "title": "Best chips",
            "authors": [PERSON | {"name": "Bo"}],
            "published": "2022-07-02",
            "rating": {"value": 5, "best": 5},
            "inferred": GUESSED,
        },
        {
            "item": _KETTLE,
            "title": "Closed",
            "authors": [PERSON | {"name": "Cy"}],
            "published": "2022-07-03",
            "body": {"value": "The door was shut, so no stars from me.", "format": "text"},
            "inferred": GUESSED,
        },
    ),
)

LINKED = Triple(
    name="a review with a page of its own, its property and its class on one element",
    jsonld=_script(
        """
{"@context": "https://schema.org", "@type": "Recipe", "name": "Quince Tart", "recipeYield": "8",
 "review": [{"@type": "Review", "@id": "https://cook.example/quince-tart#r-12",
  "url": "https://cook.example/quince-tart#r-12",
  "author": {"@type": "Person", "name": "Ludo Maas", "sameAs": "https://social.example/ludo"},
  "reviewRating": {"@type": "Rating", "ratingValue": 3, "worstRating": 1, "bestRating": 5},
  "datePublished": "2018-10-07", "description": "Too sweet for me."}]}
"""
    ),
    microdata="""
<article itemscope itemtype="https://schema.org/Recipe"><h1 itemprop="name">Quince Tart</h1> for
 <span itemprop="recipeYield">8</span>
 <section itemprop="review" itemscope itemtype="https://schema.org/Review"
   itemid="https://cook.example/quince-tart#r-12">
  <a itemprop="url" href="https://cook.example/quince-tart#r-12">Link</a>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ludo Maas</span>
   <link itemprop="sameAs" href="https://social.example/ludo"></span>
  <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"
   ><meta itemprop="worstRating" content="1"><meta itemprop="bestRating" content="5"
   ><span itemprop="ratingValue">3</span> spoons</span>
  <time itemprop="datePublished" datetime="2018-10-07">7 Oct</time>
  <span itemprop="description">Too sweet for me.</span>
 </section>
</article>
""",
    rdfa="""
<body vocab="https://schema.org/">
<article typeof="Recipe"><h1 property="name">Quince Tart</h1> for <span property="recipeYield">8</span>
 <section property="review" typeof="Review" resource="https://cook.example/quince-tart#r-12">
  <a property="url" href="https://cook.example/quince-tart#r-12">Link</a>
  <span property="author" typeof="Person"><span property="name">Ludo Maas</span>
   <link property="sameAs" href="https://social.example/ludo"></span>
  <span property="reviewRating" typeof="Rating"
   ><meta property="worstRating" content="1"><meta property="bestRating" content="5"
   ><span property="ratingValue">3</span> spoons</span>
  <time property="datePublished">2018-10-07</time>
  <span property="description">Too sweet for me.</span>
 </section>
</article>
</body>
""",
    records=(
        {
            "id": "https://cook.example/quince-tart#r-12",
            "url": "https://cook.example/quince-tart#r-12",
            "item": {"type": "Recipe", "name": "Quince Tart", "recipe_yield": "8"},
            "authors": [PERSON | {"name": "Ludo Maas", "same_as": ["https://social.example/ludo"]}],
            "rating": {"value": 3, "best": 5, "worst": 1},
            "published": "2018-10-07",
            "summary": "Too sweet for me.",
        },
    ),
)

METAS = Triple(
    name="all of it in meta and link elements, beside a page for people",
    jsonld=_script(
        """
[{"@context": "http://schema.org/", "@type": "BreadcrumbList", "itemListElement": []},
 {"@context": "http://schema.org/", "@type": "Review", "name": "Nine lives",
  "itemReviewed": {"@type": "VideoGame", "name": "Cat Burglar 3", "image": "https://games.example/cb3.png",
   "sameAs": "https://wiki.example/Cat_Burglar_3"},
  "author": {"@type": "Person", "name": "J. O'Neill"},
  "publisher": {"@type": "Organization", "name": "Games \\"Weekly\\"", "url": "https://games.example/"},
  "datePublished": "2024-01-31T08:00:00Z", "dateModified": "2024-02-01T09:30:00Z", "inLanguage": "en-GB",
  "reviewBody": "A <b> in the title & a loop in the plot.",
  "reviewRating": {"@type": "Rating", "ratingValue": "7.5", "bestRating": "10", "worstRating": "0",
   "alternateName": "Good"}}]
"""
    ),
    microdata="""
<div itemscope itemtype="http://schema.org/BreadcrumbList"></div>
<div itemscope itemtype="http://schema.org/Review">
 <meta itemprop="name" content="Nine lives">
 <div itemprop="itemReviewed" itemscope itemtype="http://schema.org/VideoGame">
  <meta itemprop="name" content="Cat Burglar 3">
  <link itemprop="image" href="https://games.example/cb3.png">
  <link itemprop="sameAs" href="https://wiki.example/Cat_Burglar_3">
 </div>
 <div itemprop="author" itemscope itemtype="http://schema.org/Person"><meta itemprop="name" content="J. O'Neill"></div>
 <div itemprop="publisher" itemscope itemtype="http://schema.org/Organization">
  <meta itemprop="name" content="Games &quot;Weekly&quot;"><link itemprop="url" href="https://games.example/"></div>
 <meta itemprop="datePublished" content="2024-01-31T08:00:00Z">
 <meta itemprop="dateModified" content="2024-02-01T09:30:00Z">
 <meta itemprop="inLanguage" content="en-GB">
 <meta itemprop="reviewBody" content="A &lt;b> in the title &amp; a loop in the plot.">
 <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
  <meta itemprop="ratingValue" content="7.5"><meta itemprop="bestRating" content="10">
  <meta itemprop="worstRating" content="0"><meta itemprop="alternateName" content="Good"></div>
</div>
<p>Our verdict: <b>Good</b></p>
""",
    rdfa="""
<div vocab="http://schema.org/">
<div typeof="BreadcrumbList"></div>
<div typeof="Review">
 <meta property="name" content="Nine lives">
 <div property="itemReviewed" typeof="VideoGame">
  <meta property="name" content="Cat Burglar 3">
  <link property="image" href="https://games.example/cb3.png">
  <link property="sameAs" href="https://wiki.example/Cat_Burglar_3">
 </div>
 <div property="author" typeof="Person"><meta property="name" content="J. O'Neill"></div>
 <div property="publisher" typeof="Organization">
  <meta property="name" content="Games &quot;Weekly&quot;"><link property="url" href="https://games.example/"></div>
 <meta property="datePublished" content="2024-01-31T08:00:00Z">
 <meta property="dateModified" content="2024-02-01T09:30:00Z">
 <meta property="inLanguage" content="en-GB">
 <meta property="reviewBody" content="A &lt;b> in the title &amp; a loop in the plot.">
 <div property="reviewRating" typeof="Rating">
  <meta property="ratingValue" content="7.5"><meta property="bestRating" content="10">
  <meta property="worstRating" content="0"><meta property="alternateName" content="Good"></div>
</div>
</div>
<p>Our verdict: <b>Good</b></p>
""",
    records=(
        {
            "title": "Nine lives",
            "item": {
                "type": "VideoGame",
                "name": "Cat Burglar 3",
                "image": ["https://games.example/cb3.png"],
                "same_as": ["https://wiki.example/Cat_Burglar_3"],
            },
            "authors": [PERSON | {"name": "J. O'Neill"}],
            "publisher": {"type": "Organization", "name": 'Games "Weekly"', "url": "https://games.example/"},
            "published": "2024-01-31T08:00:00Z",
            "modified": "2024-02-01T09:30:00Z",
            "language": "en-GB",
            "body": {"value": "A <b> in the title & a loop in the plot.", "format": "text"},
            "rating": {"value": 7.5, "best": 10, "worst": 0, "label": "Good"},
        },
    ),
)

KEYWORDS = Triple(
    name="a magazine as the author, with keywords and pictures",
    jsonld=_script(
        """
{"@context": "https://schema.org", "@type": "CriticReview", "headline": "Thunder indoors",
 "itemReviewed": {"@type": "MusicAlbum", "name": "Low Ceilings",
  "byArtist": {"@type": "MusicGroup", "name": "The Rafters"}},
 "author": {"@type": "Organization", "name": "Ohr", "url": "https://ohr.example/"},
 "datePublished": "2016-06-30T19:05:00+02:00", "inLanguage": "de", "keywords": ["loud", "live"],
 "image": "https://ohr.example/low.jpg", "license": "https://creativecommons.org/licenses/by/4.0/",
 "abstract": "Zu laut.", "reviewBody": "Vierzig Minuten Gewitter, danach Stille.",
 "reviewRating": {"@type": "Rating", "ratingValue": "8 / 10"}}
"""
    ),
    microdata="""
<article itemscope itemtype="https://schema.org/CriticReview" lang="de">
 <h1 itemprop="headline">Thunder indoors</h1>
 <p itemprop="itemReviewed" itemscope itemtype="https://schema.org/MusicAlbum"><i itemprop="name">Low Ceilings</i> von
  <span itemprop="byArtist" itemscope itemtype="https://schema.org/MusicGroup"><b itemprop="name">The Rafters</b></span>
 </p>
 <img itemprop="image" src="https://ohr.example/low.jpg" alt="">
 <p itemprop="author" itemscope itemtype="https://schema.org/Organization">
  <a itemprop="url" href="https://ohr.example/"><span itemprop="name">Ohr</span></a>,
  <!-- the date is the review's, and stands outside of its author --></p>
 <time itemprop="datePublished" datetime="2016-06-30T19:05:00+02:00">30. Juni</time>
 <meta itemprop="inLanguage" content="de">
 <a itemprop="license" rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a>
 <p itemprop="abstract">Zu laut.</p>
 <p itemprop="reviewBody">Vierzig Minuten Gewitter, danach Stille.</p>
 <p itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><b itemprop="ratingValue">8 / 10</b></p>
 <ul><li itemprop="keywords">loud<li itemprop="keywords">live</ul>
</article>
""",
    rdfa="""
<article vocab="https://schema.org/" typeof="CriticReview" lang="de">
 <h1 property="headline">Thunder indoors</h1>
 <p property="itemReviewed" typeof="MusicAlbum"><i property="name">Low Ceilings</i> von
  <span property="byArtist" typeof="MusicGroup"><b property="name">The Rafters</b></span></p>
 <img property="image" src="https://ohr.example/low.jpg" alt="">
 <p property="author" typeof="Organization">
  <a property="url" href="https://ohr.example/"><span property="name">Ohr</span></a>,
  <!-- the date is the review's, and stands outside of its author --></p>
 <time property="datePublished" content="2016-06-30T19:05:00+02:00">30. Juni</time>
 <meta property="inLanguage" content="de">
 <a property="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a>
 <p property="abstract">Zu laut.</p>
 <p property="reviewBody">Vierzig Minuten Gewitter, danach Stille.</p>
 <p property="reviewRating" typeof="Rating"><b property="ratingValue">8 / 10</b></p>
 <ul><li property="keywords">loud<li property="keywords">live</ul>
</article>
""",
    records=(
        {
            "kind": "critic",
            "title": "Thunder indoors",
            "item": {
                "type": "MusicAlbum",
                "name": "Low Ceilings",
                "by_artist": [{"type": "Organization", "name": "The Rafters"}],
            },
            "images": ["https://ohr.example/low.jpg"],
            "authors": [{"type": "Organization", "name": "Ohr", "url": "https://ohr.example/"}],
            "published": "2016-06-30T19:05:00+02:00",
            "language": "de",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "summary": "Zu laut.",
            "body": {"value": "Vierzig Minuten Gewitter, danach Stille.", "format": "text"},
            "rating": {"value": 8, "best": 10, "label": "8 / 10"},
            "tags": ["loud", "live"],
        },
    ),
    unordered=("tags",),
)

NOTES = Triple(
    name="notes for and against, in lists with positions",
    jsonld=_script(
        """
{"@context": "https://schema.org", "@type": "Product", "name": "Pebble Kettle", "mpn": "PK-1",
 "review": {"@type": "Review", "author": {"@type": "Organization", "name": "Steam Test"},
  "reviewRating": {"@type": "Rating", "ratingValue": "80%"},
  "positiveNotes": {"@type": "ItemList", "itemListElement": [
   {"@type": "ListItem", "position": "2", "name": "Pours without a drip"},
   {"@type": "ListItem", "position": "1", "name": "Boils fast"}]},
  "negativeNotes": {"@type": "ItemList", "itemListElement": [
   {"@type": "ListItem", "position": "1", "name": "Short cord"}]}}}
"""
    ),
    microdata="""
<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Pebble Kettle</b>
 <meta itemprop="mpn" content="PK-1">
 <div itemprop="review" itemscope itemtype="https://schema.org/Review">
  <span itemprop="author" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Steam Test</b></span>
  <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><b itemprop="ratingValue">80%</b></span>
  <ul itemprop="positiveNotes" itemscope itemtype="https://schema.org/ItemList">
   <li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"><meta itemprop="position" content="2">
    <span itemprop="name">Pours without a drip</span></li>
   <li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"><meta itemprop="position" content="1">
    <span itemprop="name">Boils fast</span></li></ul>
  <ul itemprop="negativeNotes" itemscope itemtype="https://schema.org/ItemList">
   <li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"><meta itemprop="position" content="1">
    <span itemprop="name">Short cord</span></li></ul>
 </div>
</div>
""",
    rdfa="""
<div vocab="https://schema.org/" typeof="Product"><b property="name">Pebble Kettle</b>
 <meta property="mpn" content="PK-1">
 <div property="review" typeof="Review">
  <span property="author" typeof="Organization"><b property="name">Steam Test</b></span>
  <span property="reviewRating" typeof="Rating"><b property="ratingValue">80%</b></span>
  <ul property="positiveNotes" typeof="ItemList">
   <li property="itemListElement" typeof="ListItem"><meta property="position" content="2">
    <span property="name">Pours without a drip</span></li>
   <li property="itemListElement" typeof="ListItem"><meta property="position" content="1">
    <span property="name">Boils fast</span></li></ul>
  <ul property="negativeNotes" typeof="ItemList">
   <li property="itemListElement" typeof="ListItem"><meta property="position" content="1">
    <span property="name">Short cord</span></li></ul>
 </div>
</div>
""",
    records=(
        {
            "item": {
                "type": "Product",
                "name": "Pebble Kettle",
                "identifiers": [{"kind": "mpn", "value": "PK-1"}],
            },
            "authors": [{"type": "Organization", "name": "Steam Test"}],
            "rating": {"value": 80, "best": 100, "worst": 0, "label": "80%"},
            "pros": ["Boils fast", "Pours without a drip"],
            "cons": ["Short cord"],
        },
    ),
)

PAIR = Triple(
    name="two authors, a verdict and a part, and the answer of the maker",
    jsonld=_script(
        """
{"@context": "https://schema.org", "@type": "Review", "url": "https://apps.example/r/9",
 "itemReviewed": {"@type": "SoftwareApplication", "name": "Ledgerly", "operatingSystem": "Linux"},
 "author": [{"@type": "Person", "name": "Ama Boateng"}, {"@type": "Person", "name": "Li Wei"}],
 "datePublished": "2025-03-09",
 "reviewRating": [
  {"@type": "Rating", "ratingValue": 3, "bestRating": 5, "worstRating": 1},
  {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "reviewAspect": "Support",
   "ratingExplanation": "Nobody picks up."}],
 "comment": {"@type": "Comment", "text": "We hired two people.", "datePublished": "2025-03-12",
  "author": {"@type": "Organization", "name": "Ledgerly Ltd"}}}
"""
    ),
    microdata="""
<section itemscope itemtype="https://schema.org/Review">
 <link itemprop="url" href="https://apps.example/r/9">
 <h2 itemprop="itemReviewed" itemscope itemtype="https://schema.org/SoftwareApplication">
  <span itemprop="name">Ledgerly</span><meta itemprop="operatingSystem" content="Linux"></h2>
 <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ama Boateng</b></span> and
 <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Li Wei</b></span>
 <meta itemprop="datePublished" content="2025-03-09">
 <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
  <meta itemprop="worstRating" content="1"><b itemprop="ratingValue">3</b> of <i itemprop="bestRating">5</i></div>
 <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><i itemprop="reviewAspect">Support</i>:
  <meta itemprop="worstRating" content="1"><b itemprop="ratingValue">1</b> of <i itemprop="bestRating">5</i>
  <span itemprop="ratingExplanation">Nobody picks up.</span></div>
 <blockquote itemprop="comment" itemscope itemtype="https://schema.org/Comment">
  <span itemprop="author" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Ledgerly Ltd</b></span>
  <time itemprop="datePublished" datetime="2025-03-12">12 March</time>
  <span itemprop="text">We hired two people.</span></blockquote>
</section>
""",
    rdfa="""
<section vocab="https://schema.org/" typeof="Review">
 <link property="url" href="https://apps.example/r/9">
 <h2 property="itemReviewed" typeof="SoftwareApplication">
  <span property="name">Ledgerly</span><meta property="operatingSystem" content="Linux"></h2>
 <span property="author" typeof="Person"><b property="name">Ama Boateng</b></span> and
 <span property="author" typeof="Person"><b property="name">Li Wei</b></span>
 <meta property="datePublished" content="2025-03-09">
 <div property="reviewRating" typeof="Rating">
  <meta property="worstRating" content="1"><b property="ratingValue">3</b> of <i property="bestRating">5</i></div>
 <div property="reviewRating" typeof="Rating"><i property="reviewAspect">Support</i>:
  <meta property="worstRating" content="1"><b property="ratingValue">1</b> of <i property="bestRating">5</i>
  <span property="ratingExplanation">Nobody picks up.</span></div>
 <blockquote property="comment" typeof="Comment">
  <span property="author" typeof="Organization"><b property="name">Ledgerly Ltd</b></span>
  <time property="datePublished" datetime="2025-03-12" content="2025-03-12">12 March</time>
  <span property="text">We hired two people.</span></blockquote>
</section>
""",
    records=(
        {
            "id": "https://apps.example/r/9",
            "url": "https://apps.example/r/9",
            "item": {"type": "SoftwareApplication", "name": "Ledgerly", "operating_system": "Linux"},
            "authors": [PERSON | {"name": "Ama Boateng"}, PERSON | {"name": "Li Wei"}],
            "published": "2025-03-09",
            "rating": {"value": 3, "best": 5, "worst": 1},
            "aspects": [{"name": "Support", "rating": {"value": 1, "best": 5, "worst": 1}, "text": "Nobody picks up."}],
            "reply": {
                "text": "We hired two people.",
                "author": {"type": "Organization", "name": "Ledgerly Ltd"},
                "published": "2025-03-12",
            },
            "inferred": ["id"],
        },
    ),
    unordered=("authors",),
)

TRIPLES = (NESTED, APART, TYPED, PREFIXED, SEVERAL, LINKED, METAS, KEYWORDS, NOTES, PAIR)
