"""The export as others read it: frictionless, DuckDB, polars, gzip; and every line by the JSON Schema beside it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

import syndicate

NOW = "2026-01-31T12:00:00Z"


def _review(number: int) -> dict:
    # A title that looks like a number and dates of every precision: readers that guess types from the first lines err.
    return {
        "id": f"tag:a.org,2020:{number:03}",
        "kind": "user" if number % 3 else "critic",
        "item": {"type": "Movie", "name": f"Film {number % 7}", "key": str(number % 7)},
        "title": "1917" if number < 110 else "Dune",
        "rating": {"value": number % 5 + 1, "best": 5, "worst": 1}
        if number % 4
        else {"value": 8, "best": 10, "worst": 1},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "published": ["2024", "2024-05", "2024-05-03", "2024-05-03T10:00:00Z"][number % 4],
        **({"tags": ["a", "b"]} if number > 115 else {}),
    }


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "syndicate.toml").write_text(
        '[site]\nname = "A"\nurl = "https://a.org/"\npolicies = ["https://a.org/policy"]\n'
        '[build]\npages = false\npart_records = 40\n[[source]]\npath = "r.jsonl"\n'
    )
    for numbers in (range(120), range(2, 125)):
        lines = [json.dumps(_review(number)) for number in numbers]
        (folder / "r.jsonl").write_text("\n".join(lines) + "\n")
        syndicate.build(folder / "public", config=folder / "syndicate.toml", now=NOW)
    return folder / "public" / "export"


@pytest.fixture(scope="module")
def manifest(export) -> dict:
    return json.loads((export / "manifest.json").read_text())


def test_frictionless_finds_the_package_valid(export):
    pytest.importorskip("frictionless")
    # In a process of its own, since it leaves files open.
    call = [sys.executable, "-m", "frictionless", "validate", "--json", str(export / "manifest.json")]
    report = json.loads(subprocess.run(call, capture_output=True, check=False).stdout)
    assert report["valid"], report
    assert len(report["tasks"]) > 6


def test_duckdb_and_polars_read_the_parts(export):
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    parts = str(export / "full" / "*.jsonl.gz")
    (row,) = duckdb.sql(f"SELECT count(*), count(DISTINCT id), max(title) FROM read_json('{parts}')").fetchall()
    assert row == (123, 123, "Dune")
    read = [polars.read_ndjson(path) for path in sorted((export / "full").iterdir())]
    assert sum(frame.height for frame in read) == 123


def test_plain_gzip_unpacks_a_part(export, manifest):
    part = next(one for one in manifest["resources"] if one["kind"] == "full")
    unpacked = subprocess.run(["gzip", "-dc", export / part["path"]], capture_output=True, check=True).stdout
    assert unpacked.count(b"\n") == part["records"]


def test_every_line_is_valid_by_the_schema_beside_it(export, manifest):
    for resource in manifest["resources"]:
        schema = json.loads((export / resource["jsonSchema"]).read_text())
        check = jsonschema.Draft202012Validator(schema)
        lines = gzip.decompress((export / resource["path"]).read_bytes()).splitlines()
        assert lines
        for line in lines[:20]:
            check.validate(json.loads(line))


def test_the_aggregates_are_what_the_records_come_to(export, manifest):
    rows = [
        json.loads(line)
        for one in manifest["resources"]
        if one["kind"] == "full"
        for line in gzip.decompress((export / one["path"]).read_bytes()).splitlines()
    ]
    told = {
        line["key"]: line
        for line in map(json.loads, gzip.decompress((export / "aggregates.jsonl.gz").read_bytes()).splitlines())
    }
    assert len(told) == 7
    for key in range(7):
        mine = [row for row in rows if row["item"]["key"] == str(key)]
        line = told[f"key:{key}"]
        assert (line["reviews"], line["ratings"], line["name"]) == (len(mine), len(mine), f"Film {key}")
        given = Counter((row["rating"]["value"], row["rating"]["best"]) for row in mine)
        assert {(one["value"], one["best"]): one["count"] for one in line["distribution"]} == given
        assert line["by_kind"]["user"]["reviews"] == sum(row["kind"] == "user" for row in mine)
        exact = [(row["rating"]["value"] - 1) / (row["rating"]["best"] - 1) * 1_000_000 for row in mine]
        assert line["normalised_sum"] == pytest.approx(sum(exact), abs=len(mine))
        assert line["mean"]["best"] == 100  # ratings on two scales


def test_parts_say_between_which_ids_and_changes_they_lie(export, manifest):
    parts = [one for one in manifest["resources"] if one["kind"] == "full"]
    assert len(parts) > 2
    for part in parts:
        rows = list(map(json.loads, gzip.decompress((export / part["path"]).read_bytes()).splitlines()))
        assert (part["firstId"], part["lastId"]) == (rows[0]["id"], rows[-1]["id"])
        assert part["records"] <= 40
        assert part["licenses"] == [{"path": "https://creativecommons.org/licenses/by/4.0/"}]
        assert part["newestChange"] == "2024-05-03T10:00:00Z"
        assert part["oldestChange"] == "2024"
    assert [part["firstId"] for part in parts] == sorted(part["firstId"] for part in parts)


def test_the_selection_is_stated(manifest):
    assert manifest["selection"] == {
        "read": 123, "published": 123, "duplicate": 0, "superseded": 0, "withheld": {},
        "policies": ["https://a.org/policy"],
    }  # fmt: skip
    assert (manifest["sequence"], manifest["instant"], manifest["oldest_base"]) == (2, NOW, 1)
    assert manifest["deltas"] == [
        {
            "sequence": 2,
            "base": manifest["deltas"][0]["base"],
            "state": manifest["state"],
            "upserts": 5,
            "tombstones": 2,
        }
    ]


def test_a_review_that_is_added_changes_one_part_and_no_other(tmp_path):
    (tmp_path / "syndicate.toml").write_text("[build]\npages = false\npart_records = 100\n")
    rows = [{"id": f"urn:example:{number:04}", "item": {"type": "Book", "name": "B"}} for number in range(0, 2000, 2)]

    def parts() -> set[str]:
        (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        syndicate.build(tmp_path / "public", tmp_path / "r.jsonl", config=tmp_path / "syndicate.toml")
        return {path.name for path in (tmp_path / "public" / "export" / "full").iterdir()}

    before = parts()
    assert 10 <= len(before) <= 20
    rows.insert(300, {"id": "urn:example:0599", "item": {"type": "Book", "name": "B"}})
    assert len(parts() - before) <= 2
