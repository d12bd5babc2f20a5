"""Markup into an existing page, out of it and replaced; everything else of the page stays byte for byte.

What is put into a page stands between two comments, ``<!-- syndicate:begin jsonld -->`` and ``<!-- syndicate:end -->``,
one block for each syntax. JSON-LD goes to the end of the head, visible fragments to the end of the body, where a parser
of HTML sees them, whatever the page looks like; or right behind the comment ``<!-- syndicate -->``, where the author of
the page has one. ``<!-- syndicate: ID -->`` says which record is meant, too.

The bytes that come out are a function of the page without blocks and of what is put into it: putting the same in again
changes nothing, and taking it out gives the page that there was. A page in which that cannot be is refused with a
:class:`PageError`, and left alone.

>>> page = b"<!DOCTYPE html><title>Dune</title><p>A film."
>>> made = put(page, '<script type="application/ld+json">{}</script>', syntax="jsonld")
>>> made.decode()  # doctest: +NORMALIZE_WHITESPACE
'<!DOCTYPE html><title>Dune</title><!-- syndicate:begin jsonld --><script type="application/ld+json">{}</script><!--
syndicate:end --><p>A film.'
>>> take(made) == page
True
"""

from __future__ import annotations

from collections.abc import Mapping

from syndicate.errors import OutputError, UnknownName
from syndicate.hypertext import Comment, declared, walk
from syndicate.page._blocks import Block, Marker, behind_line_end, block_text, found_in, without
from syndicate.page._foreign import canonical, foreign
from syndicate.page._places import body_end, head_of
from syndicate.page._source import PageError, Source, source_of
from syndicate.schemaorg.profiles import SYNTAXES

__all__ = ["Block", "PageError", "blocks", "canonical", "foreign", "marked_ids", "put", "put_all", "take"]


def put(page: bytes, markup: str, *, syntax: str, charset: str | None = None) -> bytes:
    """The page with ``markup`` in it, in place of the block of that syntax that it had.

    ``markup`` is ``script`` elements for ``jsonld``, else a fragment of HTML for a body; one that says it in several
    syntaxes is one block, ``microdata+rdfa``. Blocks of one place are in the order of ``SYNTAXES``.

    ``charset`` is the encoding of the page where something else than the page states it; where nothing does, only ASCII
    is written, with references.

    Raises :class:`PageError` for a page that cannot hold it, :class:`UnknownName` for an unknown syntax and
    :class:`OutputError` for markup that is not closed in itself.
    """
    _check(syntax, markup)
    source = source_of(page, charset)
    kept = {block.syntax: block.markup for block in found_in(source)[0]}
    plain, markers = _plain(page, charset)
    kept[syntax] = plain.as_text(markup, json=syntax == "jsonld")
    return _with(plain, kept, markers, charset)


def put_all(page: bytes, markups: Mapping[str, str], *, charset: str | None = None) -> bytes:
    """The page with exactly these blocks in it, by syntax; those of other syntaxes are taken out. See :func:`put`."""
    for syntax, markup in markups.items():
        _check(syntax, markup)
    source, markers = _plain(page, charset)
    made = {syntax: source.as_text(markup, json=syntax == "jsonld") for syntax, markup in markups.items()}
    return _with(source, made, markers, charset)


def take(page: bytes, *, charset: str | None = None) -> bytes:
    """The page without any block of ours. Raises :class:`PageError` where a block has lost one of its comments."""
    return _plain(page, charset)[0].data


def blocks(page: bytes, *, charset: str | None = None) -> tuple[Block, ...]:
    """Our blocks in the page, in order."""
    return found_in(source_of(page, charset))[0]


def marked_ids(page: bytes, *, charset: str | None = None) -> tuple[str, ...]:
    """The ids that the author of the page names in comments, each once, in order."""
    _, markers = found_in(source_of(page, charset))
    return tuple(dict.fromkeys(marker.id for marker in markers if marker.id is not None))


def _plain(page: bytes, charset: str | None) -> tuple[Source, tuple[Marker, ...]]:
    """The page without blocks, and its markers."""
    source = source_of(page, charset)
    found, markers = found_in(source)
    if found:
        source = source_of(without(source, found), charset)
        _, markers = found_in(source)
    return source, markers


def _with(source: Source, made: Mapping[str, str], markers: tuple[Marker, ...], charset: str | None) -> bytes:
    places: dict[int, str] = {}
    for syntax, markup in sorted(made.items(), key=_order):
        place = _place(source, syntax, markers)
        places[place] = places.get(place, "") + block_text(source.text, place, syntax, markup)
    pieces: list[bytes] = []
    position = 0
    for place, text in sorted(places.items()):
        offset = source.offset(place)
        pieces += (source.data[position:offset], source.with_text(text))
        position = offset
    page = b"".join((*pieces, source.data[position:]))
    if declared(page, charset) != source.encoding:
        raise PageError(
            "the markup would stand before what says the encoding of the page",
            expected="<meta charset> in the first 1,024 bytes",
            mend="Move <!-- syndicate --> behind it.",
        )
    return page


def _place(source: Source, syntax: str, markers: tuple[Marker, ...]) -> int:
    """Where the block of a syntax goes."""
    text = source.text
    head = head_of(text)
    if text[head.end : head.end + 9].lower() == "<!doctype":
        raise PageError("the document type never ends", place=source.line(head.end), mend="Restore the page.")
    # A script may be anywhere behind the document type; what is visible would end the head.
    first = head.start if syntax == "jsonld" else head.end
    for marker in markers:
        if marker.start >= first:
            return behind_line_end(text, marker.end)
    place = head.end if syntax == "jsonld" else body_end(source)
    line = len(text[:place].rstrip("\t "))
    return line if line == 0 or text[line - 1] in "\r\n" else place


def _order(entry: tuple[str, str]) -> list[int]:
    # Blocks that somebody else's version put in come last.
    return [SYNTAXES.index(name) if name in SYNTAXES else len(SYNTAXES) for name in entry[0].split("+")]


def _check(syntax: str, markup: str) -> None:
    for name in syntax.split("+"):
        if name not in SYNTAXES or (name == "jsonld" and name != syntax):
            raise UnknownName("syntax", name if name not in SYNTAXES else syntax, SYNTAXES)
    open_elements: list[str] = []
    *inner, last = walk(markup + "<!---->", 0, open_elements)
    if not isinstance(last, Comment) or last.start != len(markup) or open_elements:
        raise OutputError("the markup ends in something that is not closed", place=syntax, found=repr(markup[-80:]))
    for token in inner:
        if isinstance(token, Comment):
            said = markup[token.content_start : token.content_end].strip()
            if said.startswith("syndicate"):
                raise OutputError("the markup has a comment of ours in it", place=syntax, found=repr(said[:80]))
        elif syntax == "jsonld" and token.name != "script":
            raise OutputError("what is no script cannot be in a head", place=syntax, found=f"<{token.name}>")
