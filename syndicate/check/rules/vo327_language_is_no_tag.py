"""VO327: a language that is named in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._nodes import REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_TAG = re.compile(r"(?:[A-Za-z]{2,3}|x)(?:-[A-Za-z0-9]{1,8}){0,8}", re.ASCII)


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("inLanguage") if "inLanguage" in subject.node and ours(subject) else ():
        if isinstance(value, str) and not _TAG.fullmatch(value.strip()) and "://" not in value:
            yield Hit(path, f"{shown(value, 40)} is no tag of a language")


RULE = Rule(
    code="VO327",
    name="language-is-no-tag",
    severity="note",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/inLanguage",
    read=READ,
    why="Languages are named by the tags of BCP 47: en, pt-BR. A name in words is read by people, and by few programs.",
    mend="Write the tag of the language.",
    check=_check,
    good=(
        node({**REVIEW_NODE, "inLanguage": "en-GB"}),
        node({**REVIEW_NODE, "inLanguage": ["de", {"@type": "Language", "name": "English"}]}),
    ),
    bad=(
        node({**REVIEW_NODE, "inLanguage": "English"}, at="inLanguage"),
        node({**REVIEW_NODE, "inLanguage": "en_GB"}, at="inLanguage"),
    ),
)
