"""What may be said of a refused record whose review has left: its id, and nothing that stood in it.

Names of fields may not be said either. A record that cannot be read may name such a review all the same; it is taken
for its record then.
"""

from __future__ import annotations

import re
from dataclasses import replace

from syndicate.ledger import Fault, Refusal

__all__ = ["mentioned", "veiled"]

_WORD = re.compile(r"[^\s\"'<>\\]+")
"""What may be an id in a record that cannot be read."""


def mentioned(refusal: Refusal) -> list[str]:
    """What may be the id of its review, in the order in which it stands there: the id itself, where that is known."""
    if refusal.id is not None:
        return [refusal.id]
    return _WORD.findall(refusal.raw) if isinstance(refusal.raw, str) else []


def veiled(refusal: Refusal, id: str) -> Refusal:
    """The refusal, once the review ``id`` has left."""
    fault = Fault(
        path="",
        found="a record that is wrong, and of whose review nothing is kept since it has left",
        expected="a record that can be read",
        mend="Look at it in its source, or take it out there.",
    )
    return replace(refusal, id=id, raw=None, faults=(fault,))
