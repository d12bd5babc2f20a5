"""The client of the export holds exactly the newest state: from anywhere, cut off anywhere, whatever it meets.

The exports are written by ``exports.py``, by hand and after the contract, without the package.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from examples.exports import Held, Publisher, held, served
from examples.running import EXAMPLES, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

SCRIPT = EXAMPLES / "ingest" / "ingest.py"
ingest = loaded("example_ingest", "ingest/ingest.py")
sync, IngestError, Outcome = ingest.sync, ingest.IngestError, ingest.Outcome

NAMES = [f"tag:example.org,2024:{name}" for name in ("a", "b", "ba", "é", "\uffee", "😀", "z")]
"""Ids whose order by the bytes of UTF-8 is not that by UTF-16."""
NOTHING: tuple[dict[str, str], dict[str, str]] = ({}, {})


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "PAUSES", (0.0, 0.0))


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """Seven reviews in three parts, one that left, and no delta yet."""
    one = Publisher(tmp_path / "out" / "export")
    one.publish(dict.fromkeys([*NAMES, "tag:example.org,2024:gone"], "first"))
    one.forget()
    one.states.clear()
    one.publish(leave={"tag:example.org,2024:gone": "moderated"})
    return one


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "reviews.db"


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder for one example of Hypothesis; in memory if it may be, since SQLite waits for disks."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
        yield Path(name)


def beside(database: Path) -> list[str]:
    """What the client left beside the database."""
    return sorted(path.name for path in database.parent.glob(f"{database.name}?*"))


def ends_well(publisher: Publisher, database: Path, source: Path | str | None = None) -> Any:
    """A run brings the newest state and leaves nothing else."""
    done = sync(source or publisher.export, database)
    assert held(database).is_of(publisher)
    assert beside(database) == []
    assert (done.sequence, done.records) == (publisher.sequence, len(publisher.reviews))
    return done


# -- histories ----------------------------------------------------------------------------------------------------

puts = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["one", "two", 'three "3"', "vier: é 😀"]), max_size=4)
leaves = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from(["erased", "moderated", "merged", "withdrawn"]), max_size=3
)
steps = st.tuples(puts, leaves)
clients = st.sets(st.integers(0, 2))

CI = settings().max_examples > 40


@given(
    history=st.lists(st.tuples(steps, clients, st.integers(0, 9)), min_size=1, max_size=6),
    kept=st.integers(0, 3),
    part=st.integers(1, 4),
)
def test_from_any_starting_point(history: list[Any], kept: int, part: int) -> None:
    with folder() as tmp:
        publisher = Publisher(tmp / "export", kept=kept, part=part)
        at: dict[int, tuple[int, int]] = {}  # which history, and which sequence in it, a client has
        told = 0
        for (put, leave), visits, luck in [*history, (NOTHING, {0, 1, 2}, 1)]:
            if luck == 0:
                publisher.forget()
                told += 1
            publisher.publish(put, leave)
            for client in sorted(visits):
                database = tmp / f"{client}.db"
                sequence = at[client][1] if client in at and at[client][0] == told else None
                known = held(database) if client in at else None
                done = ends_well(publisher, database)
                if sequence == publisher.sequence:
                    assert done.how == "nothing"
                elif sequence is not None:
                    assert done.how == ("deltas" if publisher.sequence - sequence <= kept else "full")
                elif known is None:
                    assert (done.how, done.upserts, done.removals) == ("full", len(publisher.reviews), 0)
                if done.how == "full" and known is not None:
                    # A full export changes what has changed, and nothing else.
                    new = {name for name, line in publisher.reviews.items() if known.reviews.get(name) != line}
                    assert (done.upserts, done.removals) == (len(new), len(known.reviews.keys() - publisher.reviews))
                at[client] = (told, publisher.sequence)


def test_what_a_run_says(publisher: Publisher, database: Path) -> None:
    first = ends_well(publisher, database)
    assert first == Outcome(sequence=1, how="full", upserts=7, removals=0, records=7)
    publisher.publish({NAMES[0]: "second"}, {NAMES[1]: "withdrawn"})
    publisher.publish({NAMES[1]: "back"})
    assert ends_well(publisher, database) == Outcome(sequence=3, how="deltas", upserts=2, removals=1, records=7)
    assert ends_well(publisher, database) == Outcome(sequence=3, how="nothing", upserts=0, removals=0, records=7)
    for number in range(5):
        publisher.publish({NAMES[2]: f"edit {number}"})
    assert ends_well(publisher, database) == Outcome(sequence=8, how="full", upserts=1, removals=0, records=7)


def test_readers_see_one_whole_state(publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another connection reads between any two statements of a run."""
    seen: list[Held] = []
    connect = sqlite3.connect

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        db = connect(*args, **options)
        db.set_trace_callback(look)
        return db

    def look(_: str) -> None:
        with closing(connect(f"file:{database}?mode=ro", uri=True)) as other:
            if other.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                seen.append(reading(database))

    def reading(database: Path) -> Held:
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", connect)
            return held(database)

    monkeypatch.setattr(sqlite3, "connect", watched)
    ends_well(publisher, database)
    publisher.publish({NAMES[0]: "second"}, {NAMES[1]: "withdrawn"})
    publisher.publish({NAMES[1]: "back"}, {NAMES[3]: "moderated"})
    ends_well(publisher, database)
    publisher.forget()
    publisher.publish({NAMES[3]: "again"}, {NAMES[0]: "erased", NAMES[4]: "erased"})
    ends_well(publisher, database)
    assert len(seen) > 60
    whole = [one for one in seen if one.state is not None]
    assert {one.computed for one in whole} == publisher.states.keys()
    assert all(one.computed == one.state for one in whole)
    assert not any(one.reviews or one.tombstones for one in seen if one.state is None)


