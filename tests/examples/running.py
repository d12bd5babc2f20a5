"""The examples of the web frameworks, each loaded once and asked for pages as its framework's own client asks."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from syndicate import Review

__all__ = ["EXAMPLES", "Answer", "Example", "loaded", "of_django", "of_fastapi", "of_flask", "of_jinja2"]

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, kw_only=True)
class Example:
    name: str
    get: Callable[[str], Answer]
    page: Callable[[pytest.MonkeyPatch, Review], str]
    """The page of a review that stands in place of the example's own."""
    syntax: str
    """What its fragment is marked in."""


@cache
def of_jinja2() -> Example:
    module = loaded("example_jinja2", "jinja2/render.py")
    return Example(
        name="jinja2",
        get=lambda path: Answer(status=200, headers={}, text=module.page(module.REVIEW)),
        page=lambda patch, review: module.page(review),
        syntax="microformats",
    )


@cache
def of_flask() -> Example:
    module = loaded("example_flask", "flask/app.py")
    client = module.app.test_client()

    def get(path: str) -> Answer:
        answer = client.get(path)
        return Answer(status=answer.status_code, headers=_lower(answer.headers), text=answer.text)

    def page(patch: pytest.MonkeyPatch, review: Review) -> str:
        patch.setattr(module, "REVIEWS", {"x": [review]})
        return get("/products/x").text

    return Example(name="flask", get=get, page=page, syntax="microformats")


@cache
def of_fastapi() -> Example:
    # httpx's own transport: which client the test client of Starlette stands on depends on its version.
    import httpx

    module = loaded("example_fastapi", "fastapi/app.py")

    async def asked(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=module.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path)

    def get(path: str) -> Answer:
        answer = asyncio.run(asked(path))
        return Answer(status=answer.status_code, headers=_lower(answer.headers), text=answer.text)

    def page(patch: pytest.MonkeyPatch, review: Review) -> str:
        patch.setattr(module, "REVIEWS", {"x": review})
        return get("/reviews/x").text

    return Example(name="fastapi", get=get, page=page, syntax="rdfa")


@cache
def of_django() -> Example:
    from django.test import Client

    loaded("review_tags", "django/review_tags.py")
    module = loaded("example_django", "django/app.py")

    def get(path: str) -> Answer:
        answer = Client(SERVER_NAME="localhost").get(path)
        return Answer(status=answer.status_code, headers=_lower(answer.headers), text=answer.content.decode())

    def page(patch: pytest.MonkeyPatch, review: Review) -> str:
        patch.setattr(module, "REVIEWS", {"x": review})
        return get("/reviews/x/").text

    return Example(name="django", get=get, page=page, syntax="microdata")


def loaded(name: str, file: str, folder: Path = EXAMPLES) -> ModuleType:
    """A module of an example, under a name of its own where several are called the same."""
    spec = importlib.util.spec_from_file_location(name, folder / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
