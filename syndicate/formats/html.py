"""Any page that anybody wrote: the reviews in its JSON-LD, Microdata, RDFa and microformats (https://schema.org/Review).

JSON-LD scripts are read as one graph, whatever they are wrapped in (see :mod:`syndicate.formats._pages.scripts`);
entities in their texts are what they stand for, unless the script shows that its writer knew better. The other
syntaxes are read as extruct finds them, where the source of the page has a sign of them. Records come in that order.

- A review that is told in two syntaxes is one record (see :mod:`syndicate.formats._pages.same_review`): the reading
  that says more, the first of two that say as much. What it does not say at all (author, text, rating, dates) and the
  rest of a text that was cut off are taken from the other, and told. Within one syntax nothing is put together.
- A review within the Microdata of an item, with no property between them, is of that item, and told.
- What the page says of itself stands in where the review does not say it, marked as inferred: its language; its
  canonical URL where it has one review alone. Dates in words are read in that language and in English.
- Names in another spelling than schema.org's are read as its (:mod:`syndicate.formats._pages.spelled`), and a detail of
  the item that cannot be read is left out (:mod:`syndicate.formats._pages.details`); both are told.
- A review that cannot be a record, and a script that is no JSON, is refused with its place. Nodes of other kinds are
  left alone where there is a review; a page without any is refused once, with what it has in place of one.

An id is the ``@id``, else the ``url``, else made of the file where it has one review, and of what the review says where
it has several.

>>> page = '<script type="application/LD+JSON">{"@type": "Review", "itemReviewed": "Dune",};</script>'
>>> review_nodes(page)
[{'@type': 'Review', 'itemReviewed': 'Dune'}]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from syndicate.encoding import Encoding
from syndicate.formats._base import Format, Limits, ReadContext
from syndicate.formats._json import Unreadable
from syndicate.formats._nodes import Found, Graph, key_of, row_of
from syndicate.formats._pages.around import joined
from syndicate.formats._pages.details import record_of
from syndicate.formats._pages.facts import Facts, facts_of, in_words
from syndicate.formats._pages.instead import instead
from syndicate.formats._pages.nodes import graphs_of, page_of
from syndicate.formats._pages.same_review import Likeness, completed, says
from syndicate.formats._pages.scripts import Document, documents, unescaped, values
from syndicate.formats._pages.spelled import spelled
from syndicate.formats._pages.vocab import slashed
from syndicate.hypertext import decoded
from syndicate.ledger import Refusal, shown
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg import CARRIES, is_review

__all__ = ["FORMAT", "HtmlOptions", "read", "review_nodes"]

_ORDER = ("JSON-LD", "Microdata", "RDFa", "microformats")
# Signs in the source that a page may have a syntax; what it has, extruct says.
_SIGNS = {
    "Microdata": re.compile(r"itemscope", re.IGNORECASE),
    "RDFa": re.compile(r"typeof[ \t\r\n]*=", re.IGNORECASE),
    "microformats": re.compile(r"h-?review|h-entry", re.IGNORECASE),
}
_ANY_JSONLD = (b"ld+json", b"ld&")
_LIKE = 50
"""With how many others that have the same key one review is compared."""


class HtmlOptions(BaseModel):
    """How pages are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoding: Encoding | None = None
    """The encoding that came with the pages, as a header of HTTP has it; a byte order mark counts above it, and what a
    page says of itself below it."""


@dataclass(slots=True, kw_only=True)
class _Told:
    """A review in one syntax."""

    syntax: str
    place: str
    row: dict[str, Any]
    notes: list[tuple[str, Literal["repaired", "inferred"], str]] = field(default_factory=list)

    def note(self, path: str, kind: Literal["repaired", "inferred"], what: str) -> None:
        self.notes.append((path, kind, what))


def review_nodes(page: bytes | str) -> list[dict[str, Any]]:
    """The Review nodes in the JSON-LD of a page, as they stand and wherever they are, in their order.

    Scripts that are no JSON are mended where what is meant cannot be mistaken, and left out where it can.
    """
    if isinstance(page, bytes):
        if b"\0" not in page[:1024] and not any(sign in page or sign in page.lower() for sign in _ANY_JSONLD):
            return []
        page = decoded(page)[0]
    found: list[dict[str, Any]] = []
    rest = list(values(page, Limits().depth))
    rest.reverse()
    while rest:
        node = rest.pop()
        if type(node) is dict:
            named = node.get("@type")
            if _named_review(named) if type(named) is str else is_review(node):
                found.append(node)
            rest.extend(part for part in reversed(node.values()) if type(part) is dict or type(part) is list)
        elif type(node) is list:
            rest.extend(reversed(node))
    return found


