"""``syndicate check``: will these reviews get their stars, and are they honest?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.cli._console import progress, settings_in, tell
from syndicate.errors import FileError, InputError, SettingsError

if TYPE_CHECKING:
    from syndicate.check._files import File
    from syndicate.check._rule import Kind
    from syndicate.check._run import Options, Outcome

__all__ = ["check"]


class _Form(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


class _FailOn(StrEnum):
    WARNING = "warning"
    ERROR = "error"


class _Kind(StrEnum):
    PAGE = "page"
    JSONLD = "jsonld"
    RECORD = "record"
    FEED = "feed"
    EXPORT = "export"


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|DIR|-", help="Pages, JSON-LD, records, feeds, exports; folders with them; standard input."
        ),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("-c", "--config", help="The settings; by default syndicate.toml, where there is one.")
    ] = None,
    form: Annotated[_Form, typer.Option("--format", help="How findings are written to standard output.")] = _Form.TEXT,
    fail_on: Annotated[
        _FailOn, typer.Option("--fail-on", help="The least that a finding has to be for the exit code 1.")
    ] = _FailOn.ERROR,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Put these rules alone: a code, a name, GR or GR1; GR,PO2.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Leave these rules out.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Judge by the rules of that day: 2025-06-01.")
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The day it is, from which on dates lie in the future; else none does."),
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the folder, or the one file, will be found.")
    ] = None,
    kind: Annotated[
        _Kind | None, typer.Option(help="What the files are, where their names and beginnings do not say.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended without inventing anything, in JSON-LD.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would do, and change nothing.")] = False,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes; by default one a core.")
    ] = None,
) -> None:
    """Judge the markup of reviews: rich results, policy, vocabulary, links, feeds and exports.

    Ends with 1 where there are errors. syndicate rules lists what it looks for; syndicate explain says why.
    """
    from syndicate.check._planner import Choice
    from syndicate.check._run import Options
    from syndicate.check.output import WRITERS
    from syndicate.check.registry import as_of as day_of

    settings, _ = settings_in(config)
    stated = settings.check
    choice = Choice(
        select=_names(select) or tuple(stated.select),
        ignore=(*stated.ignore, *_names(ignore)),
        per_path=dict(stated.per_path),
        severity=dict(stated.severity),
        as_of=day_of(as_of) if as_of else "",
    )
    choice.verify()
    options = Options(choice=choice, url=_address(url), day=_day(now))
    files = list(_files(paths or ["public"], kind.value if kind else None))
    if fix or diff:
        _mend(files, options, write=not diff)
        if diff:
            return
    files_done = errors = warnings = 0
    unreadable = False

    def counted(outcomes: Iterable[Outcome], told: Callable[[str, int], None]) -> Iterator[Outcome]:
        nonlocal files_done, errors, warnings, unreadable
        for outcome in outcomes:
            files_done += 1
            errors += outcome.count("error")
            warnings += outcome.count("warning")
            unreadable = unreadable or bool(outcome.wrong)
            told("checking", files_done)
            yield outcome

    with progress() as told:
        for piece in WRITERS[form.value](counted(_outcomes(files, options, jobs), told)):
            _print(piece)
    if form is not _Form.TEXT:
        tell(f"{_sum(files_done, 'file')}: {_sum(errors, 'error')}, {_sum(warnings, 'warning')}")
    if errors or unreadable or (warnings and fail_on is _FailOn.WARNING):
        raise typer.Exit(1)


def _names(stated: list[str] | None) -> tuple[str, ...]:
    """The names of an option that may be given several times, and hold several with commas between them."""
    return tuple(name for some in stated or () for name in some.replace(",", " ").split())


def _outcomes(files: list[File], options: Options, jobs: int | None) -> Iterator[Outcome]:
    """The outcome of each file; what came by standard input is judged here, in its turn."""
    from syndicate.check._run import judged, run
    from syndicate.engines.local import cores

    # A process takes longer to begin than a hundred pages to be judged.
    processes = jobs or min(cores(), 1 + len(files) // 200)
    for stdin, some in groupby(files, key=lambda file: file.name == "-"):
        if stdin:
            yield from (judged(file, options, _stdin()) for file in some)
        else:
            yield from run(some, options, jobs=processes)


def _files(named: list[str], kind: Kind | None) -> Iterator[File]:
    """The inputs that the call names, each once."""
    from syndicate.check._files import File, files_in, kind_of
    from syndicate.site.plan import beside

    seen: set[Path] = set()
    for name in named:
        if name == "-":
            found = kind or kind_of("", _stdin()[:4096], named=True)
            if found is None or found == "export":
                raise InputError(
                    "this is nothing that can be checked",
                    source="-",
                    expected="a page, JSON-LD, records or a feed",
                    mend="Say what it is by --kind.",
                )
            yield File(path=Path("-"), name="-", kind=found)
            continue
        path = Path(name)
        if not path.exists():
            raise InputError("there is no such file or folder", source=name, mend=beside(path))
        for file in files_in(path, kind):
            if file.path not in seen:
                seen.add(file.path)
                yield file


@cache
def _stdin() -> bytes:
    return sys.stdin.buffer.read()


def _mend(files: list[File], options: Options, *, write: bool) -> None:
    from syndicate.api import replace_whole
    from syndicate.check._mend import differences, mended

    changed = values = left = 0
    for file in files:
        if file.kind not in ("page", "jsonld"):
            continue
        before = _stdin() if file.name == "-" else file.path.read_bytes()
        after, count, others = mended(before, file.kind, options.choice.plan(file.name, file.below))
        left += others
        if not count:
            continue
        changed, values = changed + 1, values + count
        if not write:
            for line in differences(before, after, file.name):
                _print(line)
        elif file.name == "-":
            raise SettingsError("standard input cannot be mended in its place", mend="Name the file, or take --diff.")
        else:
            replace_whole(file.path, [after])
    tell(f"{_sum(changed, 'file')} {'mended' if write else 'to mend'}, {_sum(values, 'value')} in all")
    if left:
        tell(f"{_sum(left, 'value')} in the elements of pages left as found: --fix writes into JSON-LD alone.")
        tell("Mend them by hand; markup of ours, by syndicate embed or syndicate build.")


def _sum(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def _address(url: str | None) -> str:
    from syndicate.check._page import host_of

    if url and not (url.startswith(("http://", "https://")) and host_of(url)):
        raise SettingsError("--url is wrong", found=repr(url), expected="an address that begins with https://")
    return url or ""


def _day(stated: str | None) -> date | None:
    if stated is None:
        return None
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        raise SettingsError(
            "--now is wrong", found=repr(stated), expected="a day", mend="Write it as in 2026-01-31."
        ) from None


def _print(text: str) -> None:
    if sys.stdout is None:
        raise FileError("standard output is closed", mend="Give it a place to go.")
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
