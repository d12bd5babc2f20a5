"""TX410: text in UTF-8 that was read as something else."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._mojibake import first_garbled, ungarbled
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._said import excerpt, texts
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in texts(subject):
        if found := first_garbled(text):
            start, end, meant = found
            yield Hit(
                path,
                f"{shown(text[start:end])} is {shown(meant)} in UTF-8, read as another encoding: "
                f"{excerpt(text, start, end)}",
            )


RULE = Rule(
    code="TX410",
    name="mojibake",
    severity="warning",
    types=ANY,
    source="https://www.w3.org/International/questions/qa-what-is-encoding",
    read=READ,
    why=(
        "Letters with accents, quotes and dashes have been taken apart into two or three wrong characters each. People "
        "see it in search results, and nobody finds a name that is spelt so."
    ),
    mend="Read the source as UTF-8, and write the text again; --fix puts the characters back in JSON-LD.",
    check=_check,
    fix=ungarbled,
    good=(
        node(with_(REVIEW_NODE, reviewBody="Déjà vu – it’s « passé\xa0» in Ångström, AMANHÃ» and 5\xa0€…")),
        node(with_(REVIEW_NODE, reviewBody="Привет, РЁлка. Ёж и № 5 — «СССР»")),
        node(with_(REVIEW_NODE, reviewBody="日本語 ★★★ 한국어 Ελλάδα")),
    ),
    bad=(
        node(with_(REVIEW_NODE, reviewBody="It begins in fog â€“ and itâ€™s dÃ©jÃ\xa0 vu."), at="reviewBody"),
        node(changed(REVIEW_NODE, "author.name", "ZoÃ« Example"), at="author.name"),
        node(with_(REVIEW_NODE, reviewBody="It\u00e2\x80\x99s fog."), at="reviewBody"),
        node(with_(REVIEW_NODE, reviewBody="РџСЂРёРІРµС‚, РјРёСЂ"), at="reviewBody"),
        node(with_(REVIEW_NODE, name="Four stars: â˜…â˜…â˜…â˜…"), at="name"),
        node(with_(REVIEW_NODE, name="Very good ðŸ˜€"), at="name"),
    ),
)
