"""What a feed is and how it speaks, by its options: in all three formats alike."""

from __future__ import annotations

import json

import pytest
from feeds_reading import ATOM, CONTENT, context, entries, parsed, review, written

import syndicate
from syndicate import prose
from syndicate.errors import SettingsError
from syndicate.formats import ReadContext, get

NAMES = ("atom", "jsonfeed", "rss")
every = pytest.mark.parametrize("format", NAMES)
xml = pytest.mark.parametrize("format", ["atom", "rss"])
HISTORY = "{http://purl.org/syndication/history/1.0}"


def shown(format, records, **options):
    """Title and content of each entry."""
    if format == "jsonfeed":
        items = json.loads(written(format, records, context(format, **options)))["items"]
        return [(item["title"], item.get("content_html", "")) for item in items]
    found = entries(parsed(format, records, context(format, **options)))
    return [
        (
            one.findtext(f"{ATOM}title") or one.findtext("title"),
            one.findtext(f"{ATOM}content") or one.findtext(f"{CONTENT}encoded") or one.findtext("description") or "",
        )
        for one in found
    ]


@every
@pytest.mark.parametrize(
    ("rating", "title"),
    [
        ({"value": 4.5, "best": 5, "worst": 0.5}, "The Lighthouse ★★★★½"),
        ({"value": 7, "best": 10}, "The Lighthouse (7/10)"),
        ({"value": 7, "label": "B+"}, "The Lighthouse (B+)"),
        ({"value": 7}, "The Lighthouse"),
        (None, "The Lighthouse"),
    ],
)
def test_stars_in_the_title_by_choice(format, rating, title):
    record = review(rating=rating)
    assert [one for one, _ in shown(format, [record], stars_in_title=True)] == [title]
    assert [one for one, _ in shown(format, [record])] == ["The Lighthouse"]


@every
def test_what_tells_the_ending_is_withheld_by_choice(format):
    record = review(
        spoiler=True, summary="A ghost story.", body={"value": "He was the ghost.", "format": "text"}, pros=["the ghost"],
        url="https://example.com/1", aspects=[{"name": "plot", "rating": {"value": 1}, "text": "The ghost."}],
    )  # fmt: skip
    ctx = context(format, spoilers="withhold")
    document = written(format, [record], ctx)
    assert b"He was the ghost" not in document
    assert b"the ghost" not in document
    assert sorted(ctx.losses) == [("aspects", "dropped"), ("body", "dropped"), ("pros", "dropped")]
    ((_, content),) = shown(format, [record], spoilers="withhold")
    text = " ".join(prose.plain_text(content, "html").split())
    assert "A ghost story. Contains spoilers" in text
    # A review that tells no ending is as it was.
    assert "the ghost" in shown(format, [record.model_copy(update={"spoiler": None})], spoilers="withhold")[0][1]
    # By default it stands behind a warning, which has to be opened where a reader can do that.
    ((_, content),) = shown(format, [record])
    assert content.index("<details") < content.index("Contains spoilers") < content.index("He was the ghost")


def _long(number, words):
    return review(
        number, url=f"https://example.com/{number}", summary=f"Summary {number}.",
        body={"value": "word " * words, "format": "text"},
    )  # fmt: skip


@every
def test_a_text_that_breaks_the_limit_is_shortened_and_the_rest_is_not(format):
    records = [_long(1, 500), _long(2, 20_000), _long(3, 500)]
    ctx = context(format, limit=20_000)
    document = written(format, records, ctx)
    assert len(document) <= 20_000
    assert {key: (loss.records, loss.examples) for key, loss in ctx.losses.items()} == {
        ("body", "shortened"): (1, [records[1].id])
    }
    one, two, three = (content for _, content in shown(format, records, limit=20_000))
    assert one.count("word") == three.count("word") == 500
    assert two.count("word") == 0
    assert "Summary 2." in two
    assert '<a class="u-url" href="https://example.com/2">Read the whole review</a>' in two
    # The text that is not all there is not read back as one, nor is its summary.
    back = list(get(format).read([document], ReadContext(source="feed")))
    assert [one.body is None for one in back] == [False, True, False]
    assert [one.summary for one in back] == ["Summary 1.", "Summary 2.", "Summary 3."]


@every
def test_the_limit_is_250_kb_and_there_may_be_none(format):
    records = [_long(number, 6_000) for number in range(1, 12)]
    ctx = context(format)
    assert 200_000 < len(written(format, records, ctx)) <= 250_000
    (loss,) = ctx.losses.values()
    # The newest stand first, and keep their texts.
    assert loss.examples == [one.id for one in records[-loss.records :]]
    ctx = context(format, limit=0)
    assert len(written(format, records, ctx)) > 300_000
    assert ctx.losses == {}


