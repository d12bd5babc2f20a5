"""Who is who: whose site a page is of, whether two names or addresses mean one party, which sites collect ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from syndicate.check._page import Page, host_of
from syndicate.check._subject import Subject, lineage, types_in
from syndicate.prose import letters

__all__ = [
    "Owners", "Party", "addresses", "is_front", "is_party", "name_key", "owners", "party", "platform_in",
    "same_site", "site_of", "text_of",
]  # fmt: skip

# Labels of hosts that tell no owner from another; those of a country, and what stands before it, among them.
_COMMON = frozenset(("ac", "app", "blog", "co", "com", "edu", "gov", "info", "io", "m", "net", "org", "shop", "www"))
_LONGEST = 2000
"""Of a name; what comes after it tells no two apart."""
_WHERE = ("url", "sameAs")
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|home|default)\.[a-z]{3,5})?", re.IGNORECASE)
# Sites where people leave ratings of things that are not that site's own; not services that collect them for a shop.
_PLATFORM = (
    r"Airbnb|Amazon|App ?Store|Avvo|Booking\.com|Capterra|Expedia|Facebook|Foursquare|Glassdoor|Goodreads"
    r"|Google(?: Maps| Play| Business(?: Profile)?)?|Healthgrades|HolidayCheck|Houzz|IMDb|Jameda|Kununu|Letterboxd"
    r"|Metacritic|OpenTable|Rotten Tomatoes|TripAdvisor|Yelp|Zocdoc"
)
# A name of one and nothing else that could make it another's: "Amazon Watch" is none of them.
_FROM_PLATFORM = re.compile(
    rf"(?:(?:based|collected|rated|ratings?|reviews?) )?(?:(?:from|on|via|by|an?) )?({_PLATFORM})(?:\.com)?"
    r"(?:[ ,:]+(?:audience|average|critics?|customers?|inc|llc|ltd|ratings?|reviewers?|reviews?|score|stars?|users?)"
    r"\.?)*",
    re.IGNORECASE,
)


class Party(NamedTuple):
    """A person or an organization as a node names it."""

    ids: frozenset[str]
    name: str
    """As :func:`name_key` has it; empty where there is none."""


class Owners(NamedTuple):
    """Whose site a page is of, by what its markup says of the site."""

    ids: frozenset[str]
    names: frozenset[str]


def name_key(value: Any) -> str:
    """A name by which two are compared: case folded, white space and signs left out."""
    return letters(value[:_LONGEST]) if isinstance(value, str) else ""


def text_of(value: Any) -> str:
    """The name of a node, or a text itself; empty where there is none."""
    said = value.get("name") if isinstance(value, Mapping) else value
    return " ".join(said[:_LONGEST].split()) if isinstance(said, str) else ""


def party(value: Any) -> Party:
    """The party that a node or a text names."""
    ids: set[str] = set()
    if isinstance(value, Mapping):
        if isinstance(value.get("@id"), str):
            ids.add(value["@id"])
        # The sameAs of a person is often the site that they write for.
        ids |= {_bare(url) for url in addresses(value, ("url",) if "Person" in types_in(value) else _WHERE)}
    return Party(frozenset(ids - {""}), name_key(text_of(value)))


def is_party(one: Any, other: Any) -> bool:
    """Whether two nodes or texts mean one party: an ``@id`` or an address in common, else one name."""
    mine, theirs = party(one), party(other)
    return bool(mine.ids & theirs.ids) or mine.name == theirs.name != ""


def addresses(value: Any, names: tuple[str, ...] = _WHERE) -> Iterator[str]:
    """The addresses in ``url`` and ``sameAs`` of a node."""
    if not isinstance(value, Mapping):
        return
    for name in names:
        said = value.get(name)
        for one in said if isinstance(said, list) else [said]:
            if isinstance(one, Mapping):
                one = one.get("@id")
            if isinstance(one, str) and host_of(one):
                yield one


def _bare(url: str) -> str:
    """An address without its scheme, ``www.`` and a slash at its end, by which two are compared."""
    return re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE).rstrip("/").casefold()


def is_front(url: str, host: str) -> bool:
    """Whether an address is the front page of a host."""
    if not host or host_of(url) != host:
        return False
    parts = urlsplit(url)
    return not parts.query and _FRONT.fullmatch(parts.path) is not None


def same_site(one: str, other: str) -> bool:
    """Whether two hosts may well be of one owner: ``example.org``, ``shop.example.org``, ``example.co.uk``.

    In doubt they are: a label in common that is no usual one is enough.
    """
    if one == other or one.endswith(f".{other}") or other.endswith(f".{one}"):
        return True
    return not _labels(one).isdisjoint(_labels(other))


def _labels(host: str) -> set[str]:
    return {label for label in host.split(".")[:-1] if len(label) > 2 and label not in _COMMON}


def site_of(subject: Subject) -> str:
    """The host on which a review stands: that of the page; in a file or a record, else that of the review's ``url``."""
    if subject.page.host or subject.page.kind == "page":
        return subject.page.host
    said = subject.first("url")
    return host_of(said.value) if said is not None and isinstance(said.value, str) else ""


@lru_cache(maxsize=1)
def owners(page: Page) -> Owners:
    """Whom the markup calls the publisher of the site or of the page, and what it calls the site."""
    ids: set[str] = set()
    names: set[str] = set()
    for node in page.nodes:
        above = lineage(node.types)
        if "WebSite" in above:
            names |= {name_key(value) for _, value in node.each("name")}
        if not above.isdisjoint(("WebSite", "WebPage", "Article")):
            for value in node.each("publisher"):
                found = party(value.value)
                ids |= found.ids
                names.add(found.name)
    return Owners(frozenset(ids), frozenset(names - {""}))


def platform_in(text: Any, host: str) -> str:
    """The site for ratings that a short text names, unless the page is on it; else empty."""
    if not isinstance(text, str) or len(text) > 100 or (found := _FROM_PLATFORM.fullmatch(text.strip())) is None:
        return ""
    first = name_key(found[1].split()[0].removesuffix(".com"))
    return "" if first in host.split(".") else found[1]
