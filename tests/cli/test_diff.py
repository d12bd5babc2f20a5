"""``syndicate diff``: exports that this module writes byte by byte, and some that were built."""

from __future__ import annotations

import gzip
import hashlib
import io
import itertools
import json
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import syndicate
from syndicate.site.differences import Tally, differences, remarks
from syndicate.site.snapshots import snapshot

SCHEMA = "schema/review-1.0.schema.json"


def review(name: str, **fields) -> dict:
    item = {"type": "Movie", "name": f"Film {name}", "key": name}
    return {"id": f"tag:example.org,2024:{name}", "item": item} | fields


def stone(name: str, reason: str = "withdrawn", at: str = "2026-01-02T03:04:05Z", **more) -> dict:
    return {"id": f"tag:example.org,2024:{name}", "at": at, "reason": reason} | more


def counts(key: str, reviews: int, mean: float, **more) -> dict:
    return {"key": key, "type": "Movie", "name": f"Film {key}", "reviews": reviews, "ratings": reviews,
            "mean": {"value": mean, "count": reviews, "best": 5, "worst": 1}} | more  # fmt: skip


def lines_of(rows: list[dict], key: str = "id") -> list[bytes]:
    return [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
            for row in sorted(rows, key=lambda row: row[key].encode())]  # fmt: skip


def sha(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def export(folder: Path, reviews=(), stones=(), items=(), *, per_part: int = 2, schema: str = SCHEMA, **facts) -> Path:
    """An export, as its contract says: written without any code of ours."""
    resources = []

    def add(kind: str, path: str, lines: list[bytes]) -> None:
        content = b"".join(line + b"\n" for line in lines)
        packed = gzip.compress(content, mtime=0)
        file = folder / path.format(hashlib.sha256(content).hexdigest()[:16])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(packed)
        resources.append({"name": f"{kind}-{len(resources)}", "kind": kind, "path": file.relative_to(folder).as_posix(),
                          "bytes": len(packed), "hash": sha(packed), "contentHash": sha(content),
                          "records": len(lines), "jsonSchema": schema})  # fmt: skip

    records = lines_of(list(reviews))
    for part in range(0, len(records), per_part):
        add("full", "full/part-{}.jsonl.gz", records[part : part + per_part])
    for kind, rows, key in (("tombstones", stones, "id"), ("aggregates", items, "key")):
        if rows:
            add(kind, f"{kind}-{{}}.jsonl.gz", lines_of(list(rows), key))
    state = sha(b"".join(hashlib.sha256(line).hexdigest().encode() + b"\n" for line in records))
    manifest = {"name": "reviews", "sequence": 1, "state": state, "records": len(records), "tombstones": len(stones),
                "deltas": [], "selection": {"read": 9}, "resources": resources} | facts  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({k: v for k, v in manifest.items() if v is not None}))
    return folder


def changes(run, *arguments: str) -> tuple[int, list[dict], dict]:
    ran = run("diff", *arguments, "--json")
    *found, summary = map(json.loads, ran.out.splitlines())
    assert summary.pop("change") == "summary"
    return ran.code, found, summary


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


def file_of(folder: Path, kind: str = "full") -> Path:
    return folder / next(one["path"] for one in manifest_of(folder)["resources"] if one["kind"] == kind)


OLD = [review("a", rating={"value": 4, "best": 5}), review("b", title="Before", tags=["x", "y"]), review("c"),
       review("d"), review("e"), review("same", title="Untouched")]  # fmt: skip
NEW = [review("a", rating={"value": 3, "best": 5}), review("b", tags=["x", "y", "z"]), review("back"),
       review("new", rating={"value": 2, "best": 10}), review("same", title="Untouched")]  # fmt: skip
OLD_STONES = [stone("back"), stone("gone")]
NEW_STONES = [stone("c", "merged", merged_into="tag:example.org,2024:a"), stone("d", "erased"), stone("fleeting"),
              stone("gone", "erased")]  # fmt: skip


