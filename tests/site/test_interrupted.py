"""Builds that are killed, that meet another, or that the system does not let work: a reader is never led astray, and
nothing is lost."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from examples.exports import held
from examples.running import loaded
from export_reader import Held, bytes_below, follow, full, manifest_of, named_files
from forking import Ended, Forking, forking
from hypothesis import settings
from site_tree import tree

from syndicate.errors import FileError

ingest = loaded("example_ingest_interrupted", "ingest/ingest.py")

THOROUGH = settings().max_examples > 40
"""In the profiles of CI every moment of a publication is tried, else every few."""
pytestmark = pytest.mark.thorough

BUILD = ("build", "-j", "1", "--now", "2024-06-01T00:00:00Z")
SECRET = "what nobody may keep"


def _line(number: int, **more: object) -> str:
    data = {"id": f"tag:a.org,2020:{number}", "item": {"type": "Movie", "name": f"Film {number % 2}"}}
    return json.dumps({**data, "title": f"title {number}", "published": f"2024-01-{number + 10}"} | more) + "\n"


@dataclass(frozen=True)
class Eve:
    """A site on the eve of a build: what was published, what will be, and what a client holds."""

    folder: Path
    old: Held
    new: Held
    after: dict[str, str]
    """The published folder after a build that nobody disturbs."""
    touches: int
    manifest: int
    """Which of them puts the manifest in its place."""
    all_touches: int
    seconds: float

    def copy(self, target: Path) -> Path:
        shutil.copytree(self.folder, target)
        return target


@pytest.fixture(scope="module")
def calls() -> Iterator[Forking]:
    with forking() as made:
        yield made


@pytest.fixture(scope="module")
def eve(calls, tmp_path_factory) -> Eve:
    """Two builds are done; the third has a new review, an edited one, one that is gone, and one that was erased."""
    folder = tmp_path_factory.mktemp("eve")
    (folder / "syndicate.toml").write_text(
        '[site]\nurl = "https://s.example.org/"\n[build]\npart_records = 2\ncheck = 0\n[[source]]\npath = "r.jsonl"\n'
    )
    lines = [_line(number) for number in range(4)]
    (folder / "r.jsonl").write_text("".join(lines))
    assert calls.call(folder, *BUILD).code == 0
    lines[3] = _line(3, title=SECRET)
    (folder / "r.jsonl").write_text("".join(lines))
    assert calls.call(folder, *BUILD).code == 0
    (folder / "public" / "CNAME").write_text("s.example.org")
    (folder / "public" / "reviews" / "mine.jpg").write_bytes(b"mine")
    lines = [_line(0), _line(1, title="edited"), lines[3], _line(5)]
    (folder / "r.jsonl").write_text("".join(lines))
    stone = {"id": "tag:a.org,2020:3", "at": "2024-05-01T00:00:00Z", "reason": "erased"}
    (folder / "withdrawn.jsonl").write_text(json.dumps(stone) + "\n")
    ended = []
    for name, whole in (("half", False), ("whole", True)):
        shutil.copytree(folder, folder.parent / f"{folder.name}-{name}")
        ended.append(calls.call(folder.parent / f"{folder.name}-{name}", *BUILD, whole=whole))
    assert [one.code for one in ended] == [0, 0]
    done = folder.parent / f"{folder.name}-half" / "public"
    return Eve(
        folder=folder,
        old=full(folder / "public"),
        new=full(done),
        after=tree(done),
        touches=ended[0].touched,
        manifest=ended[0].manifest,
        all_touches=ended[1].touched,
        seconds=min(one.seconds for one in ended),
    )


def after_the_kill(eve: Eve, folder: Path) -> None:
    """A reader comes at once, and then a build that nobody disturbs."""
    out = folder / "public"
    assert full(out) in (eve.old, eve.new)
    assert follow(out, eve.old) in (eve.old, eve.new)
    assert ingest.sync(out, folder / "client.db").sequence in (2, 3)


def after_the_next(eve: Eve, folder: Path, calls: Forking) -> None:
    out = folder / "public"
    ended = calls.call(folder, *BUILD)
    assert ended.code == 0, ended.said
    assert tree(out) == eve.after
    assert named_files(out) <= set(tree(out / "export"))
    assert manifest_of(out)["sequence"] == 3
    assert follow(out, eve.old) == full(out) == eve.new
    assert ingest.sync(out, folder / "client.db").sequence == 3
    assert {id: line.rstrip() for id, line in held(folder / "client.db").reviews.items()} == eve.new.reviews
    names = {"notes.jsonl", "refused.jsonl", "replaced.jsonl", "report.json", "standing.jsonl"}
    # Where a review left just now, the next build says something else.
    assert {path.name for path in (folder / "public.report").iterdir()} - {".last.json"} == names
    for path, content in bytes_below(out, folder / "public.report"):
        assert SECRET.encode() not in content, path
    assert not [path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_what_is_to_happen(eve):
    """The numbers that the other tests stand on."""
    assert set(eve.old.reviews) == {f"tag:a.org,2020:{number}" for number in range(4)}
    assert set(eve.new.reviews) == {f"tag:a.org,2020:{number}" for number in (0, 1, 5)}
    assert set(eve.new.tombstones) == {f"tag:a.org,2020:{number}" for number in (2, 3)}
    assert eve.touches > eve.manifest + 5 > 30
    assert eve.all_touches > eve.touches + 30


def test_killed_before_any_step_of_the_publication(eve, calls, tmp_path):
    tries = {*range(1, eve.touches + 1, 1 if THOROUGH else 31), *range(eve.manifest - 1, eve.manifest + 3)}
    for at in sorted(tries):
        folder = eve.copy(tmp_path / str(at))
        assert calls.call(folder, *BUILD, at=at).code == -9
        after_the_kill(eve, folder)
        after_the_next(eve, folder, calls)


def test_killed_before_any_step_of_what_goes_before(eve, calls, tmp_path):
    for at in range(1, eve.all_touches - eve.touches + 1, 4 if THOROUGH else 60):
        folder = eve.copy(tmp_path / str(at))
        assert calls.call(folder, *BUILD, at=at, whole=True).code == -9
        assert full(folder / "public") == eve.old
        after_the_next(eve, folder, calls)


def test_killed_again_while_it_is_finished(eve, calls, tmp_path):
    """Twice in a row: a publication, and then the build that goes on with it."""
    chance = random.Random(4)
    for number in range(40 if THOROUGH else 10 if os.environ.get("SYNDICATE_HYPOTHESIS_PROFILE") else 2):
        folder = eve.copy(tmp_path / str(number))
        assert calls.call(folder, *BUILD, at=chance.randint(3, eve.touches)).code == -9
        for _ in range(2):
            ended = calls.call(folder, *BUILD, at=chance.randint(1, eve.touches), whole=True)
            assert ended.code in (-9, 0)
            after_the_kill(eve, folder)
        after_the_next(eve, folder, calls)


def test_killed_at_any_moment(eve, calls, tmp_path):
    chance = random.Random(5)
    longest, killed, number = eve.seconds, 0, 0
    while killed < (100 if THOROUGH else 3):
        number += 1
        folder = eve.copy(tmp_path / str(number))
        begin = 0.0 if number % 3 == 0 else 0.6  # most of them while it publishes
        ended = calls.call(folder, *BUILD, after=longest * chance.uniform(begin, 1.0) + 0.001)
        if ended.code == -9:
            killed += 1
        else:
            longest *= 0.95  # it came to its end before: machines are quicker and slower
        after_the_kill(eve, folder)
        after_the_next(eve, folder, calls)


def test_what_came_into_the_folder_meanwhile_is_not_overwritten(eve, calls, tmp_path):
    folder = eve.copy(tmp_path / "site")
    assert calls.call(folder, *BUILD, at=6).code == -9
    names = {path.split("/")[1] for path in eve.after if path.startswith("reviews/") and path.endswith("index.html")}
    (new,) = names - {path.name for path in (eve.folder / "public" / "reviews").iterdir()}
    page = folder / "public" / "reviews" / new / "index.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text("my own page")
    ended = calls.call(folder, *BUILD)
    assert ended.code in (1, 2)
    assert "stands in the way" in ended.said
    assert page.read_text() == "my own page"
    assert full(folder / "public") == eve.old
    page.unlink()
    after_the_next(eve, folder, calls)


def test_two_builds_at_once(eve, calls, tmp_path):
    for at in (1, eve.touches // 2, eve.touches):
        folder = eve.copy(tmp_path / str(at))
        first = calls.stop(folder, *BUILD, at=at)
        report = tree(folder / "public.report")
        there = tree(folder / "public")
        second = calls.call(folder, *BUILD)
        assert second.code not in (0, 70)
        assert "another build is writing into this folder" in second.said
        assert (tree(folder / "public"), tree(folder / "public.report")) == (there, report)
        assert calls.resume(first).code == 0
        assert tree(folder / "public") == eve.after


def test_a_lock_on_a_folder_that_the_build_before_takes_away(tmp_path, monkeypatch):
    """The folder goes between opening it and locking it: the lock has to be on the one that others see."""
    import fcntl

    from syndicate.site.workshop import workshop

    out, lock = tmp_path / "public", fcntl.flock
    homes = [out / ".syndicate"]

    def late(number: int, how: int) -> None:
        if homes:
            homes.pop().rmdir()
        lock(number, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with (
        workshop(out, tmp_path / "one.report", dry_run=False),
        pytest.raises(FileError, match="another build"),
        workshop(out, tmp_path / "two.report", dry_run=False),
    ):
        pytest.fail("two builds have the lock")


def refused(ended: Ended, *words: str) -> None:
    """A clear error and no traceback."""
    assert ended.code in (1, 2), ended
    assert "Traceback" not in ended.said
    for word in words:
        assert word in ended.said, ended.said


def untouched(eve: Eve, folder: Path) -> None:
    assert tree(folder / "public") == tree(eve.folder / "public")
    assert full(folder / "public") == eve.old


DAMAGES = {
    "cut off": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "not JSON": lambda content: b"\x00\xff" * 100,
    "another JSON": lambda content: b'{"hello": [1, 2]}',
    "a list": lambda content: b"[]",
    "a path that leads out": lambda content: content.replace(b'"full/part-', b'"../full/part-'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_manifest_that_is_damaged(eve, calls, tmp_path, damage):
    folder = eve.copy(tmp_path / "site")
    manifest = folder / "public" / "export" / "manifest.json"
    manifest.write_bytes(DAMAGES[damage](manifest.read_bytes()))
    before = tree(folder / "public")
    refused(calls.call(folder, *BUILD), "manifest.json", "damaged", "Restore")
    assert tree(folder / "public") == before
    shutil.copy(eve.folder / "public" / "export" / "manifest.json", manifest)
    after_the_next(eve, folder, calls)


def _places(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if place:
        yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _places(inner, (*place, key))


def test_a_manifest_that_says_anything(eve, tmp_path):
    """Whatever stands at any of its places: a build says what is wrong, or is not misled."""
    import syndicate

    folder = eve.copy(tmp_path / "site")
    # What is refused today stays, and is read from the parts.
    (folder / "r.jsonl").write_text(_line(0) + _line(1, rating="many") + _line(2) + _line(3))
    path = folder / "public" / "export" / "manifest.json"
    whole = path.read_bytes()
    places = list(_places(json.loads(whole)))
    absent = object()
    values = (absent, None, "x", -1, 1.5, [], {}, "../../x")
    tries = [(place, value) for place in places for value in values]
    chance = random.Random(6)
    for place, value in chance.sample(tries, 80 if THOROUGH else 15):
        manifest = json.loads(whole)
        inner = manifest
        for step in place[:-1]:
            inner = inner[step]
        if value is absent:
            del inner[place[-1]]
        else:
            inner[place[-1]] = value
        path.write_text(json.dumps(manifest))
        with contextlib.suppress(syndicate.SyndicateError):  # any other is the mistake that is looked for
            syndicate.build(
                folder / "public", config=folder / "syndicate.toml", now="2024-06-01T00:00:00Z", dry_run=True
            )


def test_a_part_that_is_missing(eve, calls, tmp_path):
    folder = eve.copy(tmp_path / "site")
    part = next((folder / "public" / "export" / "full").iterdir())
    part.unlink()
    before = tree(folder / "public")
    refused(calls.call(folder, *BUILD), part.name, "damaged")
    assert tree(folder / "public") == before


@pytest.mark.parametrize("kind", ["full", "delta"])
def test_a_file_of_the_same_size_and_other_bytes(eve, calls, tmp_path, kind):
    """A delta cannot be made again, and stops the build; a part is made of the records of today, and is mended."""
    for name in sorted(path.relative_to(eve.folder) for path in (eve.folder / "public/export" / kind).rglob("*.gz")):
        folder = eve.copy(tmp_path / name.name)
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 0x55
        (folder / name).write_bytes(content)
        before = tree(folder / "public")
        if kind == "delta":
            refused(calls.call(folder, *BUILD), name.name, "damaged", "Restore")
            assert tree(folder / "public") == before
        else:
            after_the_next(eve, folder, calls)


def test_a_part_of_other_bytes_that_is_needed(eve, calls, tmp_path):
    folder = eve.copy(tmp_path / "site")
    (folder / "r.jsonl").write_text(_line(0) + _line(1) + _line(2, rating="many") + _line(3))
    for part in (folder / "public" / "export" / "full").iterdir():
        part.write_bytes(part.read_bytes()[:-9] + b"123456789")
    before = tree(folder / "public")
    refused(calls.call(folder, *BUILD), "damaged", "part-", "Restore")
    assert tree(folder / "public") == before


def test_an_instant_before_the_last_one(eve, calls, tmp_path):
    folder = eve.copy(tmp_path / "site")
    assert calls.call(folder, *BUILD).code == 0
    before = tree(folder / "public")
    refused(calls.call(folder, *BUILD[:-1], "2024-05-31T23:59:59Z"), "2024-05-31T23:59:59Z", "2024-06-01T00:00:00Z")
    assert tree(folder / "public") == before


def test_lists_that_are_damaged(eve, calls, tmp_path):
    for name, wrong in (
        ("files.jsonl", b'{"path": 7}\n'),
        ("files.jsonl", b'{"path": "a", "sha256": [1]}\n'),
        ("files.jsonl", b'{"path": "", "sha256": "x"}\n'),
        ("files.jsonl", b'{"path": ".syndicate/files.jsonl", "sha256": "x"}\n'),
        ("records.jsonl.gz", b"\x1f\x8b\x08\x00"),
    ):
        folder = eve.copy(tmp_path / f"{name}-{len(wrong)}")
        path = folder / "public" / ".syndicate" / name
        path.write_bytes(wrong)
        ended = calls.call(folder, *BUILD)
        if ended.code:
            refused(ended, name, "damaged")
            shutil.copy(eve.folder / "public" / ".syndicate" / name, path)
            untouched(eve, folder)
        assert "Traceback" not in ended.said
        ended = calls.call(folder, *BUILD)
        assert ended.code == 0, ended.said
        assert full(folder / "public") == eve.new


def test_a_disk_that_is_full(eve, calls, tmp_path):
    """A file system of its own, of every size at which the build may fail."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        folder = eve.copy(disk / "site")
        before = tree(folder / "public")
        filler = disk / "filler"
        failed = 0
        for room in range(0, 600, 12) if THOROUGH else (0, 24, 120, 600):
            room_bytes = room * 1024
            left = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            with filler.open("wb") as stream:
                stream.write(b"x" * max(0, left - room_bytes))
            ended = calls.call(folder, *BUILD)
            filler.unlink()
            if ended.code == 0:
                break
            failed += 1
            refused(ended, "space on the disk")
            assert full(folder / "public") in (eve.old, eve.new)
            if not (folder / "public" / ".syndicate" / "next").exists():
                assert tree(folder / "public") == before
        assert failed >= 2
        after_the_next(eve, folder, calls)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_file_that_may_not_grow(eve, calls, tmp_path):
    folder = eve.copy(tmp_path / "site")
    for size in (1, 2000, 30_000):
        ended = calls.call(folder, *BUILD, fsize=size)
        refused(ended, "space on the disk")
        untouched(eve, folder)
    after_the_next(eve, folder, calls)


