"""A file that is one record, as text: whole, of a limited size, in the encoding that was declared."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from syndicate.encoding import MARK, BadBytes, as_shown, decode, mistaken, peek
from syndicate.formats._base import ReadContext
from syndicate.ledger import Refusal

__all__ = ["whole_text"]


def whole_text(chunks: Iterable[bytes], ctx: ReadContext, encoding: str, *, expected: str, one: str) -> str | Refusal:
    """The text of a file; the refusal of one that is too long, or not in ``encoding``.

    ``expected`` says what the file should have been, ``one`` what it holds one of.
    """
    expected = f"{expected} in {encoding}"
    head, chunks = peek(chunks)
    if wrong := mistaken(head, encoding):
        return ctx.refusal("", wrong[0], expected, wrong[1])
    text, bad = _text(chunks, encoding, ctx.limits.record_bytes)
    if text is None:
        most = f"{ctx.limits.record_bytes:,}"
        return ctx.refusal("", f"a file of more than {most} bytes", f"one {one} of at most {most}", "Divide it.")
    if bad:
        line = text.count("\n", 0, text.index(MARK)) + 1
        return ctx.refusal(f"line {line}", bad.found, expected, bad.mend, raw=as_shown(text))
    return text


def _text(chunks: Iterable[bytes], encoding: str, most: int) -> tuple[str | None, BadBytes | None]:
    """The whole text, None where it is longer than ``most`` bytes; and the first bytes that do not fit."""
    kept: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            return None, None
        kept.append(chunk)
    bad: deque[BadBytes] = deque()
    text = "".join(decode(kept, encoding, bad))
    return text, bad[0] if bad else None