@pytest.fixture
def pair(tmp_path):
    old = export(tmp_path / "old", OLD, OLD_STONES, [counts("a", 1, 4), counts("z", 1, 1)], sequence=4)
    base = manifest_of(old)["state"]
    deltas = [{"sequence": 5, "base": base, "state": "sha256:x"}, {"sequence": 6, "base": "sha256:x", "state": "..."}]
    export(tmp_path / "new", NEW, NEW_STONES, [counts("a", 2, 3.5), counts("b", 1, 2)], sequence=6, deltas=deltas)
    return tmp_path


def test_people_are_told_what_changed(run, pair):
    ran = run("diff", "old", "new")
    first, *rest = ran.out.splitlines()
    old, new = (manifest_of(pair / name)["state"][7:19] for name in ("old", "new"))
    assert first == (
        f"sequence 4 → 6, records 6 → 5, tombstones 2 → 4, state {old} → {new}: 1 added, 1 came back, 2 changed, "
        "3 left (1 without a tombstone, 1 erased, 1 merged), 2 tombstones beside, 3 items changed"
    )
    assert (
        rest
        == """
added (1)
+ tag:example.org,2024:new  Film new  2 of 10

came back (1)
+ tag:example.org,2024:back  Film back  no rating  (was withdrawn at 2026-01-02T03:04:05Z)

changed (2)
~ tag:example.org,2024:a  Film a
    rating.value: 4 → 3
~ tag:example.org,2024:b  Film b
    title: 'Before' → nothing
    tags: 2 → 3, with 'z'

left (3)
- tag:example.org,2024:c  merged into tag:example.org,2024:a at 2026-01-02T03:04:05Z
- tag:example.org,2024:d  erased at 2026-01-02T03:04:05Z
- tag:example.org,2024:e  gone without a tombstone

tombstones of reviews in neither (2)
~ tag:example.org,2024:fleeting  nothing, since it came and left in between → withdrawn at 2026-01-02T03:04:05Z
~ tag:example.org,2024:gone  withdrawn at 2026-01-02T03:04:05Z → erased at 2026-01-02T03:04:05Z

items (3)
~ a  Film a: reviews 1 → 2, ratings 1 → 2, mean 4 of 5 → 3.5 of 5
+ b  Film b: reviews 0 → 1, ratings 0 → 1, mean none → 2 of 5
- z  Film z: reviews 1 → 0, ratings 1 → 0, mean 1 of 5 → none""".splitlines()
    )
    assert "gets to NEW by deltas 5 to 6" in ran.err
    assert "Warning: 1 review is gone without a tombstone" in ran.err
    assert ran.code == 0


def test_programs_are_told_the_same_as_json_lines(run, pair):
    code, found, summary = changes(run, "old", "new")
    assert code == 0
    by_id = {one["id"].rpartition(":")[2]: one for one in found if "id" in one}
    assert {id: one["change"] for id, one in by_id.items()} == {
        "a": "changed", "b": "changed", "back": "returned", "c": "left", "d": "left", "e": "left", "new": "added",
        "fleeting": "tombstone", "gone": "tombstone",
    }  # fmt: skip
    assert by_id["a"]["paths"] == [{"path": "rating.value", "old": 4, "new": 3}]
    assert by_id["b"]["paths"] == [{"path": "title", "old": "Before"},
                                   {"path": "tags", "old": ["x", "y"], "new": ["x", "y", "z"]}]  # fmt: skip
    assert by_id["new"]["record"] == NEW[3]
    assert (by_id["back"]["record"], by_id["back"]["tombstone"]) == (NEW[2], OLD_STONES[0])
    assert by_id["c"] == {"change": "left", **NEW_STONES[0]}
    assert by_id["e"] == {"change": "left", "id": "tag:example.org,2024:e", "reason": None}
    assert (by_id["fleeting"]["old"], by_id["fleeting"]["new"]) == (None, NEW_STONES[2])
    items = {one["key"]: one for one in found if one["change"] == "item"}
    assert (items["a"]["old"], items["a"]["new"]) == (counts("a", 1, 4), counts("a", 2, 3.5))
    assert (items["b"]["old"], items["z"]["new"]) == (None, None)
    assert summary["counts"] == {
        "added": 1, "returned": 1, "changed": 2, "left": 3, "tombstone": 2, "item": 3, "manifest": 0,
        "left_by_reason": {"erased": 1, "merged": 1}, "left_without_tombstone": 1,
    }  # fmt: skip
    assert summary["differs"] is True
    assert (summary["old"]["sequence"], summary["new"]["records"]) == (4, 5)
    assert summary["new"]["state"] == manifest_of(pair / "new")["state"]


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_the_exit_code_says_whether_something_differs_where_it_is_asked_to(run, pair, as_json):
    assert run("diff", "old", "new", "--exit-code", *as_json).code == 1
    assert run("diff", "old", "old", "--exit-code", *as_json).code == 0
    assert run("diff", "old", "new", *as_json).code == 0


