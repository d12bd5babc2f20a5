"""Real reviews in real shapes, published by the settings beside this file; every figure was counted by hand or by the
corpus's own description."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import extruct
import feedparser
import pytest
from lxml import etree
from schemaorg.expansion import problems
from site_tree import tree

from syndicate.settings import load
from syndicate.site import Report, build

pytestmark = pytest.mark.whole

NAMES = ("booklog", "letterboxd", "movielog", "ramen", "rottentomatoes", "workingmirror")


@dataclass(frozen=True)
class Built:
    out: Path
    report: Report

    def records(self) -> list[dict]:
        parts = sorted((self.out / "export" / "full").iterdir())
        return [json.loads(line) for part in parts for line in gzip.decompress(part.read_bytes()).splitlines()]

    def refused(self) -> list[dict]:
        return [json.loads(line) for line in (self.report.folder / "refused.jsonl").read_text().splitlines()]

    def findings(self) -> dict[str, int]:
        """What the linter says of the pages and feeds, by rule: it must be so in the source, and nothing else may be."""
        said = self.report.check
        assert said is not None
        return {code: rule["findings"] for code, rule in said["rules"].items()}

    def accounts(self) -> dict[str, int]:
        return {fate: count for fate, count in self.report.accounts.as_dict().items() if count}


@pytest.fixture(scope="session")
def build_of(corpora, tmp_path_factory):
    made: dict[str, Built] = {}

    def of(name: str) -> Built:
        if name not in made:
            out = tmp_path_factory.mktemp(name) / "public"
            made[name] = Built(out, build(load(Path(__file__).with_name(f"{name}.toml")), out, folder=corpora))
        return made[name]

    return of


def test_movielog(build_of):
    built = build_of("movielog")
    assert built.accounts() == {"read": 1943, "published": 1938, "refused": 5}
    # No author is named; of 1,938 pages the linter judges a sample, and three feeds beside it.
    assert built.findings() == {"GR101": built.report.check["files"] - 3}
    assert all("movielog-titles.jsonl" in refused["faults"][0]["expected"] for refused in built.refused())
    records = built.records()
    assert all(record["item"]["name"] for record in records)
    assert all(i["kind"] == "imdb" and i["value"].startswith("tt") for r in records for i in r["item"]["identifiers"])
    assert sum("director" in record["item"] for record in records) > 1900
    assert {(r["rating"]["best"], r["rating"]["worst"]) for r in records} == {(14, 0)}
    labels = Counter(record["rating"]["label"] for record in records)
    assert (labels["F-"], labels["F+"], labels["D+"]) == (1, 12, 270)
    by_label = {record["rating"]["label"]: record["rating"]["value"] for record in records}
    assert (by_label["A+"], by_label["A"], by_label["B-"], by_label["F"], by_label["F-"]) == (14, 13, 9, 1, 0)
    powers = next(r for r in records if r["id"].endswith("austin-powers-international-man-of-mystery-1997"))
    assert powers["id"] == "tag:example.org,2020:austin-powers-international-man-of-mystery-1997"
    assert powers["item"]["name"] == "Austin Powers: International Man of Mystery"
    assert [d["name"] for d in powers["item"]["director"]] == ["Jay Roach"]
    assert powers["published"] == "2003-11-03"
    assert "inferred" not in powers


def test_workingmirror(build_of):
    built = build_of("workingmirror")
    assert built.accounts() == {"read": 119, "published": 78, "skipped": 41}
    # Stars out of ten that may be none or one at least; a comic book; a tag of Liquid in every text.
    assert built.findings() == {"GR120": 78, "GR132": 1, "TX417": 78}
    records = {record["id"].rpartition(":")[2]: record for record in built.records()}
    assert all("item.name" in record["inferred"] for record in records.values())
    assert {(r["rating"].get("best"), r["rating"].get("worst")) for r in records.values()} == {(10, None)}
    coco = records["coco-review"]
    assert (coco["item"]["type"], coco["item"]["name"], coco["rating"]["value"]) == ("Movie", "Coco", 9)
    assert coco["published"] == "2017-11-28T14:18:21+00:00" or coco["published"] == "2017-11-28T14:18:21Z"
    assert [author["name"] for author in coco["authors"]] == ["Tim Poon"]
    fire = records["black-mirror-season-3-review-men-against-fire"]
    assert (fire["item"]["type"], fire["item"]["name"]) == ("TVEpisode", "Men Against Fire")
    assert fire["item"]["episode_number"] == 5
    assert fire["item"]["part_of_series"]["name"] == "Black Mirror"


def test_booklog(build_of):
    built = build_of("booklog")
    assert built.accounts() == {"read": 89, "published": 89}
    # No author is named; two books were abandoned, without a grade.
    assert built.findings() == {"GR101": 89, "GR104": 2}
    records = built.records()
    assert sum("rating" not in record for record in records) == 2
    for record in records:
        assert {"item.name", "item.author"} <= {
            path.removesuffix(".name") if "author" in path else path for path in record["inferred"]
        }
    behold = next(record for record in records if record["id"].endswith("behold-the-void-by-philip-fracassi"))
    assert behold["item"]["name"] == "Behold the Void"
    assert [author["name"] for author in behold["item"]["author"]] == ["Philip Fracassi"]
    assert behold["rating"]["label"] == "B+"


def test_letterboxd(build_of, corpora):
    built = build_of("letterboxd")
    assert built.accounts() == {"read": 913, "published": 913}
    # No author is named; the page of each review is on boxd.it.
    assert built.findings() == {"GR101": 913, "PO204": 913, "PO214": 913}
    with (corpora / "letterboxd" / "reviews.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["Letterboxd URI"]: row for row in csv.DictReader(stream)}
    records = built.records()
    assert len({record["id"] for record in records}) == 913
    for record in records:
        row = rows[record["url"]]
        assert record["item"]["name"] == row["Name"].strip()
        assert (
            Decimal(str(record["rating"]["value"])) == Decimal(row["Rating"])
            if row["Rating"]
            else "rating" not in record
        )
        assert record["published"] == row["Date"]


def test_ramen(build_of, corpora):
    built = build_of("ramen")
    assert built.accounts() == {"read": 2577, "published": 2577}
    # Neither an author nor a date is named; of 2,577 pages the linter judges a sample.
    judged = built.report.check["files"]
    assert built.findings() == {"GR101": judged, "GR106": judged}
    with (corpora / "ramen" / "ramen-ratings.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["Review #"]: row for row in csv.DictReader(stream)}
    records = built.records()
    for record in records:
        row = rows[record["id"].rpartition(":")[2]]
        assert Decimal(str(record["rating"]["value"])) == Decimal(row["Stars"])
        assert " ".join(record["item"]["name"].split()) == " ".join(row["Variety"].split())
        assert (record["rating"]["best"], record["rating"]["worst"]) == (5, 0)
        assert "label" not in record["rating"]
    assert {2.85, 4.125, 4.3} <= {record["rating"]["value"] for record in records}
    assert not (built.out / "feeds").exists()
    assert "There are no feeds: no review has a date." in built.report.told


def test_rottentomatoes(build_of):
    built = build_of("rottentomatoes")
    assert built.accounts() == {"read": 24, "published": 24}
    # A critic is blank, seven scores are; fourteen are fractions, whose least nobody says.
    assert built.findings() == {"GR101": 1, "GR104": 7, "GR120": 14}
    records = built.records()
    assert {record["item"]["name"] for record in records} == {"Percy Jackson & the Olympians: The Lightning Thief"}
    assert sum("rating" not in record for record in records) == 7
    assert sum("authors" not in record for record in records) == 1
    labels = {record["rating"]["label"] for record in records if "rating" in record}
    assert labels == {"3.5/5", "1/4", "B", "3/5", "4/5", "2/4", "2/5", "C", "2.5/4"}
    quarter = next(record["rating"] for record in records if record.get("rating", {}).get("label") == "2.5/4")
    assert quarter == {"value": 2.5, "best": 4, "label": "2.5/4"}
    assert len(list((built.out / "items").glob("*.html"))) == 1


@pytest.mark.parametrize("name", NAMES)
def test_all_that_was_published_is_valid_and_extracted_as_written(build_of, conformance, name):
    built = build_of(name)
    markup = []
    for page in sorted((built.out / "reviews").glob("*/index.html")):
        beside = json.loads((page.parent / "review.jsonld").read_bytes())
        assert extruct.extract(page.read_text("utf-8"), syntaxes=["json-ld"])["json-ld"] == [beside]
        markup.append(beside)
    assert len(markup) == built.report.accounts.published
    items = [
        node
        for page in sorted((built.out / "items").glob("*.html"))
        for node in extruct.extract(page.read_text("utf-8"), syntaxes=["json-ld"])["json-ld"]
    ]
    assert len(items) == len(list((built.out / "items").glob("*.html")))
    for nodes in (markup, items):
        for start in range(0, len(nodes), 200):
            graph = [
                {key: value for key, value in node.items() if key != "@context"} for node in nodes[start : start + 200]
            ]
            assert problems({"@context": "https://schema.org", "@graph": graph}, conformance) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "ramen"])
def test_feeds_are_valid_and_read_right(build_of, conformance, name):
    built = build_of(name)
    records = {record["id"]: record for record in built.records()}
    atom = (built.out / "feeds" / "reviews.atom").read_bytes()
    schema = etree.RelaxNG(etree.parse(conformance / "feeds" / "atom-rfc4287.rng"))
    schema.assertValid(etree.fromstring(atom))
    for content in (atom, (built.out / "feeds" / "reviews.rss").read_bytes()):
        feed = feedparser.parse(content)
        assert not feed.bozo
        assert len(feed.entries) == min(50, len(records))
        for entry in feed.entries:
            record = records[entry.id]
            slugged = f"https://example.org/reviews/{record['id'].rpartition(':')[2].lower()}/"
            assert entry.link in (record.get("url"), slugged) or name == "letterboxd"
            assert entry.published.startswith(record["published"][:10]) or entry.published_parsed[:3] == tuple(
                map(int, record["published"][:10].split("-"))
            )
            if "authors" in record:
                assert record["authors"][0]["name"] in [author.name for author in entry.authors]
            if "title" in record:
                assert entry.title.split() == record["title"].split()
            if "body" in record:
                assert entry.content[0].value


@pytest.mark.parametrize("name", ["workingmirror", "letterboxd"])
def test_the_same_bytes_on_two_processes(build_of, corpora, tmp_path, name):
    first = build_of(name)
    second = build(load(Path(__file__).with_name(f"{name}.toml")), tmp_path / "public", folder=corpora, jobs=2)
    assert tree(first.out) == tree(tmp_path / "public")
    assert first.report.as_dict() == second.as_dict()