def test_a_folder_that_may_not_be_written(eve, calls, request):
    if os.geteuid() != 0:
        pytest.skip("only root may be another user")
    place = tempfile.TemporaryDirectory()  # the folders of pytest are for nobody else
    request.addfinalizer(place.cleanup)
    Path(place.name).chmod(0o755)
    folder = eve.copy(Path(place.name) / "site")
    folder.chmod(0o755)
    before = tree(folder / "public")
    for locked in ("public", "public/export", "public/reviews", "public/export/full"):
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, 65534, 65534)
        os.chown(folder / locked, 0, 0)
        ended = calls.call(folder, *BUILD, user=65534)
        os.chown(folder / locked, 65534, 65534)
        refused(ended, "permissions", str(Path(locked).name))
        assert tree(folder / "public") == before, locked
    ended = calls.call(folder, *BUILD, user=65534)
    assert ended.code == 0, ended.said
    assert full(folder / "public") == eve.new


def test_a_file_system_that_may_not_be_written(eve, calls, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    folder = eve.copy(tmp_path / "site")
    out = folder / "public"
    if subprocess.run(["mount", "--bind", str(out), str(out)], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(out)], check=True, capture_output=True)
        refused(calls.call(folder, *BUILD), "Read-only")
        untouched(eve, folder)
    finally:
        subprocess.run(["umount", str(out)], check=True)
    after_the_next(eve, folder, calls)


