"""A build in Spark from its beginning to its end."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from syndicate.engines import hadoop
from syndicate.engines.hadoop import under
from syndicate.engines.spark import apart, spark_errors
from syndicate.errors import SettingsError
from syndicate.formats.jsonld import FORMAT as JSONLD
from syndicate.settings import Settings, Source
from syndicate.site.gather import Gathering
from syndicate.site.report import OutputReport, Report
from syndicate.site.run import Refused, gathering, not_before
from syndicate.site.spark.earlier import STATE, about, earlier_export, remember
from syndicate.site.spark.export import Exported, export, review
from syndicate.site.spark.first_pass import first_pass
from syndicate.site.spark.inputs import PARQUET, Input, inputs
from syndicate.site.spark.outputs import write_tables
from syndicate.site.spark.publish import locked, publish
from syndicate.site.spark.standing import settle
from syndicate.site.spark.tables import Tables
from syndicate.site.spark.telling import tell_reading, tell_standing
from syndicate.site.standing import source_key
from syndicate.site.standing_told import sentences
from syndicate.site.withdrawals import read as read_withdrawals

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["build", "reading"]

_NOT_BUILT = (
    "The engine spark writes the export and the tables of records and of JSON-LD: there are no pages, no feeds, no "
    "site map, and neither proof nor linter was run."
)


def build(
    spark: SparkSession,
    settings: Settings,
    out: str,
    *,
    folder: Path | None = None,
    sources: Sequence[Source] | None = None,
    settings_folder: Path | None = None,
    report: str | None = None,
    frames: Mapping[str, DataFrame] | None = None,
    strict: bool = False,
    dry_run: bool = False,
    allow_removals: bool = False,
    now: str | None = None,
) -> Report:
    """Publishes the records of ``sources`` into ``out``: any path that Spark writes.

    The arguments are those of :func:`syndicate.site.run.build`. ``frames`` are tables of the caller's own by the path
    of the source that each stands for. Raises what that function does, and :class:`SyndicateError` where Spark gives
    up.
    """
    chosen = tuple(settings.source if sources is None else sources)
    if not chosen:
        raise SettingsError(
            "there is nothing to read", mend="Name a file or a folder, or add a [[source]] to the settings."
        )
    with spark_errors():
        return _build(
            apart(spark), settings, out, folder or Path(), chosen, settings_folder, report, frames or {},
            strict=strict, dry_run=dry_run, allow_removals=allow_removals, now=now,
        )  # fmt: skip


def reading(
    spark: SparkSession,
    settings: Settings,
    chosen: Sequence[Source],
    folder: Path,
    settings_folder: Path,
    frames: Mapping[str, DataFrame],
    ours: Sequence[str],
    *,
    now: str | None,
    strict: bool = False,
) -> tuple[list[Input], list[str], Gathering]:
    """What is to be read, sentences for people, and how it is read."""
    files, told = inputs(spark, chosen, folder, frames, ours)
    used: list[set[str]] = [set() for _ in chosen]
    for one in files:
        if one.file.format != PARQUET:
            used[one.source].add(one.file.format)
    shared = gathering(settings, chosen, used, settings_folder=settings_folder, now=now, strict=strict)
    return files, told, shared(Path())


def _build(
    spark: SparkSession,
    settings: Settings,
    out: str,
    folder: Path,
    chosen: tuple[Source, ...],
    settings_folder: Path | None,
    report: str | None,
    frames: Mapping[str, DataFrame],
    *,
    strict: bool,
    dry_run: bool,
    allow_removals: bool,
    now: str | None,
) -> Report:
    home = folder if settings_folder is None else settings_folder
    target = hadoop.located(spark, out)
    beside = hadoop.located(spark, report) if report else f"{target.rstrip('/')}.report"
    if f"{beside}/".startswith(f"{target}/"):
        raise SettingsError(
            "the report would be published",
            source=beside,
            mend="Choose a folder outside of the published one with --report.",
        )
    told = Report(out=_shown(target), folder=_shown(beside), dry_run=dry_run)
    withdrawn = read_withdrawals(home / settings.build.withdrawals)
    files, said, shared = reading(
        spark, settings, chosen, folder, home, frames, (target, beside), now=now, strict=strict
    )
    told.told += [*said, _NOT_BUILT]
    with contextlib.ExitStack() as stack:
        if not dry_run:
            stack.enter_context(locked(spark, target))
        work = stack.enter_context(_work(spark, beside, dry_run=dry_run))
        tables = Tables(spark=spark, work=work)
        stack.callback(tables.let_go)
        earlier = earlier_export(spark, target)
        not_before(earlier, now)
        before = about(spark, target, earlier)
        remember(tables, target, earlier, before)
        read = first_pass(tables, files, frames, shared, told, chosen, (settings.build.withdrawals, withdrawn.values()))
        where = None if dry_run else beside
        if where is not None:
            hadoop.remove(spark, under(where, "report.json"))
        tables.view("lines", tables.ask(_LINES))
        tell_reading(tables, told, where)
        if strict and told.accounts.refused:
            told.told.append("Nothing was published: a record was refused, and the build is strict.")
            _write(spark, told, where)
            raise Refused("a record was refused, so nothing was published", found=told.refusals[0])
        if not told.accounts.published and not told.accounts.withdrawn:
            told.told.append("Nothing was published, and what was there before stays: there is no review to publish.")
            _write(spark, told, where)
            return told
        standing = settle(tables, target, earlier, chosen, read.nameless, now=now, allow_removals=allow_removals)
        told.standing = {"stale": standing.stale, "kept": standing.kept, "left": standing.left}
        tell_standing(tables, standing, where)
        told.told += sentences(tables, standing, now)
        review(tables)
        made = export(tables, settings, target, earlier, standing, told, before.get("parts", {}), now)
        names = [source_key(source.path) for source in chosen]
        folders = {STATE: _state(tables, names)}
        published = told.accounts.published + standing.stale + standing.kept
        if not _same_tables(spark, target, before, made):
            folders |= write_tables(tables, names)
        _outputs(told, made, published)
        told.lost = {"jsonld": read.tally.losses(JSONLD.carries)}
        told.outputs["jsonld"] = OutputReport(records=published, lost=told.lost["jsonld"])
        told.outputs["records"] = OutputReport(records=published)
        if not dry_run:
            told.files = publish(spark, target, made, folders, _about(made))
        _write(spark, told, where)
    return told


_LINES = """
SELECT block.number + found.ordinal AS number, found.record
FROM found JOIN block ON found.file = block.file AND found.start = block.start WHERE found.what = 'record'
"""


@contextlib.contextmanager
def _work(spark: SparkSession, beside: str, *, dry_run: bool) -> Iterator[str]:
    """The URI of a work folder beside the published one, which is empty, and gone in the end."""
    there = hadoop.entry(spark, beside) is not None
    work = under(beside, ".work")
    hadoop.remove(spark, work)
    try:
        yield work
    finally:
        hadoop.remove(spark, work)
        if dry_run and not there:
            hadoop.remove(spark, beside)


def _state(tables: Tables, names: Sequence[str]) -> str:
    """The table of which review came from which source, for the next build."""
    tables.made("source_key", list(enumerate(names)), "number long, path string")
    folder = under(tables.work, "state")
    tables.ask(
        "SELECT review.id, review.hash, COALESCE(source_key.path, '') AS source "
        "FROM review LEFT JOIN source_key ON source_key.number = review.source"
    ).write.parquet(folder)
    return folder


def _about(made: Exported) -> dict[str, Any]:
    parts = {packed.file.key: list(packed.file) for packed in made.files if packed.file.key}
    return {"sequence": made.sequence, "state": made.state, "sources": True, "parts": parts, "tables": _TABLES}


_TABLES = 1
"""The form of the two tables: changes when the same records would give other rows."""


def _same_tables(spark: SparkSession, out: str, before: Mapping[str, Any], made: Exported) -> bool:
    """Whether the tables of the last build are those of this one."""
    return (
        before.get("state") == made.state
        and before.get("tables") == _TABLES
        and all(hadoop.entry(spark, under(out, name)) is not None for name in ("tables/records", "tables/jsonld"))
    )


def _outputs(told: Report, made: Exported, published: int) -> None:
    size = sum(packed.file.bytes for packed in made.files) + len(made.manifest)
    told.outputs["export"] = OutputReport(files=len(made.files) + 1, bytes=size, records=published)


def _shown(uri: str) -> Path:
    return Path(uri.removeprefix("file:"))


def _write(spark: SparkSession, told: Report, folder: str | None) -> None:
    if folder is not None:
        content = orjson.dumps(told.as_dict(), option=orjson.OPT_INDENT_2) + b"\n"
        hadoop.replace(spark, under(folder, "report.json"), content)
