"""``syndicate withdraw``: says that published reviews leave, and why."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from syndicate.cli._console import settings_in, tell
from syndicate.cli._instant import instant
from syndicate.errors import SettingsError, UnknownName, nearest

if TYPE_CHECKING:
    from syndicate.models.tombstone import Tombstone

__all__ = ["withdraw"]

_COMPARED = 50_000
"""Among how many ids the nearest are looked for."""


def withdraw(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The ids of the reviews.")],
    reason: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why: erased, moderated, merged or withdrawn.")
    ] = None,
    into: Annotated[
        str | None, typer.Option(metavar="ID", help="The review that it was merged into; with --reason merged.")
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take the withdrawal back: what the sources say counts again.")
    ] = False,
    unpublished: Annotated[
        bool, typer.Option("--unpublished", help="Withdraw ids too that the published folder does not have.")
    ] = False,
    config: Annotated[
        Path | None, typer.Option("-c", "--config", help="The settings; by default syndicate.toml, where there is one.")
    ] = None,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="The published folder, in which the ids are looked up.")
    ] = Path("public"),
    now: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT",
            help="When they leave (2026-01-31T12:00:00Z); by default SOURCE_DATE_EPOCH, else the time of the call.",
        ),
    ] = None,
) -> None:
    """Say that reviews leave, in the file of withdrawals that every build reads.

    From the next build on they are in no page, feed or export, whatever the sources say, and the export tells its
    readers so. What is erased is taken out of the kept deltas too. The sources are not touched.
    """
    from syndicate.api import replace_whole
    from syndicate.site.withdrawals import content, merged, read

    settings, folder = settings_in(config)
    path = folder / settings.build.withdrawals
    held = read(path)
    if undo:
        if reason is not None or into is not None:
            raise SettingsError("--undo says no reason", mend="Leave out --reason and --into.")
        _all_held(ids, held, path)
        after = {id: one for id, one in held.items() if id not in ids}
        told = f"{_reviews(len(set(ids)))} no longer withdrawn; the next build publishes what the sources have"
    else:
        new = _tombstones(ids, reason, into, now)
        unsure = _look_up(ids if into is None else [*ids, into], out, unpublished=unpublished)
        after = merged(held, new)
        told = f"{_reviews(len(new))} withdrawn from the next build on"
        if unsure:
            tell(unsure)
        if any(one.id in held and after[one.id] is held[one.id] for one in new):
            tell("Some were withdrawn for this reason before, and nothing changes for them.")
    replace_whole(path, [content(after.values())])
    tell(f"{told}: {path}")


def _tombstones(ids: list[str], reason: str | None, into: str | None, now: str | None) -> list[Tombstone]:
    from syndicate.models.record import InvalidRecord, validated
    from syndicate.models.tombstone import Reason, Tombstone

    reasons = get_args(Reason)
    if reason is None:
        raise SettingsError("nothing says why", expected=f"--reason with one of {', '.join(reasons)}")
    if reason not in reasons:
        raise UnknownName("reason", reason, reasons)
    if (reason == "merged") != (into is not None):
        raise SettingsError("--into and --reason merged go together", mend="Give both, or neither.")
    at = instant(now) or _clock()
    made = []
    for id in dict.fromkeys(ids):
        said = {"id": id, "at": at, "reason": reason}
        try:
            record = validated(said if into is None else {**said, "merged_into": into})
        except InvalidRecord as error:
            raise SettingsError(f"the withdrawal of {id!r} is wrong: {error}") from None
        assert isinstance(record, Tombstone)
        made.append(record)
    return made


def _clock() -> str:
    """The time of the call. What a person states here goes into a source, so the clock steers no build."""
    import datetime as dt

    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _all_held(ids: list[str], held: dict[str, Tombstone], path: Path) -> None:
    for id in ids:
        if id not in held:
            close = nearest(id, held)
            raise SettingsError(
                "this id is not withdrawn",
                source=str(path),
                found=id,
                mend=f"Did you mean {' or '.join(close)}?" if close else "A tombstone in a source is taken back there.",
            )


def _look_up(ids: list[str], out: Path, *, unpublished: bool) -> str:
    """Whether the ids are those of published reviews: one that is mistyped would withdraw nothing.

    Gives what is to be said where that cannot be known. Raises :class:`SettingsError`, with the nearest ids.
    """
    from syndicate.site.history import earlier_export

    earlier = earlier_export(out)
    if not earlier.sequence:
        return f"{out} holds no export, so nothing tells whether these ids are right. Name another folder with -o."
    missing = set(ids)
    for id, *_ in earlier.reviews():
        missing.discard(id)
    for id, *_ in earlier.gone():
        missing.discard(id)
    if missing and not unpublished:
        id = min(missing)
        close = nearest(id, (known for known, *_ in itertools.islice(earlier.reviews(), _COMPARED)))
        raise SettingsError(
            "no review of this id was published",
            source=str(out),
            found=id,
            mend=f"Did you mean {' or '.join(close)}?"
            if close
            else "Where it is meant all the same, say --unpublished.",
        )
    return ""


def _reviews(number: int) -> str:
    return f"{number:,} review{' is' if number == 1 else 's are'}"
