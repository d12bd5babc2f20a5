"""GR175: lists of questions are no longer shown."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    yield Hit("", "Google shows lists of questions no more")


RULE = Rule(
    code="GR175",
    name="questions-no-longer-shown",
    severity="note",
    types=("FAQPage",),
    since="2026-05-07",
    source=f"{DOCS}faqpage",
    read=READ,
    why=(
        "Google shows questions and answers no more beneath a result, since May 2026. The markup does no harm, and "
        "brings nothing there."
    ),
    mend="Leave it for other readers, or take it out.",
    check=_check,
    good=(node({"@type": "QAPage", "name": "Fog"}),),
    bad=(node({"@type": "FAQPage", "name": "Fog"}, at=""),),
)