# -- cut off ------------------------------------------------------------------------------------------------------


class Cut(BaseException):
    """The machine stops here."""


@given(
    history=st.lists(st.tuples(steps, st.lists(st.integers(1, 30), max_size=4)), min_size=1, max_size=4),
    part=st.integers(1, 4),
)
def test_cut_off_anywhere(history: list[Any], part: int) -> None:
    """Each number is after how many pieces read and transactions begun or ended a run stops."""
    left = [0]

    def event() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Cut

    read, transaction = ingest._read, ingest._transaction

    def reading(place: str, start: int = 0) -> Iterator[Any]:
        with closing(read(place, start)) as pieces:
            for piece in pieces:
                if not place.endswith(".json"):
                    event()
                yield piece

    @contextmanager
    def stopping(db: sqlite3.Connection) -> Iterator[None]:
        event()
        with transaction(db):
            yield
            event()
        event()

    with folder() as tmp, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "CHUNK", 64)
        patch.setattr(ingest, "_read", reading)
        patch.setattr(ingest, "_transaction", stopping)
        publisher = Publisher(tmp / "export", kept=2, part=part)
        database = tmp / "reviews.db"
        for (put, leave), cuts in history:
            publisher.publish(put, leave)
            for cut in cuts:
                left[0] = cut
                try:
                    sync(publisher.export, database)
                except Cut:
                    if database.exists():
                        assert held(database).is_whole(publisher)
            left[0] = 0
        ends_well(publisher, database)


KILLED = """
import os, signal, sqlite3, sys
sys.path.insert(0, sys.argv[1])
import ingest

left = [int(sys.argv[4])]

def event(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def reading(*args):
    for piece in read(*args):
        event()
        yield piece

def connect(*args, **options):
    db = plain(*args, **options)
    db.set_trace_callback(event)
    return db

read, ingest._read, ingest.CHUNK = ingest._read, reading, 100
plain, sqlite3.connect = sqlite3.connect, connect
ingest.sync(sys.argv[2], sys.argv[3])
"""


@pytest.mark.thorough
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a kill that nothing can catch is of POSIX")
def test_killed_at_any_statement(publisher: Publisher, database: Path) -> None:
    """SIGKILL at statements and reads further and further on, through a full export and the deltas after it."""
    kills, at = 0, 3
    for _ in range(3):
        while (code := _killed(publisher, database, at)) != 0:
            assert code == -signal.SIGKILL
            kills += 1
            at += 3 if CI else 11
            if database.exists() and _tables(database):
                now = held(database)
                assert now.is_whole(publisher)
                assert now.state is None or now.computed == now.state
        at = 3
        assert held(database).is_of(publisher)
        assert beside(database) == []
        publisher.publish({NAMES[0]: f"edit {kills}"}, {NAMES[1]: "moderated"})
        publisher.publish({NAMES[1]: f"back {kills}", NAMES[2]: f"edit {kills}"})
    assert kills > 6


