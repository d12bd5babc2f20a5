"""What has not changed is neither made nor moved again, and nobody can tell that from a build that made everything."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from export_reader import full
from hypothesis import given, settings
from hypothesis import strategies as st
from site_tree import tree

import syndicate
from syndicate.site import keys
from syndicate.site.stage import Rendering

REVIEWS, ITEMS, PAGE = 30, 6, 10


def record(number: int, **more: object) -> dict[str, object]:
    return {
        "id": f"tag:a.org,2020:{number}",
        "item": {"type": "Movie", "name": f"Film {number % ITEMS}"},
        "title": f"Title {number}",
        "rating": {"value": number % 5 + 1, "best": 5, "worst": 1},
        "published": f"2024-01-{number + 1:02}",
    } | more


class Site:
    """A site of thirty reviews of six films, ten on a page of the index."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "public"
        self.records = {number: record(number) for number in range(REVIEWS)}
        self.site: dict[str, Any] = {"url": "https://s.example.org/", "name": "S"}
        self.feeds: dict[str, Any] = {}
        self.build: dict[str, Any] = {"page_size": PAGE, "item_reviews": 2, "deltas": 0, "prove": 0, "check": 0}
        (folder / "mine").mkdir()

    def publish(self, out: Path | None = None) -> syndicate.site.Report:
        lines = [json.dumps(one) + "\n" for one in self.records.values()]
        (self.folder / "r.jsonl").write_text("".join(lines))
        tables = (("site", self.site), ("build", self.build), ("feeds", self.feeds))
        said = [f"[{name}]\n" + _toml(table) for name, table in tables]
        (self.folder / "s.toml").write_text("".join(said) + '[[source]]\npath = "r.jsonl"\n')
        now = "2024-06-01T00:00:00Z"
        return syndicate.build(out or self.out, config=self.folder / "s.toml", now=now, allow_removals=True)

    def like_clean(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            self.publish(Path(name, "clean"))
            # What left before is in the feed of all as well.
            past = ("feeds/reviews.",) if full(self.out).tombstones else ("export/tombstones-",)
            assert _outputs(self.out, past) == _outputs(Path(name, "clean"), past)


def _toml(table: dict[str, Any]) -> str:
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in table.items() if value is not None)


def _outputs(out: Path, past: tuple[str, ...] = ()) -> dict[str, str]:
    # The manifest says the number of the export, which depends on the past.
    return {
        path: digest
        for path, digest in tree(out).items()
        if not path.startswith((".syndicate/", "export/tombstones-", *past)) and path != "export/manifest.json"
    }


def stands(out: Path) -> dict[str, tuple[int, int]]:
    """Each file that is for others, and which it is: its number in the file system, and when it was written."""
    return {
        path.relative_to(out).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".syndicate" not in path.parts
    }


