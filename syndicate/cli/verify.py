"""``syndicate verify``: what was published, read back by readers that are not ours and compared with the records."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.cli._console import progress, settings_in, tell
from syndicate.errors import FileError, InputError

if TYPE_CHECKING:
    from syndicate.models.review import Review
    from syndicate.proof import Finding, Records, Summary

__all__ = ["verify"]

_SHOWN = 20
_COLUMNS = ("equal", "lost", "different", "missing", "unknown", "unreadable")


def verify(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR|PAGE", help="Published folders, or single pages, feeds and .jsonld files."),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(metavar="RECORDS", help="The records; by default those of the export in the folder."),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("-f", "--from", metavar="FORMAT", help="The format of the records.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("-c", "--config", help="Settings with the mapping that the records are read with.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as JSON to standard output.")] = False,
    visible: Annotated[
        bool, typer.Option("--visible", help="Marked-up values that nobody sees on the page are errors too.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes; by default one a core.")
    ] = None,
) -> None:
    """Prove that what was published says what the records say.

    Ends with 1 where something is different, unreadable or (in a folder) missing. What a syntax cannot hold is lost
    as declared, and no error; nor is a review that no record is given for.
    """
    from syndicate.engines.local import cores
    from syndicate.proof import Records, Summary, prove
    from syndicate.proof.sites import files_below

    named = paths or [Path("public")]
    files: list[tuple[Path, str]] = []
    for path in named:
        if not path.exists():
            raise InputError("there is no such file or folder", source=str(path), mend="Check the path.")
        files += [(one, str(one)) for one in (files_below(path) if path.is_dir() else [path])]
    if not files:
        raise InputError(
            "there is nothing in it that can be verified",
            source=str(named[0]),
            expected="pages (.html), feeds (.rss, .atom, .feed.json), .jsonld files or an export",
        )
    exports = [] if against else [path for path, _ in files if path.name == "manifest.json"]
    summary = Summary(files=len(files))
    with Records() as records, progress() as told:
        records.add(_given(against, from_, config) if against else _exported(exports))
        seen: set[str] = set()
        for done, findings in enumerate(prove(files, records, jobs=jobs or cores()), 1):
            for finding in findings:
                summary.add(finding)
                seen.add(finding.id)
            if len(seen) > 10_000 or done == len(files):
                records.saw(seen)
                seen.clear()
            told("verifying", done)
        for finding in _missing(records, [path for path in named if path.is_dir()]):
            summary.add(finding)
        if as_json:
            _print(json.dumps(summary.as_dict(), indent=2, ensure_ascii=False) + "\n")
        else:
            _print(_table(summary))
        _tell(summary, compared=bool(len(records)))
    if summary.count("different", "missing", "unreadable") or (visible and summary.unseen):
        raise typer.Exit(1)


def _given(against: list[str], format: str | None, config: Path | None) -> Iterator[Review]:
    """The records to compare with; a refusal among them is told, since nothing can be compared with it."""
    from syndicate.api import readings, sources_of
    from syndicate.ledger import Refusal
    from syndicate.models.review import Review

    settings, folder = settings_in(config)
    for source in sources_of(against, settings, format):
        for made, ctx in readings(source, settings, Path(), folder):
            ctx.notes.clear()
            if isinstance(made, Refusal):
                tell(f"refused: {made}")
            elif isinstance(made, Review):
                yield made


def _exported(manifests: list[Path]) -> Iterator[Review]:
    """The records of exports."""
    from syndicate.api import read
    from syndicate.errors import SyndicateError
    from syndicate.models.review import Review
    from syndicate.proof.exports import part_of

    # What is wrong here, the proof of the export tells.
    for manifest in manifests:
        try:
            resources = json.loads(manifest.read_bytes())["resources"]
            full = [one for one in resources if one.get("kind", "full") == "full"]
            parts = [part_of(manifest.parent, str(one["path"])) for one in full]
        except (ValueError, KeyError, TypeError, OSError, RecursionError):
            continue
        for part in parts:
            try:
                yield from (made for made in read(part, "records") if isinstance(made, Review))
            except SyndicateError:
                continue


def _missing(records: Records, folders: list[Path]) -> Iterator[Finding]:
    """The records that nothing in the folders told of, and the files that a build wrote there and that are gone."""
    from syndicate.proof import Finding
    from syndicate.site.files import published_before

    if not folders:
        return
    where = ", ".join(map(str, folders))
    for id in records.unseen():
        yield Finding(id=id, file=where, how="all", outcome="missing", why="nothing in it tells of this record")
    for folder in folders:
        for file in published_before(folder):
            if not (folder / file.path).exists():
                why = "the build wrote it, and it is gone"
                yield Finding(id="", file=str(folder / file.path), how="files", outcome="missing", why=why)


def _table(summary: Summary) -> str:
    """The counts as a table: a line for each syntax, feed and export, a column for each outcome that there is."""
    hows = sorted({how for how, _ in summary.counts})
    columns = [one for one in _COLUMNS if summary.count(one)]
    rows = [["", *columns], *([how, *(f"{summary.counts[how, one]:,}" for one in columns)] for how in hows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows)
    return "".join("  ".join(line).rstrip() + "\n" for line in lines)


def _tell(summary: Summary, *, compared: bool) -> None:
    for finding in summary.wrong[:_SHOWN]:
        what = "; ".join(map(str, finding.differences)) or finding.why
        named = f" {finding.id}" if finding.id else ""
        tell(f"{finding.outcome}: {finding.file} ({finding.how}){named}: {what}")
    wrong = summary.count("different", "missing", "unreadable")
    if wrong > _SHOWN:
        tell(f"{wrong - _SHOWN:,} more; --json has them")
    for finding in summary.hidden[:_SHOWN]:
        tell(f"not visible: {finding.file} ({finding.how}) {finding.id}: {', '.join(finding.unseen)}")
    if len(summary.hidden) > _SHOWN:
        tell(f"{len(summary.hidden) - _SHOWN:,} more with values that nobody sees; --json has them")
    for how in sorted({how for how, _ in summary.lost}):
        paths = (f"{path} ({count:,})" for (of, path), count in sorted(summary.lost.items()) if of == how)
        tell(f"lost in {how}, as declared: {', '.join(paths)}")
    if not compared:
        tell("There are no records to compare with: name them with --against. What is marked up was read all the same.")
    good = summary.count("equal", "lost")
    tell(f"{summary.files:,} files: {good:,} as they should be, {wrong:,} wrong, {summary.count('unknown'):,} unknown")


def _print(text: str) -> None:
    if sys.stdout is None:
        raise FileError("standard output is closed", mend="Give it a place to go.")
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
