"""A build from its beginning to its end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from syndicate import formats
from syndicate.engines import local
from syndicate.errors import SettingsError, SyndicateError
from syndicate.mapping import Ids, Mapper, compile_mapping
from syndicate.models.dates import Instant, epoch
from syndicate.settings import Settings, Source
from syndicate.site.export import Exporting, export
from syndicate.site.files import OF_SPARK, Files
from syndicate.site.first_pass import first_pass
from syndicate.site.gather import Gathering
from syndicate.site.history import Earlier, earlier_export
from syndicate.site.index import Index
from syndicate.site.linting import linting
from syndicate.site.plan import Ours, Task, options_for, tasks
from syndicate.site.proving import proving
from syndicate.site.publish import changes, publish
from syndicate.site.report import Progress, Report
from syndicate.site.second_pass import render, second_pass
from syndicate.site.stage import Rendering
from syndicate.site.standing import settle
from syndicate.site.standing_told import tell_standing
from syndicate.site.unchanged import inputs, leave, nothing_to_do
from syndicate.site.withdrawals import read as read_withdrawals
from syndicate.site.workshop import disk, workshop

__all__ = ["Refused", "build", "gathering", "not_before"]


class Refused(SyndicateError):
    """A strict build met a record that it had to refuse; nothing was published."""


def build(
    settings: Settings,
    out: Path,
    *,
    folder: Path | None = None,
    sources: Sequence[Source] | None = None,
    settings_folder: Path | None = None,
    report: Path | None = None,
    strict: bool = False,
    dry_run: bool = False,
    allow_removals: bool = False,
    now: str | None = None,
    jobs: int = 1,
    progress: Progress = lambda doing, done: None,
) -> Report:
    """Publishes the records of ``sources`` (by default those of the settings) into the folder ``out``.

    ``folder`` is what the paths of sources are relative to (by default the working folder), ``settings_folder`` what
    the other paths of the settings are (by default the same); ``report`` is where refusals and the report go (by
    default ``out`` with ``.report`` at its end). ``strict`` publishes nothing once a
    record is refused, and raises :class:`Refused`; ``dry_run`` does everything and leaves no file.
    ``allow_removals`` says that reviews which are no longer in the sources have left, however many. ``now`` is the
    instant (RFC 3339) of what has to say when and whose source does not. ``jobs`` is the number of processes.

    Raises :class:`SettingsError` for settings that are wrong, :class:`FileError` where a folder cannot be written,
    and :class:`syndicate.errors.InputError` for a source that is not there.
    """
    folder = folder or Path()
    chosen = tuple(settings.source if sources is None else sources)
    if not chosen:
        raise SettingsError(
            "there is nothing to read", mend="Name a file or a folder, or add a [[source]] to the settings."
        )
    if (out / OF_SPARK).exists():
        raise SettingsError(
            "the engine spark has published here, and its tables would stay as they are",
            source=str(out),
            mend="Choose another folder. To go on with the history, copy export of this one into it first.",
        )
    told = Report(out=out, folder=report or _beside(out), dry_run=dry_run)
    home_of_settings = folder if settings_folder is None else settings_folder
    withdrawals = home_of_settings / settings.build.withdrawals
    with contextlib.ExitStack() as stack:
        stack.enter_context(disk())
        withdrawn = read_withdrawals(withdrawals)
        plan = list(tasks(chosen, folder, Ours(out, told.folder)))
        _not_the_report(plan, told.folder)
        made_of = partial(
            inputs,
            plan,
            chosen,
            settings,
            home_of_settings,
            withdrawn.values(),
            now=now,
            strict=strict,
            allow_removals=allow_removals,
        )
        before = None if dry_run else made_of()
        used: list[set[str]] = [set() for _ in chosen]
        for task in plan:
            used[task.source].update(file.format for file in task.files)
        shared = gathering(settings, chosen, used, settings_folder=home_of_settings, now=now, strict=strict)
        place = stack.enter_context(workshop(out, told.folder, dry_run=dry_run))
        stack.enter_context(local.kept(place.work))
        earlier = earlier_export(out)
        not_before(earlier, now)
        if (same := nothing_to_do(told, before, out)) is not None:
            return same
        index = stack.enter_context(contextlib.closing(Index(place.work / "index")))
        index.remember(earlier.reviews())
        index.bury(earlier.gone())
        files = stack.enter_context(contextlib.closing(Files(place.work / "files", out)))
        told.begin()
        # Only this process has the standard input.
        readers = 1 if any(file.path == "-" for task in plan for file in task.files) else jobs
        tally, nameless = first_pass(
            shared(place.work),
            plan,
            index,
            told,
            chosen,
            (settings.build.withdrawals, withdrawn.values()),
            jobs=readers,
            progress=progress,
        )
        if strict and told.accounts.refused:
            told.told.append("Nothing was published: a record was refused, and the build is strict.")
            told.write()
            raise Refused("a record was refused, so nothing was published", found=told.refusals[0])
        if not told.accounts.published and not told.accounts.withdrawn:
            told.told.append("Nothing was published, and what was there before stays: there is no review to publish.")
            told.write()
            return told
        standing = settle(
            index, earlier, chosen, nameless, tally, place.work, len(plan) + 1, now=now, allow_removals=allow_removals
        )
        index.place()
        rendering = Rendering(
            work=place.work,
            stage=place.stage,
            settings=settings,
            templates=home_of_settings / settings.build.templates if settings.build.templates else None,
            feeds=settings.site.base is not None and index.dated() > 0,
        )
        tell_standing(told, index, standing, now)
        second_pass(rendering, index, files, told, tally, jobs=jobs, progress=progress)
        exporting = Exporting(
            rendering=rendering,
            index=index,
            files=files,
            earlier=earlier,
            standing=standing,
            told=told,
            sources=tuple(source.path for source in chosen),
            now=now,
        )
        writers = jobs if index.count() > settings.build.part_records else 1  # one part is one task
        export(exporting, partial(local.run, render, rendering, jobs=writers))
        told.by_output(files.outputs(), index.count())
        proving(rendering, index, files, told, jobs=jobs, progress=progress)
        linting(rendering, index, files, told, jobs=jobs, progress=progress)
        plan_of_files = changes(rendering.stage, files)
        if not dry_run:
            publish(out, files)
            told.files = plan_of_files.counts()
        told.write()
        if before is not None:
            leave(told, before, made_of(), out, index)
    return told


def not_before(earlier: Earlier, now: str | None) -> None:
    """Raises :class:`SettingsError` for an instant before that of the last export."""
    if now is not None and earlier.instant is not None and epoch(now) < epoch(earlier.instant):
        raise SettingsError(
            "the instant lies before that of the last export, and nothing was published",
            source=str(earlier.out),
            found=now,
            expected=f"{earlier.instant} or later",
            mend="Correct --now or SOURCE_DATE_EPOCH, or the clock that it comes from.",
        )


def _an_instant(now: str | None) -> None:
    try:
        TypeAdapter(Instant | None).validate_python(now)
    except ValidationError:
        raise SettingsError(
            "the instant that was given is wrong",
            found=repr(now),
            expected="a date and a time with its zone",
            mend="Write it as in 2026-01-31T12:00:00Z.",
        ) from None


def _not_the_report(plan: Iterable[Task], report: Path) -> None:
    for task in plan:
        for file in task.files:
            if file.path != "-" and Path(file.path).resolve().is_relative_to(report.resolve()):
                raise SettingsError(
                    "this is part of the report, which the build is about to write anew",
                    source=file.shown,
                    mend="Copy it elsewhere, or name another folder for the report with --report.",
                )


def _beside(out: Path) -> Path:
    """The folder of the report: the name of the published one with ``.report`` at its end, beside it."""
    whole = out if out.name not in ("", "..") else out.resolve()
    if not whole.name:
        raise SettingsError("the report has no place beside the root", mend="Name a folder for it with --report.")
    return whole.with_name(f"{whole.name}.report")


def gathering(
    settings: Settings,
    sources: Sequence[Source],
    used: Sequence[Iterable[str]],
    *,
    settings_folder: Path,
    now: str | None,
    strict: bool = False,
) -> Callable[[Path], Gathering]:
    """How sources are read, for a work folder that is still to come; ``used`` are the formats of each source.

    Raises :class:`SettingsError`.
    """
    _an_instant(now)
    ids = Ids(settings.site.tag)
    mappers = tuple(_mapper(source, settings, ids, settings_folder, now, alone=len(sources) == 1) for source in sources)
    options = tuple(
        {
            name: options_for(formats.get(name), source.options, where=source.path, reading=True)
            for name in sorted(names)
        }
        for source, names in zip(sources, used, strict=True)
    )
    return lambda work: Gathering(folder=work, mappers=mappers, options=options, strict=strict)


def _mapper(source: Source, settings: Settings, ids: Ids, folder: Path, now: str | None, *, alone: bool) -> Mapper:
    """The source's mapping, made ready. Raises :class:`SettingsError`, which names the source."""
    try:
        return compile_mapping(
            source, scales=settings.scales, ids=ids, timezone=settings.site.timezone, folder=folder, now=now
        )
    except SyndicateError as error:
        if not error.source:
            error.source = "the settings" if alone else f"the settings, source {source.path}"
        raise
