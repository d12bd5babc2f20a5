"""Runs the command line as a user does, in this process."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from syndicate.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch, capfdbinary, tmp_path):
    """``run("build", "x.csv")`` in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["syndicate", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        text = err.decode()
        assert "Traceback" not in text, text
        return Ran(code, out.decode(), text)

    return call
