"""Feeds that others publish become records: in the shapes of Letterboxd, Goodreads and Backloggd, and plain blogs'.

All of the feeds are written here; the shapes are those sites', the films, books and words are nobody's.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from syndicate.formats import ReadContext, Refusal, get
from syndicate.mapping import Ids, MappingSettings, compile_mapping
from syndicate.models.record import plain

LETTERBOXD = """<?xml version='1.0' encoding='utf-8'?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org">
 <channel>
  <title>Letterboxd - Mira</title> <link>https://letterboxd.com/mira/</link> <description>Letterboxd - Mira</description>
  <atom:link rel="self" href="https://letterboxd.com/mira/rss/" type="application/rss+xml" />
  <item>
   <title>The Salt Road, 2019 - ★★★½ (contains spoilers)</title>
   <link>https://letterboxd.com/mira/film/the-salt-road/</link>
   <guid isPermaLink="false">letterboxd-review-101</guid>
   <pubDate>Tue, 5 Mar 2024 09:12:33 +1300</pubDate>
   <letterboxd:watchedDate>2024-03-04</letterboxd:watchedDate> <letterboxd:rewatch>Yes</letterboxd:rewatch>
   <letterboxd:filmTitle>The Salt Road</letterboxd:filmTitle> <letterboxd:filmYear>2019</letterboxd:filmYear>
   <letterboxd:memberRating>3.5</letterboxd:memberRating> <letterboxd:memberLike>No</letterboxd:memberLike>
   <tmdb:movieId>900001</tmdb:movieId>
   <description><![CDATA[ <p><img src="https://a.example/poster.jpg?v=1&amp;w=6"/></p>
    <p><em>This review may contain spoilers.</em></p> <p>Everyone <b>walks</b> &amp; nobody arrives.</p> ]]></description>
   <dc:creator>Mira</dc:creator>
  </item>
  <item>
   <title>Paper Boats, 2021 - ½</title> <link>https://letterboxd.com/mira/film/paper-boats/</link>
   <guid isPermaLink="false">letterboxd-watch-102</guid> <pubDate>Mon, 4 Mar 2024 09:12:33 +1300</pubDate>
   <letterboxd:watchedDate>2024-03-03</letterboxd:watchedDate> <letterboxd:rewatch>No</letterboxd:rewatch>
   <letterboxd:filmTitle>Paper Boats</letterboxd:filmTitle> <letterboxd:filmYear>2021</letterboxd:filmYear>
   <letterboxd:memberRating>0.5</letterboxd:memberRating> <tmdb:tvId>77</tmdb:tvId>
   <description><![CDATA[ <p><img src="https://a.example/2.jpg"/></p> <p>Watched on Sunday March 3, 2024.</p> ]]></description>
   <dc:creator>Mira</dc:creator>
  </item>
  <item>
   <title>Nobody Rated This, 2001</title> <link>https://letterboxd.com/mira/film/nobody/</link>
   <guid isPermaLink="false">letterboxd-watch-103</guid> <pubDate>Mon, 4 Mar 2024 09:12:33 +1300</pubDate>
   <letterboxd:filmTitle>Nobody Rated This</letterboxd:filmTitle> <letterboxd:filmYear>2001</letterboxd:filmYear>
   <description><![CDATA[ <p><img src="https://a.example/3.jpg"/></p> <p>Watched on Sunday March 3, 2024.</p> ]]></description>
  </item>
  <item>
   <title>Ten long trains</title> <link>https://letterboxd.com/mira/list/trains/</link>
   <guid isPermaLink="false">letterboxd-list-5</guid> <pubDate>Mon, 4 Mar 2024 09:12:33 +1300</pubDate>
   <description><![CDATA[ <ul><li>Long trains, 4/5</li></ul> ]]></description> <dc:creator>Mira</dc:creator>
  </item>
 </channel>
