"""The examples in the docstrings of the record are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import syndicate.models


@pytest.mark.parametrize("name", [one.name for one in pkgutil.iter_modules(syndicate.models.__path__)] + ["__init__"])
def test_docstrings(name: str) -> None:
    module = importlib.import_module(f"syndicate.models.{name}") if name != "__init__" else syndicate.models
    assert doctest.testmod(module).failed == 0


def _constants_classes_functions(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_public_names_are_sorted_and_there() -> None:
    names = syndicate.models.__all__
    assert names == sorted(names, key=_constants_classes_functions)
    assert all(hasattr(syndicate.models, name) for name in names)
    for one in pkgutil.iter_modules(syndicate.models.__path__):
        module = importlib.import_module(f"syndicate.models.{one.name}")
        assert module.__all__ == sorted(module.__all__, key=_constants_classes_functions)
        assert all(hasattr(module, name) for name in module.__all__)
