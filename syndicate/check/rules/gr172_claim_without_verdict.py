"""GR172: a fact check needs a verdict in words; until Google showed no more of them."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import CLAIM_NODE, changed
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR172",
    name="claim-without-verdict",
    severity="error",
    types=("ClaimReview",),
    result="claim-review",
    until="2025-09-08",
    source=f"{DOCS}factcheck",
    read=READ,
    why="The verdict of a fact check is a word that people read. Google asked for it beside the number.",
    mend='Add "alternateName" to the reviewRating: True, Mostly false ...',
    check=lacking("reviewRating.alternateName", says="the verdict is not said in words"),
    good=(node(CLAIM_NODE),),
    bad=(node(changed(CLAIM_NODE, "reviewRating.alternateName", None), at="reviewRating.alternateName"),),
)
