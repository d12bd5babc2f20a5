"""The records of any feed, whoever wrote it.

What an entry is, is asked in this order: a review that is stated in schema.org's elements or in ``_review``; one of a
site with elements of its own (:mod:`syndicate.formats._feeds.shapes`); one that its content marks up as h-review; one
that its title or its text calls a review (:mod:`syndicate.formats._feeds.plainly`). The entry's own elements say what
is not said so: the link, both dates, the authors, the tags, the pictures, the text (as safe HTML with absolute
addresses); the feed says the language. An entry that is none of these is left out, counted and told: a blog has other
posts, and a list of films that somebody saw has some without a rating. A tombstone is one.

With a mapping, every entry is a row, review or not: it has the record's names, and below ``entry`` all the names that
the feed has itself (``entry.letterboxd:memberRating``, ``entry.guid``), by the prefixes that are usual.

Our own feeds say everything exactly, and nothing is added to them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any, get_args

from syndicate import prose
from syndicate.formats._base import ReadContext
from syndicate.formats._feeds import plainly, shapes
from syndicate.formats._feeds.json_feed import ITEMS
from syndicate.formats._feeds.posts import Post, of_element, of_item
from syndicate.formats._feeds.stated import stated
from syndicate.formats._feeds.stream import Around, Found, elements, local, text_of
from syndicate.formats._json import Unreadable, loaded
from syndicate.formats._pages.details import record_of
from syndicate.formats._stream import TooLong, lines_of
from syndicate.formats._stream import text_of as utf8
from syndicate.ledger import Refusal, shown
from syndicate.models.review import Review
from syndicate.models.tombstone import Reason, Tombstone
from syndicate.schemaorg.terms import untold
from syndicate.schemaorg.values import language

__all__ = ["read_json", "read_xml"]

_OURS = "Syndicate"
_REASONS = get_args(Reason)
_ID = re.compile(r"(?:https?://|tag:|urn:)\S+", re.IGNORECASE)
_SHAPES = (shapes.letterboxd, shapes.goodreads, shapes.backloggd)
_DOCUMENT_RECORDS = 4
_NO_REVIEW = "an entry without a rating, which nothing calls a review; a mapping can say what its elements mean"
Read = Iterator[Review | Tombstone | Refusal]


def read_xml(chunks: Iterable[bytes], ctx: ReadContext) -> Read:
    """The records of RSS, RDF or Atom."""
    held: deque[tuple[int, str, dict[str, Any]]] = deque()
    number = 0
    for found in elements(chunks, ctx):
        if isinstance(found, Refusal):
            yield found
        elif local(found.element) == "deleted-entry":
            position, row = _gone(found, ctx)
            held.append((position, found.place, row))
        else:
            while held and held[0][0] <= number:
                _, place, row = held.popleft()
                yield from ctx.record(row, place=place)
            number += 1
            yield from _record(of_element(found), ctx, ours=found.around.generator == _OURS)
    for _, place, row in held:
        yield from ctx.record(row, place=place)


def _gone(found: Found, ctx: ReadContext) -> tuple[int, dict[str, Any]]:
    """How many entries stand before a tombstone, and its row.

    RFC 6721, section 3: ``ref`` and ``when``; the reason stands in our own elements, or in those words.
    """
    element = found.element
    said = {local(child): text_of(child) for child in element if isinstance(child.tag, str)}
    row: dict[str, Any] = {"id": element.get("ref", ""), "at": element.get("when", "")}
    reason = said.get("description") or said.get("comment", "")
    if reason.startswith("merged into ") and "isPartOf" not in said:
        said["isPartOf"], reason = reason.removeprefix("merged into "), "merged"
    if reason not in _REASONS or (reason == "merged" and "isPartOf" not in said):
        ctx.note(found.place, "reason", "inferred", "withdrawn, as the feed does not say why it left")
        reason = "withdrawn"
    row["reason"] = reason
    if reason == "merged":
        row["merged_into"] = said["isPartOf"]
    position = said.get("position", "")
    return int(position) if position.isdecimal() and len(position) < 10 else 0, row


def _record(post: Post, ctx: ReadContext, *, ours: bool) -> Read:
    held = len(ctx.notes)
    note = partial(ctx.note, post.place)
    mapped = ctx.mapper is not None and not ctx.mapper.plain
    made = stated(post, note)
    none: shapes.NoReview | None = None
    if made is None:
        ours = False
        for shape in _SHAPES:
            one = shape(post, note)
            if isinstance(one, shapes.NoReview):
                none = one
            elif one is not None:
                made = one
        if made is None and none is None:
            made = plainly.in_content(post, note) or plainly.in_words(post, note)
    if made is None and not mapped:
        del ctx.notes[held:]
        ctx.skip(post.place, _NO_REVIEW if none is None else none.what)
        return
    row = {} if made is None else made
    if ours:
        row["id"] = post.id
    else:
        _filled(row, post, ctx)
    if mapped:
        row["entry"] = post.named()
    key = post.id or post.link
    if key or "id" in row:
        yield from record_of(ctx, row, place=post.place, key=f"{ctx.key}/{key}".lstrip("/") if key else ctx.key)
    else:
        yield from ctx.nameless(row, place=post.place)


def _filled(row: dict[str, Any], post: Post, ctx: ReadContext) -> None:
    """Adds what the entry says itself, and the feed for it, where nothing has said it. None says that it is not so."""
    inferred = row.setdefault("inferred", [])
    if "id" in inferred:
        # An address that stood for an id: the entry has one.
        inferred.remove("id")
        del row["id"]
    if _ID.fullmatch(post.id):
        row["id"] = post.id
    beside: dict[str, Any] = {
        "url": post.link if re.match(r"https?://", post.link) else "",
        "authors": post.authors,
        "title": post.title,
        "published": post.published,
        "tags": post.tags,
        "images": post.images,
    }
    if post.updated != post.published and not {"published", "modified"} & {one for one in row if row[one]}:
        beside["modified"] = post.updated
    if not row.get("snippet_only") and "body" not in row:
        beside |= _texts(post)
    for name, value in beside.items():
        if value and name not in row:
            row[name] = value
    if "language" not in row and (tag := language(post.language, "", untold)):
        row["language"] = tag
        if post.language == post.around.language:
            inferred.append("language")
            ctx.note(post.place, "language", "inferred", "taken from the feed")
    for name in [name for name, value in row.items() if value is None or value == []]:
        del row[name]


def _texts(post: Post) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if post.is_html:
        html = prose.safe_html(post.text, "html", post.base or None)
        if prose.plain_text(html, "html"):
            made["body"] = {"value": html, "format": "html"}
    elif post.text.strip():
        made["body"] = {"value": post.text, "format": "text"}
    # The beginning of the text is no summary of it.
    if post.summary and post.summary[:40] not in " ".join(prose.plain_text(post.text, "html").split())[:400]:
        made["summary"] = post.summary
    return made


def read_json(chunks: Iterable[bytes], ctx: ReadContext) -> Read:
    """The records of a JSON Feed. Raises :class:`InputError` where the input is no UTF-8 text."""
    pieces = utf8(chunks, source=ctx.source)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) > 16:
            break
    whole = chain((head,), pieces)
    if head.startswith(b'{"version":"http'):
        yield from _lines(whole, ctx)
    else:
        yield from _whole(b"", whole, ctx)


def _lines(chunks: Iterable[bytes], ctx: ReadContext) -> Read:
    """A feed as we write it, a line at a time; as a whole where it is another's."""
    limit = ctx.limits.record_bytes
    head = bytearray()
    lines = lines_of(chunks, limit, source=ctx.source)
    for _, line in lines:
        if isinstance(line, TooLong):
            yield _too_large(ctx)
            return
        head += line + b"\n"
        if line == ITEMS:
            break
        if len(head) > _DOCUMENT_RECORDS * limit:
            yield _too_large(ctx)
            return
    else:
        yield from _whole(bytes(head), (), ctx)
        return
    try:
        feed, _ = loaded(bytes(head) + b"]}", ctx.limits.depth)
    except Unreadable as error:
        yield ctx.refusal("", error.found, error.expected, error.mend)
        return
    around, gone = _around(feed), _deleted(feed)
    number = 0
    for _, line in lines:
        if isinstance(line, TooLong):
            found, expected = f"a line of {line.size:,} bytes", f"an item of at most {limit:,} bytes"
            yield ctx.refusal(f"after item {number}", found, expected, "Put each item on a line of its own.")
            continue
        while gone and gone[-1][0] <= number:
            yield from _of_deleted(gone.pop()[1], ctx)
        if line == b"]}":
            break
        if not line.strip():
            continue
        number += 1
        place = f"item {number}"
        try:
            item, _ = loaded(line.removesuffix(b","), ctx.limits.depth)
        except Unreadable as error:
            raw = shown(line.decode("utf-8", "replace"), 2000)
            yield ctx.refusal(place, error.found, error.expected, error.mend, raw=raw)
            continue
        yield from _item(item, place, around, ctx)
    else:
        mend = "Copy or make the file again; what came before its end was read."
        yield ctx.refusal("", "the end of the file before the end of the feed", "]} on its last line", mend)
    while gone:
        yield from _of_deleted(gone.pop()[1], ctx)