def test_a_published_folder_an_export_folder_and_a_manifest_are_the_same(run, tmp_path):
    export(tmp_path / "public" / "export", OLD)
    (tmp_path / "public" / "manifest.json").write_text('{"name": "An app", "icons": []}')  # as browsers know it
    export(tmp_path / "new", NEW)
    ways = ["public", "public/export", "public/export/manifest.json"]
    said = [run("diff", way, "new").out for way in ways]
    assert said[0] == said[1] == said[2] != ""
    ran = run("diff", "public", "public/export/manifest.json", "--exit-code")
    assert ran.code == 0
    assert ran.out.endswith("nothing differs\n")
    assert "OLD and NEW are the same export" in ran.err


def test_the_limit_is_of_each_sort(run, tmp_path):
    export(tmp_path / "old", [review(f"left{n}") for n in range(30)])
    export(tmp_path / "new", [review(f"new{n}") for n in range(25)])
    for limit, left, new in (([], 20, 20), (["--limit", "0"], 30, 25), (["--limit", "3"], 3, 3)):
        lines = run("diff", "old", "new", *limit).out.splitlines()
        assert [sum(line.startswith(sign) for line in lines) for sign in "-+"] == [left, new]
        assert ("25 added" in lines[0], "30 left" in lines[0]) == (True, True)
        assert ("  10 more; --limit 0 shows all" in lines) == (left == 20)
    assert len(changes(run, "old", "new")[1]) == 55
    _, found, summary = changes(run, "old", "new", "--limit", "2")
    assert (len(found), summary["counts"]["added"]) == (4, 25)
    assert run("diff", "old", "new", "--limit", "-1").code == 2


def test_a_long_text_is_shown_where_it_parts(run, tmp_path):
    text = "All in fog. " * 9_000
    changed = text[:60_000] + "NOT in fog" + text[60_000:]
    export(tmp_path / "old", [review("a", body={"value": text, "format": "text"})])
    export(tmp_path / "new", [review("a", body={"value": changed, "format": "text"})])
    out = run("diff", "old", "new", "--limit", "0").out
    assert "body.value: …" in out
    assert "at character 60001" in out
    assert "NOT in fog" in out
    assert max(map(len, out.splitlines())) < 300
    ((one,),) = [change["paths"] for change in changes(run, "old", "new")[1]]
    assert (one["old"], one["new"]) == (text, changed)


def test_a_record_with_a_great_many_changes_is_no_wall(run, tmp_path):
    export(tmp_path / "old", [review("a", extensions={f"k{n}": n for n in range(100)})])
    export(tmp_path / "new", [review("a", extensions={f"k{n}": n + 1 for n in range(100)})])
    lines = run("diff", "old", "new").out.splitlines()
    assert "    and 80 more paths; --json has them" in lines
    assert sum(line.startswith("    extensions.k") for line in lines) == 20


def test_true_is_not_one_and_the_same_values_may_be_written_otherwise(run, tmp_path):
    export(tmp_path / "old", [review("a", x={"y": [1, 2], "z": 5}), review("b", title="t", url="u")])
    export(
        tmp_path / "new",
        [review("a", x={"y": [True, 2], "z": 5}), dict(reversed(review("b", title="t", url="u").items()))],
    )
    _, found, _ = changes(run, "old", "new")
    assert [one["paths"] for one in found] == [[{"path": "x.y.0", "old": 1, "new": True}], []]
    assert "the same values, written in other bytes" in run("diff", "old", "new").out