@pytest.mark.thorough
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a kill that nothing can catch is of POSIX")
def test_killed_at_any_time(tmp_path: Path, database: Path) -> None:
    """SIGKILL by the clock, so that SQLite and the operating system are met in the middle of what they do."""
    publisher = Publisher(tmp_path / "export", part=100)
    publisher.publish({f"tag:example.org,2024:{number}": f"{number} " * 900 for number in range(600)})
    steps = 30 if CI else 6
    for step in range(steps):
        child = subprocess.Popen(
            [sys.executable, SCRIPT, publisher.export, database], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            child.wait(0.04 + 0.2 * step / steps)
        except subprocess.TimeoutExpired:
            child.kill()
        assert child.communicate()[1] == b""
        if database.exists() and _tables(database):
            now = held(database)
            assert now.computed == (now.state or "sha256:" + hashlib.sha256(b"").hexdigest())
            if now.sequence == publisher.sequence:
                publisher.publish(
                    {f"tag:example.org,2024:{step}": "edit"}, {f"tag:example.org,2024:{step + 1}": "erased"}
                )
    ends_well(publisher, database)


def _killed(publisher: Publisher, database: Path, at: int) -> int:
    words = [sys.executable, "-c", KILLED, str(SCRIPT.parent), str(publisher.export), str(database), str(at)]
    return subprocess.run(words, check=False, timeout=60).returncode


def _tables(database: Path) -> int:
    with closing(sqlite3.connect(database)) as db:
        found: int = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return found


def test_what_is_loaded_is_not_loaded_again(
    publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run stops before the last part; then one of the parts changes: only what is new is read."""
    reads: list[str] = []
    read = ingest._read

    def reading(place: str, start: int = 0) -> Iterator[Any]:
        reads.append(Path(place).name)
        if len(reads) == stop:
            raise Cut
        yield from read(place, start)

    monkeypatch.setattr(ingest, "_read", reading)
    stop = 4
    with pytest.raises(Cut):
        sync(publisher.export, database)
    publisher.publish(leave={NAMES[0]: "withdrawn"})
    others = set(reads[2:3])
    stop = 0
    del reads[:]
    ends_well(publisher, database)
    assert reads[0] == "manifest.json"
    assert not others & set(reads)


# -- a publisher that publishes meanwhile -------------------------------------------------------------------------


def meanwhile(monkeypatch: pytest.MonkeyPatch, *publish: Callable[[], object]) -> None:
    """Do these, one after each time that a manifest was read."""
    rest = list(publish)
    manifest = ingest._manifest

    def reading(place: str) -> Any:
        found = manifest(place)
        if rest:
            rest.pop(0)()
        return found

    monkeypatch.setattr(ingest, "_manifest", reading)


def test_a_new_manifest_before_the_parts_are_read(
    publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(
        monkeypatch,
        lambda: publisher.publish({NAMES[0]: "second"}),
        lambda: publisher.publish(leave={NAMES[6]: "withdrawn"}),
    )
    assert ends_well(publisher, database).how == "full"


def test_a_manifest_can_be_followed_as_long_as_its_files_are_there(
    publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = dict(publisher.reviews)
    meanwhile(monkeypatch, lambda: publisher.publish({NAMES[0]: "second"}, sweep=False))
    done = sync(publisher.export, database)
    assert (done.sequence, done.how) == (1, "full")
    assert held(database).reviews == old
    assert ends_well(publisher, database).how == "deltas"


def test_an_erasure_rewrites_a_delta_that_is_on_its_way(
    publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends_well(publisher, database)
    publisher.publish({NAMES[0]: "a secret", "tag:example.org,2024:new": "a new secret"})
    publisher.publish({NAMES[2]: "third"})
    with monkeypatch.context() as patch:
        # The first delta was applied, the second was not, and then both are others.
        patch.setattr(ingest, "_apply", _once(ingest._apply))
        with pytest.raises(Cut):
            sync(publisher.export, database)
    assert held(database).sequence == 2
    publisher.kept = 4
    meanwhile(monkeypatch, lambda: publisher.publish(leave={NAMES[0]: "erased", NAMES[2]: "erased"}))
    assert ends_well(publisher, database) == Outcome(sequence=4, how="deltas", upserts=0, removals=2, records=6)
    publisher.publish(leave={"tag:example.org,2024:new": "erased"})
    assert ends_well(publisher, database).how == "deltas"
    fresh = database.with_name("fresh.db")
    ends_well(publisher, fresh)
    for path in (database, fresh):
        assert b"secret" not in path.read_bytes()


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    calls = []

    def counted(*args: Any) -> Any:
        calls.append(args)
        if len(calls) > 1:
            raise Cut
        return function(*args)

    return counted


def test_what_was_erased_is_in_no_byte_of_the_database(publisher: Publisher, database: Path) -> None:
    publisher.publish({NAMES[0]: "a secret" * 2000, NAMES[1]: "a secret"})
    ends_well(publisher, database)
    assert b"a secret" in database.read_bytes()
    publisher.publish(leave={NAMES[0]: "erased"})
    publisher.publish({NAMES[1]: "no more"})
    assert ends_well(publisher, database).how == "deltas"
    assert b"a secret" not in database.read_bytes()


# -- files that are not what the manifest says --------------------------------------------------------------------


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _shortened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def _longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + bytes(70_000))


DAMAGE = {"flipped": _flipped, "shortened": _shortened, "longer": _longer, "missing": Path.unlink}
SAYS = {"flipped": "another sum", "shortened": "bytes came", "longer": "another sum", "missing": "No such file"}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("kind", ["full", "delta"])
def test_damage(damage: str, kind: str, publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state that was held stays, and the next run after the file was mended ends well."""
    before = None
    if kind == "delta":
        ends_well(publisher, database)
        before = held(database)
    publisher.publish({NAMES[0]: "second"})
    path = next((publisher.export / kind).rglob("*.gz"))
    good = path.read_bytes()
    DAMAGE[damage](path)
    with pytest.raises(IngestError, match=rf"{path.name}.*{SAYS[damage]}.*; tried 3 times") as caught:
        sync(publisher.export, database)
    assert "\n" not in str(caught.value)
    now = held(database)
    assert (now == before) if before else (not now.reviews and now.state is None)
    # Mended while the client waits.
    monkeypatch.setattr(ingest.time, "sleep", lambda _: path.write_bytes(good))
    ends_well(publisher, database)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("records", 4, "3 lines or more, where the manifest says 4"),
        ("records", 1, "2 lines or more, where the manifest says 1"),
        ("contentHash", "sha256:" + "0" * 64, "the content has another sum"),
    ],
)
def test_content_that_is_not_what_is_said(
    key: str, value: object, says: str, publisher: Publisher, database: Path
) -> None:
    publisher.publish({NAMES[0]: "second"}, edit=lambda manifest: manifest["resources"][0].update({key: value}))
    with pytest.raises(IngestError, match=says):
        sync(publisher.export, database)
    assert held(database).reviews == {}
    publisher.publish({NAMES[0]: "third"})
    ends_well(publisher, database)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no json\n", "line 1: Expecting value"),
        (b'["a"]\n', "no JSON object"),
        (b'{"id":7}\n', "no id that is a string"),
        (b'{"id":"\\ud800"}\n', "surrogates not allowed"),
        (b'{"id":"a","rating":NaN}\n', "NaN is no JSON"),
        (b'{"id":"a","x":' + b"[" * 100_000 + b"\n", "recursion"),
        (b'{"id":"a","x":' + b"9" * 5000 + b"}\n", "4300 digits"),
        (b'{"id":"\xff"}\n', "can't decode byte 0xff"),
        (b'{"id":"' + b"a" * 5000 + b'"}\n', "line 1: longer than 4096 bytes"),
    ],
)
def test_lines_that_are_no_records(
    content: bytes, says: str, publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "longer" in says:
        monkeypatch.setattr(ingest, "LINE", 4096)
    publisher.reviews = {"a": content}
    publisher.publish()
    with pytest.raises(IngestError, match=says):
        sync(publisher.export, database)


def test_a_part_that_is_not_gzip(publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("examples.exports.gzip.compress", lambda content, mtime: content)
    publisher.publish({NAMES[0]: "second"})
    with pytest.raises(IngestError, match=r"part-\w+\.jsonl\.gz: Not a gzipped file"):
        sync(publisher.export, database)


def test_a_state_that_no_reviews_have(publisher: Publisher, database: Path) -> None:
    """The deltas do not lead to what the manifest says, nor does the full export: an error, and nothing changed."""
    ends_well(publisher, database)
    before = held(database)
    wrong = "sha256:" + "0" * 64

    def edit(manifest: dict[str, Any]) -> None:
        manifest["state"] = manifest["deltas"][-1]["state"] = wrong

    publisher.publish({NAMES[0]: "second"}, edit=edit)
    with pytest.raises(IngestError, match=f"sequence 2 is not what .* have 7 reviews.*{publisher.state()}.*{wrong}"):
        sync(publisher.export, database)
    assert held(database) == before
    publisher.publish({NAMES[0]: "third"})
    assert ends_well(publisher, database).how == "deltas"


def test_a_manifest_whose_deltas_end_early(publisher: Publisher, database: Path) -> None:
    ends_well(publisher, database)
    publisher.publish({NAMES[0]: "second"})
    publisher.publish({NAMES[0]: "third"}, edit=lambda manifest: manifest["deltas"].pop())
    assert ends_well(publisher, database).how == "full"


def test_another_history_with_the_same_reviews_and_other_tombstones(publisher: Publisher, database: Path) -> None:
    """The sum of the reviews does not tell the two apart: that of the tombstones does."""
    ends_well(publisher, database)
    publisher.forget()
    publisher.publish({"tag:example.org,2024:gone": "here"}, {"tag:example.org,2024:gone": "withdrawn"})
    assert (publisher.sequence, ends_well(publisher, database).how) == (1, "full")
    publisher.forget()
    publisher.publish({"tag:example.org,2024:gone": "here"}, {"tag:example.org,2024:gone": "erased"})
    publisher.publish({NAMES[0]: "second"})
    assert (publisher.sequence, ends_well(publisher, database).how) == (2, "full")


def test_no_more_is_taken_than_the_manifest_says(publisher: Publisher, database: Path) -> None:
    path = next(publisher.export.rglob("part-*"))
    path.write_bytes(path.read_bytes() + bytes(3_000_000))
    with pytest.raises(IngestError, match=r"another sum in \d{2,6} bytes"):
        sync(publisher.export, database)


def test_two_files_with_one_id(publisher: Publisher, database: Path) -> None:
    """An export that breaks its contract gives no reviews other than those that it says."""
    manifest = publisher.publish({"a": "one"})
    publisher.publish({"a": "two"}, sweep=False, edit=lambda new: new["resources"].append(manifest["resources"][0]))
    with pytest.raises(IngestError, match="sequence 3 is not what its manifest says"):
        sync(publisher.export, database)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM review WHERE rowid = 2",
        "UPDATE review SET record = replace(record, 'Lamp', 'Damp') WHERE rowid = 7",
        "DELETE FROM tombstone",
        "UPDATE export SET state = 'sha256:' || hex(zeroblob(32))",
        "UPDATE export SET sequence = 99",
    ],
)
def test_a_database_that_somebody_changed_begins_again(harm: str, publisher: Publisher, database: Path) -> None:
    ends_well(publisher, database)
    with closing(sqlite3.connect(database)) as db, db:
        db.execute(harm)
    publisher.publish({NAMES[0]: "second"})
    assert ends_well(publisher, database).how == "full"


