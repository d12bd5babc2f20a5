"""``syndicate diff``: what changed between two exports, for people and as JSON Lines.

Lines for people go to standard output, what they should know beside them to standard error. With ``--json`` standard
output has a JSON object a line, written as it is found, so that ``jq`` may begin with the first and none is kept:

- ``{"change": "added", "id", "record"}``: ``record`` is the review.
- ``{"change": "returned", "id", "tombstone", "record"}``: OLD has its tombstone.
- ``{"change": "changed", "id", "paths": [{"path", "old", "new"}]}``: whole values; ``old`` or ``new`` is absent where
  nothing stands there. ``paths`` is empty where the same values are written in other bytes.
- ``{"change": "left", "id", "reason", "at", "merged_into"}``: ``reason`` is null, and ``at`` absent, where NEW has no
  tombstone.
- ``{"change": "tombstone", "id", "old", "new"}``: in neither export, and the tombstones differ; null for none.
- ``{"change": "item", "key", "old", "new"}``: the counts of an item, as ``aggregates`` has them; null for none.
- ``{"change": "manifest", "paths"}``: what else the manifest says.
- ``{"change": "summary", "old", "new", "differs", "counts", "remarks"}``: always the last; where it is not there, an
  export could not be read to its end.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import orjson
import typer

from syndicate.cli._console import printable, progress, tell
from syndicate.errors import FileError

if TYPE_CHECKING:
    from syndicate.site.differences import Kind, Tally
    from syndicate.site.snapshots import Snapshot

__all__ = ["diff"]

_SHOWN = 20
_IN_MEMORY = 256 * 1024
"""Bytes of lines of one kind that are kept in memory until the first line, which has the numbers, can be said."""

_COLOURS = {"+": "green", "-": "red", "~": "yellow"}
_UNSEEN = re.compile(r"[^ -~]")


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="A published folder, its export folder, or a manifest.json.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, of another state.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON Lines to standard output: one change a line, the summary last.")
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="The most changes of each sort that are given, 0 for all; by default 20, and with --json all.",
        ),
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 where something differs.")] = False,
) -> None:
    """Say what changed between two exports: reviews that were added, changed, left or came back, and their items.

    What both manifests name by the same sum is not read, and every file that is read is checked against its sum; to
    prove a whole export, use `verify`. Ends with 2 where an export cannot be read.

    With --json each line is an object with `change`: `added` and `returned` have the `record`; `changed` has `paths`,
    each with its `path` and the values `old` and `new`; `left` has the `reason` (null without a tombstone), `at` and
    `merged_into`; `tombstone` is of a review that is in neither, `item` of an item's counts: `old` and `new`;
    `manifest` has `paths`. The last line is the `summary`: both exports, the `counts`, whether
    anything `differs`; without it the comparison did not come to its end.
    `syndicate diff OLD NEW --json | jq -r 'select(.change == "left" and .reason == null).id'`
    """
    from syndicate.site.differences import Tally
    from syndicate.site.snapshots import snapshot

    if sys.stdout is None:
        raise FileError("standard output is closed", mend="Give it a place to go.")
    one, other = snapshot(old), snapshot(new)
    tally = Tally()
    if as_json:
        _as_json(one, other, tally, limit or 0)
    else:
        _for_people(one, other, tally, _SHOWN if limit is None else limit)
    if exit_code and tally.counts.total():
        raise typer.Exit(1)


def _as_json(old: Snapshot, new: Snapshot, tally: Tally, limit: int) -> None:
    from syndicate.site.differences import differences, remarks

    out = sys.stdout.buffer
    # A line that says how far the work is would stand among the others where both go to one terminal.
    with contextlib.nullcontext(_silent) if sys.stdout.isatty() else progress() as told:
        for change in differences(old, new, told):
            tally.add(change)
            if not limit or tally.counts[change.kind] <= limit:
                out.write(_json(change.as_dict()))
    said = list(remarks(old, new, tally))
    summary = {
        "change": "summary",
        "old": _facts(old),
        "new": _facts(new),
        "differs": bool(tally.counts.total()),
        "counts": tally.as_dict(),
        "remarks": said,
    }
    out.write(_json(summary))
    out.flush()
    for sentence in said:
        tell(sentence)


def _silent(doing: str, done: int) -> None:
    pass


def _facts(export: Snapshot) -> dict[str, Any]:
    return {
        "manifest": str(export.manifest),
        "sequence": export.sequence,
        "state": export.state or None,
        "records": export.records,
        "tombstones": export.tombstones,
    }


def _json(value: dict[str, Any]) -> bytes:
    """A line of JSON, with escapes for what would not be seen or would steer a terminal."""
    text = orjson.dumps(value).decode()
    return (text if text.isprintable() else _UNSEEN.sub(_escaped, text)).encode() + b"\n"


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if char.isprintable():
        return char
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _for_people(old: Snapshot, new: Snapshot, tally: Tally, limit: int) -> None:
    from syndicate.cli._differing import TITLES, headline, lines_of
    from syndicate.site.differences import KINDS, differences, remarks

    with contextlib.ExitStack() as open_files:
        kept: dict[Kind, IO[bytes]] = {
            kind: open_files.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)) for kind in KINDS
        }
        with progress() as told:
            for change in differences(old, new, told):
                tally.add(change)
                if not limit or tally.counts[change.kind] <= limit:
                    for line in lines_of(change):
                        kept[change.kind].write(printable(line).encode() + b"\n")
        said = list(remarks(old, new, tally))
        sections = ((TITLES[kind], tally.counts[kind], kept[kind]) for kind in KINDS)
        _print(_page(headline(old, new, tally), sections, limit))
    for sentence in said:
        tell(sentence)


def _page(first: str, sections: Iterator[tuple[str, int, IO[bytes]]], limit: int) -> Iterator[str]:
    yield printable(first)
    for title, count, lines in sections:
        if count:
            yield ""
            yield f"{title} ({count:,})"
            lines.seek(0)
            for line in lines:
                yield line.decode().rstrip("\n")
            if limit and count > limit:
                yield f"  {count - limit:,} more; --limit 0 shows all"


def _print(lines: Iterator[str]) -> None:
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout)
    for line in lines:
        seen = line.encode(console.encoding, "backslashreplace").decode(console.encoding)
        console.print(Text(seen, style=_COLOURS.get(line[:1], "")), soft_wrap=True)