def _whole(head: bytes, chunks: Iterable[bytes], ctx: ReadContext) -> Read:
    limit = _DOCUMENT_RECORDS * ctx.limits.record_bytes
    data = bytearray(head)
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            yield _too_large(ctx)
            return
    try:
        feed, twice = loaded(bytes(data), ctx.limits.depth)
    except Unreadable as error:
        raw = shown(data[:2000].decode("utf-8", "replace"), 2000)
        yield ctx.refusal("", error.found, error.expected, error.mend, raw=raw)
        return
    for key in twice:
        ctx.note("", "", "repaired", f"{key} stands twice in one object, and the last is taken")
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        there = f"an object with {', '.join(list(feed)[:5]) or 'nothing'}" if isinstance(feed, Mapping) else shown(feed)
        yield ctx.refusal("", there, "a JSON Feed: an object with a list of items", "Take the format that it is of.")
        return
    around, gone = _around(feed), _deleted(feed)
    for number, item in enumerate(items, 1):
        while gone and gone[-1][0] < number:
            yield from _of_deleted(gone.pop()[1], ctx)
        yield from _item(item, f"item {number}", around, ctx)
    while gone:
        yield from _of_deleted(gone.pop()[1], ctx)


def _item(item: Any, place: str, around: Around, ctx: ReadContext) -> Read:
    if not isinstance(item, Mapping):
        yield ctx.refusal(place, shown(item), "an item: an object with an id", "Correct or leave it out.", raw=item)
        return
    yield from _record(of_item(item, place, around), ctx, ours=isinstance(item.get("_review"), Mapping))


