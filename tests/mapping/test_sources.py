"""Filters, catalogues, statuses and ids: which rows are reviews, of what, and which have left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from syndicate.errors import InputError, SettingsError
from syndicate.ledger import Refusal
from syndicate.mapping import Ids
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

Mapped = Callable[..., Any]
MAP = '[map]\nitem.type.value = "Movie"\nitem.name = "film"\n'
DUNE = {"slug": "dune", "film": "Dune"}


@pytest.mark.parametrize(
    ("condition", "kept", "skipped"),
    [
        ("{ present = true }", ["7", 0, False, ["a"]], ["", " ", None, []]),
        ("{ present = false }", ["", None, "  "], ["7", 0]),
        ('"Review"', ["Review"], ["review", "Reviews", ""]),
        ("3", ["3", 3, 3.0, " 3 "], ["4", "", "3.5", True]),
        ("true", [True, "true", "True"], [False, "false", "1", 1, ""]),
        ('["a", "b"]', ["a", "b", ["c", "b"]], ["c", "", ["c"]]),
        ('{ in = ["a", 1] }', ["a", 1, "1"], ["b", None]),
        ('{ not_in = ["draft"] }', ["live", "", None, ["live"]], ["draft", ["live", "draft"]]),
        ('{ present = true, not_in = ["draft"] }', ["live"], ["draft", "", None]),
        ("{ matches = '^(Film|TV)' }", ["Film", "TV show", ["x", "TV"]], ["A Film", "", None]),
        ("{ above = 5 }", [6, "5.5"], [5, "5", "", "many", True]),
        ("{ above = 5, below = 8 }", ["7"], ["8", "5", ["9", "4"]]),
    ],
)
def test_where(mapped: Mapped, condition: str, kept: list[Any], skipped: list[Any]) -> None:
    mapping = mapped(f"where.field = {condition}\n{MAP}")
    for value in kept:
        assert isinstance(mapping({**DUNE, "field": value})[0], Review), value
    for value in skipped:
        assert mapping({**DUNE, "field": value}) == (None, []), value


def test_all_conditions_have_to_hold_and_a_wrong_row_is_skipped_before_it_is_refused(mapped: Mapped) -> None:
    mapping = mapped(f'where = {{ kind = "review", live = true }}\n{MAP}')
    assert isinstance(mapping({**DUNE, "kind": "review", "live": "true"})[0], Review)
    assert mapping({**DUNE, "kind": "review", "live": "false"})[0] is None
    assert mapping({"kind": "news"})[0] is None


def test_where_without_a_map_leaves_its_field_out_of_the_record(mapped: Mapped) -> None:
    mapping = mapped("where.draft = { present = false }")
    row = {"id": "tag:example.org,2020:a", "item": {"type": "Movie", "name": "Dune"}, "draft": ""}
    assert isinstance(mapping(row)[0], Review)
    assert mapping({**row, "draft": "yes"})[0] is None


JOIN = (
    '[[join]]\nfile = "{file}"\non = "imdb"\nkey = "id"\nas = "film"\n{more}\n'
    '[map]\nitem.type.value = "Movie"\nitem.name = "film.title"\nitem.director = "film.by.name"\ntitle = "headline"\n'
)
FILMS = [
    {"id": "tt1", "title": "Dune", "by": [{"name": "A"}, {"name": "B"}]},
    {"id": "tt2", "title": "Sand\u2028Storm"},
]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("films.jsonl", "\ufeff" + "\n".join(json.dumps(film, ensure_ascii=False) for film in FILMS) + "\n\n"),
        ("films.json", json.dumps(FILMS)),
        ("films.json", json.dumps({film["id"]: {k: v for k, v in film.items() if k != "id"} for film in FILMS})),
    ],
)
def test_a_row_takes_from_its_entry_of_a_catalogue(mapped: Mapped, tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    made = mapped(JOIN.format(file=file, more="")).review({"imdb": " tt1 ", "slug": "dune"})
    assert (made.item.name, [one.name for one in made.item.director]) == ("Dune", ["A", "B"])


@pytest.mark.parametrize(("file", "mark"), [("films.csv", ","), ("films.tsv", "\t")])
def test_catalogues_in_csv(mapped: Mapped, tmp_path: Path, file: str, mark: str) -> None:
    (tmp_path / file).write_text(f'id{mark}title\n7{mark}"Dune{mark} ""Two"""\n', encoding="utf-8")
    made = mapped(JOIN.format(file=file, more="")).review({"imdb": 7})
    assert made.item.name == {",": 'Dune, "Two"', "\t": 'Dune "Two"'}[mark]


