"""``syndicate verify`` on built sites in which something was changed by hand: it names that, and nothing else."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import syndicate

SYNTAXES = ("jsonld", "microdata", "rdfa", "microformats")

ROWS = [
    {"id": "tag:example.org,2024:fog", "item": {"type": "Movie", "name": "The Fog Bell", "key": "fog"},
     "authors": [{"type": "Person", "name": "Ada Example"}], "rating": {"value": 4, "best": 5, "worst": 1},
     "published": "2024-03-01", "body": {"value": "It begins in fog.\n\nNobody leaves.", "format": "text"}},
    {"id": "tag:example.org,2024:lamp", "item": {"type": "Product", "name": "A Brass Lamp", "key": "lamp"},
     "authors": [{"type": "Person", "name": "Ben Sample"}], "rating": {"value": 3.5, "best": 5, "worst": 1},
     "published": "2024-03-02", "body": {"value": "*Bright* and heavy.\n\n* warm\n* dear", "format": "markdown"}},
    {"id": "tag:example.org,2024:pier", "item": {"type": "Book", "name": "Pier Seven", "key": "pier"},
     "authors": [{"type": "Person", "name": "Cleo Instance"}], "rating": {"value": 9, "best": 10, "worst": 1},
     "published": "2024-03-03T10:15:00+01:00", "body": {"value": "<p>Salt &amp; rope.</p>", "format": "html"}},
    {"id": "tag:example.org,2024:horn", "item": {"type": "Movie", "name": "Horn", "key": "horn"},
     "authors": [{"type": "Person", "name": "Dan Specimen"}], "rating": {"value": 2, "best": 5, "worst": 1},
     "published": "2024-03-04", "body": {"value": "Too loud by half.", "format": "text"}},
]  # fmt: skip

CHANGES = {
    "author": ("lamp", "Ben Sample", "Zoe Other"),
    "date": ("pier", "2024-03-03T10:15:00+01:00", "2023-03-03T10:15:00+01:00"),
    "body": ("horn", "Too loud by half.", "Just loud enough."),
}
PATHS = {"rating": "rating.value", "author": "authors.0.name", "date": "published", "body": "body.value"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Sites of the four reviews, one for each syntax, made when they are asked for."""
    made: dict[str, Path] = {}

    def site(syntax: str) -> Path:
        if syntax not in made:
            folder = tmp_path_factory.mktemp(syntax)
            (folder / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
            (folder / "syndicate.toml").write_text(
                '[site]\nurl = "https://example.org/"\nname = "Example"\ntag = "example.org,2024"\nlanguage = "en"\n'
                f'[build]\nmarkup = ["{syntax}"]\n[[source]]\npath = "records.jsonl"\n'
            )
            syndicate.build(folder / "public", config=folder / "syndicate.toml")
            made[syntax] = folder
        return made[syntax]

    return site


@pytest.fixture
def copied(sites, tmp_path):
    """A copy of a site, in the working folder, that a test may change."""

    def copy(syntax: str = "jsonld") -> Path:
        for name in ("public", "records.jsonl"):
            source = sites(syntax) / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
        return tmp_path / "public"

    return copy


def page(public: Path, slug: str) -> Path:
    return public / "reviews" / slug / "index.html"


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def result(run, *arguments: str) -> tuple[int, dict]:
    ran = run("verify", *arguments, "--json", "-j", "1")
    return ran.code, json.loads(ran.out)


def wrong(answer: dict) -> dict[str, list[tuple[str, str, str]]]:
    return {
        one["file"]: [(d["path"], d["expected"], d["found"]) for d in one.get("differences", ())] or [one["outcome"]]
        for one in answer["wrong"]
    }


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_an_unchanged_site_is_as_it_should_be(run, copied, syntax):
    copied(syntax)
    for against in ([], ["--against", "records.jsonl"]):
        code, answer = result(run, "public", *against)
        assert (code, answer["wrong"], answer["unseen"]) == (0, [], {})
        assert sum(answer["counts"][syntax].values()) >= 12  # a page, a fragment and its mean, of four items each


def rated(file: Path) -> None:
    """Changes the one machine-readable 4 of a page, whatever the syntax, by hand."""
    text = file.read_text("utf-8")
    made, count = re.subn(r'("ratingValue":|<(?:data|meta)[^>]*(?:ratingValue|p-rating)[^>]*(?:value|content)="'
                          r'|<data value="(?=4"[^>]*(?:ratingValue|p-rating)))4\b', r"\g<1>5", text)  # fmt: skip
    assert count == 1
    file.write_text(made, "utf-8")


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_four_changes_in_four_pages_are_exactly_those_four(run, copied, syntax):
    public = copied(syntax)
    rated(page(public, "fog"))
    for what in ("author", "date", "body"):
        slug, old, new = CHANGES[what]
        replaced(page(public, slug), old, new)
    code, answer = result(run, "public")
    assert code == 1
    found = wrong(answer)
    assert set(found) == {f"public/reviews/{slug}/index.html" for slug in ("fog", "lamp", "pier", "horn")}
    assert found["public/reviews/fog/index.html"] == [("rating.value", "4", "5")]
    assert found["public/reviews/lamp/index.html"] == [("authors.0.name", "'Ben Sample'", "'Zoe Other'")]
    ((path, expected, there),) = found["public/reviews/pier/index.html"]
    assert (path, expected, there) == ("published", "'2024-03-03T10:15:00+01:00'", "'2023-03-03T10:15:00+01:00'")
    ((path, expected, there),) = found["public/reviews/horn/index.html"]
    assert (path, "Too loud by half." in expected, "Just loud enough." in there) == ("body.value", True, True)
    assert {one["id"] for one in answer["wrong"]} == {row["id"] for row in ROWS}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_four_changes_in_one_page_are_told_of_that_page(run, copied, syntax):
    public = copied(syntax)
    file = page(public, "fog")
    rated(file)
    replaced(file, "Ada Example", "Zoe Other")
    replaced(file, "2024-03-01", "2023-03-01")
    replaced(file, "begins in fog", "begins in rain")
    code, answer = result(run, "public")
    assert code == 1
    assert list(wrong(answer)) == ["public/reviews/fog/index.html"]
    (differences,) = wrong(answer).values()
    assert {path for path, _, _ in differences} == set(PATHS.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "path", "expected", "found"),
    [
        ("feeds/reviews.rss", "<schema:ratingValue>9<", "<schema:ratingValue>8<", "rating.value", "9", "8"),
        ("feeds/reviews.atom", ">Pier Seven</title>", ">Pier Eight</title>", "item.name", "'Pier Seven'",
         "'Pier Eight' in the feed's own words"),
        ("reviews/horn/review.jsonld", '"name":"Dan Specimen"', '"name":"Dan Species"', "authors.0.name",
         "'Dan Specimen'", "'Dan Species'"),
        ("items/horn.html", '"ratingCount":1', '"ratingCount":12', "aggregateRating.ratingCount", "1", "12"),
        ("items/horn.html", '"@type":"AggregateRating","ratingValue":2', '"@type":"AggregateRating","ratingValue":5',
         "aggregateRating.ratingValue", "2", "5"),
    ],
)  # fmt: skip
def test_a_change_elsewhere_is_named_alone(run, copied, file, old, new, path, expected, found):
    public = copied()
    replaced(public / file, old, new)
    code, answer = result(run, "public")
    assert (code, wrong(answer)) == (1, {f"public/{file}": [(path, expected, found)]})


