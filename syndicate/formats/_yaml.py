"""YAML as people write it above a text: what is written is what is meant.

The syntax is YAML 1.1 as PyYAML reads it; the meaning of plain words is narrower than in any version of YAML
(https://yaml.org/spec/1.2.2/#103-core-schema), so that no title, slug or date turns into something else:

- a number is what JSON writes in its shortest form with at most 15 digits (``9``, ``4.5``); ``1.10``, ``007``,
  ``0x1F``, ``1_000``, ``1e3``, ``4:30`` and ``.5`` stay text, which a field for numbers reads as a number all the same;
- ``true`` and ``false`` (also ``True`` and ``TRUE``) are booleans; ``yes``, ``no``, ``on``, ``off``, ``y``, ``n`` text;
- nothing, ``~`` and ``null`` (``Null``, ``NULL``) are absent; dates stay as they are written;
- keys are text as it stands; a key that stands twice is refused; ``<<`` merges as in YAML 1.1.

Tags other than YAML's own for text, numbers, booleans, nothing, lists and mappings are refused, and so are an anchor
that nothing refers to (a ``&`` that was meant), more aliases than the limit, and aliases that blow the document up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from syndicate.formats._unreadable import QUOTE_IT, Unreadable, at, explained
from syndicate.ledger import shown

__all__ = ["load", "number"]

_NUMBER = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?", re.ASCII)
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_OWN_TAG = "tag:yaml.org,2002:"
_TAGS = ("bool", "float", "int", "map", "null", "seq", "str")


def number(text: str) -> int | float | str:
    """``text`` as a number where that loses nothing: it is the number's one shortest form, of at most 15 digits."""
    if _NUMBER.fullmatch(text):
        digits = text.lstrip("-").replace(".", "").lstrip("0")
        whole = text.partition(".")[0]
        if len(digits) <= 15 and len(whole) <= 16:
            return float(text) if "." in text else int(text)
    return text


def load(text: str, *, depth: int, aliases: int, expansion: int) -> tuple[dict[str, Any], list[str]]:
    """The mapping that ``text`` (lines ended by LF) is, without what is absent; and the keys behind whose values a
    ``#`` without a space began a comment, which may have been meant.

    ``depth`` is how deeply it may be nested, ``aliases`` how many of those it may have, ``expansion`` how many times
    its own length they may make of it. Raises :class:`Unreadable`.
    """
    import yaml

    reader = _Reader(text, depth, aliases, expansion)
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None:
        try:
            return reader.document(_events(text, fast))
        except yaml.YAMLError:
            # The other parser says the same about good documents, more about bad ones, and lets the characters
            # pass that readers repair.
            reader = _Reader(text, depth, aliases, expansion)
    try:
        return reader.document(_events(text, _lenient()))
    except yaml.MarkedYAMLError as error:
        raise explained(error, text) from None
    except yaml.YAMLError as error:
        raise Unreadable(str(error), "YAML", "Correct it, or leave the front matter out.") from None


def _events(text: str, loader: Any) -> Iterator[Any]:
    parser = loader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


@cache
def _lenient() -> Any:
    import yaml

    class Lenient(yaml.SafeLoader):
        """Takes control characters, which are repaired and told where all text is; NUL would end the document."""

        def check_printable(self, data: Any) -> None:
            if "\x00" in data:
                at = data.index("\x00")
                raise Unreadable(
                    "a zero byte",
                    "text",
                    "Take it out.",
                    line=data.count("\n", 0, at) + 1,
                    column=at - data.rfind("\n", 0, at),
                )

    return Lenient


@dataclass(slots=True)
class _Node:
    value: Any
    size: int
    """Characters of all scalars in it, aliases expanded; and one for each node."""
    line: int
    plain: bool = False
    """Whether it is a scalar without quotes and tag."""
    used: bool = False