def test_records_never_steer_a_terminal(run, tmp_path, monkeypatch):
    nasty = "\x1b[2J\x9b31m\u202e\u2028evil"
    export(tmp_path / "old", [review("a", title="x"), review("b"), review(f"gone{nasty}")], [stone("q")])
    export(tmp_path / "new", [review("a", title=nasty, **{nasty: 1}), review("b", tags=[nasty]),
                              {"id": f"tag:x:{nasty}", "item": {"type": "Movie", "name": nasty}}],
           [stone("q", nasty), stone(f"gone{nasty}", nasty)], [counts(nasty, 1, 1, name=nasty)], title=nasty, schema=f"schema/{nasty}.json")  # fmt: skip
    for flags in ([], ["--json"]):
        ran = run("diff", "old", "new", *flags)
        assert "evil" in ran.out
        for text in (ran.out, ran.err):
            assert all(char.isprintable() or char == "\n" for char in text)
    _, found, _ = changes(run, "old", "new")
    assert {"path": "title", "old": "x", "new": nasty} in next(
        one["paths"] for one in found if one["change"] == "changed"
    )


def test_colours_are_for_terminals(pair, monkeypatch):
    class Terminal(io.StringIO):
        encoding = "ascii"

        def isatty(self) -> bool:
            return True

    from syndicate.cli.diff import diff

    monkeypatch.chdir(pair)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stdout", Terminal())
    diff(Path("old"), Path("new"), as_json=False, limit=None, exit_code=False)
    said = sys.stdout.getvalue()
    assert "\x1b[32m+ tag:example.org,2024:new" in said
    assert "\x1b[31m- tag:example.org,2024:d" in said
    assert said.isascii()  # a terminal that knows nothing else is given escapes, and no error


def test_a_part_in_both_is_not_read_and_equal_states_are_told_without_any(run, tmp_path):
    rows = [review(f"{n:02}") for n in range(20)]
    old = export(tmp_path / "old", rows)
    new = export(tmp_path / "new", [*rows[:19], review("99")])
    for folder in (old, new):
        for file in sorted((folder / "full").iterdir())[:]:
            if (old / "full" / file.name).exists() and (new / "full" / file.name).exists():
                (old / "full" / file.name).unlink()
                (new / "full" / file.name).unlink()
    assert len(list((old / "full").iterdir())) == 1
    _, found, _ = changes(run, "old", "new")
    assert [(one["change"], one["id"][-2:]) for one in found] == [("left", "19"), ("added", "99")]
    again = export(tmp_path / "again", rows, per_part=7)  # other parts of the same state
    for file in (again / "full").iterdir():
        file.unlink()
    assert changes(run, "old", "again")[1:][0] == []


def test_an_equal_state_may_have_other_tombstones(run, tmp_path):
    export(tmp_path / "old", OLD, [stone("x"), stone("y")], sequence=1)
    export(tmp_path / "new", OLD, [stone("x", "erased")], sequence=2)
    code, found, _ = changes(run, "old", "new", "--exit-code")
    assert code == 1
    assert [(one["id"][-1], (one["new"] or {}).get("reason")) for one in found] == [("x", "erased"), ("y", None)]


def test_what_else_the_manifest_says_is_told(run, tmp_path):
    export(tmp_path / "old", OLD, selection={"read": 6, "withheld": {"filtered": 1}})
    export(tmp_path / "new", OLD, selection={"read": 8, "withheld": {"filtered": 3}})
    ran = run("diff", "old", "new", "--exit-code")
    assert ran.code == 1
    assert "    selection.withheld.filtered: 1 → 3" in ran.out
    ((one,), _) = changes(run, "old", "new")[1:]
    assert one["paths"][0] == {"path": "selection.read", "old": 6, "new": 8}


