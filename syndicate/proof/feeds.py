"""Feeds: what lxml reads in each entry, compared with its record.

The elements of schema.org say a record field by field. The feed's own say it for people: the title, the authors, the
dates and the text are compared too, in the form that feeds have (a date without a time has one there).
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
from collections.abc import Iterator
from typing import Any

from syndicate import vocabulary
from syndicate.formats import get
from syndicate.ledger import shown
from syndicate.models.dates import instant
from syndicate.models.paths import LISTS
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.proof.compare import Difference, Finding, Told, compared
from syndicate.proof.records import Records
from syndicate.proof.visible import Visible
from syndicate.prose import plain_text
from syndicate.schemaorg import row_of_node
from syndicate.schemaorg.untyped import typed
from syndicate.schemaorg.values import listed

__all__ = ["prove_feed"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_SCHEMA = "{https://schema.org/}"


def prove_feed(data: bytes, records: Records, file: str = "") -> Iterator[Finding]:
    """What each entry of an RSS or Atom feed says, compared with its record by the entry's id.

    The text of the review has to stand in the entry's content, whatever else does. Entries without schema.org's
    elements, and those of ids that no record has, are ``unknown``.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Finding(id="", file=file, how="feed", outcome="unreadable", why=f"not well-formed: {error}")
        return
    how = "atom" if root.tag == f"{_ATOM}feed" else "rss"
    carries = {**get(how).carries, "body": "dropped"}
    for entry in root.iter(f"{_ATOM}entry", "item"):
        id = (entry.findtext(f"{_ATOM}id") or entry.findtext("guid") or "").strip()
        record = records.get(id)
        if record is None or entry.find(f"{_SCHEMA}itemReviewed") is None:
            why = "no record of this id" if record is None else "no elements of schema.org"
            yield Finding(id=id, file=file, how=how, outcome="unknown", why=why)
            continue
        tags = [one.get("term") for one in entry.findall(f"{_ATOM}category")]
        tags += [one.text for one in entry.findall("category")]
        # Of a review whose text may not be passed on, a feed leaves out the parts of that text.
        left_out = ("pros", "cons", "aspects") if plain(record).get("snippet_only") else ()
        told = Told()
        try:
            row, abridged = _row(entry, id, tags, told)
        except (ValueError, AttributeError) as error:
            why = f"elements of schema.org that are not as we write them: {error}"
            yield Finding(id=id, file=file, how=how, outcome="unreadable", why=why)
            continue
        outcome, differences, lost = compared(record, row, carries, left_out=left_out, told=told)
        own, unseen = _own(entry, record, how, abridged=abridged)
        if own:
            outcome, differences, lost = "different", (*differences, *own), ()
        yield Finding(id=id, file=file, how=how, outcome=outcome, differences=differences, lost=lost, unseen=unseen)


def _own(entry: Any, record: Review, how: str, *, abridged: bool) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
    """What differs in the feed's own elements, by the path of the record; and what its content does not show."""
    data = plain(record)
    atom = how == "atom"
    found: list[Difference] = []

    def check(path: str, wanted: Any, said: Any) -> None:
        if wanted != said:
            found.append(
                Difference(path=path, expected=_shown(wanted), found=f"{_shown(said)} in the feed's own words")
            )

    title = "title" if "title" in data else "item.name"
    check(title, _line(data.get("title") or data["item"]["name"]), _line(_text(entry, f"{_ATOM}title", "title")))
    names = [one.text for one in entry.iterfind(f"{_ATOM}author/{_ATOM}name" if atom else _CREATOR)]
    check("authors", [_line(author["name"]) for author in data.get("authors", ())], list(map(_line, names)))
    for path, name in (("published", "published"), ("modified", "updated")) if atom else (("published", "pubDate"),):
        said = entry.findtext(f"{_ATOM}{name}" if atom else name)
        dates = [data[one] for one in ("published", "modified") if one in data]
        wanted = [data[path]] if path in data and path == "published" else dates
        if said is not None and wanted and not any(_same_time(date, said) for date in wanted):
            check(path, wanted[-1], said)
    summary = _text(entry, f"{_ATOM}summary", "description")
    if summary is not None and "summary" in data and not Visible(summary).has_text(data["summary"]):
        check("summary", data["summary"], summary)
    content = _text(entry, f"{_ATOM}content", _CONTENT)
    unseen: tuple[str, ...] = ()
    if content is not None and not data.get("snippet_only"):
        visible = Visible(content)
        body = data.get("body")
        if body is not None and not abridged and not visible.has_text(plain_text(body["value"], body["format"])):
            check("body", body["value"], "another text")
        unseen = tuple(visible.unseen({key: data[key] for key in ("item", "rating") if key in data}))
    return tuple(found), unseen


def _text(entry: Any, *names: str) -> str | None:
    return next((text for name in names if (text := entry.findtext(name)) is not None), None)


def _line(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _shown(value: Any) -> str:
    return "nothing" if value is None or value == [] else shown(value)


def _same_time(date: str, said: str) -> bool:
    """Whether a feed's time is that of a record's date; of one without a time, the day in the feed's own zone."""
    try:
        time = dt.datetime.fromisoformat(said) if said[:4].isdigit() else email.utils.parsedate_to_datetime(said)
    except ValueError:
        return False
    if "T" not in date:
        return time.isoformat().startswith(date)
    return time.tzinfo is not None and instant(date, dt.UTC).replace(microsecond=0) == time


def _row(entry: Any, id: str, tags: list[str | None], told: Told) -> tuple[dict[str, Any], bool]:
    """What the elements of schema.org say of a record, and whether they say that its text is not all there."""
    node = {"@id": id, **_node(entry)}
    kind = node.pop("additionalType", None)
    node["@type"] = ["Review", kind] if isinstance(kind, str) else "Review"
    if tags:
        node["keywords"] = tags
    beside: dict[str, list[str]] = {}
    for one in listed(node.pop("additionalProperty", [])):
        beside.setdefault(one["propertyID"], []).append(one["value"])
    abridged = beside.pop("abridged", []) == ["true"]
    row = row_of_node(node, told)
    for path, values in beside.items():
        *above, name = path.split(".")
        holder = row
        for step in above:
            holder = holder.setdefault(step, {})
        value: Any = {"true": True, "false": False}.get(values[0], values[0])
        holder[name] = values if path in LISTS else value
    return row, abridged


def _node(element: Any) -> dict[str, Any]:
    """The children of an element that are schema.org's, as a node has them."""
    found: dict[str, list[Any]] = {}
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(_SCHEMA):
            name = child.tag.removeprefix(_SCHEMA)
            found.setdefault(name, []).append(_value(name, child))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _value(name: str, child: Any) -> Any:
    text, kind = child.text or "", child.get("type")
    if child.get("encodingFormat") == "application/json":
        return json.loads(text)
    if kind in ("Number", "Boolean"):
        return json.loads(text)
    if child.get("propertyID") is not None:
        return {"@type": "PropertyValue", "propertyID": child.get("propertyID"), "value": text}
    if kind == "Text" or (kind is None and child.get("id") is None and not len(child)):
        # An identifier of no scheme is text, and so is what says that it is.
        return text if kind == "Text" or name == "identifier" else typed(name, text)
    for of in kind.split() if kind else ():
        if not vocabulary.is_type(of) or not vocabulary.accepts(name, of):
            raise ValueError(f"a {of} in {name}")
    node = {"@type": kind.split() if kind else None, "@id": child.get("id"), **_node(child)}
    return {key: value for key, value in node.items() if value is not None}