@every
def test_a_feed_below_the_limit_is_the_same_as_one_without(format):
    records = [_long(1, 100)]
    assert written(format, records, context(format, limit=0)) == written(format, records)


@every
def test_the_feed_may_have_a_title_a_page_and_a_language_of_its_own(format):
    options = {"title": "Dramas", "page": "https://example.org/dramas/", "language": "fr"}
    document = written(format, [review(language="fr")], context(format, **options))
    if format == "jsonfeed":
        feed = json.loads(document)
        assert (feed["title"], feed["home_page_url"], feed["language"]) == tuple(options.values())
        assert "language" not in feed["items"][0]
        return
    root = parsed(format, [review(language="fr")], context(format, **options))
    channel = root if format == "atom" else root[0]
    prefix = ATOM if format == "atom" else ""
    assert channel.findtext(f"{prefix}title") == "Dramas"
    link = channel.find(f"{prefix}link[@rel='alternate']") if format == "atom" else channel.find("link")
    assert (link.get("href") or link.text) == "https://example.org/dramas/"
    assert (root.get("{http://www.w3.org/XML/1998/namespace}lang") or channel.findtext("language")) == "fr"


@xml
def test_archives_and_hubs(format):
    ctx = context(
        format, archive=True, hub="https://hub.example.com/", previous_archive="https://example.org/2022.xml",
        next_archive="https://example.org/2024.xml", current="https://example.org/all.xml",
    )  # fmt: skip
    root = parsed(format, [review()], ctx)
    channel = root if format == "atom" else root[0]
    assert channel.find(f"{HISTORY}archive") is not None
    links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
    links.pop("alternate", None)
    assert links == {
        "self": f"https://example.org/feeds/reviews.{format}",
        "hub": "https://hub.example.com/",
        "prev-archive": "https://example.org/2022.xml",
        "next-archive": "https://example.org/2024.xml",
        "current": "https://example.org/all.xml",
    }
    plain = parsed(format, [review()])
    assert plain.find(f".//{HISTORY}archive") is None


@every
@pytest.mark.parametrize("name", ["current", "next_archive"])
def test_only_an_archive_has_what_is_an_archives(format, name):
    with pytest.raises(SettingsError, match=f"only an archive of a feed has {name}.*archive = true"):
        written(format, [review()], context(format, **{name: "https://example.org/x"}))


@xml
def test_a_style_sheet_stands_before_the_feed(format):
    document = written(format, [review()], context(format, style='feed.css?a="1"&b')).decode()
    assert document.split("\n")[1] == ('<?xml-stylesheet type="text/css" href="feed.css?a=&quot;1&quot;&amp;b"?>')
    assert "xml-stylesheet" not in written(format, [review()]).decode()


@every
def test_adding_a_review_changes_no_other_entry(format):
    one, two = _long(1, 10), _long(2, 10)
    before = shown(format, [one])
    assert shown(format, [two, one])[1:] == before


@every
def test_an_edit_moves_the_date_of_the_change_and_nothing_else(format):
    record = review(published="2024-05-31", url="https://example.com/1")
    edited = record.model_copy(update={"modified": "2024-06-02T10:00:00Z", "url": "https://example.com/elsewhere"})
    before, after = (
        list(get(format).read([written(format, [one])], ReadContext(source="x"))) for one in (record, edited)
    )
    assert before[0].id == after[0].id
    assert before[0].published == after[0].published
    assert after[0].modified == "2024-06-02T10:00:00Z"


@pytest.mark.parametrize("format", [*NAMES, "jsonld", "microdata", "rdfa"])
def test_an_option_that_does_nothing_on_reading_is_refused(format, tmp_path):
    """None of them is taken and ignored; the one that is named is right for writing."""
    option = 'profile = "search"' if format in ("jsonld", "microdata", "rdfa") else "stars_in_title = true"
    (tmp_path / "reviews.any").write_text("{}")
    settings = tmp_path / "syndicate.toml"
    settings.write_text(f'[[source]]\npath = "reviews.any"\nformat = "{format}"\n[source.options]\n{option}\n')
    with pytest.raises(SettingsError) as raised:
        list(syndicate.read(tmp_path / "reviews.any", config=settings))
    assert option.partition(" ")[0] in str(raised.value)
    assert "when it is read" in str(raised.value)
    settings.write_text(f'[[source]]\npath = "reviews.any"\nformat = "{format}"\n')
    assert len(list(syndicate.read(tmp_path / "reviews.any", config=settings))) == 1
