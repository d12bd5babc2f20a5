"""A page of text taken apart: each line is what it says of the review, the site's own, or a part of the body.

What stands where is told by labels first and by positions second. Labels with a colon count wherever the value behind
them is of their kind; lines without one (a date, a by-line, stars) count near the head and the end alone: up to the
second paragraph, and from the last but one. A sentence is never taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from syndicate.formats._text.claims import remember, take_fact, take_other, take_signature, take_site
from syndicate.formats._text.found import Labels, Page, rate
from syndicate.formats._text.head import end_of, take_title
from syndicate.formats._text.kinds import type_in
from syndicate.formats._text.labels import Labelled, labelled
from syndicate.formats._text.lines import Line, folded, is_prose
from syndicate.formats._text.mail import take_mail
from syndicate.formats._text.marks import marks_in
from syndicate.formats._text.names import is_name
from syndicate.formats._text.ratings import rating_in
from syndicate.formats._text.titles import titled
from syndicate.formats._text.verdicts import take_aspect, take_rating, take_signed, take_statements, take_summary

__all__ = ["page_of"]

_ZONE = 60
_SIGNED = re.compile(r"[–—-]{1,2}\s?(.{3,60})")


def page_of(lines: Sequence[Line], languages: tuple[str, ...]) -> Page:
    """All that a page says. Raises :class:`syndicate.errors.SettingsError` for languages that nobody reads."""
    page = Page(lines=lines, languages=languages)
    prose = [at for at, line in enumerate(lines) if is_prose(line.text)]
    page.end = end_of(lines, prose)
    prose = [at for at in prose if at < page.end]
    page.head = min(prose[1] if len(prose) > 1 else page.end, _ZONE)
    page.tail = max(prose[-2] + 1 if len(prose) > 1 else 0, page.end - _ZONE)
    labels = [labelled(line.text) if page.looked(at) else None for at, line in enumerate(lines[: page.end])]
    take_mail(page)
    take_title(page, labels, prose[0] if prose else page.end)
    take_signed(page)
    for at in range(page.end):
        if at not in page.taken and page.looked(at):
            _take(page, labels, at)
    take_names(page)
    take_repeats(page)
    if page.sites:
        page.tell(page.sites[0], "body", "repaired", "lines of the site left out: menus, buttons, counts of comments")
    if page.end < len(lines):
        page.tell(page.end, "body", "repaired", "comments and other pages below the review left out")
    return page


def _take(page: Page, labels: Labels, at: int) -> None:
    """Takes a line, and those that belong to it, for what they are; leaves it where it is a part of the body."""
    line = page.lines[at]
    text = line.text
    if page.title and folded(text) == folded(page.title):
        page.taken.add(at)
        return
    label = labels[at]
    if len(text) <= 220 and take_site(page, at):
        return
    if take_aspect(page, labels, at):
        return
    if label is not None and (label.marked or not label.value or len(text) <= 60) and _field(page, labels, at, label):
        return
    if not page.near(at):
        return
    if at < page.head and len(text) <= 40 and _kind_alone(text, above=at < page.under):
        page.categories.append(text)  # "Hotel review" below the name of the hotel
        page.taken.add(at)
        if reviewer := titled(text).reviewer:  # "A film review by Ada Example"
            page.people.append(("reviewer", (reviewer,), at))
        return
    if (marks := marks_in(text, page.languages)) is not None:
        page.taken.add(at)
        remember(page, marks, at)
        return
    rated = rating_in(text) if len(text) <= 60 else None
    if rated is not None and rated.alone and not rated.rest:
        page.taken.add(at)
        rate(page, at, rated, 1)
        return
    if at >= page.tail and (signed := _SIGNED.fullmatch(text)):
        by = marks_in(f"By {signed[1]}", page.languages)
        if by is not None and not any(one[0] in ("reviewer", "by") for one in page.people) and " " in signed[1].strip():
            page.taken.add(at)
            remember(page, by, at)


def _kind_alone(text: str, *, above: bool) -> bool:
    """Whether a line says of what kind the item is, and nothing else: "Hotel review"; "Film" ``above`` the title."""
    said = titled(text)
    return bool(said.review and said.type and not said.name) or (above and bool(type_in(text)))


def _field(page: Page, labels: Labels, at: int, label: Labelled) -> bool:
    """Whether the line was what its label says."""
    for name in (*(one for one in label.fields if one in ("rating", "others")), *label.fields):
        kind, _, fact = name.partition(":")
        if kind == "fact":
            taken = take_fact(page, labels, at, label, fact)
        elif kind in ("pros", "cons"):
            taken = take_statements(page, labels, at, label, kind)
        elif kind in ("summary", "verdict"):
            taken = take_summary(page, labels, at, label, kind)
        elif kind == "body":
            taken = not label.value or is_prose(label.value)
            if taken and label.value:
                page.kept[at] = label.value
        elif kind == "rating":
            taken = take_rating(page, labels, at, label)
        elif kind in ("reviewer", "by", "author", "published", "modified"):
            taken = take_signature(page, labels, at, label, kind)
        else:
            taken = take_other(page, labels, at, label, kind)
        if taken:
            page.taken.add(at)
            return True
    return False


def take_names(page: Page) -> None:
    """Lines that are nothing but a name that a label has too; and one beside the date, where no label has any."""
    known = {folded(name) for _, names, _ in page.people for name in names}
    for at in page.rest():
        text = page.lines[at].text
        if page.near(at) and folded(text) in known:
            page.taken.add(at)
        elif not known and at < page.head and " " in text and is_name(text) and {at - 1, at + 1} & page.dated:
            page.taken.add(at)
            page.people.append(("name", (text,), at))
            known.add(folded(text))


def take_repeats(page: Page) -> None:
    """Finds a summary by its position, and takes out where the title and the summary stand again."""
    title = folded(page.title)
    rest = [at for at in page.rest() if page.looked(at)]
    titles = [at for at in sorted({*page.taken, *rest}) if title and folded(page.lines[at].text[:400]) == title]
    if not page.summary and len(titles) > 1:
        between = [at for at in rest if titles[0] < at < titles[1]]
        after = [at for at in rest if at > titles[-1]]
        texts = {folded(page.lines[at].text) for at in rest if at < titles[-1]}
        if len(after) == 1 and folded(page.lines[after[0]].text) in texts and len(page.lines[after[0]].text) <= 600:
            page.summary, page.positional = page.lines[after[0]].text, True
        elif (
            len(between) == 1
            and len(rest) > 1
            and titles[1] < page.head + 1
            and 20 <= len(page.lines[between[0]].text) <= 600
            and any(at > titles[1] for at in rest)
        ):
            page.summary, page.positional = page.lines[between[0]].text, True
    if page.summary:
        page.taken |= {at for at in rest if folded(page.lines[at].text) == folded(page.summary)}
