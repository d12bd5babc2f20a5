"""The few words of our own, in the language of the review; its direction; numbers and stars as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

__all__ = ["LANGUAGES", "counted", "direction", "is_ours", "number", "shown_number", "stars", "words"]

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
    "rating": "Rating: {value}",
    "ratings_one": "{count} rating",
    "ratings_other": "{count} ratings",
    "recommended": "Recommended",
    "relationship": "The reviewer’s tie to what is reviewed",
    "review_of": "Review of {name}",
    "reviews_one": "{count} review",
    "reviews_other": "{count} reviews",
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
        "rating": "Bewertung: {value}",
        "ratings_one": "{count} Bewertung",
        "ratings_other": "{count} Bewertungen",
        "recommended": "Empfohlen",
        "relationship": "Verbindung zum Rezensierten",
        "review_of": "Rezension: {name}",
        "reviews_one": "{count} Rezension",
        "reviews_other": "{count} Rezensionen",
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
        "rating": "Note : {value}",
        "ratings_one": "{count} note",
        "ratings_other": "{count} notes",
        "recommended": "Recommandé",
        "relationship": "Lien de l’auteur avec l’objet de la critique",
        "review_of": "Critique : {name}",
        "reviews_one": "{count} critique",
        "reviews_other": "{count} critiques",
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
        "rating": "Valoración: {value}",
        "ratings_one": "{count} valoración",
        "ratings_other": "{count} valoraciones",
        "recommended": "Recomendado",
        "relationship": "Vínculo del autor con lo reseñado",
        "review_of": "Reseña de {name}",
        "reviews_one": "{count} reseña",
        "reviews_other": "{count} reseñas",
        "spoiler": "Contiene spoilers",
        "updated": "actualizado",
        "verified": "Verificado",
    },
    "ar": {
        "all_reviews": "كل المراجعات",
        "answer_of": "ردّ {name}",
        "answer": "ردّ",
        "by": "بقلم",
        "cons": "العيوب",
        "generated": "كُتبت آليًا",
        "incentive": "حصل الكاتب على مقابل لهذه المراجعة",
        "next": "التالي",
        "no_reviews": "لا توجد مراجعات بعد.",
        "not_recommended": "غير موصى به",
        "of": "{value} من {best}",
        "original": "قراءة المراجعة كاملة",
        "page": "الصفحة {number} من {count}",
        "previous": "السابق",
        "pros": "المزايا",
        "rating": "التقييم: {value}",
        "ratings_zero": "لا تقييمات",
        "ratings_one": "تقييم واحد",
        "ratings_two": "تقييمان",
        "ratings_few": "{count} تقييمات",
        "ratings_many": "{count} تقييمًا",
        "ratings_other": "{count} تقييم",
        "recommended": "موصى به",
        "relationship": "صلة الكاتب بموضوع المراجعة",
        "review_of": "مراجعة: {name}",
        "reviews_zero": "لا مراجعات",
        "reviews_one": "مراجعة واحدة",
        "reviews_two": "مراجعتان",
        "reviews_few": "{count} مراجعات",
        "reviews_many": "{count} مراجعة",
        "reviews_other": "{count} مراجعة",
        "spoiler": "تحتوي على حرق للأحداث",
        "updated": "حُدّثت",
        "verified": "موثّقة",
    },
    "he": {
        "all_reviews": "כל הביקורות",
        "answer_of": "תשובה של {name}",
        "answer": "תשובה",
        "by": "מאת",
        "cons": "חסרונות",
        "generated": "נכתב על ידי מכונה",
        "incentive": "הכותב קיבל תמורה עבור ביקורת זו",
        "next": "הבא",
        "no_reviews": "אין עדיין ביקורות.",
        "not_recommended": "לא מומלץ",
        "of": "{value} מתוך {best}",
        "original": "לקריאת הביקורת המלאה",
        "page": "עמוד {number} מתוך {count}",
        "previous": "הקודם",
        "pros": "יתרונות",
        "rating": "ציון: {value}",
        "ratings_one": "דירוג אחד",
        "ratings_two": "שני דירוגים",
        "ratings_other": "{count} דירוגים",
        "recommended": "מומלץ",
        "relationship": "הקשר של הכותב לנושא הביקורת",
        "review_of": "ביקורת: {name}",
        "reviews_one": "ביקורת אחת",
        "reviews_two": "שתי ביקורות",
        "reviews_other": "{count} ביקורות",
        "spoiler": "מכיל ספוילרים",
        "updated": "עודכן",
        "verified": "מאומת",
    },
}
LANGUAGES = tuple(sorted(_WORDS))
"""The languages that we have words in; every other is given English ones."""

# Scripts that run from right to left, and the languages that are written in one of them unless their tag says another.
_RTL_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"])
_RTL_LANGUAGES = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur",
     "yi"]
)  # fmt: skip

# Where a comma stands before decimals, and the regions of those languages where a point does (Unicode CLDR 47).
_COMMA = frozenset(["de", "es", "fr"])
_POINT = frozenset(
    ["de-ch", "de-li", "es-419", "es-bz", "es-cu", "es-do", "es-gt", "es-hn", "es-mx", "es-ni", "es-pa", "es-pe",
     "es-pr", "es-sv", "es-us"]
)  # fmt: skip


def words(language: str | None) -> Mapping[str, str]:
    """Our words in a language (a tag of BCP 47), in English where we have none."""
    return _WORDS[_spoken(language)]


def is_ours(language: str | None) -> bool:
    """Whether we have words in a language; where not, ours are in English and a page has to say so.

    >>> is_ours("de-AT"), is_ours("fa"), is_ours("ar-Latn"), is_ours(None)
    (True, False, False, False)
    """
    return language is not None and _spoken(language) == _primary(language)


def counted(count: int, what: str, language: str | None) -> str:
    """How many of ``what`` (``reviews``, ``ratings``), in the form that goes with the number.

    >>> counted(1, "reviews", "en"), counted(0, "reviews", "fr"), counted(2, "ratings", "de")
    ('1 review', '0 critique', '2 Bewertungen')
    """
    spoken = _spoken(language)
    form = f"{what}_{_plural(spoken, count)}"
    return _WORDS[spoken][form].format(count=count)


def _plural(spoken: str, count: int) -> str:
    """The category of a count (https://cldr.unicode.org/index/cldr-spec/plural-rules), for the words that we have."""
    if spoken == "ar":
        if count <= 2:
            return ("zero", "one", "two")[count]
        rest = count % 100
        return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
    if spoken == "he" and count == 2:
        return "two"
    return "one" if count == 1 or (count == 0 and spoken == "fr") else "other"


def _primary(language: str) -> str:
    first = language.split("-")[0].lower()
    return "he" if first == "iw" else first


@cache
def _spoken(language: str | None) -> str:
    """The language of our words for a tag: its own where we have words in it and its script."""
    first = _primary(language or "en")
    return first if first in _WORDS and direction(first) == direction(language) else "en"


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


@lru_cache(maxsize=1024, typed=True)
def number(value: float) -> str:
    """A record's number in digits as machines read it, without an exponent: ``4.5``, ``5``, ``0.0000001``."""
    return format(Decimal(repr(value)), "f")


def shown_number(value: float, language: str | None) -> str:
    """The number as people read it among our words in a language: with its decimal sign, and a minus that stays put.

    >>> shown_number(4.5, "de"), shown_number(4.5, "de-CH"), shown_number(4.5, "it")
    ('4,5', '4.5', '4.5')
    """
    digits, spoken = number(value), _spoken(language)
    regions = (language or "").lower().split("-")[1:]
    if spoken in _COMMA and not any(f"{spoken}-{region}" in _POINT for region in regions):
        digits = digits.replace(".", ",")
    # A left-to-right mark, as CLDR has it: without one the minus stands on the other side of a number.
    return f"\u200e{digits}" if digits.startswith("-") and direction(spoken) == "rtl" else digits


def stars(value: float, best: float | None) -> str:
    """Five stars, where five is the best and the value a number of halves; else nothing.

    >>> stars(3.5, 5), stars(9, 10)
    ('★★★½☆', '')
    """
    if best != 5 or not 0 <= value <= 5 or not float(value * 2).is_integer():
        return ""
    full, half = divmod(int(value * 2), 2)
    return "★" * full + "½" * half + "☆" * (5 - full - half)