</rss>
"""

GOODREADS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Ola's bookshelf: read</title><language>en-US</language>
<link><![CDATA[https://www.goodreads.com/review/list_rss/1?shelf=read]]></link>
<item>
 <guid><![CDATA[https://www.goodreads.com/review/show/55]]></guid>
 <pubDate><![CDATA[Sun, 14 Jan 2024 05:08:31 -0800]]></pubDate>
 <title><![CDATA[The Quiet Harbour]]></title> <link><![CDATA[https://www.goodreads.com/review/show/55]]></link>
 <book_id>4321</book_id> <book_image_url><![CDATA[https://i.example/s.jpg]]></book_image_url>
 <book_large_image_url><![CDATA[https://i.example/l.jpg]]></book_large_image_url>
 <book_description><![CDATA[A harbour.<br />A light.]]></book_description>
 <book id="4321"><num_pages>312</num_pages></book>
 <author_name>Ines Vale</author_name> <isbn>0306406152</isbn> <user_name>Ola</user_name> <user_rating>4</user_rating>
 <user_read_at><![CDATA[Sat, 13 Jan 2024 00:00:00 +0000]]></user_read_at>
 <user_date_created><![CDATA[Fri, 05 Jan 2024 04:00:00 -0800]]></user_date_created>
 <user_shelves>sea, slow-books</user_shelves>
 <user_review><![CDATA[Slow, then <i>not</i>.<br/>Read it.]]></user_review>
 <average_rating>3.91</average_rating> <book_published>1987</book_published>
 <description><![CDATA[author: Ines Vale<br/>name: Ola<br/>rating: 4]]></description>
</item>
<item>
 <guid><![CDATA[https://www.goodreads.com/review/show/56]]></guid> <title><![CDATA[On the Shelf]]></title>
 <link>https://www.goodreads.com/review/show/56</link> <book_id>4322</book_id> <author_name>Bo Lind</author_name>
 <isbn></isbn> <user_name>Ola</user_name> <user_rating>0</user_rating> <user_read_at></user_read_at>
 <user_review></user_review> <average_rating>4.20</average_rating>
 <description><![CDATA[author: Bo Lind<br/>rating: 0<br/>average rating: 4.20]]></description>
</item>
<item>
 <guid><![CDATA[https://www.goodreads.com/review/show/57]]></guid> <title><![CDATA[Words Alone]]></title>
 <link>https://www.goodreads.com/review/show/57</link> <book_id>4323</book_id> <author_name>Bo Lind</author_name>
 <user_name>Ola</user_name> <user_rating>0</user_rating> <user_review>I gave up.</user_review>
</item>
</channel></rss>
"""

BACKLOGGD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Reviews by tes</title> <link>https://www.backloggd.com/u/tes/reviews</link>
<item>
 <title>Lantern Deep</title> <link>https://www.backloggd.com/u/tes/review/9/</link>
 <guid>https://www.backloggd.com/u/tes/review/9/</guid> <pubDate>Wed, 07 Feb 2024 11:00:00 GMT</pubDate>
 <description><![CDATA[Dark caves, and good ones.]]></description>
 <image><url>https://i.example/g.jpg</url></image> <reviewer>tes</reviewer> <user_rating>7</user_rating>
</item>
</channel></rss>
"""


def read(name, document, **context):
    """The records and the refusals of a feed, and what was told."""
    data = document if isinstance(document, bytes) else document.encode()
    ctx = ReadContext(source="feed", key="feed", **context)
    pieces = [data[at : at + 1000] for at in range(0, len(data), 1000)]
    made = list(get(name).read(pieces, ctx))
    return [one for one in made if not isinstance(one, Refusal)], [one for one in made if isinstance(one, Refusal)], ctx


def skipped(ctx):
    """What was left out, as it was told."""
    return [note.what for note in ctx.notes if note.kind == "skipped"]


def rss(*items, head="", root="<rss version='2.0'>"):
    """A feed of items of a blog."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f"{root}<channel><title>Blog</title><link>http://blog.example/</link>{head}{inner}</channel></rss>"


def test_letterboxd():
    (one, two), refused, ctx = read("rss", LETTERBOXD)
    made = plain(one)
    assert made.pop("id").startswith("urn:uuid:")
    assert made == {
        "url": "https://letterboxd.com/mira/film/the-salt-road/",
        "item": {
            "type": "Movie", "name": "The Salt Road", "date_published": "2019",
            "image": ["https://a.example/poster.jpg?v=1&w=6"], "identifiers": [{"kind": "tmdb", "value": "900001"}],
        },
        "authors": [{"type": "Person", "name": "Mira"}],
        "body": {"value": "<p>Everyone <b>walks</b> &amp; nobody arrives.</p>", "format": "html"},
        "rating": {"value": 3.5, "best": 5, "worst": 0.5, "label": "★★★½"},
        "published": "2024-03-05T09:12:33+13:00",
        "experienced": "2024-03-04",
        "spoiler": True,
        "inferred": ["id"],
        "extensions": {"https://letterboxd.com/#memberLike": False, "https://letterboxd.com/#rewatch": True},
    }  # fmt: skip
    assert (two.item.type, two.rating.value, two.rating.label, two.body) == ("TVSeries", 0.5, "½", None)
    assert (refused, ctx.skipped) == ([], 2)
    assert skipped(ctx) == ["a film that was seen, without a rating and without a text", "a list of films"]
    assert read("rss", LETTERBOXD)[0][0].id == one.id