def test_a_row_without_its_entry_is_refused_with_key_and_catalogue(mapped: Mapped, tmp_path: Path) -> None:
    (tmp_path / "films.json").write_text(json.dumps(FILMS))
    faults = mapped(JOIN.format(file="films.json", more="")).faults({"imdb": "tt9", "headline": ["x", "y"]})
    assert list(faults) == ["film (field imdb)", "title (field headline)"]
    assert "'tt9'" in faults["film (field imdb)"]
    assert "films.json" in faults["film (field imdb)"]
    assert list(mapped(JOIN.format(file="films.json", more="")).faults({"imdb": ""})) == ["film (field imdb)"]


def test_an_entry_that_is_not_required_is_just_absent(mapped: Mapped, tmp_path: Path) -> None:
    (tmp_path / "films.json").write_text(json.dumps(FILMS))
    mapping = mapped(
        JOIN.format(file="films.json", more="required = false").replace('"film.title"', '["film.title", "name"]')
    )
    made = mapping.review({"imdb": "tt9", "name": "Own", "film": {"title": "not the catalogue's"}})
    assert (made.item.name, made.item.director) == ("Own", ())


@pytest.mark.parametrize(
    ("file", "text", "place", "says"),
    [
        ("films.jsonl", '{"id": "a"}\n{"id": "b"\n', "line 2", "no JSON"),
        ("films.json", '[{"id": "a"},\n ]', "line 2", "no JSON"),
        ("films.jsonl", '["id"]', "line 1", "no object"),
        ("films.json", '"films"', "", "no list"),
        ("films.json", '[{"id": 1, "t": "a"}, {"id": "1", "t": "b"}]', "entry 1 and entry 2", "two different entries"),
        ("films.csv", "id,title\n1,a,b\n", "line 2", "3 cells"),
        ("films.csv", 'id,title\n1,"a\n', "line 2", "no CSV"),
        ("films.csv", b"id,title\n1,\xe9\n", "line 2", "0xe9 at byte 12"),
        (
            "films.csv",
            "id,title\n1,Caf\u00e9 M\u00fcller\n".encode("cp1252"),
            "line 2",
            'encoding = "cp1252" in the [[source.join]]',
        ),
        ("films.csv", "id,title\n1,a\n".encode("utf-16"), "", 'Say in the [[source.join]] encoding = "utf-16"'),
        ("films.csv", b"PK\x03\x04", "", "spreadsheet"),
        ("films.csv", "id;title,b,c\n1;a\n", "line 2", 'delimiter = ";"'),
        ("films.json", '[\n{"id":' + "9" * 5000 + "}]", "line 2", "thousands of digits"),
        ("films.csv", "Id,title\n1,a\n", "join.key", "Did you mean Id"),
        ("films.xlsx", "", "join.file", ".jsonl"),
        ("none.csv", None, "", "cannot be read"),
        ("films.json", "[" * 100_000, "line 1", ""),
    ],
)
def test_a_catalogue_that_is_wrong(
    mapped: Mapped, tmp_path: Path, file: str, text: str | bytes | None, place: str, says: str
) -> None:
    if text is not None:
        (tmp_path / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises((InputError, SettingsError)) as caught:
        mapped(JOIN.format(file=file, more=""))
    assert caught.value.source.endswith(file)
    assert caught.value.place == place
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "encoding", "more"),
    [
        ("id;title\ntt1;Caf\u00e9, der\n", "cp1252", 'encoding = "windows-1252"'),
        ("id;title;a,b,c\ntt1;Caf\u00e9, der;\n", "utf-8-sig", 'delimiter = ";"'),
        ('"id"\ttitle\ntt1\tCaf\u00e9, der\n', "utf-16", 'encoding = "utf-16"'),
        ("id|title\ntt1|Caf\u00e9, der\n", "utf-8", ""),
        ("id!title\ntt1!Caf\u00e9, der\n", "latin-1", 'encoding = "latin-1"\ndelimiter = "!"'),
    ],
)
def test_encodings_and_delimiters_of_catalogues(
    mapped: Mapped, tmp_path: Path, text: str, encoding: str, more: str
) -> None:
    (tmp_path / "films.csv").write_bytes(text.encode(encoding))
    made = mapped(JOIN.format(file="films.csv", more=more)).review({"imdb": "tt1"})
    assert made.item.name == "Caf\u00e9, der"


