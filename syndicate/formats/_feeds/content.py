"""What a person reads of a review in a feed: safe HTML with absolute URLs, in the review's language.

The parts are those of the one layout (:mod:`syndicate.formats._markup.layout`) with microformats, but for the
heading, which is the title of the entry: its ``p-name`` is not seen. So any reader of microformats gets the review from
the content alone, and the text is the element ``e-content``.

Where the text is not all there, what stands for it is the summary, or the first words of a text that does not tell the
ending, and a link to the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from syndicate import prose
from syndicate.formats._markup.content import body_part, lists, notices
from syndicate.formats._markup.head import byline, item_part
from syndicate.formats._markup.marks import Marks, element, escape
from syndicate.formats._markup.ratings import verdict
from syndicate.formats._markup.voice import Voice, lang_attributes
from syndicate.models.review import Body
from syndicate.schemaorg.profiles import Syntax
from syndicate.words import words

__all__ = ["content", "described", "summary_of"]

EXCERPT = 300
"""Characters of the body that stand for a summary where the review has none."""
_SYNTAXES: tuple[Syntax, ...] = ("microformats",)


def content(
    data: Mapping[str, Any],
    node: Mapping[str, Any],
    *,
    link: str | None,
    base: str,
    language: str | None,
    abridged: bool,
) -> str:
    """The review, given as plain values and as their node, as HTML.

    Relative URLs in its text are relative to ``link``, its page, else to ``base``. ``language`` is the one of our words
    where the review does not say its own. ``abridged`` leaves the text out.
    """
    spoken = data.get("language") or language
    at = _voice(spoken)
    said = ' dir="auto"' if spoken is None else lang_attributes(spoken)
    inner = "\n".join(part for part in _parts(at, data, node, link, base, abridged) if part)
    return f'<article class="h-review review"{said}>\n{inner}\n</article>'


def _parts(
    at: Voice, data: Mapping[str, Any], node: Mapping[str, Any], link: str | None, base: str, abridged: bool
) -> Iterator[str]:
    if "title" in data:
        yield at.marks.data(data["title"], "p-name")
    yield item_part(at, data["item"], node["itemReviewed"])
    yield byline(at, data, node)
    if "rating" in data:
        rating = data["rating"]
        yield _verdict(at.language, rating["value"], *map(rating.get, ("best", "worst", "label")))
    yield from notices(at, data)
    if "images" not in data and "image" in data["item"]:
        poster = data["item"]["image"][0]
        yield f'<p class="image"><img src="{escape(poster)}" alt="{escape(data["item"]["name"])}"></p>'
    if "summary" in data:
        yield at.marks.text("p", "abstract", data["summary"], mf="p-summary", css="summary")
    if abridged:
        if data.get("spoiler"):
            yield element("p", element("span", escape(at.words["spoiler"]), more=at.ours), "notice")
        elif "summary" not in data and (words := _first_words(data)):
            yield element("p", f"<bdi>{escape(words, quote=False)}</bdi>", "text")
    elif "body" in data:
        yield body_part(at, {**data, "url": link or base}, {}, set())
    elif data.get("spoiler"):
        yield element("p", element("span", escape(at.words["spoiler"]), more=at.ours), "notice")
    # Readers show tags themselves, and not every one keeps those here apart.
    yield from lists(at, {name: data[name] for name in data if name != "tags"}, {**node, "url": link}, set(), abridged)
    yield "".join(at.marks.data(tag, "p-category") for tag in data.get("tags", ()))
    yield at.marks.data(data["id"], "u-uid")


@lru_cache(maxsize=256)
def _voice(language: str | None) -> Voice:
    return Voice(Marks(_SYNTAXES), language, 3)


@lru_cache(maxsize=1024, typed=True)
def _verdict(language: str | None, value: float, best: float | None, worst: float | None, label: str | None) -> str:
    """The rating, of which there are few in a feed. Microformats say the values and nothing of the node."""
    said = {"value": value, "best": best, "worst": worst, "label": label}
    return verdict(_voice(language), {name: one for name, one in said.items() if one is not None}, {})


def _first_words(data: Mapping[str, Any]) -> str:
    if data.get("snippet_only") or data.get("spoiler") or "body" not in data:
        return ""
    return prose.excerpt(prose.line(Body(**data["body"])), EXCERPT)


def summary_of(data: Mapping[str, Any], language: str | None) -> str | None:
    """What lists show, as plain text: the summary, else the first words of the body; None where there is neither.

    Nothing is taken from the body where it tells the ending, or may not be passed on; a warning stands before the
    summary of such a review too.
    """
    warning = f"⚠ {words(data.get('language') or language)['spoiler']}." if data.get("spoiler") else None
    text = data.get("summary") or _first_words(data) or None
    return "\n".join(part for part in (warning, text) if part is not None) or None


def described(summary: str | None) -> str | None:
    """What lists show as HTML, which is what RSS takes it for."""
    return None if summary is None else escape(summary, quote=False).replace("\n", "<br>\n")
