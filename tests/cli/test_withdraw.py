"""``syndicate withdraw``: what it writes, what it refuses, and what the next build makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import syndicate

NOW = "2026-01-31T12:00:00Z"


def _review(number: int) -> str:
    return json.dumps({"id": f"tag:a.org,2020:{number}", "item": {"type": "Movie", "name": f"Film {number}"}}) + "\n"


@pytest.fixture
def published(run, tmp_path) -> Path:
    """A published folder with five reviews."""
    (tmp_path / "r.jsonl").write_text("".join(map(_review, range(5))))
    (tmp_path / "syndicate.toml").write_text('[[source]]\npath = "r.jsonl"\n')
    assert run("build").code == 0
    return tmp_path / "public"


def manifest(public: Path) -> dict:
    return json.loads((public / "export" / "manifest.json").read_text())


def test_what_is_withdrawn_leaves_though_the_source_has_it(run, published, tmp_path):
    ran = run("withdraw", "tag:a.org,2020:3", "--reason", "moderated", "--now", NOW)
    assert (ran.code, ran.err) == (0, "1 review is withdrawn from the next build on: withdrawn.jsonl\n")
    line = (tmp_path / "withdrawn.jsonl").read_text()
    assert json.loads(line) == {"id": "tag:a.org,2020:3", "at": NOW, "reason": "moderated"}
    assert run("build").code == 0
    assert (manifest(published)["records"], manifest(published)["tombstones"]) == (4, 1)
    # a newer version in the source changes nothing: it is withdrawn
    newer = _review(3).replace('"item"', '"modified": "2030-01-01", "item"', 1)
    (tmp_path / "r.jsonl").write_text("".join(map(_review, (0, 1, 2, 4))) + newer)
    assert run("build").code == 0
    assert manifest(published)["sequence"] == 2
    # until that is taken back
    assert run("withdraw", "tag:a.org,2020:3", "--undo").code == 0
    assert run("build").code == 0
    assert (manifest(published)["records"], manifest(published)["tombstones"]) == (5, 0)
    assert manifest(published)["sequence"] == 3


def test_several_are_merged_into_one(run, published, tmp_path):
    ids = ["tag:a.org,2020:1", "tag:a.org,2020:2"]
    ran = run("withdraw", *ids, "--reason", "merged", "--into", "tag:a.org,2020:0", "--now", NOW)
    assert "2 reviews are withdrawn" in ran.err
    lines = [json.loads(line) for line in (tmp_path / "withdrawn.jsonl").read_text().splitlines()]
    assert lines == [{"id": id, "at": NOW, "reason": "merged", "merged_into": "tag:a.org,2020:0"} for id in ids]


def test_a_second_withdrawal_says_nothing_new_and_another_reason_does(run, published, tmp_path):
    for reason, at, held in (
        ("withdrawn", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("withdrawn", "2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("erased", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
    ):
        assert run("withdraw", "tag:a.org,2020:1", "--reason", reason, "--now", at).code == 0
        (line,) = (tmp_path / "withdrawn.jsonl").read_text().splitlines()
        assert (json.loads(line)["reason"], json.loads(line)["at"]) == (reason, held)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tag:a.org,2020:3"], "expected --reason with one of erased, moderated, merged, withdrawn"),
        (["tag:a.org,2020:3", "--reason", "erase"], "Did you mean erased?"),
        (["tag:a.org,2020:3", "--reason", "merged"], "--into and --reason merged go together"),
        (["tag:a.org,2020:3", "--reason", "erased", "--into", "tag:a.org,2020:1"], "go together"),
        (["tag:a.org,2020:3", "--reason", "merged", "--into", "tag:a.org,2020:3"], "merged into itself"),
        (["tag:a.org,2020:33", "--reason", "erased"], "Did you mean tag:a.org,2020:3"),
        (["no iri", "--reason", "erased"], "no iri"),
        (["tag:a.org,2020:3", "--reason", "erased", "--now", "yesterday"], "--now is wrong"),
        (["tag:a.org,2020:3", "--undo"], "this id is not withdrawn"),
        (["tag:a.org,2020:3", "--undo", "--reason", "erased"], "--undo says no reason"),
    ],
)
def test_what_is_wrong_is_told_and_writes_nothing(run, published, tmp_path, arguments, told):
    ran = run("withdraw", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert not (tmp_path / "withdrawn.jsonl").exists()


def test_an_id_that_was_never_published_can_be_withdrawn_where_that_is_said(run, published):
    assert run("withdraw", "tag:a.org,2020:later", "--reason", "withdrawn", "--unpublished", "--now", NOW).code == 0
    assert run("build").code == 0
    assert manifest(published)["tombstones"] == 1


def test_without_an_export_it_is_told_that_ids_are_not_looked_up(run, tmp_path):
    ran = run("withdraw", "tag:a.org,2020:1", "--reason", "erased", "--now", NOW)
    assert ran.code == 0
    assert "public holds no export" in ran.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "line 1"),
        (_review(1), "found a review"),
        (
            f'{{"id":"a:1","at":"{NOW}","reason":"erased"}}\n' * 2,
            "line 2: the withdrawals cannot be relied on, so nothing is built; found a second withdrawal",
        ),
        (f'{{"id":"a:1","at":"{NOW}","reason":"gone"}}\n', "gone"),
    ],
)
def test_withdrawals_that_cannot_be_relied_on_stop_the_build(run, published, tmp_path, content, told):
    before = manifest(published)
    (tmp_path / "withdrawn.jsonl").write_text(content)
    for ran in (run("build"), run("withdraw", "tag:a.org,2020:1", "--reason", "erased")):
        assert ran.code == 2
        assert told in ran.err
    assert manifest(published) == before
    assert (tmp_path / "withdrawn.jsonl").read_text() == content


def test_in_python(published, tmp_path):
    stone = syndicate.Tombstone(id="tag:a.org,2020:4", at=NOW, reason="erased")
    assert syndicate.withdraw(stone, config=tmp_path / "syndicate.toml") == tmp_path / "withdrawn.jsonl"
    made = syndicate.build(published, config=tmp_path / "syndicate.toml")
    assert (made.accounts.published, made.export) == (4, {"sequence": 2, "upserts": 0, "tombstones": 1})
