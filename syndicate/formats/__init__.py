"""The exchange formats, found by name and imported on demand.

A format is a module of this package whose name has no leading underscore, or an entry point in the group
``syndicate.formats`` of any installed distribution, which names a :class:`Format` (or a module that has one as
``FORMAT``)::

    [project.entry-points."syndicate.formats"]
    stars = "syndicate_stars:FORMAT"

Formats of this package come first: a distribution cannot take the place of ``csv``. What another distribution does
wrong (a name that is taken, a module that cannot be imported) is told as a :class:`FormatWarning` that names it, and
raised where that very format is asked for.

>>> get("records").media_type
'application/jsonl'
"""

from __future__ import annotations

import importlib
import pkgutil
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from os import PathLike, fspath

from syndicate.errors import SyndicateError, UnknownName
from syndicate.formats._base import Format, Limits, ReadContext, Reader, WriteContext, Writer, reviews
from syndicate.formats._carries import Carries, Carry, Rescaled, Shortened, Untyped, how, project
from syndicate.formats._tally import Tally
from syndicate.ledger import Fault, Loss, Note, Refusal

__all__ = [
    "GROUP",
    "Carries",
    "Carry",
    "Fault",
    "Format",
    "FormatWarning",
    "Limits",
    "Loss",
    "Note",
    "ReadContext",
    "Reader",
    "Refusal",
    "Rescaled",
    "Shortened",
    "Tally",
    "Untyped",
    "WriteContext",
    "Writer",
    "all_formats",
    "by_suffix",
    "get",
    "how",
    "names",
    "project",
    "reads",
    "reviews",
    "writes",
]

GROUP = "syndicate.formats"
"""The group of entry points that other distributions add their formats to."""

_COMPRESSED = (".gz", ".zst")


class FormatWarning(UserWarning):
    """A format of another distribution that is left out, and why."""


def names() -> tuple[str, ...]:
    """The names of all formats, sorted; nothing is imported for it."""
    return tuple(sorted({*_own(), *_others()}))


@cache
def get(name: str) -> Format:
    """The format ``name``, imported now if it was not yet.

    Raises :class:`UnknownName` with the nearest names, and :class:`SyndicateError` where another distribution
    promises that format and does not hold it.
    """
    if name in _own():
        return _checked(name, importlib.import_module(f"{__name__}.{name}"))
    if name not in _others():
        raise UnknownName("format", name, names())
    entry = _others()[name]
    try:
        # Whatever another distribution's module raises, it must not end in a traceback of ours.
        loaded = entry.load()
    except Exception as error:
        raise _broken(entry, f"{type(error).__name__}: {error}") from error
    return _checked(name, loaded, entry)


def all_formats() -> Iterator[Format]:
    """Every format that works, by name; one that does not is told as a :class:`FormatWarning`."""
    for name in names():
        try:
            yield get(name)
        except SyndicateError as error:
            warnings.warn(FormatWarning(str(error)), stacklevel=2)


def reads() -> tuple[str, ...]:
    """The names of the formats that can be read."""
    return tuple(format.name for format in all_formats() if format.read)


def writes() -> tuple[str, ...]:
    """The names of the formats that can be written."""
    return tuple(format.name for format in all_formats() if format.write)


def by_suffix(path: str | PathLike[str]) -> Format | None:
    """The format that the name of a file means, ``.gz`` and ``.zst`` at its end aside; None where none does.

    The longest suffix counts; of two alike, that of this package, and then the first by name.
    """
    name = fspath(path).casefold()
    for ending in _COMPRESSED:
        name = name.removesuffix(ending)
    own = _own()
    found = [
        (-len(suffix), format.name not in own, format.name)
        for format in all_formats()
        for suffix in format.suffixes
        if name.endswith(suffix)
    ]
    return get(min(found)[2]) if found else None


@cache
def _own() -> frozenset[str]:
    return frozenset(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


@cache
def _others() -> dict[str, EntryPoint]:
    """The formats of other distributions by name; of two with one name, that of the first distribution by name."""
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, _distribution(entry), entry.value)):
        taken = found.get(entry.name)
        if entry.name not in _own() and taken is None:
            found[entry.name] = entry
        elif taken is None or entry.value != taken.value:
            holder = "syndicate" if taken is None else _distribution(taken)
            text = (
                f"the format {entry.name!r} of the distribution {_distribution(entry)!r} is left out, since "
                f"{holder!r} has one of that name. Rename or uninstall one of them."
            )
            warnings.warn(FormatWarning(text), stacklevel=3)
    return found


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "(unknown)"


def _checked(name: str, loaded: object, entry: EntryPoint | None = None) -> Format:
    format = loaded if isinstance(loaded, Format) else getattr(loaded, "FORMAT", None)
    problem = ""
    if not isinstance(format, Format):
        problem = f"no Format, but {type(loaded).__name__}"
    elif format.name != name:
        problem = f"a format that calls itself {format.name!r}"
    if not problem:
        assert isinstance(format, Format)
        return format
    if entry is None:
        raise SyndicateError(
            f"the format {name!r} is broken", found=problem, expected=f"FORMAT = Format(name={name!r}, ...)"
        )
    raise _broken(entry, problem)


def _broken(entry: EntryPoint, found: str) -> SyndicateError:
    return SyndicateError(
        f"the format {entry.name!r} of the distribution {_distribution(entry)!r} ({entry.value}) cannot be used",
        found=found,
        expected=f"a Format with the name {entry.name!r}",
        mend="Update or uninstall that distribution, or tell its makers.",
    )
