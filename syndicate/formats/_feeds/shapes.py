"""Feeds of reviews that have elements of their own: Letterboxd's, Goodreads', Backloggd's.

============== ====================================================================================================
Letterboxd     ``letterboxd:filmTitle``, ``filmYear``, ``memberRating`` (0.5 to 5), ``watchedDate``; ``memberLike`` and
               ``rewatch`` are kept in ``extensions``; ``tmdb:movieId`` or ``tmdb:tvId``. The poster in the description
               is the item's picture; the lines "Watched on ..." and "This review may contain spoilers." are no part of
               the text, and the second is ``spoiler``. A diary entry without a rating and a text, and a list, are no
               reviews.
Goodreads      ``user_rating`` (1 to 5; 0 is unrated), ``book_id``, ``author_name``, ``isbn``, ``user_read_at``,
               ``user_review``, ``user_shelves``, ``book_published``, ``num_pages``, the largest picture of the cover
Backloggd      ``user_rating`` (of 10; 0 is unrated), ``reviewer``; the title is the game's name
============== ====================================================================================================

Each function gives the row of an entry of its kind; None where it is of another; a :class:`NoReview` where it is no
review.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from syndicate import prose
from syndicate.formats._feeds.dates import moment
from syndicate.formats._feeds.posts import Post
from syndicate.models.identifier import compact
from syndicate.schemaorg import Note
from syndicate.schemaorg.values import our_digits

__all__ = ["NoReview", "backloggd", "goodreads", "letterboxd"]

_EXTENSION = "https://letterboxd.com/#"
_POSTER = re.compile(
    r"""\s{0,100}<p>\s{0,100}<img\s[^>]{0,1000}?src=["']([^"'<>\s]{1,1000})["'][^>]{0,1000}>\s{0,100}</p>"""
)
_SPOILERS = re.compile(r"\s{0,100}<p>\s{0,100}(?:<em>)?This review may contain spoilers\.(?:</em>)?\s{0,100}</p>")
_WATCHED = re.compile(r"\s{0,100}<p>\s{0,100}(?:Watched|Rewatched) on [^<]{1,80}\.?\s{0,100}</p>")
_STARS = re.compile(r"\s-\s([★½]{1,6})(\s\(contains spoilers\))?$")
_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
_MIDNIGHT = re.compile(r"T00:00:00(?:Z|[+-][0-9]{2}:[0-9]{2})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReview:
    """What an entry is in place of a review."""

    what: str


def letterboxd(post: Post, note: Note) -> dict[str, Any] | NoReview | None:
    """A film in somebody's diary."""
    if "letterboxd:filmTitle" not in post.parts:
        if post.id.startswith("letterboxd-list"):
            return NoReview(what="a list of films")
        return None
    item: dict[str, Any] = {"type": "Movie", "name": post.said("letterboxd:filmTitle")}
    if _YEAR.fullmatch(year := post.said("letterboxd:filmYear")):
        item["date_published"] = year
    if number := post.said("tmdb:movieId"):
        item["identifiers"] = [{"kind": "tmdb", "value": number}]
    elif number := post.said("tmdb:tvId"):
        item |= {"type": "TVSeries", "identifiers": [{"kind": "tmdb", "value": number}]}
    row: dict[str, Any] = {"item": item}
    stars = _STARS.search(post.title[-40:])
    if (rating := _rating(post.said("letterboxd:memberRating"), 5, 0.5)) is not None:
        row["rating"] = rating if stars is None else {**rating, "label": stars[1]}
    text = post.text
    if poster := _POSTER.match(text):
        item["image"] = [unescape(poster[1])]
        text = text[poster.end() :]
    warning = _SPOILERS.match(text)
    if warning or (stars is not None and stars[2]):
        row["spoiler"] = True
    text = text[warning.end() :] if warning else text
    watched = _WATCHED.match(text)
    _body(row, text[watched.end() :] if watched else text, post)
    if seen := post.said("letterboxd:watchedDate"):
        row["experienced"] = seen
    kept = {name: post.said(f"letterboxd:{name}") for name in ("memberLike", "rewatch")}
    if more := {f"{_EXTENSION}{name}": said == "Yes" for name, said in kept.items() if said in ("Yes", "No")}:
        row["extensions"] = more
    if "rating" not in row and row["body"] is None:
        return NoReview(what="a film that was seen, without a rating and without a text")
    row["title"] = None
    return row


