"""Templates to text: Jinja2 with everything escaped, and templates of the user's own in place of ours, one by one."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from syndicate.errors import SettingsError
from syndicate.words import counted

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Templates"]

# What an expression in a template may raise. Without templates of the user's own it would be a mistake of ours, and
# is let through.
_WRONG = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RuntimeError, TypeError, ValueError)


class Templates:
    """The templates; those in the folder ``own`` stand in place of ours of the same name.

    Raises :class:`SettingsError` where the folder is not there.
    """

    def __init__(self, own: Path | None) -> None:
        if own is not None and not own.is_dir():
            raise SettingsError(
                "the folder of templates does not exist", source=str(own), mend="Correct [build] templates."
            )
        self._own = own
        self._environment = _environment(own)

    def render(self, name: str, **values: Any) -> str:
        """A page. Raises :class:`SettingsError` for a mistake in a template of the user's own."""
        return self._told(name, lambda: self._environment.get_template(name).render(**values))

    def sheet(self, name: str) -> str:
        """A style sheet: ``style.css`` of the pages, ``feed.css`` of the feeds."""
        loader = self._environment.loader
        assert loader is not None
        return self._told(name, lambda: loader.get_source(self._environment, name)[0])

    def _told(self, name: str, make: Callable[[], str]) -> str:
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

        if self._own is None:
            return make()
        try:
            return make()
        except TemplateSyntaxError as error:
            source, line = error.filename or str(self._own / (error.name or name)), error.lineno
            raise SettingsError(
                f"the template has a mistake: {error.message}",
                source=source,
                place=f"line {line}",
                mend="Correct the template.",
            ) from error
        except TemplateNotFound as error:
            source, place = self._place(error, name)
            raise SettingsError(
                f"the template asks for {error.name!r}, which is neither in the folder of templates nor one of ours",
                source=source,
                place=place,
                mend="Correct the name, or add the file to the folder of templates.",
            ) from error
        except (TemplateError, *_WRONG) as error:
            source, place = self._place(error, name)
            told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise SettingsError(
                f"the template cannot be filled in: {told}", source=source, place=place, mend="Correct the template."
            ) from error

    def _place(self, error: BaseException, name: str) -> tuple[str, str]:
        """The file and line of a template where it went wrong: the user's own, if one was under way."""
        frames = traceback.extract_tb(error.__traceback__)
        for folder in (self._own, Path(__file__).parent / "templates"):
            inside = [frame for frame in frames if folder is not None and Path(frame.filename).is_relative_to(folder)]
            if inside:
                return inside[-1].filename, f"line {inside[-1].lineno}"
        return str((self._own or Path()) / name), ""


def _environment(own: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, TemplateNotFound

    class Own(FileSystemLoader):
        """Files of the user's own, which may be anything."""

        def get_source(self, environment: Environment, template: str) -> Any:
            path = Path(self.searchpath[0]) / template
            try:
                return super().get_source(environment, template)
            except TemplateNotFound:
                raise
            except UnicodeDecodeError as error:
                raise SettingsError(
                    "the template is not UTF-8",
                    source=str(path),
                    place=f"line {error.object.count(10, 0, error.start) + 1}",
                    found=f"the byte 0x{error.object[error.start]:02X}",
                    mend="Save the file as UTF-8.",
                ) from error
            except OSError as error:
                raise SettingsError(
                    f"the template cannot be read: {error.strerror or error}",
                    source=str(path),
                    mend="Check the permissions of the file.",
                ) from error

    loaders: list[Any] = [PackageLoader("syndicate.web")]
    if own is not None:
        loaders.insert(0, Own(own))
    made = Environment(loader=ChoiceLoader(loaders), autoescape=True, keep_trailing_newline=True, auto_reload=False)
    made.filters["counted"] = counted
    made.filters["path"] = lambda slug: quote(slug)
    return made
