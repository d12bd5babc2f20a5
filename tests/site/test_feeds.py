"""Which feeds a build makes: of everything, of groups, archives; and what a new review, an edit, a withdrawal change."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from site_tree import tree

import syndicate
from syndicate.site.stage import Rendering

NS = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
NOW = "2026-01-31T12:00:00Z"


def _review(number: int, **more) -> dict:
    return {
        "id": f"tag:a.org,2020:{number}",
        "item": {"type": "Movie" if number % 2 else "Book", "name": f"Film {number}"},
        "authors": [{"type": "Person", "name": "Ada Example" if number % 3 else "Bo Ünder"}],
        "title": f"Title {number}",
        "body": {"value": "word " * 200, "format": "text"},
        "rating": {"value": number % 5 + 1, "best": 5, "worst": 1},
        "published": f"2024-{number // 4 + 1:02}-{number % 4 * 7 + 1:02}",
        "tags": ["drama"] if number % 5 else ["Drama", "fog"],
        "language": "en" if number < 10 else "de",
        **more,
    }


class Site:
    """A folder with reviews and settings, which can be built again and again."""

    def __init__(self, folder: Path, feeds: str = "") -> None:
        self.folder, self.public = folder, folder / "public"
        (folder / "syndicate.toml").write_text(
            '[site]\nurl = "https://a.org/"\nname = "A"\ntag = "a.org,2020"\n'
            f'[build]\npages = false\n[feeds]\nentries = 5\n{feeds}\n[[source]]\npath = "r.jsonl"\n'
        )

    def build(self, rows, now: str | None = None) -> tuple[set[str], syndicate.site.Report]:
        """Builds, and tells which files of the feeds are new or have other bytes than before."""
        before = tree(self.public) if self.public.exists() else {}
        (self.folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        report = syndicate.build(self.public, config=self.folder / "syndicate.toml", now=now)
        after = tree(self.public)
        assert all(path in after for path in before if path.startswith("feeds/archive/")), "archives stay"
        return {p for p, sum_ in after.items() if p.startswith("feeds/") and before.get(p) != sum_}, report

    def stands(self) -> dict[str, tuple[int, int, int]]:
        """Each file of the feeds, and which it is: its number in the file system, when it was written, its bytes."""
        found = {path.relative_to(self.public).as_posix(): path.stat() for path in (self.public / "feeds").rglob("*.*")}
        return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in found.items()}

    def atom(self, path: str):
        return etree.parse(self.public / "feeds" / f"{path}.atom").getroot()

    def ids(self, path: str) -> list[str]:
        return self.atom(path).xpath("a:entry/a:id/text()", namespaces=NS)


def stems(paths: set[str]) -> set[str]:
    """Paths without ``feeds/`` and endings; all three formats of each have to be there."""
    made = {
        path.removeprefix("feeds/").removesuffix(ending)
        for path in paths
        for ending in (".atom",)
        if path.endswith(ending)
    }
    assert {f"feeds/{stem}{ending}" for stem in made for ending in (".rss", ".atom", ".feed.json")} == {
        path for path in paths if not path.endswith((".css", ".opml"))
    }
    return made


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path)


def test_feeds_of_everything_of_groups_and_archives(site):
    made, _ = site.build([_review(number) for number in range(12)])
    assert stems(made) == {
        "reviews", "author/ada-example", "author/bo-ünder", "type/book", "type/movie", "tag/drama", "tag/fog",
        "language/en", "language/de", "archive/2024-01", "archive/2024-02", "archive/2024-03",
    }  # fmt: skip
    assert site.ids("reviews") == [f"tag:a.org,2020:{number}" for number in range(11, 6, -1)]
    assert site.ids("author/bo-ünder") == [f"tag:a.org,2020:{number}" for number in (9, 6, 3, 0)]
    assert len(site.ids("tag/drama")) == 5  # letter case tells no tags apart
    # Each finds its style sheet beside or above it, under whatever address the folder stands.
    documents = [path for path in (site.public / "feeds").rglob("*") if path.suffix in (".rss", ".atom")]
    assert len(documents) == 24
    for path in documents:
        (href,) = re.findall(r'<\?xml-stylesheet type="text/css" href="([^"]*)"', path.read_text()[:300])
        assert (path.parent / href).resolve() == (site.public / "feeds" / "feed.css").resolve()
    assert site.ids("archive/2024-02") == [f"tag:a.org,2020:{number}" for number in (7, 6, 5, 4)]


def test_archives_are_linked_from_the_newest_to_the_oldest(site):
    rows = [_review(number) for number in range(12)]
    site.build(rows)
    seen, path = [], "reviews"
    found = []
    while path:
        found.append(path)
        root = site.atom(path)
        if path != "reviews":
            seen += root.xpath("a:entry/a:id/text()", namespaces=NS)
            assert root.xpath("a:link[@rel='current']/@href", namespaces=NS) == ["https://a.org/feeds/reviews.atom"]
            assert not root.xpath("a:link[@rel='next-archive']", namespaces=NS)
        (path, *_) = [
            href.removeprefix("https://a.org/feeds/").removesuffix(".atom")
            for href in root.xpath("a:link[@rel='prev-archive']/@href", namespaces=NS)
        ] or [""]
    assert found == ["reviews", "archive/2024-03", "archive/2024-02", "archive/2024-01"]
    assert sorted(seen) == sorted(row["id"] for row in rows)


def test_every_atom_and_json_feed_is_valid(site):
    conformance = os.environ.get("SYNDICATE_CONFORMANCE")
    if not conformance:
        pytest.skip("SYNDICATE_CONFORMANCE names no folder")
    import jsonschema

    site.build([_review(number) for number in range(12)])
    site.build([_review(number) for number in range(11)], now=NOW)
    folder = Path(conformance) / "feeds"
    rng = etree.RelaxNG(etree.parse(next(folder.glob("*.rng"))))
    schema = json.loads(next(path for path in folder.glob("*.json")).read_text())
    checked = 0
    for path in (site.public / "feeds").rglob("*"):
        if path.suffix == ".atom":
            rng.assertValid(etree.parse(path))
        elif path.name.endswith(".feed.json"):
            jsonschema.validate(json.loads(path.read_text()), schema)
        else:
            continue
        checked += 1
    assert checked == 24


_VALIDATE = """
import collections, json, pathlib, sys, urllib.parse
sys.path.insert(0, sys.argv[1])
import feedvalidator
from feedvalidator import compatibility
public = pathlib.Path(sys.argv[2])
said = collections.defaultdict(set)
for path in sorted((public / "feeds").rglob("*")):
    if path.suffix in (".rss", ".atom"):
        name = path.relative_to(public).as_posix()
        base = "https://a.org/" + urllib.parse.quote(name)
        events = feedvalidator.validateString(path.read_bytes(), firstOccurrenceOnly=0, base=base)["loggedEvents"]
        for level in ("A", "AA"):
            for one in getattr(compatibility, level)(events):
                said[level + " " + type(one).__name__].add(name)
