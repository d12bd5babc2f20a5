"""What all tests share: how many examples Hypothesis tries, and the folders of other people's material.

``SYNDICATE_HYPOTHESIS_PROFILE`` names the profile: ``default`` is quick and tries the same examples every time,
``quick`` tries new ones, ``ci`` and ``deep`` many more. Tests that try more in these two and are not Hypothesis's are
marked ``thorough``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

settings.register_profile(
    "default", max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW
)
settings.register_profile("quick", max_examples=15, deadline=None, print_blob=True, suppress_health_check=_SLOW)
settings.register_profile("ci", max_examples=100, deadline=None, print_blob=True, suppress_health_check=_SLOW)
settings.register_profile("deep", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("SYNDICATE_HYPOTHESIS_PROFILE", "default"))


def _folder(variable: str) -> Path:
    named = os.environ.get(variable)
    if not named:
        pytest.skip(f"{variable} names no folder")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"{variable} names {named}, which is no folder")
    return folder


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real reviews in real shapes."""
    return _folder("SYNDICATE_CORPORA")


@pytest.fixture(scope="session")
def conformance() -> Path:
    """The folder of public schemas and examples."""
    return _folder("SYNDICATE_CONFORMANCE")


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The packages of npm that answers are compared with; see ``.ci/run`` for which."""
    return _folder("SYNDICATE_NODE") / "node_modules"
