"""Our own comments in a page: the blocks that we put into it, and the places that its author marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from syndicate.hypertext import Comment, comments
from syndicate.page._source import PageError, Source

__all__ = ["Block", "Marker", "behind_line_end", "block_text", "found_in", "without"]

_OURS = re.compile(r"[\t\n\f\r ]*syndicate(?::(begin) ([a-z+]+)|:(end)|:[\t\n\f\r ]*(\S+)|)[\t\n\f\r ]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What we put into a page, with the comments around it."""

    syntax: str
    """The syntax of its markup; several of one fragment with ``+`` between them."""
    markup: str
    """The markup as it stands in the page."""
    start: int
    end: int
    """Its offsets in the text of the page; with the line end behind it where it is on lines of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A place that the author of the page marked: ``<!-- syndicate -->`` or ``<!-- syndicate: ID -->``."""

    id: str | None
    """The id of the record that is meant."""
    start: int
    end: int


@lru_cache(maxsize=2)
def found_in(source: Source) -> tuple[tuple[Block, ...], tuple[Marker, ...]]:
    """Our blocks and the author's markers. Raises :class:`PageError` where a block has lost one of its comments."""
    blocks: list[Block] = []
    markers: list[Marker] = []
    if "syndicate" not in source.text:
        return (), ()
    begin: tuple[str, Comment] | None = None
    for comment in comments(source.text):
        found = _OURS.fullmatch(source.text, comment.content_start, comment.content_end)
        if found is None or not source.text.startswith("<!--", comment.start):
            continue
        if found[1]:
            if begin is not None:
                raise _unpaired(source, begin[1], "begins in a block that has not ended")
            begin = found[2], comment
        elif found[3]:
            if begin is None:
                raise _unpaired(source, comment, "ends, and none has begun")
            blocks.append(_block(source.text, begin[0], begin[1], comment))
            begin = None
        elif begin is None:
            id = source.said(*found.span(4)) if found[4] else None
            markers.append(Marker(id=id, start=comment.start, end=comment.end))
    if begin is not None:
        raise _unpaired(source, begin[1], "never ends")
    return tuple(blocks), tuple(markers)


def _unpaired(source: Source, comment: Comment, what: str) -> PageError:
    return PageError(
        f"a block of ours {what}",
        place=source.line(comment.start),
        found=source.said(comment.start, min(comment.end, comment.start + 80)),
        expected="each <!-- syndicate:begin ... --> with its <!-- syndicate:end -->",
        mend="Delete the block by hand, both comments and what is between them, and run again.",
    )


def _block(text: str, syntax: str, begin: Comment, end: Comment) -> Block:
    markup = text[begin.end : end.start]
    behind = end.end
    if _on_own_lines(text, begin.start):
        behind = behind_line_end(text, behind)
        first = _LINE_END.match(markup)
        markup = markup[first.end() :] if first else markup
        markup = markup.removesuffix("\n").removesuffix("\r")
    return Block(syntax=syntax, markup=markup, start=begin.start, end=behind)


def _on_own_lines(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\r\n"


def behind_line_end(text: str, position: int) -> int:
    """The offset behind the line end that is at ``position``, where there is one."""
    found = _LINE_END.match(text, position)
    return found.end() if found else position


def _line_end(text: str) -> str:
    """The line end of a page: its first."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def block_text(text: str, place: int, syntax: str, markup: str) -> str:
    """The block to put at ``place``: on lines of its own at the beginning of a line, else within the line.

    So a block tells by where it is whether the line end behind it is its own, and taking it out leaves what there was.
    """
    line = _line_end(text)
    if line == "\r" and text.startswith("\n", place):
        line = "\n"  # the two would be one
    inner = _LINE_END.sub(line, markup)
    own = line if _on_own_lines(text, place) else ""
    return f"<!-- syndicate:begin {syntax} -->{own}{inner}{own}<!-- syndicate:end -->{own}"


def without(source: Source, blocks: tuple[Block, ...]) -> bytes:
    """The page without its blocks."""
    pieces: list[str] = []
    position = 0
    for block in blocks:
        pieces.append(source.text[position : block.start])
        position = block.end
    pieces.append(source.text[position:])
    return source.data[: source.start] + source.with_text("".join(pieces)) + source.rest