def _around(feed: Any) -> Around:
    if not isinstance(feed, Mapping):
        return Around()
    texts = {name: value for name, value in feed.items() if isinstance(value, str)}
    authors = feed.get("authors", [feed.get("author")])
    first = authors[0] if isinstance(authors, list) and authors else None
    # Our feeds have their own author for those entries that state none.
    name = first.get("name") if isinstance(first, Mapping) and "_review" not in feed else None
    return Around(
        title=texts.get("title", ""),
        link=texts.get("home_page_url", ""),
        language=texts.get("language", ""),
        author=name if isinstance(name, str) else "",
    )


def _deleted(feed: Any) -> list[tuple[int, Any]]:
    """The tombstones with how many items stand before each, the last one first."""
    extension = feed.get("_review") if isinstance(feed, Mapping) else None
    deleted = extension.get("deleted") if isinstance(extension, Mapping) else None
    made: list[tuple[int, Any]] = []
    for one in deleted if isinstance(deleted, list) else ():
        after = one.get("after") if isinstance(one, Mapping) else None
        at = after if isinstance(after, int) else 0
        made.append((max(at, made[-1][0]) if made else at, one))
    made.reverse()
    return made


def _of_deleted(row: Any, ctx: ReadContext) -> Read:
    if not isinstance(row, Mapping):
        yield ctx.refusal("_review.deleted", shown(row), "a tombstone: id, at, reason", "Correct or leave it out.")
        return
    yield from ctx.record({name: row[name] for name in row if name != "after"}, place="_review.deleted")


def _too_large(ctx: ReadContext) -> Refusal:
    most = _DOCUMENT_RECORDS * ctx.limits.record_bytes
    mend = "Part it; or put each item on a line of its own, as syndicate writes them."
    return ctx.refusal("", f"a feed of more than {most:,} bytes", f"a feed of at most {most:,} bytes", mend)
