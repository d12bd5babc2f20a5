"""``syndicate convert``: any format that is read to any that is written."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from syndicate.cli._console import settings_in, tell
from syndicate.errors import FileError, RecordError, SettingsError

if TYPE_CHECKING:
    from syndicate.formats import Format, WriteContext
    from syndicate.ledger import Loss
    from syndicate.models.review import Review
    from syndicate.models.tombstone import Tombstone

__all__ = ["convert"]

_SHOWN = 10


def convert(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, globs; - is standard input. By default the settings' sources, else -.",
        ),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("-f", "--from", metavar="FORMAT", help="What is read; by default what suffixes say.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("-t", "--to", metavar="FORMAT", help="What is written; by default what -o says, else records."),
    ] = None,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output, DIR/ a folder.")
    ] = "-",
    option: Annotated[
        list[str] | None,
        typer.Option("-O", "--option", metavar="KEY=VALUE", help="An option of the format that is written."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "-c", "--config", help="Settings with the mapping; by default syndicate.toml, where there is one."
        ),
    ] = None,
    refused: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write refused records to a file, as JSON Lines.")
    ] = None,
    losses: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what the target could not hold to a file, as JSON.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End at the first record that is refused; no file is left.")
    ] = False,
) -> None:
    """Convert records from any format to any other, and say what was lost."""
    from syndicate.api import sources_of
    from syndicate.site.plan import format_for

    settings, folder = settings_in(config)
    if inputs and config is None and len(settings.source) > 1:
        # The settings of the working folder are for what they name; this is something else.
        sources, root = sources_of(inputs, settings.model_copy(update={"source": ()}), from_), Path()
    elif inputs or not settings.source:
        sources, root = sources_of(inputs or ["-"], settings, from_), Path()
    else:
        sources, root = list(settings.source), folder
    form = format_for(output, to or ("records" if output == "-" else None), writing=True)
    for target in (Path(output), refused, losses):
        if target is not None:
            _not_an_input(target, inputs or [])
    run = _Run(form=form, refused_path=refused, strict=strict)
    with contextlib.ExitStack() as stack:
        run.open(stack)
        records = run.records(sources, settings, root, folder)
        ctx = _context(form, settings, option or [])
        if output.endswith(("/", os.sep)) or (form.one_per_file and Path(output).is_dir()):
            run.folder(Path(output), records, ctx)
        else:
            run.file(output, records, ctx)
    lost = [*run.tally.losses(form.carries), *ctx.losses.values()]
    _told(run, form, lost)
    if losses is not None:
        content = {"format": form.name, "records": run.written, "lost": [_loss(loss) for loss in lost]}
        _write(losses, json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n")
    if not run.written:
        raise typer.Exit(1)


class _Run:
    """The state of one conversion: what was written, and what was refused."""

    def __init__(self, *, form: Format, refused_path: Path | None, strict: bool) -> None:
        from syndicate.formats import Tally

        self.form = form
        self.refused_path = refused_path
        self.strict = strict
        self.tally = Tally()
        self.written = self.refused = self.skipped = 0
        self.first: list[str] = []
        self.notes: dict[tuple[str, str, str], int] = {}
        self._file: IO[bytes] | None = None

    def open(self, stack: contextlib.ExitStack) -> None:
        if self.refused_path is not None:
            self._file = stack.enter_context(_opened(self.refused_path))

    def records(
        self, sources: list[Any], settings: Any, root: Path, settings_folder: Path
    ) -> Iterator[Review | Tombstone]:
        from syndicate.api import readings
        from syndicate.ledger import Refusal
        from syndicate.models.record import plain
        from syndicate.models.review import Review

        for source in sources:
            for made, ctx in readings(source, settings, root, settings_folder):
                for note in ctx.notes:
                    key = (note.kind, note.path, note.what)
                    self.notes[key] = self.notes.get(key, 0) + 1
                ctx.notes.clear()
                self.skipped += ctx.skipped
                ctx.skipped = 0
                if made is None:
                    continue
                if isinstance(made, Refusal):
                    self._refuse(made)
                    continue
                if isinstance(made, Review):
                    self.tally.add(plain(made))
                self.written += 1
                yield made

    def _refuse(self, refusal: Any) -> None:
        from syndicate.site.report import refusal_line

        if self.strict:
            raise RecordError(f"a record was refused, and the conversion ends here: {refusal}")
        self.refused += 1
        if self._file is not None:
            self._file.write(refusal_line(refusal))
        if len(self.first) < _SHOWN:
            self.first.append(str(refusal))

    def file(self, output: str, records: Iterator[Review | Tombstone], ctx: WriteContext) -> None:
        """Everything into one file, which is there whole or not at all; or to standard output, as it comes."""
        from syndicate.api import replace_whole

        assert self.form.write is not None
        if output == "-":
            if sys.stdout is None:
                raise FileError("standard output is closed", mend="Name a file with -o.")
            for piece in self.form.write(records, ctx):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
        replace_whole(Path(output), self.form.write(records, ctx))

    def folder(self, folder: Path, records: Iterator[Review | Tombstone], ctx: WriteContext) -> None:
        """A file for each record, named after its id."""
        from syndicate.models.review import Review
        from syndicate.site.slugs import review_slug

        assert self.form.write is not None
        names: set[str] = set()
        for record in records:
            base = name = review_slug(record.id, record.item.name if isinstance(record, Review) else "review")
            number = 1
            while name in names:
                number += 1
                name = f"{base}--{number}"
            names.add(name)
            _write(folder / f"{name}{self.form.suffixes[0]}", b"".join(self.form.write([record], ctx)))


def _not_an_input(target: Path, inputs: list[str]) -> None:
    """Nobody wants to lose what was refused."""
    if any(Path(name).exists() and target.exists() and target.samefile(name) for name in inputs):
        raise SettingsError(
            "the output is the input too, and what is refused in it would be lost",
            source=str(target),
            mend="Write to another file.",
        )


def _context(form: Format, settings: Any, given: list[str]) -> WriteContext:
    from syndicate.formats import WriteContext
    from syndicate.site.plan import options_for

    options = dict(map(_option, given))
    return WriteContext(site=settings.site, options=options_for(form, options, where="-O"))


def _option(given: str) -> tuple[str, Any]:
    """``KEY=VALUE``; true, false and numbers are what they are in TOML, all else is text."""
    key, equals, value = given.partition("=")
    if not equals or not key:
        raise SettingsError(
            "the option is wrong", source="-O", found=repr(given), expected="KEY=VALUE", mend="As in -O profile=search."
        )
    scalars: dict[str, Any] = {"true": True, "false": False}
    if value in scalars:
        return key, scalars[value]
    return key, int(value) if value.isascii() and value.isdigit() else value


def _told(run: _Run, form: Format, lost: list[Loss]) -> None:
    for refusal in run.first:
        tell(f"refused: {refusal}")
    if run.refused > len(run.first):
        tell(f"refused: {run.refused - len(run.first):,} more")
    for (kind, path, what), count in sorted(run.notes.items(), key=lambda note: (-note[1], note[0]))[:_SHOWN]:
        where = path or ("" if kind == "skipped" else "the file")
        tell(f"{kind}: {where}{', ' if where else ''}{what} ({count:,})")
    if len(run.notes) > _SHOWN:
        tell(f"repaired, inferred or skipped: {len(run.notes) - _SHOWN} further sorts")
    for loss in lost[:_SHOWN]:
        tell(f"lost in {form.name}: {loss.path}, {loss.how} ({loss.records:,})")
    if len(lost) > _SHOWN:
        tell(f"lost in {form.name}: {len(lost) - _SHOWN} further paths; --losses FILE writes them all")
    skipped = f", {run.skipped:,} skipped" if run.skipped else ""
    if run.refused or run.skipped or not run.written or sys.stderr.isatty():
        tell(f"{run.written:,} written, {run.refused:,} refused{skipped}")


def _loss(loss: Loss) -> dict[str, Any]:
    return {"path": loss.path, "how": loss.how, "records": loss.records, "examples": loss.examples}


def _opened(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")
    except OSError as error:
        raise FileError(f"the file cannot be written: {error.strerror}", source=str(path)) from error


def _write(path: Path, content: bytes) -> None:
    with _opened(path) as stream:
        stream.write(content)
