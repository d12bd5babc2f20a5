"""TX414: tags in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import RECIPE_NODE, REVIEW_NODE, changed, with_
from syndicate.check.rules._said import excerpt, texts

__all__ = ["RULE"]

_TAG = re.compile(
    r"</(?:a|abbr|b|big|blockquote|body|center|code|del|div|em|font|h[1-6]|i|iframe|li|ol|p|pre|script|small|span|strong"
    r"|sub|sup|table|td|tr|u|ul)\s{0,9}>|<(?:br|hr)\s{0,9}/?>|<(?:a|font|iframe|img|script)\s[^<>]{1,2000}>|<script>",
    re.IGNORECASE,
)
# Where Google's pages say that HTML may stand in a text.
_MAY = ("Answer", "JobPosting", "Question", "SoftwareSourceCode")


def _check(subject: Subject) -> Iterator[Hit]:
    # The content of microformats is HTML by right.
    if subject.syntax == "microformats" or subject.is_a(*_MAY):
        return
    for path, _, text in texts(subject):
        if "<" in text and (found := _TAG.search(text)):
            yield Hit(path, f"a tag of HTML stands in plain text: {excerpt(text, found.start(), found.end())}")


RULE = Rule(
    code="TX414",
    name="html-in-text",
    severity="warning",
    types=ANY,
    source="https://schema.org/Text",
    read=READ,
    why=(
        "The values of markup are plain text: readers show tags as they stand, or refuse what looks like an attack. "
        "What was bold or a paragraph on the page is so there, and not here."
    ),
    mend="Leave the tags out, and write a line break for the end of a paragraph.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, reviewBody="If a < b, then b > a. <3 and <sigh>; it explains the <p> element.")),
        node({"@type": "Answer", "text": "<p>Yes.</p>"}),
        page('<p class="h-review"><b class="p-name">Fog</b> <span class="e-content"><i>It begins</i></span></p>'),
    ),
    bad=(
        node(with_(REVIEW_NODE, reviewBody="<p>It begins in fog.</p>"), at="reviewBody"),
        node(with_(REVIEW_NODE, reviewBody="It begins<br>in fog."), at="reviewBody"),
        node(changed(REVIEW_NODE, "itemReviewed.name", '<a href="/fog">The Fog Bell</a>'), at="itemReviewed.name"),
        node(with_(RECIPE_NODE, recipeIngredient=["flour", "<b>salt</b>"]), at="recipeIngredient[1]"),
    ),
)
