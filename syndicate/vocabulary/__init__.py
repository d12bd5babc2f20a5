"""schema.org 30.0 as names and relations: which types and properties there are, and how they hang together.

Source: ``schemaorg-current-https.jsonld`` of 30.0, https://schema.org/docs/developers.html, reduced to
names by ``_generate`` (descriptions are CC BY-SA text and not part of this package). Pending, health and
superseded terms are included; stubs of other vocabularies in that file (``unece:Invoice``) are not: 933 types
and 1,521 properties are schema.org's own.

Names are bare and case counts: ``Book``, not ``book``, ``schema:Book`` or ``https://schema.org/Book``. Types,
properties and enumeration members share one namespace without clashes, but many differ by case alone (the
type ``Text``, the property ``text``).

Predicates (functions that return bool) never raise: about an unknown name they say False. Functions whose
answer about an unknown name would mislead raise :class:`syndicate.errors.UnknownName`, which says the nearest
names. Nothing is read before the first question, then one file once per process.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Literal

from syndicate.vocabulary import _tables

if TYPE_CHECKING:
    from syndicate.errors import UnknownName

__all__ = [
    "REVIEWABLE",
    "VERSION",
    "accepts",
    "datatypes",
    "is_datatype",
    "is_member",
    "is_property",
    "is_type",
    "members",
    "nearest",
    "properties",
    "properties_of",
    "property_of",
    "reviewable",
    "subtype_of",
    "subtypes",
    "superseded_by",
    "supertypes",
    "types",
    "value_types",
]

VERSION = "30.0"
"""The release of schema.org that all answers are about."""

REVIEWABLE = frozenset(
    {
        "Book",
        "Course",
        "CreativeWorkSeason",
        "CreativeWorkSeries",
        "Episode",
        "Event",
        "Game",
        "HowTo",
        "LocalBusiness",
        "MediaObject",
        "Movie",
        "MusicPlaylist",
        "MusicRecording",
        "Organization",
        "Product",
        "Recipe",
        "SoftwareApplication",
    }
)
"""The types of item that Google shows review snippets for, read 2026-07-08; subtypes are eligible too.

