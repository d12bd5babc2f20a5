"""The Spark engine: what it publishes is what the engine on one machine publishes, record for record and count for
count, whatever Spark does with the work."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from examples.exports import held
from examples.running import loaded
from export_reader import bytes_below, follow, full, manifest_of, named_files
from history_model import SOURCES, Entry, id_of, instant
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from spark_session import started

import syndicate
from syndicate.errors import FileError, InputError, SettingsError, SyndicateError

histories = loaded("spark_histories", "../tests/site/test_history.py")
ingest = loaded("example_ingest_spark", "ingest/ingest.py")

pytestmark = [
    pytest.mark.whole,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::ResourceWarning"),
]

PLACES = ("bytes", "hash", "path")
"""What of a file depends on how it was packed."""
JOINED = ("aggregates", "tombstones", "delta-tombstones")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    yield from started()


def export(spark: Any, out: Path, config: Path, **arguments: Any) -> Any:
    from syndicate.spark import export as in_spark

    return in_spark(spark, str(out), config=config, **arguments)


def told(folder: Path, name: str) -> Counter[str]:
    """The lines of a file of the report, or of the folder that Spark has in its place."""
    files = (
        [folder / f"{name}.jsonl"] if (folder / f"{name}.jsonl").exists() else sorted((folder / name).glob("part-*"))
    )
    return Counter(line for file in files for line in file.read_text().splitlines())


def listed(out: Path) -> tuple[dict[str, Any], dict[tuple[str, int], bytes]]:
    """The manifest without what depends on packing, and the lines of the files that are one on one machine, and in
    Spark as many as ``part_records`` makes them."""
    manifest = manifest_of(out)
    joined: dict[tuple[str, int], bytes] = {}
    for resource in manifest["resources"]:
        if resource["kind"] in JOINED:
            of = (resource["kind"], resource.get("sequence", 0))
            joined[of] = joined.get(of, b"") + gzip.decompress((out / "export" / resource["path"]).read_bytes())
        for name in PLACES:
            del resource[name]
    manifest["resources"] = [resource for resource in manifest["resources"] if resource["kind"] not in JOINED]
    return manifest, joined


def same(local: Path, spark: Path) -> None:
    """Whether two published folders hold the same export, and two reports say the same."""
    assert listed(spark) == listed(local)
    assert full(spark) == full(local)
    counts = [one["path"] for one in manifest_of(spark)["resources"] if one["kind"] == "aggregates"]
    copy = spark / "export" / "aggregates.jsonl.gz"
    assert copy.exists() == (len(counts) == 1)
    there = {path.relative_to(spark / "export").as_posix() for path in (spark / "export").rglob("*.*")}
    assert there - {copy.name} == named_files(spark)
    if copy.exists():
        assert copy.read_bytes() == (spark / "export" / counts[0]).read_bytes()
    reports = [json.loads(Path(f"{out}.report", "report.json").read_bytes()) for out in (local, spark)]
    for name in ("accounts", "sources", "export", "standing", "repaired", "inferred"):
        assert reports[1][name] == reports[0][name], name
    for name in ("refused", "replaced", "notes", "standing"):
        assert told(Path(f"{spark}.report"), name) == told(Path(f"{local}.report"), name), name


def tables(spark: Any, out: Path) -> None:
    """Whether the two tables hold what the export does."""
    newest = full(out)
    rows = spark.read.parquet(str(out / "tables" / "records")).collect()
    assert {row.id: row.record.encode() for row in rows} == newest.reviews
    assert len(rows) == len(newest.reviews)
    documents = {row.id: json.loads(row.jsonld) for row in spark.read.parquet(str(out / "tables" / "jsonld")).collect()}
    assert documents.keys() == newest.reviews.keys()
    for id, document in documents.items():
        record = json.loads(newest.reviews[id])
        assert (document["@context"], document["@id"]) == ("https://schema.org", id)
        assert document["itemReviewed"]["name"] == record["item"]["name"]


@dataclass
class Both(histories.World):
    """A site with a past, published by both engines."""

    spark: Any = None

    @property
    def beside(self) -> Path:
        return self.folder / "spark"

    def publish(self, out: Path, *, stated: bool, allow: bool) -> Any:
        now = instant(self.today) if stated else None
        config = self.folder / "syndicate.toml"
        outcomes: list[Any] = []
        for build in (
            lambda: syndicate.build(out, config=config, now=now, allow_removals=allow),
            lambda: export(self.spark, self.beside, config, now=now, allow_removals=allow),
        ):
            try:
                outcomes.append(build())
            except SyndicateError as error:
                outcomes.append(error)
        local, spark = outcomes
        if isinstance(local, SyndicateError):
            assert type(spark) is type(local), spark
            assert spark.message == local.message
            assert spark.found == local.found
            raise local
        if isinstance(spark, SyndicateError):
            raise spark
        assert spark.accounts == local.accounts
        assert spark.refusals == local.refusals
        assert spark.replaced == local.replaced
        if local.export:
            same(out, self.beside)
        return local

    def look(self) -> None:
        super().look()
        for sequence, before in self.behind.items():
            assert follow(self.beside, before) == full(self.out), sequence


def both(folder: Path, spark: Any) -> Both:
    site = histories.begun(folder).site
    world = Both(folder=folder, site=site, spark=spark)
    world.build |= {"pages": False}
    return world


def hostile(*, late: bool = False) -> bytes:
    """Lines that a reader has to get right, or refuse in the same words as the other engine."""

    def line(number: int, **more: Any) -> bytes:
        row = {"id": id_of(number), "item": {"type": "Movie", "name": "Film 0", "key": "urn:x:0"}, **more}
        return json.dumps(row).encode()

    one = line(100, title="</script><!-- ]]> \u2028 \u202e שלום 🎬", rating={"value": 3.5, "best": 5, "worst": 1})
    return b"\n".join(
        [
            b"\xef\xbb\xbf" + one,
            one + b"\r",  # says the same
            line(101, title="old", modified="2020-01-01"),
            b"",
            line(101, title="new", modified="2021-01-01"),
            line(102, title="a", modified="2020-01-01"),
            line(102, title="b", modified="2020-01-01"),
            line(103, title="x" * 5000),
            line(104, title="lone \ud800 surrogate"),
            line(105, title="nul \x00 and \x1b"),
            b'{"id": "' + id_of(106).encode() + b'", "title": "\xff\xfe"}',
            b"no JSON, and it names tag:a.org,2020:0 all the same",
            b'{"id": 7',
            line(
                107, snippet_only=True, url="https://a.org/7", summary="s", body={"value": "secret", "format": "text"}
            ),
            # an item that has most of the reviews
            *(
                line(200 + n, rating={"value": n % 5 + 1, "best": 5, "worst": 1})
                for n in range(30)
                if not (n == 9 and late)
            ),
            *([line(209, rating={"value": "many"})] if late else []),
        ]
    )


def test_hostile_lines_skewed_items_and_erasures(spark, tmp_path):
    world = both(tmp_path, spark)
    world.build |= {"part_records": 10}
    world.site.sources["a.jsonl"][50] = Entry(kind="broken")
    world.write()
    config = tmp_path / "syndicate.toml"
    (tmp_path / "hostile.jsonl").write_bytes(hostile())
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "quoted.csv").write_text(
        'id,item.type,item.name,body\ntag:a.org,2020:300,Movie,"A\nB","x\n\ny"\n,,,\nragged\n'
    )
    more = "".join(f'[[source]]\npath = "{name}"\n' for name in ("hostile.jsonl", "empty.jsonl", "quoted.csv"))
    for day in range(2):
        if day:
            world.site.withdrawals[0] = Entry(kind="tombstone", reason="erased", day=3)
            world.site.sources["a.jsonl"][1] = Entry(kind="review", text=2, day=9)
            del world.site.sources["a.jsonl"][2]
            del world.site.sources["b.jsonl"][4]
            (tmp_path / "hostile.jsonl").write_bytes(hostile(late=True))
            world.write()
        config.write_text(config.read_text() + more)
        for build in (syndicate.build, lambda out, config, **more: export(spark, out, config, **more)):
            build(tmp_path / ("public" if build is syndicate.build else "spark"), config=config, now=instant(20 + day))
        same(tmp_path / "public", tmp_path / "spark")
    report = json.loads((tmp_path / "spark.report" / "report.json").read_bytes())
    accounts = report["accounts"]
    assert accounts["read"] == sum(count for fate, count in accounts.items() if fate != "read")
    assert report["standing"] == {"stale": 1, "kept": 1, "left": 1}
    assert len(list((tmp_path / "spark" / "export" / "full").iterdir())) > 3
    tables(spark, tmp_path / "spark")
    for path, content in bytes_below(tmp_path / "spark", tmp_path / "spark.report"):
        assert b"title0of0" not in content, path  # erased, from the report too
        assert b"secret" not in content, path
    ingest.sync(tmp_path / "spark", tmp_path / "client.db")
    assert {id: line.rstrip(b"\n") for id, line in held(tmp_path / "client.db").reviews.items()} == full(
        tmp_path / "spark"
    ).reviews


def test_a_task_that_fails_is_run_again_and_its_records_come_once(spark, tmp_path):
    from pyspark import cloudpickle

    from syndicate.engines.spark import mapped

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    frame = spark.range(0, 40, numPartitions=4)
    made = mapped(frame, FailsOnce(tmp_path / "failed"), "id long")
    assert sorted(row.id for row in made.collect()) == list(range(40))
    assert (tmp_path / "failed").exists()


@dataclass
class FailsOnce:
    """A kernel whose first task is ended half-way."""

    marker: Path

    def __call__(self, rows: Iterator[dict[str, Any]]) -> Iterator[tuple[int]]:
        for row in rows:
            if row["id"] % 10 == 5 and not self.marker.exists():
                self.marker.touch()
                raise OSError("the disk of this machine is gone")
            yield (row["id"],)


def test_tables_and_parquet_are_read_through_the_mapping(spark, tmp_path):
    from syndicate.settings import loads
    from syndicate.spark import nodes, records, validated

    rows = spark.sql(
        "SELECT 'r1' AS slug, 'Dune' AS film, CAST(4.3 AS FLOAT) AS stars, DATE '2024-05-01' AS day, NULL AS nothing "
        "UNION ALL SELECT 'r2', 'Sand', CAST(9 AS FLOAT), DATE '2024-05-02', NULL"
    )
    rows.coalesce(1).write.parquet(str(tmp_path / "reviews"))
    text = (
        '[site]\ntag = "a.org,2020"\n[[source]]\npath = "{}"\n[source.map]\n'
        '"item.type" = {{ value = "Movie" }}\n"item.name" = "film"\npublished = "day"\n'
        '"rating" = {{ from = "stars", scale = {{ best = 5, worst = 0.5 }} }}\n'
    )
    for source, name in ((str(tmp_path / "reviews"), str(tmp_path / "reviews")), (rows, "mine")):
        found = validated(spark, source, config=loads(text.format(name)), name=name)
        by = {row.what: row for row in found.collect()}
        record = json.loads(by["review"].record)
        assert (record["id"], record["published"]) == ("tag:a.org,2020:r1", "2024-05-01")
        assert record["rating"]["value"] == 4.3  # the 32-bit float, and none of its further digits
        assert "9" in by["refused"].refusal
        assert by["refused"].id == "tag:a.org,2020:r2"
        (document,) = nodes(records(found)).collect()
        assert json.loads(document.jsonld)["reviewRating"]["ratingValue"] in (4.3, "4.3")


def test_what_cannot_be_done_is_said(spark, tmp_path, monkeypatch):
    from syndicate.spark import export as in_spark
    from syndicate.spark import validated

    (tmp_path / "syndicate.toml").write_text('[[source]]\npath = "none.jsonl"\n')
    config = tmp_path / "syndicate.toml"
    with pytest.raises(InputError, match="no such file"):
        export(spark, tmp_path / "out", config)
    with pytest.raises(SettingsError, match="standard input"):
        validated(spark, "-", format="records")
    with pytest.raises(SettingsError, match="stands for no source"):
        in_spark(spark, str(tmp_path / "out"), config=config, frames={"other": spark.range(1)})
    with pytest.raises(SyndicateError, match="No FileSystem for scheme"):
        validated(spark, "nosuch://x/y.jsonl")
    (tmp_path / "_hidden.jsonl").write_text("{}")
    with pytest.raises(InputError, match="no file that can be read"):
        validated(spark, str(tmp_path / "*.jsonl"))
    (tmp_path / "none.jsonl").write_text('{"id": "tag:a.org,2020:1", "item": {"type": "Movie", "name": "Dune"}}\n')
    local = tmp_path / "local"
    syndicate.build(local, config=config)
    with pytest.raises(SettingsError, match="engine local has published here"):
        export(spark, local, config)
    (tmp_path / "of_spark" / ".syndicate").mkdir(parents=True)
    (tmp_path / "of_spark" / ".syndicate" / "spark.json").write_text("{}")
    with pytest.raises(SettingsError, match="engine spark has published here"):
        syndicate.build(tmp_path / "of_spark", config=config)
    (tmp_path / "of_spark" / ".syndicate" / "lock").write_text("app-1\n")
    with pytest.raises(FileError, match="another build in Spark"):
        export(spark, tmp_path / "of_spark", config)
    with pytest.raises(SettingsError, match="report would be published"):
        export(spark, tmp_path / "new", config, report=str(tmp_path / "new" / "report"))


@pytest.mark.thorough
@pytest.mark.skipif(
    os.environ.get("SYNDICATE_HYPOTHESIS_PROFILE") != "deep", reason="takes minutes: for the profile deep alone"
)
@settings(max_examples=1, deadline=None, phases=[Phase.generate])  # a build is some hundred jobs; nothing is shrunk
@given(past=st.lists(histories.days, min_size=1, max_size=2))
def test_any_past_is_the_same_in_both_engines(spark, past):
    with tempfile.TemporaryDirectory() as name:
        world = both(Path(name), spark)
        world.run()
        for changes, (forward, stated, allow) in past:
            world.today = max(1, world.today + forward)
            for edit in changes:
                if edit[:2] not in (("set", "pages"), ("set", "page_size")):
                    histories.change(world, edit)
            world.run(stated=stated, allow=allow)


def test_where_every_review_is_withdrawn_there_is_an_export_without_any(spark, tmp_path):
    config = tmp_path / "syndicate.toml"
    config.write_text('[site]\ntag = "a.org,2020"\n[build]\npages = false\n[[source]]\npath = "a.jsonl"\n')
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": id_of(1), "item": {"type": "Movie", "name": "Dune"}}) + "\n")
    (tmp_path / "withdrawn.jsonl").write_text(
        json.dumps({"id": id_of(1), "at": "2024-01-01T00:00:00Z", "reason": "erased"}) + "\n"
    )
    syndicate.build(tmp_path / "local", config=config, now=instant(20))
    export(spark, tmp_path / "spark", config, now=instant(20))
    same(tmp_path / "local", tmp_path / "spark")
    assert full(tmp_path / "spark").tombstones.keys() == {id_of(1)}


@pytest.mark.thorough
def test_the_command_and_a_history_that_goes_on_from_the_other_engine(spark, tmp_path, monkeypatch, capsys):
    from syndicate.cli import main

    world = both(tmp_path, spark)
    world.write()
    config = str(tmp_path / "syndicate.toml")
    syndicate.build(tmp_path / "local", config=config, now=instant(3))
    out = tmp_path / "out"
    shutil.copytree(tmp_path / "local" / "export", out / "export")
    world.site.sources["a.jsonl"][1] = Entry(kind="review", text=2, day=9)
    world.write()
    monkeypatch.setattr(
        sys, "argv", ["syndicate", "build", "-c", config, "-o", str(out), "--engine", "spark", "--now", instant(4)]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert not ended.value.code, said
    assert "no pages, no feeds" in said
    assert manifest_of(out)["sequence"] == 2
    assert follow(out, full(tmp_path / "local")) == full(out)
    assert sorted(SOURCES) == sorted(world.site.used)
