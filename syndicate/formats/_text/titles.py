"""What the title of a review says of the item: its name, its type, its year, its platform, who made it.

``Dune (2021) – Movie Review``, ``Book Review: Dune by Frank Herbert``, ``Halo Infinite (PS5) review``, ``Alien Blu-Ray
Review``, ``Kritik: Dune``, ``Dune – Filmkritik``, ``Critique du film Dune``, ``Crítica de Dune``. A title that does not
call itself a review is the name of the item as it stands. All of it is inference, and told as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from syndicate.formats._text.kinds import BRACKETS, GENERIC, REVIEW, STAYS, TYPES, type_in
from syndicate.formats._text.lines import folded
from syndicate.formats._text.names import is_name

__all__ = ["Titled", "is_review_title", "quoteless", "titled", "trailing_rating"]

_PLATFORM = re.compile(
    r"pc|mac|steam|switch|ps[2-5]|ps vita|psp|playstation(?: [2-5])?|xbox(?: (?:one|360|series [xs](?:[|/][xs])?))?|"
    r"nintendo .+|"
    r"wii(?: u)?|3ds",
    re.IGNORECASE,
)
_PLAIN = frozenset(("test", "avis"))
"""Words that mean a review at the end of a title or before a colon, and much else."""
_SEPARATOR = re.compile(r"\s+[|–—~»-]\s+|\s*::\s*|\s*[|»]\s*|:\s+|\s+[:]\s*")
_YEAR = re.compile(r"\s*[(\[]((?:1[89]|20)[0-9]{2})[)\]]")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]")
_OF = r"(?:of|on|for|de\s+la|de\s+los|de\s+las|de|des|du|del|d['’]|zu|zum|zur|von|vom|di|à|a)"
_PREFIX = re.compile(
    rf"(?:(?:the|our|my|a|notre|unsere?|nuestra)\s+)?(?P<word>[^\W\d_]+)"
    rf"(?:\s*(?P<colon>[:：]|\s[|–—-]\s)\s*|\s+{_OF}(?:(?<=['’])|\s+)|\s+(?={_OF}))"
    rf"(?P<name>\S.*)",
    re.IGNORECASE,
)
_PREFIX_COLON = re.compile(r"(?:[^\s:]+ ){0,3}[^\s:]+\s?:")
_ON_PLATFORM = re.compile(
    rf"\s+(?:para|for|on|auf|für|sur|pour)\s+((?:the\s+)?(?:{_PLATFORM.pattern}))$", re.IGNORECASE
)
_REVIEW_BY = re.compile(r"(.*\breview)\s+by\s+(\S.*)", re.IGNORECASE)
_ARTICLES = re.compile(
    r"(?:l['’]|le\s+|la\s+|les\s+|el\s+|los\s+|der\s+|des\s+|das\s+|dem\s+|den\s+|the\s+|du\s+|"
    r"de\s+l['’]|de\s+la\s+|de\s+|del\s+)?"
    r"(?P<kind>film|films|livre|roman|jeu|jeu vidéo|album|série|disque|película|libro|novela|juego|videojuego|"
    r"serie|disco|álbum|"
    r"buch|buches|romans|spiel|spiels|movie|book|game)\s*:?\s+(?=[\w«„“\"'‘])",
    re.IGNORECASE,
)
_QUOTES = {"“": "”", '"': '"', "„": "“", "«": "»", "»": "«", "‘": "’", "'": "'", "‚": "‘", "*": "*", "_": "_"}
_BY = re.compile(r"\s+(?:by|von|par|por|de)\s+", re.IGNORECASE)
_RATED = re.compile(
    r"(?<=\s)(?:[★⭐]{1,10}\ufe0f?½?[☆]{0,10}|\(?[0-9]{1,2}(?:\.[0-9])?/(?:4|5|10|20|100)\)?|"
    r"\[[0-9]{1,2}(?:\.[0-9])?/(?:5|10)\])$"
)
_READING = re.compile(r"(?:note|fiche) de lecture\s?:\s*", re.IGNORECASE)
_APPOSED = re.compile(
    r"(?P<name>[^,]{2,100}),\s+(?:la|notre|ma)\s+critique(?:\s+(?:du\s+|de\s+la\s+|de\s+l['’])(?P<kind>[^\W\d_]{3,20}))?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[‘“\"'«„]\s?([^‘“\"«»„“”]{2,80}?)\s?(?:[”\"»“]|['’](?![\w]))(?:,|:)?\s+(?=\w)")
_SEASON = re.compile(r"\b(?:season|staffel|saison|temporada)\s+[0-9]{1,3}\b", re.IGNORECASE)
_EPISODE = re.compile(r"\b(?:episode|folge|épisode|episodio)\s+[0-9]{1,4}\b|\bS[0-9]{1,2}E[0-9]{1,3}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """What a title says of the item."""

    name: str
    """The name of the item; empty where the title has none."""
    review: bool = False
    """Whether the title calls itself a review."""
    type: str = ""
    """The class of schema.org; empty where the title does not tell it."""
    year: str = ""
    """When the item came out."""
    platforms: tuple[str, ...] = ()
    """What a game runs on, as the title has it."""
    by: tuple[str, ...] = ()
    """Who wrote the book, or plays on the album."""
    reviewer: str = ""
    """Who wrote the review: "Dune review by Ada Example"."""


def is_review_title(text: str) -> bool:
    """Whether a line is a title that calls itself a review and names what is reviewed."""
    made = titled(text)
    return made.review and bool(made.name)


def trailing_rating(title: str) -> str:
    """The rating that stands behind a title: "Dune ★★★★", "Dune review (4/5)"; empty where none does."""
    found = _RATED.search(title[-40:])
    return found[0] if found else ""


def titled(title: str) -> Titled:
    """What ``title`` says of the item."""
    if stars := trailing_rating(title):
        title = title[: -len(stars)]
    title = _READING.sub("critique de livre : ", title.strip())
    said, rest = _brackets(title.strip(" ,–—|:-"))
    if (signed := _REVIEW_BY.fullmatch(rest)) and is_name(signed[2]) and _before(signed[1]):
        said, rest = replace(said, reviewer=signed[2]), signed[1]
    found = _review(rest)
    if found is None:
        quoted = _QUOTED.match(rest)
        return _whole(replace(said, name=quoted[1] if quoted else quoteless(rest)), title)
    name, kind = found
    if type_in(name) or folded(name) in GENERIC or (name and all(word in GENERIC for word in folded(name).split())):
        name = ""
    platforms = said.platforms or _named(rest)
    made = replace(said, name=name, review=True, type=said.type or kind, platforms=platforms)
    return _whole(_made_by(made), title)


def _whole(said: Titled, title: str) -> Titled:
    kind, platforms, name = said.type, said.platforms, said.name
    if said.review and (found := _ON_PLATFORM.search(name)) and kind in ("", "VideoGame"):
        kind, platforms, name = "VideoGame", (*platforms, found[1].removeprefix("the ")), name[: found.start()]
    if said.review and name.startswith("the "):
        name = name[4:]
    if _EPISODE.search(title) and kind in ("", "TVSeries"):
        kind = "TVEpisode"
    elif _SEASON.search(title) and kind in ("", "TVSeries"):
        kind = "TVSeason"
    return replace(said, name=quoteless(name), type=kind, platforms=platforms)


def _brackets(title: str) -> tuple[Titled, str]:
    """The year, the platform and the type that stand in brackets, and the title without them."""
    year = ""
    if found := _YEAR.search(title):
        year = found[1]
        title = f"{title[: found.start()]} {title[found.end() :]}".strip()
    kind, platforms, review = "", [], False
    kept, at = [], 0
    for found in _BRACKETS.finditer(title):
        inner = found[1].strip()
        parts = [part.strip() for part in re.split(r"\s*(?:,|/|\+|&|\band\b)\s*", inner) if part.strip()]
        types = [TYPES.get(folded(part), BRACKETS.get(folded(part))) for part in (inner, *parts)]
        known = types[0] is not None or (bool(parts) and all(one is not None for one in types[1:]))
        words = folded(inner).split()
        known = known or "spoiler" in folded(inner)
        if not known and words and words[-1] in REVIEW:
            known, review = True, True
            types = [type_in(inner)]
        if not known:
            continue
        kind = kind or next((one for one in types if one), "")
        platforms += [part for part in ([inner] if types[0] is not None else parts) if _PLATFORM.fullmatch(part)]
        kept.append(title[at : found.start()])
        at = found.end()
    title = " ".join(part for part in ("".join(kept) if at == 0 else " ".join(kept), title[at:].strip()) if part)
    title = " ".join(title.split())
    if review and not title.casefold().endswith("review"):
        title = f"{title} review"
    return Titled(name="", type=kind, year=year, platforms=tuple(platforms)), title


def _named(title: str) -> tuple[str, ...]:
    """The platform that stands before the word for a review: "Lantern Deep PS5 Review"."""
    words = title.split()
    said = (" ".join(words[-count - 1 : -1]) for count in (4, 3, 2, 1) if len(words) > count + 1)
    return next(((one,) for one in said if folded(one) in TYPES and _PLATFORM.fullmatch(one)), ())


def _review(title: str) -> tuple[str, str] | None:
    """The name of the item and its type in a title that calls itself a review; None for any other."""
    if (apposed := _APPOSED.fullmatch(title)) is not None:  # "Dune, la critique du film"
        return apposed["name"], type_in(apposed["kind"] or "")
    if (made := _before(title)) is not None:
        return made
    found = _prefixed(title)
    if found is not None:
        return found
    for end in _SEPARATOR.finditer(title):
        # "The Site | Review: Dune"
        after = title[end.end() :]
        if ":" in after and (found := _prefixed(after)) is not None and _PREFIX_COLON.match(after):
            return found
        # "Dune Review: Sand and Glory", "Dune review - The Site": up to the first part that ends as a review does.
        if (made := _before(title[: end.start()])) is not None and made[0]:
            return made
    return None


def _prefixed(title: str) -> tuple[str, str] | None:
    words = title.split()
    for skip in range(min(4, len(words) - 1)):
        kind = type_in(" ".join(words[:skip])) if skip else ""
        if skip and not kind and folded(" ".join(words[:skip])) not in GENERIC:
            continue
        found = _PREFIX.fullmatch(" ".join(words[skip:]))
        if not found or (word := found["word"].casefold()) not in REVIEW or (word in _PLAIN and not found["colon"]):
            continue
        name = found["name"]
        if (article := _ARTICLES.match(name)) and not found["colon"]:
            kind = kind or type_in(
                article["kind"].removesuffix("es") if article["kind"] == "Buches" else article["kind"]
            )
            name = name[article.end() :]
            name = name.lstrip(": ")
        if word.endswith("s") and word != "avis" and word != "análisis":
            continue
        return name, kind or REVIEW[word]
    return None


def _before(title: str) -> tuple[str, str] | None:
    """The name where the title ends with the word for a review, with the words for its kind before that."""
    words = title.rstrip(" .!").split()
    if len(words) < 2 or (last := words[-1].casefold().strip("\"'”’()[]")) not in REVIEW or last == "reviews":
        return None
    kind = REVIEW[last]
    words.pop()
    for count in (4, 3, 2, 1):
        said = " ".join(words[-count:]) if len(words) > count or count == len(words) else ""
        if said and (made := TYPES.get(folded(said))) and made:
            kind = kind or made
            if folded(said) not in STAYS:
                words = words[:-count]
                if words and type_in(words[-1]) and folded(words[-1]) not in STAYS and len(words) > 1:
                    words.pop()
            break
    while len(words) > 1 and words[-1].casefold().strip(":–—-|,") in (
        "",
        "a",
        "an",
        "the",
        "my",
        "our",
        "in",
        "eine",
        "im",
        "full",
    ):
        if words[-1].casefold() in ("a", "an", "the", "my", "our", "in", "eine", "im", "full") and not (
            words[-2][-1:] in ":–—-|," or words[-1].casefold() in ("in", "im", "full")
        ):
            break
        words.pop()
    return " ".join(words).rstrip(" :–—-|,"), kind


def _made_by(said: Titled) -> Titled:
    """``said`` with its author or artist taken out of the name, where books and albums have one: "Dune by ..."."""
    if said.type not in ("Book", "MusicAlbum"):
        return said
    ends = list(_BY.finditer(said.name))
    for found in reversed(ends):
        people = re.split(r"\s+(?:and|und|et|y)\s+|\s*&\s*|,\s*", said.name[found.end() :])
        by = found[0].strip().casefold()
        people = [one for one in people if one]
        band = said.type == "MusicAlbum"
        if (
            all(is_name(one.removeprefix("The ") if band else one) for one in people)
            and people
            and (" " in people[0] or by in ("by", "von", "par", "por"))
        ):
            if by != "by" and not all(" " in one for one in people):
                continue
            return replace(said, name=said.name[: found.start()].rstrip(" ,:–—-"), by=tuple(people))
    return said


def quoteless(name: str) -> str:
    """``name`` without the quotation marks around the whole of it.

    >>> quoteless("„Dune“"), quoteless("'Salem's Lot")
    ('Dune', "'Salem's Lot")
    """
    name = name.strip(" ,:;–—|-").strip()
    closing = _QUOTES.get(name[:1])
    if closing and len(name) > 2 and name.endswith(closing) and closing not in name[1:-1]:
        return name[1:-1].strip(" ,")
    return name
