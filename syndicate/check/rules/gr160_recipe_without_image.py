"""GR160: a recipe needs a picture."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import is_main, lacking
from syndicate.check.rules._nodes import RECIPE_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR160",
    name="recipe-without-image",
    severity="error",
    types=("Recipe",),
    result="recipe",
    source=f"{DOCS}recipe",
    read=READ,
    why="The result for recipes shows a picture of the dish. A recipe without one has no such result.",
    mend='Add "image" with the address of a picture of the finished dish.',
    check=lacking("image", says="the recipe has no picture", only=is_main),
    good=(
        node(RECIPE_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "Recipe", "name": "Salt Bread"})),
    ),
    bad=(node(without(RECIPE_NODE, "image"), at="image"),),
)
