"""What a rule of the linter is: one declarative object in one file, which its tests and its page are made from.

A module ``syndicate/check/rules/NAME.py`` has one constant ``RULE``. Nothing else is told of it: the rules are found by
scanning, ``tests/check/test_rules.py`` runs the examples of each, and ``docs/rules/``, ``syndicate explain`` and the
metadata of SARIF are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from syndicate.check._subject import Subject

__all__ = [
    "ALL", "ANY", "KINDS", "Check", "Example", "Hit", "Kind", "Rule", "Severity", "export", "feed", "node", "page",
    "record",
]  # fmt: skip

Severity = Literal["error", "warning", "note"]
"""``error``: it costs the result, or is forbidden; ``warning``: it may cost it, or is recommended; ``note``: a fact."""

Kind = Literal["page", "jsonld", "record", "feed", "export"]
"""What an input is: a page, a file of JSON-LD, one record, a feed, a folder with an export. Each record of a file or of
an export is an input of its own."""

KINDS: tuple[Kind, ...] = ("page", "jsonld", "record", "feed", "export")

ALL = "*"
"""For :attr:`Rule.result`: every rich result."""

ANY = ("*",)
"""For :attr:`Rule.types`: every node, of whatever class or of none."""


class Hit(NamedTuple):
    """What a check found."""

    path: str
    """Where, from the node that the check was given: ``author.name``, ``review[1].reviewRating``. Empty is the node
    itself. Of something that is missing, the path that it would have."""
    message: str
    """What stands there and what is wrong with it, as one sentence without its full stop."""
    mend: str = ""
    """What to write instead, as a sentence, where that can be said more exactly than the rule does."""


Check: TypeAlias = Callable[["Subject"], Iterator[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An input on which a rule speaks, or does not. Made by :func:`node`, :func:`page`, :func:`feed`, ..."""

    kind: Kind
    content: Mapping[str, Any] | str
    """The node; the text of a page or of a feed; the files of an export by their names, with their texts."""
    at: str = ""
    """Of a bad one: the whole path at which the rule speaks."""
    url: str = ""
    """The address of the input, where it matters."""
    instant: str = ""
    """The day at which it is judged, where it matters: ``2026-01-31``."""


def node(content: Mapping[str, Any], *, at: str = "", url: str = "", instant: str = "") -> Example:
    """A node in a file of JSON-LD; its ``@context`` is put to it unless it has one."""
    return Example(kind="jsonld", content=content, at=at, url=url, instant=instant)


def page(content: str, *, at: str = "", url: str = "", instant: str = "") -> Example:
    """A page of HTML."""
    return Example(kind="page", content=content, at=at, url=url, instant=instant)


def record(content: Mapping[str, Any], *, at: str = "", instant: str = "") -> Example:
    """A record, as a line of JSON Lines has it."""
    return Example(kind="record", content=content, at=at, instant=instant)


def feed(content: str, *, at: str = "", url: str = "", instant: str = "") -> Example:
    """A feed: RSS, Atom or JSON Feed."""
    return Example(kind="feed", content=content, at=at, url=url, instant=instant)


def export(files: Mapping[str, str], *, at: str = "", instant: str = "") -> Example:
    """A folder with an export: its files by their names."""
    return Example(kind="export", content=files, at=at, instant=instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is looked for."""

    code: str
    """``GR102``: two letters for the family, three digits. It never changes and is never used again."""
    name: str
    """In kebab case: ``review-without-author``."""
    severity: Severity
    types: tuple[str, ...]
    """The classes of the nodes that the check is given, subclasses among them; :data:`ANY` for every node; none where
    it is given each input once, as a whole."""
    source: str
    """The URL of what the rule rests on."""
    read: str
    """The day on which that was read: ``2026-07-08``."""
    why: str
    """Two sentences that the owner of a site understands."""
    mend: str
    """What to do, as a sentence or two."""
    check: Check
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    result: str = ""
    """Which rich results an error costs: names of :data:`syndicate.check.results.RESULTS` with blanks between them,
    :data:`ALL`, or none."""
    kinds: tuple[Kind, ...] = ("page", "jsonld", "record")
    """The inputs that it looks at."""
    since: str = ""
    """The day on which the rule began to hold, where it has not always held."""
    until: str = ""
    """The day from which it no longer holds."""
    fix: Callable[[Any], Any] | None = None
    """What the value at a hit is meant to be, where nothing has to be invented for that; the same value where it is
    not known. ``--fix`` writes it."""
    rename: Callable[[str], str] | None = None
    """The same for the name of the property at a hit."""

    @property
    def results(self) -> tuple[str, ...]:
        """The names in :attr:`result`."""
        return tuple(self.result.split())

    @property
    def family(self) -> str:
        """The two letters of its code."""
        return self.code[:2]

    def holds(self, day: str) -> bool:
        """Whether the rule is in force on a day (``2025-06-01``); empty for the latest state that is known."""
        return not self.until if not day else self.since <= day and (not self.until or day < self.until)
