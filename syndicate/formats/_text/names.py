"""The names of people on a page: told from other words by their form, parted where there are several."""

from __future__ import annotations

import re

__all__ = ["is_name", "names_in", "people"]

_PARTS = re.compile(r"\s*[;,/]\s*|\s+(?:and|und|et|with)\s+|\s*&\s*|\s+[y]\s+")
_ASIDE = re.compile(r"\s*(?:\([^()]{0,80}\)|<[^<>]{0,200}>|\[[^\][]{0,80}\])")
_PARTICLES = frozenset((
    "af", "al", "av", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "o'", "ten", "ter", "van", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
_NOT_NAMES = frozenset((
    "a", "all", "an", "and", "at", "blog", "blu-ray", "book", "books", "but", "cons", "critique",
    "critiques", "crítica", "críticas", "culture", "das", "der", "details", "die", "dvd", "ein", "eine",
    "entertainment", "feature", "features", "film", "films", "for", "friday", "game", "games", "home",
    "in", "interview", "interviews", "kritik", "kritiken", "las", "les", "los",
    "monday", "more", "movie", "movies", "music", "news", "not", "on", "opinion",
    "or", "pros", "rating", "reseña", "reseñas", "review", "reviews", "saturday", "score", "september", "series",
    "summary", "sunday", "that", "the", "this", "thursday", "tuesday", "tv", "una", "uncategorized", "une",
    "verdict", "verified", "wednesday", "with",
))  # fmt: skip
_MONTHS = frozenset(("april", "august", "june", "march", "may"))
_ROLES = frozenset((
    "author", "blogger", "columnist", "contributor", "correspondent", "critic", "critique", "crítica", "crítico",
    "editor", "editor-in-chief", "founder", "journalist", "kritiker", "kritikerin", "redactor", "redactora",
    "redakteur", "redakteurin", "reporter", "reviewer", "rédacteur", "rédactrice", "staff", "writer",
))  # fmt: skip
_TEAMS = frozenset((
    "contributors", "crew", "desk", "editorial", "editors", "magazine", "redacción", "redaktion", "reviewers",
    "rédaction", "staff", "team",
))  # fmt: skip


def is_name(text: str) -> bool:
    """Whether ``text`` has the form of one person's name, or of what somebody calls himself in a single word."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 60 or re.search(r"[0-9:!?|/@#=<>{}\"“”*★]", text):
        return False
    if text.rstrip().endswith(".") and len(words[-1]) > 3 and words[-1] not in ("Jr.", "Sr.", "Esq."):
        return False
    plain = [word.strip(".,'’").casefold() for word in words]
    if any(word in _NOT_NAMES and not (at and word in _PARTICLES) for at, word in enumerate(plain)):
        return False
    if plain[-1] in _PARTICLES or (len(words) == 1 and plain[0] in _MONTHS):
        return False
    return all(
        word[:1].isupper() or word.casefold() in _PARTICLES or word[:2] in ("d'", "d’", "o'") for word in words
    ) and (words[0][:1].isupper() or len(words) > 1)


def names_in(text: str, *, loose: bool = False) -> list[str]:
    """The names that are all of ``text``; none where any part of it is no name.

    ``loose`` takes what a label calls a name: a nickname, a team, digits among them.
    """
    bare = _ASIDE.sub("", text).strip(" .,;:-–—")
    if text.rstrip().endswith(("Jr.", "Sr.")):
        bare += "."
    if not bare or len(bare) > 400:
        return []
    parts = [part for part in _PARTS.split(bare) if part]
    if len(parts) > 1 and all(" " not in part for part in parts) and not re.search(r"\s(?:and|und|et|y)\s|&", bare):
        parts = [bare]  # "King, Stephen" is one name, and which of its words comes first is not ours to say
        if not is_name(bare.replace(",", "")):
            return []
        return parts
    named = [part for part in parts if not _role(part)]
    if named and all(is_name(part) or _is_team(part) or (loose and _passes(part)) for part in named):
        return list(dict.fromkeys(named))
    return []


def _is_team(part: str) -> bool:
    words = part.split()
    return 2 <= len(words) <= 6 and words[-1].casefold() in _TEAMS and all(word[:1].isupper() for word in words)


def _role(part: str) -> bool:
    words = part.casefold().split()
    if _is_team(part):
        return False
    return (len(words) in (1, 3, 4) and words[-1] in _ROLES) or part.casefold() in (
        "staff writer", "senior editor", "film critic", "managing editor", "guest contributor", "senior writer",
        "movie critic", "music critic", "book critic", "chief critic", "guest writer", "contributing writer",
        "contributing editor", "associate editor", "deputy editor",
    )  # fmt: skip


def _passes(part: str) -> bool:
    return (
        len(part.split()) <= 5
        and len(part) <= 60
        and not part.endswith((".", "!", "?"))
        and any(map(str.isalpha, part))
    )


def people(names: list[str]) -> list[dict[str, str]]:
    """``names`` as agents: people, but for what calls itself a team."""
    return [
        {"type": "Organization" if _TEAMS & set(name.casefold().split()) else "Person", "name": name} for name in names
    ]
