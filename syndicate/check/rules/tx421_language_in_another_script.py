"""TX421: a text in letters that its language is not written in."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._languages import BCP47, fault_of, script_of, scripts_of
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    languages = [value for _, value in subject.each("inLanguage") if isinstance(value, str) and not fault_of(value)]
    expected = {scripts_of(value) for value in languages}
    if not languages or "" in expected:
        return
    for path, value in subject.each("reviewBody"):
        found = script_of(value) if isinstance(value, str) else ""
        if found and found not in expected:
            yield Hit(path, f"the text is in {found} letters, and its language is said to be {shown(languages[0])}")


_RUSSIAN = "Всё начинается в тумане, и колокола в нём никто не видит."

RULE = Rule(
    code="TX421",
    name="language-in-another-script",
    severity="warning",
    types=("Review",),
    source=BCP47,
    read=READ,
    why=(
        "The language that the markup names is not written in these letters. Most often one language was set for all "
        "reviews, whatever they are written in."
    ),
    mend="Write the language of this text into inLanguage, or leave it out; where the letters are meant, name them, as "
    "in ru-Latn.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, inLanguage="ru", reviewBody=_RUSSIAN)),
        node(with_(REVIEW_NODE, inLanguage="en", reviewBody=f"{_RUSSIAN} That is: it all begins in fog.")),
        node(with_(REVIEW_NODE, inLanguage="sr", reviewBody=_RUSSIAN)),
        node(with_(REVIEW_NODE, inLanguage="ru-Latn", reviewBody="Vsyo nachinaetsya v tumane, i kolokola ne vidno.")),
        node(with_(REVIEW_NODE, reviewBody=_RUSSIAN)),
    ),
    bad=(
        node(with_(REVIEW_NODE, inLanguage="en", reviewBody=_RUSSIAN), at="reviewBody"),
        node(
            with_(
                REVIEW_NODE, inLanguage="ja", reviewBody="It all begins in fog, and nobody ever sees the bell in it."
            ),
            at="reviewBody",
        ),
    ),
)