def test_a_changed_part_of_the_export_has_another_sum(run, copied):
    public = copied()
    (part,) = (public / "export" / "full").glob("part-*")
    part.write_bytes(gzip.compress(gzip.decompress(part.read_bytes()).replace(b"Dan Specimen", b"Dan Someone!")))
    code, answer = result(run, "public", "--against", "records.jsonl")
    assert code == 1
    named = {(one["id"], d["path"]) for one in answer["wrong"] for d in one["differences"]}
    # Its size may have stayed.
    assert named - {("", "bytes")} == {
        (ROWS[3]["id"], "authors.0.name"), ("", "hash"), ("", "contentHash"), ("", "state"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace('"records": 4', '"records": 5').replace('"records":4', '"records":5'), "records"),
        (lambda text: re.sub(r"full/[^\"]*\.gz", "../../records.jsonl", text, count=1), "outside"),
        (lambda text: re.sub(r"full/[^\"]*\.gz", "/dev/zero", text, count=1), "outside"),
        (lambda text: re.sub(r"full/[^\"]*\.gz", "full", text, count=1), "no file"),
        (lambda text: "[" * 100_000, "no manifest"),
        (lambda text: "{", "no manifest"),
    ],
)
def test_a_manifest_that_is_wrong_is_told(run, copied, change, why):
    public = copied()
    manifest = public / "export" / "manifest.json"
    before = manifest.read_text()
    manifest.write_text(change(before))
    assert manifest.read_text() != before
    code, answer = result(run, "public", "--against", "records.jsonl")
    assert code == 1
    assert why in json.dumps(answer["wrong"])
    assert run("verify", "public", "-j", "1").code == 1


def test_a_part_that_ends_early_is_unreadable(run, copied):
    public = copied()
    (part,) = (public / "export" / "full").glob("part-*")
    part.write_bytes(part.read_bytes()[:-20])
    ran = run("verify", "public", "-j", "1")
    assert ran.code == 1
    assert "unreadable" in ran.err
    assert part.name in ran.err


def test_records_and_files_that_are_missing_are_named(run, copied, tmp_path):
    public = copied()
    extra = {"id": "tag:example.org,2024:extra", "item": {"type": "Movie", "name": "Another"}}
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*ROWS, extra]))
    code, answer = result(run, "public", "--against", "more.jsonl")
    assert (code, [(one["id"], one["outcome"]) for one in answer["wrong"] if one["id"]]) == (
        1,
        [(extra["id"], "missing")],
    )
    # Of a single page nobody expects that it tells of all records.
    assert run("verify", "public/reviews/horn/index.html", "--against", "records.jsonl").code == 0
    page(public, "horn").unlink()
    code, answer = result(run, "public")
    assert (code, wrong(answer)) == (1, {"public/reviews/horn/index.html": ["missing"]})