print(json.dumps({name: sorted(paths) for name, paths in said.items()}))
"""


def test_the_validator_of_the_w3c_has_nothing_to_say_of_all_that_is_published(site):
    """Its public repository, where SYNDICATE_FEEDVALIDATOR names a checkout."""
    checkout = os.environ.get("SYNDICATE_FEEDVALIDATOR")
    if not checkout:
        pytest.skip("SYNDICATE_FEEDVALIDATOR names no checkout of w3c/feedvalidator")
    rows = [_review(number, tags=["R&B <3", "fog"]) for number in range(12)]
    rows[10]["published"] = rows[9]["published"]
    rows[11] |= {"title": "Salt & pepper <3", "summary": "a < b & c", "images": ["https://a.org/größe.jpg"]}
    site.build(rows)
    site.build([_review(12, modified="2024-06-01"), *rows[1:]], now=NOW)
    command = [sys.executable, "-W", "ignore", "-c", _VALIDATE, f"{checkout}/src", str(site.public)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    said = json.loads(done.stdout.decode().splitlines()[-1])
    # Two reviews of one day; the namespace of RFC 6721, which has a validator of its own.
    assert said.pop("AA DuplicateUpdated")
    assert set(said.pop("AA UnknownNamespace")) == {"feeds/reviews.atom", "feeds/reviews.rss"}
    # The oldest archive has none before it, and a link to the next would change what never changes.
    assert [Path(path).stem for path in said.pop("AA ArchiveIncomplete")] == ["2024-01"]
    assert said == {}


def test_a_new_review_rewrites_the_documents_that_hold_it_and_no_other(site, monkeypatch):
    rows = [_review(number) for number in range(12)]
    site.build(rows)
    before = site.stands()
    new = _review(13, published="2024-03-29")
    made: list[str] = []
    put = Rendering.put
    monkeypatch.setattr(Rendering, "put", lambda self, path, *rest: made.append(path) or put(self, path, *rest))
    changed, _ = site.build([*rows, new])
    assert stems(changed) == {
        "reviews", "archive/2024-03", "author/ada-example", "type/movie", "tag/drama", "language/de",
    }  # fmt: skip
    after = site.stands()
    # Twelve feeds in three formats, the list of them and the style sheet: of these 38, six feeds are written.
    assert (len(before), len(after)) == (38, 38)
    assert {path for path, which in after.items() if before[path] != which} == changed
    # Nor are the others made, to be found the same.
    assert {path for path in made if path.startswith("feeds/") and not path.endswith((".css", ".opml"))} == changed
    assert {path for path in after if new["id"].encode() in (site.public / path).read_bytes()} == changed


def test_an_edit_changes_its_archive_and_brings_the_review_into_the_newest_feeds_again(site):
    rows = [_review(number) for number in range(12)]
    site.build(rows)
    assert "tag:a.org,2020:1" not in site.ids("reviews")
    rows[1] |= {"title": "Another", "modified": "2025-01-01"}
    changed, _ = site.build(rows)
    assert stems(changed) == {
        "reviews", "archive/2024-01", "author/ada-example", "type/movie", "tag/drama", "language/en",
    }  # fmt: skip
    assert site.ids("reviews")[0] == "tag:a.org,2020:1"
    (entry,) = site.atom("archive/2024-01").xpath("a:entry[a:id='tag:a.org,2020:1']", namespaces=NS)
    assert entry.findtext("a:published", namespaces=NS) == "2024-01-08T12:00:00Z".replace("Z", "+00:00")
    assert entry.findtext("a:updated", namespaces=NS) == "2025-01-01T12:00:00+00:00"
    assert site.atom("reviews").findtext("a:updated", namespaces=NS) == "2025-01-01T12:00:00+00:00"


def test_what_has_left_is_a_tombstone_and_in_no_archive(site):
    rows = [_review(number) for number in range(12)]
    site.build(rows)
    changed, _ = site.build([row for row in rows if row["id"] != "tag:a.org,2020:5"], now=NOW)
    assert {stem for stem in stems(changed) if "archive" in stem} == {"archive/2024-02"}
    assert "tag:a.org,2020:5" not in site.ids("archive/2024-02")
    assert site.atom("reviews").xpath("at:deleted-entry/@ref", namespaces=NS) == ["tag:a.org,2020:5"]
    assert site.atom("reviews").findtext("a:updated", namespaces=NS) == "2026-01-31T12:00:00+00:00"


def test_a_review_without_a_date_is_in_no_feed_and_one_that_was_only_edited_in_no_archive(site):
    rows = [_review(number) for number in range(4)]
    del rows[1]["published"]
    rows[2] |= {"modified": "2025-02-03"}
    del rows[2]["published"]
    made, report = site.build(rows)
    assert site.ids("reviews") == [f"tag:a.org,2020:{number}" for number in (2, 3, 0)]
    assert {stem for stem in stems(made) if "archive" in stem} == {"archive/2024-01"}
    assert site.ids("archive/2024-01") == ["tag:a.org,2020:3", "tag:a.org,2020:0"]
    assert any("1 review is without a date, and so in no feed" in told for told in report.told)


def test_a_full_month_is_cut_into_documents_below_the_limit(tmp_path):
    site = Site(tmp_path, "limit = 60000")
    rows = [_review(number, published=f"2024-05-{number % 28 + 1:02}") for number in range(60)]
    made, report = site.build(rows)
    archives = {stem for stem in stems(made) if "archive" in stem}
    assert archives == {"archive/2024-05", *(f"archive/2024-05.{n}" for n in range(2, len(archives) + 1))}
    assert len(archives) > 3
    for path in (tmp_path / "public" / "feeds").rglob("*"):
        assert not path.is_file() or path.stat().st_size <= 60_000
    assert sorted(id for stem in archives for id in site.ids(stem)) == sorted(row["id"] for row in rows)
    assert not [loss for loss in report.outputs["feeds"].lost if loss.how == "shortened"]
    # a later review of the month goes into its last document
    changed, _ = site.build([*rows, _review(99, published="2024-05-29")])
    assert {stem for stem in stems(changed) if "archive" in stem} == {f"archive/2024-05.{len(archives)}"}


def test_what_was_shortened_is_told_by_every_build(tmp_path):
    site = Site(tmp_path, "limit = 20000")
    rows = [_review(number, body={"value": "long " * 3000, "format": "text"}) for number in range(3)]
    for _ in range(2):
        _, report = site.build(rows)
        (loss,) = [loss for loss in report.outputs["feeds"].lost if loss.how == "shortened"]
        assert loss.path == "body"
        assert loss.examples == sorted(row["id"] for row in rows) or set(loss.examples) == {row["id"] for row in rows}


def test_of_very_many_groups_the_largest_have_a_feed_and_that_is_told(tmp_path):
    site = Site(tmp_path, "groups = 2\nby = ['author', 'tag']")
    rows = [
        _review(number, authors=[{"type": "Person", "name": f"Person {number // 3}"}], tags=["same"])
        for number in range(11)
    ]
    made, report = site.build(rows)
    groups = {stem for stem in stems(made) if "/" in stem and "archive" not in stem}
    assert groups == {"author/person-0", "author/person-1", "tag/same"}
    assert any("by author of the 2 with the most reviews, of 4" in told for told in report.told)


def test_the_list_of_feeds_is_opml(site):
    site.build([_review(number) for number in range(12)])
    root = etree.parse(site.public / "feeds" / "index.opml").getroot()
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    urls = root.xpath("//outline[@type='rss']/@xmlUrl")
    assert urls[0] == "https://a.org/feeds/reviews.rss"
    assert "https://a.org/feeds/author/bo-%C3%BCnder.rss" in urls
    assert len(urls) == 9
    assert root.xpath("body/outline[not(@xmlUrl)]/@text") == ["author", "language", "tag", "type"]


def test_a_name_that_is_written_two_ways_is_one_feed_that_holds_the_review_once(tmp_path):
    site = Site(tmp_path, "archive = 'none'\nby = ['author', 'tag']")
    ada = {"type": "Person", "name": "Ada", "url": "https://ada.example/"}
    one = _review(1, tags=["Sci-Fi", "sci-fi"], authors=[ada, {**ada, "name": "A. Example"}])
    made, _ = site.build([one, _review(2, tags=["SCI-FI"], authors=[ada])])
    assert stems(made) - {"reviews"} == {"author/ada", "tag/sci-fi"}
    for feed in ("author/ada", "tag/sci-fi"):
        assert sorted(site.ids(feed)) == [one["id"], "tag:a.org,2020:2"]


def test_no_archives_and_no_groups_where_the_settings_want_none(tmp_path):
    site = Site(tmp_path, 'by = []\narchive = "none"\nhub = "https://hub.example/"')
    made, _ = site.build([_review(number) for number in range(6)])
    assert stems(made) == {"reviews"}
    assert site.atom("reviews").xpath("a:link[@rel='hub']/@href", namespaces=NS) == ["https://hub.example/"]
