"""A build of what the last one was built of reads nothing; whatever is another, however small, is seen."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from site_tree import tree

import syndicate
from syndicate.formats import records
from syndicate.site import keys, run, unchanged
from syndicate.site.report import LAST

NOW = "2024-06-01T00:00:00Z"
LATER = "2024-07-01T00:00:00Z"
SETTINGS = """
[site]
name = "S"
url = "https://s.example.org/"
timezone = "Europe/Berlin"
[build]
templates = "mine"
prove = 0
check = 0
[feeds]
by = []
archive = "none"
[[source]]
path = "posts"
format = "records"
[[source]]
path = "shop.csv"
[[source.join]]
file = "films.csv"
key = "film"
as = "film"
on = "film"
[source.map]
id = "id"
title = "title"
"item.type" = { value = "Movie" }
"item.name" = "film.name"
"""

ASPECTS = [{"name": "a", "rating": {"value": 1}}]


def line(number: int, **more: object) -> str:
    data = {"id": f"tag:a.org,2020:{number}", "item": {"type": "Movie", "name": "Film"}, "published": "2024-01-02"}
    return json.dumps(data | more) + "\n"


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder, self.out, self.report = folder, folder / "public", folder / "public.report"
        self.read = 0
        """How many builds have read the sources."""

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def build(self, **more: Any) -> syndicate.site.Report:
        given = {"now": NOW, "allow_removals": True} | more
        return syndicate.build(self.out, config=self.folder / "syndicate.toml", **given)

    @contextlib.contextmanager
    def reads(self, times: int) -> Iterator[None]:
        before = self.read
        yield
        assert self.read - before == times

    def whole(self) -> dict[str, str]:
        """All that is published and all that is told, but for what a build says to the next."""
        told = {f"report/{path}": digest for path, digest in tree(self.report).items() if path != LAST}
        return tree(self.out) | told


@pytest.fixture
def site(tmp_path, monkeypatch) -> Site:
    made = Site(tmp_path)
    first_pass = run.first_pass

    def noted(*given: Any, **more: Any) -> Any:
        made.read += 1
        return first_pass(*given, **more)

    monkeypatch.setattr(run, "first_pass", noted)
    made.write("syndicate.toml", SETTINGS)
    made.write("posts/a.jsonl", line(1, aspects=ASPECTS) + line(2) + line(2) + line(3, rating="many"))
    made.write("shop.csv", 'id,title,film\n"tag:a.org,2020:9",Fine,f1\n')
    made.write("films.csv", "film,name\nf1,One\nf2,Two\n")
    made.write("mine/index.html", "<!doctype html><title>{{ total }}</title>")
    made.build()
    return made


def test_nothing_is_read_and_the_same_is_told(site):
    """As by a build that does everything once more, but that what was proven before is still said to be."""
    site.write("syndicate.toml", SETTINGS.replace("prove = 0", "prove = 9").replace("check = 0", "check = 9"))
    site.build()
    (site.report / LAST).rename(site.folder / "last")
    with site.reads(1):
        full = site.build()
    written = site.whole()
    (site.folder / "last").rename(site.report / LAST)
    with site.reads(0):
        short = site.build()
    assert short.refusals
    assert short.replaced
    assert any(short.lost.values())
    assert short.files == full.files
    assert dataclasses.replace(short, proof=None) == dataclasses.replace(full, proof=None)
    assert short.proof["counts"]["jsonld"]["equal"] > 0
    now = site.whole()
    said = json.loads((site.report / "report.json").read_bytes())
    assert said == short.as_dict()
    assert {**now, "report/report.json": ""} == {**written, "report/report.json": ""}
    with site.reads(0):
        assert site.build() == short


def test_a_copy_elsewhere_has_nothing_to_do_either(site):
    other = Site(site.folder / "elsewhere")
    shutil.copytree(site.folder, other.folder, ignore=shutil.ignore_patterns("elsewhere"))
    with site.reads(0):
        other.build()


def _same_size(path: Path, old: str, new: str) -> None:
    """Other bytes, as many, with the dates of those before."""
    assert len(old) == len(new)
    before = path.stat()
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _one_page(site: Site) -> Path:
    return next(iter(sorted(site.out.glob("reviews/*/index.html"))))


CHANGES: dict[str, Callable[[Site], object]] = {
    "a source of the same size and date": lambda s: _same_size(s.folder / "posts/a.jsonl", "2024-01-02", "2024-01-03"),
    "a file more": lambda s: s.write("posts/b.jsonl", line(4)),
    "a file that is called otherwise": lambda s: (s.folder / "posts/a.jsonl").rename(s.folder / "posts/c.jsonl"),
    "a catalogue": lambda s: _same_size(s.folder / "films.csv", "One", "Uno"),
    "an entry of it that nobody needs": lambda s: _same_size(s.folder / "films.csv", "Two", "Due"),
    "a template": lambda s: s.write("mine/index.html", "<!doctype html><title>All {{ total }}</title>"),
    "a setting": lambda s: s.write("syndicate.toml", SETTINGS.replace('name = "S"', 'name = "T"')),
    "a setting of a source": lambda s: s.write("syndicate.toml", SETTINGS.replace('"title"', '"film"')),
    "a withdrawal": lambda s: s.write(
        "withdrawn.jsonl", '{"id": "tag:a.org,2020:1", "at": "2024-05-01T00:00:00Z", "reason": "erased"}\n'
    ),
    "a page of the same size and date": lambda s: _same_size(_one_page(s), "Film", "Flim"),
    "a page that is gone": lambda s: _one_page(s).unlink(),
    "the list": lambda s: (s.out / ".syndicate/files.jsonl").write_bytes(
        b"".join(sorted((s.out / ".syndicate/files.jsonl").read_bytes().splitlines(keepends=True), reverse=True))
    ),
    "what is refused": lambda s: (s.report / "refused.jsonl").write_text(""),
    "what is replaced": lambda s: (s.report / "replaced.jsonl").unlink(),
    "notes": lambda s: (s.report / "notes.jsonl").write_text("x"),
    "what was left of it": lambda s: (s.report / LAST).write_bytes(b""),
    "half of it": lambda s: (s.report / LAST).write_bytes((s.report / LAST).read_bytes()[:-40]),
    "another number in it": lambda s: _same_size(s.report / LAST, '"published": 3', '"published": 4'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_another_is_seen(site, change):
    CHANGES[change](site)
    with site.reads(1):
        site.build()


def test_code_libraries_and_time_zones_count(site, monkeypatch):
    for module, name, value in (
        (keys, "_code", lambda: "another"),
        (unchanged, "_installed", lambda: {"dateparser-0.1.dist-info"}),
        (unchanged, "_zones", lambda: [("another", 0)]),
        (unchanged, "_FORM", 0),
    ):
        with monkeypatch.context() as patch, site.reads(1):
            patch.setattr(module, name, value)
            site.build()
        site.build()
        with site.reads(0):
            site.build()


def test_the_code_of_a_format_of_another_distribution_is_not_known(site, monkeypatch):
    def read(chunks: Any, ctx: Any) -> Any:
        return records.FORMAT.read(chunks, ctx)

    other = dataclasses.replace(records.FORMAT, read=read)
    get = unchanged.formats.get
    monkeypatch.setattr(unchanged.formats, "get", lambda name: other if name == "records" else get(name))
    with site.reads(2):
        site.build()
        site.build()


def test_a_pipe_is_read_by_nobody_but_the_build(site, tmp_path):
    import threading

    os.mkfifo(tmp_path / "pipe.jsonl")
    site.write("syndicate.toml", '[[source]]\npath = "pipe.jsonl"\n')
    for _ in range(2):
        writer = threading.Thread(target=(tmp_path / "pipe.jsonl").write_text, args=(line(1),))
        writer.start()
        with site.reads(1):
            assert site.build().accounts.published == 1
        writer.join()


def test_flags_count(site):
    for more in ({"allow_removals": False}, {}):
        with site.reads(1):
            site.build(**more)
    with site.reads(1), pytest.raises(run.Refused):
        site.build(strict=True)
    with site.reads(1):
        site.build()


def test_a_strict_build_refuses_every_time(site):
    for _ in range(2):
        with site.reads(1), pytest.raises(run.Refused):
            site.build(strict=True)


def test_a_dry_run_does_everything_and_leaves_no_file(site):
    before = tree(site.folder)
    with site.reads(1):
        assert site.build(dry_run=True).files == {}
    assert tree(site.folder) == before


def test_the_instant_counts_where_something_may_say_it(site):
    with site.reads(0):
        site.build(now=LATER)
        site.build(now=None)
        site.build()
    # A tombstone that says when: an instant that may be that one is another input, a later one is not.
    site.write("withdrawn.jsonl", json.dumps({"id": "tag:a.org,2020:1", "at": LATER, "reason": "moderated"}) + "\n")
    with site.reads(3):
        site.build()
        site.build(now=LATER)
        site.build(now="2024-08-01T00:00:00Z")
    with site.reads(0):
        site.build(now="2024-09-01T00:00:00Z")


def test_the_instant_counts_where_a_map_may_give_it_to_a_row(site):
    site.write("syndicate.toml", SETTINGS + '[source.status]\nfrom = "title"\nwithdrawn = ["gone"]\n')
    with site.reads(2):
        site.build()
        site.build(now=LATER)
    with site.reads(0):
        site.build(now=LATER)


def test_an_instant_before_the_last_is_told_first(site):
    site.write("shop.csv", "id,title,film\n")
    site.build(now=LATER)
    site.build(now=LATER)
    with site.reads(0), pytest.raises(syndicate.SyndicateError, match="lies before"):
        site.build()


def test_what_left_is_told_once(site):
    site.write("shop.csv", "id,title,film\n")
    assert site.build().standing["left"] == 1
    with site.reads(1):
        assert site.build().standing["left"] == 0
    with site.reads(0):
        made = site.build()
    assert made.standing["left"] == 0
    assert not any(said.startswith("Left") for said in made.told)
    assert (site.report / "standing.jsonl").read_bytes() == b""


def test_a_refusal_that_was_veiled_is_told_once_the_review_is_back(site):
    """The build in which a review comes back still knows that it had left, the next one does not."""
    wrong = line(1, rating="many")
    site.write("posts/a.jsonl", wrong)
    site.write("withdrawn.jsonl", json.dumps({"id": "tag:a.org,2020:1", "at": NOW, "reason": "moderated"}) + "\n")
    site.build()
    site.write("withdrawn.jsonl", "")
    site.write("posts/a.jsonl", wrong + line(1))
    site.build()
    assert b"many" not in (site.report / "refused.jsonl").read_bytes()
    with site.reads(1):
        site.build()
    assert b"many" in (site.report / "refused.jsonl").read_bytes()
    with site.reads(0):
        site.build()


def test_a_source_that_changes_while_it_is_read(site, monkeypatch):
    """What was published is not what was summed: with the text that was summed there again, everything is read."""
    first_pass = run.first_pass

    def disturbed(*given: Any, **more: Any) -> Any:
        site.write("posts/a.jsonl", line(1, title="meanwhile") + line(2))
        return first_pass(*given, **more)

    site.write("posts/a.jsonl", line(1, title="before") + line(2))
    with monkeypatch.context() as patch:
        patch.setattr(run, "first_pass", disturbed)
        site.build()
    assert not (site.report / LAST).exists()
    site.write("posts/a.jsonl", line(1, title="before") + line(2))
    with site.reads(1):
        site.build()


def test_a_build_that_stops_half_way_leaves_nothing_to_go_by(site, monkeypatch):
    site.write("posts/a.jsonl", line(1, title="another"))

    def stops(*given: Any, **more: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "second_pass", stops)
        with pytest.raises(KeyboardInterrupt):
            site.build()
    assert not (site.report / LAST).exists()
