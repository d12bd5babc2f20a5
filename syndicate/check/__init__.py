"""The linter: will these reviews get their stars, and are they honest?

It judges nodes of schema.org, so that it works on pages that others wrote (in every syntax), on files of JSON-LD, on
records, on feeds and on exports. What it looks for is a list of declarative rules, each in a file of its own in
:mod:`syndicate.check.rules`; each carries where it is written, since when it holds, why, how to mend it, and examples.

Nothing is asked of the net or of the clock: which rules hold is said by ``as_of``, and what lies in the future by
``day``.

>>> found = check(b'{"@context": "https://schema.org", "@type": "Review", "author": {"name": "Ada"}}', kind="jsonld")
>>> [one.path for one in found.findings if one.code == "GR102"]
['itemReviewed']
"""

from __future__ import annotations

from datetime import date

from syndicate.check._finding import Finding, Verdict
from syndicate.check._inputs import text_input
from syndicate.check._judge import Judged, Plan, judge
from syndicate.check._rule import Kind, Rule, Severity
from syndicate.check.registry import all_rules, chosen, get

__all__ = [
    "Finding",
    "Judged",
    "Kind",
    "Plan",
    "Rule",
    "Severity",
    "Verdict",
    "all_rules",
    "check",
    "chosen",
    "get",
]


def check(
    data: bytes | str,
    *,
    kind: Kind = "page",
    source: str = "-",
    url: str = "",
    day: date | None = None,
    plan: Plan | None = None,
) -> Judged:
    """What the rules say of one page, file of JSON-LD or feed; all rules that hold, unless a plan says otherwise.

    ``url`` is its address, where that is known; ``day`` the day at which it is judged.
    """
    made = text_input(data.encode() if isinstance(data, str) else data, kind=kind, source=source, url=url, day=day)
    return judge(made, plan or Plan(rules=chosen()))