def test_what_users_add_to_the_database_stays(publisher: Publisher, database: Path) -> None:
    """Indexes and triggers live through a full export, and see what has changed, once."""
    ends_well(publisher, database)
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("CREATE INDEX mine ON review (json_extract(record, '$.title'))")
        db.execute("CREATE TABLE log (id TEXT)")
        db.execute("CREATE TRIGGER told AFTER UPDATE ON review BEGIN INSERT INTO log VALUES (new.id); END")
    publisher.forget()
    publisher.publish({NAMES[3]: "second"})
    publisher.forget()
    publisher.publish({NAMES[3]: "second"}, {NAMES[0]: "withdrawn"})
    assert ends_well(publisher, database).how == "full"
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT id FROM log").fetchall() == [(NAMES[3],)]
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'mine'").fetchone() == (1,)
        assert set(db.execute("SELECT DISTINCT type, item FROM review_fields")) == {("Movie", "The Lamp")}


# -- by HTTP ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source", ["", "/", "/export", "/export/", "/export/manifest.json", "/export/manifest.json?v=2#x"]
)
def test_sources_by_http(source: str, publisher: Publisher, database: Path) -> None:
    with served(publisher.export if source in ("", "/") else publisher.export.parent) as server:
        assert ends_well(publisher, database, server.url + source).how == "full"
        publisher.publish({NAMES[0]: "second"})
        assert ends_well(publisher, database, server.url + source).how == "deltas"


