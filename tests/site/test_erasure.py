"""What was erased is nowhere: every byte of the published folder and of the report is read, compressed files unpacked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from export_reader import bytes_below, follow, full, manifest_of
from site_tree import tree

import syndicate

MARK = re.compile(rb"(?i)zqx")
"""Stands in all that a person could be known by, however it is spelt in a name of a file."""
NOW = "2024-06-01T00:00:00Z"
ERASED = "tag:a.org,2020:erased"
OTHER = "tag:a.org,2020:other"
MAP = """
[source.map]
id = "id"
title = "title"
body = "body"
authors = "author"
published = "published"
"reply.text" = "reply"
"item.type" = { value = "Movie" }
"item.name" = "film"
[source.status]
from = "state"
erased = ["erased"]
"""

Site = Callable[..., None]


def secret(id: str = ERASED, number: int = 0, **more: object) -> dict[str, object]:
    return {
        "id": id,
        "item": {"type": "Movie", "name": "Film"},
        "authors": [{"type": "Person", "name": f"Zqx{number} Author"}],
        "title": f"Title zqx{number}",
        "summary": f"Summary zqx{number}",
        "body": {"value": f"Body zqx{number} {'<p>é</p>' * number}", "format": "text"},
        "published": "2024-01-02",
        "reply": {"text": f"Reply zqx{number}"},
        "tags": [f"zqx{number}"],
        **more,
    }


def plain(id: str = OTHER, **more: object) -> dict[str, object]:
    return {
        "id": id,
        "item": {"type": "Movie", "name": "Film"},
        "title": "Of no concern",
        "published": "2024-01-03",
    } | more


def stone(id: str = ERASED, reason: str = "erased", at: str = "2024-05-01T00:00:00Z", **more: str) -> dict[str, object]:
    return {"id": id, "at": at, "reason": reason, **more}


@pytest.fixture
def site(tmp_path) -> Site:
    """``site(records, more, withdrawn, rows)`` builds from two sources of records, withdrawals and rows of a table."""
    (tmp_path / "syndicate.toml").write_text(
        '[site]\nurl = "https://s.example.org/"\n[build]\ndeltas = 9\nprove = 0\ncheck = 0\nmarkup = ["jsonld", "microdata"]\n'
        '[[source]]\npath = "a.jsonl"\n[[source]]\npath = "b.jsonl"\n[[source]]\npath = "c.json"\nformat = "records"\n'
        + MAP
    )

    def build(
        records: Sequence[object],
        more: Sequence[object] = (),
        withdrawn: Sequence[object] = (),
        rows: Sequence[object] = (),
    ) -> None:
        for name, lines in (("a.jsonl", records), ("b.jsonl", more), ("withdrawn.jsonl", withdrawn), ("c.json", rows)):
            text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
            (tmp_path / name).write_text("".join(f"{line}\n" for line in text))
        there = (tmp_path / "public" / "export" / "manifest.json").exists()
        before = full(tmp_path / "public") if there else None
        syndicate.build(tmp_path / "public", config=tmp_path / "syndicate.toml", now=NOW, allow_removals=True)
        if before is not None:
            assert follow(tmp_path / "public", before) == full(tmp_path / "public")

    return build


def marked(folder: Path) -> set[str]:
    """The files in which anything of the erased review is left, or that are called after it."""
    names = {path for path in tree(folder) if MARK.search(path.encode())}
    found = bytes_below(folder / "public", folder / "public.report")
    return names | {path.relative_to(folder).as_posix() for path, content in found if MARK.search(content)}


def gone(folder: Path, *ids: str) -> None:
    assert marked(folder) == set()
    held = full(folder / "public")
    assert not set(ids) & set(held.reviews)
    assert {held.graves()[id][1] for id in ids} <= {"erased", "merged"}


def row(state: str, number: int = 0) -> dict[str, object]:
    return {
        "id": ERASED, "film": "Film", "title": f"Title zqx{number}", "body": "Body zqx", "author": "Zqx", "reply": "Zqx",
        "published": "2024-01-02", "state": state,
    }  # fmt: skip


def test_the_mark_is_found_where_it_is(site, tmp_path):
    """The search sees pages, feeds, parts and deltas; else it would prove nothing."""
    site([plain()])
    site([plain(), secret()])
    found = marked(tmp_path)
    for part in (r"/index\.html$", r"\.jsonld$", r"\.rss$", r"\.atom$", r"export/full/", r"export/delta/2/"):
        assert any(re.search(part, name) for name in found), part
    site([plain(), "{" + json.dumps(secret("tag:a.org,2020:broken"))])
    assert "public.report/refused.jsonl" in marked(tmp_path)


@pytest.mark.parametrize("how", ["withdrawals", "tombstone", "status"])
@pytest.mark.parametrize("versions", [1, 3])
def test_what_was_published_in_several_versions(site, tmp_path, how, versions):
    site([plain()])
    for number in range(versions):
        if how == "status":
            site([plain()], rows=[row("live", number)])
        else:
            site([plain()], [secret(number=number)])
    assert any("export/delta/" in name for name in marked(tmp_path))
    last = [secret(number=versions)]
    match how:
        case "withdrawals":  # the source still has it, and a newer version than ever
            site([plain()], last, [stone()])
        case "tombstone":
            site([plain()], [*last, stone()])
        case "status":
            site([plain()], rows=[row("erased", versions)])
    gone(tmp_path, ERASED)
    assert len(manifest_of(tmp_path / "public")["deltas"]) == versions + 1
    site([plain(title="changed")], last if how == "withdrawals" else [stone()], [stone()])
    gone(tmp_path, ERASED)


WRONG = {
    "a value": {"rating": {"value": "zqx"}},
    "a key": {"zqx": 1},
    "a url": {"url": "zqx.example.org/zqx"},
    "a language": {"language": "zqx zqx"},
    "a date": {"published": "zqx 2024"},
    "a body": {"body": {"value": "zqx", "format": "zqx"}},
    "an extension": {"extensions": {"zqx": 1}},
    "an item": {"item": {"type": "Zqxmovie", "name": "Zqx"}},
    "an identifier": {"item": {"type": "Book", "name": "Zqx", "identifiers": [{"kind": "isbn", "value": "zqx"}]}},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_refused(site, tmp_path, wrong):
    """Refused today, and stale before: neither its text nor what is wrong with it is kept."""
    site([plain(), secret()])
    site([plain(), secret(**WRONG[wrong])])
    assert ERASED in full(tmp_path / "public").reviews
    site([plain(), secret(**WRONG[wrong])], withdrawn=[stone()])
    gone(tmp_path, ERASED)
    # The source still has it, and it is only remembered that it left.
    site([plain(), secret(**WRONG[wrong])])
    gone(tmp_path, ERASED)


def test_what_was_never_published_since_it_was_refused(site, tmp_path):
    site([plain(), secret(rating={"value": "zqx"})])
    assert marked(tmp_path) == {"public.report/refused.jsonl"}
    site([plain(), secret(rating={"value": "zqx"})], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_a_line_that_is_no_json_and_names_it(site, tmp_path):
    line = json.dumps(secret())[:-2]
    site([plain(), secret()])
    site([plain(), line], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_duplicates_and_older_versions(site, tmp_path):
    site([plain(), secret(), secret(), secret(number=1, modified="2024-01-05")], [secret()])
    site([plain(), secret(), secret(), secret(number=1, modified="2024-01-05")], [secret()], [stone()])
    gone(tmp_path, ERASED)


def test_versions_that_contradict_each_other(site, tmp_path):
    site([plain(), secret()])
    site([plain(), secret(number=1)], [secret(number=2)])
    assert "public.report/refused.jsonl" in marked(tmp_path)
    site([plain(), secret(number=1)], [secret(number=2)], [stone()])
    gone(tmp_path, ERASED)
    site([plain(), secret(number=1)], [secret(number=2)])  # the withdrawal is taken back, and nothing says which stands
    gone(tmp_path, ERASED)


def test_what_had_left_for_another_reason(site, tmp_path):
    site([plain()])
    site([plain(), secret()])
    site([plain()], withdrawn=[stone(reason="moderated")])
    assert marked(tmp_path)
    site([plain()], withdrawn=[stone()])
    gone(tmp_path, ERASED)


@pytest.mark.parametrize("order", ["merged first", "erased first", "both at once"])
def test_what_was_merged_into_what_is_erased(site, tmp_path, order):
    """Two reviews became one, that one another, and the person wants it erased: none of the three is left."""
    ids = ["tag:a.org,2020:1", "tag:a.org,2020:2", ERASED]
    site([plain()])
    site([plain(), *(secret(id, number) for number, id in enumerate(ids))])
    merged = [stone(ids[0], "merged", merged_into=ids[1]), stone(ids[1], "merged", merged_into=ERASED)]
    match order:
        case "merged first":
            site([plain(), secret()], withdrawn=merged)
            assert marked(tmp_path)
        case "erased first":
            site([plain(), *(secret(id, number) for number, id in enumerate(ids[:2]))], withdrawn=[stone()])
            assert marked(tmp_path)
        case "both at once":
            pass
    site([plain()], withdrawn=[*merged, stone()])
    gone(tmp_path, *ids)


def test_what_came_back_and_was_erased_again(site, tmp_path):
    site([plain()])
    site([plain(), secret()])
    site([plain(), secret()], withdrawn=[stone()])
    gone(tmp_path, ERASED)
    site([plain(), secret(number=1)])
    assert marked(tmp_path)
    site([plain(), secret(number=1)], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_the_only_review(site, tmp_path):
    site([secret()])
    site([secret()], withdrawn=[stone()])
    gone(tmp_path, ERASED)
    assert manifest_of(tmp_path / "public")["records"] == 0
    site([secret(), plain()], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_what_a_history_begun_anew_left(site, tmp_path):
    site([plain()])
    site([plain(), secret()])
    (tmp_path / "public" / "export" / "manifest.json").unlink()
    site([plain(), secret()], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_what_was_a_snippet(site, tmp_path):
    site([plain()])
    site([plain(), secret(snippet_only=True, url="https://a.org/x")])
    site([plain(), secret(snippet_only=True, url="https://a.org/x")], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_the_build_that_failed_before(site, tmp_path):
    site([plain()])
    site([plain(), secret()])
    with pytest.raises(syndicate.SyndicateError):  # an instant that lies before: the report has been begun
        site(
            [plain(), secret(rating={"value": "zqx"})],
            [stone("tag:a.org,2020:1"), stone("tag:a.org,2020:1", "moderated")],
            ["?"],
        )
    site([plain(), secret(rating={"value": "zqx"})], withdrawn=[stone()])
    gone(tmp_path, ERASED)


def test_the_text_of_a_review_that_becomes_a_snippet_is_in_no_delta(tmp_path):
    """What may be passed on no longer is taken out of the deltas in which it went out."""
    text = "a text that was passed on once"
    row = {"id": "urn:example:1", "item": {"type": "Movie", "name": "A"}, "summary": "Short."}
    other = {"id": "urn:example:2", "item": {"type": "Movie", "name": "B"}}
    (tmp_path / "syndicate.toml").write_text('[[source]]\npath = "r.jsonl"\n')
    states = []
    for rows in (
        [other],
        [other, {**row, "body": {"value": text, "format": "text"}}],
        [other, {**row, "body": {"value": text, "format": "text"}, "snippet_only": True}],
    ):
        (tmp_path / "r.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
        syndicate.build(tmp_path / "public", config=tmp_path / "syndicate.toml")
        states.append(manifest_of(tmp_path / "public"))
    assert not [path for path, data in bytes_below(tmp_path / "public") if text.encode() in data]
    deltas = states[-1]["deltas"]
    assert [(delta["sequence"], delta["upserts"]) for delta in deltas] == [(2, 0), (3, 1)]
    assert [delta["base"] for delta in deltas] == [states[0]["state"], states[1]["state"]]
