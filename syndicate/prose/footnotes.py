"""Footnotes of Markdown, ``[^1]``: numbers in the text that lead to notes at its end, and back.

The syntax is that of GitHub (https://docs.github.com/en/get-started/writing-on-github). A note that nothing refers to,
and a second one of the same name, stand at the end too, so that no text is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

__all__ = ["MARK", "ids_of_notes", "teach"]

MARK = "footnotes_mark"
"""The key of the renderer's environment for what makes ids unique: letters and digits; without one there are none."""

_ID = re.compile(r"fn(?:ref)?-[0-9a-f]{8}-[0-9]+(?:-[0-9]+)?")


def teach(blocks: MarkdownIt, lines: MarkdownIt) -> None:
    """Adds footnotes to the parser of blocks, which renders, and to the one of lines."""
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.footnote.index import footnote_tail

    footnote_plugin(blocks, inline=False, move_to_end=False)
    footnote_plugin(lines, inline=False, move_to_end=False)
    blocks.core.ruler.after("inline", "footnote_unread", _keep_unread)
    blocks.core.ruler.after("footnote_unread", "footnote_tail", footnote_tail)
    blocks.add_render_rule("footnote_ref", _reference)
    blocks.add_render_rule("footnote_block_open", lambda *_: "<hr>\n<ol>\n")
    blocks.add_render_rule("footnote_block_close", lambda *_: "</ol>\n")
    blocks.add_render_rule("footnote_open", _opened)
    blocks.add_render_rule("footnote_anchor", _back)


def ids_of_notes(element: str, attribute: str, value: str) -> str | None:
    """The filter of attributes that keeps the ids which are made here, and no other."""
    return value if attribute != "id" or _ID.fullmatch(value) else None


def _keep_unread(state: StateCore) -> None:
    notes = state.env.get("footnotes")
    if not notes:
        return
    state.tokens = _side_by_side(state.tokens)
    listed: dict[int, Any] = notes.setdefault("list", {})
    seen: set[str] = set()
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            if label in seen or notes["refs"].get(f":{label}", -1) < 0:
                # No label that is written has a space in it.
                token.meta = {"label": label if label not in seen else f"{label} {len(listed)}"}
                listed[len(listed)] = {"label": token.meta["label"], "count": 0}
            seen.add(label)
    state.env["footnotes_read"] = {number for number, note in listed.items() if note["count"]}


def _side_by_side(tokens: list[Token]) -> list[Token]:
    """The tokens with notes that stand within a note behind it, where the plugin finds all of both."""
    done: list[Token] = []
    open_: list[list[Token]] = []
    inner: list[Token] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_.append([token])
        elif token.type == "footnote_reference_close":
            note = [*open_.pop(), token]
            if open_:
                inner += note
            else:
                done += note + inner
                inner = []
        else:
            (open_[-1] if open_ else done).append(token)
    return done


def _reference(self: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    number, again = tokens[at].meta["id"] + 1, tokens[at].meta["subId"]
    if MARK not in env:
        return f"[{number}]"
    name = f"{env[MARK]}-{number}"
    own = f"{name}-{again}" if again else name
    return f'<sup><a href="#fn-{name}" id="fnref-{own}">{number}</a></sup>'


def _opened(self: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    return f'<li id="fn-{env[MARK]}-{tokens[at].meta["id"] + 1}">' if MARK in env else "<li>"


def _back(self: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    number, again = tokens[at].meta["id"], tokens[at].meta["subId"]
    if MARK not in env or number not in env["footnotes_read"]:
        return ""
    own = f"{env[MARK]}-{number + 1}-{again}" if again else f"{env[MARK]}-{number + 1}"
    return f' <a href="#fnref-{own}">↩\ufe0e</a>'
