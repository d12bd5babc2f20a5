"""What the rules of a ``map`` take from a row, each with a row that a user might have."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from syndicate.errors import SettingsError
from syndicate.formats._base import ReadContext
from syndicate.mapping import MappingSettings
from syndicate.models.record import plain

Mapped = Callable[..., Any]
ITEM = 'item.type = { value = "Movie" }\nitem.name = "film"\n'
DUNE = {"slug": "dune", "film": "Dune"}
DUNE_RECORD = {"id": "tag:example.org,2020:dune", "item": {"type": "Movie", "name": "Dune"}}


def rules(text: str) -> str:
    return f"[map]\n{ITEM}{text}"


@pytest.mark.parametrize(
    ("rule", "row", "becomes"),
    [
        ('title = "headline"', {"headline": "Sand"}, {"title": "Sand"}),
        ('title = "head.line"', {"head": {"line": "Sand"}}, {"title": "Sand"}),
        ('title = "head.line"', {"head.line": "Sand", "head": {"line": "Water"}}, {"title": "Sand"}),
        ('title = "lines.1"', {"lines": ["a", "b"]}, {"title": "b"}),
        ('title = "lines.9"', {"lines": ["a", "b"]}, {}),
        ('title = "lines.text"', {"lines": "a"}, {}),
        ('title = { from = ["nr", "headline"], join = ": " }', {"nr": 3, "headline": "Sand"}, {"title": "3: Sand"}),
        ('title = { from = ["nr", "headline"], join = ": " }', {"nr": "", "headline": "Sand"}, {"title": "Sand"}),
        ('tags = ["topics", "keywords"]', {"keywords": "a"}, {"tags": ["a"]}),
        ('tags = { from = ["topic", "keywords"] }', {"topic": "a", "keywords": ["b", "c"]}, {"tags": ["a", "b", "c"]}),
        ('tags = { from = "topics", split = "," }', {"topics": "a, b,, c "}, {"tags": ["a", "b", "c"]}),
        ('tags = { from = "topics", split = "," }', {"topics": ["a, b", "c"]}, {"tags": ["a", "b", "c"]}),
        ('kind = { value = "critic" }', {}, {"kind": "critic"}),
        ('title = { from = "headline", default = "Untitled" }', {"headline": " "}, {"title": "Untitled"}),
        ('title = { from = "headline", default = "Untitled" }', {"headline": "Sand"}, {"title": "Sand"}),
        ('recommended = { from = "verdict", table = { Fresh = true, Rotten = false } }', {"verdict": "rotten"},
         {"recommended": False}),
        ('recommended = { from = "verdict", table = { Fresh = true, "n/a" = "" } }', {"verdict": "n/a"}, {}),
        ('kind = { from = "pro", table = { true = "critic", false = "user" } }', {"pro": True}, {"kind": "critic"}),
        ('kind = { from = "level", table = { 1 = "critic", 2 = "user" } }', {"level": 2}, {"kind": "user"}),
        ('rating.value = { from = "stars", decimal = "," }', {"stars": "3,5"}, {"rating": {"value": 3.5}}),
        ('rating = { from = "stars", decimal = "," }', {"stars": "3,5"}, {"rating": {"value": 3.5, "label": "3,5"}}),
        ('body = { from = "text", format = "html" }', {"text": "<p>Good."},
         {"body": {"value": "<p>Good.", "format": "html"}}),
        ('body = "text"', {"text": "Good."}, {"body": {"value": "Good.", "format": "text"}}),
        ('body = "body"', {"body": {"value": "Good.", "format": "markdown"}},
         {"body": {"value": "Good.", "format": "markdown"}}),
        ('body = { from = "body", format = "html" }', {"body": {"value": "Good.", "format": "markdown"}},
         {"body": {"value": "Good.", "format": "html"}}),
        ('title = "headline"', {"headline": "Sand", "body": {"value": "Good.", "format": "markdown"}},
         {"title": "Sand", "body": {"value": "Good.", "format": "markdown"}}),
        ('body = { from = ["good", "bad"], join = "\\n\\n" }', {"good": "A.", "bad": "B."},
         {"body": {"value": "A.\n\nB.", "format": "text"}}),
        ('title = "headline"', {"title": "not taken", "summary": "nor this"}, {}),
        ('authors = { from = "by", split = " and ", default = "Staff" }', {"by": "Ada and Bea"},
         {"authors": [{"type": "Person", "name": "Ada"}, {"type": "Person", "name": "Bea"}]}),
        ('authors = { from = "by", as = "Organization" }', {"by": "The Staff"},
         {"authors": [{"type": "Organization", "name": "The Staff"}]}),
        ('authors = [{ from = "by" }, { value = "The Staff", as = "Organization" }]', {"by": ""},
         {"authors": [{"type": "Organization", "name": "The Staff"}]}),
        ('authors.name = "names"\nauthors.url = "pages"',
         {"names": ["A", "B"], "pages": ["https://example.org/a", "https://example.org/b"]},
         {"authors": [{"type": "Person", "name": "A", "url": "https://example.org/a"},
                      {"type": "Person", "name": "B", "url": "https://example.org/b"}]}),
        ('authors = "by"\n"authors.0.url" = "page"', {"by": "Ada", "page": "https://example.org/a"},
         {"authors": [{"type": "Person", "name": "Ada", "url": "https://example.org/a"}]}),
        ('"authors.0.url" = "page"\nauthors = "by"', {"by": ["Ada"], "page": "https://example.org/a"},
         {"authors": [{"type": "Person", "name": "Ada", "url": "https://example.org/a"}]}),
        ('kind = [{ from = "who", table = { press = "critic", "?" = "" } }, { value = "user" }]', {"who": "?"},
         {"kind": "user"}),
        ('publisher.name = "paper"\npublisher.url = "site"', {"paper": "P", "site": "https://example.org/"},
         {"publisher": {"type": "Organization", "name": "P", "url": "https://example.org/"}}),
        ('extensions."https://example.org/terms/shelf" = "shelf"', {"shelf": "A 3"},
         {"extensions": {"https://example.org/terms/shelf": "A 3"}}),
        ('provenance.verification.status = { from = "bought", table = { yes = "verified", no = "unverified" } }',
         {"bought": "yes"}, {"provenance": {"verification": {"status": "verified"}}}),
        ('id = "uri"', {"uri": "https://example.org/reviews/7"}, {"id": "https://example.org/reviews/7"}),
    ],
)  # fmt: skip
def test_rules_of_a_review(mapped: Mapped, rule: str, row: dict[str, Any], becomes: dict[str, Any]) -> None:
    made, notes = mapped(rules(rule))({**DUNE, **row})
    assert plain(made) == {**DUNE_RECORD, **becomes}
    assert notes == []


@pytest.mark.parametrize(
    ("rule", "row", "becomes"),
    [
        ('item.director = "cast.directors.name"', {"cast": {"directors": [{"name": "A"}, {"name": "B"}]}},
         {"director": [{"type": "Person", "name": "A"}, {"type": "Person", "name": "B"}]}),
        ('item.director = "directors"', {"directors": ["A", "B"]},
         {"director": [{"type": "Person", "name": "A"}, {"type": "Person", "name": "B"}]}),
        ('item.identifiers = { imdb = "imdb_id", tmdb = "tmdb_id" }', {"imdb_id": "tt15239678", "tmdb_id": 693134},
         {"identifiers": [{"kind": "imdb", "value": "tt15239678"}, {"kind": "tmdb", "value": "693134"}]}),
        ('item.identifiers.imdb = "imdb_id"', {"imdb_id": ""}, {}),
        ('item.identifiers.gtin13 = "ean"', {"ean": "4006381333931"},
         {"identifiers": [{"kind": "gtin", "value": "4006381333931"}]}),
        ('"item.identifiers" = "known"\n"item.identifiers.imdb" = "imdb_id"',
         {"known": [{"kind": "tmdb", "value": "1"}], "imdb_id": "tt15239678"},
         {"identifiers": [{"kind": "tmdb", "value": "1"}, {"kind": "imdb", "value": "tt15239678"}]}),
        ('item.duration = { from = "minutes", duration = "minutes" }', {"minutes": 166}, {"duration": "PT2H46M"}),
        ('item.genre = { from = "genre", split = "/" }', {"genre": "War/Drama"}, {"genre": ["War", "Drama"]}),
        ('item.date_published = "year"', {"year": 2024}, {"date_published": "2024"}),
        ('item.properties.award = "prize"', {"prize": "Palme d'Or"}, {"properties": {"award": "Palme d'Or"}}),
    ],
)  # fmt: skip
def test_rules_of_an_item(mapped: Mapped, rule: str, row: dict[str, Any], becomes: dict[str, Any]) -> None:
    made, _ = mapped(rules(rule))({**DUNE, **row})
    assert plain(made)["item"] == {**DUNE_RECORD["item"], **becomes}


def test_tables_in_tables_and_names_with_dots_say_the_same() -> None:
    nested = {
        "item": {"type": {"value": "Movie"}, "name": "film", "duration": "length"},
        "rating": {"value": "s", "best": "of"},
    }
    flat = {
        "item.type": {"value": "Movie"},
        "item.name": "film",
        "item.duration": "length",
        "rating.value": "s",
        "rating.best": "of",
    }
    assert MappingSettings.model_validate({"map": nested}) == MappingSettings.model_validate({"map": flat})


def test_a_part_of_a_value_is_marked_inferred(mapped: Mapped) -> None:
    made, notes = mapped(
        "[map]\nitem.type.value = 'Movie'\nitem.name = { from = 'headline', pattern = '^(?P<value>.+?):? Review\\b' }"
    )({"slug": "dune", "headline": "Dune: Review"})
    assert (made.item.name, made.inferred) == ("Dune", ("item.name",))
    assert notes == [("item.name", "inferred", "a part of another value")]


@pytest.mark.parametrize(
    ("style", "becomes"),
    [("title", "The Lord of the Rings"), ("sentence", "The lord of the rings"), ("names", "The Lord Of The Rings")],
)
def test_a_slug_becomes_words_and_is_marked_inferred(mapped: Mapped, style: str, becomes: str) -> None:
    made, notes = mapped(
        f"[map]\nitem.type.value = 'Book'\n"
        f"item.name = {{ from = 'slug', pattern = '^(?P<value>.+)-by-', words = '{style}' }}\n"
        f"item.author = {{ from = 'slug', pattern = '-by-(.+)$', words = 'names' }}"
    )({"slug": "the-lord-of-the-rings-by-j-r-r-tolkien"})
    assert (made.item.name, made.item.author[0].name) == (becomes, "J R R Tolkien")
    assert made.inferred == ("item.name", "item.author")
    assert {path for path, kind, _ in notes if kind == "inferred"} == {"item.name", "item.author"}


def test_rules_are_tried_in_turn_and_only_what_was_derived_is_marked(mapped: Mapped) -> None:
    mapping = mapped(
        "[map]\nitem.type.value = 'Movie'\nitem.name = ['film', { from = 'headline', pattern = '^(.+) Review$' },"
        " { from = 'headline', inferred = true }]"
    )
    stated = mapping.review({"film": "Dune", "headline": "Sand Review"})
    part = mapping.review({"headline": "Sand Review"})
    whole = mapping.review({"headline": "On Sand"})
    assert [(one.item.name, one.inferred) for one in (stated, part, whole)] == [
        ("Dune", ()), ("Sand", ("item.name",)), ("On Sand", ("item.name",)),
    ]  # fmt: skip


def test_a_constant_of_another_type_by_when(mapped: Mapped) -> None:
    mapping = mapped(
        "[map]\nitem.name = 'name'\nitem.type = ["
        "{ value = 'TVEpisode', when.Episode.present = true }, { value = 'TVSeries' }]\n"
        "item.episode_number = 'Episode'"
    )
    assert plain(mapping.review({"name": "A", "Episode": "4"}))["item"] == {
        "type": "TVEpisode", "name": "A", "episode_number": 4,
    }  # fmt: skip
    assert mapping.review({"name": "A", "Episode": ""}).item.type == "TVSeries"


def test_inferred_paths_name_no_places_and_no_keys(mapped: Mapped) -> None:
    made = mapped(
        rules(
            '"authors.0.name" = { from = "by", inferred = true }\n'
            'item.identifiers.sku = { from = "page", pattern = "/([0-9]+)$" }\n'
            'extensions."https://example.org/x" = { from = "page", inferred = true }'
        )
    ).review({**DUNE, "by": "Ada", "page": "/p/12"})
    assert set(made.inferred) == {"authors.name", "item.identifiers", "extensions"}


@pytest.mark.parametrize(
    ("rule", "row", "path", "says"),
    [
        ('recommended = { from = "verdict", table = { Fresh = true } }', {"verdict": "Frsh"},
         "recommended (field verdict)", "Did you mean Fresh"),
        ('rating = { from = "score", scale = { best = 10 } }', {"score": "B+"}, "rating (field score)", "letters"),
        ('published = { from = "on", date = "dmy" }', {"on": "31/31/2024"}, "published (field on)", "dmy"),
        ('rating.value = "score"', {"score": "9,5"}, "rating.value (field score)", 'decimal = ","'),
        ('rating.best = "of"\nrating.value = "score"', {"score": 6, "of": 5}, "rating (fields", "above the best"),
        ('item.identifiers.isbn = "isbn13"', {"isbn13": "9780306406158"},
         "item.identifiers.0 (field isbn13)", "check digit"),
        ('url = "link"', {"link": "www.example.org"}, "url (field link)", "https://www.example.org"),
        ('item.episode_number = "n"', {"n": "4"}, "item.episode_number (field n)", "key"),
        ('item.duration = { from = "m", duration = "minutes" }', {"m": "long"}, "item.duration (field m)", "PT1H41M"),
        ('authors.name = "names"\nauthors.url = "pages"', {"names": ["A", "B"], "pages": ["https://example.org/a"]},
         "authors (fields names, pages)", "different lengths"),
    ],
)  # fmt: skip
def test_faults_name_the_users_own_field(mapped: Mapped, rule: str, row: dict[str, Any], path: str, says: str) -> None:
    faults = mapped(rules(rule)).faults({**DUNE, **row})
    [(told, message)] = faults.items()
    assert told.startswith(path)
    assert says in message


def test_what_the_record_needs_and_the_row_lacks_names_the_field_too(mapped: Mapped) -> None:
    assert list(mapped(rules("")).faults({"slug": "dune", "film": ""})) == ["item.name (field film)"]


def test_all_faults_at_once(mapped: Mapped) -> None:
    mapping = mapped(rules('url = "link"\nrating = "score"\npublished = "on"'))
    assert set(mapping.faults({"film": "", "link": "www.example.org", "score": "B", "on": "3/4/2024"})) == {
        "item.name (field film)", "url (field link)", "rating (field score)", "published (field on)",
    }  # fmt: skip


def test_fields_that_no_row_has_are_found_out(mapped: Mapped) -> None:
    mapping = mapped(
        rules(
            'title = "headlin"\nsummary = ["abstract", "lead.text"]\n[where]\ndraft = { present = false }\nlive = "yes"'
        )
    )
    assert mapping.mapper.unseen() == ("abstract", "film", "headlin", "lead.text", "live")
    mapping({**DUNE, "abstract": "", "live": "yes"})
    mapping({**DUNE, "lead": {"text": "x"}})
    assert mapping.mapper.unseen() == ("headlin",)


def test_fields_that_nothing_reads_are_found_out(mapped: Mapped) -> None:
    mapping = mapped(
        rules(
            'title = ["a.b", "c"]\nsummary = { from = "d", when = { e = "x" } }\n'
            '[where]\nlive = { not_in = ["no"] }\ngone = { present = false }\n'
            '[status]\nfrom = "state"\nskipped = ["draft"]\nat = "when"'
        )
    )
    read = {
        "a": {"b": "x"},
        "c": "",
        "d": "",
        "e": "",
        "live": "yes",
        "state": "",
        "when": "",
        "body": None,
        "slug": "s",
    }
    mapping({**DUNE, **read})
    assert mapping.mapper.ignored() == ()
    mapping({**DUNE, **read, "live": "no", "filtered": "x"})
    mapping({**DUNE, **read, "state": "draft", "left": "x"})
    assert "filtered" not in mapping.mapper.ignored()
    assert "left" not in mapping.mapper.ignored()
    mapping({**DUNE, **read, "a.z": "x", "notes": ""})
    assert {"a.z", "notes"} <= set(mapping.mapper.ignored())
    mapping({**DUNE, **{f"c{number}": 1 for number in range(300)}})
    assert len(mapping.mapper.ignored()) == 200


def test_without_a_map_nothing_is_ignored(mapped: Mapped) -> None:
    mapping = mapped('where.kind = "user"')
    mapping({"id": "urn:a:1", "kind": "user", "item.type": "Movie", "item.name": "Dune", "notes": "x"})
    assert mapping.mapper.ignored() == ()


@pytest.mark.parametrize(
    ("decimal", "value", "says"),
    [
        (",", "1.299,00", "Write it as 1299,00: separators of thousands"),
        (",", "1.299", "Write it as 1299:"),
        (",", "4.5", "Write it as 4,5"),
        (",", "x", "Write it as in 4,5."),
        (".", "1,299.00", "Write it as 1299.00: separators of thousands"),
        (".", "1.299,00", "Write it as 1299.00: separators of thousands"),
        (".", "1,5", "Write it as 1.5;"),
        (".", "x", "Write it as in 4.5."),
    ],
)
def test_a_number_that_is_none_is_told_once(mapped: Mapped, decimal: str, value: str, says: str) -> None:
    mapping = mapped(
        '[map]\nitem.type.value = "Product"\nitem.name = "film"\nitem.offers.price_currency.value = "EUR"\n'
        f'item.offers.price = {{ from = "cost", decimal = "{decimal}" }}'
    )
    (told,) = mapping.faults({"film": "Kettle", "cost": value}).values()
    assert says in told


def test_a_mapper_survives_pickling(mapped: Mapped, tmp_path: Any) -> None:
    (tmp_path / "films.csv").write_text("key,name\n7,Dune\n")
    mapping = mapped(
        "[map]\nitem.type.value = 'Movie'\nitem.name = 'film.name'\nrating = { from = 'grade', scale = 'mine' }\n"
        "published = { from = 'on', date = 'words', languages = ['en'] }\n"
        "[[join]]\nfile = 'films.csv'\non = 'n'\nkey = 'key'\nas = 'film'\n"
        "[scales.mine]\nvalues = { good = 1 }\n",
        timezone="Europe/Berlin",
    )
    (tmp_path / "films.csv").unlink()
    again = pickle.loads(pickle.dumps(mapping.mapper))
    row = {"n": 7, "grade": "good", "on": "May 1, 2024 10:00"}
    made = again.record(row, ctx=ReadContext(source="-"), place="", key="key")
    assert made == mapping.review(row)
    assert (made.item.name, made.published) == ("Dune", "2024-05-01T10:00:00+02:00")


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('item.nmae = "x"', "[source.map] item.nmae", "item.name"),
        ('author = "x"', "[source.map] author", "authors"),
        ('director = "x"', "[source.map] director", "item.director"),
        ('item.type = { value = "Moive" }', "[source.map] item.type", "Movie"),
        ('item.type = { from = "x", table = { film = "Moovie" } }', "[source.map] item.type", "Movie"),
        ('item.properties.awrad = "x"', "[source.map] item.properties.awrad", "award"),
        ('item.identifiers.ISBN = "x"', "[source.map] item.identifiers.ISBN", "isbn"),
        ('item.identifiers.gtin = "x"\nitem.identifiers.gtin13 = "y"', "[source.map] item.identifiers.gtin13", "same"),
        ('rating = { from = "x", scale = "leters" }', "[source.map] rating.scale", "letters"),
        ('title = { from = "x", scale = "letters" }', "[source.map] title.scale", "ratings"),
        ('title = { from = "x", pattern = "(" }', "[source.map] title.pattern", "regular expression"),
        ('title = { from = "x", pattern = "abc" }', "[source.map] title.pattern", "group"),
        ('title = [{ from = "y" }, { from = "x", pattern = "abc" }]', "[source.map] title[1].pattern", "group"),
        ('title = { from = "x", when.y.matches = "[" }', "[source.map] title.when.y.matches", "regular expression"),
        ('published = { from = "x", date = "%Q" }', "[source.map] published.date", "%d"),
    ],
)
def test_settings_that_cannot_be(mapped: Mapped, text: str, place: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        mapped(f"[map]\n{text}")
    assert caught.value.place == place
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"map": {"item.name": {"from": "title", "patern": "x"}}}, "did you mean pattern"),
        ({"map": {"item.name": {"form": "title"}}}, "from"),
        ({"map": {"item.name": {}}}, "needs from"),
        ({"map": {"item.name": "a", "item": {"name": "b"}}}, "mapped twice"),
        ({"map": {"title": {"value": "x", "split": ","}}}, "takes no split"),
        ({"map": {"published": {"from": "x", "date": "words"}}}, "languages"),
        ({"map": {"published": {"from": "x", "date": "dmy", "languages": ["en"]}}}, "words"),
        ({"map": {"published": {"from": "x", "date": "dmy", "duration": "text"}}}, "not both"),
        ({"map": {"rating": {"from": "x", "scale": "letters", "table": {"a": 1}}}}, "values = { ... }"),
        ({"where": {"x": {"presnt": True}}}, "did you mean present"),
        ({"where": {"x": {}}}, "{ present = true }"),
        ({"join": [{"file": "a.csv", "on": "b", "key": "c", "as": "d"}]}, "needs a map"),
        ({"join": [{"fil": "a.csv", "on": "b", "key": "c", "as": "d"}], "map": {"title": "x"}}, "did you mean file"),
        ({"status": {"from": "x", "withdrawn": ["a"], "erased": ["A"]}}, "both"),
        ({"status": {"from": "x", "merged": ["a"]}}, "belong together"),
        ({"mpa": {}}, "mpa"),
    ],
)
def test_keys_and_combinations_that_cannot_be(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MappingSettings.model_validate(settings)
    assert says in str(caught.value)


def test_the_schema_of_the_settings_accepts_both_ways_to_write_a_map() -> None:
    import jsonschema

    schema = MappingSettings.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema).is_valid
    assert valid(
        {
            "map": {
                "item": {"name": "film", "type": {"value": "Movie"}},
                "rating": ["a", {"from": "b", "scale": "letters"}],
            }
        }
    )
    assert valid({"map": {"item.name": "film"}, "where": {"a": 1, "b": ["c"], "d": {"in": ["e"]}}, "id": "slug"})
    assert valid({"map": {"rating": {"from": "b", "scale": [{"best": 5}, "letters"]}}})
    assert not valid({"map": {"item.name": 3}})
    assert not valid({"where": {"a": {"presnt": True}}})
    assert "description" in str(schema["properties"]["timezone"])
