"""For CI servers: JUnit's XML, a suite for each file, a case for each finding.

https://github.com/testmoapp/junitxml has what readers of it have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from syndicate.check._run import Outcome

__all__ = ["written"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Errors are failures; warnings and notes are cases that pass and say what there is to say."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="syndicate check">\n'
    for outcome in outcomes:
        failures = sum(one.severity == "error" for one in outcome.findings)
        tests = len(outcome.findings) or 1
        errors = 1 if outcome.wrong else 0
        yield (f'<testsuite name={_attribute(outcome.file)} tests="{tests}" failures="{failures}" errors="{errors}">\n')
        if outcome.wrong:
            told = f"<error message={_attribute(outcome.wrong)}/>"
            yield f'<testcase name="can be read" classname={_attribute(outcome.file)}>{told}</testcase>\n'
        elif not outcome.findings:
            yield f'<testcase name="no findings" classname={_attribute(outcome.file)}/>\n'
        for one in outcome.findings:
            place = f"{one.file}:{one.line}" if one.line else one.file
            text = _text(f"{place}: {one.path}: {one.message}. {one.mend}")
            inner = (
                f'<failure message={_attribute(one.message)} type="{one.code}">{text}</failure>'
                if one.severity == "error"
                else f"<system-out>{one.severity}: {text}</system-out>"
            )
            name = _attribute(f"{one.code} {one.name} {one.path}".rstrip())
            yield f"<testcase name={name} classname={_attribute(one.file)}>{inner}</testcase>\n"
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
