"""Slugs as words: ``the-lord-of-the-rings`` as ``The Lord of the Rings``. What a slug has lost stays lost."""

from __future__ import annotations

import re

__all__ = ["words"]

# Articles, conjunctions and short prepositions, which titles in English leave small in their midst.
_SMALL = frozenset(("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "nor", "of", "on", "or")) | {
    "the",
    "to",
    "with",
}


def words(slug: str, style: str) -> str:
    """``slug`` with spaces for hyphens and underscores, and capitals by ``style``: title, sentence or names."""
    parts = [part for part in re.split(r"[-_\s]+", slug) if part]
    if style == "sentence":
        return " ".join([_capital(part) if at == 0 else part for at, part in enumerate(parts)])
    last = len(parts) - 1
    return " ".join(
        part if style == "title" and 0 < at < last and part in _SMALL else _capital(part)
        for at, part in enumerate(parts)
    )  # fmt: skip


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
