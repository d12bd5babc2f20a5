"""Inputs read for the linter: the nodes of each, whoever wrote them, with what is needed to find their places again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from syndicate.check._export import export_of
from syndicate.check._feed import feed_of
from syndicate.check._graph import subjects
from syndicate.check._page import Page, Script
from syndicate.check._rule import Kind
from syndicate.check._subject import Subject, Syntax
from syndicate.formats._base import Limits, ReadContext
from syndicate.formats._json import TooDeep, Unreadable, loaded_text
from syndicate.formats._pages.mended import mended
from syndicate.formats._pages.scripts import documents, is_jsonld
from syndicate.formats._stream import chunks_of
from syndicate.hypertext import decoded, scripts
from syndicate.ledger import Refusal
from syndicate.models.record import plain
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg import to_node

__all__ = ["Input", "export_input", "records_in", "text_input"]

# Signs in the source, in lower case, that a page may have a syntax: the slow readers run where one is.
_SIGNS: dict[Syntax, tuple[str, ...]] = {
    "Microdata": ("itemscope",),
    "RDFa": ("typeof",),
    "microformats": ("hreview", "h-review", "h-entry"),
}
_MENDABLE = 1 << 18


@dataclass(slots=True, kw_only=True)
class Input:
    """What was read of one input: what rules are asked about, and in what order."""

    page: Page
    whole: Subject
    """The input as a whole, for rules without types."""
    subjects: list[Subject] = field(default_factory=list)
    tops: dict[Syntax, list[Any]] = field(default_factory=dict)
    """The topmost nodes of the syntaxes that elements are marked with."""


def text_input(
    data: bytes, *, kind: Kind, source: str, url: str = "", day: date | None = None, charset: str | None = None
) -> Input:
    """A page, a file of JSON-LD or a feed."""
    if kind == "feed":
        feed = feed_of(data)
        page = Page(kind=kind, source=source, text=decoded(data)[0], url=url, day=day, feed=feed)
        return Input(page=page, whole=Subject(page=page, node={}))
    text, _ = decoded(data, charset)
    page = Page(kind=kind, source=source, text=text, url=url, day=day)
    made = Input(page=page, whole=Subject(page=page, node={}))
    values = list(_of_scripts(page) if kind == "page" else _of_file(page))
    made.subjects = subjects(page, values, "JSON-LD")
    if kind == "page":
        low = text.lower()
        for syntax, signs in _SIGNS.items():
            if any(sign in low for sign in signs):
                try:
                    made.tops[syntax] = _marked_up(text, syntax)
                except Unreadable as error:
                    page.unreadable[syntax] = error.found
                    continue
                made.subjects += subjects(page, [(0, made.tops[syntax])], syntax)
    page.nodes = tuple(made.subjects)
    return made


def _of_scripts(page: Page) -> Iterator[tuple[int, Any]]:
    low = page.text.lower()
    if "ld+json" not in low and "ld&" not in low:
        return
    found = []
    places = (script for script in scripts(page.text) if is_jsonld(script))
    for number, (document, script) in enumerate(zip(documents(page.text, Limits().depth), places, strict=True)):
        wrong = "" if document.wrong is None else document.wrong.found
        found.append(
            Script(
                number=number,
                start=script.start,
                content=document.content,
                repairs=document.repairs,
                wrong=wrong,
            )
        )
        if document.wrong is None and document.value is not None:
            yield number, document.value
    page.scripts = tuple(found)


def _of_file(page: Page) -> Iterator[tuple[int, Any]]:
    text, depth = page.text, Limits().depth
    repairs: list[str] = []
    value, wrong = None, ""
    try:
        value, twice = loaded_text(text, depth)
    except Unreadable as error:
        twice = ()
        try:
            if isinstance(error, TooDeep) or len(text) > _MENDABLE:
                raise
            value, repairs, twice = mended(text, depth, 1)
        except Unreadable as last:
            wrong = last.found
    repairs += [f"{key} stands twice in one object, and the last is taken" for key in twice]
    page.scripts = (Script(number=0, start=0, content=text, repairs=tuple(repairs), wrong=wrong),)
    if not wrong and value is not None:
        yield 0, value


def _marked_up(text: str, syntax: Syntax) -> list[Any]:
    from syndicate.formats import microdata, microformats, rdfa

    readers: dict[Syntax, Callable[[str], list[dict[str, Any]]]] = {
        "Microdata": microdata.nodes,
        "RDFa": rdfa.nodes,
        "microformats": microformats.nodes,
    }
    return readers[syntax](text)


def records_in(path: Path | bytes, *, source: str, day: date | None = None) -> Iterator[Input]:
    """The records of a file, each as an input of its own. Raises what :func:`chunks_of` raises."""
    from syndicate.formats import records

    ctx = ReadContext(source=source)
    for made in records.read(chunks_of(path), ctx):
        page = Page(kind="record", source=source, day=day)
        if isinstance(made, Refusal):
            line = _line(made.place)
            yield Input(page=page, whole=Subject(page=page, node={}, line=line, faults=made.faults))
            continue
        row, line = plain(made), _line(ctx.place)
        # A tombstone is no review: there is nothing in it that could get stars.
        nodes = [] if isinstance(made, Tombstone) else [(0, to_node(made))]
        found = subjects(page, nodes, "", line=line, record=row)
        page.nodes = tuple(found)
        whole = Subject(page=page, node={}, line=line, record=row)
        yield Input(page=page, whole=whole, subjects=found)


_LINE = re.compile(r"line ([0-9]+)")


def _line(place: str) -> int:
    found = _LINE.search(place)
    return int(found[1]) if found else 0


def export_input(folder: Path, *, source: str, day: date | None = None) -> Input:
    """An export as a whole; its records are inputs of their own."""
    page = Page(kind="export", source=source, day=day, export=export_of(folder))
    return Input(page=page, whole=Subject(page=page, node={}))
