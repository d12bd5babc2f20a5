"""GR162: a local business needs an address."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import is_main, lacking
from syndicate.check.rules._nodes import BUSINESS_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR162",
    name="business-without-address",
    severity="error",
    types=("LocalBusiness",),
    result="local-business",
    source=f"{DOCS}local-business",
    read=READ,
    why="A local business is somewhere. Google asks for its address, and shows no such result without one.",
    mend='Add "address" as a PostalAddress with as much as is known.',
    check=lacking("address", "location.address", says="the business has no address", only=is_main),
    good=(
        node(BUSINESS_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "Restaurant", "name": "Pier Seven"})),
    ),
    bad=(node(without(BUSINESS_NODE, "address"), at="address"),),
)
