"""What a site with a past must publish, told a second time: plain dictionaries instead of an index, and no file read.

After "How data flows" of the design and ``docs/export.md``. A :class:`Site` holds what the sources say today and what
was published; :meth:`Site.build` says what a build has to come to, or why it has to stop.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Literal

__all__ = ["SOURCES", "Entry", "Outcome", "Published", "Site", "id_of", "instant", "title_of"]

SOURCES = ("a.jsonl", "b.jsonl", "c.csv")
"""A source that is complete, one that is not, and a complete one whose rows have a status."""

Kind = Literal["review", "tombstone", "broken", "nameless"]
Grave = tuple[str, str, str | None]
"""When it left, why, and what it was merged into."""


def id_of(number: int) -> str:
    return f"tag:a.org,2020:{number}"


def title_of(number: int, text: int) -> str:
    return f"title{text}of{number}"


def instant(day: int) -> str:
    return f"2024-{1 + day // 28:02}-{1 + day % 28:02}T00:00:00Z"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one source says of one id."""

    kind: Kind
    text: int = 0
    day: int | None = None
    """Of a review, when it was modified; of a tombstone, when it left, and None for the instant of the build."""
    reason: str = "withdrawn"
    into: int | None = None


@dataclass(frozen=True, kw_only=True)
class Published:
    title: str
    day: int | None
    source: str
    """Empty where it is not known."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """``stops`` is a part of the message of a build that has to stop, ``nothing`` one that has nothing to publish."""

    stops: str = ""
    nothing: bool = False
    unlike_clean: bool = False
    """Whether something is published that today's sources do not have."""


