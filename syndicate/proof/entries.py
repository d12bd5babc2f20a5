"""What an entry of a feed says for people, in the feed's own elements, compared with its record.

The facts stand beside them, and are compared by :mod:`syndicate.proof.feeds` and
:mod:`syndicate.proof.json_feeds`. Readers show these: the title, the link, the authors, the dates and the text, in the
form that feeds have (a date without a time has one there, an address is a URI).
"""

from __future__ import annotations

import datetime as dt
import email.utils
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from syndicate.formats import Carries
from syndicate.ledger import shown
from syndicate.models.dates import instant
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.proof.compare import Difference, Finding, Told, compared
from syndicate.proof.visible import Visible
from syndicate.prose import plain_text

__all__ = ["Facts", "Said", "judged"]

_PARTS = ("pros", "cons", "aspects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an entry states for programs."""

    row: Mapping[str, Any]
    """The record, as plain values that are still to be checked."""
    abridged: bool
    """Whether it says that its text is not all there."""
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an entry says for people; None is what it does not say."""

    title: str | None
    link: str | None
    authors: list[str | None]
    published: str | None
    """A date of RFC 3339 or of RFC 2822."""
    updated: str | None = None
    """The same, where the format has it."""
    summary: str | None
    """HTML; of a format that has plain text there, that text escaped."""
    content: str | None
    """HTML."""


def judged(record: Review, facts: Facts, said: Said, *, how: str, file: str, carries: Carries) -> Finding:
    """The finding for one entry, of which ``facts`` and ``said`` were read by other code than wrote them."""
    data = plain(record)
    # Of a review whose text may not be passed on, a feed leaves out the parts of that text; by choice, of one that
    # tells the ending, and then all of them.
    withheld = bool(data.get("spoiler")) and not any(part in facts.row for part in _PARTS)
    left_out = _PARTS if data.get("snippet_only") or withheld else ()
    # The text stands in the content; it is stated again only where that has other addresses.
    stated = carries if "body" in facts.row else {**carries, "body": "dropped"}
    outcome, differences, lost = compared(record, facts.row, stated, left_out=left_out, told=facts.told)
    own = tuple(_differences(data, said, abridged=facts.abridged))
    if own:
        outcome, differences, lost = "different", (*differences, *own), ()
    elif outcome == "lost" and not facts.abridged and not data.get("snippet_only"):
        # It was found in the content.
        lost = tuple(path for path in lost if path != "body")
        outcome = "lost" if lost else "equal"
    unseen: tuple[str, ...] = ()
    if said.content is not None and not data.get("snippet_only"):
        unseen = tuple(Visible(said.content).unseen({key: data[key] for key in ("item", "rating") if key in data}))
    return Finding(id=record.id, file=file, how=how, outcome=outcome, differences=differences, lost=lost, unseen=unseen)


def _differences(data: dict[str, Any], said: Said, *, abridged: bool) -> Iterator[Difference]:
    def other(path: str, wanted: Any, found: Any) -> Difference:
        return Difference(path=path, expected=_shown(wanted), found=f"{_shown(found)} in the feed's own words")

    title = _line(data.get("title") or data["item"]["name"])
    if title != _line(said.title) and not _is_starred(title, said.title, data):
        yield other("title" if "title" in data else "item.name", title, _line(said.title))
    if "url" in data and not _same_address(data["url"], said.link):
        yield other("url", data["url"], said.link)
    names = [_line(author["name"]) for author in data.get("authors", ())]
    if names != (found := [_line(name) for name in said.authors]):
        yield other("authors", names, found)
    dates = [data[one] for one in ("published", "modified") if one in data]
    for path, wanted, time in (
        ("published", [data["published"]] if "published" in data else dates, said.published),
        ("modified", dates, said.updated),
    ):
        if wanted and time is not None and not any(_same_time(date, time) for date in wanted):
            yield other(path, wanted[-1], time)
    if "published" in data and said.published is None:
        yield other("published", data["published"], None)
    if said.summary is not None and "summary" in data and not Visible(said.summary).has_text(data["summary"]):
        yield other("summary", data["summary"], said.summary)
    body = data.get("body")
    if body is None or abridged or data.get("snippet_only"):
        return
    text = plain_text(body["value"], body["format"])
    if said.content is None:
        yield other("body", body["value"], None)
    elif not Visible(said.content).has_text(text):
        yield other("body", body["value"], "another text")


def _is_starred(title: str | None, said: str | None, data: Mapping[str, Any]) -> bool:
    """Whether a title is the review's with its rating behind it, as feeds have it by choice."""
    rating = data.get("rating")
    if rating is None or title is None or not (line := _line(said) or "").startswith(f"{title} "):
        return False
    behind = line.removeprefix(f"{title} ")
    if behind and not behind.strip("★½"):
        return bool(behind.count("★") + behind.count("½") / 2 == rating["value"])
    if behind == f"({rating.get('label')})":
        return True
    value, _, best = behind.strip("()").partition("/")
    try:
        return (float(value), float(best)) == (rating["value"], rating.get("best"))
    except ValueError:
        return False


def _same_address(url: str, said: str | None) -> bool:
    """Whether a URI is that of an address, which may have other characters than those of ASCII."""
    if said is None or not said.isascii():
        return False
    one, two = urlsplit(url), urlsplit(said)
    hosts = not one.netloc.isascii() or one.netloc == two.netloc
    return hosts and [unquote(part) for part in one[2:]] == [unquote(part) for part in two[2:]]


def _line(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _shown(value: Any) -> str:
    return "nothing" if value is None or value == [] else shown(value)


def _same_time(date: str, said: str) -> bool:
    """Whether a feed's time is that of a record's date; of one without a time, the day in the feed's own zone."""
    try:
        time = dt.datetime.fromisoformat(said) if said[:4].isdigit() else email.utils.parsedate_to_datetime(said)
    except ValueError:
        return False
    if "T" not in date:
        return time.isoformat().startswith(date)
    return time.tzinfo is not None and instant(date, dt.UTC).replace(microsecond=0) == time
