"""The errors of Syndicate: one root, and messages that teach.

Every message says what was found, where, what was expected and how to mend it. Exceptions are for calls and
settings that are wrong, and for things that cannot go on (a folder that cannot be written). One bad record among
good ones is never an exception: readers yield it as a :class:`syndicate.formats.Refusal`, which is a value.

All of them survive pickling, so that a worker process can raise them into its parent.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "FileError",
    "InputError",
    "OutputError",
    "RecordError",
    "SettingsError",
    "SyndicateError",
    "UnknownName",
    "nearest",
]


def nearest(name: str, known: Iterable[str], limit: int = 3, *, cutoff: float = 0.6) -> tuple[str, ...]:
    """The names among ``known`` that look most like ``name``, best first; case does not count.

    ``cutoff`` is how like they have to be, from 0 to 1: more where a name need not be a slip at all.
    """
    folded: dict[str, str] = {}
    for candidate in sorted(known):
        folded.setdefault(candidate.casefold(), candidate)
    return tuple(folded[m] for m in difflib.get_close_matches(name.casefold(), folded, n=limit, cutoff=cutoff))


class SyndicateError(Exception):
    """The root of all errors that Syndicate raises for something a user can cause.

    ``source`` and ``place`` say where (a file's path; a line, row or path in the record), ``found`` what stood
    there, ``expected`` what should have, ``mend`` what to do. Each may be empty; ``str()`` joins those that are not.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str = "",
        place: str = "",
        found: str = "",
        expected: str = "",
        mend: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.place = place
        self.found = found
        self.expected = expected
        self.mend = mend

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.source, self.place) if part)
        text = f"{where}: {self.message}" if where else self.message
        if self.found:
            text += f"; found {self.found}"
        if self.expected:
            text += f"; expected {self.expected}"
        return f"{text}. {self.mend}" if self.mend else text

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.args, dict(self.__dict__)))


def _rebuild(kind: type[SyndicateError], args: tuple[object, ...], state: dict[str, object]) -> SyndicateError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class UnknownName(SyndicateError, LookupError):
    """A name (of a format, a type, a property, a setting) that does not exist; says the nearest that do."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, source: str = "", place: str = "") -> None:
        names = sorted(known)
        self.kind = kind
        self.name = name
        self.nearest = nearest(name, names)
        if self.nearest:
            mend = f"Did you mean {' or '.join(self.nearest)}?"
        elif len(names) <= 30:
            mend = f"Known are {', '.join(names)}."
        else:
            mend = ""
        super().__init__(f"there is no {kind} {name!r}", source=source, place=place, mend=mend)


class SettingsError(SyndicateError):
    """A setting, an option or an argument that is wrong. The command line ends with 2."""


class InputError(SyndicateError):
    """An input that cannot be read at all: a missing file, an encoding, a truncated or oversized stream."""


class FileError(SyndicateError):
    """The file system said no: no permission, a full disk, a folder where a file should be."""


class OutputError(SyndicateError):
    """Something that was about to be written is wrong, which is our own mistake and said as such."""


class RecordError(SyndicateError, ValueError):
    """A record that is not valid, raised where a single record was asked for; carries every fault found."""
