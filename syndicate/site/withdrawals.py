"""The withdrawals of a site: a file of tombstones that ``syndicate withdraw`` writes and every build reads.

It is JSON Lines of tombstones, sorted by id, one for each id, beside the settings (``[build] withdrawals``), and
belongs to the sources: it is kept with them, and a build reads it before anything else. A withdrawal stands whatever
the sources say, and whenever they say it, until its line is taken out of the file: a review that was erased does not
come back because a nightly dump still has it. So a file that cannot be read, or that holds anything else, stops the
build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from syndicate.errors import FileError, SettingsError
from syndicate.ledger import sentences
from syndicate.models.record import InvalidRecord, canonical, parse
from syndicate.models.tombstone import Tombstone

__all__ = ["content", "merged", "read"]


def read(path: Path) -> dict[str, Tombstone]:
    """The tombstones in the file by id, sorted; none where there is no file. Raises :class:`SettingsError`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise FileError(f"the withdrawals cannot be read: {error.strerror}", source=str(path)) from error
    found: dict[str, Tombstone] = {}
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = parse(line)
        except InvalidRecord as error:
            raise _wrong(path, number, sentences(error.faults)) from None
        if not isinstance(record, Tombstone):
            raise _wrong(path, number, "a review")
        if record.id in found:
            raise _wrong(path, number, f"a second withdrawal of {record.id}")
        found[record.id] = record
    return dict(sorted(found.items()))


def merged(held: Mapping[str, Tombstone], new: Iterable[Tombstone]) -> dict[str, Tombstone]:
    """The withdrawals with some more; a newer one takes the place of an older one of the same id.

    Where it says the same of a review but for the time, the older stays: a review leaves once.
    """
    made = dict(held)
    for one in new:
        before = made.get(one.id)
        if before is None or (before.reason, before.merged_into) != (one.reason, one.merged_into):
            made[one.id] = one
    return made


def content(tombstones: Iterable[Tombstone]) -> bytes:
    """The bytes of a file of withdrawals."""
    return b"".join(line + b"\n" for _, line in sorted((record.id, canonical(record)) for record in tombstones))


def _wrong(path: Path, number: int, found: str) -> SettingsError:
    return SettingsError(
        "the withdrawals cannot be relied on, so nothing is built",
        source=str(path),
        place=f"line {number}",
        found=found,
        expected="one tombstone a line, each id once",
        mend="Correct the line. Without it what was withdrawn could be published again.",
    )