REMARKS = {
    "older": ({"sequence": 5}, {"sequence": 3}, "lower sequence (3, OLD 5)"),
    "two histories": ({"sequence": 5}, {"sequence": 5}, "both say sequence 5"),
    "another base": ({"sequence": 4}, {"sequence": 5, "deltas": [{"sequence": 5, "base": "sha256:other"}]},
                     "delta 5 of NEW does not begin at the state of OLD"),
    "too old": ({"sequence": 2}, {"sequence": 5, "deltas": [{"sequence": 5, "base": "sha256:other"}]},
                "NEW does not keep delta 3: a client that holds OLD starts from the full export"),
    "another schema": ({}, {"schema": "schema/review-2.0.schema.json"}, "review-1.0.schema.json and review-2.0.schema.json"),
    "a wrong number": ({}, {"records": 77}, "the manifests say 6 and 77 records, and the records differ by -1"),
}  # fmt: skip


@pytest.mark.parametrize("what", REMARKS)
def test_what_a_person_should_know_is_said(run, tmp_path, what):
    old, new, said = REMARKS[what]
    export(tmp_path / "old", OLD, OLD_STONES, **old)
    export(tmp_path / "new", NEW, NEW_STONES, **new)
    ran = run("diff", "old", "new")
    assert said in ran.err
    assert "3 left" in ran.out
    assert any(said in one for one in changes(run, "old", "new")[2]["remarks"])
    assert ("gone without a tombstone: who" in ran.err) == (what != "older")


def test_the_way_back_is_known_as_such(run, pair):
    export(pair / "next", OLD, sequence=7, deltas=[{"sequence": 7, "base": manifest_of(pair / "new")["state"]}])
    assert "it is the older of the two, and the changes lead back to it" in run("diff", "next", "new").err


def test_states_that_differ_without_a_difference_are_doubted(run, tmp_path):
    export(tmp_path / "old", OLD)
    export(tmp_path / "new", OLD, per_part=3, state="sha256:lie")
    assert "the manifests name different states, and no record differs" in run("diff", "old", "new").err


def test_a_manifest_that_says_less_is_read_all_the_same(run, tmp_path):
    export(tmp_path / "old", OLD, sequence=None, state=None, records=None, tombstones=None, deltas=None)
    for one in (bare := manifest_of(tmp_path / "old"))["resources"]:
        del one["contentHash"], one["jsonSchema"], one["records"], one["kind"]
    (tmp_path / "old" / "manifest.json").write_text(json.dumps(bare))
    export(tmp_path / "new", NEW)
    ran = run("diff", "old", "new")
    assert ran.out.startswith("sequence unknown → 1, records unknown → 5")
    assert "2 added, 2 changed, 3 left" in ran.out