https://developers.google.com/search/docs/appearance/structured-data/review-snippet
"""


@cache
def types() -> frozenset[str]:
    """All classes: ordinary types, enumerations, data types, and ``DataType`` itself; superseded ones too."""
    return frozenset(_tables.tables().types)


@cache
def properties() -> frozenset[str]:
    """All properties, superseded ones too."""
    return frozenset(_tables.tables().properties)


@cache
def datatypes() -> frozenset[str]:
    """The types of literals: Boolean, Date, DateTime, Number, Quantity, Text, Time and their subtypes.

    That makes URL a data type (of Text), and Duration, Distance, Energy and Mass (of Quantity), which are
    written as strings. ``DataType`` itself is not one: it is the class of them, and they are not its
    subtypes.
    """
    return frozenset(name for root in _tables.tables().datatypes for name in _tables.descendants(root))


def is_type(name: str) -> bool:
    """Whether ``name`` is a class, data types and enumerations included."""
    return name in _tables.tables().types


def is_datatype(name: str) -> bool:
    """Whether ``name`` is one of :func:`datatypes`."""
    return name in datatypes()


def is_property(name: str) -> bool:
    """Whether ``name`` is a property."""
    return name in _tables.tables().properties


def is_member(name: str) -> bool:
    """Whether ``name`` is a member of an enumeration (``InStock``) or of Boolean (``True``, ``False``)."""
    return name in _tables.tables().members


def members(enumeration: str) -> tuple[str, ...]:
    """The members of a type and of its subtypes, sorted; empty for a type that has none, such as Book.

    Raises UnknownName if there is no such type.
    """
    direct = _tables.direct_members()
    return tuple(sorted({member for kind in subtypes(enumeration) for member in direct.get(kind, ())}))


def subtype_of(name: str, ancestor: str) -> bool:
    """Whether type ``name`` is ``ancestor`` or below it. Members are not types: False for ``InStock``."""
    return is_type(name) and ancestor in _tables.line(name)


def subtypes(name: str) -> tuple[str, ...]:
    """The type itself and all types below it, sorted. Raises UnknownName if there is no such type."""
    return _tables.descendants(_known_type(name))


def supertypes(name: str) -> tuple[str, ...]:
    """The type itself and all types above it, nearest first (breadth first, superclasses in sorted order).

    Near is counted in steps, so a type may come before one of its own subtypes: TVSeason is declared both a
    CreativeWork and a CreativeWorkSeason. Raises UnknownName if there is no such type.
    """
    return _tables.ancestors(_known_type(name))


def reviewable(name: str) -> bool:
    """Whether Google may show review snippets for items of this type: :data:`REVIEWABLE` or below it.

    The class tree decides, so Hotel (a LocalBusiness) is eligible and Museum (a CivicStructure) is not.
    Superseded types stand where the tree has them: Season, under CreativeWork, is not eligible;
    CreativeWorkSeason is. Google has rules that no type can show, such as none for an Organization's or
    LocalBusiness's reviews on its own site.
    """
    return is_type(name) and not REVIEWABLE.isdisjoint(_tables.line(name))


def property_of(prop: str, type_: str) -> bool:
    """Whether ``prop`` is for nodes of ``type_``: its domain includes that type or one above it.

    False for every type if the property has no domain (``interactionCount``, superseded). A Role that repeats
    the property it stands for (https://schema.org/Role) is not in any domain: False as well.
    """
    return is_property(prop) and is_type(type_) and not _tables.line(type_).isdisjoint(_domain(prop))


def properties_of(type_: str) -> frozenset[str]:
    """The properties for nodes of a type, its own and inherited, superseded ones too; data types have none.

    Raises UnknownName if there is no such type.
    """
    own = _tables.own_properties()
    return frozenset(prop for kind in supertypes(type_) for prop in own.get(kind, ()))


def value_types(prop: str) -> tuple[str, ...]:
    """The types that a property's range includes, sorted; their subtypes are meant but not listed.

    Empty for ``interactionCount``, which has no range. Raises UnknownName if there is no such property.
    """
    if not is_property(prop):
        raise _unknown("property", prop, properties())
    return tuple(_range(prop))


def accepts(prop: str, type_: str) -> bool:
    """Whether a value of ``type_`` is within the range of ``prop``: one of :func:`value_types` or below it.

    Decisions beyond the class tree:

    - A member stands for a value of its enumerations: ``accepts("availability", "InStock")``.
    - Role and its subtypes are accepted by every property, as they stand between it and its real value
      (https://schema.org/Role, http://blog.schema.org/2014/06/introducing-role.html).
    - Text and URL are not let in where the range does not name them, though
      https://schema.org/docs/datamodel.html says that consumers should take text for any value. Who wants to
      be lenient asks for that separately.
    - Data types are only what the tree says: a URL is a Text and an Integer is a Number, but a DateTime is no
      Date and a Duration (a Quantity) is no Text, although all of them are strings in JSON.
    """
    if not is_property(prop):
        return False
    if is_type(type_):
        above = _tables.line(type_)
        return "Role" in above or not above.isdisjoint(_range(prop))
    return any(accepts(prop, kind) for kind in _tables.tables().members.get(type_, ()))


def superseded_by(name: str) -> str | None:
    """The current name for a superseded type, property or member; None if ``name`` is not superseded.

    Chains are followed to their end: ``seasons`` gives ``containsSeason``, not ``season``, which is
    superseded too. None also for unknown names.
    """
    successors = _tables.tables().superseded
    current = name
    while current in successors:
        current = successors[current]
    return None if current == name else current


def nearest(
    name: str,
    among: Iterable[str] | Literal["type", "property"],
    limit: int = 3,
) -> tuple[str, ...]:
    """At most ``limit`` names that look like ``name``, best first; itself or another case of it leads.

    ``among`` is ``"type"``, ``"property"`` or any names. Empty if none is similar enough. Raises UnknownName
    for any other str as ``among``, and ValueError for a limit under 1.
    """
    if isinstance(among, str):
        known = {"property": properties, "type": types}
        if among not in known:
            raise _unknown("kind of name", among, known)
        among = known[among]()
    import difflib  # here, as in _unknown: only what goes wrong needs it

    folded: dict[str, list[str]] = {}
    for other in among:
        folded.setdefault(other.casefold(), []).append(other)
    # Not difflib's usual 0.6: on all properties that takes up to 18 ms where 0.7 takes 8, and what lies
    # between them is seldom a typing error.
    matches = difflib.get_close_matches(name.casefold(), folded, n=limit, cutoff=0.7)
    found = [other for match in matches for other in sorted(folded[match], key=lambda n: (n != name, n))]
    return tuple(found[:limit])


def _unknown(kind: str, name: str, known: Iterable[str]) -> UnknownName:
    from syndicate.errors import UnknownName

    return UnknownName(kind, name, known)


def _known_type(name: str) -> str:
    if not is_type(name):
        raise _unknown("type", name, types())
    return name


def _domain(prop: str) -> Iterable[str]:
    return _tables.tables().properties[prop][0]


def _range(prop: str) -> Iterable[str]:
    return _tables.tables().properties[prop][1]