def test_goodreads():
    (one, words), refused, ctx = read("rss", GOODREADS)
    assert plain(one) == {
        "id": "https://www.goodreads.com/review/show/55",
        "url": "https://www.goodreads.com/review/show/55",
        "item": {
            "type": "Book", "name": "The Quiet Harbour", "date_published": "1987", "number_of_pages": 312,
            "author": [{"type": "Person", "name": "Ines Vale"}], "image": ["https://i.example/l.jpg"],
            "identifiers": [{"kind": "isbn", "value": "0306406152"}, {"kind": "goodreads", "value": "4321"}],
        },
        "authors": [{"type": "Person", "name": "Ola"}],
        "body": {"value": "Slow, then <i>not</i>.<br>Read it.", "format": "html"},
        "rating": {"value": 4, "best": 5, "worst": 1},
        "language": "en-US",
        "published": "2024-01-05T04:00:00-08:00",
        "experienced": "2024-01-13",
        "tags": ["sea", "slow-books"],
        "inferred": ["language"],
    }  # fmt: skip
    assert (words.rating, words.body.value) == (None, "I gave up.")
    assert refused == []
    assert skipped(ctx) == ["a book on a shelf, without a rating and without a text"]


def test_backloggd():
    (one,), refused, _ = read("rss", BACKLOGGD)
    assert plain(one) == {
        "id": "https://www.backloggd.com/u/tes/review/9/",
        "url": "https://www.backloggd.com/u/tes/review/9/",
        "item": {"type": "VideoGame", "name": "Lantern Deep", "image": ["https://i.example/g.jpg"]},
        "authors": [{"type": "Person", "name": "tes"}],
        "body": {"value": "Dark caves, and good ones.", "format": "html"},
        "rating": {"value": 7, "best": 10},
        "published": "2024-02-07T11:00:00+00:00",
    }
    assert refused == []


@pytest.mark.parametrize(
    ("title", "name", "type", "rating"),
    [
        ("Salt (2021) – ★★★½", "Salt", "Thing", {"value": 3.5, "label": "★★★½"}),
        ("Review: The Salt Road, 8/10", "The Salt Road", "Thing", {"value": 8, "best": 10, "label": "8/10"}),
        ("Film review: The Salt Road (4/5)", "The Salt Road", "Movie", {"value": 4, "best": 5, "label": "4/5"}),
        ("Book Review: Salt by Ann Lee", "Salt", "Book", None),
        ("★★★★☆ Salt", "Salt", "Thing", {"value": 4, "best": 5, "label": "★★★★☆"}),
        ("Filmkritik: Das Meer", "Das Meer", "Movie", None),
        ("The Salt Road - 3.5 out of 5 stars", "The Salt Road", "Thing",
         {"value": 3.5, "best": 5, "label": "3.5 out of 5 stars"}),
    ],
)  # fmt: skip
def test_titles_of_blogs(title, name, type, rating):
    (one,), refused, _ = read("rss", rss(f"<title>{title}</title><guid>tag:b,2020:1</guid>"))
    assert refused == []
    assert (one.item.name, one.item.type, one.title) == (name, type, title)
    assert plain(one).get("rating") == rating
    assert {"item.name", "item.type"} <= set(one.inferred)
    assert ("rating" in one.inferred) == (rating is not None)


@pytest.mark.parametrize(
    "title", ["My holidays", "24/7 with a cat", "10 films to see", "Reviews", "What I read in May"]
)
def test_what_is_no_review_is_left_out_counted_and_told(title):
    item = f"<title>{title}</title><description>Five stars over the sea.</description>"
    (one,), refused, ctx = read("rss", rss(item, "<title>Salt 4/5</title>"))
    assert (one.item.name, refused, ctx.skipped) == ("Salt", [], 1)
    (note,) = (note for note in ctx.notes if note.kind == "skipped")
    assert note.place.startswith("entry 1 (line ")
    assert "mapping" in note.what


