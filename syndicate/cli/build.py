"""``syndicate build``: real review files in, a published folder out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from syndicate.cli._console import progress, settings_in, tell
from syndicate.cli._instant import instant
from syndicate.errors import SettingsError

if TYPE_CHECKING:
    from syndicate.site import Report

__all__ = ["Engine", "build"]


class Engine(StrEnum):
    """Where a build is done."""

    local = "local"
    spark = "spark"


def build(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Files, folders or globs; by default those of the settings."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("-c", "--config", help="The settings; by default syndicate.toml, where there is one.")
    ] = None,
    out: Annotated[str, typer.Option("-o", "--out", metavar="DIR", help="The folder to publish into.")] = "public",
    report: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Where refusals and the report go; by default DIR.report beside the folder."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Publish nothing once a record is refused.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything and leave no file.")] = False,
    allow_removals: Annotated[
        bool,
        typer.Option("--allow-removals", help="Reviews that are no longer in the sources have left, however many."),
    ] = False,
    now: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT",
            help="The instant (2026-01-31T12:00:00Z) of what has to say when and whose source does not; "
            "by default SOURCE_DATE_EPOCH, where it is set.",
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes; by default one a core.")
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(
            help="Where the work is done: on this machine, or on a Spark cluster, which writes the export only."
        ),
    ] = Engine.local,
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The Spark cluster; by default that of spark-submit, else local[*], all cores of this machine.",
        ),
    ] = None,
) -> None:
    """Publish reviews: pages with markup, feeds, a site map and an export.

    Refused records are told, counted and kept with the report; the rest is published all the same.
    """
    from syndicate.api import sources_of
    from syndicate.engines.local import cores
    from syndicate.site.run import build as run

    settings, folder = settings_in(config)
    chosen = sources_of(sources, settings) if sources else None
    if engine is Engine.spark:
        from syndicate.engines.spark import session
        from syndicate.site.spark.run import build as run_in_spark

        _only_local(jobs)
        made = run_in_spark(
            session(master),
            settings,
            out,
            folder=Path() if sources else folder,
            sources=chosen,
            settings_folder=folder,
            report=report,
            strict=strict,
            dry_run=dry_run,
            allow_removals=allow_removals,
            now=instant(now),
        )
        _summary(made, "")
        if not made.accounts.published and not made.accounts.withdrawn:
            raise typer.Exit(1)
        return
    if master is not None:
        raise SettingsError("--master is of the engine spark", mend="Add --engine spark, or leave it out.")
    with progress() as told:
        made = run(
            settings,
            Path(out),
            folder=Path() if sources else folder,
            sources=chosen,
            settings_folder=folder,
            report=None if report is None else Path(report),
            strict=strict,
            dry_run=dry_run,
            allow_removals=allow_removals,
            now=instant(now),
            jobs=jobs or cores(),
            progress=told,
        )
    _summary(made, ".jsonl")
    if not made.accounts.published and not made.accounts.withdrawn:
        raise typer.Exit(1)


def _only_local(jobs: int | None) -> None:
    if jobs is not None:
        raise SettingsError(
            "--jobs is of the engine local", mend="Say how many cores Spark has with --master, as in local[4]."
        )


def _summary(report: Report, suffix: str) -> None:
    """Says what came of it; ``suffix`` is that of what lies in the folder of the report."""
    accounts = report.accounts
    for refusal in report.refusals:
        tell(f"refused: {refusal}")
    if accounts.refused > len(report.refusals):
        tell(f"refused: {accounts.refused - len(report.refusals):,} more, in {report.folder / f'refused{suffix}'}")
    for line in report.replaced:
        tell(line)
    if (behind := accounts.duplicate + accounts.superseded) > len(report.replaced):
        tell(f"{behind - len(report.replaced):,} more like these, in {report.folder / f'replaced{suffix}'}")
    for sentence in report.told:
        tell(sentence)
    for kept in report.repaired[:5]:
        tell(f"repaired: {kept.path or 'the file'}, {kept.what} ({kept.records:,})")
    for kept in report.inferred[:5]:
        tell(f"inferred: {kept.path or 'of the file'}, {kept.what} ({kept.records:,})")
    for kept in report.skipped[:5]:
        tell(f"skipped: {kept.what} ({kept.records:,})")
    rest = ", ".join(f"{count:,} {fate}" for fate, count in accounts.as_dict().items() if count and fate != "read")
    tell(f"{accounts.read:,} read: {rest or 'nothing'}")
    if report.proof is not None:
        tell(_proven(report.proof))
    if report.check is not None:
        tell(_checked(report.check))
    if report.dry_run:
        tell("A dry run: nothing was written.")
        return
    if report.files:
        counts = ", ".join(f"{count:,} {what}" for what, count in report.files.items())
        tell(f"{report.out}: files {counts}")
        if "pages" in report.outputs:
            tell(f"Look at {report.out / 'index.html'}")
    tell(f"The report is in {report.folder}")


def _checked(check: dict[str, Any]) -> str:
    """What the linter found, in a sentence."""
    counts = ", ".join(
        f"{check[f'{what}s']:,} {what}{'' if check[f'{what}s'] == 1 else 's'}" for what in ("error", "warning")
    )
    return f"checked by the linter: {check['files']:,} pages and feeds, {counts}"


def _proven(proof: dict[str, Any]) -> str:
    """What the proof came to, in a sentence."""
    outcomes: dict[str, int] = {}
    for counts in proof["counts"].values():
        for outcome, count in counts.items():
            outcomes[outcome] = outcomes.get(outcome, 0) + count
    of = "" if proof["reviews"] == proof["of"] else f" of {proof['of']:,}"
    said = [
        f"{outcomes.get('equal', 0) + outcomes.get('lost', 0):,} times as written or lost as declared",
        f"{outcomes.get('different', 0) + outcomes.get('unreadable', 0):,} times different",
    ]
    return f"read back and compared: {proof['reviews']:,}{of} reviews in {proof['files']:,} files, {', '.join(said)}"
