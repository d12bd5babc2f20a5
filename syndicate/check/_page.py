"""What an input says of itself: the facts that rules ask beside the node; each is found when it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from syndicate.check._rule import Kind
from syndicate.hypertext import Tag, attributes, comments, tokens

if TYPE_CHECKING:
    from syndicate.check._export import Export
    from syndicate.check._feed import Feed
    from syndicate.check._subject import Subject
    from syndicate.proof.visible import Visible

__all__ = ["Page", "Script", "host_of"]

_IGNORE = re.compile(r"[ \t\r\n]*syndicate:[ \t\r\n]*ignore[ \t\r\n]([^<>]{1,1000})")
_ROBOTS = frozenset(("robots", "googlebot"))


@lru_cache(maxsize=256)
def host_of(url: str) -> str:
    """The host of an address, in lower case and without ``www.``; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A JSON-LD script of a page, or a file of JSON-LD."""

    number: int
    """Counted from 0."""
    start: int
    """Where its content begins in the text of the input."""
    content: str
    repairs: tuple[str, ...] = ()
    """What had to be mended before it could be read, in words."""
    wrong: str = ""
    """Why it cannot be read at all."""


class Page:
    """One input: a page, or a file of JSON-LD, records, a feed or an export, where most of these facts are empty."""

    def __init__(
        self,
        *,
        kind: Kind,
        source: str,
        text: str = "",
        url: str = "",
        day: date | None = None,
        feed: Feed | None = None,
        export: Export | None = None,
    ) -> None:
        self.kind: Kind = kind
        self.source = source
        """What messages call it."""
        self.text = text
        """Its text as it was decoded; empty for an export and for records, which are read line by line."""
        self.day = day
        """The day at which it is judged, where the call says one: nothing else may say what lies in the future."""
        self.feed = feed
        """What a feed says; None for all else."""
        self.export = export
        """What an export says; None for all else."""
        self.scripts: tuple[Script, ...] = ()
        """The JSON-LD scripts of a page, in their order; of a file of JSON-LD the one that it is."""
        self.unreadable: dict[str, str] = {}
        """Syntaxes of a page that no reader can read, and why."""
        self.nodes: tuple[Subject, ...] = ()
        """All nodes of the input, outer ones before inner ones, in the order of their syntaxes; of records and of an
        export, those of the one record that is being judged."""
        self._url = url

    @cached_property
    def _head(self) -> tuple[str, str, frozenset[str]]:
        language = canonical = ""
        robots: set[str] = set()
        if self.kind == "page":
            for tag in tokens(self.text):
                if not isinstance(tag, Tag) or tag.closing:
                    continue
                if tag.name == "body":
                    break
                if tag.name == "html" and not language:
                    said = attributes(self.text, tag)
                    language = (said.get("lang") or said.get("xml:lang", "")).strip()
                elif tag.name == "link" and not canonical:
                    said = attributes(self.text, tag)
                    if "canonical" in said.get("rel", "").lower().split():
                        canonical = said.get("href", "").strip()
                elif tag.name == "meta":
                    said = attributes(self.text, tag)
                    if said.get("name", "").strip().lower() in _ROBOTS:
                        robots.update(part.strip().lower() for part in said.get("content", "").split(","))
        return language, canonical, frozenset(robots - {""})

    @property
    def url(self) -> str:
        """Its address: what the call says, else its canonical URL where that is absolute; else empty."""
        return self._url or (self.canonical if host_of(self.canonical) else "")

    @property
    def canonical(self) -> str:
        """``<link rel=canonical>`` as it stands; empty where there is none."""
        return self._head[1]

    @property
    def host(self) -> str:
        """The host of its address without ``www.``; empty where the address is not known."""
        return host_of(self.url)

    @property
    def language(self) -> str:
        """``<html lang>`` as it stands; empty where there is none."""
        return self._head[0]

    @property
    def robots(self) -> frozenset[str]:
        """What ``<meta name=robots>`` and ``googlebot`` say, in lower case: ``noindex``, ``max-snippet:-1``."""
        return self._head[2]

    @cached_property
    def ignores(self) -> tuple[str, ...]:
        """What a page says that rules should not say of it, by comments: ``<!-- syndicate: ignore GR110, PO -->``."""
        if self.kind != "page" or "syndicate:" not in self.text:
            return ()
        found: dict[str, None] = {}
        for comment in comments(self.text):
            said = _IGNORE.fullmatch(self.text, comment.content_start, comment.content_end)
            found.update(dict.fromkeys(said[1].replace(",", " ").split() if said else ()))
        return tuple(found)

    @cached_property
    def visible(self) -> Visible:
        """The text that people see: ``visible.has_text("...")``. Of a page alone; it takes a few milliseconds."""
        from syndicate.proof.visible import Visible

        return Visible(self.text)
