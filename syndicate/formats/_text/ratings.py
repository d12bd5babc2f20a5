"""Ratings as pages write them, brought into the forms that :mod:`syndicate.mapping.scales` reads.

``8/10``, ``4 out of 5 stars``, ``4 von 5``, ``80%``, ``★★★½``, ``★★★½☆``, ``*** out of ****``, ``three and a half
stars``, ``8.5``. The best is what is stated: behind the slash, by empty stars, 100 for a percentage; it is nowhere
assumed. Letters count as the scale ``letters`` counts them, which the page does not say: that is an inference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from syndicate.mapping._account import Account
from syndicate.mapping.scales import BUILT_IN, PLAIN, Scale, rating

__all__ = ["Rated", "content_rating", "is_none", "is_of_many", "rating_in"]

_plain = rating([Scale(form=PLAIN)])
_letters = rating([BUILT_IN["letters"]])

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_HALF = r"(?:\s?½|\s1/2|\s?¼|\s?¾)"
_UNIT = (
    r"(?:stars?|points?|pts\.?|sternen?|stern|punkten?|punkt|étoiles?|etoiles?|estrellas?|puntos?|stelle|sterren|"
    r"★|⭐\ufe0f?)"
)
_OF = r"(?:/|out\s+of|of|von|aus|sur|de|su|van)"
_FRACTION = re.compile(
    rf"(?P<value>{_NUMBER})(?P<half>{_HALF})?\s?{_UNIT}?\s?{_OF}\s?(?:a\s+possible\s+)?(?P<best>{_NUMBER})\s?{_UNIT}?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"({_NUMBER})\s?(?:%|percent|per\s+cent|prozent|pour\s+cent|por\s+ciento)", re.IGNORECASE)
_COUNTED = re.compile(rf"(?P<value>{_NUMBER})(?P<half>{_HALF})?[\s-]?{_UNIT}", re.IGNORECASE)
_HALVED = re.compile(rf"(?P<value>{_NUMBER})(?P<half>{_HALF})")
_BARE = re.compile(_NUMBER)
_GLYPHS = re.compile(r"(?:[★⭐🌟✭✮\ufe0f]{1,30}|\*{1,10})\s?(?:½|1/2|⯪|⯨)?\s?[☆✩⚝]{0,20}|½|[☆✩⚝]{3,20}")
_GRADE = re.compile(r"[A-DF][+−–-]?")
_TAIL = re.compile(r"\s[-–—]\s|\s?[;,:!]\s|\.\s|\s(?=[(\[])|\s=\s")
_NONE = frozenset((
    "", "-", "–", "—", "n/a", "na", "none", "not rated", "no rating", "unrated", "tbd", "keine", "ohne wertung",
    "aucune", "sin nota", "sin puntuación",
))  # fmt: skip
_CONTENT = re.compile(
    r"(?:rated\s+)?((?:PG-?13|PG|NC-?17|TV-(?:MA|14|PG|G|Y7?)|R|G|NR)|(?:FSK|USK|PEGI|ESRB)\s?[A-Z0-9+]{1,4})"
    r"(?:\s(?:for|\()[^\n]{1,120})?"
)
_MANY = re.compile(
    r"\b(?:votes?|ratings|reviews|based on|users|readers|stimmen|bewertungen|avis|opiniones|votos|notes)\b",
    re.IGNORECASE,
)
_USUAL = (4, 5, 6, 10, 20, 100)
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_AND_A_HALF = re.compile(r"([0-9])(?:\s+and)?\s+a\s+half(?=\s)|([0-9])-and-a-half(?=[\s-])", re.IGNORECASE)
_LONGEST = 120
_REST = 60
_QUARTERS = {"½": "5", "1/2": "5", "¼": "25", "¾": "75"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What a text says as a rating."""

    row: dict[str, Any] | None
    """The rating as the record has it; None where it contradicts itself (``11/10``)."""
    rest: str = ""
    """What follows the rating and is too long to belong to it."""
    inferred: bool = False
    """Whether the number is the scale's and not the page's: a letter."""
    bounded: bool = False
    """Whether it has a form of its own, so that it needs no label: a fraction, stars."""
    told: bool = False
    """Whether words follow that are no part of it: "8/10: Dune"."""

    @property
    def alone(self) -> bool:
        """Whether a line that is nothing else is a rating."""
        return self.bounded and not self.told


def rating_in(text: str) -> Rated | None:
    """The rating that ``text`` is, or begins with; None where it is none."""
    text = text.strip().strip("\"“”'")
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip()
    head = text[:_LONGEST]
    if len(text) <= _LONGEST and (made := _whole(text, text)) is not None:
        return made
    for found in _TAIL.finditer(head):
        made = _whole(text[: found.start()].strip(), text[: found.start()].strip())
        if made is None:
            continue
        rest = text[found.end() :].strip()
        if is_of_many(rest[:_REST]):
            return None
        if made.row is not None and len(rest) <= _REST and "." not in found[0]:
            scaled = _scaled(made.row, rest)
            told = found[0].strip() in (":", ";", ",", "!") or len(rest.split()) > 5
            return Rated(row={**scaled, "label": text}, inferred=made.inferred, bounded=made.bounded, told=told)
        return Rated(row=made.row, rest=rest, inferred=made.inferred, bounded=made.bounded)
    return None


