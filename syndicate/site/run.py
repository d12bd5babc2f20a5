"""A build from its beginning to its end."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from syndicate import formats
from syndicate.engines import local
from syndicate.errors import SettingsError, SyndicateError
from syndicate.formats import Tally
from syndicate.ledger import Fault, Refusal
from syndicate.mapping import Ids, Mapper, compile_mapping
from syndicate.settings import Settings, Source
from syndicate.site.export import ExportPart, manifest, schema_file
from syndicate.site.feeds import feeds
from syndicate.site.gather import Gathering, gather, read_found
from syndicate.site.index import Index
from syndicate.site.items import item_list
from syndicate.site.pages import IndexPage, ItemPages, ReviewPages, StyleSheet
from syndicate.site.plan import Ours, Task, options_for, tasks
from syndicate.site.publish import changes, publish
from syndicate.site.report import Accounts, Ledger, Report, by_output
from syndicate.site.sitemap import sitemap
from syndicate.site.stage import Output, Rendering, Written, lines_at
from syndicate.site.workshop import disk, workshop

__all__ = ["Progress", "Refused", "build", "gathering"]

T = TypeVar("T")

Progress = Callable[[str, int], None]
"""Told what is being done and how many records or files of it are done."""

_CHUNK = 200
_NAMED = 20
"""The most fields that a message names."""
_FEW = 4
"""Tasks that are done sooner than a pool of processes has begun."""


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
    told = Report(out=out, folder=report or _beside(out), dry_run=dry_run)
    home_of_settings = folder if settings_folder is None else settings_folder
    with contextlib.ExitStack() as stack:
        stack.enter_context(disk())
        plan = list(tasks(chosen, folder, Ours(out, told.folder)))
        _not_the_report(plan, told.folder)
        used: list[set[str]] = [set() for _ in chosen]
        for task in plan:
            used[task.source].update(file.format for file in task.files)
        shared = gathering(settings, chosen, used, settings_folder=home_of_settings, now=now, strict=strict)
        place = stack.enter_context(workshop(out, told.folder, dry_run=dry_run))
        index = stack.enter_context(contextlib.closing(Index(place.work / "index")))
        told.begin()
        # Only this process has the standard input.
        readers = 1 if any(file.path == "-" for task in plan for file in task.files) else jobs
        tally = _first_pass(shared(place.work), plan, index, told, chosen, jobs=readers, progress=progress)
        if strict and told.accounts.refused:
            told.told.append("Nothing was published: a record was refused, and the build is strict.")
            told.write()
            raise Refused("a record was refused, so nothing was published", found=told.refusals[0])
        rendering = Rendering(
            work=place.work,
            stage=place.stage,
            settings=settings,
            templates=home_of_settings / settings.build.templates if settings.build.templates else None,
            feeds=settings.site.base is not None and index.dated() > 0,
        )
        if not told.accounts.published and not told.accounts.withdrawn:
            told.told.append("Nothing was published, and what was there before stays: there is no review to publish.")
            told.write()
            return told
        written = _second_pass(rendering, index, told, tally, jobs=jobs, progress=progress)
        plan_of_files = changes(out, written, allow_removals=allow_removals)
        if not dry_run:
            publish(rendering.stage, out, plan_of_files)
            told.files = plan_of_files.counts()
        told.write()
    return told


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
    ids = Ids(settings.site.tag)
    mappers = tuple(_mapper(source, settings, ids, settings_folder, now, alone=len(sources) == 1) for source in sources)
    options = tuple(
        {name: options_for(formats.get(name), source.options, where=source.path) for name in sorted(names)}
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


def _first_pass(
    shared: Gathering,
    plan: list[Task],
    index: Index,
    told: Report,
    sources: Sequence[Source],
    *,
    jobs: int,
    progress: Progress,
) -> Tally:
    tally = Tally()
    unseen: dict[int, frozenset[str]] = {}
    ignored: dict[int, set[str]] = {}
    done = 0
    for source in sources:
        told.sources[source.path] = Accounts()
    with contextlib.ExitStack() as stack:
        refused = replaced = notes = None
        if not told.dry_run:
            told.folder.mkdir(parents=True, exist_ok=True)
            refused = stack.enter_context((told.folder / "refused.jsonl").open("wb"))
            replaced = stack.enter_context((told.folder / "replaced.jsonl").open("wb"))
            notes = stack.enter_context((told.folder / "notes.jsonl").open("wb"))
        ledger = Ledger(refused, replaced, notes)
        for summary in local.run(gather, shared, plan, jobs=jobs if len(plan) > _FEW else 1):
            accounts = told.sources[sources[summary.source].path]
            accounts.add("refused", summary.refused)
            accounts.add("skipped", summary.skipped)
            tally.merge(summary.tally)
            told.snippets += summary.snippets
            unseen[summary.source] = unseen.get(summary.source, summary.unseen) & summary.unseen
            ignored.setdefault(summary.source, set()).update(summary.ignored)
            for found in read_found(shared.folder, summary.number):
                index.add(found.rows)
                ledger.note(found.notes)
                for refusal in found.refusals:
                    ledger.refuse(refusal)
            done += summary.reviews + summary.tombstones + summary.refused + summary.skipped
            progress("reading", done)
            if shared.strict and summary.refused:
                break
        for number, fields in sorted(unseen.items()):
            if fields:
                named = ", ".join(sorted(fields))
                told.told.append(f"{sources[number].path}: no record has {named}, which the settings name.")
        for number, left in sorted(ignored.items()):
            if left:
                named = ", ".join(
                    name if name.isprintable() and len(name) <= 60 else repr(name[:60])
                    for name in sorted(left)[:_NAMED]
                )
                more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
                told.told.append(f"{sources[number].path}: the settings take nothing from {named}{more}.")
        index.decide()
        _contradictions(shared.folder, index, ledger)
        for one in index.replaced():
            ledger.replace(one)
    for number, fate, count in index.source_fates():
        told.sources[sources[number].path].add(fate, count)
    for accounts in told.sources.values():
        for fate, count in accounts.as_dict().items():
            if fate != "read":
                told.accounts.add(fate, count)
    told.refusals, told.replaced = ledger.first, ledger.first_replaced
    told.repaired, told.inferred = ledger.kept("repaired"), ledger.kept("inferred")
    return tally


def _contradictions(work: Path, index: Index, ledger: Ledger) -> None:
    """Records of one id and one date that say different things: all are refused, since nothing says which is right."""
    for id, group in itertools.groupby(index.contradictions(), key=lambda row: row[0]):
        rows = list(group)
        places = [", ".join(part for part in (shown, place) if part) for _, shown, place, *_ in rows]
        for position, (_, shown, place, *location) in enumerate(rows):
            others = places[:position] + places[position + 1 :]
            fault = Fault(
                path="id",
                found=f"{id}, which {' and '.join(others[:3])} has too, with other content and the same date",
                expected="each id once, or a later `modified` in the version that stands",
                mend="Give each review an id of its own, or say when it was modified.",
            )
            raw = next(lines_at(work, [tuple(location)])).decode()  # type: ignore[list-item]
            ledger.refuse(Refusal(source=shown, place=place, faults=(fault,), id=id, raw=raw))


def _second_pass(
    rendering: Rendering, index: Index, told: Report, tally: Tally, *, jobs: int, progress: Progress
) -> list[Written]:
    settings, site = rendering.settings, rendering.settings.site
    written: list[Written] = []
    for files in local.run(_render, rendering, _outputs(rendering, index), jobs=jobs if index.count() > _CHUNK else 1):
        written.extend(files)
        progress("writing", len(written))
    parts = [file for file in written if file.records]
    if settings.build.pages:
        written.append(item_list(rendering, index))
    written.append(schema_file(rendering))
    written.append(manifest(rendering, parts))
    losses = {"export": formats.get("records").carries, "pages": formats.get("jsonld").carries}
    if site.base is None:
        told.told.append("There are no feeds and no site map: they need site.url in the settings.")
    else:
        if not index.dated():
            if index.count():
                told.told.append("There are no feeds: no review has a date.")
        else:
            made = feeds(rendering, _newest(rendering, index, settings.build.feed_entries))
            written.extend(feed.written for feed in made)
            undated = index.count() - index.dated()
            if undated:
                told.told.append(f"{_count(undated, 'review')} without a date, and so in no feed.")
        written.extend(sitemap(rendering, index.addresses()))
    if site.tag is None and any(kept.path == "id" for kept in told.inferred):
        told.told.append(
            "Ids were made up of keys and paths. Set site.tag in the settings to make ids that are your own."
        )
    inferred = index.inferred_items()
    if inferred:
        told.told.append(
            f"{_count(inferred, 'item')} told apart by type, name and year alone: no key, identifier or URL."
        )
    if told.snippets:
        told.told.append(
            f"{_count(told.snippets, 'review')} published without the body, of which only a snippet may be."
        )
    converted, unsaid = index.mixed_scales()
    if converted:
        told.told.append(f"{_count(converted, 'item')} rated on several scales; the mean is on a scale of 0 to 100.")
    if unsaid:
        told.told.append(
            f"{_count(unsaid, 'item')} rated on several scales, not all of them known, and without a mean."
        )
    told.outputs = by_output(written)
    for name, carries in losses.items():
        if name in told.outputs:
            told.outputs[name].records = index.count()
            told.outputs[name].lost = tally.losses(carries)
    return written


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{' is' if number == 1 else 's are'}"


def _render(shared: Rendering, task: Output) -> list[Written]:
    return task.write(shared)


def _outputs(rendering: Rendering, index: Index) -> Iterator[Output]:
    """The tasks of the second pass."""
    build_, total = rendering.settings.build, index.count()
    for number, part in enumerate(_chunks(((s, o, n) for _, _, s, o, n in index.reviews()), build_.part_records)):
        yield ExportPart(number=number, locations=tuple(part))
    if not build_.pages:
        return
    yield StyleSheet()
    for chunk in _chunks(index.reviews(), _CHUNK):
        yield ReviewPages(reviews=tuple((slug, (s, o, n)) for _, slug, s, o, n in chunk))
    pages = max(1, -(-total // build_.page_size))
    for number in range(1, pages + 1):
        rows = index.newest(build_.page_size, (number - 1) * build_.page_size)
        entries = tuple((slug, (s, o, n)) for _, slug, s, o, n in rows)
        yield IndexPage(number=number, pages=pages, total=total, reviews=entries)
    for items in _chunks(index.aggregates(), _CHUNK):
        yield ItemPages(
            items=tuple(
                (
                    item,
                    tuple((slug, (s, o, n)) for _, slug, s, o, n in index.of_item(item.item_key, build_.item_reviews)),
                )
                for item in items
            )
        )


def _newest(rendering: Rendering, index: Index, limit: int) -> Iterator[tuple[str, bytes]]:
    rows = index.newest(limit, dated=True)
    lines = lines_at(rendering.work, [(s, o, n) for _, _, s, o, n in rows])
    yield from zip((slug for _, slug, *_ in rows), lines, strict=True)


def _chunks(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(itertools.islice(rows, size)):
        yield chunk
