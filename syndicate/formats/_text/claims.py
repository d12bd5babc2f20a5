"""Lines that state one thing: who wrote it and when, something of the item, keywords, a link; and the site's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.formats._text.found import Fact, Labels, Page, among_facts, boxed, following
from syndicate.formats._text.labels import Labelled
from syndicate.formats._text.lines import folded, is_prose
from syndicate.formats._text.marks import Mark, marks_in
from syndicate.formats._text.site import is_site_line
from syndicate.formats._text.titles import is_review_title

__all__ = ["remember", "take_fact", "take_other", "take_signature", "take_site"]

_URL = re.compile(r"https?://[^\s<>\"]{3,1000}")
_NAMES = frozenset(
    ("item", "movie", "book", "game", "album", "series", "restaurant", "hotel", "app", "headline", "reviewer")
)
_YES = frozenset(("yes", "ja", "oui", "sí", "si", "true", "absolutely", "definitely", "highly recommended", "highly"))
_NO = frozenset(("no", "nein", "non", "false", "not recommended"))
_CATEGORY = re.compile(r"(?:posted|filed) (?:in|under)\s?:?\s*(.+)|categor(?:y|ies)\s?:\s*(.+)", re.IGNORECASE)
_TAGGED = re.compile(r"tag(?:s|ged)?(?: with)?\s?:?\s+(.+)", re.IGNORECASE)


def take_site(page: Page, at: int) -> bool:
    text = page.lines[at].text
    bare = text.strip("*_[]•·>: ")
    if not is_site_line(text):
        return False
    page.taken.add(at)
    page.sites.append(at)
    for part in re.split(r"\s?[|•·]\s?|\s+(?=[Tt]agged\b)", bare):
        if found := _CATEGORY.fullmatch(part):
            page.categories += re.split(r"\s*,\s*", found[1] or found[2])
            page.tell(at, "tags", "repaired", "a category left out, for which the record has no place")
        elif found := _TAGGED.fullmatch(part):
            page.tags += [one for one in re.split(r"\s*[,;]\s*", found[1]) if one]
    if re.match(r"(?:home|reviews)\s?[>»›/]", bare, re.IGNORECASE):
        page.categories += re.split(r"\s*[>»›/]\s*", bare)
    return True


def take_signature(page: Page, labels: Labels, at: int, label: Labelled, kind: str) -> bool:
    if not page.near(at) and not (label.marked and boxed(page, labels, at)):
        return False
    if kind == "published" and re.fullmatch(r"[0-9]{4}", label.value) and among_facts(labels, at):
        page.facts.append(Fact(kind="released", label=label.label, value=label.value, at=at))
        return True
    if label.value:
        marks = marks_in(page.lines[at].text, page.languages)
        if marks is None or not any(mark.field == kind for mark in marks):
            return False
        remember(page, marks, at)
        return True
    after = following(page, labels, at)
    if after is not None and not is_site_line(page.lines[after].text):
        marks = marks_in(f"{label.label}: {page.lines[after].text}", page.languages)
        if marks is not None and len(page.lines[after].text) <= 80 and not is_review_title(page.lines[after].text):
            dated = marks_in(page.lines[after].text, page.languages)
            if kind in ("published", "modified") or dated is None:
                page.taken.add(after)
                remember(page, marks, at)
                return True
    if kind in ("reviewer", "author") and label.marked and at > 0 and at - 1 not in page.taken:
        marks = marks_in(f"By {page.lines[at - 1].text}", page.languages)
        if marks is not None:  # the name stands above its label
            page.taken.add(at - 1)
            remember(page, marks, at - 1)
            return True
    return label.marked and boxed(page, labels, at)


def remember(page: Page, marks: Sequence[Mark], at: int) -> None:
    for mark in marks:
        if mark.names:
            page.people.append((mark.field, mark.names, at))
        elif mark.field == "category":
            page.categories.append(mark.text)
            page.tell(at, "tags", "repaired", "a category left out, for which the record has no place")
        elif mark.date is not None:
            page.dated.add(at)
            _date(page, mark, at)


def _date(page: Page, mark: Mark, at: int) -> None:
    assert mark.date is not None
    if mark.date.note:
        page.tell(at, mark.field, "repaired", mark.date.note)
    value = mark.date.value
    if value is None:
        return
    held = page.modified if mark.field == "modified" else page.published
    if held:
        if held != value:
            page.tell(at, mark.field, "repaired", "the first of several dates taken")
    elif mark.field == "modified":
        page.modified = value
    else:
        page.published = value


def take_other(page: Page, labels: Labels, at: int, label: Labelled, kind: str) -> bool:
    value, after = label.value, None
    if not value and label.marked and kind in _NAMES and (after := following(page, labels, at)) is not None:
        value = page.lines[after].text
    if not label.marked or not value or not (page.near(at) or boxed(page, labels, at)):
        return False
    if kind == "others":
        if not re.match(r"[0-9★⭐]", value):
            return False
        page.tell(at, "rating", "repaired", "left out, as it is not the reviewer's")
        return True
    if kind == "content":
        page.facts.append(Fact(kind="content", label=label.label, value=value, at=at))
        return len(value) <= 120
    if kind == "headline":
        page.headline = page.headline or value
        return len(value) <= 200
    if kind == "tags":
        page.tags += [one for one in re.split(r"\s*[,;|]\s*", value) if one]
        return True
    if kind == "category":
        page.categories += re.split(r"\s*,\s*", value)
        page.tell(at, "tags", "repaired", "a category left out, for which the record has no place")
        return True
    if kind == "url":
        found = _URL.fullmatch(value.strip("<>"))
        page.url = page.url or (found[0] if found else "")
        return found is not None
    if kind == "recommended":
        said = folded(value)
        if said not in _YES | _NO:
            return False
        page.recommended = said in _YES
        return True
    if len(value) > 160 or is_prose(value) or value.endswith((".", "?")) or page.name:
        return False
    if after is not None:
        page.taken.add(after)
    if is_review_title(value) and kind == "item" and not page.title:
        page.headline = page.headline or value
        return True
    if is_review_title(value):
        return True  # the title again, or what says as much
    page.name = value
    page.type = {
        "movie": "Movie", "book": "Book", "game": "VideoGame", "album": "MusicAlbum", "series": "TVSeries",
        "restaurant": "Restaurant", "hotel": "Hotel", "app": "SoftwareApplication",
    }.get(kind, "")  # fmt: skip
    return True


def take_fact(page: Page, labels: Labels, at: int, label: Labelled, kind: str) -> bool:
    """A fact of the item: near the head or the end, or among others."""
    if not label.marked or not (page.near(at) or boxed(page, labels, at)):
        return False
    value = label.value
    if not value:
        after = following(page, labels, at)
        text = page.lines[after].text if after is not None else ""
        if after is None or len(text) > 80 or is_prose(text) or labels[after] is not None:
            return (
                boxed(page, labels, at)
                and page.lines[at].text.rstrip().endswith(":")
                and not (after is not None and is_prose(text))
            )
        page.taken.add(after)
        value = text
    if len(value) > 300 or (is_prose(value) and value.endswith((".", "!", "?"))):
        return False
    if value.endswith((".", "!", "?")) and len(value.split()) > 6:
        return False
    page.facts.append(Fact(kind=kind, label=label.label, value=value, at=at))
    return True
