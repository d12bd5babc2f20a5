"""Verdicts: ratings of the whole and of parts, summaries, what speaks for and against."""

from __future__ import annotations

import re

from syndicate.formats._text.found import Fact, Labels, Page, boxed, following, rate
from syndicate.formats._text.labels import Labelled
from syndicate.formats._text.lines import bulleted, folded, is_prose
from syndicate.formats._text.marks import marks_in
from syndicate.formats._text.ratings import Rated, content_rating, is_none, is_of_many, rating_in
from syndicate.formats._text.site import is_site_line

__all__ = ["take_aspect", "take_rating", "take_signed", "take_statements", "take_summary"]

_MOST_STATEMENTS = 40
_RATED_END = re.compile(r"[.!?]\s+([0-9.,½]{1,5}\s?/\s?[0-9]{1,3}|[★☆½⭐]{1,12})$")
_OF = re.compile(r"(?:/|out of|von|sur|de)\s?[0-9]{1,3}", re.IGNORECASE)
_VERDICT = 12
_NOT_RATED = Rated(row=None)


def take_rating(page: Page, labels: Labels, at: int, label: Labelled) -> bool:
    strength = 3 if re.search(r"overall|final|total|gesamt|end|global", label.label, re.IGNORECASE) else 2
    if label.value:
        if is_none(label.value):
            return label.marked
        if (suits := content_rating(label.value)) is not None and rating_in(label.value) is None:
            page.facts.append(Fact(kind="content", label=label.label, value=suits, at=at))
            return True
        if label.marked and re.match(r"[0-9★⭐]", label.value) and is_of_many(label.value[:80]):
            page.tell(at, "rating", "repaired", "left out, as it is not the reviewer's")
            return True
        rated = rating_in(label.value)
        if rated is None or not (label.marked or rated.bounded or rated.inferred or len(label.value) <= 4):
            return False
        if rated.rest:
            if not label.marked:
                return False
            page.kept[at] = rated.rest
        rate(page, at, rated, strength)
        return True
    after = following(page, labels, at)
    rated = rating_in(page.lines[after].text) if after is not None else None
    if rated is not None and after is not None and not rated.rest:
        page.taken.add(after)
        more = after + 1
        if more < page.end and more not in page.taken and _OF.fullmatch(page.lines[more].text):
            scaled = rating_in(f"{page.lines[after].text} {page.lines[more].text}")
            if scaled is not None and scaled.row is not None and not scaled.rest:
                page.taken.add(more)  # "8.5", and below it "out of 10"
                rated = scaled
        rate(page, after, rated, strength)
        return True
    return label.marked and page.near(at) and boxed(page, labels, at)


def take_aspect(page: Page, labels: Labels, at: int) -> bool:
    """A rating of a part of the item: one of several such lines."""
    if (made := _part(page, labels, at)) is None:
        return False
    beside = [other for other in (at - 1, at + 1) if 0 <= other < page.end]
    run = sum(_part(page, labels, other) is not None for other in beside)
    overall = any((label := labels[other]) is not None and "rating" in label.fields for other in beside)
    if not (run or overall) or (not made[1].bounded and not page.near(at)):
        return False
    page.aspects.append(made)
    page.taken.add(at)
    return True


def _part(page: Page, labels: Labels, at: int) -> tuple[str, Rated] | None:
    text = page.lines[at].text
    if len(text) > 70:
        return None
    found = re.match(r"(?:[*•-]\s+)?([^\W\d_][^:：]{1,30}?)\s?(?:[:：]|\s[–—-]\s|\.{3,})\s*(\S.*)", text)
    label = labels[at]
    if not found or (label is not None and not all(one.startswith("fact:") for one in label.fields)):
        return None
    if label is not None and not {"fact:other", "fact:platform", "fact:os"} & set(label.fields):
        return None
    rated = rating_in(found[2])
    if rated is None or rated.row is None or rated.rest or len(found[1].split()) > 4:
        return None
    return (found[1].strip("*_ "), rated) if rated.bounded or label is None or found[2].startswith("**") else None


def take_statements(page: Page, labels: Labels, at: int, label: Labelled, side: str) -> bool:
    """What speaks for or against the item: behind the label, or as a list below it."""
    into = page.pros if side == "pros" else page.cons
    if label.value:
        made = _parted(label.value) if label.marked else []
        into += made
        return bool(made)
    items: list[int] = []
    for other in range(at + 1, min(page.end, at + _MOST_STATEMENTS)):
        line, before = page.lines[other], page.lines[other - 1]
        listed = bulleted(line.text) is not None
        apart = line.block != before.block
        if other in page.taken or (items and bulleted(page.lines[items[0]].text) is not None and not listed):
            break
        other_label = labels[other]
        if not listed and (
            (other_label is not None and (other_label.marked or not other_label.value))
            or is_prose(line.text)
            or len(line.text) > 120
            or is_site_line(line.text)
            or (apart and items and not _short(page, labels, other))
            or (page.title and folded(line.text) == folded(page.title))
        ):
            break
        items.append(other)
    for other in items:
        page.taken.add(other)
        text = page.lines[other].text
        into.append(bulleted(text) or text)
    return bool(items)


