"""GR157: an app should say its category and its system."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.results import is_app
from syndicate.check.rules._nodes import SOFTWARE_NODE, without
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for name in ("applicationCategory", "operatingSystem") if is_app(subject) else ():
        if not subject.has(name):
            yield Hit(name, f"the app does not say its {name}")


RULE = Rule(
    code="GR157",
    name="software-without-category",
    severity="warning",
    types=("SoftwareApplication",),
    result="software",
    source=f"{DOCS}software-app",
    read=AGAIN,
    why="Google recommends to say what kind of app it is and on which systems it runs. The result shows both.",
    mend='Add "applicationCategory" (GameApplication, UtilitiesApplication ...) and "operatingSystem".',
    check=_check,
    good=(node(SOFTWARE_NODE),),
    bad=(
        node(without(SOFTWARE_NODE, "applicationCategory"), at="applicationCategory"),
        node(without(SOFTWARE_NODE, "operatingSystem"), at="operatingSystem"),
    ),
)
