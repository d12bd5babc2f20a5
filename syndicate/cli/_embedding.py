"""The kernel of ``syndicate embed``: one page in, the same page with its reviews out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Literal

from syndicate.api import replace_whole
from syndicate.cli._shelf import Found, Shelf
from syndicate.errors import FileError, SyndicateError
from syndicate.markup import markup, visible
from syndicate.page import PageError, blocks, canonical, foreign, marked_ids, put_all, take
from syndicate.page.addresses import address_key, path_key
from syndicate.schemaorg.profiles import AnySyntax, Profile

__all__ = ["Outcome", "Page", "Work", "embed", "tasks"]

_IS_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")
_AT_ONCE = 16
"""Pages of one task."""

_IDS = re.compile(r'"@id":"([^"]+)"|(?:itemid|resource|class="u-uid" value)="([^"]+)"')

State = Literal["changed", "unchanged", "without a review", "with markup of others", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to mark up."""

    path: str
    """Where it is, which is what messages call it."""
    key: str | None
    """The key of the path that it has on its site, where the call says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What all tasks share."""

    shelf: Path | None
    """The reviews; None where markup is taken out."""
    syntaxes: tuple[AnySyntax, ...] = ("jsonld",)
    profile: Profile = "search"
    nonce: str | None = None
    language: str | None = None
    """That of reviews which do not say theirs."""
    url: str | None = None
    """The address of the folder that pages are relative to."""
    write: bool = True
    force: bool = False
    """Whether pages with markup of others are marked up all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a page."""

    path: str
    state: State
    told: str = ""
    """What there is to say of it."""
    used: tuple[int, ...] = field(default=())
    """The numbers of its reviews on the shelf."""


def tasks(pages: Iterable[Page]) -> Iterator[tuple[Page, ...]]:
    """Pages in handfuls."""
    held: list[Page] = []
    for page in pages:
        held.append(page)
        if len(held) == _AT_ONCE:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def embed(work: Work, task: tuple[Page, ...]) -> list[Outcome]:
    """Marks up some pages, or takes the markup out."""
    return [_one(work, page) for page in task]


@cache
def _shelf(path: Path) -> Shelf:
    return Shelf(path)


def _one(work: Work, page: Page) -> Outcome:
    used: tuple[int, ...] = ()
    try:
        before = _bytes_of(page.path)
        if work.shelf is None:
            after = take(before)
        else:
            found = _reviews_of(before, page, _shelf(work.shelf), work.url)
            used = tuple(one.number for one in found)
            if not found and _all_left(before, _shelf(work.shelf)):
                after = take(before)
                if work.write:
                    replace_whole(Path(page.path), [after])
                return Outcome(path=page.path, state="changed", told="its reviews have left, and so has their markup")
            if not found:
                kept = "it has markup of ours, which stays; --remove takes it out" if blocks(before) else ""
                return Outcome(path=page.path, state="without a review", told=kept)
            if not work.force and (others := foreign(before)):
                told = f"it has review markup of its own ({', '.join(others)}); --force adds ours to it"
                return Outcome(path=page.path, state="with markup of others", told=told, used=used)
            if visible(work.syntaxes) and _IS_XML.match(before):
                raise PageError(
                    "the page is XML, which a fragment of HTML would break",
                    mend="Take jsonld for it, which is a script alone.",
                )
            after = put_all(before, _markups(work, found))
        if before == after:
            return Outcome(path=page.path, state="unchanged", used=used)
        if work.write:
            replace_whole(Path(page.path), [after])
        return Outcome(path=page.path, state="changed", used=used)
    except SyndicateError as error:
        told = str(error).removeprefix(f"{page.path}: ")
        return Outcome(path=page.path, state="broken", told=told, used=used)


def _all_left(data: bytes, shelf: Shelf) -> bool:
    """Whether our markup in a page is of reviews that have left: an erased one stays nowhere."""
    ids = {unescape(id) for block in blocks(data) for found in _IDS.findall(block.markup) for id in found if id}
    return any(map(shelf.has_left, ids))


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FileError(f"the page cannot be read: {error.strerror}", source=path) from error


def _markups(work: Work, found: list[Found]) -> dict[str, str]:
    """The script, and the one fragment that says it in all syntaxes that people see."""
    reviews = [one.review for one in found]
    seen = visible(work.syntaxes)
    wanted: list[list[AnySyntax]] = [["jsonld"]] if "jsonld" in work.syntaxes else []
    if seen:
        wanted.append([*seen])
    return {
        "+".join(syntaxes): markup(reviews, syntaxes, profile=work.profile, nonce=work.nonce, language=work.language)
        for syntaxes in wanted
    }


def _reviews_of(data: bytes, page: Page, shelf: Shelf, url: str | None) -> list[Found]:
    """The reviews that belong on a page: those that it names, else those of its address, else those of its path.

    What a page says of itself counts above where it lies.
    """
    if ids := marked_ids(data):
        named = [(id, shelf.by_id(id)) for id in ids]
        if missing := [id for id, found in named if not found and not shelf.has_left(id)]:
            raise PageError(
                f"the page names a review that there is not: {missing[0]}",
                mend="Correct the id in <!-- syndicate: ID -->, or add the record.",
            )
        return [one for _, found in named for one in found]
    stated = canonical(data)
    own = None if stated is None else address_key(stated)
    if own is not None and (found := shelf.by_address(own)):
        return found
    if page.key is None:
        return []
    if own is not None and not own.endswith(page.key):
        return []  # it is a copy of another page
    if stated is not None and own is None and stated.startswith("/") and path_key(stated) != page.key:
        return []
    if url is not None:
        base = address_key(url)
        return [] if base is None else shelf.by_address(f"{base}{page.key}")
    found = shelf.by_path(page.key)
    if len({one.address for one in found}) > 1:
        sites = ", ".join(sorted({(one.address or "").split("/")[2] for one in found})[:3])
        raise PageError(
            "reviews of several sites have the path of this page",
            found=sites,
            mend="Say with --url which site it is.",
        )
    return found
