"""TX424: a name with line breaks or invisible characters in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._said import lines
from syndicate.ledger import shown

__all__ = ["RULE"]

# U+200C, U+200D and the marks of direction are letters' own; these are nobody's.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")


def _check(subject: Subject) -> Iterator[Hit]:
    # Other syntaxes take the text of elements, whose blanks are the page's; the names of steps are sentences.
    if subject.syntax not in ("JSON-LD", "") or subject.is_a("HowToStep", "HowToSection", "HowToItem", "ListItem"):
        return
    for path, _, text in lines(subject):
        if found := _UNSEEN.search(text):
            yield Hit(path, f"U+{ord(found[0]):04X}, which nobody sees, stands in {shown(text, 60)}")
        elif text != text.strip() or "\n" in text or "\t" in text:
            yield Hit(path, f"{shown(text, 60)} has line breaks, tabs, or blanks at its ends")


def _plain(value: Any) -> Any:
    """A name in one line, without what nobody sees.

    >>> _plain(" The\\n Fog\\u200b Bell ")
    'The Fog Bell'
    """
    return " ".join(_UNSEEN.sub("", value).split()) if isinstance(value, str) else value


RULE = Rule(
    code="TX424",
    name="blanks-in-name",
    severity="note",
    types=ANY,
    source="https://schema.org/name",
    read=READ,
    why=(
        "Names are compared letter by letter: with a blank at its end or a character that nobody sees, the same thing "
        "counts as another. Line breaks show as gaps in search results."
    ),
    mend="Write the name in one line, without blanks at its ends; --fix does so in JSON-LD.",
    check=_check,
    fix=_plain,
    good=(node(REVIEW_NODE), node(changed(REVIEW_NODE, "itemReviewed.name", "می‌خواهم"))),
    bad=(
        node(changed(REVIEW_NODE, "itemReviewed.name", "The Fog Bell\n"), at="itemReviewed.name"),
        node(changed(REVIEW_NODE, "author.name", "Ada\u200b Example"), at="author.name"),
        node(changed(REVIEW_NODE, "author.name", "\ufeffAda Example"), at="author.name"),
    ),
)
