"""Rules of exports and records: what their examples, which are text, cannot show."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

import syndicate
from syndicate.check import Plan, judge
from syndicate.check._files import files_in
from syndicate.check._inputs import export_input, records_in
from syndicate.check._planner import Choice
from syndicate.check._run import Options, run
from syndicate.check.registry import chosen
from syndicate.check.rules._export_files import REVIEWS, exported, with_manifest

EXPORTS = Plan(rules=chosen(["EX"]))


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in judge(export_input(folder, source="export"), EXPORTS).findings]


def packed(**others: bytes) -> dict[str, str | bytes]:
    """An export whose part is compressed, and named after that; ``part`` in place of its bytes."""
    files: dict[str, str | bytes] = dict(exported())
    plain = next(path for path in files if path.startswith("full/"))
    raw = str(files.pop(plain)).encode()
    data = others.get("part", gzip.compress(raw, mtime=0))
    digest = hashlib.sha256(data).hexdigest()
    name = f"full/part-{digest[:16]}.jsonl.gz"
    manifest = json.loads(str(files["manifest.json"]))
    manifest["resources"][0] |= {"path": name, "bytes": len(data), "hash": f"sha256:{digest}"}
    return {**files, name: data, "manifest.json": json.dumps(manifest)}


def test_a_compressed_part_is_judged_by_what_it_holds(tmp_path):
    assert found(written(tmp_path, packed())) == []


def test_a_part_that_is_cut_off_is_told_once(tmp_path):
    data = gzip.compress(b"".join(json.dumps(one).encode() + b"\n" for one in REVIEWS))
    assert found(written(tmp_path, packed(part=data[:-9]))) == [("EX612", "resources[0].path")]


def test_a_file_outside_of_the_export_is_not_looked_at(tmp_path):
    (tmp_path / "secret.jsonl").write_text("{}")
    files = with_manifest(exported(), "resources", 0, "path", value="../secret.jsonl")
    assert ("EX612", "resources[0].path") in found(written(tmp_path / "export", files))


@pytest.mark.parametrize(
    "manifest",
    [
        "", "[]", "{}", '{"resources": {}}', '{"resources": [1, {}, {"path": 7}, {"path": "manifest.json", "kind": 3}]}',
        '{"resources": [], "deltas": [1, {"sequence": "x"}, {}], "state": 7, "sequence": null, "oldest_base": "a"}',
        '{"resources": [{"name": "a", "path": "."}, {"name": "b", "path": "\\u0000"}, {"name": "c", "path": ""}]}',
    ],
)  # fmt: skip
def test_no_rule_fails_on_what_is_no_manifest(tmp_path, manifest):
    assert found(written(tmp_path, {"manifest.json": manifest}))


def test_lines_that_are_no_records_are_told_and_hurt_nothing(tmp_path):
    files: dict[str, str | bytes] = dict(exported())
    part = next(path for path in files if path.startswith("full/"))
    files[part] = b'[1]\n"a"\n{"id": 7}\n{"id": "\\ud800"}\n{"id":\n\n\xff\xfe\n' + b"[" * 5000 + b"\n"
    codes = {code for code, _ in found(written(tmp_path, files))}
    assert {"EX613", "EX614"} <= codes


def test_a_schema_cannot_have_anything_fetched(tmp_path):
    files = exported(schema={"$ref": "https://example.org/schema.json"})
    codes = {code for code, _ in found(written(tmp_path, dict(files)))}
    assert codes == {"EX627"}


def test_a_pattern_that_would_run_for_hours_is_not_run(tmp_path):
    review = {**REVIEWS[0], "title": "a" * 5000 + "!"}
    files = exported((review,), schema={"properties": {"title": {"pattern": "^(a+)+$", "maxLength": 10}}})
    assert ("EX626", "resources[0]") in found(written(tmp_path, dict(files)))


def test_a_refused_record_says_what_it_has_and_how_to_mend_it():
    record = {"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}, "rating": {"value": "4,5"}}
    [made] = records_in(json.dumps(record).encode(), source="records.jsonl")
    [finding] = judge(made, EXPORTS).findings
    assert finding.path == "rating.value"
    assert "4,5" in finding.message
    assert finding.line == 1
    assert finding.mend


def test_what_a_build_publishes_has_no_fault(tmp_path):
    """A delta, tombstones and the sums of items among it: none of them is a review that lacks something."""
    rows = [
        {
            "id": f"tag:example.org,2020:{number}",
            "item": {"type": "Movie", "name": f"Film {number}"},
            "authors": [{"type": "Person", "name": "Ada Example"}],
            "rating": {"value": 4, "best": 5, "worst": 1},
            "published": "2024-01-01",
        }
        for number in range(4)
    ]
    for count in (4, 3):
        (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[:count]))
        syndicate.build(tmp_path / "public", tmp_path / "r.jsonl", now="2024-02-01T00:00:00Z")
    export = tmp_path / "public" / "export"
    (outcome,) = run(files_in(export / "manifest.json"), Options(choice=Choice()), jobs=1)
    assert {path.name.split("-")[0] for path in export.rglob("*.gz")} == {
        "part",
        "tombstones",
        "aggregates",
        "aggregates.jsonl.gz",
    }
    assert [(one.code, one.file, one.path) for one in outcome.findings] == []
