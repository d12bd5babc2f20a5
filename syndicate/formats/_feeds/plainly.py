"""Reviews in the feeds of blogs, which say in words what they are: in the content as h-review, in the title, in a line.

- ``h-review`` or ``hReview`` in the content is read as a page's is.
- A title that calls itself a review ("Book Review: Dune"), or that has a rating ("Dune (2021) – ★★★½", "Dune, 8/10"),
  names the item. The rating is the title's, else that of a line of the text that is one, or whose label says so
  ("Rating: 4/5"). All of it is inference, and told as such.
- Anything else is no review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from syndicate import prose
from syndicate.formats._feeds.posts import Post
from syndicate.formats._nodes import Unreadable, row_of
from syndicate.formats._pages.nodes import graphs_of
from syndicate.formats._text.found import Page
from syndicate.formats._text.labels import labelled
from syndicate.formats._text.ratings import Rated, is_of_many, rating_in
from syndicate.formats._text.row import row_of as row_of_page
from syndicate.formats._text.titles import is_review_title, trailing_rating
from syndicate.schemaorg import Note

__all__ = ["in_content", "in_words"]

_SIGN = re.compile(r"\bh-?review\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*[,–—|:·-]\s+|\s+(?=[(\[★⭐])")
_LEADS = re.compile(r"([★⭐½☆]{1,10}|[0-9]{1,2}(?:\.[0-9])?/(?:4|5|10|20|100))\s*[:–—|-]?\s+(?=\S)")
_LONGEST = 300
_MOST_SIGNS = 100
_LOOKED = 60
"""How many lines from either end of a text are looked at."""


def in_content(post: Post, note: Note) -> dict[str, Any] | None:
    """The row of the one review that the content of an entry marks up; None where there is none, or several."""
    # An entry is one review: what has very many is a list, and takes long to be read.
    if not post.is_html or not 0 < len(_SIGN.findall(post.text)) <= _MOST_SIGNS:
        return None
    from syndicate.formats import microformats

    try:
        graphs = graphs_of(microformats.nodes(_resolved(post)))
    except Unreadable:
        return None
    found = [(one, graph) for graph in graphs for one in graph.reviews()]
    if len(found) != 1:
        return None
    row = row_of(*found[0], note)
    return row if "item" in row else None


def _resolved(post: Post) -> str:
    """The content with absolute addresses: a page has one of its own, an entry has its post's."""
    from lxml import etree, html

    try:
        tree: Any = html.document_fromstring(post.text)
    except etree.ParserError:  # nothing but comments
        return post.text
    if post.base:
        # The stubs know the elements of XML alone.
        cast(Any, tree).make_links_absolute(post.base, handle_failures="ignore")
    return str(html.tostring(tree, encoding="unicode"))


def in_words(post: Post, note: Note) -> dict[str, Any] | None:
    """The row of an entry whose title or text says that it is a review; None where neither does."""
    title, rated = _rated_title(post.title)
    from_title = rated is not None
    if rated is None and post.text:
        rated = _rated_text(post)
    if rated is None and not is_review_title(title):
        return None
    page = Page(lines=(), languages=("en",))
    page.title = title
    page.categories = post.tags
    page.ratings = [(3, 0, rated)] if rated is not None else []
    row = row_of_page(page, lambda place, path, kind, what: note(path, kind, what))
    if row is None:
        return None
    if from_title:
        row.setdefault("inferred", []).append("rating")
        note("rating", "inferred", "taken from the title")
    row["title"] = post.title
    # A name beside the title is the reviewer's only where the entry names nobody.
    if post.authors:
        row.pop("authors", None)
        row["inferred"] = [path for path in row.get("inferred", ()) if path != "authors"]
    return row


def _rated_title(title: str) -> tuple[str, Rated | None]:
    """A title without the rating at its end or at its beginning, and the rating."""
    if not title or len(title) > _LONGEST:
        return title, None
    for end in _ends(title):
        rated = rating_in(title[end[1] :])
        if rated is not None and rated.row is not None and rated.alone and not rated.rest:
            return title[: end[0]].strip(), rated
    if lead := _LEADS.match(title):
        rated = rating_in(lead[1])
        if rated is not None and rated.row is not None and rated.alone:
            return title[lead.end() :].strip(), rated
    return title, None


def _ends(title: str) -> Iterator[tuple[int, int]]:
    """Where the title may end and its rating begin, from the left."""
    if signs := trailing_rating(title):
        yield len(title) - len(signs), len(title) - len(signs)
    yield from (found.span() for found in _ENDS.finditer(title) if found.start())


def _rated_text(post: Post) -> Rated | None:
    """The rating that a line of the text is, or that its label says."""
    text = prose.plain_text(post.text, "html") if post.is_html else post.text
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    looked = lines if len(lines) <= 2 * _LOOKED else [*lines[:_LOOKED], *lines[-_LOOKED:]]
    for line in looked:
        if len(line) > 200:
            continue
        label = labelled(line)
        said = label.value if label is not None and "rating" in label.fields else line
        rated = rating_in(said) if said and not is_of_many(said) else None
        if rated is None or rated.row is None:
            continue
        if said is line and not rated.alone:
            continue
        if said is not line and not (rated.bounded or rated.inferred or (label is not None and label.marked)):
            continue
        return rated
    return None
