"""Bad input as a newcomer brings it: one clear message with file, place, field and mend; what is beside it lives."""

from __future__ import annotations

import gzip
import json
import os
import stat
import subprocess
import sys

import pytest

GOOD = {"id": "tag:a.org,2020:good", "item": {"type": "Movie", "name": "A good film"}}
LINE = json.dumps(GOOD)


def record(**fields) -> str:
    return json.dumps({"id": "tag:a.org,2020:bad", "item": {"type": "Movie", "name": "A bad film"}} | fields)


LINES = {
    "a decimal comma": (record(rating={"value": "9,5"}), ["rating.value", "9.5"]),
    "a best below the value": (record(rating={"value": 9, "best": 5}), ["rating", "best", "5"]),
    "a worst above the value": (record(rating={"value": 1, "worst": 2}), ["rating", "worst"]),
    "a scale without extent": (record(rating={"value": 1, "worst": 1, "best": 1}), ["rating", "best"]),
    "too many digits": (record(rating={"value": 0.1234567890123456789}).replace("0.12345678901234568", "0.1234567890123456789"),
                        ["0.1234567890123456789", "15"]),
    "not a number at all": (record(rating={"value": 1}).replace("1}", "NaN}"), ["NaN"]),
    "an unknown field": (record(titel="x"), ["titel", "title"]),
    "an unknown field of the item": (record(item={"type": "Movie", "name": "x", "directors": []}), ["item.directors", "director"]),
    "an unknown type": (record(item={"type": "Moive", "name": "x"}), ["Moive", "Movie"]),
    "no type": (record(item={"name": "x"}), ["item.type"]),
    "no name": (record(item={"type": "Movie"}), ["item.name"]),
    "no item": ('{"id": "tag:a.org,2020:bad"}', ["item"]),
    "a script for a URL": (record(url="javascript:alert(1)"), ["url", "https"]),
    "a URL without a scheme": (record(url="www.example.org/x"), ["url", "https"]),
    "a date that is none": (record(published="2023-02-29"), ["published", "2023-02-29"]),
    "a date in words": (record(published="May 1, 2024"), ["published", "words"]),
    "a time without a zone": (record(published="2024-05-01T10:00:00"), ["published", "zone"]),
    "a wrong kind": (record(kind="critc"), ["kind", "critic"]),
    "an author without a name": (record(authors=[{"type": "Person"}]), ["authors.0.name"]),
    "a wrong check digit": (record(item={"type": "Book", "name": "x", "identifiers": [{"kind": "isbn", "value": "9780306406158"}]}),
                            ["isbn", "check digit"]),
    "a property of another type": (record(item={"type": "Movie", "name": "x", "properties": {"isbn": "1"}}), ["isbn", "Movie"]),
    "a property that is none": (record(item={"type": "Movie", "name": "x", "properties": {"colour": "1"}}), ["colour", "color"]),
    "a key twice": (record(title="a")[:-1] + ', "title": "b"}', ["title", "twice"]),
    "half a line": (record(title="a")[:-9], ["JSON"]),
    "a list": ("[1, 2]", ["object"]),
    "a word": ('"hello"', ["object"]),
    "a tombstone without an instant": ('{"id": "tag:a.org,2020:t", "reason": "erased"}', ["at"]),
    "a tombstone with a reason of its own": ('{"id": "tag:a.org,2020:t", "reason": "bored", "at": "2024-01-01T00:00:00Z"}', ["reason", "erased"]),
    "a mountain of brackets": ("[" * 100_000, ["nested"]),
}  # fmt: skip

