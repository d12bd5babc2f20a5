"""``syndicate embed``: markup into the pages of a site, between comments of our own; out again with ``--remove``."""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.cli._console import progress, settings_in, tell
from syndicate.errors import InputError, SettingsError, UnknownName

if TYPE_CHECKING:
    from syndicate.cli._embedding import Outcome, Page, Work
    from syndicate.models.review import Review
    from syndicate.models.tombstone import Tombstone
    from syndicate.settings import Settings, Source

__all__ = ["embed"]

_SHOWN = 10
_SUFFIXES = (".html", ".htm", ".xhtml")
_STATES = ("changed", "unchanged", "without a review", "with markup of others", "broken")


def embed(
    pages: Annotated[
        list[str], typer.Argument(metavar="PAGE...", help="Pages, folders with pages, globs.", show_default=False)
    ],
    records: Annotated[
        list[str] | None,
        typer.Option("--records", metavar="FILE", help="The reviews; by default the sources of the settings."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("-f", "--from", metavar="FORMAT", help="The format of the reviews; by default by suffix."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("-c", "--config", help="The settings; by default syndicate.toml, where there is one.")
    ] = None,
    syntax: Annotated[
        list[str] | None,
        typer.Option(
            "--syntax", metavar="NAME", help="jsonld (the default), microdata, rdfa, microformats; or several."
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="NAME", help="search: what search engines read; full: all that is known.")
    ] = "search",
    nonce: Annotated[
        str | None, typer.Option(metavar="N", help="For scripts, where a Content-Security-Policy wants one.")
    ] = None,
    root: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder that is the site; by default the folder that was named."),
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address of that folder, where paths alone do not tell.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 if a page would change or is broken.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take our markup out of the pages.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Mark up pages that have review markup of others, too.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes; by default one a core.")
    ] = None,
) -> None:
    """Put the markup of reviews into existing pages, or replace it; nothing else of a page changes.

    A page is the one of a review if it says so (<!-- syndicate: ID -->), if its canonical address is the review's url,
    or if its path in the folder is that of the url. JSON-LD goes to the end of the head, visible markup to the end of
    the body, or either to where the page has <!-- syndicate -->.
    """
    from syndicate.cli._embedding import Work
    from syndicate.page.addresses import address_key
    from syndicate.schemaorg.profiles import SYNTAXES

    for name in syntax or ():
        if name not in SYNTAXES:
            raise UnknownName("syntax", name, SYNTAXES)
    if profile not in ("full", "search"):
        raise UnknownName("profile", profile, ("full", "search"))
    if url is not None and address_key(url) is None:
        raise SettingsError("--url is wrong", found=repr(url), expected="an absolute address, https://example.org/")
    if root is not None and not root.is_dir():
        raise InputError("there is no such folder", source=str(root), mend="Give --root the folder of the site.")
    wanted = tuple(name for name in SYNTAXES if name in (syntax or ("jsonld",)))
    with contextlib.ExitStack() as stack:
        shelf, site = None, None
        if not remove:
            shelf = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="syndicate-"))) / "shelf"
            sources = _sources(records, from_, config)
            site = sources[1].site
        work = Work(
            shelf=shelf,
            syntaxes=wanted,
            profile="full" if profile == "full" else "search",
            nonce=nonce,
            language=site.language if site is not None else None,
            url=url,
            write=not check,
            force=force,
        )
        listed = list(_pages(pages, root))
        if not listed:
            raise InputError("there is no page in it", source=pages[0], expected=f"files named {', '.join(_SUFFIXES)}")
        shelved = 0 if shelf is None else _fill(shelf, *sources)
        counts = _run(work, listed, shelved, jobs)
    done = counts["changed"] + counts["unchanged"]
    if (check and counts["changed"] + counts["broken"]) or not done:
        raise typer.Exit(1)


def _sources(
    records: list[str] | None, format: str | None, config: Path | None
) -> tuple[list[Source], Settings, Path, Path]:
    """The reviews' sources, their settings, and what the paths of both are relative to."""
    from syndicate.api import sources_of

    settings, folder = settings_in(config)
    if not records and not settings.source:
        raise SettingsError("nothing says where the reviews are", mend="Name their file with --records FILE.")
    if not records:
        return list(settings.source), settings, folder, folder
    if config is None and len(settings.source) > 1:
        # The settings of the working folder are for what they name; this is something else.
        settings = settings.model_copy(update={"source": ()})
    return sources_of(records, settings, format), settings, Path(), folder


