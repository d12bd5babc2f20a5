"""TX423: a text that ends in an invitation to read on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._said import texts
from syndicate.check.rules._sources import POLICIES
from syndicate.ledger import shown

__all__ = ["RULE"]

_NAMES = frozenset(("abstract", "description", "headline", "name", "reviewBody"))
_END = re.compile(
    r"(?:\[ ?(?:…|\.\.\.|&hellip;) ?\]|(?:…|\.\.\.)[ \n]{0,3}[(\[]?"
    r"(?:read (?:more|on|the (?:full|whole) review)|continue reading|(?:show |see )?more|weiterlesen|mehr(?: lesen)?"
    r"|lire (?:la suite|plus)|leer más|continua a leggere|lees verder)[)\]]?[ »›→>.]{0,5})$",
    re.IGNORECASE,
)
_LAST = 60


def _check(subject: Subject) -> Iterator[Hit]:
    for path, name, text in texts(subject):
        end = text[-_LAST:].rstrip()
        if name in _NAMES and _END.search(end):
            yield Hit(path, f"the text is cut off, and says so: {shown('…' + end[-40:], 60)}")


RULE = Rule(
    code="TX423",
    name="cut-off-text",
    severity="note",
    types=("Review", "Article"),
    source=POLICIES,
    read=READ,
    why=(
        "A theme has put the teaser of the text into the markup, with its invitation to read on. Readers elsewhere "
        "have nothing to follow it with."
    ),
    mend="Write the whole text, or a summary that ends where it ends.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, reviewBody="It begins in fog, and then ...")),
        node(with_(REVIEW_NODE, reviewBody="It begins […] in fog. I want more")),
    ),
    bad=(
        node(with_(REVIEW_NODE, reviewBody="It begins in fog, and the bell […]"), at="reviewBody"),
        node(with_(REVIEW_NODE, description="It begins in fog, and the bell... Read more »"), at="description"),
    ),
)