def test_a_folder_where_a_page_was(eve, calls, tmp_path):
    """What the build has to replace or to remove was made a folder meanwhile: nothing is published, and it is told."""
    for name in ("index.html", "reviews/{gone}/index.html"):
        gone = {path.split("/")[1] for path in tree(eve.folder / "public") if path.startswith("reviews/")}
        gone -= {path.split("/")[1] for path in eve.after if path.startswith("reviews/")}
        folder = eve.copy(tmp_path / name.partition("/")[0])
        page = folder / "public" / name.format(gone=min(gone))
        page.unlink()
        page.mkdir()
        (page / "mine").write_text("mine")
        before = tree(folder / "public")
        refused(calls.call(folder, *BUILD), "stands in the way", str(page.relative_to(folder / "public")))
        assert tree(folder / "public") == before
        shutil.rmtree(page)
        after_the_next(eve, folder, calls)


def test_a_link_that_leads_nowhere_is_not_ours(eve, calls, tmp_path):
    folder = eve.copy(tmp_path / "site")
    new = next(path for path in eve.after if path.startswith("reviews/") and path not in tree(eve.folder / "public"))
    link = folder / "public" / new
    link.parent.mkdir(exist_ok=True)
    link.symlink_to("nowhere")
    refused(calls.call(folder, *BUILD), "stands in the way")
    assert link.is_symlink()
    untouched(eve, folder)
