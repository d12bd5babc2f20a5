"""GR161: a recipe should say its ingredients and its steps."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import RECIPE_NODE, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in ("recipeIngredient", "recipeInstructions") if subject.is_main else ():
        if not subject.has(name):
            yield Hit(name, f"the recipe has no {name}")


RULE = Rule(
    code="GR161",
    name="recipe-without-steps",
    severity="warning",
    types=("Recipe",),
    result="recipe",
    source=f"{DOCS}recipe",
    read=READ,
    why="Google recommends to mark up what a recipe is made of and how. It shows more of a recipe that does.",
    mend='Add "recipeIngredient" as a list of texts, and "recipeInstructions".',
    check=_check,
    good=(node(RECIPE_NODE),),
    bad=(
        node(without(RECIPE_NODE, "recipeIngredient"), at="recipeIngredient"),
        node(without(RECIPE_NODE, "recipeInstructions"), at="recipeInstructions"),
    ),
)