def take_signed(page: Page) -> None:
    """Lines that begin with ``+``, and lines that begin with ``-`` right below: statements that need no heading."""
    lines = page.lines
    at = 0
    while at < page.end:
        plus = at
        while plus < page.end and lines[plus].text.startswith("+ "):
            plus += 1
        minus = plus
        while minus < page.end and lines[minus].text.startswith(("- ", "– ", "− ")):
            minus += 1
        if at < plus < minus and all(page.looked(one) and len(lines[one].text) <= 200 for one in range(at, minus)):
            page.pros += [lines[one].text[2:].strip() for one in range(at, plus)]
            page.cons += [lines[one].text[2:].strip() for one in range(plus, minus)]
            page.taken |= set(range(at, minus))
        at = max(minus, at + 1)


def _short(page: Page, labels: Labels, at: int) -> bool:
    """Whether a line apart from those above it goes on with their list, and is no heading of what follows."""
    text = page.lines[at].text
    if len(text) > 80 or text.endswith((".", "!", "?")):
        return False
    for other in range(at + 1, min(page.end, at + _MOST_STATEMENTS)):
        if is_prose(page.lines[other].text):
            return False
        label = labels[other]
        if label is not None and not label.value and {"pros", "cons"} & set(label.fields):
            return True
    return False


def _parted(text: str) -> list[str]:
    """The statements that stand on one line."""
    if len(text) > 1000:
        return []
    for mark in (r"\s*;\s*", r"\s+[•·|/]\s+|\s*[•]\s*", r"\s+[+]\s+"):
        parts = [part.strip(" .") for part in re.split(mark, text) if part.strip(" .")]
        if len(parts) > 1:
            return parts
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if part]
    if len(sentences) > 1:
        short = all(len(part.split()) <= 14 for part in sentences)
        return [part.rstrip(".") for part in sentences] if short else [text]
    parts = [part.strip() for part in text.rstrip(".").split(", ")]
    if len(parts) > 2 and parts[-1].split(" ", 1)[0] in ("and", "und", "et", "y") and " " in parts[-1]:
        parts[-1] = parts[-1].split(" ", 1)[1]
    return parts if len(parts) > 1 and all(1 <= len(part.split()) <= 6 for part in parts) else [text]


def take_summary(page: Page, labels: Labels, at: int, label: Labelled, kind: str) -> bool:
    """A sentence or two; the one paragraph below a heading, but not the several of a whole section."""
    value, below = label.value, None
    if value:
        rated = rating_in(value) if kind == "verdict" else None
        if not label.marked:
            if rated is None or rated.rest or rated.row is None or len(value) > _VERDICT or not page.near(at):
                return False
            rate(page, at, rated, 2)  # "Verdict 8/10"
            return True
        if rated is not None:
            rate(page, at, rated, 2)
            value = rated.rest
            if not value:
                return True
        elif kind == "verdict":
            value = _rated_verdict(page, at, value)
    else:
        if (below := _below(page, labels, at, alone=kind == "verdict")) is None:
            return label.marked and page.near(at) and boxed(page, labels, at)
        value = page.lines[below].text
        if kind == "verdict":
            value = _rated_verdict(page, below, value)
    if page.summary or len(value) > (2000 if kind == "summary" else 600):
        return bool(page.summary) and folded(value) == folded(page.summary)
    page.summary = value
    if below is not None:
        page.taken.add(below)
    return True


def _rated_verdict(page: Page, at: int, text: str) -> str:
    """A verdict without the rating that it ends with: "Bright enough. 4/5"."""
    found = _RATED_END.search(text)
    rated = rating_in(found[1]) if found else None
    if found is None or rated is None or not rated.alone or page.summary:
        return text
    rate(page, at, rated, 2)
    return text[: found.start() + 1]


def _below(page: Page, labels: Labels, at: int, *, alone: bool) -> int | None:
    """The paragraph below a heading; None where there is none, or where ``alone`` and there are more."""
    after = following(page, labels, at)
    if after is None or is_site_line(page.lines[after].text):
        return None
    text = page.lines[after].text
    if alone:
        if len(text) > 600 or len(text.split()) < 3 or bulleted(text) is not None:
            return None
        more = after + 1
        if more < page.end and labels[more] is None and not is_site_line(page.lines[more].text):
            follows = page.lines[more].text
            if (page.title and folded(follows) == folded(page.title)) or (rating_in(follows) or _NOT_RATED).alone:
                return after
            return after if not is_prose(follows) and marks_in(follows, page.languages) is not None else None
    return after
