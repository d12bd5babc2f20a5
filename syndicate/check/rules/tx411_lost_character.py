"""TX411: the sign that stands for a character that is lost."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._said import excerpt, texts

__all__ = ["RULE"]

_LOST = "\ufffd"


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in texts(subject):
        at = text.find(_LOST)
        if at >= 0:
            count = text.count(_LOST)
            lost = "a character is lost" if count == 1 else f"{count} characters are lost"
            yield Hit(path, f"{lost}: {excerpt(text, at, at + 1)}")


RULE = Rule(
    code="TX411",
    name="lost-character",
    severity="warning",
    types=ANY,
    source="https://www.unicode.org/charts/PDF/UFFF0.pdf",
    read=READ,
    why=(
        "A program put U+FFFD where it could not read a byte: what stood there is gone. It was most likely text in "
        "Windows-1252 or Latin-1 that was read as UTF-8."
    ),
    mend="Go back to the source and read it in the encoding that it is in; the character cannot be guessed from here.",
    check=_check,
    good=(node(REVIEW_NODE),),
    bad=(node(changed(REVIEW_NODE, "author.name", "Zo\ufffd Example"), at="author.name"),),
)
