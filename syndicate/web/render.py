"""Templates to text: Jinja2 with everything escaped, and templates of the user's own in place of ours, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from syndicate.errors import SettingsError
from syndicate.words import number, stars

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "style", "worded"]


def environment(templates: Path | None) -> Environment:
    """The templates; those in the folder ``templates`` stand in place of ours of the same name."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader

    loaders: list[Any] = [PackageLoader("syndicate.web")]
    if templates is not None:
        if not templates.is_dir():
            raise SettingsError(
                "the folder of templates does not exist", source=str(templates), mend="Correct [build] templates."
            )
        loaders.insert(0, FileSystemLoader(templates))
    made = Environment(loader=ChoiceLoader(loaders), autoescape=True, keep_trailing_newline=True, auto_reload=False)
    made.filters["number"] = number
    made.filters["stars"] = lambda rating: stars(rating["value"], rating.get("best"))
    made.filters["worded"] = worded
    made.filters["path"] = lambda slug: quote(slug)
    return made


def style(env: Environment) -> str:
    """The style sheet."""
    assert env.loader is not None
    return env.loader.get_source(env, "style.css")[0]


def worded(rating: Mapping[str, Any]) -> bool:
    """Whether the source's own way of writing the rating is a word or a letter, and so says it better than a number."""
    return any(character.isalpha() for character in rating.get("label", ""))
