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

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from syndicate.formats._markup.content import body_part, lists, notices
from syndicate.formats._markup.head import byline, heading, item_heading, item_of_microformats, item_part
from syndicate.formats._markup.marks import Marks, element, ids_in
from syndicate.formats._markup.ratings import aggregate as aggregate_part
from syndicate.formats._markup.ratings import verdict
from syndicate.formats._markup.voice import Voice, lang_attributes
from syndicate.schemaorg.profiles import Syntax
from syndicate.schemaorg.values import listed
from syndicate.words import counted

__all__ = ["item_article", "review_article"]


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
    at = Voice(Marks(syntaxes, ids_in(node) if "rdfa" in syntaxes else ()), spoken, level)
    more = "" if spoken is None or spoken == around else lang_attributes(spoken)
    inner = "\n".join(filter(None, _review(at, data, node, elsewhere=elsewhere)))
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
    at = Voice(marks, language, level)
    parts = [item_heading(at, item, node)]
    aggregate = node.get("aggregateRating")
    if aggregate is not None:
        parts.append(aggregate_part(at, aggregate))
    if marks.microformats:
        parts.append(item_of_microformats(at, item))
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
        inner = Voice(marks, spoken, level + 1)
        more = "" if spoken == language or spoken is None else lang_attributes(spoken)
        body = "\n".join(filter(None, _review(inner, data, one, alone=False, text=text, item=item)))
        # An article of its own: an <li> at the start of a body would end ours, and a </div> then one of the page's.
        entries.append(f"<li><article{marks.scope('review', one, mf='h-review')}{more}>\n{body}\n</article></li>")
    shown = ['<ul class="reviews">', *entries, "</ul>"] if entries else []
    return "\n".join([head, *shown, "</section>"])


def _is_cut(data: Mapping[str, Any], text: str | None, alone: bool) -> bool:
    """Whether a review in a list needs a link to the rest of it, which its title would be otherwise."""
    return not alone and "title" not in data and (text is not None or "body" not in data)


def _review(
    at: Voice,
    data: Mapping[str, Any],
    node: Mapping[str, Any],
    *,
    alone: bool = True,
    elsewhere: bool = False,
    text: str | None = None,
    item: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    marks = at.marks
    shown = {"name", "author", "datePublished", "dateModified"}
    yield from heading(at, data, node, alone)
    if alone:
        yield item_part(at, data["item"], node.get("itemReviewed", {}))
        shown.add("itemReviewed")
    elif item is not None and marks.microformats:
        yield item_of_microformats(at, item)
    yield byline(at, data, node)
    if "rating" in data:
        yield verdict(at, data["rating"], node)
    yield from notices(at, data)
    if "summary" in data:
        yield marks.text("p", "abstract", data["summary"], mf="p-summary", css="summary")
        shown.add("abstract")
    if text is not None:
        yield element("p", escape(text, quote=False), "text") if text else ""
    elif "body" in data:
        yield body_part(at, data, node, shown)
    yield from lists(at, data, node, shown, elsewhere or _is_cut(data, text, alone))
    shown |= {"reviewRating"}
    rest = {name: value for name, value in node.items() if name not in shown}
    yield marks.rest(rest)
    yield marks.data(data["id"], "u-uid")