@pytest.fixture
def site(tmp_path) -> Site:
    made = Site(tmp_path)
    made.publish()
    return made


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The paths of pages and of what goes with them, as they are made."""
    paths: list[str] = []
    put = Rendering.put

    def noting(self: Rendering, path: str, *rest: Any, **more: Any) -> Any:
        if path.startswith(("reviews/", "items/", "page/", "index.html")):
            paths.append(path)
        return put(self, path, *rest, **more)

    monkeypatch.setattr(Rendering, "put", noting)
    return paths


def pages_of(out: Path) -> set[str]:
    return {path for path in tree(out) if path.startswith(("reviews/", "items/", "page/", "index.html"))}


def folder_of(out: Path, title: str) -> str:
    (page,) = [path for path in out.glob("reviews/*/index.html") if f"{title}<" in path.read_text()]
    return page.parent.relative_to(out).as_posix()


def test_nothing_changed(site, made):
    before = stands(site.out)
    report = site.publish()
    assert [path for path in made if not path.endswith(".jsonl")] == []
    assert stands(site.out) == before
    assert report.files["written"] == report.files["removed"] == 0


def test_one_review_says_something_else(site, made):
    before = stands(site.out)
    number = 13
    review = folder_of(site.out, f"Title {number}")
    site.records[number] = record(number, title="Another")
    site.publish()
    # The thirteenth from the oldest is the seventeenth from the newest, so on the second page; of its film (1) the
    # fragment shows the newest two, 25 and 19, and the counts, of which none is another.
    expected = {f"{review}/index.html", f"{review}/review.jsonld", "page/2/index.html"}
    assert {path for path in made if not path.endswith(".jsonl")} == expected
    changed = {path for path, which in stands(site.out).items() if before.get(path) != which}
    shared = ("sitemap.xml", "feeds/", "export/")
    assert {path for path in changed if not path.startswith(shared)} == expected
    site.like_clean()


def test_one_review_is_rated_otherwise(site, made):
    site.records[13] = record(13, rating={"value": 1, "best": 5, "worst": 1})
    site.publish()
    fragments = [path for path in made if path.startswith("items/") and not path.endswith(".jsonl")]
    assert len(fragments) == 1
    assert "film-1" in fragments[0]
    site.like_clean()


def test_one_review_is_new(site, made):
    site.records[99] = record(99, published="2023-01-01")
    site.publish()
    # How many there are stands on every page of the index.
    assert len([path for path in made if path.startswith("reviews/")]) == 2
    assert len([path for path in made if path.startswith(("page/", "index.html"))]) == 4
    site.like_clean()


def test_one_review_is_gone(site, made):
    review = folder_of(site.out, "Title 20")
    del site.records[20]
    site.publish()
    assert not (site.out / review).exists()
    assert [path for path in made if path.startswith("reviews/")] == []
    site.like_clean()


def test_what_was_touched_by_hand_is_mended(site):
    whole = tree(site.out)
    manifest = json.loads((site.out / "export" / "manifest.json").read_bytes())
    sizes = {f"export/{resource['path']}": resource["bytes"] for resource in manifest["resources"]}
    for number, path in enumerate(sorted(_outputs(site.out))):
        file = site.out / path
        if path in sizes:  # a file of the manifest that is missing, or of another size, stops the build
            file.write_bytes(b"x" * sizes[path])
        elif number % 2:
            file.write_bytes(file.read_bytes()[::-1])
        else:
            file.unlink()
    (site.out / "CNAME").write_text("s.example.org")
    site.publish()
    assert tree(site.out) == whole | {"CNAME": tree(site.out)["CNAME"]}


def test_a_page_of_the_same_size_is_mended(site):
    whole = tree(site.out)
    page = site.out / folder_of(site.out, "Title 3") / "index.html"
    page.write_text(page.read_text().replace("Title 3", "Title X"))
    site.publish()
    assert tree(site.out) == whole


@pytest.mark.parametrize("what", ["site", "build", "template", "its text", "code"])
def test_what_all_pages_share(site, made, what, monkeypatch):
    (site.folder / "mine" / "index.html").write_text("<!doctype html><title>{{ total }}</title>")
    if what == "its text":
        site.build["templates"] = "mine"
        site.publish()
        made.clear()
    match what:
        case "site":
            site.site["name"] = "Another"
        case "build":
            site.build["profile"] = "full"
        case "template":
            site.build["templates"] = "mine"
        case "its text":
            (site.folder / "mine" / "index.html").write_text("<!doctype html><title>All {{ total }}</title>")
        case "code":
            monkeypatch.setattr(keys, "_code", lambda: "another")
    site.publish()
    assert {path for path in made if not path.endswith(".jsonl")} == {
        path for path in pages_of(site.out) if not path.endswith(".jsonl")
    }
    site.like_clean()


changes = st.one_of(
    st.tuples(st.just("site"), st.just("name"), st.sampled_from(["S", "T"])),
    st.tuples(st.just("site"), st.just("url"), st.sampled_from(["https://s.example.org/", "https://t.example.org/", None])),
    st.tuples(st.just("site"), st.just("language"), st.sampled_from([None, "de", "ar"])),
    st.tuples(st.just("build"), st.just("page_size"), st.sampled_from([7, 10, 40])),
    st.tuples(st.just("build"), st.just("item_reviews"), st.sampled_from([1, 2, 9])),
    st.tuples(st.just("feeds"), st.just("entries"), st.sampled_from([1, 50])),
    st.tuples(st.just("feeds"), st.just("archive"), st.sampled_from(["none", "month", "year"])),
    st.tuples(st.just("feeds"), st.just("by"), st.sampled_from([[], ["type", "language"]])),
    st.tuples(st.just("feeds"), st.just("stars_in_title"), st.booleans()),
    st.tuples(st.just("build"), st.just("part_records"), st.sampled_from([3, 8, 50])),
    st.tuples(st.just("build"), st.just("markup"), st.sampled_from([["jsonld"], ["rdfa", "microformats"]])),
    st.tuples(st.just("build"), st.just("pages"), st.booleans()),
    st.tuples(st.just("build"), st.just("templates"), st.sampled_from([None, "mine"])),
    st.tuples(st.just("text"), st.just("mine"), st.sampled_from(["one {{ total }}", "two {{ total }}"])),
    st.tuples(st.just("put"), st.integers(0, 8), st.sampled_from([
        {}, {"title": "Same"}, {"item": {"type": "Movie", "name": "Film 0"}}, {"published": "2025-01-01"},
        {"rating": {"value": 7, "best": 10, "worst": 0}}, {"url": "https://a.example.org/x"}, {"language": "ar"},
    ])),
    st.tuples(st.just("drop"), st.integers(0, 8), st.none()),
)  # fmt: skip


@settings(max_examples=max(3, settings().max_examples // 10))
@given(past=st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=3))
def test_an_incremental_build_is_a_clean_one(past):
    with tempfile.TemporaryDirectory() as name:
        site = Site(Path(name))
        site.records = {number: record(number) for number in range(9)}
        site.publish()
        for step in past:
            for kind, of, value in step:
                match kind:
                    case "put":
                        site.records[of] = record(of, **value)
                    case "drop":
                        site.records.pop(of, None)
                        site.records.setdefault(50, record(50, published="2024-02-01"))
                    case "text":
                        (site.folder / of / "index.html").write_text(value)
                    case _:
                        getattr(site, kind)[of] = value
            site.publish()
        site.like_clean()
