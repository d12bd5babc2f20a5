"""A rule in words: for ``syndicate explain`` and for its page in the docs, from the same object."""

from __future__ import annotations

import json
from collections.abc import Iterator

from syndicate.check._rule import ALL, ANY, Example, Rule
from syndicate.check.results import RESULTS

__all__ = ["as_markdown", "as_text", "facts"]

_LANGUAGES = {"page": "html", "jsonld": "json", "record": "json", "feed": "xml", "export": "json"}


def facts(rule: Rule) -> Iterator[tuple[str, str]]:
    """What there is to know of a rule beside its texts, as pairs."""
    yield "severity", rule.severity
    if rule.result:
        yield "costs", "every rich result" if rule.result == ALL else ", ".join(RESULTS[n].title for n in rule.results)
    if rule.types:
        yield "looks at", "every node" if rule.types == ANY else ", ".join(rule.types)
    yield "in", ", ".join(rule.kinds)
    yield "source", f"{rule.source} (read {rule.read})"
    if rule.since:
        yield "since", rule.since
    if rule.until:
        yield "until", rule.until
    if rule.fix is not None or rule.rename is not None:
        yield "--fix", "mends it in JSON-LD"


def as_text(rule: Rule) -> str:
    """A rule as a terminal shows it."""
    lines = [f"{rule.code} {rule.name}", "", rule.why, "", f"Mend: {rule.mend}", ""]
    pairs = list(facts(rule))
    width = max(len(name) for name, _ in pairs)
    lines += [f"  {name:<{width}}  {value}" for name, value in pairs]
    lines += ["", "Wrong:", *_indented(rule.bad[0])]
    if rule.bad[0].at:
        lines.append(f"  (at {rule.bad[0].at})")
    lines += ["", "Right:", *_indented(rule.good[0])]
    return "\n".join(lines) + "\n"


def _indented(example: Example) -> list[str]:
    return [f"  {line}" for line in _source(example).splitlines()]


def _source(example: Example) -> str:
    if isinstance(example.content, str):
        return example.content
    return json.dumps(example.content, indent=2, ensure_ascii=False)


def as_markdown(rule: Rule) -> str:
    """A rule as a page of the docs."""
    text = f"# {rule.code} {rule.name}\n\n{rule.why}\n\n{rule.mend}\n\n| | |\n| --- | --- |\n"
    for name, value in facts(rule):
        shown = value.replace("|", "\\|")
        if name == "source":
            shown = f"<{rule.source}> (read {rule.read})"
        text += f"| {name} | {shown} |\n"
    for title, examples in (("Wrong", rule.bad), ("Right", rule.good)):
        text += f"\n## {title}\n"
        for example in examples:
            where = f"At `{example.at}`:\n\n" if example.at else ""
            fence = "```" if "```" not in _source(example) else "~~~~"
            text += f"\n{where}{fence}{_LANGUAGES[example.kind]}\n{_source(example).rstrip()}\n{fence}\n"
    # An example may hold what no text in UTF-8 can: half of a character.
    return text.encode("utf-8", "backslashreplace").decode()
