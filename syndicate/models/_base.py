"""What every model of the record is: frozen, strict, closed, and written without what is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Model", "Typed", "stated"]


class Model(BaseModel):
    """Frozen, strict (no text where a number belongs), and closed (an unknown key is refused)."""

    # Built at the first use: the review builds all that it holds at once, which takes a third of the time. Docstrings
    # of fields are read where they are wanted (:mod:`syndicate.models.schema`), as that costs as much as all the rest.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Typed(Model):
    """A model with a ``type`` that is always written and, in Python, need not be: ``Movie(name="Dune")``.

    Records are written without what equals its default, so ``type`` can have none; making one in Python gives it.
    """

    if not TYPE_CHECKING:

        def __init__(self, /, **data: Any) -> None:
            data.setdefault("type", type(self).__name__)
            super().__init__(**data)

        # Tells Pydantic that the core need not call this: validated data always has its type.
        __init__.__pydantic_base_init__ = True


def stated(name: str) -> Any:
    """The field of a ``type``: required in data, given by :class:`Typed` in Python where it is ``name``."""
    return Field(examples=[name])
