"""The lines of a page that was saved as plain text: what was wrapped is joined, what is prose is told from the rest.

Programs that save pages break paragraphs at a column (format=flowed breaks at 78, RFC 3676, section 4.2), or leave
each on one line. A line was broken by such a program where the first word of the next would not have fitted into the
width that the file has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Line", "bulleted", "count_of", "folded", "is_prose", "lines_of", "paragraphs"]

_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[*•·‣▪●◦+✓✔✗✘–—-]|\([0-9]{1,2}\)|[0-9]{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"[\s*=_~#.·•–—-]+")
_NARROW, _WIDE = 50, 110
_SPACE = str.maketrans({"\xa0": " ", "\u202f": " ", "\t": " ", "\u2007": " ", "\ufeff": " ", "\u200b": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as its author meant it."""

    number: int
    """The number of the first line of the file that it stands on."""
    block: int
    """Lines with no blank line between them have the same."""
    text: str
    """Without white space at its ends."""


def folded(text: str) -> str:
    """``text`` for comparison: case, runs of white space, curly apostrophes and marks around it do not count.

    >>> folded("  *Dune* – A\\u00a0Review. ")
    'dune – a review'
    """
    return " ".join(text.translate(_SPACE).replace("’", "'").casefold().split()).strip("*_#.:!·•\"“”„«» '").strip()


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph of running text, and neither a heading nor a value."""
    return len(text) >= 140 or (
        len(text.split(None, 12)) > 12 and text.rstrip("\"'”’»)*_").endswith((".", "!", "?", "…"))
    )


def bulleted(text: str) -> str | None:
    """What stands behind the bullet or the number of an item of a list; None where there is none."""
    found = _BULLET.match(text)
    return text[found.end() :].strip() if found else None


def count_of(text: str) -> int:
    """How many line ends a text has."""
    return sum(map(text.count, "\n\r\x0b\x0c\x85\u2028\u2029")) - text.count("\r\n")


def lines_of(text: str, alone: Callable[[Line], bool]) -> tuple[list[Line], int]:
    """The lines of a text, and how many of the file's were joined to the one before.

    ``alone`` says of a line that it is no part of a paragraph, however long the one above. Lines that are nothing
    but a rule (``-----``) part blocks and are left out.
    """
    raw: list[Line] = []
    block = 0
    for number, one in enumerate(_ENDS.split(text), 1):
        bare = one.translate(_SPACE).strip()
        if not bare or (len(bare) > 2 and _RULE.fullmatch(bare)):
            block += 1
        else:
            raw.append(Line(number=number, block=block, text=bare))
    width = _width(raw)
    made: list[Line] = []
    parts: list[str] = []
    for at, line in enumerate(raw):
        following = raw[at + 1] if at + 1 < len(raw) else None
        if not parts:
            first = line
        parts.append(line.text)
        if width and following is not None and _broken(line, following, width, alone):
            continue
        made.append(Line(number=first.number, block=first.block, text=" ".join(parts)))
        parts = []
    return made, len(raw) - len(made)


def _width(raw: Sequence[Line]) -> int:
    """The column at which the file's paragraphs were broken; 0 where they were not."""
    inner = [len(one.text) for one, after in pairwise(raw) if one.block == after.block]
    fitting = [length for length in inner if _NARROW <= length <= _WIDE]
    wide = sum(len(one.text) > _WIDE for one in raw)
    return max(fitting, default=0) if len(fitting) > 3 * wide else 0


def _broken(line: Line, following: Line, width: int, alone: Callable[[Line], bool]) -> bool:
    if line.block != following.block or not 0.6 * width <= len(line.text) <= width:
        return False
    first = following.text.split(" ", 1)[0]
    if len(line.text) + 1 + len(first) <= width or _BULLET.match(following.text):
        return False
    return not alone(following)


def paragraphs(lines: Sequence[Line]) -> str:
    """``lines`` as one text, with a blank line between paragraphs; short lines that stood together stay together."""
    parts: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            together = before.block == line.block and len(before.text) <= 100 >= len(line.text)
            parts.append("\n" if together else "\n\n")
        parts.append(line.text)
    return "".join(parts)
