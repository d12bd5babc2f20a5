"""Sites with a past: whatever happened, what is published is what a second hand's model says, and every client that
was anywhere on the way arrives there."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from examples.exports import held
from examples.running import loaded
from export_reader import Held, bytes_below, follow, full, manifest_of, named_files
from history_model import SOURCES, Entry, Outcome, Site, id_of, instant, title_of
from hypothesis import given, settings
from hypothesis import strategies as st
from site_tree import tree

import syndicate
from syndicate.errors import SettingsError
from syndicate.site.report import LAST

ingest = loaded("example_ingest_history", "ingest/ingest.py")

NUMBERS = range(9)
TEXTS = range(3)
REASONS = ("erased", "moderated", "merged", "withdrawn")
MAP = """
[source.map]
id = "key"
title = "title"
modified = "changed"
"item.type" = { value = "Movie" }
"item.name" = "film"
[source.status]
from = "state"
published = ["live"]
withdrawn = ["withdrawn"]
moderated = ["moderated"]
erased = ["erased"]
merged = ["merged"]
merged_into = "into"
at = "when"
"""


@dataclass
class World:
    """A site on disk beside its model."""

    folder: Path
    site: Site
    today: int = 1
    build: dict[str, Any] = field(
        default_factory=lambda: {"deltas": 2, "part_records": 2, "prove": 0, "check": 0, "pages": True}
    )
    behind: dict[int, Held] = field(default_factory=dict)
    """What a client holds that was last here at a sequence."""

    @property
    def out(self) -> Path:
        return self.folder / "public"

    def write(self) -> None:
        said = "\n".join(f"{name} = {json.dumps(value)}" for name, value in self.build.items())
        text = f'[site]\nname = "S"\nurl = "https://s.example.org/"\ntag = "s.example.org,2020"\n[build]\n{said}\n'
        text += "[feeds]\nby = []\n"
        for name in SOURCES:
            (self.folder / name).write_text(self.site.lines(name))
            if name in self.site.used:
                text += f'[[source]]\npath = "{name}"\n'
                text += {"b.jsonl": "complete = false\n", "c.csv": MAP}.get(name, "")
        (self.folder / "withdrawn.jsonl").write_text(self.site.withdrawn_lines())
        (self.folder / "syndicate.toml").write_text(text)

    def publish(self, out: Path, *, stated: bool, allow: bool) -> Any:
        now = instant(self.today) if stated else None
        return syndicate.build(out, config=self.folder / "syndicate.toml", now=now, allow_removals=allow)

    def run(self, *, stated: bool = True, allow: bool = True) -> Outcome:
        """A build, and all that has to be true after it."""
        self.write()
        before = tree(self.out)
        number = self.site.sequence
        expected = self.site.build(self.today, stated=stated, allow=allow)
        if expected.stops:
            with pytest.raises(SettingsError, match=expected.stops):
                self.publish(self.out, stated=stated, allow=allow)
        else:
            made = self.publish(self.out, stated=stated, allow=allow)
            assert bool(made.export) != expected.nothing
        if expected.stops or expected.nothing:
            assert tree(self.out) == before
            assert self.site.sequence == number
        else:
            self.look()
        return expected

    def look(self) -> None:
        newest = full(self.out)
        assert newest.titles() == {id_of(n): one.title for n, one in self.site.published.items()}
        assert newest.graves() == {id_of(n): grave for n, grave in self.site.graves.items()}
        assert newest.sequence == self.site.sequence
        assert len(manifest_of(self.out)["deltas"]) <= self.build["deltas"]
        for sequence, held_before in self.behind.items():
            assert follow(self.out, held_before) == newest, sequence
        self.behind[newest.sequence] = newest
        extra = {"aggregates.jsonl.gz"}
        assert {name for name in tree(self.out / "export") if name not in extra} == named_files(self.out)
        lost = {n for n, (_, reason, _) in self.site.graves.items() if reason == "erased"}
        while more := {n for n, (*_, into) in self.site.graves.items() if into in map(id_of, lost)} - lost:
            lost |= more
        words = [title_of(n, text).encode() for n in lost for text in TEXTS]
        for path, content in bytes_below(self.out, Path(f"{self.out}.report")):
            for word in words:
                assert word not in content, path


def like_clean(world: World, other: Path, *, stated: bool) -> None:
    """A build into an empty folder has the same bytes, but for what the past left."""
    world.publish(other, stated=stated, allow=True)
    # What left before is in the feed of all as well.
    past = ("feeds/reviews.",) if full(world.out).tombstones != full(other).tombstones else ()
    assert _without_past(world.out, past) == _without_past(other, past)


def _without_past(out: Path, past: tuple[str, ...]) -> dict[str, Any]:
    beginnings = (".syndicate/", "export/delta/", "export/tombstones-", *past)
    files: dict[str, Any] = {path: digest for path, digest in tree(out).items() if not path.startswith(beginnings)}
    manifest = json.loads((out / "export" / "manifest.json").read_bytes())
    for name in ("sequence", "deltas", "oldest_base", "tombstones"):
        del manifest[name]
    manifest.pop("instant", None)
    kinds = ("tombstones", "upserts", "delta-tombstones")
    manifest["resources"] = [resource for resource in manifest["resources"] if resource["kind"] not in kinds]
    return files | {"export/manifest.json": manifest}


number = st.sampled_from(NUMBERS)
source = st.sampled_from(SOURCES)
day = st.integers(1, 9)
reason = st.sampled_from(REASONS)


@st.composite
def stones(draw: st.DrawFn, days: st.SearchStrategy[int | None]) -> tuple[int, Entry]:
    of, why = draw(number), draw(reason)
    into = draw(number.filter(lambda other: other != of)) if why == "merged" else None
    return of, Entry(kind="tombstone", reason=why, day=draw(days), into=into)


reviews = st.builds(lambda text, day: Entry(kind="review", text=text, day=day), st.sampled_from(TEXTS), st.none() | day)
edits = st.one_of(
    st.tuples(st.just("put"), source, st.tuples(number, reviews)),
    st.tuples(st.just("put"), source, st.tuples(number, reviews)),
    st.tuples(st.just("put"), st.sampled_from(SOURCES[:2]), stones(day)),
    st.tuples(st.just("put"), st.just("c.csv"), stones(st.none() | day)),
    st.tuples(st.just("put"), source, st.tuples(number, st.just(Entry(kind="broken", text=1)))),
    st.tuples(st.just("put"), st.sampled_from(SOURCES[:2]), st.just((-1, Entry(kind="nameless")))),
    st.tuples(st.just("drop"), source, st.one_of(number, st.just(-1))),
    st.tuples(st.just("clear"), source),
    st.tuples(st.just("withdraw"), stones(day)),
    st.tuples(st.just("undo"), number),
    st.tuples(st.just("use"), source),
    st.tuples(st.just("set"), st.just("deltas"), st.sampled_from([0, 1, 2, 9])),
    st.tuples(st.just("set"), st.just("part_records"), st.integers(1, 4)),
    st.tuples(st.just("set"), st.just("pages"), st.booleans()),
    st.tuples(st.just("set"), st.just("page_size"), st.integers(1, 5)),
)
builds = st.tuples(st.sampled_from([0, 1, 1, 1, -1]), st.sampled_from([True, True, True, False]), st.booleans())
days = st.tuples(st.lists(edits, max_size=4), builds)


def change(world: World, edit: tuple[Any, ...]) -> None:
    site = world.site
    match edit:
        case ("put", name, (of, entry)):
            site.sources[name][of] = entry
        case ("drop", name, of):
            site.sources[name].pop(of, None)
        case ("clear", name):
            site.sources[name].clear()
        case ("withdraw", (of, entry)):
            site.withdrawals[of] = entry
        case ("undo", of):
            site.withdrawals.pop(of, None)
        case ("use", name):
            site.used ^= {name}
            site.used |= set() if site.used else {name}
        case ("set", name, value):
            world.build[name] = value


def begun(folder: Path) -> World:
    site = Site()
    for of in NUMBERS:
        site.sources[SOURCES[of // 3 % 3]][of] = Entry(kind="review", text=0, day=of or None)
    return World(folder=folder, site=site)


@settings(max_examples=max(8, settings().max_examples // 6))
@given(past=st.lists(days, min_size=2, max_size=7), late=st.integers(0, 6))
def test_any_past_leads_to_what_is_published_now(past, late):
    with ExitStack() as stack:
        world = begun(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        expected, stated = world.run(), True
        for place, (changes, (forward, stated, allow)) in enumerate(past):
            world.today = max(1, world.today + forward)
            for edit in changes:
                change(world, edit)
            expected = world.run(stated=stated, allow=allow)
            if place == late:
                ingest.sync(world.out, world.folder / "client.db")
        ingest.sync(world.out, world.folder / "client.db")
        client, newest = held(world.folder / "client.db"), full(world.out)
        assert {id: line.rstrip(b"\n") for id, line in client.reviews.items()} == newest.reviews
        assert client.tombstones == {id: json.loads(line) for id, line in newest.tombstones.items()}
        if not (expected.stops or expected.nothing or expected.unlike_clean):
            like_clean(world, world.folder / "clean", stated=stated)
        # Once more, with nothing changed and nothing to say: not a byte is another.
        if not (expected.stops or expected.nothing):
            before = tree(world.out)
            world.run(stated=stated)
            assert tree(world.out) == before
            # Whether anything is read for it or not, the same is told.
            short, stood = (world.publish(world.out, stated=stated, allow=True), _told(world))
            (world.folder / "public.report" / LAST).unlink(missing_ok=True)
            assert (world.publish(world.out, stated=stated, allow=True), _told(world)) == (short, stood)
            assert tree(world.out) == before


def _told(world: World) -> dict[str, str]:
    return {path: digest for path, digest in tree(world.folder / "public.report").items() if path != LAST}


@pytest.fixture
def world(tmp_path) -> World:
    made = begun(tmp_path)
    made.run()
    return made


def test_a_row_whose_status_says_that_it_left_has_the_id_that_it_was_published_under(world):
    # The id is taken by the map, and the source is not the only thing that tells: it might as well be incomplete.
    change(world, ("put", "c.csv", (6, Entry(kind="tombstone", reason="moderated", day=7))))
    world.run(allow=False)
    assert full(world.out).graves() == {id_of(6): (instant(7), "moderated", None)}


def test_a_record_that_lost_its_id_takes_no_review_away(world):
    del world.site.sources["a.jsonl"][1]
    change(world, ("put", "a.jsonl", (-1, Entry(kind="nameless"))))
    world.run(allow=False)
    assert id_of(1) in full(world.out).reviews
    world.run(allow=True)
    assert id_of(1) not in full(world.out).reviews


def test_tombstones_that_contradict_each_other_do_not_keep_the_review(world):
    for name, why in (("a.jsonl", "erased"), ("b.jsonl", "withdrawn")):
        change(world, ("put", name, (1, Entry(kind="tombstone", reason=why, day=9))))
    assert world.run().stops
    change(world, ("put", "b.jsonl", (1, Entry(kind="tombstone", reason="erased", day=9))))
    world.run()
    assert full(world.out).graves() == {id_of(1): (instant(9), "erased", None)}


def test_an_erased_review_does_not_come_back_since_the_instant_was_forgotten(world):
    # Another source still has it, older than the day on which the status was seen.
    change(world, ("put", "c.csv", (1, Entry(kind="tombstone", reason="erased"))))
    world.today = 9
    world.run()
    assert full(world.out).graves() == {id_of(1): (instant(9), "erased", None)}
    assert world.run(stated=False).stops
    assert id_of(1) not in full(world.out).reviews


def test_what_is_kept_of_a_delta_stays_to_the_byte(world):
    change(world, ("put", "a.jsonl", (1, Entry(kind="review", text=2, day=9))))
    world.run()
    before = tree(world.out)
    world.run()
    assert tree(world.out) == before


@pytest.mark.parametrize("now", ["garbage", "2024-01-01", "2024-01-01T00:00:00"])
def test_an_instant_that_is_none(world, now):
    world.site.sources["a.jsonl"].pop(1)
    world.write()
    before = tree(world.out)
    with pytest.raises(SettingsError, match="instant"):
        syndicate.build(world.out, config=world.folder / "syndicate.toml", now=now)
    assert tree(world.out) == before


def test_a_history_begun_anew_is_taken_up_by_every_client(world):
    change(world, ("put", "a.jsonl", (1, Entry(kind="review", text=2, day=9))))
    world.run()
    (world.out / "export" / "manifest.json").unlink()
    world.site.sequence, world.site.graves, world.site.published = 0, {}, {}
    world.run()
    assert manifest_of(world.out)["sequence"] == 1


def test_the_export_alone_is_enough_to_go_on(world):
    change(world, ("withdraw", (4, Entry(kind="tombstone", reason="erased", day=2))))
    world.run()
    shutil.copytree(world.out / "export", world.folder / "copy" / "export")
    shutil.rmtree(world.out)
    (world.folder / "copy").rename(world.out)
    for of, one in world.site.published.items():
        world.site.published[of] = type(one)(title=one.title, day=one.day, source="")
    change(world, ("put", "c.csv", (7, Entry(kind="review", text=2, day=9))))
    change(world, ("drop", "c.csv", 8))
    world.run()
    assert manifest_of(world.out)["sequence"] == 3
    assert id_of(8) in full(world.out).reviews  # a source is not complete, and which one it came from is not known


def test_a_tombstone_that_says_another_day_reaches_every_client(world):
    for day in (2, 3):
        change(world, ("withdraw", (4, Entry(kind="tombstone", reason="moderated", day=day))))
        world.run()
        assert full(world.out).graves() == {id_of(4): (instant(day), "moderated", None)}
    assert [delta["tombstones"] for delta in manifest_of(world.out)["deltas"]] == [1, 1]


@pytest.mark.parametrize(("missing", "stops"), [(3, False), (4, True)])
def test_more_than_three_of_a_few_reviews_do_not_leave_unasked(world, missing, stops):
    world.site.sources["a.jsonl"] |= {of: Entry(kind="review", text=1, day=of) for of in range(20, 25)}
    world.run()
    for of in range(20, 20 + missing):
        del world.site.sources["a.jsonl"][of]
    assert bool(world.run(allow=False).stops) == stops


@pytest.mark.parametrize(("number", "stops"), [(79, True), (80, False)])
def test_five_in_a_hundred_may_leave_unasked(world, number, stops):
    world.site.sources["a.jsonl"] = {of: Entry(kind="review", text=1, day=1) for of in range(20, 20 + number)}
    world.build["pages"] = False
    world.run()
    for of in range(20, 24):
        del world.site.sources["a.jsonl"][of]
    assert bool(world.run(allow=False).stops) == stops