def test_a_rating_in_the_text_of_a_review():
    text = "&lt;p&gt;Long and good.&lt;/p&gt;&lt;p&gt;Rating: 4/5&lt;/p&gt;"
    (one,), _, _ = read("rss", rss(f"<title>Book Review: Salt</title><description>{text}</description>"))
    assert (one.rating.value, one.rating.best) == (4, 5)
    assert one.body.value == "<p>Long and good.</p><p>Rating: 4/5</p>"


def test_h_review_in_the_content():
    content = (
        '<div class="h-review"><p class="p-item h-item">Salt</p><data class="p-rating" value="3"></data>'
        '<data class="p-best" value="5"></data><div class="e-content"><p>Good <a href="/b">b</a>.</p></div></div>'
    )
    item = f"<title>Of salt</title><link>http://blog.example/a/1</link><description><![CDATA[{content}]]></description>"
    (one,), _, _ = read("rss", rss(item))
    assert (one.item.name, one.rating.value, one.rating.best, one.title) == ("Salt", 3, 5, "Of salt")
    assert one.body.value == '<p>Good <a href="http://blog.example/b">b</a>.</p>'


def test_rdf():
    (one,), refused, _ = read("rss", """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="http://r.example/"><title>R</title><link>http://r.example/</link><dc:language>de</dc:language></channel>
 <item rdf:about="http://r.example/1"><title>Filmkritik: Das Meer (4/5)</title><link>http://r.example/1</link>
  <dc:date>2024-03-01T10:00+01:00</dc:date><dc:creator>Uwe</dc:creator><dc:subject>Film</dc:subject></item>
</rdf:RDF>""")  # fmt: skip
    assert refused == []
    assert (one.id, one.url, one.language) == ("http://r.example/1", "http://r.example/1", "de")
    assert (one.item.name, one.rating.value, one.published) == ("Das Meer", 4, "2024-03-01T10:00:00+01:00")
    assert ([author.name for author in one.authors], one.tags) == (["Uwe"], ("Film",))


def test_atom_of_2003():
    (one,), _, _ = read("atom", """<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="fr"
 xml:base="http://f.example/blog/"><title>F</title><link rel="alternate" type="text/html" href="http://f.example/"/>
 <author><name>Zoé</name></author>
 <entry><title>Critique : Le Port 7/10</title><link rel="alternate" type="text/html" href="un"/>
  <id>tag:f.example,2004:1</id><issued>2004-03-01T10:00:00Z</issued><modified>2004-03-02T10:00:00Z</modified>
  <content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml">
   <p>Bien. <a href="deux">d</a><br/></p></div></content></entry></feed>""")  # fmt: skip
    assert (one.id, one.url) == ("tag:f.example,2004:1", "http://f.example/blog/un")
    assert (one.published, one.modified) == ("2004-03-01T10:00:00Z", "2004-03-02T10:00:00Z")
    assert (one.authors[0].name, one.rating.value, one.item.name) == ("Zoé", 7, "Le Port")
    assert one.body.value == '<p>Bien. <a href="http://f.example/blog/deux">d</a><br></p>'


