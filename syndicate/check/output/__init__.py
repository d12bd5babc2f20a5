"""What was found, in the forms that people and other tools read; each writes as the files come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from syndicate.check._run import Outcome
from syndicate.check.output import as_json, github, junit, sarif, text

__all__ = ["WRITERS", "Writer"]

Writer: TypeAlias = Callable[[Iterable[Outcome]], Iterator[str]]

WRITERS: Mapping[str, Writer] = {
    "text": text.written,
    "json": as_json.written,
    "sarif": sarif.written,
    "github": github.written,
    "junit": junit.written,
}
