"""The few words of our own, in the language of the review; its direction; numbers and stars as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

__all__ = ["LANGUAGES", "direction", "number", "stars", "words"]

_ENGLISH = {
    "all_reviews": "All reviews",
    "answer_of": "Answer of {name}",
    "answer": "Answer",
    "by": "by",
    "cons": "Cons",
    "generated": "Written by a machine",
    "incentive": "The reviewer was given something for this review",
    "next": "Next",
    "no_reviews": "There are no reviews yet.",
    "not_recommended": "Not recommended",
    "of": "{value} out of {best}",
    "original": "Read the whole review",
    "page": "Page {number} of {count}",
    "previous": "Previous",
    "pros": "Pros",
    "ratings": "{count} ratings",
    "recommended": "Recommended",
    "review_of": "Review of {name}",
    "reviews": "{count} reviews",
    "spoiler": "Contains spoilers",
    "updated": "updated",
    "verified": "Verified",
}
_WORDS: dict[str, Mapping[str, str]] = {
    "en": _ENGLISH,
    "de": {
        "all_reviews": "Alle Rezensionen",
        "answer_of": "Antwort von {name}",
        "answer": "Antwort",
        "by": "von",
        "cons": "Nachteile",
        "generated": "Maschinell verfasst",
        "incentive": "Für diese Rezension gab es eine Gegenleistung",
        "next": "Weiter",
        "no_reviews": "Es gibt noch keine Rezensionen.",
        "not_recommended": "Nicht empfohlen",
        "of": "{value} von {best}",
        "original": "Die ganze Rezension lesen",
        "page": "Seite {number} von {count}",
        "previous": "Zurück",
        "pros": "Vorteile",
        "ratings": "{count} Bewertungen",
        "recommended": "Empfohlen",
        "review_of": "Rezension: {name}",
        "reviews": "{count} Rezensionen",
        "spoiler": "Enthält Spoiler",
        "updated": "aktualisiert",
        "verified": "Geprüft",
    },
    "fr": {
        "all_reviews": "Toutes les critiques",
        "answer_of": "Réponse de {name}",
        "answer": "Réponse",
        "by": "par",
        "cons": "Points faibles",
        "generated": "Rédigé par une machine",
        "incentive": "L’auteur a reçu une contrepartie pour cet avis",
        "next": "Suivant",
        "no_reviews": "Il n’y a pas encore de critiques.",
        "not_recommended": "Non recommandé",
        "of": "{value} sur {best}",
        "original": "Lire toute la critique",
        "page": "Page {number} sur {count}",
        "previous": "Précédent",
        "pros": "Points forts",
        "ratings": "{count} notes",
        "recommended": "Recommandé",
        "review_of": "Critique : {name}",
        "reviews": "{count} critiques",
        "spoiler": "Dévoile l’intrigue",
        "updated": "mis à jour",
        "verified": "Vérifié",
    },
    "es": {
        "all_reviews": "Todas las reseñas",
        "answer_of": "Respuesta de {name}",
        "answer": "Respuesta",
        "by": "por",
        "cons": "En contra",
        "generated": "Escrito por una máquina",
        "incentive": "El autor recibió algo a cambio de esta reseña",
        "next": "Siguiente",
        "no_reviews": "Todavía no hay reseñas.",
        "not_recommended": "No recomendado",
        "of": "{value} de {best}",
        "original": "Leer la reseña completa",
        "page": "Página {number} de {count}",
        "previous": "Anterior",
        "pros": "A favor",
        "ratings": "{count} valoraciones",
        "recommended": "Recomendado",
        "review_of": "Reseña de {name}",
        "reviews": "{count} reseñas",
        "spoiler": "Contiene spoilers",
        "updated": "actualizado",
        "verified": "Verificado",
    },
}
LANGUAGES = tuple(sorted(_WORDS))
"""The languages that we have words in; every other is given English ones."""

# Scripts that run from right to left, and the languages that are written in one of them unless their tag says another.
_RTL_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"])
_RTL_LANGUAGES = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"]
)


@cache
def words(language: str | None) -> Mapping[str, str]:
    """Our words in a language (a tag of BCP 47), in English where we have none."""
    return _WORDS.get((language or "en").split("-")[0].lower(), _ENGLISH)


@cache
def direction(language: str | None) -> str:
    """``rtl`` or ``ltr``, by the script that the tag names or implies (RFC 5646, section 2.2.3).

    >>> direction("ar"), direction("az-Arab"), direction("ar-Latn")
    ('rtl', 'rtl', 'ltr')
    """
    first, *rest = (language or "en").lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if first in _RTL_LANGUAGES else "ltr"


def number(value: float) -> str:
    """A record's number in digits, without an exponent: ``4.5``, ``5``, ``0.0000001``."""
    return format(Decimal(repr(value)), "f")


def stars(value: float, best: float | None) -> str:
    """Five stars, where five is the best and the value a number of halves; else nothing.

    >>> stars(3.5, 5), stars(9, 10)
    ('★★★½☆', '')
    """
    if best != 5 or not 0 <= value <= 5 or not float(value * 2).is_integer():
        return ""
    full, half = divmod(int(value * 2), 2)
    return "★" * full + "½" * half + "☆" * (5 - full - half)