def goodreads(post: Post, note: Note) -> dict[str, Any] | NoReview | None:
    """A book on somebody's shelf."""
    if "user_rating" not in post.parts or not {"book_id", "author_name", "isbn"} & set(post.parts):
        return None
    item: dict[str, Any] = {"type": "Book", "name": post.title}
    identifiers = []
    if isbn := post.said("isbn", "isbn13"):
        identifiers.append({"kind": "isbn", "value": compact("isbn", isbn)})
    if number := post.said("book_id"):
        identifiers.append({"kind": "goodreads", "value": number})
    if identifiers:
        item["identifiers"] = identifiers
    if author := post.said("author_name"):
        item["author"] = [{"type": "Person", "name": " ".join(author.split())}]
    if _YEAR.fullmatch(year := post.said("book_published")):
        item["date_published"] = year
    for book in post.parts.get("book", ()):
        if (pages := (book.findtext("num_pages") or "").strip()).isdecimal() and int(pages[:9]) > 0:
            item["number_of_pages"] = int(pages[:9])
    if cover := post.said("book_large_image_url", "book_medium_image_url", "book_image_url"):
        item["image"] = [cover]
    row: dict[str, Any] = {"item": item, "title": None}
    if (rating := _rating(post.said("user_rating"), 5, 1)) is not None:
        row["rating"] = rating
    _body(row, post.said("user_review"), post)
    if read := moment(post.said("user_read_at")):
        row["experienced"] = read[:10] if _MIDNIGHT.search(read) else read
    if added := moment(post.said("user_date_created", "pubDate")):
        row["published"] = added
    if name := post.said("user_name"):
        row["authors"] = [{"type": "Person", "name": " ".join(name.split())}]
    if shelves := [shelf for part in post.said("user_shelves").split(",") if (shelf := " ".join(part.split()))]:
        row["tags"] = shelves
    if "rating" not in row and row["body"] is None:
        return NoReview(what="a book on a shelf, without a rating and without a text")
    return row


def backloggd(post: Post, note: Note) -> dict[str, Any] | NoReview | None:
    """A game in somebody's journal."""
    if "user_rating" not in post.parts or "reviewer" not in post.parts:
        return None
    row: dict[str, Any] = {"item": {"type": "VideoGame", "name": post.title}, "title": None}
    if (rating := _rating(post.said("user_rating"), 10, None)) is not None:
        row["rating"] = rating
    if name := post.said("reviewer"):
        row["authors"] = [{"type": "Person", "name": " ".join(name.split())}]
    pictures = [url for one in post.parts.get("image", ()) if (url := (one.findtext("url") or "").strip())]
    if pictures := pictures or post.images:
        row["item"]["image"] = pictures
        row["images"] = None
    _body(row, post.text, post)
    if "rating" not in row and row["body"] is None:
        return NoReview(what="a game that was logged, without a rating and without a text")
    return row


def _rating(said: str, best: int, worst: float | None) -> dict[str, Any] | None:
    """The rating on the scale that the site has; None where there is none, or it is 0, which is none."""
    if not _NUMBER.fullmatch(said := our_digits(said)) or not float(said):
        return None
    value = float(said)
    row: dict[str, Any] = {"value": int(value) if value.is_integer() else value, "best": best}
    return row if worst is None else {**row, "worst": worst}


def _body(row: dict[str, Any], text: str, post: Post) -> None:
    html = prose.safe_html(text, "html", post.base or None)
    # None says that there is none, and that what the entry shows is not one.
    row["body"] = {"value": html, "format": "html"} if prose.plain_text(html, "html") else None
