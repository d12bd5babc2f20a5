"""GR173: a fact check needs its address; until Google showed no more of them."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import CLAIM_NODE, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR173",
    name="claim-without-url",
    severity="error",
    types=("ClaimReview",),
    result="claim-review",
    until="2025-09-08",
    source=f"{DOCS}factcheck",
    read=READ,
    why=("A fact check links to the page that has all of it, on the site that made it. Google asked for that address."),
    mend='Add "url" with the address of the page of the fact check.',
    check=lacking("url", says="the fact check has no address"),
    good=(node(CLAIM_NODE),),
    bad=(node(without(CLAIM_NODE, "url"), at="url"),),
)