@lru_cache(maxsize=256)
def _named_review(name: str) -> bool:
    return is_review({"@type": name})


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews of a page, each once."""
    data = page_of(chunks, ctx)
    if isinstance(data, Refusal):
        yield data
        return
    options = ctx.options if isinstance(ctx.options, HtmlOptions) else HtmlOptions()
    text, _ = decoded(data, options.encoding)
    nodes: dict[str, list[Any]] = {}
    told: list[_Told] = []
    refused = 0
    for made in (_from_scripts(text, ctx, nodes), _from_markup(text, ctx, nodes)):
        for one in made:
            if isinstance(one, Refusal):
                refused += 1
                yield one
            else:
                told.append(one)
    facts = facts_of(text)
    kept = list(_once(told))
    for one in kept:
        yield from _record(one, facts, ctx, many=len(kept) > 1)
    if not kept and not refused:
        found, mend = instead(nodes, text)
        yield ctx.refusal("", found, "a page with a review", mend)


def _from_scripts(text: str, ctx: ReadContext, nodes: dict[str, list[Any]]) -> Iterator[_Told | Refusal]:
    readable: list[Document] = []
    nodes["JSON-LD"] = []
    for document in documents(text, ctx.limits.depth):
        if document.wrong is not None:
            wrong = document.wrong
            yield ctx.refusal(
                document.place, wrong.found, wrong.expected, wrong.mend, raw=shown(document.content, 2000)
            )
            continue
        for repair in document.repairs:
            ctx.note(document.place, "", "repaired", repair)
        value, escaped = unescaped(document)
        if escaped:
            ctx.note(document.place, "", "repaired", "entities in texts of JSON-LD read as what they stand for")
        if value is not None:
            value, told = spelled(value)
            for what in told:
                ctx.note(document.place, "", "repaired", what)
            readable.append(document)
            nodes["JSON-LD"].append(value)
    graph = Graph(*nodes["JSON-LD"])
    for found in graph.reviews():
        place = readable[found.document].place
        yield _told("JSON-LD", f"{place}: {found.place}" if found.place else place, found, graph)


def _from_markup(text: str, ctx: ReadContext, nodes: dict[str, list[Any]]) -> Iterator[_Told | Refusal]:
    for syntax in _ORDER[1:]:
        if not _SIGNS[syntax].search(text):
            continue
        page = text
        if syntax == "Microdata":
            page, count = joined(text)
            for _ in range(count):
                what = "the item around a review taken for what it is of, with no property between them"
                ctx.note(syntax, "item", "repaired", what)
        elif syntax == "RDFa":
            page, count = slashed(text)
            if count:
                ctx.note(syntax, "", "repaired", "a slash put behind schema.org, the vocabulary")
        try:
            nodes[syntax], told = spelled(_reader(syntax)(page))
        except Unreadable as error:
            yield ctx.refusal(syntax, error.found, error.expected, error.mend)
            continue
        for what in told:
            ctx.note(syntax, "", "repaired", what)
        number = 0
        for graph in graphs_of(nodes[syntax]):
            for found in graph.reviews():
                number += 1
                yield _told(syntax, f"{syntax}, review {number}", found, graph)


def _reader(syntax: str) -> Callable[[str], list[dict[str, Any]]]:
    from syndicate.formats import microdata, microformats, rdfa

    return {"Microdata": microdata.nodes, "RDFa": rdfa.nodes, "microformats": microformats.nodes}[syntax]


def _told(syntax: str, place: str, found: Found, graph: Graph) -> _Told:
    told = _Told(syntax=syntax, place=place, row={})
    told.row = row_of(found, graph, told.note)
    return told


def _once(told: list[_Told]) -> Iterator[_Told]:
    """Each review once: one that other syntaxes tell too is the reading that says most of it."""
    groups: list[list[_Told]] = []
    known: dict[tuple[str, ...], list[tuple[Likeness, list[_Told]]]] = {}
    for one in told:
        like = Likeness.of(one.row)
        near = (
            group
            for key in like.marks()
            for other, group in known.get(key, ())[:_LIKE]
            if all(of.syntax != one.syntax for of in group) and like.same(other)
        )
        group = next(near, None)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        for key in like.marks():
            known.setdefault(key, []).append((like, group))
    for group in groups:
        best = max(group, key=lambda one: says(one.row))
        for other in group:
            if other is not best:
                best.note("", "repaired", f"told in {other.syntax} too")
                for name in completed(best.row, other.row):
                    best.note(name, "repaired", f"taken from {other.syntax}, where more of it stands")
        yield best


def _record(one: _Told, facts: Facts, ctx: ReadContext, *, many: bool) -> Iterator[Review | Tombstone | Refusal]:
    row = one.row
    # Before anything is added that the review does not say itself.
    key = key_of(row, ctx.key, one.note) if many else ctx.key
    if "item" in row:
        inferred = row.setdefault("inferred", [])
        if facts.language and "language" not in row:
            row["language"] = facts.language
            inferred.append("language")
            one.note("language", "inferred", "taken from the page")
        if facts.url and not many and "url" not in row:
            row["url"] = facts.url
            inferred.append("url")
            one.note("url", "inferred", "taken from the page's canonical URL")
        if not inferred:
            del row["inferred"]
        if ctx.mapper is None or ctx.mapper.plain:
            in_words(row, facts.language, one.note)
    for note in one.notes:
        ctx.note(one.place, *note)
    yield from record_of(ctx, row, place=one.place, key=key)


FORMAT = Format(
    name="html",
    title="Any page with reviews in JSON-LD, Microdata, RDFa or microformats",
    media_type="text/html",
    suffixes=(".html", ".htm", ".xhtml"),
    spec="https://schema.org/Review",
    carries=CARRIES,
    read=read,
    options=HtmlOptions,
    tombstones=True,
)
