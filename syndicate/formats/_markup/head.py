"""The head of a review: its title, what is reviewed, who wrote it and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from syndicate import vocabulary
from syndicate.formats._markup.marks import attributes, element, escape
from syndicate.formats._markup.voice import Voice
from syndicate.models.item_key import item_year
from syndicate.schemaorg.terms import IRI
from syndicate.schemaorg.values import listed

__all__ = ["byline", "heading", "item_heading", "item_of_microformats", "item_part"]

_DATED = ("datePublished", "startDate", "releaseDate")
_ROOTS = (
    ("Product", "h-product"),
    ("Event", "h-event"),
    ("Organization", "h-card"),
    ("Person", "h-card"),
    ("Place", "h-card"),
)


def heading(at: Voice, data: Mapping[str, Any], node: Mapping[str, Any], alone: bool) -> Iterator[str]:
    tag = f"h{at.level}"
    if "title" in data:
        title = data["title"]
        link = node.get("url")
        if alone or link is None:
            yield at.marks.text(tag, "name", title, mf="p-name")
        else:
            wrap = partial(element, "a", more=attributes([("href", link)]))
            yield at.marks.text(tag, "name", title, mf="p-name", wrap=wrap)
    elif alone:
        named = f"<bdi>{escape(data['item']['name'], quote=False)}</bdi>"
        said = escape(at.words["review_of"], quote=False).replace("{name}", named)
        yield element(tag, element("span", said, more=at.ours))


def item_heading(at: Voice, item: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    """The heading of an item with its reviews."""
    name = at.marks.text("bdi", "name", item["name"], wrap=_link(at, node.get("url")))
    return element(f"h{at.level}", name)


def item_part(at: Voice, item: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    """What is reviewed: its name, its page, its year."""
    marks = at.marks
    name = marks.text("bdi", "name", item["name"], mf="p-name", wrap=_link(at, item.get("url"), "u-url"))
    shown = {"name", "url"}
    year = ""
    if (when := item_year(item)) and (dated := next((f for f in _DATED if node.get(f, "")[:4] == when), None)):
        said = marks.time(dated, node[dated], when) if marks.microdata or marks.rdfa else when
        year = f' <span class="year">({said})</span>'
        shown.add(dated)
    more = _item_data(at, item)
    scope = marks.scope("itemReviewed", node, css="item", mf=f"p-item {_root_of(item)}")
    return f"<div{scope}>{name}{year}{marks.rest(node, shown)}{more}</div>"


def item_of_microformats(at: Voice, item: Mapping[str, Any]) -> str:
    """The item again, unseen, where it is the heading of several reviews: each h-review names its own."""
    url = at.marks.data(item["url"], "u-url") if "url" in item else ""
    inner = at.marks.data(item["name"], "p-name") + url + _item_data(at, item)
    return element("span", inner, f"p-item {_root_of(item)}")


def byline(at: Voice, data: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    marks = at.marks
    names = ", ".join(
        _author(at, agent, one) for agent, one in zip(data.get("authors", ()), listed(node.get("author")), strict=True)
    )
    parts = [f"{element('span', escape(at.words['by']), more=at.ours)} {names}"] if names else []
    published, modified = data.get("published"), data.get("modified")
    if published:
        parts.append(marks.time("datePublished", published, mf="dt-published"))
    unseen = ""
    if modified:
        when = marks.time("dateModified", modified, mf="dt-updated")
        if modified[:10] != (published or "")[:10]:
            said = f"{escape(at.words['updated'])} {when}"
            parts.append(element("span", said, "modified", at.ours))
        else:
            unseen = marks.hidden("dateModified", modified) + marks.data(modified, "dt-updated")
    return element("p", " · ".join(parts) + unseen, "byline") if parts or unseen else ""


def _author(at: Voice, agent: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    marks = at.marks
    company = agent["type"] == "Organization"
    wrap = _link(at, agent.get("url"), "u-url", "" if marks.rdfa else ' rel="author"')
    name = marks.text("bdi", "name", agent["name"], mf="p-name", wrap=wrap)
    more = marks.data(agent["name"], "p-org") if company else ""
    if "id" in agent:
        more += marks.data(agent["id"], "u-uid")
    scope = marks.scope("author", node, mf="p-author h-card")
    inner = f"{name}{marks.rest(node, {'name', 'url'})}{more}"
    return f"<span{scope}>{inner}</span>" if scope else inner


def _link(at: Voice, url: str | None, mf: str = "", more: str = "") -> Callable[[str], str]:
    """What makes a link of a text that is shown; where there is no URL, nothing."""
    return str if url is None else lambda inner: at.marks.link("url", url, inner, mf=mf, more=more)


def _item_data(at: Voice, item: Mapping[str, Any]) -> str:
    """What microformats say of an item beside its name and its page."""
    if not at.marks.microformats:
        return ""
    types = [item["type"], *item.get("additional_types", ())]
    said = [(IRI + of, "u-x-type") for of in types]
    said += [(image, "u-photo") for image in item.get("image", ())]
    said += [(f"{one['kind']}:{one['value']}", "u-identifier") for one in item.get("identifiers", ())]
    return "".join(at.marks.data(value, mf) for value, mf in said)


def _root_of(item: Mapping[str, Any]) -> str:
    """The microformat of an item: the nearest that there is."""
    types = [item["type"], *item.get("additional_types", ())]
    return next((root for above, root in _ROOTS if any(vocabulary.subtype_of(of, above) for of in types)), "h-item")
