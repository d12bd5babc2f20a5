"""TX418: a language that is none."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._languages import BCP47, fault_of, meant
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, value in subject.each("inLanguage"):
        if isinstance(value, str) and (why := fault_of(value.strip())):
            tag = meant(value)
            yield Hit(path, f"{shown(value)} is no language: {why}", "" if tag == value else f"Write {tag}.")


RULE = Rule(
    code="TX418",
    name="language-tag",
    severity="warning",
    types=ANY,
    source=BCP47,
    read=READ,
    why=(
        "Programs know languages by the tags of BCP 47 alone, such as en, pt-BR or zh-Hant. Others are passed over, so "
        "that the text is shown to the wrong people or read out in the wrong voice."
    ),
    mend="Write the two letters of the language, and after a hyphen the region where it matters: en, en-GB.",
    check=_check,
    fix=meant,
    good=(
        node(with_(REVIEW_NODE, inLanguage="pt-BR")),
        node(with_(REVIEW_NODE, inLanguage=["zh-Hant", "eng"])),
        node(with_(REVIEW_NODE, inLanguage={"@type": "Language", "name": "English", "alternateName": "en"})),
    ),
    bad=(
        node(with_(REVIEW_NODE, inLanguage="en_US"), at="inLanguage"),
        node(with_(REVIEW_NODE, inLanguage="English"), at="inLanguage"),
        node(with_(REVIEW_NODE, inLanguage="jp"), at="inLanguage"),
        node(with_(REVIEW_NODE, inLanguage=["de", "en-UK"]), at="inLanguage[1]"),
    ),
)
