"""What extruct finds in a page, whatever the page is.

extruct is the reader of Microdata, RDFa and microformats here and in every proof, since it is not ours: what it gives
back is what a stranger gets.
"""

from __future__ import annotations

import re
from typing import Any

from syndicate.formats._nodes import Unreadable
from syndicate.formats._pages.for_extruct import for_extruct

__all__ = ["extracted", "relative"]

# What relative links are resolved against, so that they are known for links. Its scheme is such that absolute ones of
# http and https stay as they are, to the letter.
_BASE = "ftp://relative.invalid/"

# What lxml refuses in text: the declaration is about bytes, and these are decoded. Zeros end its reading.
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def relative(url: str) -> str | None:
    """What a relative link says, where ``url`` is one that was resolved; None for any other."""
    if url.startswith(_BASE):
        return url.removeprefix(_BASE.removesuffix("/"))
    return f"//{url.removeprefix('ftp://')}" if url.startswith("ftp://") else None


def extracted(page: str, syntax: str, *, mend: bool = False) -> list[Any]:
    """What extruct gives for one syntax (``json-ld``, ``microdata``, ``rdfa``, ``microformat``) of a page.

    ``mend`` writes what extruct is known to read wrongly in a way that it reads
    (:mod:`syndicate.formats._pages.for_extruct`).

    Raises :class:`Unreadable` where it fails, which is told and hurts no other syntax of the page.
    """
    import extruct

    text = _UNFIT.sub("\ufffd", _DECLARATION.sub("", page, count=1))
    if mend:
        text = for_extruct(text, syntax)
    if "<" not in text:
        return []
    try:
        found: list[Any] = extruct.extract(text, syntaxes=[syntax], base_url=_BASE)[syntax]
    except Exception as error:  # whatever a page makes it raise must not end in a traceback of ours
        raise Unreadable(
            f"{syntax} that extruct cannot read ({type(error).__name__}: {str(error)[:120]})",
            f"{syntax} that can be read",
            "Check the page's markup with a validator; the other syntaxes of the page were read.",
        ) from error
    return found
