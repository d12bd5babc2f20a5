"""GR171: a fact check needs the claim; until Google showed no more of them."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import lacking
from syndicate.check.rules._nodes import CLAIM_NODE, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR171",
    name="claim-not-said",
    severity="error",
    types=("ClaimReview",),
    result="claim-review",
    until="2025-09-08",
    source=f"{DOCS}factcheck",
    read=READ,
    why=("A fact check says what was claimed. Google asked for a short text of it, and showed no result without one."),
    mend='Add "claimReviewed" with the claim in a sentence.',
    check=lacking("claimReviewed", says="the claim is not said"),
    good=(node(CLAIM_NODE),),
    bad=(node(without(CLAIM_NODE, "claimReviewed"), at="claimReviewed"),),
)
