"""Lines that begin with a label: what it may mean, and what stands behind it.

A label decides what kind of value may follow, never what is taken: ``Note :`` is a rating where a rating follows, and a
paragraph that begins with "Note: do not drop it" stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from syndicate.formats._text.lines import folded
from syndicate.formats._text.words import FACTS, LABELS

__all__ = ["Labelled", "labelled"]

_BOTH = {**{f"fact:{name}": words for name, words in FACTS.items()}, **LABELS}
_FIELDS: dict[str, list[str]] = {}
for _name, _words in _BOTH.items():
    for _word in _words.split(";"):
        if (_key := folded(_word)) and _name not in _FIELDS.setdefault(_key, []):
            _FIELDS[_key].append(_name)
_FIELDS["tl;dr"] = ["summary"]
for _sign, _side in (("les +", "pros"), ("les -", "cons")):
    _FIELDS[_sign] = [_side]
_MOST_WORDS = max(key.count(" ") for key in _FIELDS) + 1
_AT = re.compile(r"\s?[:：]\s*|\s+[-–—=]\s+|\s{2,}")
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A line that begins with a label."""

    fields: tuple[str, ...]
    """What the label may mean, the likeliest last: fields of the review, or ``fact:`` and a kind of fact."""
    label: str
    """The label as it stood, without what follows it."""
    value: str
    """What follows; empty where nothing does."""
    marked: bool
    """Whether a colon or a dash stands between them."""


def labelled(text: str) -> Labelled | None:
    """The label that a line begins with, and its value; None where it begins with none."""
    found = _AT.search(text, 0, _LONGEST_LABEL + 8)
    if found:
        label = text[: found.start()].strip()
        fields = _FIELDS.get(folded(label)) if len(label) <= _LONGEST_LABEL else None
        if fields:
            return Labelled(
                fields=tuple(fields), label=label.strip("*_ "), value=_bare(text[found.end() :], text), marked=True
            )
    if len(text) > 200:
        return None
    words = text.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        label = " ".join(words[:count])
        if fields := _FIELDS.get(folded(label)):
            # Punctuation within is no label: "For, I thought, ...".
            if count < len(words) and label[-1:] in ",.;!?":
                return None
            value = _bare(" ".join(words[count:]), text)
            return Labelled(fields=tuple(fields), label=label.strip("*_ "), value=value, marked=label.endswith(":"))
    return None


def _bare(text: str, label: str) -> str:
    """``text`` without the rest of the marks of emphasis that begin before the label: ``*Rating:* 4/5``."""
    return text.lstrip("*_ ").strip() if label[:1] in ("*", "_") else text.strip()
