"""The functions of the package's front: read, write, mark up.

>>> from syndicate import Movie, Person, Rating, Review, script_tag
>>> review = Review(
...     id="tag:example.org,2024:dune",
...     item=Movie(name="Dune: Part Two"),
...     authors=[Person(name="Ada Example")],
...     rating=Rating(value=4.5, best=5),
... )
>>> script_tag(review).startswith('<script type="application/ld+json">')
True
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from syndicate.errors import FileError, RecordError, SettingsError
from syndicate.formats import ReadContext, WriteContext
from syndicate.formats.jsonld import script_tag, to_jsonld
from syndicate.ledger import Refusal
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.settings import DEFAULT_FILE, Settings, Source, load
from syndicate.site.gather import records_of
from syndicate.site.plan import files_of, format_for, options_for
from syndicate.site.report import Report
from syndicate.site.run import build as build_site
from syndicate.site.run import gathering
from syndicate.site.withdrawals import content, merged
from syndicate.site.withdrawals import read as read_withdrawals

__all__ = ["build", "read", "script_tag", "to_jsonld", "withdraw", "write"]


def read(
    source: str | os.PathLike[str],
    format: str | None = None,
    *,
    config: str | os.PathLike[str] | None = None,
    now: str | None = None,
) -> Iterator[Review | Tombstone | Refusal]:
    """The records of a file, a folder or a glob, as they are read; what is wrong comes as a :class:`Refusal`.

    ``format`` is guessed from suffixes where it is not given. ``config`` names a ``syndicate.toml`` whose mapping is
    used. Raises :class:`syndicate.errors.InputError` where the source is not there and :class:`SettingsError` where
    the settings are wrong.
    """
    settings = load(Path(config)) if config is not None else Settings()
    folder = Path(config).parent if config is not None else Path()
    for of in sources_of([os.fspath(source)], settings, format):
        for made, _ in readings(of, settings, Path(), folder, now=now):
            if made is not None:
                yield made


def readings(
    source: Source, settings: Settings, folder: Path, settings_folder: Path, *, now: str | None = None
) -> Iterator[tuple[Review | Tombstone | Refusal | None, ReadContext]]:
    """The records and refusals of a source, each with the context that it was read in; None at the end of each file.

    ``folder`` is what the path of the source is relative to, ``settings_folder`` what the settings' other paths are.
    """
    files = list(files_of(source, folder))
    used = [{file.format for file in files}]
    shared = gathering(settings, [source], used, settings_folder=settings_folder, now=now)(Path())
    for file in files:
        ctx = ReadContext(
            source=file.shown,
            key=file.key,
            mapper=shared.mappers[0],
            options=shared.options[0].get(file.format),
            limits=shared.limits,
        )
        for made, _ in records_of(file, ctx):
            yield made, ctx
        yield None, ctx


def sources_of(paths: Sequence[str], settings: Settings, format: str | None = None) -> list[Source]:
    """Sources for paths that were named in a call, read as the settings' one source is; plainly without settings.

    Raises :class:`SettingsError` where the settings have several sources, since nothing says which of them is meant.
    """
    if len(settings.source) > 1:
        raise SettingsError(
            "the settings have several sources, so they do not say how to read this one",
            found=", ".join(source.path for source in settings.source),
            mend="Name none to read them all, or settings with one source.",
        )
    like = settings.source[0] if settings.source else None
    if like is None:
        return [Source(path=path, format=format) for path in paths]
    return [like.model_copy(update={"path": path, "format": format or like.format}) for path in paths]


def write(
    records: Review | Tombstone | Iterable[Review | Tombstone | Refusal],
    target: str | os.PathLike[str] | IO[bytes] | None = None,
    format: str | None = None,
    *,
    config: str | os.PathLike[str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> bytes | None:
    """Writes records in a format: to a path, to a binary stream, or (with no target) as the bytes that are returned.

    ``format`` is guessed from the suffix of a path, and is ``records`` without one; feeds need the ``[site]`` of a
    settings file, which ``config`` names; ``options`` are the format's own (``{"profile": "search"}``). A file is there
    whole or not at all: where writing fails, what stood there
    before stays. Raises :class:`syndicate.errors.UnknownName` for a format that does not exist,
    :class:`SettingsError` for one that cannot be written, and :class:`syndicate.errors.RecordError` for a refusal
    among the records.
    """
    path = Path(target) if isinstance(target, (str, os.PathLike)) else None
    form = format_for(str(path or "-"), format or (None if path else "records"), writing=True)
    assert form.write is not None
    site = load(Path(config)).site if config is not None else None
    ctx = WriteContext(site=site, options=options_for(form, dict(options or {}), where=form.name))
    given: Iterable[Review | Tombstone | Refusal] = [records] if isinstance(records, (Review, Tombstone)) else records
    pieces = form.write(map(_accepted, given), ctx)
    if path is not None:
        replace_whole(path, pieces)
    elif target is None:
        return b"".join(pieces)
    else:
        target.writelines(pieces)  # type: ignore[union-attr]
    return None


_BUFFER = 1 << 20
"""Bytes that are written at once: records are small, and a call of the system is not."""


def replace_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file that is there whole or not at all; a device or a pipe is written to as it comes.

    A link is followed, and a file that is replaced keeps its permissions. Raises :class:`FileError` where it cannot
    be written.
    """
    try:
        whole = path.resolve()
        if whole.exists() and not whole.is_file():
            with whole.open("wb") as stream:
                stream.writelines(pieces)
            return
        whole.parent.mkdir(parents=True, exist_ok=True)
        number, new = tempfile.mkstemp(prefix=".syndicate-", dir=whole.parent)
        try:
            with os.fdopen(number, "wb", _BUFFER) as stream:
                stream.writelines(pieces)
            Path(new).chmod(whole.stat().st_mode & 0o7777 if whole.exists() else 0o666 & ~_umask())
            Path(new).replace(whole)
        finally:
            Path(new).unlink(missing_ok=True)
    except OSError as error:
        raise FileError(f"the file cannot be written: {error.strerror}", source=str(path)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _accepted(record: Review | Tombstone | Refusal) -> Review | Tombstone:
    if isinstance(record, Refusal):
        raise RecordError(f"a refusal is no record: {record}", mend="Leave out what is a Refusal before writing.")
    return record


def build(
    out: str | os.PathLike[str],
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    *,
    config: str | os.PathLike[str] | None = None,
    report: str | os.PathLike[str] | None = None,
    strict: bool = False,
    dry_run: bool = False,
    allow_removals: bool = False,
    now: str | None = None,
    jobs: int = 1,
) -> Report:
    """Publishes review files into the folder ``out``, as ``syndicate build`` does, and returns the report.

    ``config`` is a settings file; by default ``syndicate.toml`` in the working folder, where there is one.
    """
    path = Path(config) if config is not None else Path(DEFAULT_FILE)
    settings = load(path) if config is not None or path.exists() else Settings()
    named = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    return build_site(
        settings,
        Path(out),
        folder=Path() if named else path.parent,
        sources=sources_of([os.fspath(source) for source in named], settings) if named else None,
        settings_folder=path.parent,
        report=Path(report) if report is not None else None,
        strict=strict,
        dry_run=dry_run,
        allow_removals=allow_removals,
        now=now,
        jobs=jobs,
    )


def withdraw(tombstones: Tombstone | Iterable[Tombstone], *, config: str | os.PathLike[str] | None = None) -> Path:
    """Withdraws reviews from the next build on, as ``syndicate withdraw`` does; gives the file that says so.

    The file is that of the settings (``[build] withdrawals``), which ``config`` names; by default ``withdrawn.jsonl``
    beside ``syndicate.toml`` or in the working folder. It stands there whole or not at all. Raises
    :class:`SettingsError` where what it held cannot be read, and :class:`FileError` where it cannot be written.
    """
    path = Path(config) if config is not None else Path(DEFAULT_FILE)
    settings = load(path) if config is not None or path.exists() else Settings()
    file = path.parent / settings.build.withdrawals
    new = [tombstones] if isinstance(tombstones, Tombstone) else list(tombstones)
    replace_whole(file, [content(merged(read_withdrawals(file), new).values())])
    return file
