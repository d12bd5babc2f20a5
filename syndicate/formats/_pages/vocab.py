"""RDFa whose vocabulary is schema.org without the slash at its end.

A term is put behind its vocabulary as it stands (https://www.w3.org/TR/rdfa-core/#s_vocab), so that ``Review`` becomes
``https://schema.orgReview`` there, and a prefix does the same; which nobody means.
"""

from __future__ import annotations

import re

__all__ = ["review_class", "slashed"]

_SLASHLESS = re.compile(
    r"""((?:\bvocab|\bxmlns:[a-z]+)\s*=\s*["']?\s*https?://(?:www\.)?schema\.org)(?=["'\s>])""", re.IGNORECASE
)
_REVIEW = re.compile(r"""\btypeof\s*=\s*(?:["']\s*)?((?:[A-Za-z]{1,40}:)?[A-Za-z]{0,40}Review)\b""", re.IGNORECASE)


def slashed(page: str) -> tuple[str, int]:
    """``page`` with the slash where it is missing so, and how often."""
    return _SLASHLESS.subn(r"\1/", page)


def review_class(page: str) -> str:
    """The class of a review that a page says in RDFa; empty where it says none."""
    found = _REVIEW.search(page)
    return found[1] if found else ""
