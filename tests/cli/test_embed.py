"""``syndicate embed`` over whole sites: markup in, the same again, and out; and what is not as it should be."""

from __future__ import annotations

import json
import os

import extruct
import pytest
from page.templates import page as template
from page.trees import tree

from syndicate.cli import app
from syndicate.cli.embed import embed
from syndicate.hypertext import decoded

if not any(command.name == "embed" for command in app.registered_commands):
    app.command("embed")(embed)

PAGES = 2000 if os.environ.get("SYNDICATE_HYPOTHESIS_PROFILE") in ("ci", "deep") else 200
PAGE = b"<!DOCTYPE html><head><meta charset=utf-8><title>x</title></head><body><p>One.</p></body>"


def record(number, **more):
    return {
        "id": f"tag:example.org,2024:{number}",
        "url": f"https://example.org/film/{number}/",
        "item": {"type": "Movie", "name": f"Film {number} – “größer”"},
        "authors": [{"type": "Person", "name": "Ada Example"}],
        "rating": {"value": 4, "best": 5, "worst": 1},
        "body": {"value": "It stays with you. </script> <!-- 映画", "format": "text"},
        "published": "2024-03-01",
    } | more  # fmt: skip


def write(path, *records):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")


def pages_of(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def nodes_of(page):
    return extruct.extract(decoded(page)[0], syntaxes=["json-ld"])["json-ld"]


@pytest.mark.thorough
@pytest.mark.parametrize("syntaxes", [["jsonld"], ["jsonld", "microdata", "rdfa"]], ids="+".join)
def test_two_thousand_pages_of_ten_templates(run, tmp_path, syntaxes):
    """In, again, and out: the sentence of the issue."""
    site = tmp_path / "site"
    count = PAGES if len(syntaxes) == 1 else 40
    for number in range(count):
        path = site / "film" / str(number) / "index.html"
        path.parent.mkdir(parents=True)
        path.write_bytes(template(number, f"https://example.org/film/{number}/", huge=number in (7, 107)))
    write(tmp_path / "r.jsonl", *map(record, range(count)))
    before = pages_of(site)
    call = ("embed", "site", "--records", "r.jsonl", *(f"--syntax={name}" for name in syntaxes))
    ran = run(*call, "-j", "2")
    assert ran.code == 0, ran.err
    assert f"{count:,} pages: {count:,} changed" in ran.err, ran.err
    once = pages_of(site)
    assert all(once[path] != before[path] for path in before)
    stamps = {path: path.stat().st_mtime_ns for path in once}

    ran = run(*call, "-j", "1")
    assert f"{count:,} pages: {count:,} unchanged" in ran.err, ran.err
    assert pages_of(site) == once
    assert {path: path.stat().st_mtime_ns for path in once} == stamps
    assert run(*call, "--check", "-j", "1").code == 0

    for number, path in [(n, site / "film" / str(n) / "index.html") for n in range(10) if n != 7]:
        (node,) = nodes_of(once[path])
        assert (node["@id"], node["itemReviewed"]["name"]) == (
            f"tag:example.org,2024:{number}",
            f"Film {number} – “größer”",
        )
        assert node["reviewBody"] == "It stays with you. </script> <!-- 映画"
        if len(syntaxes) == 1:
            assert tree(once[path])[0] == tree(before[path])[0]

    ran = run("embed", "site", "--remove", "-j", "2")
    assert ran.code == 0, ran.err
    assert pages_of(site) == before


@pytest.fixture
def site(tmp_path):
    """A site with one page and one review of it."""
    (tmp_path / "site" / "film").mkdir(parents=True)
    (tmp_path / "site" / "film" / "1.html").write_bytes(PAGE)
    write(tmp_path / "r.jsonl", record(1))
    return tmp_path / "site"


CALL = ("embed", "site", "--records", "r.jsonl", "-j", "1")


def canonical(url):
    return PAGE.replace(b"</head>", f'<link rel="canonical" href="{url}"></head>'.encode())


MATCHES = {
    "the path, a file": ("film/1.html", PAGE, True),
    "the path, a folder": ("film/1/index.html", PAGE, True),
    "the path, XHTML": ("film/1/index.xhtml", PAGE, True),
    "another path": ("film/2.html", PAGE, False),
    "another folder": ("1.html", PAGE, False),
    "the canonical address": ("a.html", canonical("http://EXAMPLE.org:80/film/%31/index.html#top"), True),
    "a canonical address without a slash": ("a.html", canonical("https://example.org/film/1"), True),
    "a canonical address with a query": ("a.html", canonical("https://example.org/film/1?page=2"), False),
    "a canonical address elsewhere": ("film/1.html", canonical("https://example.org/film/9"), False),
    "a canonical address of another host": ("film/1.html", canonical("http://localhost:8000/film/1/"), True),
    "a canonical path": ("film/1.html", canonical("/film/1/"), True),
    "another canonical path": ("film/1.html", canonical("/film/9/"), False),
    "the id": ("a.html", PAGE.replace(b"<p>", b"<!-- syndicate: tag:example.org,2024:1 --><p>"), True),
    "the id above the path": ("film/1.html", PAGE.replace(b"<p>", b"<!-- syndicate: tag:example.org,2024:2 --><p>"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", MATCHES)
def test_which_page_is_that_of_a_review(run, tmp_path, name):
    path, page, expected = MATCHES[name]
    (tmp_path / "site" / path).parent.mkdir(parents=True)
    (tmp_path / "site" / path).write_bytes(page)
    write(tmp_path / "r.jsonl", record(1), record(2, url="https://example.org/elsewhere"))
    ran = run(*CALL)
    after = (tmp_path / "site" / path).read_bytes()
    if expected is False:
        assert after == page
        assert ran.code == 1
        assert "1 pages: 1 without a review" in ran.err
        assert "2 reviews are on no page: tag:example.org,2024:1, tag:example.org,2024:2" in ran.err
    else:
        assert ran.code == 0
        (node,) = nodes_of(after)
        assert node["@id"] == f"tag:example.org,2024:{1 if expected else 2}"


def test_several_reviews_of_one_page_stand_in_their_item(run, site, tmp_path):
    write(
        tmp_path / "r.jsonl",
        record(1),
        record(2, url="https://example.org/film/1", item=record(1)["item"], rating={"value": 2, "best": 5, "worst": 1}),
    )
    assert run(*CALL).code == 0
    (node,) = nodes_of((site / "film" / "1.html").read_bytes())
    assert node["@type"] == "Movie"
    assert [review["@id"][-1] for review in node["review"]] == ["1", "2"]
    assert (node["aggregateRating"]["ratingValue"], node["aggregateRating"]["reviewCount"]) == (3, 2)


def test_of_two_with_one_id_the_newer_is_taken_and_what_left_is_not(run, site, tmp_path):
    old, new = record(1, title="Old"), record(1, title="New", modified="2025-01-01")
    write(tmp_path / "r.jsonl", new, old)
    run(*CALL)
    assert nodes_of((site / "film" / "1.html").read_bytes())[0]["headline"] == "New"
    write(tmp_path / "r.jsonl", new, {"id": new["id"], "at": "2025-02-01T00:00:00Z", "reason": "erased"}, record(2))
    ran = run(*CALL)
    assert "film/1.html: its reviews have left, and so has their markup" in ran.err
    assert (site / "film" / "1.html").read_bytes() == PAGE, "an erased review stays nowhere"


def test_a_page_that_nothing_is_said_of_any_more_keeps_its_markup(run, site, tmp_path):
    write(tmp_path / "r.jsonl", record(1))
    run(*CALL)
    write(tmp_path / "r.jsonl", record(2))
    ran = run(*CALL)
    assert "film/1.html: it has markup of ours, which stays; --remove takes it out" in ran.err


def test_a_page_that_names_a_review_that_has_left_keeps_the_others(run, site, tmp_path):
    named = "".join(f"<!-- syndicate: tag:example.org,2024:{number} -->" for number in (1, 2))
    (site / "both.html").write_text(f"<html><head>{named}</head></html>")
    write(tmp_path / "r.jsonl", record(1), record(2))
    run(*CALL)
    gone = {"id": record(1)["id"], "at": "2025-02-01T00:00:00Z", "reason": "erased"}
    write(tmp_path / "r.jsonl", gone, record(2))
    run(*CALL)
    assert [node["@id"] for node in nodes_of((site / "both.html").read_bytes())] == [record(2)["id"]]


def test_sites_with_the_same_paths_are_told_apart_by_their_address(run, site, tmp_path):
    write(tmp_path / "r.jsonl", record(1), record(2, url="https://other.example/film/1"))
    ran = run(*CALL)
    assert ran.code == 1
    assert "several sites" in ran.err
    assert "--url" in ran.err
    assert (site / "film" / "1.html").read_bytes() == PAGE
    assert run(*CALL, "--url", "https://other.example/").code == 0
    assert nodes_of((site / "film" / "1.html").read_bytes())[0]["@id"] == "tag:example.org,2024:2"


def test_a_folder_of_a_site(run, site):
    assert run("embed", "site/film", "--records", "r.jsonl").code == 1
    assert run("embed", "site/film", "--records", "r.jsonl", "--url", "https://example.org/film").code == 0
    assert run("embed", "site/film", "--records", "r.jsonl", "--root", "site", "--check").code == 0
    assert run("embed", "site/film/1.html", "--records", "r.jsonl", "--root", "site", "--check").code == 0
    assert run("embed", "site/f*/*.html", "--records", "r.jsonl", "--root", "site", "--check").code == 0


def test_check_writes_nothing(run, site):
    ran = run(*CALL, "--check")
    assert ran.code == 1
    assert "would change: site/film/1.html" in ran.err
    assert (site / "film" / "1.html").read_bytes() == PAGE


def test_markup_of_others_is_left_alone(run, site):
    theirs = PAGE.replace(b"<p>", b"<p itemscope itemtype='https://schema.org/Review'>")
    (site / "film" / "1.html").write_bytes(theirs)
    ran = run(*CALL)
    assert ran.code == 1
    assert "with markup of others: site/film/1.html: it has review markup of its own (microdata); --force" in ran.err
    assert (site / "film" / "1.html").read_bytes() == theirs
    assert run(*CALL, "--force").code == 0


def test_a_page_keeps_its_mode_and_its_time_while_it_does_not_change(run, site):
    page = site / "film" / "1.html"
    page.chmod(0o640)
    run(*CALL)
    assert page.stat().st_mode & 0o777 == 0o640
    os.utime(page, (1, 1))
    run(*CALL)
    assert page.stat().st_mtime == 1
    assert [path.name for path in page.parent.iterdir()] == ["1.html"]


def test_no_link_is_followed_out_of_a_folder(run, site, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "1.html").write_bytes(PAGE)
    (site / "film" / "1.html").unlink()
    (site / "film" / "1.html").symlink_to(outside / "1.html")
    (site / "more").symlink_to(outside)
    assert run(*CALL).code == 2
    assert (outside / "1.html").read_bytes() == PAGE


def test_syntaxes_that_are_no_longer_wanted_leave(run, site):
    page = site / "film" / "1.html"
    run(*CALL, "--syntax", "microdata", "--syntax", "rdfa")
    assert page.read_bytes().count(b"syndicate:begin microdata+rdfa") == 1
    assert b"ld+json" not in page.read_bytes()
    run(*CALL, "--nonce", 'a"b')
    assert b'<script type="application/ld+json" nonce="a&quot;b">' in page.read_bytes()
    assert b"microdata" not in page.read_bytes()
    run("embed", "site", "--remove")
    assert page.read_bytes() == PAGE


BAD_PAGES = {
    "empty": (b"", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "zeros": (bytes(2000), "zero bytes"),
    "a begin without an end": (canonical("https://example.org/film/1/") + b"\n<!-- syndicate:begin jsonld -->", "line 2"),
    "an unknown id": (b"<!-- syndicate: tag:a.org,2020:none -->", "tag:a.org,2020:none"),
    "UTF-16 without a mark": (PAGE.decode().encode("utf-16-le"), "utf-16-le"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PAGES)
def test_a_broken_page_is_told_and_those_beside_it_live(run, site, name):
    page, word = BAD_PAGES[name]
    (site / "film" / "1").mkdir()
    broken = site / "film" / "1" / "index.html"
    broken.write_bytes(page)
    ran = run(*CALL)
    assert ran.code == 0
    assert "2 pages: 1 changed, 1 broken" in ran.err, ran.err
    (told,) = [line for line in ran.err.splitlines() if line.startswith("broken: site/film/1/index.html: ")]
    assert word in told
    assert broken.read_bytes() == page
    assert run(*CALL, "--check").code == 1


@pytest.mark.parametrize("page", [b"<p>x<a href='", b"<p>x<!-- ", b"<p>x<script>a", b"<title>a", b"<p>x</"])
def test_a_page_that_is_cut_off(run, site, page):
    path = site / "film" / "1.html"
    path.write_bytes(page)
    ran = run(*CALL)
    assert ran.code == 0, ran.err
    assert len(nodes_of(path.read_bytes())) == 1
    run("embed", "site", "--remove")
    assert path.read_bytes() == page


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_pages_that_may_not_be_read_or_written(run, site):
    page = site / "film" / "1.html"
    page.chmod(0)
    ran = run(*CALL)
    page.chmod(0o600)
    assert "broken: site/film/1.html: the page cannot be read" in ran.err
    site.joinpath("film").chmod(0o500)
    ran = run(*CALL)
    site.joinpath("film").chmod(0o700)
    assert "broken: site/film/1.html: the file cannot be written" in ran.err


CALLS = {
    "no page": (("embed",), 2, ["PAGE"]),
    "no records": (("embed", "site"), 2, ["--records"]),
    "records that are not there": (("embed", "site", "--records", "q.jsonl"), 2, ["q.jsonl", "r.jsonl"]),
    "records that are none": (("embed", "site", "--records", "bad.jsonl"), 2, ["refused", "no review"]),
    "a page that is not there": (("embed", "sites", "--records", "r.jsonl"), 2, ["sites", "Did you mean site"]),
    "a glob of nothing": (("embed", "x*.html", "--records", "r.jsonl"), 2, ["x*.html"]),
    "a folder without pages": (("embed", "none", "--records", "r.jsonl"), 2, ["none", "no page", ".html"]),
    "an unknown syntax": (("embed", "site", "--records", "r.jsonl", "--syntax", "json-ld"), 2, ["json-ld", "jsonld"]),
    "an unknown profile": (("embed", "site", "--records", "r.jsonl", "--profile", "ful"), 2, ["full"]),
    "a URL that is none": (("embed", "site", "--records", "r.jsonl", "--url", "example.org"), 2, ["--url", "https"]),
    "a root that is not there": (("embed", "site", "--records", "r.jsonl", "--root", "x"), 2, ["x", "--root"]),
    "nothing to take out": (("embed", "none.html", "--remove"), 2, ["none.html"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_a_call_that_is_wrong(run, site, tmp_path, name):
    (tmp_path / "none").mkdir()
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n')
    arguments, code, words = CALLS[name]
    ran = run(*arguments)
    assert ran.code == code, ran.err
    for word in words:
        assert word in ran.err, ran.err
    assert (site / "film" / "1.html").read_bytes() == PAGE


def test_a_site_of_hostile_names(run, site, tmp_path):
    names = ["ü", "a b", "100%", "a#b", "a?b", "x\udcff"]
    for name in names:
        (site / f"{name}.html").write_bytes(PAGE)
    urls = ["%C3%BC", "a%20b.html", "100%25/", "a%23b", "a%3Fb"]
    write(tmp_path / "r.jsonl", *(record(n, url=f"https://example.org/{url}") for n, url in enumerate(urls)))
    ran = run(*CALL)
    assert "7 pages: 5 changed, 2 without a review" in ran.err, ran.err
