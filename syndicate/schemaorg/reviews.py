"""Records as nodes and back: the rows of the table in :mod:`syndicate.schemaorg`, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate import vocabulary
from syndicate.prose import plain_text
from syndicate.schemaorg.agents import Role, agent_node, agent_row, agent_rows
from syndicate.schemaorg.items import item_node, item_row
from syndicate.schemaorg.ratings import aspect_node, notes_node, notes_row, rating_node, rating_rows
from syndicate.schemaorg.reviewed import reviewed
from syndicate.schemaorg.terms import HTML, IRI, Note, bare, is_review, left_out, types_of, untold
from syndicate.schemaorg.tombstones import tombstone_node, tombstone_row
from syndicate.schemaorg.values import date, language, line, listed, member, single, text, url, urls

__all__ = ["node_of_plain", "row_of_node"]

_TYPES = {
    "critic": "CriticReview",
    "user": "UserReview",
    "employer": "EmployerReview",
    "recommendation": "Recommendation",
}
_GENERATED = {True: "TrainedAlgorithmicMediaDigitalSource", False: "DigitalArtDigitalSource"}
_ANYONE: Role = (frozenset(("Person", "Organization")), "Person", "Organization")
_COMPANY: Role = (frozenset(("Organization",)), "Organization", "Organization")


def node_of_plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The node of a record given as plain JSON values, without ``@context``; ``data`` is valid and stays as it is.

    What is absent may be there as an empty value, which says the same. What ``data`` and the node have in common (lists
    of tags, ``item.properties``) is not copied.
    """
    if data.get("item") is None:
        return tombstone_node(data)
    # One branch per field and no loop: this is the inner loop of every build.
    said = data.get
    kind = said("kind")
    node: dict[str, Any] = {"@type": _TYPES[kind] if kind else "Review", "@id": data["id"]}
    if value := said("url"):
        node["url"] = value
    node["itemReviewed"] = item_node(data["item"])
    if value := said("authors"):
        node["author"] = agent_node(value[0]) if len(value) == 1 else [agent_node(author) for author in value]
    if value := said("publisher"):
        node["publisher"] = agent_node(value)
    if value := said("title"):
        node["name"] = node["headline"] = value
    if value := said("summary"):
        node["abstract"] = value
    if value := said("body"):
        text = value["value"] if value["format"] == "text" else plain_text(value["value"], value["format"])
        if text:
            node["reviewBody"] = text
    rating = said("rating")
    if value := said("aspects"):
        ratings = [rating_node(rating)] if rating else []
        node["reviewRating"] = single(ratings + [aspect_node(aspect) for aspect in value])
    elif rating:
        node["reviewRating"] = rating_node(rating)
    if value := said("pros"):
        node["positiveNotes"] = notes_node(value)
    if value := said("cons"):
        node["negativeNotes"] = notes_node(value)
    if value := said("language"):
        node["inLanguage"] = value
    if value := said("published"):
        node["datePublished"] = value
    if value := said("modified"):
        node["dateModified"] = value
    if value := said("images"):
        node["image"] = single(value)
    if value := said("tags"):
        node["keywords"] = value
    if value := said("links"):
        node["citation"] = single(value)
    if value := said("license"):
        node["license"] = value
    if value := said("reply"):
        node["comment"] = _reply_node(value)
    if value := said("provenance"):
        origin, generated = value.get("origin"), value.get("generated")
        if origin and origin.get("url"):
            node["isBasedOn"] = origin["url"]
        if generated is not None:
            node["digitalSourceType"] = IRI + _GENERATED[generated]
    return node


