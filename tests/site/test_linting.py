"""A build judges what it publishes by the linter, and its report says what was found."""

from __future__ import annotations

import json
from pathlib import Path

import syndicate


def _site(folder: Path, more: str = "") -> Path:
    rows = [
        {"id": "urn:example:1", "item": {"type": "Movie", "name": "A"}, "rating": {"value": 4, "best": 5},
         "authors": [{"type": "Person", "name": "Ada Example"}], "published": "2024-01-01"},
        {"id": "urn:example:2", "item": {"type": "Movie", "name": "B"}, "rating": {"value": 4, "best": 5},
         "published": "2024-01-01"},
    ]  # fmt: skip
    (folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "syndicate.toml").write_text(f'[site]\nurl = "https://a.org/"\n[[source]]\npath = "r.jsonl"\n{more}')
    return folder / "syndicate.toml"


def test_what_is_found_is_told_by_every_build(tmp_path):
    config = _site(tmp_path)
    for written in (True, False):
        made = syndicate.build(tmp_path / "public", config=config)
        assert (made.files["written"] > 0) is written
        assert made.check is not None
        assert (made.check["files"], made.check["errors"]) == (5, 1)  # two pages, three feeds
        assert made.check["rules"]["GR101"]["first"] == "reviews/example-2/index.html author"
        assert any("GR101 (review-without-author) in 1" in told for told in made.told)
        report = json.loads((tmp_path / "public.report" / "report.json").read_text())
        assert report["check"] == made.check


def test_the_settings_choose_the_rules_and_the_number(tmp_path):
    config = _site(tmp_path, '[check]\nignore = ["GR"]\n')
    made = syndicate.build(tmp_path / "public", config=config)
    assert made.check is not None
    assert made.check["errors"] == 0
    config = _site(tmp_path, "[build]\ncheck = 0\n")
    assert syndicate.build(tmp_path / "public", config=config).check is None


def test_a_page_that_is_mended_is_judged_anew(tmp_path):
    config = _site(tmp_path)
    syndicate.build(tmp_path / "public", config=config)
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    rows[1]["authors"] = [{"type": "Person", "name": "Bo Example"}]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    made = syndicate.build(tmp_path / "public", config=config)
    assert made.check is not None
    assert made.check["errors"] == 0
