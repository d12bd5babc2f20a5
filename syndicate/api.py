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
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from syndicate.errors import SettingsError
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

__all__ = ["build", "read", "script_tag", "to_jsonld", "write"]


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
            yield made


def readings(
    source: Source, settings: Settings, folder: Path, settings_folder: Path, *, now: str | None = None
) -> Iterator[tuple[Any, ReadContext]]:
    """The records and refusals of a source, each with the context that it was read in.

    ``folder`` is what the path of the source is relative to, ``settings_folder`` what the settings' other paths are.
    """
    shared = gathering(settings, [source], folder=folder, settings_folder=settings_folder, now=now)(Path())
    for file in files_of(source, folder):
        ctx = ReadContext(
            source=file.shown,
            key=file.key,
            mapper=shared.mappers[0],
            options=shared.options[0].get(file.format),
            limits=shared.limits,
        )
        for made, _ in records_of(file, ctx):
            yield made, ctx


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
    records: Iterable[Review | Tombstone],
    target: str | os.PathLike[str] | IO[bytes] | None = None,
    format: str | None = None,
    *,
    settings: Settings | None = None,
) -> bytes | None:
    """Writes records in a format: to a path, to a binary stream, or (with no target) as the bytes that are returned.

    ``format`` is guessed from the suffix of a path. Raises :class:`syndicate.errors.UnknownName` for a format that
    does not exist, and :class:`SettingsError` for one that cannot be written.
    """
    name = os.fspath(target) if isinstance(target, (str, os.PathLike)) else "-"
    form = format_for(name, format, writing=True)
    assert form.write is not None
    ctx = WriteContext(site=settings.site if settings else None, options=options_for(form, {}, where=name))
    pieces = form.write(records, ctx)
    if target is None:
        return b"".join(pieces)
    if isinstance(target, (str, os.PathLike)):
        with Path(target).open("wb") as stream:
            stream.writelines(pieces)
    else:
        target.writelines(pieces)
    return None


def build(
    out: str | os.PathLike[str],
    sources: Sequence[str] = (),
    *,
    config: str | os.PathLike[str] | None = None,
    report: str | os.PathLike[str] | None = None,
    strict: bool = False,
    dry_run: bool = False,
    now: str | None = None,
    jobs: int = 1,
) -> Report:
    """Publishes review files into the folder ``out``, as ``syndicate build`` does, and returns the report.

    ``config`` is a settings file; by default ``syndicate.toml`` in the working folder, where there is one.
    """
    path = Path(config) if config is not None else Path(DEFAULT_FILE)
    settings = load(path) if config is not None or path.exists() else Settings()
    return build_site(
        settings,
        Path(out),
        folder=Path() if sources else path.parent,
        sources=sources_of(sources, settings) if sources else None,
        settings_folder=path.parent,
        report=Path(report) if report is not None else None,
        strict=strict,
        dry_run=dry_run,
        now=now,
        jobs=jobs,
    )
