"""A whole build of the shipped example, looked at from outside."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import extruct
import feedparser
import html5lib
import pytest
from lxml import etree
from site_tree import tree

import syndicate
from syndicate.errors import FileError, InputError, SettingsError

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    syndicate.build(folder / "public", config=EXAMPLES / "syndicate.toml")
    return folder


@pytest.fixture
def example(tmp_path) -> Path:
    """A copy of the example that a test may change."""
    return Path(shutil.copytree(EXAMPLES, tmp_path / "examples"))


def report_of(folder: Path) -> dict:
    return json.loads((folder / "public.report" / "report.json").read_text())


def refused_of(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "public.report" / "refused.jsonl").read_text().splitlines()]


def test_every_record_is_accounted_for(built):
    # Counted by hand: 6 Markdown files (one no review, one wrong), 8 orders (one spam, one without an article, one
    # above the scale), 5 lines (one tombstone, one wrong ISBN).
    assert report_of(built)["accounts"] == {
        "read": 19, "published": 12, "withdrawn": 1, "duplicate": 0, "superseded": 0, "skipped": 2, "refused": 4,
    }  # fmt: skip


def test_the_linter_finds_what_is_wrong_with_the_reviews_and_nothing_else(built):
    """An order without a name, a film without stars, pros of a film, and an editor who rates a restaurant."""
    rules = report_of(built)["check"]["rules"]
    assert {code: (rule["findings"], rule["first"].split("/")[1]) for code, rule in rules.items()} == {
        "GR101": (1, "orders-1003"),
        "GR104": (1, "films-harbour-lights"),
        "GR151": (1, "films-the-lighthouse-keepers-daughter"),
        "PO203": (1, "reviews-78"),
    }


def test_each_refusal_says_what_where_and_how_to_mend(built):
    told = {
        (r["source"], r["place"]): " ".join(f"{f['path']} {f['found']} {f['mend']}" for f in r["faults"])
        for r in refused_of(built)
    }
    by_file = {Path(source).name: text for (source, _), text in told.items()}
    assert "A++" in by_file["the-wrong-grade.md"]
    assert "2024-06-31" in by_file["the-wrong-grade.md"]
    assert "check digit" in by_file["partners.jsonl"]
    products = " | ".join(text for (source, _), text in told.items() if source.endswith("products.csv"))
    assert "XX-0" in products
    assert "6" in products
    assert all(r["raw"] for r in refused_of(built))


def test_posts_of_a_blog_that_are_no_reviews_are_left_out_counted_and_told(tmp_path):
    item = "<item><title>{}</title><guid>https://a.example/{}</guid></item>"
    posts = [item.format(title, at) for at, title in enumerate(["My holidays", "Review: Salt 4/5", "Reading in May"])]
    (tmp_path / "blog.xml").write_text(f"<rss version='2.0'><channel>{''.join(posts)}</channel></rss>")
    (tmp_path / "syndicate.toml").write_text('[build]\npages = false\n[[source]]\npath = "blog.xml"\nformat = "rss"\n')
    report = syndicate.build(tmp_path / "public", config=tmp_path / "syndicate.toml", strict=True)
    accounts = {fate: count for fate, count in report.accounts.as_dict().items() if count}
    assert accounts == {"read": 3, "published": 1, "skipped": 2}
    (why,) = report_of(tmp_path)["skipped"]
    assert why["records"] == 2
    assert [place.partition(" (")[0] for place in why["examples"]] == ["blog.xml, entry 1", "blog.xml, entry 3"]
    notes = map(json.loads, (report.folder / "notes.jsonl").read_text().splitlines())
    assert sum(note["kind"] == "skipped" for note in notes) == 2


def test_the_published_folder(built):
    files = set(tree(built / "public"))
    assert {
        "index.html", "style.css", "sitemap.xml", "feeds/reviews.rss", "feeds/reviews.atom", "export/manifest.json",
        "export/schema/review-1.0.schema.json", "export/schema/aggregate-1.0.schema.json",
        "export/aggregates.jsonl.gz",
    } <= files  # fmt: skip
    assert len([name for name in files if name.startswith("reviews/") and name.endswith("index.html")]) == 12
    assert len([name for name in files if name.endswith("review.jsonld")]) == 12
    assert not [name for name in files if {"work", "stage", "next"} & set(name.split("/"))]
    names = [".last.json", "notes.jsonl", "refused.jsonl", "replaced.jsonl", "report.json", "standing.jsonl"]
    assert sorted(path.name for path in (built / "public.report").iterdir()) == names


def test_no_refused_text_is_published(built):
    for path in (built / "public").rglob("*"):
        if path.is_file():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert b"I would give six" not in content
            assert b"Cheap watches" not in content
            assert b"Glass Orchard" not in content


def test_markup_in_pages_is_what_stands_beside_them(built):
    for page in (built / "public" / "reviews").glob("*/index.html"):
        html = page.read_text(encoding="utf-8")
        (found,) = extruct.extract(html, syntaxes=["json-ld"], uniform=True)["json-ld"]
        whole = json.loads((page.parent / "review.jsonld").read_text(encoding="utf-8"))
        ratings = whole.get("reviewRating", [])
        if isinstance(ratings, list):  # a verdict and the parts: pages leave the parts out
            ratings = [one for one in ratings if "reviewAspect" not in one]
            whole = {key: value for key, value in whole.items() if key != "reviewRating" or ratings}
            whole |= {"reviewRating": ratings[0]} if ratings else {}
        assert found == whole
        assert found["itemReviewed"]["name"]


def test_pages_are_html_that_a_strict_parser_takes(built):
    for page in [*(built / "public").rglob("index.html")]:
        parser = html5lib.HTMLParser(strict=True)
        document = parser.parse(page.read_text(encoding="utf-8"))
        assert document is not None
    for fragment in (built / "public" / "items").glob("*.html"):
        html5lib.HTMLParser(strict=True).parseFragment(fragment.read_text(encoding="utf-8"))


def test_links_between_pages_lead_somewhere(built):
    public = built / "public"
    checked = 0
    for page in [*public.rglob("index.html")]:
        root = etree.HTML(page.read_bytes())
        for link in root.xpath("//*/@href"):
            if link.startswith(("https:", "http:")):
                continue
            from urllib.parse import unquote

            assert (page.parent / unquote(link)).resolve().is_file(), f"{page}: {link}"
            checked += 1
    assert checked > 50


def test_language_and_direction_are_those_of_the_review(built):
    pages = {p.parent.name: etree.HTML(p.read_bytes()) for p in (built / "public" / "reviews").glob("*/index.html")}
    arabic = pages["reviews-79"]
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    german = pages["films-paper-moons"]
    assert (german.get("lang"), german.get("dir")) == ("de", "ltr")
    # the spoiler is behind a click, and what gives the ending away is in no description
    assert arabic.xpath("//details")
    assert not arabic.xpath("//meta[@name='description']")


def test_the_shape_of_values(built):
    nodes = {p.parent.name: json.loads(p.read_text()) for p in (built / "public" / "reviews").glob("*/review.jsonld")}
    no = nodes["films-no"]
    assert no["itemReviewed"]["name"] == "no"
    assert no["datePublished"] == "2022-11-05T20:15:00+01:00"  # November in Berlin
    assert no["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 6,
        "bestRating": 10,
        "worstRating": 0,
        "alternateName": "B",
    }
    assert [d["name"] for d in no["itemReviewed"]["director"]] == ["Pilar Aguirre", "Tomás Aguirre"]
    assert "reviewRating" not in nodes["films-harbour-lights"]
    kettle = nodes["orders-1002"]
    assert kettle["reviewRating"]["ratingValue"] == 4.5
    assert kettle["datePublished"] == "2024-03-05"
    assert kettle["itemReviewed"]["brand"]["name"] == "Kestrel Home"
    assert "author" not in nodes["orders-1003"]


def test_item_fragments_carry_the_aggregate(built):
    (kettle,) = [p for p in (built / "public" / "items").glob("*.html") if "kettle" in p.name]
    (node,) = extruct.extract(kettle.read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
    # 5, 4.5 and 2 of 5, by hand: 11.5 / 3
    aggregate = node["aggregateRating"]
    assert (aggregate["ratingValue"], aggregate["ratingCount"], aggregate["reviewCount"]) == (3.83, 3, 3)
    assert (aggregate["bestRating"], aggregate["worstRating"]) == (5, 1)
    assert len(node["review"]) == 3
    assert all("itemReviewed" not in review for review in node["review"])


def test_feeds_are_read_by_a_stranger(built):
    for name in ("reviews.rss", "reviews.atom"):
        feed = feedparser.parse((built / "public" / "feeds" / name).read_bytes())
        assert not feed.bozo
        assert feed.feed.title == "The Example Review"
        assert len(feed.entries) == 12
        first = feed.entries[0]
        assert first.id == "tag:partner.example.org,2021:reviews/78"
        assert first.link == "https://reviews.example.org/reviews/reviews-78/"
        assert first.author == "Leïla Benali"
        own = {entry.id: entry.link for entry in feed.entries}
        assert own["tag:partner.example.org,2021:reviews/77"] == "https://partner.example.org/reviews/77"


def test_the_export_is_whole(built):
    export = built / "public" / "export"
    manifest = json.loads((export / "manifest.json").read_text())
    lines = []
    for part in manifest["resources"]:
        content = (export / part["path"]).read_bytes()
        assert len(content) == part["bytes"]
        assert "sha256:" + hashlib.sha256(content).hexdigest() == part["hash"]
        text = gzip.decompress(content)
        assert "sha256:" + hashlib.sha256(text).hexdigest() == part["contentHash"]
        assert text.count(b"\n") == part["records"]
        if part["kind"] == "full":
            lines += text.splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert len(ids) == 12
    assert ids == sorted(ids)


def test_the_site_map_lists_what_is_canonical_here(built):
    root = etree.parse(built / "public" / "sitemap.xml").getroot()
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = root.xpath("s:url/s:loc/text()", namespaces=ns)
    assert "https://reviews.example.org/reviews/films-no/" in places
    assert not [place for place in places if "partner" in place]
    assert len(places) == 12  # the site, and eleven reviews that have no page elsewhere


def test_a_second_build_changes_nothing(example, tmp_path):
    out = tmp_path / "public"
    first = syndicate.build(out, config=example / "syndicate.toml")
    before = tree(out)
    second = syndicate.build(out, config=example / "syndicate.toml")
    assert first.files["written"] > 30
    assert second.files["written"] == second.files["removed"] == 0
    assert second.files["unchanged"] == first.files["written"]
    assert tree(out) == before


@pytest.mark.whole
def test_the_same_bytes_wherever_and_however(example, tmp_path):
    code = "import sys, syndicate\nif __name__ == '__main__':\n    syndicate.build(sys.argv[1], config=sys.argv[2], jobs=int(sys.argv[3]))\n"
    (tmp_path / "go.py").write_text(code)
    trees = []
    ways = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "77", "TZ": "Asia/Kolkata", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8"},
    ]
    for number, extra in enumerate(ways):
        out = tmp_path / f"out{number}"
        env = {**os.environ, **extra, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run(
            [sys.executable, str(tmp_path / "go.py"), str(out), str(example / "syndicate.toml"), str(1 + number)],
            env=env, check=True, cwd=tmp_path,
        )  # fmt: skip
        trees.append(tree(out) | tree(Path(f"{out}.report")))
    assert trees[0] == trees[1] == trees[2]


def test_what_is_no_longer_there_is_removed_and_what_is_not_ours_stays(example, tmp_path):
    out = tmp_path / "public"
    syndicate.build(out, config=example / "syndicate.toml")
    (out / "CNAME").write_text("reviews.example.org")
    (out / "reviews" / "films-no" / "photo.jpg").write_bytes(b"mine")
    (example / "films" / "no.md").unlink()
    made = syndicate.build(out, config=example / "syndicate.toml", now="2026-01-01T00:00:00Z")
    # The page, its markup, the item's fragment; the archives of its month, in which nothing is left; the old part,
    # tombstones and aggregates of the export.
    assert made.files["removed"] == 9
    assert not (out / "reviews" / "films-no" / "index.html").exists()
    assert (out / "reviews" / "films-no" / "photo.jpg").read_bytes() == b"mine"
    assert (out / "CNAME").read_text() == "reviews.example.org"


def test_a_file_that_is_not_ours_is_never_overwritten(example, tmp_path):
    out = tmp_path / "public"
    out.mkdir()
    (out / "index.html").write_text("my own page")
    with pytest.raises(FileError, match=r"index\.html"):
        syndicate.build(out, config=example / "syndicate.toml")
    assert tree(out) == {"index.html": hashlib.sha256(b"my own page").hexdigest()}


def test_no_url_no_feeds_and_that_is_told(example, tmp_path):
    settings = example / "syndicate.toml"
    settings.write_text(settings.read_text().replace('url = "https://reviews.example.org/"\n', "", 1))
    made = syndicate.build(tmp_path / "public", config=settings)
    files = tree(tmp_path / "public")
    assert not [name for name in files if "feed" in name or "sitemap" in name]
    assert any("site.url" in told for told in made.told)
    assert "feeds/" not in (tmp_path / "public" / "index.html").read_text()


def test_strict_publishes_nothing(example, tmp_path):
    from syndicate.site.run import Refused

    with pytest.raises(Refused):
        syndicate.build(tmp_path / "public", config=example / "syndicate.toml", strict=True)
    assert tree(tmp_path / "public") == {}


def test_a_dry_run_leaves_nothing(example, tmp_path):
    made = syndicate.build(tmp_path / "public", config=example / "syndicate.toml", dry_run=True)
    assert made.accounts.published == 12
    assert not (tmp_path / "public").exists()
    assert not (tmp_path / "public.report").exists()


def test_a_template_of_ones_own(example, tmp_path):
    (example / "mine").mkdir()
    (example / "mine" / "index.html").write_text("<!doctype html><title>{{ total }}</title>")
    settings = example / "syndicate.toml"
    settings.write_text(settings.read_text() + '\n[build]\ntemplates = "mine"\n')
    syndicate.build(tmp_path / "public", config=settings)
    assert (tmp_path / "public" / "index.html").read_text() == "<!doctype html><title>12</title>"
    assert '<article class="review">' in (tmp_path / "public" / "reviews" / "films-no" / "index.html").read_text()


def test_the_index_is_paged(example, tmp_path):
    settings = example / "syndicate.toml"
    settings.write_text(settings.read_text() + "\n[build]\npage_size = 5\n")
    syndicate.build(tmp_path / "public", config=settings)
    public = tmp_path / "public"
    pages = [public / "index.html", public / "page/2/index.html", public / "page/3/index.html"]
    assert [len(etree.HTML(page.read_bytes()).xpath("//ul[@class='reviews']/li")) for page in pages] == [5, 5, 2]
    assert not (public / "page/4").exists()


def test_snippets_never_give_the_body_away(tmp_path):
    record = {
        "id": "tag:a.org,2020:1", "item": {"type": "Movie", "name": "Dune"}, "summary": "A short word.",
        "body": {"value": "The secret whole text.", "format": "text"}, "published": "2024-01-01", "snippet_only": True,
        "url": "https://a.org/1",
    }  # fmt: skip
    (tmp_path / "r.jsonl").write_text(json.dumps(record))
    (tmp_path / "s.toml").write_text('[site]\nurl="https://b.org"\nname="B"\n[[source]]\npath="r.jsonl"\n')
    syndicate.build(tmp_path / "public", config=tmp_path / "s.toml")
    for path in (tmp_path / "public").rglob("*"):
        if path.is_file():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert b"secret whole" not in content, path
    assert "A short word." in (tmp_path / "public" / "index.html").read_text()


def test_two_that_contradict_each_other_are_both_refused_and_name_each_other(tmp_path):
    item = '"item": {"type": "Movie", "name": "Dune"}'
    (tmp_path / "r.jsonl").write_text(
        f'{{"id": "tag:a.org,2020:1", {item}, "title": "one"}}\n'
        f'{{"id": "tag:a.org,2020:2", {item}}}\n'
        f'{{"id": "tag:a.org,2020:1", {item}, "title": "two"}}\n'
    )
    made = syndicate.build(tmp_path / "public", [str(tmp_path / "r.jsonl")])
    assert (made.accounts.published, made.accounts.refused) == (1, 2)
    refused = refused_of(tmp_path)
    assert [r["place"] for r in refused] == ["line 1", "line 3"]
    assert "line 3" in refused[0]["faults"][0]["found"]
    assert "line 1" in refused[1]["faults"][0]["found"]


def test_nothing_published_leaves_what_was_there(example, tmp_path):
    out = tmp_path / "public"
    syndicate.build(out, config=example / "syndicate.toml")
    before = tree(out)
    (tmp_path / "bad.jsonl").write_text('{"id": 3}\n')
    made = syndicate.build(out, [str(tmp_path / "bad.jsonl")])
    assert made.accounts.as_dict()["refused"] == 1
    assert tree(out) == before


@pytest.mark.parametrize("name", ["nothing-here", "nothing-*.md", "empty"])
def test_a_source_that_is_not_there(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=name.replace("*", r"\*")):
        syndicate.build(tmp_path / "public", [str(tmp_path / name)])


def test_the_report_may_not_be_published(example, tmp_path):
    with pytest.raises(SettingsError, match="--report"):
        syndicate.build(tmp_path / "public", config=example / "syndicate.toml", report=tmp_path / "public" / "report")


@pytest.mark.whole
def test_a_large_file_of_lines_is_cut_without_a_loss(tmp_path, monkeypatch):
    from syndicate.site import plan

    lines = [
        json.dumps(
            {"id": f"tag:a.org,2020:{n}", "item": {"type": "Movie", "name": f"Film {n}"}, "title": "x" * (n % 90)}
        )
        for n in range(1, 400)
    ]
    lines[250] = '{"id": "broken"'
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    whole = syndicate.build(tmp_path / "whole", [str(tmp_path / "r.jsonl")])
    monkeypatch.setattr(plan, "_RANGE", 2000)
    cut = syndicate.build(tmp_path / "cut", [str(tmp_path / "r.jsonl")])
    assert (
        len(list(plan.tasks([syndicate.api.sources_of([str(tmp_path / "r.jsonl")], plan_settings())[0]], Path()))) > 10
    )
    assert tree(tmp_path / "whole") == tree(tmp_path / "cut")
    assert whole.accounts == cut.accounts
    assert "line 251" in cut.refusals[0]
    assert whole.refusals == cut.refusals


def plan_settings():
    from syndicate.settings import Settings

    return Settings()


def _film(number: int, **more) -> str:
    return (
        json.dumps({"id": f"tag:a.org,2020:{number}", "item": {"type": "Movie", "name": f"Film {number}"}} | more)
        + "\n"
    )


def test_a_source_that_is_cut_short_empties_no_site(tmp_path):
    lines = [_film(number) for number in range(40)]
    (tmp_path / "r.jsonl").write_text("".join(lines))
    out = tmp_path / "public"
    syndicate.build(out, tmp_path / "r.jsonl")
    before = tree(out)
    (tmp_path / "r.jsonl").write_text("".join(lines[:30]))
    with pytest.raises(SettingsError, match="10 of the 40 published reviews of .* are no longer there"):
        syndicate.build(out, tmp_path / "r.jsonl")
    assert tree(out) == before
    now = "2026-01-01T00:00:00Z"
    made = syndicate.build(out, tmp_path / "r.jsonl", allow_removals=True, now=now)
    assert made.standing["left"] == 10
    assert sum(path.endswith("index.html") for path in tree(out) if path.startswith("reviews/")) == 30
    (tmp_path / "r.jsonl").write_text("".join(lines[:27]))  # three may always go
    assert syndicate.build(out, tmp_path / "r.jsonl", now=now).standing["left"] == 3


def test_what_was_published_is_no_source(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "r.jsonl").write_text(_film(1) + _film(2))
    for out in (tmp_path / "site" / "public", tmp_path / "site"):
        for _ in range(2):
            made = syndicate.build(out, tmp_path / "site", report=tmp_path / "report")
            assert made.accounts.as_dict() == {
                "read": 2, "published": 2, "withdrawn": 0, "duplicate": 0, "superseded": 0, "skipped": 0, "refused": 0,
            }  # fmt: skip
        shutil.rmtree(tmp_path / "site" / "public", ignore_errors=True)


def test_the_working_folder_may_be_the_published_one(tmp_path, monkeypatch):
    (tmp_path / "r.jsonl").write_text(_film(1))
    (tmp_path / "public").mkdir()
    monkeypatch.chdir(tmp_path / "public")
    assert syndicate.build(".", tmp_path / "r.jsonl").accounts.published == 1
    assert (tmp_path / "public.report" / "report.json").exists()


def test_duplicates_and_older_versions_are_named(tmp_path):
    (tmp_path / "a.jsonl").write_text(_film(1, published="2024-01-01") + _film(2))
    (tmp_path / "b.jsonl").write_text(_film(1, published="2024-01-02") + _film(2))
    made = syndicate.build(tmp_path / "public", [tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert (made.accounts.published, made.accounts.duplicate, made.accounts.superseded) == (2, 1, 1)
    assert "a.jsonl, line 1 is superseded by " in made.replaced[0]
    assert "b.jsonl, line 2 is a duplicate of " in made.replaced[1]
    lines = (tmp_path / "public.report" / "replaced.jsonl").read_text().splitlines()
    assert [(json.loads(line)["fate"], json.loads(line)["stands"]) for line in lines] == [
        ("superseded", "published"), ("duplicate", "published"),
    ]  # fmt: skip


def test_a_list_of_files_that_leads_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "r.jsonl").write_text(_film(1))
    (tmp_path / "precious").write_text("mine")
    out = tmp_path / "public"
    syndicate.build(out, tmp_path / "r.jsonl")
    listed = out / ".syndicate" / "files.jsonl"
    for path in ("../precious", "/etc/passwd", "a\\u0000b"):
        listed.write_text(f'{{"path":"{path}","sha256":"x"}}\n')
        with pytest.raises(FileError, match="damaged"):
            syndicate.build(out, tmp_path / "r.jsonl")
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_link_in_the_published_folder_is_not_followed(tmp_path):
    (tmp_path / "r.jsonl").write_text(_film(1))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "reviews").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileError, match="reviews"):
        syndicate.build(tmp_path / "public", tmp_path / "r.jsonl")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_two_builds_at_once(tmp_path):
    from syndicate.site.workshop import workshop

    (tmp_path / "r.jsonl").write_text(_film(1))
    out = tmp_path / "public"
    with workshop(out, tmp_path / "other.report", dry_run=False) as first:
        with pytest.raises(FileError, match="another build"):
            syndicate.build(out, tmp_path / "r.jsonl")
        assert first.stage.is_dir()
    assert syndicate.build(out, tmp_path / "r.jsonl").accounts.published == 1


def test_enormous_ratings_hurt_no_other(tmp_path):
    huge = [_film(n, item={"type": "Movie", "name": "X"}, rating={"value": 5e12}) for n in (1, 2)]
    good = [_film(n, item={"type": "Movie", "name": "Y"}, rating={"value": 1e9}) for n in range(3, 30)]
    (tmp_path / "r.jsonl").write_text("".join(huge + good))
    assert syndicate.build(tmp_path / "public", tmp_path / "r.jsonl").accounts.published == 29
    node = extruct.extract((tmp_path / "public" / "items" / "y.html").read_text(), syntaxes=["json-ld"])["json-ld"][0]
    assert node["aggregateRating"]["ratingValue"] == 1_000_000_000
    assert "aggregateRating" not in (tmp_path / "public" / "items" / "x.html").read_text()


def test_a_name_that_is_no_text(tmp_path):
    name = os.fsdecode(b"b\xffad.jsonl")
    (tmp_path / name).write_text(_film(1) + "{}\n")
    made = syndicate.build(tmp_path / "public", tmp_path)
    assert (made.accounts.published, made.accounts.refused) == (1, 1)
    assert "b\ufffdad.jsonl" in made.refusals[0]


def test_a_pipe_is_read_like_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    with subprocess.Popen(["sh", "-c", f"printf '%s' '{_film(1).strip()}' > {tmp_path / 'pipe.jsonl'}"]):
        made = syndicate.build(tmp_path / "public", tmp_path / "pipe.jsonl")
    assert made.accounts.published == 1


@pytest.mark.whole
def test_a_build_that_is_killed_leaves_nothing_private_and_the_next_is_whole(tmp_path):
    secret = "a refused secret"
    (tmp_path / "r.jsonl").write_text("".join(_film(n) for n in range(3000)) + json.dumps({"title": secret}) + "\n")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "syndicate.cli", "build", "r.jsonl", "-j", "1"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and not list((tmp_path / "public" / ".syndicate").glob("next/files/reviews/*")):
            pass
        running.kill()
    assert running.returncode == -signal.SIGKILL, "it had ended before it was killed"
    for path in (tmp_path / "public").rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()
    made = syndicate.build(tmp_path / "public", tmp_path / "r.jsonl")
    assert made.accounts.published == 3000
    assert not (tmp_path / "public" / ".syndicate" / "next").exists()
    assert not (tmp_path / "public.report" / ".work").exists()
