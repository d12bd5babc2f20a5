"""Language tags (BCP 47, https://www.rfc-editor.org/rfc/rfc5646), how people get them wrong, and scripts."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any

__all__ = ["BCP47", "fault_of", "meant", "primary", "script_of", "scripts_of"]

BCP47 = "https://www.rfc-editor.org/rfc/rfc5646"

# The two-letter codes of ISO 639, those that were replaced among them.
_TWO = frozenset(
    re.findall(
        "..",
        "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdz"
        "eeeleneoeseteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiik"
        "inioisitiuiwjajijvjwkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmg"
        "mhmimkmlmnmomrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnro"
        "rurwsascsdsesgshsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwty"
        "ugukuruzvevivowawoxhyiyozazhzu",
    )
)
# What people write for a language: the code of a country that is none of a language, its English or its own name.
_MEANT = {
    "chinese": "zh", "cn": "zh", "cz": "cs", "czech": "cs", "danish": "da", "dansk": "da", "deutsch": "de",
    "dk": "da", "dutch": "nl", "english": "en", "espanol": "es", "español": "es", "finnish": "fi",
    "francais": "fr", "français": "fr", "french": "fr", "german": "de", "gr": "el", "greek": "el",
    "hungarian": "hu", "italian": "it", "italiano": "it", "japanese": "ja", "jp": "ja", "korean": "ko",
    "nederlands": "nl", "norwegian": "no", "polish": "pl", "polski": "pl", "portuguese": "pt", "português": "pt",
    "romanian": "ro", "russian": "ru", "spanish": "es", "svenska": "sv", "swedish": "sv", "turkish": "tr",
    "ua": "uk", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
# Codes of three letters are no fault; BCP 47 asks for the shorter one where there is one.
_THREE = {
    "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "fin": "fi",
    "fra": "fr", "fre": "fr", "ger": "de", "gre": "el", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl",
    "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr",
    "ukr": "uk", "vie": "vi", "zho": "zh",
}  # fmt: skip


@cache
def _well_formed() -> re.Pattern[str]:
    from syndicate.models.text import Language, regex_of

    return re.compile(regex_of(Language))


def fault_of(tag: str) -> str:
    """What is wrong with a language tag; empty where nothing is."""
    first, _, rest = tag.partition("-")
    if "_" in tag:
        return "a language tag has hyphens, and no underscores"
    if not _well_formed().fullmatch(tag):
        return "it is no language tag"
    if len(first) == 2 and first.lower() not in _TWO:
        return f"there is no language {first}"
    if "uk" in rest.lower().split("-"):
        return "there is no region UK; the United Kingdom is GB"
    return ""


def meant(value: Any) -> Any:
    """A language tag as it is meant; any other value, and what is not known, as it is.

    >>> meant("en_US"), meant("English"), meant("en-UK"), meant("jp"), meant("de-AT"), meant("xx")
    ('en-US', 'en', 'en-GB', 'ja', 'de-AT', 'xx')
    """
    if not isinstance(value, str) or not fault_of(value.strip()):
        return value
    tag = value.strip().replace("_", "-")
    first, *rest = tag.split("-")
    low = first.lower()
    first = first if low in _TWO else _MEANT.get(low, first)
    made = "-".join([first, *("GB" if part.lower() == "uk" else part for part in rest)])
    return value if fault_of(made) else made


def primary(tag: str) -> str:
    """The language of a tag without region and script, two letters where it has them: ``en`` of ``eng-GB``."""
    first = re.split("[-_]", tag.strip(), maxsplit=1)[0].lower()
    first = _THREE.get(first, first)
    return {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no"}.get(first, first)


# The scripts of languages that are written in no other.
_SCRIPTS = {
    "Latin": "af br ca cs cy da de en es et eu fi fo fr ga gl hr hu id is it lb lt lv mt nb nl nn no pl pt ro sk sl sq"
    " sv sw tl tr vi",
    "Cyrillic": "be bg mk ru uk",
    "Greek": "el",
    "Hebrew": "he iw yi",
    "Arabic": "ar fa ur",
    "Indic": "bn gu hi kn ml mr ne pa ta te",
    "Thai": "th",
    "Georgian": "ka",
    "Armenian": "hy",
    "East Asian": "ja ko zh",
}
_OF = {tag: script for script, tags in _SCRIPTS.items() for tag in tags.split()}
_SPANS = (
    (0x41, "Latin"), (0x250, ""), (0x370, "Greek"), (0x400, "Cyrillic"), (0x530, "Armenian"), (0x590, "Hebrew"),
    (0x600, "Arabic"), (0x780, ""), (0x900, "Indic"), (0xD80, ""), (0xE00, "Thai"), (0xE80, ""), (0x10A0, "Georgian"),
    (0x1100, "East Asian"), (0x1200, ""), (0x1E00, "Latin"), (0x1F00, "Greek"), (0x2000, ""), (0x2E80, "East Asian"),
    (0xA000, ""), (0xAC00, "East Asian"), (0xD7B0, ""), (0xF900, "East Asian"), (0xFB00, ""),
)  # fmt: skip
_STARTS = [start for start, _ in _SPANS]
_ENOUGH = 40


def scripts_of(tag: str) -> str:
    """The script of a language that is written in no other; empty where it may have several, or says one itself."""
    parts = re.split("[-_]", tag.strip())
    return "" if any(len(part) == 4 and part.isalpha() for part in parts[1:]) else _OF.get(primary(tag), "")


def script_of(text: str) -> str:
    """The script of nearly all letters of a text; empty where it is short, or mixed."""
    counts: dict[str, int] = {}
    for char in text[:2000]:
        if char.isalpha():
            script = _SPANS[bisect_right(_STARTS, ord(char)) - 1][1] if char >= "A" else ""
            counts[script] = counts.get(script, 0) + 1
    total = sum(counts.values())
    most = max(counts, key=lambda script: counts[script], default="")
    return most if total >= _ENOUGH and counts[most] >= 0.95 * total else ""
