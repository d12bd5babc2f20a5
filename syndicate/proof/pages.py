"""Pages: what extruct finds in them as they are, compared with the records; and whether people see it too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from syndicate.formats import Carries, get, microdata, microformats, project, rdfa
from syndicate.formats._nodes import Found, Graph, Unreadable, row_of
from syndicate.formats._pages.extract import extracted
from syndicate.formats._pages.nodes import graphs_of
from syndicate.hypertext import decoded
from syndicate.models.item_key import item_key
from syndicate.models.mean import mean_of
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.proof.compare import Difference, Finding, Told, compared
from syndicate.proof.records import Records
from syndicate.proof.visible import Visible
from syndicate.schemaorg import node_of_plain
from syndicate.schemaorg.profiles import left_by_search
from syndicate.schemaorg.untyped import typed
from syndicate.schemaorg.values import listed

__all__ = ["prove_page"]

# What has to be in the source for a syntax to be in it, and how its nodes are found.
_SYNTAXES: tuple[tuple[str, re.Pattern[str], Callable[[str], list[dict[str, Any]]]], ...] = (
    ("jsonld", re.compile("ld\\+json", re.IGNORECASE), lambda page: _documents(extracted(page, "json-ld"))),
    ("microdata", re.compile("itemscope", re.IGNORECASE), lambda page: microdata.nodes(page, mend=False)),
    ("rdfa", re.compile("typeof", re.IGNORECASE), lambda page: rdfa.nodes(page, mend=False)),
    ("microformats", re.compile("h-?review", re.IGNORECASE), lambda page: microformats.nodes(page, mend=False)),
)


def prove_page(page: bytes, records: Records, file: str = "") -> Iterator[Finding]:
    """What each syntax of a page says of each review, compared with its record; ``file`` is what findings call it.

    A review is found by its ``@id``, else by its ``url``. One that no record is known for is ``unknown``, which is
    wrong only where somebody says so. An aggregate is compared with the mean of all records of its item.
    """
    text, _ = decoded(page)
    visible: Visible | None = None
    for syntax, there, nodes in _SYNTAXES:
        if not there.search(text):
            continue
        try:
            found = nodes(text)
            carries = get(syntax).carries
            for graph in graphs_of(found) if syntax != "jsonld" else [Graph(*found)]:
                reviews = list(graph.reviews())
                if reviews and visible is None:
                    visible = Visible(text)
                items = _Items(graph, reviews, records, carries)
                for one in reviews:
                    assert visible is not None
                    yield _compared(one, items, visible, file=file, how=syntax)
            if records.complete:
                for node in found:
                    yield from _aggregates(node, records, file, syntax)
        except Unreadable as error:
            yield Finding(id="", file=file, how=syntax, outcome="unreadable", why=error.found)
        except RecursionError:
            yield Finding(id="", file=file, how=syntax, outcome="unreadable", why="nested too deeply")


def _documents(found: list[Any]) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)]


class _Items:
    """The reviews of a page, and what the items may say of themselves that several of them stand in.

    Such an item says what the newest of its reviews says of it. Which one that is the markup does not tell (RDFa has no
    order), so that it may be any record of the item on this page. A review of something else is not at home there.
    """

    def __init__(self, graph: Graph, reviews: list[Found], records: Records, carries: Carries) -> None:
        self.graph, self.records, self.carries = graph, records, carries
        self._said: dict[tuple[int, str], dict[bytes, dict[str, Any]]] = {}
        for one in reviews:
            node = one.node
            record = _record_of({"id": node.get("@id"), "url": node.get("url")}, records)
            if one.parent is not None and record is not None:
                rest = project(record, carries)
                item = plain(rest if rest is not None else record)["item"]
                self._of(one, record).setdefault(json.dumps(item, sort_keys=True).encode(), item)

    def of(self, one: Found, record: Review) -> Iterable[Mapping[str, Any]]:
        """What may stand in the place of the item of ``record``."""
        return () if one.parent is None else self._of(one, record).values()

    def _of(self, one: Found, record: Review) -> dict[bytes, dict[str, Any]]:
        return self._said.setdefault((id(one.parent), item_key(plain(record)["item"])[0]), {})


def _compared(one: Found, items: _Items, visible: Visible, *, file: str, how: str) -> Finding:
    told = Told()
    row = row_of(one, items.graph, told)
    record = _record_of(row, items.records)
    if record is None:
        named = str(row.get("id") or row.get("url") or "")
        return Finding(id=named, file=file, how=how, outcome="unknown", why="no record of this id or address")
    left_out = tuple(left_by_search(node_of_plain(plain(record))))
    if one.parent is not None:
        # A list of reviews may show only the beginning of each, and then marks up no text.
        left_out = (*left_out, "body")
    outcome, differences, lost = compared(
        record, row, items.carries, left_out=left_out, items=items.of(one, record), told=told
    )
    unseen = tuple(visible.unseen(row))
    return Finding(id=record.id, file=file, how=how, outcome=outcome, differences=differences, lost=lost, unseen=unseen)


def _record_of(row: Mapping[str, Any], records: Records) -> Review | None:
    found = records.get(row["id"]) if isinstance(row.get("id"), str) else None
    if found is None and isinstance(row.get("url"), str):
        found = records.at(row["url"])
    return found


def _aggregates(node: Mapping[str, Any], records: Records, file: str, how: str) -> Iterator[Finding]:
    """The means of items that have reviews of ours beside them."""
    rest: list[Any] = [node]
    while rest:
        one = rest.pop()
        if isinstance(one, list):
            rest += one
        elif isinstance(one, Mapping):
            rest += one.values()
            if isinstance(one.get("aggregateRating"), Mapping) and "review" in one:
                yield from _aggregate(one, one["aggregateRating"], records, file, how)


def _aggregate(
    item: Mapping[str, Any], said: Mapping[str, Any], records: Records, file: str, how: str
) -> Iterator[Finding]:
    ids = [one.get("@id") for one in listed(item["review"]) if isinstance(one, Mapping)]
    known = next((record for id in ids if isinstance(id, str) and (record := records.get(id)) is not None), None)
    if known is None:
        return
    key = item_key(plain(known)["item"])[0]
    of_item = [plain(record) for record in records.of_item(key)]
    mean = mean_of(data.get("rating") for data in of_item)
    if mean is None:
        wanted: dict[str, Any] = {}
    else:
        wanted = {"ratingValue": mean["value"], "ratingCount": mean["count"]}
        wanted |= {name: mean[key] for key, name in (("best", "bestRating"), ("worst", "worstRating")) if key in mean}
    back = {
        name: _number(name, said[name])
        for name in ("ratingValue", "ratingCount", "bestRating", "worstRating")
        if name in said
    }
    differences = tuple(
        Difference(
            path=f"aggregateRating.{name}",
            expected=_number_shown(wanted.get(name)),
            found=_number_shown(back.get(name)),
        )
        for name in dict.fromkeys((*wanted, *back))
        if wanted.get(name) != back.get(name)
    )
    yield Finding(id=key, file=file, how=how, outcome="different" if differences else "equal", differences=differences)


def _number(name: str, value: Any) -> Any:
    return typed(name, value) if isinstance(value, str) else value


def _number_shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
