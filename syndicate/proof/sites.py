"""Everything that was published: the files of folders, each proven as what it is, in as many processes as wanted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from syndicate.engines import local
from syndicate.formats import get
from syndicate.formats._nodes import Graph, row_of
from syndicate.models.record import plain
from syndicate.proof.compare import Finding, Told, compared
from syndicate.proof.exports import prove_export
from syndicate.proof.feeds import prove_feed
from syndicate.proof.pages import prove_page
from syndicate.proof.records import Records
from syndicate.schemaorg import node_of_plain
from syndicate.schemaorg.profiles import left_by_search

__all__ = ["Summary", "files_below", "prove"]

PAGES = (".html", ".htm", ".xhtml")
FEEDS = (".rss", ".atom", ".feed.json", ".jsonfeed")
_CHUNK = 40
_KEPT = 1000
_LARGEST = 64 * 1024 * 1024


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a proof came to: counts, and the findings that somebody has to look at."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Findings by what they stand in (``jsonld``, ``atom``, ``export``) and outcome."""
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Declared losses by what they stand in and path."""
    unseen: Counter[str] = field(default_factory=Counter)
    """Marked-up values that nobody sees, by path."""
    files: int = 0
    """The files that were read."""
    wrong: list[Finding] = field(default_factory=list)
    """The first findings that are wrong."""
    hidden: list[Finding] = field(default_factory=list)
    """The first findings whose values nobody sees."""

    def add(self, finding: Finding) -> None:
        """Counts a finding."""
        self.counts[finding.how, finding.outcome] += 1
        for path in finding.lost:
            self.lost[finding.how, path] += 1
        for path in finding.unseen:
            self.unseen[path] += 1
        if finding.wrong and len(self.wrong) < _KEPT:
            self.wrong.append(finding)
        elif finding.unseen and len(self.hidden) < _KEPT:
            self.hidden.append(finding)

    def count(self, *outcomes: str) -> int:
        """How many findings have one of these outcomes."""
        return sum(count for (_, outcome), count in self.counts.items() if outcome in outcomes)

    def as_dict(self) -> dict[str, Any]:
        """The summary as plain JSON values."""
        by_how: dict[str, dict[str, int]] = {}
        for (how, outcome), count in sorted(self.counts.items()):
            by_how.setdefault(how, {})[outcome] = count
        lost: dict[str, dict[str, int]] = {}
        for (how, path), count in sorted(self.lost.items()):
            lost.setdefault(how, {})[path] = count
        return {
            "files": self.files,
            "counts": by_how,
            "lost": lost,
            "unseen": dict(sorted(self.unseen.items())),
            "wrong": [finding.as_dict() for finding in self.wrong],
            "hidden": [finding.as_dict() for finding in self.hidden],
        }


def files_below(folder: Path) -> Iterator[Path]:
    """The files in a folder that can be proven, in the order of their paths: pages, feeds, ``.jsonld``, manifests."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and _kind(path) is not None:
            yield path


def prove(files: Sequence[tuple[Path, str]], records: Records, *, jobs: int = 1) -> Iterator[list[Finding]]:
    """The findings of some files, each given with what findings call it; a list for each file, in their order."""
    chunks = [tuple(files[at : at + _CHUNK]) for at in range(0, len(files), _CHUNK)]
    for some in local.run(_prove, records, chunks, jobs=jobs if len(chunks) > 1 else 1):
        yield from some


def _prove(records: Records, files: Iterable[tuple[Path, str]]) -> list[list[Finding]]:
    return [list(_findings(path, shown, records)) for path, shown in files]


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    if name == "manifest.json" and path.parent.name == "export":
        return "export"
    for kind, suffixes in (("page", PAGES), ("feed", FEEDS), ("jsonld", (".jsonld",))):
        if name.endswith(suffixes):
            return kind
    if name.endswith((".xml", ".json")):
        with path.open("rb") as stream:
            head = stream.read(2000)
        signs = (b"<rss", b"<feed") if name.endswith(".xml") else (b"https://jsonfeed.org/version/",)
        return "feed" if any(sign in head for sign in signs) else None
    return None


def _findings(path: Path, shown: str, records: Records) -> Iterator[Finding]:
    kind = _kind(path) or "page"
    if kind == "export":
        yield from prove_export(path.parent, records, str(Path(shown).parent))
        return
    try:
        if path.stat().st_size > _LARGEST:
            raise OSError(f"more than {_LARGEST:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        why = f"the file cannot be read: {error.strerror or error}"
        yield Finding(id="", file=shown, how=kind, outcome="unreadable", why=why)
        return
    yield from _PROVERS[kind](data, records, shown)


def _document(data: bytes, records: Records, file: str) -> Iterator[Finding]:
    """A file of JSON-LD alone, as Python's own JSON reads it."""
    try:
        yield from _reviews_in(Graph(json.loads(data)), records, file)
    except ValueError as error:
        yield Finding(id="", file=file, how="jsonld", outcome="unreadable", why=f"no JSON: {error}")
    except RecursionError:
        yield Finding(id="", file=file, how="jsonld", outcome="unreadable", why="nested too deeply")


def _reviews_in(graph: Graph, records: Records, file: str) -> Iterator[Finding]:
    for one in graph.reviews():
        told = Told()
        row = row_of(one, graph, told)
        record = records.get(row["id"]) if isinstance(row.get("id"), str) else None
        finding = partial(Finding, file=file, how="jsonld")
        if record is None:
            yield finding(id=str(row.get("id", "")), outcome="unknown", why="no record of this id")
            continue
        left_out = tuple(left_by_search(node_of_plain(plain(record))))
        outcome, differences, lost = compared(record, row, get("jsonld").carries, left_out=left_out, told=told)
        yield finding(id=record.id, outcome=outcome, differences=differences, lost=lost)


_PROVERS: dict[str, Callable[[bytes, Records, str], Iterator[Finding]]] = {
    "page": prove_page,
    "feed": prove_feed,
    "jsonld": _document,
}