@dataclass
class Site:
    sources: dict[str, dict[int, Entry]] = field(default_factory=lambda: {name: {} for name in SOURCES})
    used: set[str] = field(default_factory=lambda: set(SOURCES))
    withdrawals: dict[int, Entry] = field(default_factory=dict)
    published: dict[int, Published] = field(default_factory=dict)
    graves: dict[int, Grave] = field(default_factory=dict)
    sequence: int = 0
    latest: int = 0
    """The last day that a build had to state."""

    # -- what the files hold

    def lines(self, name: str) -> str:
        if name == "c.csv":
            return self._csv()
        rows = [_json(number, entry) for number, entry in self.sources[name].items()]
        return "".join(f"{row}\n" for row in rows)

    def _csv(self) -> str:
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(["key", "film", "title", "changed", "state", "when", "into"])
        for number, entry in self.sources["c.csv"].items():
            changed = "" if entry.day is None else instant(entry.day)[:10]
            if entry.kind == "tombstone":
                into = "" if entry.into is None else id_of(entry.into)
                when = "" if entry.day is None else instant(entry.day)
                table.writerow([id_of(number), f"Film {number % 3}", "x", "", entry.reason, when, into])
            elif entry.kind == "review":
                title = title_of(number, entry.text)
                table.writerow([id_of(number), f"Film {number % 3}", title, changed, "live", "", ""])
            else:
                title = title_of(number, entry.text)
                table.writerow([id_of(number), f"Film {number % 3}", title, "yesterday or so", "live", "", ""])
        return text.getvalue()

    def withdrawn_lines(self) -> str:
        return "".join(f"{_json(number, entry)}\n" for number, entry in self.withdrawals.items())

    # -- what a build has to come to

    def build(self, today: int, *, stated: bool, allow: bool) -> Outcome:
        now = instant(today)
        if stated and self.latest > today:
            return Outcome(stops="lies before that of the last export")
        standing: dict[int, tuple[str, Any]] = {}
        refused: set[int] = set()
        nameless = {n for n in self.used if any(e.kind == "nameless" for e in self.sources[n].values())}
        for number in {n for source in self.used for n in self.sources[source]} | set(self.withdrawals):
            verdict, what = self._verdict(number, today, stated=stated)
            if verdict == "refused":
                refused.add(number)
                continue
            if verdict != "absent":
                standing[number] = (verdict, what)
            if any(self.sources[s].get(number, _NONE).kind == "broken" for s in self.used):
                refused.add(number)
        if not standing:
            return Outcome(nothing=True)
        absent = [n for n in self.published if n not in standing]
        shown = [n for n, (verdict, _) in standing.items() if verdict == "published"]
        if not stated and any(self._undated_tombstone(n) for n in [*absent, *shown]):
            return Outcome(stops="but not so that it can be taken away")
        if any(self._tombstones_disagree(n, today, stated=stated) for n in absent):
            return Outcome(stops="but not so that it can be taken away")
        fates = {n: self._fate(n, refused, set() if allow else nameless) for n in absent}
        left = [n for n, fate in fates.items() if fate == "left"]
        if not allow:
            had = Counter(one.source for one in self.published.values())
            gone = Counter(self.published[n].source for n in left)
            if any(count > 3 and count * 20 > had[source] for source, count in gone.items()):
                return Outcome(stops="no longer there")
        if left and not stated:
            return Outcome(stops="nothing says when")

        published = {n: what for n, (verdict, what) in standing.items() if verdict == "published"}
        for number in absent:
            if fates[number] != "left":
                was = self.published[number]
                published[number] = was if was.source in self.used else replace(was, source="")
        graves = {n: grave for n, grave in self.graves.items() if n not in published}
        for number, (verdict, what) in standing.items():
            if verdict == "withdrawn":
                grave, before = what, self.graves.get(number)
                if before is not None and grave[1:] == before[1:] and grave[0] == now and stated:
                    grave = before
                graves[number] = grave
        graves |= dict.fromkeys(left, (now, "withdrawn", None))

        if not self.sequence or _said(published) != _said(self.published) or graves != self.graves:
            self.sequence += 1
        if stated and any(grave[0] == now for grave in graves.values()):
            self.latest = today
        self.published, self.graves = published, graves
        return Outcome(unlike_clean=len(left) < len(absent))

    def _versions(self, number: int, today: int, *, stated: bool) -> list[tuple[int, Any, str]]:
        """What is valid of an id: when, what, and in which source."""
        found = []
        for source in SOURCES:
            entry = self.sources[source].get(number)
            if source not in self.used or entry is None:
                continue
            if entry.kind == "review":
                day = -1 if entry.day is None else entry.day
                what = Published(title=title_of(number, entry.text), day=entry.day, source=source)
                found.append((day, what, source))
            elif entry.kind == "tombstone" and (entry.day is not None or stated):
                day = today if entry.day is None else entry.day
                found.append((day, _grave(entry, day), source))
        return found

    def _verdict(self, number: int, today: int, *, stated: bool) -> tuple[str, Any]:
        if number in self.withdrawals:
            entry = self.withdrawals[number]
            assert entry.day is not None
            return "withdrawn", _grave(entry, entry.day)
        versions = self._versions(number, today, stated=stated)
        if not versions:
            broken = any(self.sources[s].get(number, _NONE).kind == "broken" for s in self.used)
            return ("refused" if broken else "absent"), None
        newest = max(day for day, *_ in versions)
        top = [what for day, what, _ in versions if day == newest]
        stones = [what for what in top if isinstance(what, tuple)]
        if stones:
            return ("refused", None) if len(set(stones)) > 1 else ("withdrawn", stones[0])
        # the item of a row is the same in each source, so that the title is all that may differ
        return ("refused", None) if len({one.title for one in top}) > 1 else ("published", top[0])

    def _tombstones_disagree(self, number: int, today: int, *, stated: bool) -> bool:
        versions = self._versions(number, today, stated=stated)
        newest = max((day for day, *_ in versions), default=0)
        return len({what for day, what, _ in versions if day == newest and isinstance(what, tuple)}) > 1

    def _undated_tombstone(self, number: int) -> bool:
        """A row that says that a review has left, and nothing says when."""
        return any(
            entry.kind == "tombstone" and entry.day is None
            for source in self.used
            if (entry := self.sources[source].get(number)) is not None
        )

    def _fate(self, number: int, refused: set[int], nameless: set[str]) -> str:
        if number in refused:
            return "stale"
        source = self.published[number].source
        if source in self.used:
            return "kept" if source == "b.jsonl" else "stale" if source in nameless else "left"
        if source:
            return "left"
        return "kept" if "b.jsonl" in self.used else "stale" if nameless else "left"


_NONE = Entry(kind="review")


def _said(published: dict[int, Published]) -> dict[int, tuple[str, int | None]]:
    return {number: (one.title, one.day) for number, one in published.items()}


def _grave(entry: Entry, day: int) -> Grave:
    return instant(day), entry.reason, None if entry.into is None else id_of(entry.into)


def _json(number: int, entry: Entry) -> str:
    if entry.kind == "nameless":
        return json.dumps({"title": f"text {entry.text} and no id"})
    data: dict[str, Any] = {"id": id_of(number)}
    if entry.kind == "tombstone":
        assert entry.day is not None
        data |= {"at": instant(entry.day), "reason": entry.reason}
        if entry.into is not None:
            data["merged_into"] = id_of(entry.into)
        return json.dumps(data)
    data |= {"item": {"type": "Movie", "name": f"Film {number % 3}"}, "title": title_of(number, entry.text)}
    if entry.kind == "broken":
        data["rating"] = {"value": "many"}
    elif entry.day is not None:
        data["modified"] = instant(entry.day)[:10]
    return json.dumps(data)
