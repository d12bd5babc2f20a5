"""What follows the head of a review: notices, the text, pictures, parts, statements, the answer, tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from syndicate import prose
from syndicate.formats._markup.marks import Marks, attributes, element, escape
from syndicate.formats._markup.ratings import rating_parts
from syndicate.formats._markup.voice import Voice
from syndicate.schemaorg.values import listed

__all__ = ["body_part", "lists", "notices"]


def notices(at: Voice, data: Mapping[str, Any]) -> Iterator[str]:
    """What a reader has to know: a verdict in a word, and what stands behind the review."""
    if "recommended" in data:
        word = at.words["recommended" if data["recommended"] else "not_recommended"]
        yield element("p", element("span", escape(word), more=at.ours), "verdict")
    provenance = data.get("provenance", {})
    verification, incentive = provenance.get("verification", {}), provenance.get("incentive", {})
    if verification.get("status") == "verified":
        yield _notice(at, "verified", verification.get("method"))
    if incentive.get("present"):
        yield _notice(at, "incentive", incentive.get("kind"))
    tie = provenance.get("relationship", "none")
    if tie.strip().casefold() != "none":  # whose word for no tie the record names
        yield _notice(at, "relationship", tie)
    if provenance.get("generated"):
        yield _notice(at, "generated", None)


def _notice(at: Voice, word: str, what: str | None) -> str:
    said = element("span", escape(at.words[word]), more=at.ours)
    return element("p", said if what is None else f"{said}: <bdi>{escape(what, quote=False)}</bdi>", "notice")


def body_part(at: Voice, data: Mapping[str, Any], node: Mapping[str, Any], shown: set[str]) -> str:
    """The text; what machines get is plain, and stands in it where that is the same."""
    marks = at.marks
    html = prose.below_heading(prose.safe_html(data["body"]["value"], data["body"]["format"], data.get("url")))
    content = "e-content" if marks.microformats else None
    said = node.get("reviewBody")
    if said is not None and html == f"<p>{escape(said, quote=False)}</p>" and not data.get("spoiler"):
        shown.add("reviewBody")
        inner = marks.text("p", "reviewBody", said) if marks.microdata or marks.rdfa else html
        return f"<div{attributes([('class', ' '.join(filter(None, ('body', content))))])}>\n{inner}\n</div>"
    if not html:
        return ""
    if data.get("spoiler"):
        warning = element("summary", element("span", escape(at.words["spoiler"]), more=at.ours))
        inner = f"<div{attributes([('class', content)])}>\n{html}\n</div>" if content else html
        return element("details", f"{warning}\n{inner}\n", "body")
    return f"<div{attributes([('class', ' '.join(filter(None, ('body', content))))])}>\n{html}\n</div>"


def lists(at: Voice, data: Mapping[str, Any], node: Mapping[str, Any], shown: set[str], link: bool) -> Iterator[str]:
    marks = at.marks
    if "images" in data:
        shown.add("image")
        yield from (element("p", marks.image("image", image, mf="u-photo"), "image") for image in data["images"])
    if "aspects" in data:
        yield _aspects(at, data["aspects"], node)
    for path, name in (("pros", "positiveNotes"), ("cons", "negativeNotes")):
        if path in data:
            shown.add(name)
            yield _statements(at, path, name, data[path], node.get(name))
    if "reply" in data:
        yield _reply(at, data["reply"], node.get("comment"))
        shown.add("comment")
    if "tags" in data:
        shown.add("keywords")
        tags = "".join(marks.text("bdi", "keywords", tag, mf="p-category") for tag in data["tags"])
        yield element("p", tags, "tags")
    page = node.get("url")
    if page is not None and link:
        shown.add("url")
        inner = escape(at.words["original"])
        yield element("p", marks.link("url", page, inner, mf="u-url", more=at.ours), "original")
    elif page is not None:
        yield marks.data(page, "u-url")


def _aspects(at: Voice, aspects: list[Mapping[str, Any]], node: Mapping[str, Any]) -> str:
    """The parts, each with its own rating, where the node has them."""
    nodes = [part for part in listed(node.get("reviewRating")) if "reviewAspect" in part]
    rows = []
    for index, aspect in enumerate(aspects):
        one = nodes[index] if nodes else None
        plain = Voice(at.marks.without_microformats() if one is not None else Marks(()), at.language, at.level)
        named = plain.marks.text("bdi", "reviewAspect", aspect["name"])
        rating = rating_parts(plain, aspect["rating"], one or {}, shown={"reviewAspect", "ratingExplanation"})
        text = plain.marks.text("p", "ratingExplanation", aspect["text"]) if "text" in aspect else ""
        scope = plain.marks.scope("reviewRating", one) if one is not None else ""
        rows.append(f'<li{scope}>{named}: <span class="rating">{rating}</span>{text}</li>')
    return element("ul", "\n" + "\n".join(rows) + "\n", "aspects")


def _statements(at: Voice, path: str, prop: str, statements: list[str], node: Mapping[str, Any] | None) -> str:
    marks = at.marks if node is not None else Marks(())
    rows = []
    for position, statement in enumerate(statements, 1):
        one = {"@type": "ListItem", "position": position}
        scope = marks.scope("itemListElement", one)
        rows.append(f"<li{scope}>{marks.text('span', 'name', statement)}{marks.rest(one)}</li>")
    heading = element(f"h{min(at.level + 1, 6)}", element("span", escape(at.words[path]), more=at.ours))
    items = element("ul", "\n" + "\n".join(rows) + "\n")
    scope = marks.scope(prop, node or {}, css=path)
    return f"<section{scope}>{heading}\n{items}</section>"


def _reply(at: Voice, reply: Mapping[str, Any], node: Mapping[str, Any] | None) -> str:
    marks = at.marks if node is not None else Marks(())
    author = reply.get("author")
    if author is None:
        said = escape(at.words["answer"])
    else:
        named = f"<bdi>{escape(author['name'], quote=False)}</bdi>"
        said = escape(at.words["answer_of"], quote=False).replace("{name}", named)
    heading = element(f"h{min(at.level + 1, 6)}", element("span", said, more=at.ours))
    text = marks.text("p", "text", reply["text"])
    scope = marks.scope("comment", node or {}, css="reply")
    return f"<section{scope}>{heading}\n{text}{marks.rest(node or {}, {'text'})}</section>"