def test_atom_of_others():
    document = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
 <title>F</title><id>urn:f</id><updated>2024-03-02T10:00:00Z</updated>
 <at:deleted-entry ref="urn:f:0" when="2024-03-01T00:00:00Z"/>
 <at:deleted-entry ref="urn:f:9" when="2024-03-01T00:00:00Z"><at:comment>moderated</at:comment></at:deleted-entry>
 <entry><id>urn:f:1</id><title type="html">Review: Salt &amp;amp; &lt;i>Sand&lt;/i> 4/5</title>
  <updated>2024-03-02T10:00:00Z</updated><author><name>Ada</name><uri>https://a.example/</uri></author>
  <link rel="enclosure" href="https://f.example/1.mp3"/>
  <link rel="enclosure" type="image/png" href="https://f.example/1.png"/>
  <link rel="alternate" type="text/html" href="https://f.example/1"/>
  <category term="sand" label="Sand"/><summary>A long dry summer of it.</summary>
  <content type="html">&lt;p>Dry.&lt;/p></content></entry></feed>"""
    (gone, moderated, one), _, ctx = read("atom", document)
    assert plain(gone) == {"id": "urn:f:0", "at": "2024-03-01T00:00:00Z", "reason": "withdrawn"}
    assert moderated.reason == "moderated"
    assert any("withdrawn" in note.what for note in ctx.notes)
    # The title is HTML here; the link is the page's and not the picture's.
    assert (one.title, one.item.name) == ("Review: Salt & Sand 4/5", "Salt & Sand")
    assert (one.url, one.images) == ("https://f.example/1", ("https://f.example/1.png",))
    # Nobody says when it was published: updated is not that.
    assert (one.published, one.modified) == (None, "2024-03-02T10:00:00Z")
    assert (one.authors[0].url, one.tags, one.summary) == ("https://a.example/", ("Sand",), "A long dry summer of it.")


def test_json_feed_of_others():
    feed = {
        "version": "https://jsonfeed.org/version/1", "title": "F", "home_page_url": "https://f.example/",
        "author": {"name": "Ada"},
        "items": [
            {"id": 7, "url": "/7", "title": "Review: Salt, 8/10", "content_text": "Dry.\n\nVery.",
             "date_published": "2024-03-01T10:00:00Z", "tags": ["sand"], "image": "7.png"},
            {"id": "8", "title": "My holidays", "content_html": "<p>Sun.</p>"},
            "nonsense",
        ],
    }  # fmt: skip
    (one,), refused, ctx = read("jsonfeed", json.dumps(feed, indent=1))
    assert (one.item.name, one.rating.value, one.url) == ("Salt", 8, "https://f.example/7")
    assert (one.body.format, one.body.value, one.authors[0].name) == ("text", "Dry.\n\nVery.", "Ada")
    assert (one.tags, one.images) == (("sand",), ("https://f.example/7.png",))
    assert [one.place for one in refused] == ["item 3"]
    assert [note.place for note in ctx.notes if note.kind == "skipped"] == ["item 2"]


def test_schema_org_elements_of_others_are_completed_from_their_entries():
    root = "<rss version='2.0' xmlns:s='https://schema.org/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    item = (
        "<title>Of salt</title><link>http://blog.example/1</link><guid>tag:b,2020:1</guid><dc:creator>Ada</dc:creator>"
        "<pubDate>Fri, 01 Mar 2024 09:30:00 GMT</pubDate><description>Dry.</description>"
        "<s:itemReviewed type='Movie'><s:name>Salt</s:name></s:itemReviewed>"
        "<s:reviewRating><s:ratingValue>4</s:ratingValue><s:bestRating>5</s:bestRating></s:reviewRating>"
    )
    (one,), _, _ = read("rss", rss(item, root=root))
    assert plain(one) == {
        "id": "tag:b,2020:1", "url": "http://blog.example/1", "title": "Of salt",
        "item": {"type": "Movie", "name": "Salt"}, "authors": [{"type": "Person", "name": "Ada"}],
        "rating": {"value": 4, "best": 5}, "published": "2024-03-01T09:30:00+00:00",
        "body": {"value": "Dry.", "format": "text"},
    }  # fmt: skip


def test_a_mapping_takes_the_names_of_the_feed():
    settings = MappingSettings.model_validate({
        "id": "entry.guid",
        "map": {
            "item.name": "entry.title", "item.type": {"value": "Movie"},
            "rating.value": "entry.stars:of_five", "published": "published",
        },
        "where": {"entry.stars:of_five": {"present": True}},
    })  # fmt: skip
    item = "<title>{}</title><guid>{}</guid><pubDate>Fri, 01 Mar 2024 09:30:00 GMT</pubDate>{}"
    document = rss(
        item.format("Salt", "a1", "<stars:of_five>4</stars:of_five>"), item.format("My holidays", "a2", ""),
        root="<rss xmlns:stars='urn:stars'>",
    )  # fmt: skip
    mapper = compile_mapping(
        settings, scales={}, ids=Ids("b.example,2020"), timezone=None, folder=Path(), now=None
    )  # fmt: skip
    (one,), refused, ctx = read("rss", document, mapper=mapper)
    assert (one.id, one.item.name, one.rating.value) == ("tag:b.example,2020:a1", "Salt", 4)
    assert one.published == "2024-03-01T09:30:00+00:00"
    assert (refused, ctx.skipped) == ([], 1)
