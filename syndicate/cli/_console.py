"""What commands say to people: on standard error, in colours on a terminal, plainly elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.errors import InputError, SettingsError, SyndicateError, UnknownName

if TYPE_CHECKING:
    from syndicate.settings import Settings

__all__ = ["fail", "printable", "progress", "settings_in", "tell"]


def tell(text: str = "") -> None:
    """One line for people; what a file's name or a record may hold never steers their terminal."""
    if sys.stderr is not None:
        print(printable(text), file=sys.stderr)


def printable(text: str) -> str:
    """``text`` with an escape in place of each character that would not be seen, or would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def fail(error: SyndicateError) -> int:
    """Says what is wrong, and returns the exit code that means it."""
    tell(f"syndicate: {error}")
    return 2 if isinstance(error, _CALL) else 1


# What the call or the settings name is wrong, a file that is not there among it.
_CALL = (SettingsError, UnknownName, InputError)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """A line that says how far the work is, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda doing, done: None
        return
    from rich.console import Console
    from rich.status import Status

    with Status("", console=Console(stderr=True)) as status:
        yield lambda doing, done: status.update(f"{doing} … {done:,}")


def settings_in(config: Path | None) -> tuple[Settings, Path]:
    """The settings that were named, else those of the working folder, else none; and the folder of their paths."""
    from syndicate.settings import DEFAULT_FILE, Settings, load

    if config is None and not Path(DEFAULT_FILE).is_file():
        return Settings(), Path()
    path = config or Path(DEFAULT_FILE)
    return load(path), path.parent