def test_a_review_that_no_record_is_given_for_is_unknown_and_no_error(run, copied, tmp_path):
    copied()
    (tmp_path / "three.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS[:3]))
    code, answer = result(run, "public/reviews/horn/index.html", "--against", "three.jsonl")
    assert (code, answer["counts"]["jsonld"]) == (0, {"unknown": 1})


def test_records_are_read_by_the_mapping_of_the_settings(run, copied, tmp_path):
    copied()
    (tmp_path / "mine.csv").write_text(
        'no,film,stars,who,text\nfog,The Fog Bell,4,Ada Example,"It begins in fog.\n\nNobody leaves."\n'
    )
    (tmp_path / "mine.toml").write_text(
        '[site]\ntag = "example.org,2024"\n[[source]]\npath = "mine.csv"\nid = "no"\n[source.map]\n'
        'rating = { from = "stars", scale = { best = 5, worst = 1 } }\nauthors = "who"\nitem.name = "film"\n'
        'item.type = { value = "Movie" }\nitem.key = "no"\npublished = { value = "2024-03-01" }\n'
        'body = { from = "text", format = "text" }\n'
    )
    file = "public/reviews/fog/index.html"
    ran = run("verify", file, "--against", "mine.csv", "-c", "mine.toml")
    assert ran.code == 0, ran.err
    assert "1 as they should be, 0 wrong, 0 unknown" in ran.err


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16"])
def test_pages_in_other_encodings(run, copied, tmp_path, encoding):
    public = copied("microdata")
    text = page(public, "fog").read_text("utf-8").replace("utf-8", encoding).replace("Ada Example", "Adèle Ünal")
    (tmp_path / "other.html").write_bytes(text.encode(encoding, "xmlcharrefreplace"))
    author = [{"type": "Person", "name": "Adèle Ünal"}]
    (tmp_path / "one.jsonl").write_text(json.dumps({**ROWS[0], "authors": author}))
    code, answer = result(run, "other.html", "--against", "one.jsonl")
    assert (code, answer["wrong"], answer["unseen"]) == (0, [], {})


def test_a_broken_script_is_unreadable(run, copied):
    public = copied()
    replaced(page(public, "fog"), '"ratingValue":4', '"ratingValue":')
    code, answer = result(run, "public")
    assert (code, wrong(answer)) == (1, {"public/reviews/fog/index.html": ["unreadable"]})


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"Review","@id":"urn:\\ud800","itemReviewed":"x"}',
        '{"@type":"Review","url":"https://x.example/\\udfff","itemReviewed":"x"}',
        '{"@type":"Review","@id":"tag:example.org,2024:fog","reviewRating":{"ratingValue":NaN,"bestRating":1e999}}',
        '{"@type":"Review","@id":"tag:example.org,2024:fog","author":[[[]],7,null],"itemReviewed":[[]]}',
        '{"@type":"Movie","aggregateRating":{"ratingValue":[{}]},"review":[{"@id":"tag:example.org,2024:fog"}]}',
        '{"a":' * 900 + "1" + "}" * 900,
        "[" * 900 + "]" * 900,
        "[" * 100_000,
    ],
    ids=range(8),
)
def test_hostile_json_never_ends_in_a_traceback(run, copied, tmp_path, text):
    copied()
    (tmp_path / "bad.html").write_text(f'<p>x<script type="application/ld+json">{text}</script>')
    (tmp_path / "bad.jsonld").write_text(text)
    for name in ("bad.html", "bad.jsonld"):
        ran = run("verify", name, "--against", "records.jsonl", "--json", "-j", "1")
        assert ran.code in (0, 1)
        json.loads(ran.out)


def test_what_is_marked_up_and_hidden_is_told(run, copied):
    public = copied("microdata")
    replaced(page(public, "fog"), "<article", "<article hidden")
    ran = run("verify", "public", "-j", "1")
    assert ran.code == 0
    assert "not visible: public/reviews/fog/index.html (microdata) tag:example.org,2024:fog" in ran.err
    assert run("verify", "public", "--visible", "-j", "1").code == 1


def test_calls_that_are_wrong(run, tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("nowhere", "empty"):
        ran = run("verify", name)
        assert (ran.code, name in ran.err) == (2, True)


def test_the_table_and_the_json_count_the_same(run, copied):
    copied()
    table = run("verify", "public", "-j", "1").out.splitlines()
    columns = table[0].split()
    shown = {row.split()[0]: dict(zip(columns, map(int, row.split()[1:]), strict=True)) for row in table[1:]}
    _, answer = result(run, "public")
    assert {how: {name: n for name, n in row.items() if n} for how, row in shown.items()} == answer["counts"]


def test_a_reader_that_goes_away_is_no_error_of_ours(copied, tmp_path):
    copied()
    (tmp_path / "started.py").write_text("from syndicate.cli import main\nmain()\n")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "started.py", "verify", "public", "--json", "-j", "1"]
    ran = subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert b"Traceback" not in ran.stderr
