"""A review as people read it: the one layout of pages, fragments and feeds, marked for machines on the way.

A fragment is valid inside a page's ``body`` and stands alone. Its texts are those of the record, its words ours in the
language of the review; what the node says and people do not see is in it all the same (see
:mod:`syndicate.formats._markup.marks`). With no syntax it is the plain article.

Microformats are h-review and h-review-aggregate (https://microformats.org/wiki/h-review):

=====================  ==============================================================================================
of the record          in h-review
=====================  ==============================================================================================
``id``, ``url``        ``u-uid``, ``u-url``
``title``              ``p-name``
``summary``, ``body``  ``p-summary``; ``e-content``, as safe HTML
``rating``             ``p-rating``, ``p-best``, ``p-worst``
``authors``            ``p-author h-card``: ``p-name``, ``u-url``, ``u-uid``; a company has ``p-org`` as well
``published``          ``dt-published``; ``modified`` is ``dt-updated``
``images``, ``tags``   ``u-photo``, ``p-category``
``item``               ``p-item`` with ``h-product``, ``h-event``, ``h-card`` or ``h-item``: ``p-name``, ``u-url``,
                       ``u-photo``, ``u-identifier`` (``isbn:9780306406157``) and, as microformats have no types of
                       films and books, ``u-x-type`` with schema.org's
=====================  ==============================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

from syndicate import prose, vocabulary
from syndicate.formats._markup.marks import Marks, attributes, element, ids_in
from syndicate.models.item_key import item_year
from syndicate.models.review import Body
from syndicate.schemaorg.profiles import Syntax
from syndicate.schemaorg.terms import IRI
from syndicate.schemaorg.untyped import as_text
from syndicate.schemaorg.values import listed
from syndicate.words import counted, direction, is_ours, shown_number, stars, words
from syndicate.words import number as number_of

__all__ = ["item_article", "lang_attributes", "our_attributes", "rating_line", "review_article"]

_PLACE = re.compile(r"\{(\w+)\}")
_ROOTS = (
    ("Product", "h-product"),
    ("Event", "h-event"),
    ("Organization", "h-card"),
    ("Person", "h-card"),
    ("Place", "h-card"),
)


def review_article(
    data: Mapping[str, Any],
    node: Mapping[str, Any],
    syntaxes: Collection[Syntax] = (),
    *,
    language: str | None = None,
    level: int = 2,
    around: str | None = None,
    elsewhere: bool = False,
) -> str:
    """One review, standing alone, as an ``article``.

    ``data`` is the record as plain values, ``node`` its node. ``language`` is what the review is in where it does not
    say it, ``around`` what the page is in; ``level`` is that of its heading (1 to 5). Relative links of the body are
    relative to the record's ``url``; ``elsewhere`` shows a link there, for a page that is not that one.
    """
    spoken = data.get("language") or language
    at = _Article(Marks(syntaxes, ids_in(node) if "rdfa" in syntaxes else ()), spoken, level)
    more = "" if spoken is None or spoken == around else lang_attributes(spoken)
    inner = "\n".join(filter(None, at.review(data, node, elsewhere=elsewhere)))
    return f"<article{at.marks.scope(None, node, mf='h-review', css='review')}{more}>\n{inner}\n</article>"


def item_article(
    item: Mapping[str, Any],
    node: Mapping[str, Any],
    reviews: Sequence[tuple[Mapping[str, Any], str | None]],
    syntaxes: Collection[Syntax] = (),
    *,
    language: str | None = None,
    level: int = 2,
    total: int | None = None,
) -> str:
    """An item with its rating and its reviews, as a ``section``.

    ``node`` is the item's, with ``aggregateRating`` and ``review`` where it has them; ``reviews`` are the records in
    the order of the nodes, each with what stands in for its body (None for the body itself). ``total`` is how many
    reviews there are, where these are not all.
    """
    marks = Marks(syntaxes, ids_in(node) if "rdfa" in syntaxes else ())
    at = _Article(marks, language, level)
    parts = [at.item_heading(item, node)]
    aggregate = node.get("aggregateRating")
    if aggregate is not None:
        parts.append(at.aggregate(aggregate))
    if marks.microformats:
        parts.append(at.item_of_microformats(item))
    count = len(reviews) if total is None else total
    if count:
        parts.append(marks.data(str(count), "p-count"))
        parts.append(f'<p class="count"><span{at.ours}>{escape(counted(count, "reviews", language))}</span></p>')
    parts.append(marks.rest(node, {"name", "url", "aggregateRating", "review"}))
    root = marks.scope(None, node, css="syndicate-item", mf="h-review-aggregate")
    head = f"<section{root}{lang_attributes(language or 'en')}>\n" + "\n".join(filter(None, parts))
    nodes = listed(node.get("review"))
    entries = []
    for (data, text), one in zip(reviews, nodes, strict=True):
        spoken = data.get("language") or language
        inner = _Article(marks, spoken, level + 1)
        more = "" if spoken == language or spoken is None else lang_attributes(spoken)
        body = "\n".join(filter(None, inner.review(data, one, alone=False, text=text, item=item)))
        # An article of its own: an <li> at the start of a body would end ours, and a </div> then one of the page's.
        entries.append(f"<li><article{marks.scope('review', one, mf='h-review')}{more}>\n{body}\n</article></li>")
    shown = ['<ul class="reviews">', *entries, "</ul>"] if entries else []
    return "\n".join([head, *shown, "</section>"])


class _Article:
    """The parts of one review in one language."""

    def __init__(self, marks: Marks, language: str | None, level: int) -> None:
        self.marks = marks
        self.language = language
        self.words = words(language)
        self.ours = our_attributes(language, language)
        self._level = level

    def review(
        self,
        data: Mapping[str, Any],
        node: Mapping[str, Any],
        *,
        alone: bool = True,
        elsewhere: bool = False,
        text: str | None = None,
        item: Mapping[str, Any] | None = None,
    ) -> Iterator[str]:
        marks = self.marks
        shown = {"name", "author", "datePublished", "dateModified"}
        yield from self._heading(data, node, alone)
        if alone:
            yield self._item(data["item"], node.get("itemReviewed", {}))
            shown.add("itemReviewed")
        elif item is not None and marks.microformats:
            yield self.item_of_microformats(item)
        yield self._byline(data, node)
        if "rating" in data:
            yield self._verdict(data["rating"], node)
        yield from self._notices(data)
        if "summary" in data:
            yield marks.text("p", "abstract", data["summary"], mf="p-summary", css="summary")
            shown.add("abstract")
        if text is not None:
            yield element("p", escape(text, quote=False), "text") if text else ""
        elif "body" in data:
            yield self._body(data, node, shown)
        yield from self._lists(data, node, shown, elsewhere or (not alone and "title" not in data))
        shown |= {"reviewRating"}
        rest = {name: value for name, value in node.items() if name not in shown}
        yield marks.rest(rest)
        yield marks.data(data["id"], "u-uid")

    # -- the head ----------------------------------------------------------------------------------------------

    def _heading(self, data: Mapping[str, Any], node: Mapping[str, Any], alone: bool) -> Iterator[str]:
        tag = f"h{self._level}"
        if "title" in data:
            title = data["title"]
            link = node.get("url")
            if alone or link is None:
                yield self.marks.text(tag, "name", title, mf="p-name")
            else:
                wrap = partial(element, "a", more=attributes([("href", link)]))
                yield self.marks.text(tag, "name", title, mf="p-name", wrap=wrap)
        elif alone:
            named = f"<bdi>{escape(data['item']['name'], quote=False)}</bdi>"
            said = escape(self.words["review_of"], quote=False).replace("{name}", named)
            yield element(tag, element("span", said, more=self.ours))

    def item_heading(self, item: Mapping[str, Any], node: Mapping[str, Any]) -> str:
        """The heading of an item with its reviews."""
        name = self.marks.text("bdi", "name", item["name"], wrap=self._link(node.get("url")))
        return element(f"h{self._level}", name)

    def _link(self, url: str | None, mf: str = "", more: str = "") -> Callable[[str], str]:
        """What makes a link of a text that is shown; where there is no URL, nothing."""
        return str if url is None else lambda inner: self.marks.link("url", url, inner, mf=mf, more=more)

    def _item(self, item: Mapping[str, Any], node: Mapping[str, Any]) -> str:
        """What is reviewed: its name, its page, its year."""
        marks = self.marks
        name = marks.text("bdi", "name", item["name"], mf="p-name", wrap=self._link(item.get("url"), "u-url"))
        shown = {"name", "url"}
        year = ""
        if (when := item_year(item)) and (dated := next((f for f in _DATED if node.get(f, "")[:4] == when), None)):
            said = marks.time(dated, node[dated], when) if marks.microdata or marks.rdfa else when
            year = f' <span class="year">({said})</span>'
            shown.add(dated)
        more = self._item_data(item)
        scope = marks.scope("itemReviewed", node, css="item", mf=f"p-item {_root_of(item)}")
        return f"<div{scope}>{name}{year}{marks.rest(node, shown)}{more}</div>"

    def _item_data(self, item: Mapping[str, Any]) -> str:
        """What microformats say of an item beside its name and its page."""
        if not self.marks.microformats:
            return ""
        types = [item["type"], *item.get("additional_types", ())]
        said = [(IRI + of, "u-x-type") for of in types]
        said += [(image, "u-photo") for image in item.get("image", ())]
        said += [(f"{one['kind']}:{one['value']}", "u-identifier") for one in item.get("identifiers", ())]
        return "".join(self.marks.data(value, mf) for value, mf in said)

    def item_of_microformats(self, item: Mapping[str, Any]) -> str:
        """The item again, unseen, where it is the heading of several reviews: each h-review names its own."""
        url = self.marks.data(item["url"], "u-url") if "url" in item else ""
        inner = self.marks.data(item["name"], "p-name") + url + self._item_data(item)
        return element("span", inner, f"p-item {_root_of(item)}")

    def _byline(self, data: Mapping[str, Any], node: Mapping[str, Any]) -> str:
        marks = self.marks
        names = ", ".join(
            self._author(agent, one)
            for agent, one in zip(data.get("authors", ()), listed(node.get("author")), strict=True)
        )
        parts = [f"{element('span', escape(self.words['by']), more=self.ours)} {names}"] if names else []
        published, modified = data.get("published"), data.get("modified")
        if published:
            parts.append(marks.time("datePublished", published, mf="dt-published"))
        unseen = ""
        if modified:
            when = marks.time("dateModified", modified, mf="dt-updated")
            if modified[:10] != (published or "")[:10]:
                said = f"{escape(self.words['updated'])} {when}"
                parts.append(element("span", said, "modified", self.ours))
            else:
                unseen = marks.hidden("dateModified", modified) + marks.data(modified, "dt-updated")
        return element("p", " · ".join(parts) + unseen, "byline") if parts or unseen else ""

    def _author(self, agent: Mapping[str, Any], node: Mapping[str, Any]) -> str:
        marks = self.marks
        company = agent["type"] == "Organization"
        wrap = self._link(agent.get("url"), "u-url", "" if marks.rdfa else ' rel="author"')
        name = marks.text("bdi", "name", agent["name"], mf="p-name", wrap=wrap)
        more = marks.data(agent["name"], "p-org") if company else ""
        if "id" in agent:
            more += marks.data(agent["id"], "u-uid")
        scope = marks.scope("author", node, mf="p-author h-card")
        inner = f"{name}{marks.rest(node, {'name', 'url'})}{more}"
        return f"<span{scope}>{inner}</span>" if scope else inner

    # -- ratings -----------------------------------------------------------------------------------------------

    def _verdict(self, rating: Mapping[str, Any], node: Mapping[str, Any]) -> str:
        verdict: Mapping[str, Any] = next(
            (part for part in listed(node.get("reviewRating")) if "reviewAspect" not in part), {}
        )
        scope = self.marks.scope("reviewRating", verdict, css="rating")
        return f"<p{scope}>{self._rating(rating, verdict)}</p>"

    def aggregate(self, node: Mapping[str, Any]) -> str:
        """The mean of several ratings, and of how many."""
        marks = self.marks
        rating = {"value": node["ratingValue"]}
        rating |= {key: node[name] for key, name in (("best", "bestRating"), ("worst", "worstRating")) if name in node}
        inner = self._rating(rating, node, value="p-average", shown={"ratingCount"})
        count = node["ratingCount"]
        said = marks.text("span", "ratingCount", count, counted(count, "ratings", self.language), mf="p-votes")
        inner += f' · <span class="count"{self.ours}>{said}</span>'
        return f"<p{marks.scope('aggregateRating', node, css='aggregate')}>{inner}</p>"

    def _rating(
        self,
        rating: Mapping[str, Any],
        node: Mapping[str, Any],
        *,
        value: str = "p-rating",
        shown: Collection[str] = (),
    ) -> str:
        """The rating in stars, in the source's own words, and in ours with its numbers marked."""
        marks = self.marks
        best = rating.get("best")
        named = _worded(rating)
        said = stars(rating["value"], best)
        out = f'<span class="stars" aria-hidden="true">{said}</span> ' if said else ""
        seen = {"ratingValue", *shown}
        if named:
            out += marks.text("bdi", "alternateName", rating["label"], css="value") + " · "
            seen.add("alternateName")
        number = shown_number(rating["value"], self.language)
        if best is not None:
            form, parts = self.words["of"], {
                "value": marks.text("span", "ratingValue", rating["value"], number, mf=value),
                "best": marks.text("span", "bestRating", best, shown_number(best, self.language), mf="p-best"),
            }  # fmt: skip
            seen.add("bestRating")
        else:
            form = "{value}" if named else self.words["rating"]
            parts = {"value": marks.text("span", "ratingValue", rating["value"], number, mf=value)}
        css = "scale" if named or best is None else "value"
        filled = _PLACE.sub(lambda found: parts[found[1]], escape(form, quote=False))
        out += f'<data class="{css}" value="{number_of(rating["value"])}"{self.ours}>{filled}</data>'
        if "worst" in rating:
            out += marks.data(as_text(rating["worst"]), "p-worst")
        return out + marks.rest(node, seen)

    # -- what follows ------------------------------------------------------------------------------------------

    def _notices(self, data: Mapping[str, Any]) -> Iterator[str]:
        """What a reader has to know: a verdict in a word, and what stands behind the review."""
        if "recommended" in data:
            word = self.words["recommended" if data["recommended"] else "not_recommended"]
            yield element("p", element("span", escape(word), more=self.ours), "verdict")
        provenance = data.get("provenance", {})
        verification, incentive = provenance.get("verification", {}), provenance.get("incentive", {})
        if verification.get("status") == "verified":
            yield self._notice("verified", verification.get("method"))
        if incentive.get("present"):
            yield self._notice("incentive", incentive.get("kind"))
        if provenance.get("generated"):
            yield self._notice("generated", None)

    def _notice(self, word: str, what: str | None) -> str:
        said = element("span", escape(self.words[word]), more=self.ours)
        return element("p", said if what is None else f"{said}: <bdi>{escape(what, quote=False)}</bdi>", "notice")

    def _body(self, data: Mapping[str, Any], node: Mapping[str, Any], shown: set[str]) -> str:
        """The text; what machines get is plain, and stands in it where that is the same."""
        marks = self.marks
        body = Body(**data["body"])
        html = prose.page_html(body, data.get("url"))
        content = "e-content" if marks.microformats else None
        said = node.get("reviewBody")
        if said is not None and html == f"<p>{escape(said, quote=False)}</p>" and not data.get("spoiler"):
            shown.add("reviewBody")
            inner = marks.text("p", "reviewBody", said) if marks.microdata or marks.rdfa else html
            return f"<div{attributes([('class', ' '.join(filter(None, ('body', content))))])}>\n{inner}\n</div>"
        if not html:
            return ""
        if data.get("spoiler"):
            warning = element("summary", element("span", escape(self.words["spoiler"]), more=self.ours))
            inner = f"<div{attributes([('class', content)])}>\n{html}\n</div>" if content else html
            return element("details", f"{warning}\n{inner}\n", "body")
        return f"<div{attributes([('class', ' '.join(filter(None, ('body', content))))])}>\n{html}\n</div>"

    def _lists(self, data: Mapping[str, Any], node: Mapping[str, Any], shown: set[str], link: bool) -> Iterator[str]:
        marks = self.marks
        if "images" in data:
            shown.add("image")
            yield from (element("p", marks.image("image", image, mf="u-photo"), "image") for image in data["images"])
        if "aspects" in data:
            yield self._aspects(data["aspects"], node)
        for path, name in (("pros", "positiveNotes"), ("cons", "negativeNotes")):
            if path in data:
                shown.add(name)
                yield self._statements(path, name, data[path], node.get(name))
        if "reply" in data:
            yield self._reply(data["reply"], node.get("comment"))
            shown.add("comment")
        if "tags" in data:
            shown.add("keywords")
            tags = "".join(marks.text("bdi", "keywords", tag, mf="p-category") for tag in data["tags"])
            yield element("p", tags, "tags")
        page = node.get("url")
        if page is not None and link:
            shown.add("url")
            inner = escape(self.words["original"])
            yield element("p", marks.link("url", page, inner, mf="u-url", more=self.ours), "original")
        elif page is not None:
            yield marks.data(page, "u-url")

    def _aspects(self, aspects: list[Mapping[str, Any]], node: Mapping[str, Any]) -> str:
        """The parts, each with its own rating, where the node has them."""
        marks = self.marks
        nodes = [part for part in listed(node.get("reviewRating")) if "reviewAspect" in part]
        rows = []
        for index, aspect in enumerate(aspects):
            one = nodes[index] if nodes else None
            plain = self if one is not None and not marks.microformats else _Article(
                _without_microformats(marks) if one is not None else Marks(()), self.language, self._level
            )  # fmt: skip
            named = plain.marks.text("bdi", "reviewAspect", aspect["name"])
            rating = plain._rating(aspect["rating"], one or {}, shown={"reviewAspect", "ratingExplanation"})
            text = plain.marks.text("p", "ratingExplanation", aspect["text"]) if "text" in aspect else ""
            scope = plain.marks.scope("reviewRating", one) if one is not None else ""
            rows.append(f'<li{scope}>{named}: <span class="rating">{rating}</span>{text}</li>')
        return element("ul", "\n" + "\n".join(rows) + "\n", "aspects")

    def _statements(self, path: str, prop: str, statements: list[str], node: Mapping[str, Any] | None) -> str:
        marks = self.marks if node is not None else Marks(())
        rows = []
        for position, statement in enumerate(statements, 1):
            one = {"@type": "ListItem", "position": position}
            scope = marks.scope("itemListElement", one)
            rows.append(f"<li{scope}>{marks.text('span', 'name', statement)}{marks.rest(one)}</li>")
        heading = element(f"h{min(self._level + 1, 6)}", element("span", escape(self.words[path]), more=self.ours))
        items = element("ul", "\n" + "\n".join(rows) + "\n")
        scope = marks.scope(prop, node or {}, css=path)
        return f"<section{scope}>{heading}\n{items}</section>"

    def _reply(self, reply: Mapping[str, Any], node: Mapping[str, Any] | None) -> str:
        marks = self.marks if node is not None else Marks(())
        author = reply.get("author")
        if author is None:
            said = escape(self.words["answer"])
        else:
            named = f"<bdi>{escape(author['name'], quote=False)}</bdi>"
            said = escape(self.words["answer_of"], quote=False).replace("{name}", named)
        heading = element(f"h{min(self._level + 1, 6)}", element("span", said, more=self.ours))
        text = marks.text("p", "text", reply["text"])
        scope = marks.scope("comment", node or {}, css="reply")
        return f"<section{scope}>{heading}\n{text}{marks.rest(node or {}, {'text'})}</section>"