def test_the_same_entry_twice_is_one(mapped: Mapped, tmp_path: Path) -> None:
    (tmp_path / "films.json").write_text(json.dumps([*FILMS, FILMS[0]]))
    assert mapped(JOIN.format(file="films.json", more="")).review({"imdb": "tt1"}).item.name == "Dune"


STATUS = (
    '[status]\nfrom = "state"\nwithdrawn = ["deleted"]\nmoderated = ["spam", 3]\nerased = ["gdpr"]\n'
    'skipped = ["draft"]\n'
    'merged = ["dupe"]\nmerged_into = "of"\nat = "changed"\n' + MAP
)
ID = "tag:example.org,2020:dune"
AT = {"changed": "2024-05-01T10:00:00Z"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"state": "deleted", **AT}, {"reason": "withdrawn"}),
        ({"state": " Deleted", **AT}, {"reason": "withdrawn"}),
        ({"state": "3", **AT}, {"reason": "moderated"}),
        ({"state": "gdpr", "film": "", **AT}, {"reason": "erased"}),
        ({"state": "dupe", "of": "sand", **AT}, {"reason": "merged", "merged_into": "tag:example.org,2020:sand"}),
    ],
)
def test_statuses_that_mean_that_a_review_has_left(
    mapped: Mapped, row: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert mapped(STATUS)({**DUNE, **row})[0] == Tombstone(id=ID, at="2024-05-01T10:00:00Z", **expected)


def test_statuses_that_are_skipped_or_not_named(mapped: Mapped) -> None:
    mapping = mapped(STATUS)
    assert mapping({**DUNE, "state": "draft"})[0] is None
    assert isinstance(mapping({**DUNE, "state": "anything"})[0], Review)
    assert isinstance(mapping({**DUNE, "state": ""})[0], Review)


def test_where_statuses_are_all_named_another_is_refused(mapped: Mapped) -> None:
    mapping = mapped(
        f'[status]\nfrom = "state"\nerased = ["gdpr"]\npublished = ["live"]\n{MAP}', now="2024-06-01T00:00:00Z"
    )
    assert isinstance(mapping({**DUNE, "state": "live"})[0], Review)
    faults = mapping.faults({**DUNE, "state": "lvie"})
    assert list(faults) == ["status (field state)"]
    assert "one of live, gdpr" in faults["status (field state)"]


def test_the_instant_of_a_status_is_the_fields_or_the_builds_or_refused(mapped: Mapped) -> None:
    row = {**DUNE, "state": "gdpr", "mail": "ada@example.org"}
    assert mapped(STATUS, now="2024-06-01T00:00:00Z")(row)[0] == Tombstone(
        id=ID, at="2024-06-01T00:00:00Z", reason="erased"
    )
    made = mapped(STATUS)(row)[0]
    assert isinstance(made, Refusal)
    assert [fault.path for fault in made.faults] == ["at"]
    assert "--now" in made.faults[0].mend
    assert (made.id, made.raw) == (ID, None)


def test_a_tombstone_without_a_tag_has_the_id_that_the_review_had(mapped: Mapped) -> None:
    mapping = mapped(STATUS, tag=None)
    made, _ = mapping({**DUNE, "state": "gdpr", **AT})
    assert made == Tombstone(id=mapping.review(DUNE).id, at="2024-05-01T10:00:00Z", reason="erased")


def test_a_date_of_a_status_is_its_start(mapped: Mapped) -> None:
    row = {**DUNE, "state": "gdpr", "changed": "2024-05-01"}
    made, notes = mapped(STATUS, timezone="Europe/Berlin")(row)
    assert made.at == "2024-05-01T00:00:00+02:00"
    assert ("at", "repaired", "a date taken as its start") in notes
    assert mapped(STATUS)(row)[0].at == "2024-05-01T00:00:00Z"


def test_status_without_a_map(mapped: Mapped) -> None:
    mapping = mapped('[status]\nfrom = "state"\nerased = ["gdpr"]', now="2024-06-01T00:00:00Z")
    row = {"id": "tag:example.org,2020:a", "item": {"type": "Movie", "name": "Dune"}, "state": ""}
    assert isinstance(mapping(row)[0], Review)
    assert mapping({**row, "state": "gdpr"})[0] == Tombstone(
        id="tag:example.org,2020:a", at="2024-06-01T00:00:00Z", reason="erased"
    )


@pytest.mark.parametrize(
    ("settings", "row", "expected"),
    [
        ("", {"id": 42}, "tag:example.org,2020:42"),
        ("", {"id": "42", "slug": "x"}, "tag:example.org,2020:42"),
        ("", {"id": "urn:isbn:0306406152"}, "urn:isbn:0306406152"),
        ("", {"slug": "dune-2"}, "tag:example.org,2020:dune-2"),
        ("", {}, "tag:example.org,2020:posts/dune.md"),
        ('id = "nr"', {"nr": 7.0, "slug": "x"}, "tag:example.org,2020:7"),
        ('id = ["user", "film"]', {"user": "ada"}, "tag:example.org,2020:ada/Dune"),
        ('id = "nr"\nid_prefix = "films/"', {"nr": 7}, "tag:example.org,2020:films/7"),
        ('id = "page"', {"page": "https://example.org/7"}, "tag:example.org,2020:https://example.org/7"),
    ],
)
def test_ids_and_what_they_are_made_of(mapped: Mapped, settings: str, row: dict[str, Any], expected: str) -> None:
    made, _ = mapped(f"{settings}\n{MAP}")({"film": "Dune", **row}, key="posts/dune.md")
    assert (made.id, made.inferred) == (expected, ())


def test_a_row_without_its_key_is_refused(mapped: Mapped) -> None:
    assert list(mapped(f'id = ["user", "nr"]\n{MAP}').faults({"film": "Dune", "user": "ada"})) == ["id (field nr)"]


def test_ids_without_a_tag_are_marked_inferred(mapped: Mapped) -> None:
    made = mapped(MAP, tag=None).review(DUNE)
    assert made.id.startswith("urn:uuid:")
    assert made.inferred == ("id",)
    assert mapped(MAP, tag=None).review(DUNE).id == made.id
    assert mapped(MAP, tag=None).review({**DUNE, "slug": "other"}).id != made.id


def test_a_uuid_is_of_version_5_and_never_changes() -> None:
    import uuid

    made, inferred = Ids(None).make("reviews/42")
    assert inferred
    assert uuid.UUID(made.removeprefix("urn:uuid:")).version == 5
    # Ids that were given out stay as they are: this one was made by the first version.
    assert made == "urn:uuid:4f8213f3-c71a-5db7-a6ad-734d91010b28"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("reviews/42", "tag:example.org,2020:reviews/42"),
        ("a b", "tag:example.org,2020:a%20b"),
        ("Amélie", "tag:example.org,2020:Am%C3%A9lie"),
        ("Ame\u0301lie", "tag:example.org,2020:Am%C3%A9lie"),
        ("50%#x", "tag:example.org,2020:50%25%23x"),
        ("<\u202e>", "tag:example.org,2020:%3C%E2%80%AE%3E"),
    ],
)
def test_tags_of_rfc_4151(key: str, expected: str) -> None:
    assert Ids("example.org,2020").make(key) == (expected, False)


@pytest.mark.parametrize("tag", ["example.org", "example.org,20", ",2020", "exa mple.org,2020", "example.org,2020-5"])
def test_tags_that_are_none(tag: str) -> None:
    with pytest.raises(SettingsError, match=r"site\.tag"):
        Ids(tag)


@pytest.mark.parametrize("tag", ["example.org,2020", "ada@example.org,2020-05", "my-ids.example.org,2020-05-01"])
def test_tags_that_are_some(tag: str) -> None:
    assert Ids(tag).make("1")[0] == f"tag:{tag}:1"
