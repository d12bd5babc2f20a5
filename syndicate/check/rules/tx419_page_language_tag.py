"""TX419: a page in a language that is none."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._languages import fault_of, meant
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    said = subject.page.language
    if said and subject.page.nodes and (why := fault_of(said)):
        tag = meant(said)
        yield Hit("", f"the page says lang={shown(said)}: {why}", "" if tag == said else f'Write <html lang="{tag}">.')


_MARKUP = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review"}</script>'

RULE = Rule(
    code="TX419",
    name="page-language-tag",
    severity="warning",
    types=(),
    kinds=("page",),
    source="https://html.spec.whatwg.org/multipage/dom.html#the-lang-and-xml:lang-attributes",
    read=READ,
    why=(
        "Browsers and voices that read pages out know languages by the tags of BCP 47 alone. With any other, the page "
        "is in no language to them, and what it marks up too."
    ),
    mend='Write the tag of the language, with hyphens: <html lang="en-GB">.',
    check=_check,
    good=(page(f'<html lang="de-AT">{_MARKUP}</html>'), page(f"<html>{_MARKUP}</html>"), page('<html lang="en_US">')),
    bad=(page(f'<html lang="en_US">{_MARKUP}</html>', at=""), page(f'<html lang="english">{_MARKUP}</html>', at="")),
)