_DATED = ("datePublished", "startDate", "releaseDate")


def _without_microformats(marks: Marks) -> Marks:
    made = Marks((), marks._names)
    made.microdata, made.rdfa = marks.microdata, marks.rdfa
    return made


def _root_of(item: Mapping[str, Any]) -> str:
    """The microformat of an item: the nearest that there is."""
    types = [item["type"], *item.get("additional_types", ())]
    return next((root for above, root in _ROOTS if any(vocabulary.subtype_of(of, above) for of in types)), "h-item")


def rating_line(rating: Mapping[str, Any], language: str | None, around: str | None) -> str:
    """A rating as a paragraph in a list in ``language``, within a text in the language ``around``."""
    at = _Article(Marks(()), language, 2)
    at.ours = our_attributes(around, language)
    return element("p", at._rating(rating, {}), "rating")


def _worded(rating: Mapping[str, Any]) -> bool:
    """Whether the source's own way of writing the rating is a word or a letter, and so says it better than a number."""
    return any(character.isalpha() for character in rating.get("label", ""))


def lang_attributes(language: str) -> str:
    """The attributes that say the language of a part of a page."""
    return attributes([("lang", language), ("dir", direction(language))])


def our_attributes(around: str | None, language: str | None) -> str:
    """The attributes that our words for a language need within a text in the language ``around``; mostly none."""
    used = language if is_ours(language) and language is not None else "en"
    if around is not None and around.split("-")[0].lower() == used.split("-")[0].lower():
        return ""
    return lang_attributes(used)
