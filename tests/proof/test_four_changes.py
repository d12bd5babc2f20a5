"""A published site in which four values were changed by hand: the proof names those four, and nothing else."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import syndicate
from syndicate.proof import Finding, Records, Summary, prove
from syndicate.proof.sites import files_below

BODY = "Fog first.\n\nThen the *lamp* is lit, and nobody leaves."


def record(number: int) -> dict:
    return {
        "id": f"tag:site.example,2020:{number}",
        "url": f"https://site.example/{number}/",
        "item": {"type": "Movie", "name": f"Film {number}"},
        "authors": [{"type": "Person", "name": f"Author {number}"}],
        "title": f"Title {number}",
        "body": {"value": f"{BODY} Number {number}.", "format": "markdown"},
        "rating": {"value": 3.5, "best": 5, "worst": 1},
        "published": "2024-03-01",
    }


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    def make(markup: str) -> Path:
        lines = "".join(json.dumps(record(number)) + "\n" for number in range(6))
        (tmp_path / "r.jsonl").write_text(lines, encoding="utf-8")
        settings = f'[site]\nurl = "https://site.example/"\n[build]\nmarkup = {markup}\n[[source]]\npath = "r.jsonl"\n'
        (tmp_path / "s.toml").write_text(settings)
        report = syndicate.build(tmp_path / "public", config=tmp_path / "s.toml")
        assert report.proof is not None
        assert (report.proof["reviews"], report.proof["of"], report.proof["wrong"]) == (6, 6, [])
        return tmp_path / "public"

    return make


def proven(public: Path) -> list[Finding]:
    """The findings that are wrong."""
    summary = Summary()
    with Records() as records:
        records.add(one for one in syndicate.read(public.parent / "r.jsonl") if isinstance(one, syndicate.Review))
        for findings in prove([(path, path.relative_to(public).as_posix()) for path in files_below(public)], records):
            for finding in findings:
                summary.add(finding)
    return summary.wrong


def change(path: Path, pattern: str, to: str) -> None:
    text = path.read_text(encoding="utf-8")
    made, count = re.subn(pattern, to, text, count=1)
    assert count == 1
    path.write_text(made, encoding="utf-8")


CHANGES = {
    "jsonld": [
        (r'"ratingValue":3\.5', '"ratingValue":4.5'),
        (r'("@type":"Person","name":)"Author 1"', r'\1"Autor 1"'),
        (r'"datePublished":"2024-03-01"', '"datePublished":"2024-03-11"'),
        (r'("reviewBody":"Fog) first', r"\1 last"),
    ],
    "microdata": [
        (r'itemprop="ratingValue" value="3\.5"', 'itemprop="ratingValue" value="4.5"'),
        (r'(itemprop="name">)Author 1', r"\1Autor 1"),
        (r'(itemprop="datePublished" datetime=)"2024-03-01"', r'\1"2024-03-11"'),
        (r'(itemprop="reviewBody" content="Fog) first', r"\1 last"),
    ],
    "rdfa": [
        (r'(property="ratingValue" value="3\.5" content=)"3\.5"', r'\1"4.5"'),
        (r'(property="name">)Author 1', r"\1Autor 1"),
        (r'(datetime="2024-03-01" content=)"2024-03-01"', r'\1"2024-03-11"'),
        (r'(property="reviewBody" content="Fog) first', r"\1 last"),
    ],
    "microformats": [
        (r'class="p-rating" value="3\.5"', 'class="p-rating" value="4.5"'),
        (r'(class="p-name">)Author 1', r"\1Autor 1"),
        (r'(class="dt-published" datetime=)"2024-03-01"', r'\1"2024-03-11"'),
        (r"(<p>Fog) first", r"\1 last"),
    ],
}
PATHS = ["rating.value", "authors.0.name", "published", "body.value"]


@pytest.mark.parametrize("syntax", CHANGES)
def test_exactly_those_four_are_named(site: Callable[[str], Path], syntax: str) -> None:
    public = site(f'["{syntax}"]')
    assert proven(public) == []
    for number, (pattern, to) in enumerate(CHANGES[syntax]):
        change(public / "reviews" / str(number) / "index.html", pattern, to)
    wrong = proven(public)
    assert [(one.file, one.id, one.how) for one in wrong] == [
        (f"reviews/{number}/index.html", f"tag:site.example,2020:{number}", syntax) for number in range(4)
    ]
    assert [[difference.path for difference in one.differences] for one in wrong] == [[path] for path in PATHS]
    assert str(wrong[0].differences[0]) == "rating.value: expected 3.5, found 4.5"


def test_of_all_syntaxes_only_the_changed_one_is_named(site: Callable[[str], Path]) -> None:
    public = site('["jsonld", "microdata", "rdfa", "microformats"]')
    assert proven(public) == []
    for number, syntax in enumerate(CHANGES):
        pattern, to = CHANGES[syntax][0]
        if syntax == "rdfa":  # beside Microdata the classes stand first
            pattern = r'(property="ratingValue" value="3\.5" content=)"3\.5"'
        elif syntax == "microdata":
            pattern, to = r'(itemprop="ratingValue" property="ratingValue" value=)"3\.5"', r'\1"4.5"'
        elif syntax == "microformats":
            pattern, to = r'class="p-rating" (itemprop="ratingValue")', r'class="p-best" \1'
        change(public / "reviews" / str(number) / "index.html", pattern, to)
    wrong = proven(public)
    assert {(one.file, "microformats" if one.how == "microformats" else one.how) for one in wrong} >= {
        (f"reviews/{number}/index.html", syntax) for number, syntax in enumerate(CHANGES) if syntax != "microdata"
    }


def test_feeds_files_beside_fragments_and_the_export(site: Callable[[str], Path]) -> None:
    public = site('["jsonld"]')
    change(public / "feeds" / "reviews.atom", r"(ratingValue>)3\.5", r"\g<1>4.5")
    change(public / "feeds" / "reviews.rss", r"(datePublished>)2024-03-01", r"\g<1>2024-03-02")
    change(
        public / "feeds" / "reviews.feed.json",
        r'("title":"Title 3","content_html".*"_review".*)"Title 3"',
        r'\1"Another"',
    )
    change(public / "reviews" / "2" / "review.jsonld", '"Title 2"', '"Another 2"')
    change(public / "items" / "film-3.html", r'"ratingCount":1', '"ratingCount":7')
    (part,) = (public / "export" / "full").glob("part-*")
    part.write_bytes(gzip.compress(gzip.decompress(part.read_bytes()).replace(b'"Author 4"', b'"Autor 4"')))
    wrong = {(one.file, one.how): [difference.path for difference in one.differences] for one in proven(public)}
    assert wrong["feeds/reviews.atom", "atom"] == ["rating.value"]
    assert wrong["feeds/reviews.rss", "rss"] == ["published"]
    assert wrong["feeds/reviews.feed.json", "jsonfeed"] == ["title"]
    assert wrong["reviews/2/review.jsonld", "jsonld"] == ["title"]
    assert wrong["items/film-3.html", "jsonld"] == ["aggregateRating.ratingCount"]
    by_part = [one for one in proven(public) if one.file.endswith(".gz")]
    assert {path for one in by_part for path in (difference.path for difference in one.differences)} >= {
        "hash", "contentHash", "authors.0.name",
    }  # fmt: skip
    assert len(wrong) <= 8