class _Reader:
    """Builds values out of the events of one document."""

    def __init__(self, text: str, depth: int, aliases: int, expansion: int) -> None:
        self.text = text
        self.lines: list[str] | None = None
        self.depth = depth
        self.aliases = aliases
        self.most = expansion * (len(text) + 1)
        self.size = 0
        self.anchors: dict[str, _Node | None] = {}
        self.marks: dict[str, Any] = {}
        self.comments: list[str] = []

    def document(self, events: Iterator[Any]) -> tuple[dict[str, Any], list[str]]:
        import yaml

        self.events: Iterator[Any] = events
        node: _Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise at(event, "a second YAML document", "one document", "Take the line that begins with --- out.")
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                node = self._node(event, 1, "")
        for name, anchored in self.anchors.items():
            if anchored is None or not anchored.used:
                raise at(
                    self.marks[name], f"the anchor &{name}, which no alias uses", "anchors that are used", QUOTE_IT
                )
        if node is None or (node.value is None and node.plain):
            return {}, []
        if not isinstance(node.value, dict):
            found = "a list" if isinstance(node.value, list) else shown(node.value)
            raise Unreadable(
                found,
                "a mapping of names to values",
                "Write it as in title: A fine film, a name on each line.",
                line=node.line,
            )
        return node.value, self.comments

    def _node(self, event: Any, depth: int, key: str) -> _Node:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth > self.depth and not isinstance(event, yaml.ScalarEvent):
            raise at(event, f"more than {self.depth} levels", "flatter YAML", "Flatten it.")
        anchor: str | None = event.anchor
        if anchor is not None:
            earlier = self.anchors.get(anchor)
            if anchor in self.anchors and (earlier is None or not earlier.used):
                raise at(event, f"the anchor &{anchor} again before it was used", "anchors that are used", QUOTE_IT)
            self.anchors[anchor], self.marks[anchor] = None, event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, key)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._tag(event, "seq")
            node = self._sequence(event, depth, key)
        else:
            self._tag(event, "map")
            node = self._mapping(event, depth)
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def _alias(self, event: Any) -> _Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            found = f"the alias *{event.anchor}, for which there is no anchor before it"
            raise at(event, found, "a value", QUOTE_IT)
        node.used = True
        self.aliases -= 1
        self.size += node.size
        if self.aliases < 0 or self.size > self.most:
            raise at(event, "aliases that expand too far", "a small document", "Write the values out.")
        return _Node(node.value, node.size, event.start_mark.line + 1, node.plain)

    def _sequence(self, start: Any, depth: int, key: str) -> _Node:
        import yaml

        values: list[Any] = []
        size = 1
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            node = self._node(event, depth + 1, key)
            size += node.size
            if node.value is not None:
                values.append(node.value)
        return _Node(values, size, start.start_mark.line + 1)

    def _mapping(self, start: Any, depth: int) -> _Node:
        import yaml

        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        merged: list[Any] = []
        size = 1
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._key(event)
            line = event.start_mark.line + 1
            if name in lines:
                found = f"the key {shown(name)} twice"
                raise at(event, found, "each key once", "Remove one of them, or rename it.", first=lines[name])
            merges = name == "<<" and not event.style
            node = self._node(next(self.events), depth + 1, name)
            size += node.size + len(name) + 1
            if merges:
                merged += node.value if isinstance(node.value, list) else [node.value]
                if not all(isinstance(one, dict) for one in merged):
                    raise at(event, "<< with something else than mappings", "an alias of a mapping", QUOTE_IT)
                continue
            lines[name] = line
            if node.value is not None:
                values[name] = node.value
        for one in merged:
            for name, value in one.items():
                if name not in lines:
                    values.setdefault(name, value)
        return _Node(values, size, start.start_mark.line + 1)

    def _key(self, event: Any) -> str:
        import yaml

        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.value:
            self._scalar(event, "")
            return event.value
        raise at(event, "a key that is no text", "a name before the colon", QUOTE_IT)

    def _scalar(self, event: Any, key: str) -> _Node:
        value: str = event.value
        # libyaml says '' of a plain scalar, PyYAML None.
        plain = not event.style and event.tag is None
        self.size += len(value) + 1
        if self.size > self.most:
            raise at(event, "aliases that expand too far", "a small document", "Write the values out.")
        line = event.start_mark.line + 1
        if plain:
            if key:
                self._comment(event, key)
            meant = _WORDS[value] if value in _WORDS else number(value)
            return _Node(meant, len(value) + 1, line, plain=True)
        kind = self._tag(event, "str")
        return _Node(_tagged(value, kind, event), len(value) + 1, line)

    def _comment(self, event: Any, key: str) -> None:
        if self.lines is None:
            self.lines = self.text.split("\n")
        end: Any = event.end_mark
        # Marks count NEL and the line separators of Unicode as line ends, we do not; then there is nothing to see.
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if re.match(r"\s+#[^\s#]", rest) or (not event.value and re.match(r"\s*#[^\s#]", rest)):
            self.comments.append(key)

    def _tag(self, event: Any, usual: str) -> str:
        tag: str | None = event.tag
        if tag is None or tag == "!":
            return usual
        kind = tag.removeprefix(_OWN_TAG)
        collection = usual in ("map", "seq")
        if (
            kind == tag
            or kind not in _TAGS
            or (collection and kind != usual)
            or (not collection and kind in ("map", "seq"))
        ):
            shown_tag = f"!!{kind}" if kind != tag else tag
            raise at(event, f"the tag {shown(shown_tag)}", "plain values", QUOTE_IT)
        return kind


def _tagged(value: str, kind: str, event: Any) -> Any:
    if kind == "str":
        return value
    if kind in ("int", "float"):
        meant: Any = number(value)
        if not isinstance(meant, str) or re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+", value):
            return meant
    elif value in _WORDS and (_WORDS[value] is None) == (kind == "null"):
        return _WORDS[value]
    raise at(event, f"{shown(value)} under the tag !!{kind}", "a value of that kind", "Take the tag out.")