def damaged(folder: Path, how: str) -> str:
    """Damages an export and gives what the message has to name."""
    part = file_of(folder)
    manifest = folder / "manifest.json"
    package = manifest_of(folder)
    entry = next(one for one in package["resources"] if one["kind"] == "full")

    def holds(content: bytes) -> str:
        part.write_bytes(packed := gzip.compress(content))
        entry.update(hash=sha(packed), contentHash=sha(content))
        manifest.write_text(json.dumps(package))
        return part.name

    good = gzip.decompress(part.read_bytes())
    match how:
        case "missing":
            part.unlink()
            return f"{part.name}: "
        case "a flipped bit":
            raw = bytearray(part.read_bytes())
            raw[len(raw) // 2] ^= 1
            part.write_bytes(raw)
            return part.name
        case "another content":
            part.write_bytes(gzip.compress(good.replace(b"Film a", b"Film z")))
            return part.name
        case "another header":  # which no sum inside of the file would tell
            raw = bytearray(part.read_bytes())
            raw[4] ^= 1
            part.write_bytes(raw)
            return part.name
        case "a folder for a file":
            part.unlink()
            part.mkdir()
            return part.name
        case "cut short":
            part.write_bytes(raw := part.read_bytes()[:-20])
            entry["hash"] = sha(raw)
            entry["contentHash"] = "sha256:x"
        case "not compressed":
            part.write_bytes(b"plain")
            entry["hash"], entry["contentHash"] = sha(b"plain"), "sha256:x"
        case "outside":
            entry["path"], entry["contentHash"] = "../../etc/passwd", "sha256:x"
        case "not sorted":
            return holds(b"".join(reversed(good.splitlines(keepends=True))))
        case "an id twice":
            return holds(good + good.splitlines(keepends=True)[-1])
        case "no JSON":
            return holds(good + b"nonsense\n") and "line 3"
        case "half a record":
            return holds(good.splitlines()[0][:-5] + b"\n") and "tag:example.org,2024:a"
        case "not UTF-8":
            return holds(b'{"id":"tag:\xff"}\n') and "line 1"
        case "no id":
            return holds(b'{"item":1}\n') and "line 1"
        case "a list":
            return holds(b"[1]\n") and "line 1"
        case "an id that is a number":
            return holds(b'{"id":7}\n') and "line 1"
        case "a mountain of brackets":
            return holds(b'{"id":"tag:example.org,2024:a","x":' + b"[" * 500 + b"]" * 500 + b"}\n") and "nested"
        case "a manifest that is a list":
            manifest.write_text("[]")
        case "a manifest that is empty":
            manifest.write_text("")
        case "a manifest of another thing":
            manifest.write_text('{"name": "An app"}')
        case "resources of numbers":
            manifest.write_text('{"resources": [1]}')
        case "no sum":
            del entry["hash"]
        case "a sum that is a number":
            entry["hash"] = 5
        case "a sequence in words":
            package["sequence"] = "five"
        case "deltas of numbers":
            package["deltas"] = [1]
        case "a kind that is a list":
            entry["kind"] = []
        case _:
            raise AssertionError(how)
    if how in ("cut short", "not compressed", "outside"):
        manifest.write_text(json.dumps(package))
        return part.name if how != "outside" else "passwd"
    if not how.startswith("a manifest") and how != "resources of numbers":
        manifest.write_text(json.dumps(package))
    return "manifest.json: this is no manifest of an export"


DAMAGES = [
    "missing", "another content", "another header", "a flipped bit", "a folder for a file", "cut short", "not compressed", "outside", "not sorted",
    "an id twice", "no JSON", "half a record", "not UTF-8", "no id", "a list", "an id that is a number",
    "a mountain of brackets", "a manifest that is a list", "a manifest that is empty", "a manifest of another thing",
    "resources of numbers", "no sum", "a sum that is a number", "a sequence in words", "deltas of numbers",
    "a kind that is a list",
]  # fmt: skip


@pytest.mark.parametrize("how", DAMAGES)
def test_an_export_that_is_damaged_is_told_of_and_never_guessed_at(run, tmp_path, how):
    old = export(tmp_path / "old", OLD)
    export(tmp_path / "new", NEW, NEW_STONES)
    named = damaged(old, how)
    for order, flags in itertools.product((("old", "new"), ("new", "old")), ([], ["--json"])):
        ran = run("diff", *order, "--exit-code", *flags)
        assert ran.code == 2  # 1 would say that they differ
        assert named in ran.err
        assert "expected" in ran.err
        assert '"summary"' not in ran.out
        assert flags or not ran.out


@pytest.mark.parametrize(
    ("path", "said"), [("nowhere", "no such file"), ("empty", "there is no export in it"), ("x.txt", "no manifest")]
)
def test_what_is_no_export_is_said(run, tmp_path, path, said):
    export(tmp_path / "old", OLD)
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.txt").write_text("hello")
    ran = run("diff", "old", path)
    assert (ran.code, said in ran.err, path in ran.err) == (2, True, True)


def test_exports_that_were_built(run, tmp_path):
    """Three states of one site, by the build itself: the counts are those of what was done to the source."""
    rows = [review(f"{n:03}", rating={"value": n % 5 + 1, "best": 5, "worst": 1}, published="2024-03-01")
            for n in range(12)]  # fmt: skip
    (tmp_path / "syndicate.toml").write_text(
        '[site]\nname = "Example"\ntag = "example.org,2024"\n[build]\npages = false\nprove = 0\npart_records = 4\n'
        '[[source]]\npath = "records.jsonl"\ncomplete = false\n'
    )

    def built(out: str, rows: list[dict]) -> None:
        (tmp_path / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        syndicate.build(tmp_path / "public", config=tmp_path / "syndicate.toml", now="2026-01-31T12:00:00Z")
        export_copy = tmp_path / out
        for file in (tmp_path / "public" / "export").rglob("*"):
            if file.is_file():
                target = export_copy / file.relative_to(tmp_path / "public" / "export")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())

    built("one", rows)
    changed = [{**rows[3], "title": "Now with a title"}, *rows[4:], review("new")]
    built("two", [stone("000", "erased"), stone("001", "merged", merged_into=rows[2]["id"]), *changed])
    built("three", [rows[0], *changed])
    _, found, summary = changes(run, "one", "two")
    told = [(one["change"], one["id"][-3:]) for one in found if "id" in one]
    assert told == [("left", "000"), ("left", "001"), ("changed", "003"), ("added", "new")]
    assert summary["counts"]["left_by_reason"] == {"erased": 1, "merged": 1}
    assert summary["remarks"] == ["A client that holds OLD gets to NEW by delta 2."]
    assert {one["key"]: (one["old"] is None, one["new"] is None) for one in found if one["change"] == "item"} == {
        "key:000": (False, True), "key:001": (False, True), "key:new": (True, False)
    }  # fmt: skip
    _, found, summary = changes(run, "two", "three")
    assert [one["change"] for one in found if "id" in one] == ["returned"]
    assert "hash" not in json.dumps(found)


values = st.recursive(
    st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.5, 1.5])
    | st.text("ab\x85é\U0001f600", min_size=1, max_size=3),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("pqr"), inner, min_size=1),
    max_leaves=6,
)
exports = st.dictionaries(
    st.sampled_from(["a", "b", "B", "Z", "é", "z", "\U0001f600", "\uffdd", '"', "\\"]),
    st.dictionaries(st.sampled_from(["title", "tags", "x"]), values),
)