MENDED = {
    "a number for a text": (record(title=1984), "title", lambda r: r["title"] == "1984"),
    "a blank title": (record(title="  "), "title", lambda r: "title" not in r),
    "a URL with a space": (record(url="https://example.org/a b"), "url", lambda r: r["url"] == "https://example.org/a%20b"),
    "a language with an underscore": (record(language="en_US"), "language", lambda r: r["language"] == "en-US"),
    "a control character": (record(title="a\u0000b"), "title", lambda r: r["title"] == "ab"),
    "half a character": (record(title="a\ud800"), "title", lambda r: r["title"].startswith("a")),
    "white space around": (record(title=" a "), "title", lambda r: r["title"] == "a"),
    "CR LF": (record(summary="a\r\nb"), "summary", lambda r: r["summary"] == "a\nb"),
}  # fmt: skip
"""What nobody could mistake is mended, and told."""


@pytest.mark.parametrize("name", MENDED)
def test_what_cannot_be_mistaken_is_mended_and_told(run, tmp_path, name):
    bad, path, right = MENDED[name]
    (tmp_path / "r.jsonl").write_text(f"{LINE}\n{bad}\n", encoding="utf-8")
    ran = run("build", "r.jsonl", "-j", "1")
    assert "2 published" in ran.err, ran.err
    assert f"repaired: {path}" in ran.err, ran.err
    (part,) = (tmp_path / "public" / "export" / "full").iterdir()
    made = {r["id"]: r for r in map(json.loads, gzip.decompress(part.read_bytes()).splitlines())}
    assert right(made["tag:a.org,2020:bad"]), made
    notes = [json.loads(line) for line in (tmp_path / "public.report" / "notes.jsonl").read_text().splitlines()]
    assert [(note["place"], note["kind"]) for note in notes if note["path"].startswith(path)] == [
        ("line 2", "repaired")
    ]


@pytest.mark.parametrize("name", LINES)
def test_a_bad_line_is_told_and_those_beside_it_live(run, tmp_path, name):
    bad, words = LINES[name]
    other = LINE.replace("good", "other")
    (tmp_path / "r.jsonl").write_text(f"{LINE}\n{bad}\n{other}\n", encoding="utf-8")
    ran = run("build", "r.jsonl", "-j", "1")
    assert ran.code == 0
    told = [line for line in ran.err.splitlines() if line.startswith("refused:")]
    assert len(told) == 1, ran.err
    assert "r.jsonl, line 2" in told[0]
    assert "expected" in told[0]
    found = [word for word in words if word.casefold() in told[0].casefold()]
    assert len(found) == len(words), told[0]
    assert "2 published, 1 refused" in ran.err
    assert len(told[0]) < 1500