def _reply_node(reply: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Comment", "text": reply["text"]}
    if author := reply.get("author"):
        node["author"] = agent_node(author)
    if published := reply.get("published"):
        node["datePublished"] = published
    if page := reply.get("url"):
        node["url"] = page
    return node


def row_of_node(node: Mapping[str, Any], note: Note, *, parent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The plain values of the record that a node says, still to be checked: keys may be missing, texts be no dates.

    ``parent`` is the node that has the review as its ``review``, which is what is reviewed where the review does not
    say it. Whatever is repaired, guessed or left out is told to ``note``.
    """
    node = bare(node)
    if "dateDeleted" in node and not is_review(node):
        return tombstone_row(node, note)
    inferred: list[str] = []
    row: dict[str, Any] = {}
    known = {"@id", "itemReviewed"}
    _identity(row, node, note, inferred)
    _kind(row, node, note)
    item, used = reviewed(node, parent, note)
    known |= used
    if item is parent and isinstance(parent, Mapping):
        # The mean of an item's reviews is said of all of them, and not by this one.
        if "aggregateRating" in parent:
            note("item", "repaired", "aggregateRating left out, for which the record has no place")
        item = {name: value for name, value in parent.items() if name not in ("review", "reviews", "aggregateRating")}
    if (made := item_row(item, note, inferred)) is not None:
        row["item"] = made
    known |= _people(row, node, note, inferred)
    known |= _words(row, node, note)
    if "reviewRating" in node:
        row.update(rating_rows(node["reviewRating"], note))
    for name, field in (("positiveNotes", "pros"), ("negativeNotes", "cons")):
        if name in node and (statements := notes_row(node[name], field, note)):
            row[field] = statements
    known |= _dates(row, node, note, inferred)
    for name, field in (("image", "images"), ("citation", "links")):
        if name in node and (pages := urls(node[name], field, note)):
            row[field] = pages
    if "keywords" in node and (tags := _tags(node["keywords"], note)):
        row["tags"] = tags
    for name, field in (("url", "url"), ("license", "license")):
        if name in node and (page := url(node[name], field, note)) is not None:
            row[field] = page
    if "comment" in node:
        _reply(row, node["comment"], note, inferred)
    _provenance(row, node, note)
    if inferred:
        row["inferred"] = inferred
    left_out(node, known | _KNOWN, "", note)
    return row


_KNOWN = frozenset((
    "reviewRating", "positiveNotes", "negativeNotes", "image", "citation", "keywords", "url", "license", "comment",
    "isBasedOn", "digitalSourceType", "inLanguage",
))  # fmt: skip


def _identity(row: dict[str, Any], node: Mapping[str, Any], note: Note, inferred: list[str]) -> None:
    id = node.get("@id")
    if isinstance(id, str) and ":" in id and not id.startswith("_:"):
        row["id"] = id
        return
    if id is not None:
        note("id", "repaired", "left out, as it is no absolute IRI")
    if "url" in node and (page := url(node["url"], "url", untold)) is not None:
        row["id"] = page
        note("id", "inferred", "taken from url")
        inferred.append("id")


def _kind(row: dict[str, Any], node: Mapping[str, Any], note: Note) -> None:
    for name in types_of(node):
        for kind, above in _TYPES.items():
            if "kind" not in row and vocabulary.subtype_of(name, above):
                row["kind"] = kind
        if name != "Review" and name not in _TYPES.values():
            note("kind", "repaired", f"the type {name} left out, for which the record has no kind")


def _people(row: dict[str, Any], node: Mapping[str, Any], note: Note, inferred: list[str]) -> set[str]:
    known = {"author", "publisher"}
    if "author" in node:
        if authors := agent_rows(node["author"], "authors", _ANYONE, note, inferred):
            row["authors"] = authors
    elif "creator" in node and (authors := agent_rows(node["creator"], "authors", _ANYONE, note, inferred)):
        known.add("creator")
        note("authors", "repaired", "creator read as author")
        row["authors"] = authors
    if "publisher" in node:
        publisher = agent_row(node["publisher"], "publisher", _COMPANY, note, inferred)
        if publisher is not None:
            row["publisher"] = publisher
    return known


def _words(row: dict[str, Any], node: Mapping[str, Any], note: Note) -> set[str]:
    """Title, summary, body and language; ``description`` and ``text`` stand in where their own are absent."""
    known = {"name", "headline"}
    title = line(node["name"], "title", note) if "name" in node else None
    if "headline" in node:
        headline = line(node["headline"], "title", note)
        if title is None:
            title = headline
        elif headline != title:
            note("title", "repaired", "headline left out, as the name is another")
    if title is not None:
        row["title"] = title
    for field, names in (("summary", ("abstract", "description")), ("body", ("reviewBody", "articleBody", "text"))):
        name = next((name for name in names if name in node), None)
        if name is None:
            continue
        known.add(name)
        if name != names[0]:
            note(field, "repaired", f"{name} read as {names[0]}")
        given = node[name]
        marked = field == "body" and isinstance(given, Mapping) and given.get("@type") in (HTML, "rdf:HTML")
        if (said := text(given, field, note)) is not None:
            row[field] = {"value": said, "format": "html" if marked else "text"} if field == "body" else said
    if "inLanguage" in node and (made := language(node["inLanguage"], "language", note)) is not None:
        row["language"] = made
    return known


def _dates(row: dict[str, Any], node: Mapping[str, Any], note: Note, inferred: list[str]) -> set[str]:
    known = {"datePublished", "dateModified"}
    published = node.get("datePublished")
    if published is None and "dateCreated" in node:
        known.add("dateCreated")
        published = node["dateCreated"]
        note("published", "inferred", "taken from dateCreated")
        inferred.append("published")
    if published is not None and (made := date(published, "published", note)) is not None:
        row["published"] = made
    if "dateModified" in node and (made := date(node["dateModified"], "modified", note)) is not None:
        row["modified"] = made
    return known


def _tags(value: Any, note: Note) -> list[Any]:
    """Keywords: a list as it is; a bare text is parted at its commas (https://schema.org/keywords)."""
    if isinstance(value, str) and "," in value:
        note("tags", "repaired", "parted at commas")
        value = [part for part in value.split(",") if part.strip()]
        return [" ".join(part.split()) for part in value]
    return [made for part in listed(value) if (made := line(part, "tags", note)) is not None]


def _reply(row: dict[str, Any], value: Any, note: Note, inferred: list[str]) -> None:
    """The reply, where there is one comment: of several, none is known to be the reviewed party's."""
    comments = listed(value)
    if len(comments) != 1:
        note("reply", "repaired", "comment left out, as there are several")
        return
    node = bare(comments[0]) if isinstance(comments[0], Mapping) else {"text": comments[0]}
    said = text(node.get("text", node.get("description")), "reply.text", note)
    if said is None:
        note("reply", "repaired", "left out, as it has no text")
        return
    reply: dict[str, Any] = {"text": said}
    if "author" in node:
        author = agent_row(node["author"], "reply.author", _ANYONE, note, inferred)
        if author is not None:
            reply["author"] = author
    if "datePublished" in node and (made := date(node["datePublished"], "reply.published", note)) is not None:
        reply["published"] = made
    if "url" in node and (page := url(node["url"], "reply.url", note)) is not None:
        reply["url"] = page
    row["reply"] = reply
    words = "text" if "text" in node else "description"
    left_out(node, {words, "author", "datePublished", "url"}, "reply", note)


def _provenance(row: dict[str, Any], node: Mapping[str, Any], note: Note) -> None:
    provenance: dict[str, Any] = {}
    if "isBasedOn" in node and (page := url(node["isBasedOn"], "provenance.origin.url", note)) is not None:
        provenance["origin"] = {"url": page}
    if "digitalSourceType" in node:
        said = member(node["digitalSourceType"], "provenance.generated", note)
        for generated, name in _GENERATED.items():
            if said == name:
                provenance["generated"] = generated
        if said is not None and "generated" not in provenance:
            note("provenance.generated", "repaired", f"{said} left out, which does not say whether a machine wrote it")
    if provenance:
        row["provenance"] = provenance
