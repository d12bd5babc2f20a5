"""The commands as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
LINE = '{"id":"tag:a.org,2020:1","item":{"type":"Movie","name":"Dune"},"rating":{"value":4.5,"best":5}}\n'


def test_build_says_what_it_did(run, tmp_path):
    ran = run("build", "-c", EXAMPLES / "syndicate.toml", "-j", "1")
    assert ran.code == 0
    assert ran.out == ""
    assert "19 read: 12 published, 1 withdrawn, 2 skipped, 4 refused" in ran.err
    assert "Look at public/index.html" in ran.err
    assert (tmp_path / "public" / "index.html").exists()


def test_source_date_epoch_is_an_instant(run, tmp_path, monkeypatch):
    (tmp_path / "r.jsonl").write_text(LINE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = run("build", "r.jsonl", "-j", "1")
    assert ran.code == 2
    assert "SOURCE_DATE_EPOCH" in ran.err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert run("build", "r.jsonl", "-j", "1").code == 0


def test_convert_reads_standard_input_and_writes_standard_output(run):
    ran = run("convert", "-f", "records", "-t", "jsonld", stdin=LINE.encode())
    assert ran.code == 0
    node = json.loads(ran.out)
    assert node["@context"] == "https://schema.org"
    assert node["reviewRating"]["ratingValue"] == 4.5


def test_convert_through_all_and_back(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE)
    assert run("convert", "a.jsonl", "-o", "b.csv").code == 0
    assert run("convert", "b.csv", "-o", "c.md").code == 0
    assert run("convert", "c.md", "-o", "d.jsonld").code == 0
    ran = run("convert", "d.jsonld", "-t", "records")
    assert ran.code == 0
    assert ran.out == LINE


def test_convert_keeps_refusals_and_losses(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE + '{"id": 7}\n' + LINE.replace(":1", ":2")[:-2] + ',"spoiler":true}\n')
    ran = run("convert", "a.jsonl", "-o", "b.jsonld", "--refused", "no.jsonl", "--losses", "lost.json")
    assert ran.code == 0
    (refused,) = [json.loads(line) for line in (tmp_path / "no.jsonl").read_text().splitlines()]
    assert refused["place"] == "line 2"
    lost = json.loads((tmp_path / "lost.json").read_text())
    assert [(loss["path"], loss["how"], loss["records"]) for loss in lost["lost"]] == [("spoiler", "dropped", 1)]
    assert "lost in jsonld: spoiler" in ran.err


def test_convert_that_fails_leaves_what_was_there(run, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 7}\n')
    (tmp_path / "b.jsonl").write_text("precious")
    ran = run("convert", "a.jsonl", "-o", "b.jsonl", "--strict")
    assert ran.code != 0
    assert (tmp_path / "b.jsonl").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_convert_to_a_folder_makes_a_file_for_each(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE + LINE.replace(":1", ":2"))
    assert run("convert", "a.jsonl", "-t", "markdown", "-o", "posts/").code == 0
    assert sorted(path.name for path in (tmp_path / "posts").iterdir()) == ["1.md", "2.md"]
    ran = run("convert", "posts", "-t", "records")
    assert ran.out.count("\n") == 2


def test_formats_lists_what_there_is(run):
    ran = run("formats")
    assert ran.code == 0
    rows = {line.split()[0]: line for line in ran.out.splitlines()}
    assert {"records", "jsonld", "markdown", "csv", "rss", "atom"} <= set(rows)
    assert "read write" in rows["csv"]
    assert " write" not in rows["html"]
    one = run("formats", "jsonld")
    assert "spoiler" in one.out
    assert "dropped" in one.out


@pytest.mark.parametrize("name", ["review", "settings"])
def test_schema_prints_a_schema(run, name):
    import jsonschema

    ran = run("schema", name)
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"]


def test_help_names_every_command(run):
    ran = run("--help")
    for command in ("build", "convert", "formats", "schema"):
        assert command in ran.out
    assert run("--version").out.startswith("syndicate ")


def test_a_closed_pipe_is_no_error(tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(LINE.replace(":1", f":{n}") for n in range(5000)))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    made = subprocess.run(
        f"{sys.executable} -c 'from syndicate.cli import main; main()' convert a.jsonl -t records | head -1",
        shell=True, cwd=tmp_path, env=env, capture_output=True, check=True,
    )  # fmt: skip
    assert made.stdout.count(b"\n") == 1
    assert made.stderr == b""


@pytest.mark.parametrize("code", ["import syndicate", "from syndicate.cli import app"])
def test_what_is_heavy_is_imported_when_it_is_used(code):
    heavy = {
        "pydantic",
        "lxml",
        "feedgen",
        "extruct",
        "jsonschema",
        "jinja2",
        "dateparser",
        "markdown_it.rules_block",
        "nh3",
    }
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    code = f"import sys; {code}; print(' '.join(sys.modules))"
    made = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True)
    assert not heavy & set(made.stdout.split())


def test_options_of_the_format_that_is_written(run, tmp_path):
    aspects = ',"aspects":[{"name":"sound","rating":{"value":3,"best":5}}]}'
    (tmp_path / "a.jsonl").write_text(LINE.rstrip()[:-1] + aspects + "\n")
    full, search = (
        run("convert", "a.jsonl", "-t", "jsonld"),
        run("convert", "a.jsonl", "-t", "jsonld", "-O", "profile=search"),
    )
    assert len(json.loads(full.out)["reviewRating"]) == 2
    assert json.loads(search.out)["reviewRating"]["ratingValue"] == 4.5
    assert "lost in jsonld: aspects, dropped (1)" in search.err
    assert run("convert", "a.jsonl", "-t", "csv", "-O", "delimiter=;").out.splitlines()[0].count(";")
    for wrong, says in (
        ("profile", "expected KEY=VALUE"),
        ("profile=best", "profile"),
        ("profil=full", "Did you mean profile"),
    ):
        ran = run("convert", "a.jsonl", "-t", "jsonld", "-O", wrong)
        assert ran.code == 2
        assert says in ran.err


@pytest.mark.parametrize("syntax", ["microdata", "rdfa", "microformats"])
def test_pages_in_another_syntax(run, tmp_path, syntax):
    (tmp_path / "a.jsonl").write_text(LINE)
    (tmp_path / "s.toml").write_text(f'[build]\nmarkup = ["{syntax}"]\n[[source]]\npath = "a.jsonl"\n')
    assert run("build", "-c", "s.toml", "-j", "1").code == 0
    (page,) = (tmp_path / "public" / "reviews").glob("*/index.html")
    text = page.read_text()
    mark = {"microdata": 'itemprop="ratingValue"', "rdfa": 'property="ratingValue"', "microformats": 'class="p-rating"'}
    assert [name for name, said in mark.items() if said in text] == [syntax]
    assert "<script" not in text
    for suffix in (f".{name}.html" for name in ("microdata", "rdfa", "hreview")):
        assert run("convert", "a.jsonl", "-o", f"one{suffix}").code == 0
        ran = run("convert", f"one{suffix}", "-t", "records")
        assert json.loads(ran.out)["rating"]["value"] == 4.5


def test_settings_name_the_syntaxes_that_there_are(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE)
    (tmp_path / "s.toml").write_text('[build]\nmarkup = ["microdat"]\n[[source]]\npath = "a.jsonl"\n')
    ran = run("build", "-c", "s.toml")
    assert ran.code == 2
    assert "microdat" in ran.err
    assert "microdata" in ran.err