@pytest.mark.parametrize("source", [".", "export", "export/manifest.json"])
def test_local_sources(source: str, publisher: Publisher, database: Path) -> None:
    assert ends_well(publisher, database, publisher.export.parent / source).how == "full"


@pytest.mark.parametrize("ranges", [True, False])
def test_partial_files_are_continued(
    ranges: bool, publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after half of a file. The rest alone is asked for; all comes from a server of the old kind."""
    publisher.part = 10
    manifest = publisher.publish({NAMES[0]: "second"})
    size = manifest["resources"][0]["bytes"]
    with served(publisher.export) as server:
        server.ranges, server.cut = ranges, size // 2
        monkeypatch.setattr(ingest.time, "sleep", lambda _: setattr(server, "cut", None))
        ends_well(publisher, database, server.url)
    part = "/" + manifest["resources"][0]["path"]
    assert [one for path, one in server.asked if path == part] == [None, f"bytes={size // 2}-"]


def test_a_run_after_one_that_was_cut_off_continues(publisher: Publisher, database: Path) -> None:
    publisher.part = 10
    size = publisher.publish({NAMES[0]: "second"})["resources"][0]["bytes"]
    with served(publisher.export) as server:
        server.cut = size // 5
        with pytest.raises(IngestError, match=f"{3 * (size // 5)} bytes came, where the manifest says {size}; tried 3"):
            sync(server.url, database)
        assert beside(database) == ["reviews.db.ingest"]
        server.asked.clear()
        server.cut = None
        ends_well(publisher, database, server.url)
    assert server.asked[1][1] == f"bytes={3 * (size // 5)}-"


def test_half_files_that_are_listed_no_more_are_removed(publisher: Publisher, database: Path) -> None:
    publisher.part = 10
    with served(publisher.export) as server:
        server.cut = 20
        for title in ("second", "third"):
            manifest = publisher.publish({NAMES[0]: title})
            with pytest.raises(IngestError, match="bytes came"):
                sync(server.url, database)
            left = {path.name for path in Path(f"{database}.ingest").iterdir()}
            assert left == {"work.db", manifest["resources"][0]["hash"].removeprefix("sha256:")}


@pytest.mark.parametrize("packs", [True, False])
def test_servers_that_compress_in_transport(packs: bool, publisher: Publisher, database: Path) -> None:
    with served(publisher.export) as server:
        server.packs, server.labels = packs, not packs
        ends_well(publisher, database, server.url)
        publisher.publish({NAMES[0]: "second"})
        ends_well(publisher, database, server.url)


def test_a_server_that_answers_another_range(publisher: Publisher, database: Path) -> None:
    publisher.part = 10
    publisher.publish({NAMES[0]: "second"})
    with served(publisher.export) as server:
        server.cut, server.lies = 100, True
        with pytest.raises(IngestError, match="asked from byte 100 on, answered 'bytes 50-"):
            sync(server.url, database)
        server.cut, server.lies = None, False
        ends_well(publisher, database, server.url)


def test_partial_files_that_are_longer_than_the_servers(publisher: Publisher, database: Path) -> None:
    """A mirror that has cut the file off answers 416; the whole file is taken where it is again."""
    publisher.part = 10
    manifest = publisher.publish({NAMES[0]: "second"})
    path = publisher.export / manifest["resources"][0]["path"]
    good = path.read_bytes()
    path.write_bytes(good[:100])
    with served(publisher.export) as server:
        with pytest.raises(IngestError, match="416"):
            sync(server.url, database)
        path.write_bytes(good)
        ends_well(publisher, database, server.url)


def test_no_other_host(publisher: Publisher, database: Path, tmp_path: Path) -> None:
    with served(publisher.export) as other, served(publisher.export) as server:
        server.moved = other.url.replace("127.0.0.1", "localhost")
        with pytest.raises(IngestError, match="302 redirected to http://localhost"):
            sync(server.url, database)
        assert other.asked == []
        server.moved = other.url
        ends_well(publisher, database, server.url)


def test_a_server_that_is_not_there(publisher: Publisher, database: Path) -> None:
    with served(publisher.export) as server:
        pass
    with pytest.raises(IngestError, match=r"manifest\.json: .*refused"):
        sync(server.url, database)
    assert not database.exists()


# -- what is hostile or wrong -------------------------------------------------------------------------------------


def put(*path: str | int, value: object) -> Callable[[Any], None]:
    """An edit that puts a value at a place of the manifest."""

    def edit(manifest: Any) -> None:
        for step in path[:-1]:
            manifest = manifest[step]
        manifest[path[-1]] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        *(
            (put("resources", 0, "path", value=path), "may lead out of the folder")
            for path in (
                "../part.jsonl.gz",
                "full/../../part.gz",
                "/etc/passwd",
                "//other.example/part.gz",
                "http://other.example/part.gz",
                "file:///etc/passwd",
                "C:part.gz",
                "..\\part.gz",
                "full/./part.gz",
                "full//part.gz",
                "full/part\n.gz",
                "",
            )
        ),
        (put("resources", 0, "path", value=["a", "b"]), r"resources\[0\]: path is list, where a string was expected"),
        (put("resources", 0, "hash", value="md5:0"), "hash is 'md5:0', where sha256: and 64 hex digits"),
        (put("resources", 0, "hash", value="sha256:../../" + "0" * 58), "hash is 'sha256:../"),
        (put("resources", 0, "bytes", value=-1), "bytes is -1, where a count was expected"),
        (put("resources", 0, "bytes", value=True), "bytes is True, where a count was expected"),
        (put("resources", 0, "records", value=10**30), "records is 1000"),
        (put("resources", 0, "compression", value="zstd"), "compressed by another means than gz"),
        (put("resources", 0, value="part"), r"resources\[0\]: no JSON object"),
        (put("resources", value={}), "resources is dict, where a list was expected"),
        (put("deltas", value=[7]), r"deltas\[0\]: no JSON object"),
        (put("deltas", value=[{"sequence": 1, "base": "x"}]), r"deltas\[0\]: base is 'x'"),
        (put("sequence", value="8"), "sequence is '8', where a count was expected"),
        (put("state", value=None), "state is NoneType, where sha256"),
        (lambda manifest: manifest.pop("state"), "state is absent, where sha256"),
        (lambda manifest: manifest.pop("records"), "records is absent, where a count"),
        (lambda manifest: manifest.pop("resources"), "resources is absent, where a list"),
    ],
)
def test_manifests_that_are_refused(
    edit: Callable[[Any], None], says: str, publisher: Publisher, database: Path
) -> None:
    publisher.publish({NAMES[0]: "second"}, edit=edit)
    with pytest.raises(IngestError, match=says):
        sync(publisher.export, database)
    assert not database.exists()
    assert beside(database) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no JSON"),
        (b"<html>", "no JSON"),
        (b"[1]", "no JSON object"),
        (b"[" * 200_000, "no JSON.*recursion"),
        (b'{"sequence": ' + b"9" * 5000 + b"}", "no JSON.*4300 digits"),
        (b"\x1f\x8bx", "no JSON"),
        (
            gzip.compress(b" " * 40_000 + b"{}", mtime=0),
            "no JSON: Expecting value|no JSON, which a manifest is: Expecting value",
        ),
        (b" " * 40_000, "longer than 30000 bytes"),
    ],
)
def test_no_manifest(
    content: bytes, says: str, publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if b" " * 9 in content or content.startswith(b"\x1f"):
        monkeypatch.setattr(ingest, "MANIFEST", 30_000)
    (publisher.export / "manifest.json").write_bytes(content)
    with pytest.raises(IngestError, match=says):
        sync(publisher.export, database)
    assert not database.exists()


def test_names_are_names_and_no_part_of_a_url(publisher: Publisher, database: Path) -> None:
    """A percent, a question mark and a space in a path are sent quoted."""
    name = "full/100% of it?.jsonl.gz"

    def edit(manifest: dict[str, Any]) -> None:
        first = manifest["resources"][0]
        shutil.copy(publisher.export / old, publisher.export / name)
        first["path"] = name

    old = publisher.publish()["resources"][0]["path"]
    publisher.publish(edit=edit, sweep=False)
    with served(publisher.export) as server:
        ends_well(publisher, database, server.url)
    assert "/full/100%25%20of%20it%3F.jsonl.gz" in [path for path, _ in server.asked]


@pytest.mark.parametrize("layout", ["CREATE TABLE review (id)", "PRAGMA application_id = 7", "PRAGMA user_version = 7"])
def test_a_database_of_something_else_is_not_touched(layout: str, publisher: Publisher, database: Path) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        db.execute(layout)
    before = database.read_bytes()
    with pytest.raises(IngestError, match="a database of something else"):
        sync(publisher.export, database)
    assert database.read_bytes() == before
    assert beside(database) == []


def test_files_that_are_no_database_are_not_touched(publisher: Publisher, database: Path, tmp_path: Path) -> None:
    for content in (b"my notes\n", b"x" * 9000):
        database.write_bytes(content)
        with pytest.raises(IngestError, match="not a database"):
            sync(publisher.export, database)
        assert database.read_bytes() == content
        assert beside(database) == []
    for path in (tmp_path, tmp_path / "no" / "folder.db"):
        with pytest.raises(IngestError, match="unable to open"):
            sync(publisher.export, path)


def test_two_runs_at_once(publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second says so and goes; the first ends well."""
    told = []

    def second() -> None:
        with pytest.raises(IngestError, match="does another run work on it") as caught:
            sync(publisher.export, database)
        told.append(caught.value)

    follow = ingest._follow

    def following(*args: Any) -> None:
        if not told:
            second()
        follow(*args)

    monkeypatch.setattr(ingest, "_follow", following)
    ends_well(publisher, database)
    assert len(told) == 1


# -- the command --------------------------------------------------------------------------------------------------


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", SCRIPT, *words], capture_output=True, text=True, check=False, timeout=60
    )


def test_the_command(publisher: Publisher, database: Path) -> None:
    done = run(publisher.export, database)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "sequence 1 by full: 7 new or changed, 0 removed, 7 reviews\n"
    assert held(database).is_of(publisher)


def test_errors_of_the_command_are_one_line(
    publisher: Publisher, database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.publish({NAMES[0]: "2"}, edit=put("resources", 0, "path", value="../\x1b[2J\n"))
    for source, says in (
        (str(publisher.export), "may lead out"),
        ("ftp://example.org/", "neither a URL of http or https nor a path"),
        ("no\n\x1b[2Jwhere", "no manifest.json is here"),
        ("a\0b", "no manifest.json is here"),
        ("http://[::1/", "Invalid IPv6 URL"),
        ("http://", "no host given"),
        ("http://example.org:port/", "nonnumeric port"),
        ("http://exa mple.org/\n", "control characters"),
    ):
        monkeypatch.setattr(sys, "argv", ["ingest.py", source, str(database)])
        assert ingest.main() == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("ingest: ")
        assert says in err
        assert err.endswith("\n")
        assert err[:-1].isprintable()
    assert not database.exists()


def test_the_standard_library_is_enough() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
