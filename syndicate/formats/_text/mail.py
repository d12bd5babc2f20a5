"""A review that came as a mail or as an article of a newsgroup: the lines of its head (RFC 5322, 3.6; RFC 5536, 3).

Who sent it is who wrote it. Its subject and its date are lines with labels as others are; the rest is of the way that
it took, and left out.
"""

from __future__ import annotations

import re

from syndicate.formats._text.found import Page
from syndicate.formats._text.names import is_name

__all__ = ["take_mail"]

_FIELD = re.compile(r"([A-Z][A-Za-z-]{1,30}):\s+(\S.*)")
_KNOWN = frozenset((
    "bcc", "cc", "date", "from", "message-id", "newsgroups", "organization", "reply-to", "sender", "sent", "subject",
    "to",
))  # fmt: skip
_OURS = ("date", "sent", "subject")
# "Ada Example <ada@example.org>", and as it was before: "ada@example.org (Ada Example)".
_SENDER = re.compile(
    r"\"?([^\"<>@]{2,60}?)\"?\s?(?:<[^<>\s]{3,100}>|\([^()]{0,60}\))|[^\s@<>]{1,64}@\S{3,100}\s?\(([^()]{2,60})\)"
)
_MOST = 20


def take_mail(page: Page) -> None:
    """Takes the head of a mail, where the text begins with one: a sender, and a receiver, a subject or a date."""
    head: list[tuple[int, str, str]] = []
    for at, line in enumerate(page.lines[: min(_MOST, page.end)]):
        found = _FIELD.fullmatch(line.text)
        if found is None or found[1].lower() not in _KNOWN:
            break
        head.append((at, found[1].lower(), found[2]))
    if len(head) < 2 or not any(name in ("from", "sender") for _, name, _ in head):
        return
    for at, name, value in head:
        if name in _OURS:
            continue
        page.taken.add(at)
        sender = _SENDER.fullmatch(value) if name == "from" else None
        by = (sender[1] or sender[2]).strip() if sender else value
        if name == "from" and is_name(by):
            page.people.append(("by", (by,), at))
    page.tell(head[0][0], "body", "repaired", "the head of a mail left out, but for its sender, subject and date")
