"""What was found on a page as a row in the record's names; what was inferred and what was left out is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from syndicate.formats._text.facts import artists, hinted_type, place_fact
from syndicate.formats._text.found import Page
from syndicate.formats._text.kinds import type_in
from syndicate.formats._text.lines import Line, folded, paragraphs
from syndicate.formats._text.names import people
from syndicate.formats._text.titles import Titled, titled

__all__ = ["row_of"]

_DISC = re.compile(r"blu-?\s?ray|\bdvd\b|\buhd\b|\b4k\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
Tell = Callable[[str, str, Literal["repaired", "inferred"], str], None]
"""Takes a place, a path, a kind and what was done."""


def row_of(page: Page, tell: Tell) -> dict[str, Any] | None:
    """The row of a page; None where it has neither a title nor the name of what is reviewed."""
    if not page.title and page.headline:
        page.title = page.headline
    said = titled(page.title) if page.title else Titled(name="")
    if not page.title and not page.name:
        return None
    inferred: dict[str, str] = {}
    item = _item(page, said, inferred)
    _facts(page, item, tell)
    _from_title(said, item, inferred)
    authors = _authors(page, said, item, inferred, tell)
    row: dict[str, Any] = {"item": item}
    if authors:
        row["authors"] = people(list(dict.fromkeys(authors)))
        if said.reviewer in authors and not any(said.reviewer in names for _, names, _ in page.people):
            inferred["authors"] = "taken from the title"
    if page.headline or page.title:
        row["title"] = page.headline or page.title
    if page.summary:
        row["summary"] = page.summary
        if page.positional:
            inferred["summary"] = "taken for it by where it stands, beside the repeated title"
    if (body := _body(page)) is not None:
        row["body"] = {"value": body, "format": "text"}
    _ratings(page, row, inferred, tell)
    for name, value in (
        ("pros", page.pros), ("cons", page.cons), ("tags", list(dict.fromkeys(page.tags))), ("url", page.url),
        ("published", page.published), ("modified", page.modified),
    ):  # fmt: skip
        row |= {name: value} if value else {}
    if page.recommended is not None:
        row["recommended"] = page.recommended
    for number, path, kind, what in page.notes:
        tell(f"line {number}", path, kind, what)
    for path, what in inferred.items():
        tell("", path, "inferred", what)
    if inferred:
        row["inferred"] = list(inferred)
    return row


def _item(page: Page, said: Titled, inferred: dict[str, str]) -> dict[str, Any]:
    stated = titled(page.name) if page.name else Titled(name="")
    kinds = [fact.kind for fact in page.facts]
    groups = [type_in(one) for one in page.categories]
    from_page = page.type or hinted_type(kinds) or next((one for one in groups if one), "")
    kind = said.type or stated.type or from_page or "Thing"
    item: dict[str, Any] = {"type": kind}
    if said.type:
        inferred["item.type"] = "taken from the title"
    elif kind == "Thing":
        inferred["item.type"] = "a Thing, since nothing on the page tells its type"
    else:
        inferred["item.type"] = "taken from labels and categories on the page"
    if page.name:
        item["name"] = stated.name if stated.year else page.name
        if stated.year and kind in _WORKS:
            item["date_published"] = stated.year
    elif said.name:
        item["name"] = said.name
        inferred["item.name"] = "taken from the title"
    else:
        item["name"] = page.title
        inferred["item.name"] = "the title, which names no item of its own"
    return item


def _from_title(said: Titled, item: dict[str, Any], inferred: dict[str, str]) -> None:
    """What the title says of the item and no line states."""
    kind = item["type"]
    made: dict[str, Any] = {}
    if said.year and kind in _WORKS:
        made["date_published"] = said.year
    if said.platforms and kind == "VideoGame":
        made["game_platform"] = list(said.platforms)
    if said.by and kind == "Book":
        made["author"] = people(list(said.by))
    if said.by and kind == "MusicAlbum":
        made["by_artist"] = artists(" & ".join(said.by))
    for name, value in made.items():
        if name not in item:
            item[name] = value
            inferred[f"item.{name}"] = "taken from the title"


_WORKS = frozenset((
    "Movie", "Book", "VideoGame", "MusicAlbum", "TVSeries", "TVSeason", "TVEpisode", "SoftwareApplication",
    "PodcastSeries",
))  # fmt: skip


def _facts(page: Page, item: dict[str, Any], tell: Tell) -> None:
    disc = item["type"] == "Movie" and _DISC.search(page.title) is not None
    for fact in page.facts:
        if disc and fact.kind == "released" and not _YEAR.fullmatch(fact.value):
            place = f"line {page.lines[fact.at].number}"
            tell(place, "item", "repaired", f"{fact.label} left out, as it may be the disc's and not the film's")
            continue
        games = item["type"] == "VideoGame" and folded(fact.label) in ("format", "formats", "formato")
        if why := place_fact("platform" if games else fact.kind, fact.value, item, page.languages):
            number = page.lines[fact.at].number
            tell(f"line {number}", "item", "repaired", f"{fact.label} {why}")


def _authors(page: Page, said: Titled, item: dict[str, Any], inferred: dict[str, str], tell: Tell) -> list[str]:
    """Who wrote the review, and not the book: a line that says "reviewed" or "posted" before one that says "by"."""
    groups: dict[str, list[str]] = {}
    for field, names, _ in page.people:
        groups.setdefault(field, []).extend(name for name in names if name not in groups.get(field, []))
    made = {folded(name) for name in said.by}
    by = [name for name in groups.get("by", []) if folded(name) not in made]
    labelled = [name for name in groups.get("author", []) if folded(name) not in made]
    authors = groups.get("reviewer", [])
    if made and {folded(name) for name in groups.get("author", [])} == made:
        inferred.pop("item.author", None)
    takes_author = item["type"] in ("Book", "Recipe")
    if (
        authors
        and by
        and takes_author
        and "author" not in item
        and not {folded(name) for name in by} & {folded(name) for name in authors}
    ):
        item["author"] = people(by)
        by = []
    if not authors:
        authors, by = by, []
    if labelled and takes_author and "author" not in item:
        item["author"] = people(labelled)
    elif labelled and not authors:
        authors = labelled
    elif labelled and {folded(name) for name in labelled} - {folded(name) for name in authors}:
        _put_back(page, "author")
    if by and {folded(name) for name in by} - {folded(name) for name in authors}:
        _put_back(page, "by")
    if not authors and "name" in groups:
        authors = groups["name"]
        inferred["authors"] = "a name beside the date taken for the author's"
    if not authors and said.reviewer:
        authors = [said.reviewer]
    return authors


def _put_back(page: Page, field: str) -> None:
    """Leaves lines of names in the body where it is not known whose they are."""
    page.taken -= {at for one, _, at in page.people if one == field}


def _ratings(page: Page, row: dict[str, Any], inferred: dict[str, str], tell: Tell) -> None:
    if page.ratings:
        _, at, best = max(page.ratings, key=lambda one: (one[0], -one[1]))
        assert best.row is not None
        row["rating"] = _scaled(page, dict(best.row))
        if best.inferred:
            inferred["rating.value"] = "a letter counted from 0 (F) to 12 (A+)"
            inferred["rating.best"] = inferred["rating.worst"] = inferred["rating.value"]
        others = [
            rated for _, _, rated in page.ratings if rated.row is not None and rated.row["value"] != best.row["value"]
        ]
        if others:
            tell(f"line {page.lines[at].number}", "rating", "repaired", "one of several ratings taken")
    if page.aspects:
        row["aspects"] = [{"name": name, "rating": rated.row} for name, rated in page.aspects]


def _scaled(page: Page, rating: dict[str, Any]) -> dict[str, Any]:
    """``rating`` with the scale that another line states for the same value: "Rating: 4" and "4 out of 5"."""
    if "best" not in rating:
        for _, _, other in page.ratings:
            if (
                other.row is not None
                and other.row["value"] == rating["value"]
                and "best" in other.row
                and not other.inferred
            ):
                return {**rating, "best": other.row["best"]}
    return rating


def _body(page: Page) -> str | None:
    kept = [
        page.lines[at]
        if at not in page.taken
        else Line(number=page.lines[at].number, block=page.lines[at].block, text=page.kept[at])
        for at in range(page.end)
        if at not in page.taken or at in page.kept
    ]
    return paragraphs(kept) if kept else None