FILES = {
    "an empty file": ("r.jsonl", b"", 1, ["nothing"]),
    "binary junk": ("r.jsonl", bytes(range(256)) * 40, 1, ["r.jsonl"]),
    "a truncated gzip": ("r.jsonl.gz", gzip.compress(LINE.encode() * 5000)[:60], 1, ["r.jsonl.gz", "gzip"]),
    "no gzip at all": ("r.jsonl.gz", b"\x1f\x8bhello", 1, ["r.jsonl.gz"]),
    "UTF-16": ("r.jsonl", LINE.encode("utf-16"), 1, ["UTF-16"]),
    "a truncated array": ("r.json", f"[{LINE}, {LINE[:40]}".encode(), 0, ["r.json"]),
    "YAML that is not closed": ("r.md", b"---\nitem.name: x\n", 1, ["r.md", "---"]),
    "YAML with a colon": ("r.md", b"---\ntitle: a: b\n---\n", 1, ["r.md", "line 2", "quote"]),
    "YAML with a key twice": ("r.md", b"---\ntitle: a\ntitle: b\n---\n", 1, ["title", "twice"]),
    "YAML that explodes": ("r.md", b"---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [" + b",".join([b"*a"] * 200) + b"]\n---\n", 1, ["alias"]),
    "YAML with Python in it": ("r.md", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n", 1, ["tag"]),
    "TOML that is none": ("r.md", b"+++\ntitle = \n+++\n", 1, ["TOML"]),
    "no front matter": ("r.md", b"Just a text.\n", 1, ["item"]),
    "unknown columns": ("r.csv", b"titel,stars\na,5\n", 1, ["titel", "title"]),
    "a row too long": ("r.csv", b"id,item.type,item.name\ntag:a.org,Movie,x,y,z\n", 1, ["row 1", "3", "5"]),
    "a column twice": ("r.csv", b"id,item.type,item.name,id\n", 1, ["'id'", "each name once"]),
    "a quote that never ends": ("r.csv", b'id,item.type,item.name\ntag:a.org,Movie,"x\n', 1, ["quote"]),
    "latin-1 for UTF-8": ("r.csv", "id,item.type,item.name\ntag:a.org,Movie,caf\xe9\n".encode("latin-1"), 1, ["row 1", "byte", "encoding"]),
    "a format that nobody knows": ("r.xyz", b"hello", 2, ["r.xyz", "format"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_told(run, tmp_path, name):
    file, content, code, words = FILES[name]
    (tmp_path / file).write_bytes(content)
    ran = run("build", file, "-j", "1")
    assert ran.code == code, ran.err
    for word in words:
        assert word.casefold() in ran.err.casefold(), (word, ran.err)


@pytest.mark.parametrize("name", [name for name, (_, _, code, _) in FILES.items() if code != 2])
def test_a_bad_file_does_not_hurt_the_one_beside_it(run, tmp_path, name):
    file, content, _, _ = FILES[name]
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / file).write_bytes(content)
    (tmp_path / "all" / "zz.jsonl").write_text(LINE)
    ran = run("build", "all", "-j", "1")
    assert ran.code == 0, ran.err
    assert "published" in ran.err


def test_a_line_of_50_megabytes_is_refused_and_the_next_is_read(run, tmp_path):
    with (tmp_path / "r.jsonl").open("w") as stream:
        stream.write(LINE + "\n")
        stream.write(record(title="x" * 50_000_000) + "\n")
        stream.write(LINE.replace("good", "last") + "\n")
    ran = run("build", "r.jsonl", "-j", "1")
    assert "2 published, 1 refused" in ran.err
    assert "line 2" in ran.err
    assert len(ran.err) < 3000


def test_a_gzip_bomb_is_stopped(run, tmp_path):
    with gzip.open(tmp_path / "r.jsonl.gz", "wb", 9) as stream:
        for _ in range(100):
            stream.write(b" " * 4_000_000 + b"\n")
    ran = run("build", "r.jsonl.gz", "-j", "1")
    assert ran.code == 1
    assert "r.jsonl.gz" in ran.err
    assert "times" in ran.err or "expand" in ran.err


def test_a_folder_that_may_not_be_written(run, tmp_path):
    (tmp_path / "r.jsonl").write_text(LINE)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(stat.S_IRUSR | stat.S_IXUSR)
    # Nothing is closed to root but what the kernel itself keeps.
    out = "/proc/closed" if os.geteuid() == 0 else "closed/public"
    ran = run("build", "r.jsonl", "-o", out, "-j", "1")
    assert ran.code == 1
    assert f"syndicate: {out}" in ran.err
    assert "permissions" in ran.err


def test_a_disk_that_is_full(tmp_path):
    (tmp_path / "r.jsonl").write_text("".join(LINE.replace("good", f"good{n}") + "\n" for n in range(500)))
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from syndicate.cli import main; main()"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code, "build", "r.jsonl", "-j", "1"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "space on the disk" in ran.stderr
    assert not [path for path in (tmp_path / "public").rglob("*") if path.is_file()]


def test_a_file_where_the_folder_should_go(run, tmp_path):
    (tmp_path / "r.jsonl").write_text(LINE)
    (tmp_path / "public").write_text("a file")
    ran = run("build", "r.jsonl", "-j", "1")
    assert ran.code == 1
    assert "public" in ran.err
    assert (tmp_path / "public").read_text() == "a file"


SETTINGS = {
    "an unknown table": ("[sites]\n", ["sites", "site"]),
    "an unknown key": ('[site]\nurls = "https://a.org"\n', ["urls", "url"]),
    "a wrong URL": ('[site]\nurl = "a.org"\n', ["[site] url", "https"]),
    "a wrong zone": ('[site]\ntimezone = "Europe/Berln"\n', ["Europe/Berlin"]),
    "a wrong tag": ('[site]\ntag = "example.org"\n', ["[site] tag", "example.org,2020"]),
    "no TOML": ("[site\n", ["TOML"]),
    "an unknown path": ('[[source]]\npath = "r.jsonl"\n[source.map]\n"item.nmae" = "x"\n', ["item.nmae", "item.name"]),
    "an unknown scale": ('[[source]]\npath = "r.jsonl"\n[source.map]\nrating = { from = "x", scale = "grads" }\n[scales.grades]\nbest = 5\n',
                         ["grads", "grades"]),
    "a catalogue that is not there": ('[[source]]\npath = "r.jsonl"\nmap = { title = "film.x" }\n[[source.join]]\nfile = "c.csv"\non = "a"\nkey = "b"\nas = "film"\n',
                                      ["c.csv"]),
    "an option that the format lacks": ('[[source]]\npath = "r.csv"\noptions = { delimeter = ";" }\n', ["delimeter", "delimiter"]),
    "one bracket for two": ('[source]\npath = "r.jsonl"\n', ["[[source]]", "two brackets"]),
    "a number without end": ("a = " + "9" * 5000, ["syndicate.toml, line 1", "digits"]),
    "a mountain of brackets": ("a = " + "[" * 5000, ["syndicate.toml, line 1"]),
    "a source named twice": ('[[source]]\npath = "r.jsonl"\n' * 2, ["[[source]]", "r.jsonl", "twice"]),
    "a rule without a field": ('[[source]]\npath = "r.jsonl"\nmap = { rating = { form = "stars" } }\n', ["from = ", "scale = { form = ... }"]),
    "nothing to read": ('[site]\nname = "x"\n', ["nothing to read"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_are_wrong(run, tmp_path, name):
    text, words = SETTINGS[name]
    (tmp_path / "r.jsonl").write_text(LINE)
    (tmp_path / "r.csv").write_text("id\n")
    (tmp_path / "syndicate.toml").write_text(text)
    ran = run("build", "-j", "1")
    assert ran.code == 2, ran.err
    for word in words:
        assert word in ran.err, (word, ran.err)
    assert not (tmp_path / "public").exists()


CALLS = {
    "a file that is not there": (["build", "reviws.jsonl"], 2, ["reviws.jsonl", "reviews.jsonl"]),
    "an instant without a zone": (
        ["build", "reviews.jsonl", "--now", "2024-01-01"],
        2,
        ["--now", "2026-01-31T12:00:00Z"],
    ),
    "no such settings": (["build", "-c", "nope.toml"], 2, ["nope.toml"]),
    "a format that does not exist": (["convert", "reviews.jsonl", "-t", "jsnld"], 2, ["jsnld", "jsonld"]),
    "a format that is not written": (["convert", "reviews.jsonl", "-t", "html"], 2, ["html", "writ"]),
    "a suffix that says nothing": (["convert", "reviews.jsonl", "-o", "x.zzz"], 2, ["x.zzz", "-t"]),
    "a schema that does not exist": (["schema", "reveiw"], 2, ["reveiw", "review"]),
    "a format that is not known": (["formats", "jsnld"], 2, ["jsonld"]),
    "an option that does not exist": (["build", "--fast"], 2, ["--fast"]),
    "a command that does not exist": (["biuld"], 2, ["biuld"]),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_call(run, tmp_path, name):
    arguments, code, words = CALLS[name]
    (tmp_path / "reviews.jsonl").write_text(LINE)
    ran = run(*arguments)
    assert ran.code == code, ran.err
    for word in words:
        assert word in ran.err, (word, ran.err)