def _scaled(row: dict[str, Any], rest: str) -> dict[str, Any]:
    """``row`` with the scale that ``(3.5/5)`` or ``(out of 10)`` behind it states."""
    inner = rest.strip("()[]. ")
    again = _whole(inner, inner)
    if "best" in row:
        return row
    if again is not None and again.row is not None and "best" in again.row and again.row["value"] == row["value"]:
        return {**row, "best": again.row["best"]}
    found = re.fullmatch(rf"{_OF}\s?({_NUMBER})\s?{_UNIT}?", _figures(inner), re.IGNORECASE)
    best = float(found[1].replace(",", ".")) if found else 0.0
    return {**row, "best": int(best) if best.is_integer() else best} if best >= row["value"] and best else row


def _figures(text: str) -> str:
    """``text`` with the numbers that it has in words."""
    made = _WORD.sub(lambda found: str(_WORDS[found[0].lower()]), text)
    return _AND_A_HALF.sub(lambda found: f"{found[1] or found[2]}.5", made)


def _whole(text: str, label: str) -> Rated | None:
    text = _figures(text)
    if found := _FRACTION.fullmatch(text):
        best = found["best"].replace(",", ".")
        # "1 / 53" alone on a line counts pages.
        return _rated(f"{_amount(found)}/{best}", label, bounded=float(best) in _USUAL)
    if found := _PERCENT.fullmatch(text):
        return _rated(f"{found[1].replace(',', '.')}%", label, bounded=True)
    if found := _COUNTED.fullmatch(text):
        stars = re.search(r"stars?|stern|toile|estrella|stell|sterr|★|⭐", text, re.IGNORECASE) is not None
        return _rated(_amount(found), label, bounded=stars)
    if found := _HALVED.fullmatch(text):
        return _rated(_amount(found), label)
    if _BARE.fullmatch(text):
        return _rated(text.replace(",", "."), label)
    if found := _GLYPHS.match(text):
        return _glyphs(found[0], text[found.end() :].strip(), label)
    if _GRADE.fullmatch(text):
        made = _letters(text, "rating", Account(None))
        return None if made is None else Rated(row=made, inferred=True)
    return None


def _amount(found: re.Match[str]) -> str:
    value = found["value"].replace(",", ".")
    half = (found["half"] or "").strip()
    return f"{value}.{_QUARTERS[half]}" if half and "." not in value else value


def _glyphs(stars: str, rest: str, label: str) -> Rated | None:
    account = Account(None)
    if stars == "½" or not stars.strip("☆✩⚝"):
        row: dict[str, Any] | None = {"value": 0.5} if stars == "½" else {"value": 0, "best": len(stars)}
        assert row is not None
        row["label"] = label
    else:
        row = _plain(stars, "rating", account)
    # Three asterisks alone are a break between scenes.
    bounded = "*" not in stars and stars != "½"
    if row is None or account.faults:
        return None
    if rest:
        inner = rest.strip("() ")
        of = re.match(rf"{_OF}\s?", inner, re.IGNORECASE)
        scale = _GLYPHS.fullmatch(inner[of.end() :].strip()) if of else None
        if scale is not None and (whole := _plain(scale[0], "rating", Account(None))) is not None:
            row = {**row, "best": whole["value"]}
        elif (scaled := _scaled({key: row[key] for key in row if key != "best"}, rest)).get("best") is not None:
            row = scaled
        else:
            return None
        bounded = True
    return _sound({**row, "label": label}, bounded=bounded)


def _rated(form: str, label: str, *, bounded: bool = False) -> Rated | None:
    account = Account(None)
    row = _plain(form, "rating", account)
    if not isinstance(row, dict) or account.faults:
        return None
    row = {key: value for key, value in row.items() if key != "label"}
    return _sound(row if label == form and not bounded else {**row, "label": label}, bounded=bounded)


def _sound(row: dict[str, Any], *, bounded: bool) -> Rated:
    best = row.get("best")
    if best is not None and (best <= 0 or row["value"] > best):
        return Rated(row=None, bounded=bounded)
    return Rated(row=row, bounded=bounded)


def is_of_many(text: str) -> bool:
    """Whether ``text`` tells that a rating is the mean of many: "(120 votes)", "based on 89 reviews"."""
    return _MANY.search(text) is not None


def is_none(text: str) -> bool:
    """Whether ``text`` says that there is no rating."""
    return text.strip().casefold() in _NONE


def content_rating(text: str) -> str | None:
    """For whom a work is fit, where that is what ``text`` says: ``PG-13``, ``FSK 12``; None where it is none."""
    found = _CONTENT.fullmatch(text.strip())
    return found[1] if found else None