def _fill(shelf: Path, sources: list[Source], settings: Settings, root: Path, folder: Path) -> int:
    from syndicate.api import readings
    from syndicate.cli._shelf import fill
    from syndicate.ledger import Refusal

    refused = 0

    def accepted() -> Iterator[Review | Tombstone]:
        nonlocal refused
        for source in sources:
            for made, ctx in readings(source, settings, root, folder):
                ctx.notes.clear()
                if isinstance(made, Refusal):
                    refused += 1
                    if refused <= _SHOWN:
                        tell(f"refused: {made}")
                elif made is not None:
                    yield made

    count = fill(shelf, accepted())
    if refused > _SHOWN:
        tell(f"refused: {refused - _SHOWN:,} more")
    if not count:
        raise InputError("there is no review in it", source=sources[0].path, mend="Name the file of the reviews.")
    return count


def _run(work: Work, listed: list[Page], shelved: int, jobs: int | None) -> Counter[str]:
    from syndicate.cli._embedding import embed as kernel
    from syndicate.cli._embedding import tasks
    from syndicate.cli._shelf import Shelf
    from syndicate.engines.local import cores, run

    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    used = bytearray(shelved + 1)
    # Few pages are done before a second process has begun.
    processes = jobs or min(cores(), 1 + len(listed) // 500)
    with progress() as doing:
        for outcomes in run(kernel, work, tasks(listed), jobs=processes):
            for outcome in outcomes:
                counts[outcome.state] += 1
                for number in outcome.used:
                    used.extend(bytes(max(0, number + 1 - len(used))))
                    used[number] = 1
                _tell(outcome, told, check=not work.write)
            doing("pages", counts.total())
    for state in told:
        if told[state] > _SHOWN:
            tell(f"{state}: {told[state] - _SHOWN:,} more")
    if work.shelf is not None:
        shelf = Shelf(work.shelf)
        _tell_unused(list(_first(shelf.ids_but(used), 3)), shelved - sum(used))
        shelf.close()
    would = "would change" if not work.write else "changed"
    parts = [f"{counts[state]:,} {would if state == 'changed' else state}" for state in _STATES if counts[state]]
    tell(f"{counts.total():,} pages: {', '.join(parts)}")
    return counts


def _tell(outcome: Outcome, told: Counter[str], *, check: bool) -> None:
    if not outcome.told and not (check and outcome.state == "changed"):
        return
    told[outcome.state] += 1
    if told[outcome.state] <= _SHOWN:
        state = "would change" if outcome.state == "changed" else outcome.state
        tell(f"{state}: {outcome.path}{': ' if outcome.told else ''}{outcome.told}")


def _tell_unused(first: list[str], count: int) -> None:
    if count:
        more = f" and {count - len(first):,} more" if count > len(first) else ""
        tell(f"{count:,} reviews are on no page: {', '.join(first)}{more}")


def _first(ids: Iterator[str], count: int) -> Iterator[str]:
    for _, id in zip(range(count), ids, strict=False):
        yield id


def _pages(named: list[str], root: Path | None) -> Iterator[Page]:
    """The pages that the call names, each once, in the order of the call and of their paths."""
    from syndicate.cli._embedding import Page
    from syndicate.page.addresses import path_key_of_file

    seen: set[str] = set()
    for name in named:
        for path, folder in _files(name):
            if (whole := str(path)) in seen:
                continue
            seen.add(whole)
            above = root or folder
            try:
                within = None if above is None else path.resolve().relative_to(above.resolve())
            except ValueError:
                within = None
            yield Page(path=whole, key=None if within is None else path_key_of_file(PurePath(within)))


def _files(name: str) -> Iterator[tuple[Path, Path | None]]:
    """The pages that a name means, each with the folder that was named, where one was."""
    from syndicate.site.plan import beside

    path = Path(name)
    if path.is_dir():
        for page in _below(path):
            yield page, path
    elif path.exists():
        yield path, None
    elif glob.has_magic(name):
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        if not found:
            raise InputError("no file is called so", source=name, mend="Check the pattern, and quote it.")
        for each in found:
            if Path(each).is_dir():
                continue
            yield Path(each), None
    else:
        raise InputError("there is no such file or folder", source=name, mend=beside(path))


def _below(folder: Path) -> Iterator[Path]:
    """All pages below a folder in the order of their paths; what is hidden is left out, and no link is followed."""

    def told(error: OSError) -> None:
        raise InputError(f"the folder cannot be read: {error.strerror}", source=str(error.filename)) from error

    for above, folders, names in os.walk(folder, onerror=told):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            page = Path(above) / name
            if name.lower().endswith(_SUFFIXES) and not name.startswith(".") and not page.is_symlink():
                yield page