def put(record: dict, path: str, value: object) -> None:
    *above, last = path.split(".")
    inside: object = record
    for name in above:
        inside = inside[int(name) if isinstance(inside, list) else name]  # type: ignore[index]
    if value is None:
        del inside[last]  # type: ignore[attr-defined]
    else:
        inside[int(last) if isinstance(inside, list) else last] = value  # type: ignore[index]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exports, exports, st.integers(1, 3), st.integers(1, 3))
def test_the_changes_lead_from_the_old_export_to_the_new_one(tmp_path_factory, old, new, parts, other_parts):
    folder = tmp_path_factory.mktemp("exports")
    held = {row["id"]: row for row in (review(name, **fields) for name, fields in old.items())}
    wanted = {row["id"]: row for row in (review(name, **fields) for name, fields in new.items())}
    one = snapshot(export(folder / "old", held.values(), [stone(n) for n in new if n not in old], per_part=parts))
    other = snapshot(
        export(folder / "new", wanted.values(), [stone(n) for n in old if n not in new], per_part=other_parts)
    )
    tally = Tally()
    seen = []
    for change in differences(one, other):
        tally.add(change)
        said = json.loads(json.dumps(change.as_dict()))
        seen.append(said["id"])
        match said["change"]:
            case "returned":
                assert said["id"] not in held
                held[said["id"]] = said["record"]
            case "left":
                assert said["reason"] == "withdrawn"
                del held[said["id"]]
            case "changed":
                for path in said["paths"]:
                    put(held[said["id"]], path["path"], path.get("new"))
            case _:
                raise AssertionError(said)
    assert {id: json.dumps(row, sort_keys=True) for id, row in held.items()} == {
        id: json.dumps(row, sort_keys=True) for id, row in wanted.items()
    }
    assert seen == sorted(seen)
    assert not any("wrong" in sentence for sentence in remarks(one, other, tally))


@pytest.mark.whole
def test_memory_does_not_grow_with_the_records(tmp_path):
    def peak(number: int) -> int:
        rows = [review(f"{n:06}", title="x" * 200) for n in range(number)]
        one = export(tmp_path / f"old{number}", rows, per_part=1_000)
        other = export(tmp_path / f"new{number}", [{**row, "title": "y"} for row in rows], per_part=1_000)
        del rows
        pair = snapshot(one), snapshot(other)
        tracemalloc.start()
        assert sum(1 for _ in differences(*pair)) == number
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(6_000) - peak(1_000) < 300_000  # 5,000 records in memory would be 60 bytes each
