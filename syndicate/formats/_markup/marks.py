"""What the elements of an HTML fragment say to machines: Microdata, RDFa and microformats, one of them or several.

The node of schema.org says the names and the values. An element that shows a value exactly as it is carries it as its
text; everything else carries it in an attribute, which readers give back to the letter:

===============  ==============================================  =================================================
a value          Microdata                                       RDFa
===============  ==============================================  =================================================
shown as it is   ``itemprop`` on the element                     ``property`` on the element
shown otherwise  ``<data itemprop value>``, ``<time datetime>``  ``content`` beside ``property``
not shown        ``<meta itemprop content>``                     ``<meta property content>``
a URL            ``<a href>``, ``<img src>``, ``<link href>``    the same; ``content`` where it is the name of a node
a node           ``itemscope itemtype itemid``                   ``typeof resource``
===============  ==============================================  =================================================

Several values are several elements, in their order. ``class`` is for microformats and for style sheets. No element has
a ``rel``, which RDFa would take for a property of its own.

Sources: https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-core/,
https://www.w3.org/TR/html-rdfa/, https://microformats.org/wiki/microformats2-parsing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from syndicate import vocabulary
from syndicate.schemaorg.profiles import Syntax
from syndicate.schemaorg.terms import IRI, types_of
from syndicate.schemaorg.untyped import as_text
from syndicate.schemaorg.values import listed

__all__ = ["Marks", "attributes", "element", "escape", "ids_in", "is_plain"]

_SPECIAL = re.compile("[&<>\"']")
_URL = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
# Prefixes that RDFa knows without being told (https://www.w3.org/2011/rdfa-context/rdfa-1.1): an IRI whose scheme is
# called so would be taken for a compact one.
_PREFIXES = frozenset((
    "as", "cc", "csvw", "ctag", "dc", "dc11", "dcat", "dcterms", "dqv", "duv", "foaf", "gr", "grddl", "ical", "jsonld",
    "ldp", "ma", "oa", "odrl", "og", "org", "owl", "prov", "qb", "rdf", "rdfa", "rdfs", "rev", "rif", "rr", "schema",
    "sd", "sioc", "skos", "skosxl", "sosa", "ssn", "time", "v", "vcard", "void", "wdr", "wdrs", "xhv", "xml", "xsd",
))  # fmt: skip


def escape(text: str, quote: bool = True) -> str:
    """``html.escape``, which looks for each of five characters; most of what is written here has none of them."""
    return html.escape(text, quote) if _SPECIAL.search(text) else text


def attributes(pairs: Iterable[tuple[str, str | None]]) -> str:
    """Attributes as a tag has them, each with a space before it; None leaves one out, empty text is no value."""
    out = ""
    for name, value in pairs:
        if value is not None:
            out += f" {name}" if value == "" else f' {name}="{escape(value)}"'
    return out


def element(tag: str, inner: str, css: str = "", more: str = "") -> str:
    """An element; ``inner`` and ``more`` are markup already."""
    return f'<{tag} class="{css}"{more}>{inner}</{tag}>' if css else f"<{tag}{more}>{inner}</{tag}>"


def is_plain(text: str) -> bool:
    """Whether readers give the text of an element back as it is: one line, single spaces, none at its ends."""
    return text == " ".join(text.split()) and text.isprintable()


class Marks:
    """The attributes of one fragment, in the syntaxes that it has; none at all where it has none."""

    def __init__(self, syntaxes: Collection[Syntax], names: Collection[str] = ()) -> None:
        self.microdata = "microdata" in syntaxes
        self.rdfa = "rdfa" in syntaxes
        self.microformats = "microformats" in syntaxes
        self._node = self.microdata or self.rdfa
        """Whether a syntax is there that says the node."""
        self._names = names
        """The ``@id``\\ s of the fragment's nodes: a URL that is one of them is written as text in RDFa."""

    def without_microformats(self) -> Marks:
        """The same for a part that microformats have no place for."""
        said: list[Syntax] = ["microdata"] if self.microdata else []
        return Marks([*said, "rdfa"] if self.rdfa else said, self._names)

    def scope(self, prop: str | None, node: Mapping[str, Any], *, mf: str = "", css: str = "") -> str:
        """The attributes of an element that is a node: the value of ``prop``, or the topmost one."""
        if not self._node:
            return _classes(css, mf if self.microformats else "")
        types, id = types_of(node), node.get("@id")
        pairs: list[tuple[str, str | None]] = [("class", self._class(css, mf))]
        if self.microdata:
            pairs += [
                ("itemprop", prop),
                ("itemscope", ""),
                ("itemtype", " ".join(map(IRI.__add__, types)) or None),
                ("itemid", id),
            ]
        if self.rdfa:
            prefix = None if id is None else id.partition(":")[0]
            pairs += [
                ("vocab", IRI if prop is None else None),
                ("prefix", f"{prefix}: {prefix}:" if prefix in _PREFIXES else None),
                ("property", prop),
                ("typeof", " ".join(types) or None),
                ("resource", id),
            ]
        return attributes(pairs)

    def text(
        self,
        tag: str,
        prop: str | None,
        value: Any,
        shown: str | None = None,
        *,
        mf: str = "",
        css: str = "",
        wrap: Callable[[str], str] = str,
    ) -> str:
        """An element that shows a value, as ``shown`` or as it is; ``prop`` is None where the node has none.

        ``wrap`` puts what is shown into a link. The link has to be inside: in RDFa, what stands within an element with
        a URL is said of that URL.
        """
        said = as_text(value)
        inner = wrap(_lines(said if shown is None else shown))
        marked: list[tuple[str, str | None]] = []
        if self._node and prop is not None:
            marked = [(name, prop) for name, there in (("itemprop", self.microdata), ("property", self.rdfa)) if there]
        classes = mf if self.microformats else ""
        if not marked and not classes:
            return inner if tag == "span" and not css else element(tag, inner, css)
        if shown is None and is_plain(said):
            return f"<{tag}{_classes(css, classes)}{attributes(marked)}>{inner}</{tag}>"
        pairs: list[tuple[str, str | None]] = [("class", classes or None), *marked, ("value", said)]
        if self.rdfa and prop is not None:
            pairs.append(("content", said))
        data = f"<data{attributes(pairs)}>{inner}</data>"
        return data if tag == "span" and not css else element(tag, data, css)

    def time(self, prop: str, value: str, shown: str | None = None, *, mf: str = "") -> str:
        """A date or time, shown to the day, or as ``shown``."""
        pairs: list[tuple[str, str | None]] = [
            ("class", mf if self.microformats and mf else None),
            ("itemprop", prop if self.microdata else None),
            ("property", prop if self.rdfa else None),
            ("datetime", value),
            ("content", value if self.rdfa else None),
            ("dir", "ltr"),
        ]
        return f"<time{attributes(pairs)}>{escape(value[:10] if shown is None else shown)}</time>"

    def link(self, prop: str | None, url: str, inner: str, *, mf: str = "", more: str = "") -> str:
        """A link that people follow; ``inner`` and ``more`` are markup."""
        marked, beside = self._url(prop, url, "href", mf)
        return f"<a{marked}{more}>{inner}</a>{beside}"

    def image(self, prop: str | None, url: str, *, mf: str = "") -> str:
        """A picture, which has no text of its own."""
        marked, beside = self._url(prop, url, "src", mf)
        return f'<img{marked} alt="" loading="lazy">{beside}'

    def _url(self, prop: str | None, url: str, attribute: str, mf: str) -> tuple[str, str]:
        """The attributes of an element with a URL, and what stands beside it.

        In RDFa an element with ``content`` and a URL would say its property of that URL: what has to be text is an
        element of its own.
        """
        named = self.rdfa and url in self._names
        pairs: list[tuple[str, str | None]] = [("class", mf if self.microformats and mf else None)]
        if prop is not None:
            pairs += [
                ("itemprop", prop if self.microdata else None),
                ("property", prop if self.rdfa and not named else None),
            ]
        beside = f"<meta{attributes([('property', prop), ('content', url)])}>" if named and prop is not None else ""
        return attributes([*pairs, (attribute, url)]), beside

    def hidden(self, prop: str, value: Any) -> str:
        """A value that people see elsewhere or not at all, for the syntaxes that say the node."""
        if not self._node:
            return ""
        if isinstance(value, list):
            return "".join(self.hidden(prop, part) for part in value)
        if isinstance(value, Mapping):
            if list(value) == ["@id"]:
                return self._reference(prop, value["@id"])
            return f"<span{self.scope(prop, value)}>{self.rest(value)}</span>"
        said = as_text(value)
        if isinstance(value, str) and _URL.fullmatch(value) and _may_be_url(prop):
            if self.rdfa and value in self._names:
                same = f"<link{attributes([('itemprop', prop), ('href', said)])}>" if self.microdata else ""
                return f"{same}<meta{attributes([('property', prop), ('content', said)])}>"
            return f"<link{attributes([*self._names_of(prop), ('href', said)])}>"
        # HTML does not let one meta be of both.
        return "".join(
            f"<meta{attributes([name, ('content', said)])}>" for name in self._names_of(prop) if name[1] is not None
        )

    def _reference(self, prop: str, id: str) -> str:
        return f"<link{attributes([*self._names_of(prop), ('href', id)])}>"

    def _names_of(self, prop: str) -> list[tuple[str, str | None]]:
        return [("itemprop", prop if self.microdata else None), ("property", prop if self.rdfa else None)]

    def rest(self, node: Mapping[str, Any], shown: Collection[str] = ()) -> str:
        """All that a node says beside what is ``shown`` of it.

        RDFa has no order of classes: those that come after the first are said once more.
        """
        if not self._node:
            return ""
        further = types_of(node)[1:] if self.rdfa else ()
        more = "".join(f"<link{attributes([('property', 'additionalType'), ('href', IRI + of)])}>" for of in further)
        return more + "".join(
            self.hidden(prop, value) for prop, value in node.items() if prop[0] != "@" and prop not in shown
        )

    def data(self, value: str, mf: str) -> str:
        """A value that microformats alone say, and that nobody sees."""
        return f'<data class="{mf}" value="{escape(value)}"></data>' if self.microformats else ""

    def _class(self, css: str, mf: str) -> str | None:
        return " ".join(filter(None, (css, mf if self.microformats else ""))) or None


def _classes(css: str, mf: str) -> str:
    """The attribute of the two together; nothing where there is neither."""
    both = f"{css} {mf}" if css and mf else css or mf
    return f' class="{both}"' if both else ""


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


@lru_cache(maxsize=4096)
def _may_be_url(prop: str) -> bool:
    """Whether a URL may be meant: HTML wants one in an attribute for URLs where a property takes one."""
    if not vocabulary.is_property(prop):
        return True
    kinds = vocabulary.value_types(prop)
    return "URL" in kinds or any(not vocabulary.is_datatype(kind) for kind in kinds)


def ids_in(node: Any) -> frozenset[str]:
    """The ``@id``\\ s of a node and of all in it that say more than their name."""
    found: set[str] = set()
    rest = [node]
    while rest:
        one = rest.pop()
        if isinstance(one, Mapping):
            if "@id" in one and len(one) > 1:
                found.add(one["@id"])
            rest += one.values()
        elif isinstance(one, list):
            rest += listed(one)
    return frozenset(found)
