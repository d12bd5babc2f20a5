"""A build proves what it wrote, says of how much, and says when what it wrote is not what it was given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import syndicate
from syndicate.formats._feeds import assembled, json_feed
from syndicate.site import pages


@pytest.fixture
def build(tmp_path):
    rows = [
        {"id": f"tag:example.org,2024:{n}", "item": {"type": "Book", "name": f"Volume {n}", "key": f"v{n}"},
         "rating": {"value": n % 5 + 1, "best": 5, "worst": 1}, "published": "2024-03-01"}
        for n in range(10)
    ]  # fmt: skip
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def call(more: str = "", out: str = "public"):
        (tmp_path / "syndicate.toml").write_text(
            f'[site]\nurl = "https://example.org/"\nname = "Example"\ntag = "example.org,2024"\n[build]\n{more}\n'
            '[[source]]\npath = "records.jsonl"\n'
        )
        return syndicate.build(tmp_path / out, config=tmp_path / "syndicate.toml", jobs=1)

    return call


def proof_of(report) -> dict:
    return json.loads((Path(report.folder) / "report.json").read_bytes()).get("proof")


def test_all_are_proven_up_to_the_number(build):
    proof = proof_of(build())
    assert (proof["reviews"], proof["of"], proof["wrong"], proof["unseen"]) == (10, 10, [], {})
    # A page, the file beside it, the fragment of the item and its mean, of ten.
    assert sum(proof["counts"]["jsonld"].values()) == 40


def test_a_sample_is_the_same_in_two_builds(build):
    first, second = proof_of(build("prove = 4")), proof_of(build("prove = 4", "again"))
    assert (first["of"], first["wrong"]) == (10, [])
    assert 0 < first["reviews"] <= 4
    assert sum(first["counts"]["jsonld"].values()) == 2 * first["reviews"]
    assert first == second


def test_none_are_proven_where_none_are_wanted(build):
    assert proof_of(build("prove = 0")) is None


@pytest.mark.parametrize("syntax", ["jsonld", "microdata", "rdfa", "microformats"])
def test_a_writer_that_is_wrong_is_told(build, monkeypatch, syntax):
    node, article = pages.profiled, pages.review_article
    other = {"published": "1999-12-31"}
    monkeypatch.setattr(pages, "profiled", lambda *given: node(*given) | {"datePublished": "1999-12-31"})
    monkeypatch.setattr(pages, "review_article", lambda data, *rest, **more: article({**data, **other}, *rest, **more))
    report = build(f'markup = ["{syntax}"]')
    (told,) = [line for line in report.told if "proof" in line]
    assert "published: expected '2024-03-01', found '1999-12-31'" in told
    assert all(one["how"] == syntax for one in proof_of(report)["wrong"])


def test_a_writer_that_writes_no_markup_is_told(build, monkeypatch):
    monkeypatch.setattr(pages, "_script", lambda node, shared: None)
    report = build()
    assert any("The proof found 20 values" in line for line in report.told)
    assert {(one["outcome"], one["how"]) for one in proof_of(report)["wrong"]} == {("missing", "jsonld")}


def test_a_writer_that_writes_another_id_is_told(build, monkeypatch):
    right = pages.profiled
    monkeypatch.setattr(pages, "profiled", lambda node, profile: right(node, profile) | {"@id": "urn:x:another"})
    report = build()
    assert any("The proof found" in line for line in report.told)
    assert "missing" in {one["outcome"] for one in proof_of(report)["wrong"]}


def test_a_json_feed_that_is_wrong_is_told(build, monkeypatch):
    right = json_feed._item

    def wrong(one):
        made = right(one)
        made["_review"]["rating"] = {"value": 5, "best": 5, "worst": 1}
        return made

    monkeypatch.setattr(json_feed, "_item", wrong)
    proof = proof_of(build())
    # Two of ten have a five; the feed of everything, that of books and the archive have each.
    assert proof["counts"]["jsonfeed"] == {"different": 24, "equal": 6}
    assert {one["differences"][0]["path"] for one in proof["wrong"]} == {"rating.value"}


def test_an_entry_that_one_format_lacks_is_told(build, monkeypatch):
    right = assembled.Document.add

    def wrong(document, one):
        if not (document.ctx.self_url.endswith(".rss") and one.data["id"].endswith(":3")):
            right(document, one)

    monkeypatch.setattr(assembled.Document, "add", wrong)
    (one, *more) = proof_of(build())["wrong"]
    assert (one["how"], one["outcome"]) == ("rss", "missing")
    assert "tag:example.org,2024:3" in one["why"]
    assert [other["how"] for other in more] == ["rss", "rss"]
