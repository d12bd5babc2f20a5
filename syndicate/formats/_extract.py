"""What extruct finds in a page, whatever the page is.

extruct is the reader of Microdata, RDFa and microformats here and in every proof, since it is not ours: what it gives
back is what a stranger gets.
"""

from __future__ import annotations

import re
from typing import Any

from syndicate.formats._nodes import Unreadable

__all__ = ["extracted"]

# What lxml refuses in text: the declaration is about bytes, and these are decoded. Zeros end its reading.
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def extracted(page: str, syntax: str) -> list[Any]:
    """What extruct gives for one syntax (``microdata``, ``rdfa``, ``microformat``) of a page.

    Raises :class:`Unreadable` where it fails, which is told and hurts no other syntax of the page.
    """
    import extruct

    text = _UNFIT.sub("\ufffd", _DECLARATION.sub("", page, count=1))
    if "<" not in text:
        return []
    try:
        found: list[Any] = extruct.extract(text, syntaxes=[syntax])[syntax]
    except Exception as error:  # whatever a page makes it raise must not end in a traceback of ours
        raise Unreadable(
            f"{syntax} that extruct cannot read ({type(error).__name__}: {str(error)[:120]})",
            f"{syntax} that can be read",
            "Check the page's markup with a validator; the other syntaxes of the page were read.",
        ) from error
    return found
