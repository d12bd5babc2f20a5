"""A browser agrees: in Chromium no hostile text runs, adds an element, changes the page around it or says anything.

The document that Chromium makes of a page is compared, element by element and attribute by attribute, with what
html5lib makes of its source. Pages are seen many at a time, in frames, since to start the program takes a second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import browser
from hostile.attacks import BODIES, CANARY, TEXTS, all_at_once, with_body
from hostile.trees import DEEPEST, by_html5lib, cut, difference, harm_in, shape

import syndicate
from syndicate.markup import markup
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.schemaorg.profiles import AnySyntax

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(browser.found() is None, reason="SYNDICATE_CHROMIUM names no browser"),
]

ALL: tuple[AnySyntax, ...] = ("jsonld", "microdata", "rdfa", "microformats")
SOURCES = {"http:", "https:", "file:", "about:"}
"""Where links lead that are whole, or relative to the page."""

TITLE = "A page of our own"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chromium")


def page(inner: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head>\n'
        f'<body>\n<div><ul><li><div id="block">{inner}</div></li></ul></div><p>Behind it.</p></body></html>'
    )


def bodies() -> Iterator[Review]:
    for number, (format, text) in enumerate(BODIES):
        record = with_body(format, text, number)
        if record is not None:
            yield record


def deep(html: str) -> bool:
    return any(depth > DEEPEST for depth, _, _ in shape(by_html5lib(html)))


def check(pages: list[str], folder: Path, profile: Path, title: str | None = TITLE) -> None:
    seen, console = browser.see_all(pages, folder, profile)
    assert not console[:3]
    for one, source in zip(seen, pages, strict=True):
        wanted, made = by_html5lib(source), by_html5lib(one.dom)
        if deep(source):
            wanted, made = (cut(tree, "class", "body") for tree in (wanted, made))
        assert not difference(shape(made), shape(wanted))
        assert harm_in(made) == []
        assert one.running == 0
        assert one.schemes <= SOURCES
        assert title is None or one.title == title


def test_what_runs_is_seen(tmp_path: Path, profile: Path) -> None:
    """Without this, silence would prove nothing: each way in which an attack shows is there when nothing escapes."""
    attack = (
        f"<p>A text <script>{CANARY}</script><a href=' java\nscript:x'>b</a><img src=x: onerror=\"console.log('too')\">"
    )
    (seen,), console = browser.see_all([page(attack)], tmp_path, profile)
    assert any("PWNED" in line for line in console)
    assert any("too" in line for line in console)
    assert seen.title == "PWNED"
    assert seen.running == 1
    assert "javascript:" in seen.schemes
    alone = tmp_path / "alone.html"
    alone.write_text(page(attack))
    dom, console = browser.see(alone, profile)
    assert "<title>PWNED</title>" in dom
    assert console


@pytest.mark.parametrize("start", range(0, len(TEXTS), 40))
def test_texts_in_a_page_of_ones_own(start: int, tmp_path: Path, profile: Path) -> None:
    """At all places at once, in all syntaxes together."""
    check(
        [page(markup(all_at_once(text)[0], ALL, profile="full")) for text in TEXTS[start : start + 40]],
        tmp_path,
        profile,
    )


def test_bodies_in_a_page_of_ones_own(tmp_path: Path, profile: Path) -> None:
    records = list(bodies())
    for start in range(0, len(records), 80):
        check([page(markup(one, ALL)) for one in records[start : start + 80]], tmp_path, profile)


def test_bodies_between_other_reviews_of_their_item(tmp_path: Path, profile: Path) -> None:
    records = list(bodies())
    quiet = with_body("text", "A quiet evening.", len(records))
    assert quiet is not None
    check(
        [page(markup([quiet, *records[start : start + 10], quiet], ALL)) for start in range(0, len(records), 10)],
        tmp_path,
        profile,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a page for every third text and body, since pages of one's own have them all; its names are hostile."""
    folder = tmp_path_factory.mktemp("site")
    records = [all_at_once(text, number)[0] for number, text in enumerate(TEXTS[::3])] + list(bodies())[::3]
    lines = (json.dumps(plain(one)) + "\n" for one in records)
    (folder / "records.jsonl").write_text("".join(lines), encoding="utf-8")
    name = json.dumps(f"</title>\"'<script>{CANARY}</script>")
    (folder / "syndicate.toml").write_text(
        f'[site]\nurl = "https://site.example/"\nname = {name}\ndescription = {name}\nlanguage = "en"\n'
        f'[[source]]\npath = "records.jsonl"\n[build]\nmarkup = {json.dumps(ALL)}\nprofile = "full"\npage_size = 50\n'
    )
    result = syndicate.build(folder / "public", config=folder / "syndicate.toml", jobs=1)
    assert len(list((folder / "public" / "reviews").iterdir())) == len(records), result
    return folder / "public"


def test_pages_of_a_site(site: Path, profile: Path) -> None:
    files = sorted(site.glob("reviews/*/index.html"))
    folder = site / "reviews" / "frames"
    folder.mkdir()
    for start in range(0, len(files), 100):
        check([file.read_text(encoding="utf-8") for file in files[start : start + 100]], folder, profile, None)


def test_indexes_and_fragments_of_a_site(site: Path, profile: Path) -> None:
    folder = site / "items"
    fragments = [page(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.html"))]
    assert len(fragments) > 40
    for start in range(0, len(fragments), 100):
        check(fragments[start : start + 100], folder, profile)
    indexes = sorted(site.glob("page/*/index.html"))
    assert len(indexes) > 1
    check([file.read_text(encoding="utf-8") for file in indexes], indexes[0].parent, profile, None)


def test_files_of_a_site_as_they_are(site: Path, profile: Path) -> None:
    """Opened one by one, not in a frame."""
    files = [site / "index.html", *sorted(site.glob("reviews/*/index.html"))[::40]]
    for file in files:
        dom, console = browser.see(file, profile)
        assert console == []
        wanted = shape(by_html5lib(file.read_text(encoding="utf-8")))
        assert not difference(shape(by_html5lib(dom)), wanted)
