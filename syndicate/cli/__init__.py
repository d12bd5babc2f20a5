"""The command line: ``syndicate``, one module per command.

Exit codes: 0 done (refusals are told and counted); 1 nothing came out, or ``--strict`` and something was refused, or a
check found errors; 2 the call or the settings are wrong. No traceback for anything that a user can cause.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Annotated, TextIO

import typer

from syndicate import __version__
from syndicate.cli import (
    build,
    check,
    convert,
    diff,
    embed,
    explain,
    formats,
    rules,
    schema,
    serve,
    verify,
    withdraw,
)
from syndicate.cli._console import fail, tell
from syndicate.errors import SyndicateError

__all__ = ["app", "main"]

app = typer.Typer(
    name="syndicate",
    help="Write a review once; search engines, feed readers and aggregators each get it right.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"syndicate {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass


app.command("build")(build.build)
app.command("check")(check.check)
app.command("convert")(convert.convert)
app.command("diff")(diff.diff)
app.command("embed")(embed.embed)
app.command("explain")(explain.explain)
app.command("formats")(formats.formats)
app.command("rules")(rules.rules)
app.command("schema")(schema.schema)
app.command("serve")(serve.serve)
app.command("verify")(verify.verify)
app.command("withdraw")(withdraw.withdraw)


def main() -> None:
    """The entry point of ``syndicate``."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except SyndicateError as error:
        sys.exit(fail(error))
    except BrokenPipeError:  # the reader of our output has seen enough
        _discard(sys.stdout)
        sys.exit(0)
    except OSError as error:
        tell(f"syndicate: {error.filename or 'the output'} cannot be written: {error.strerror or error}")
        _discard(sys.stdout)
        sys.exit(1)


def _terminated(number: int, frame: FrameType | None) -> None:
    """Ends as an interrupt does, so that nothing is left behind."""
    raise KeyboardInterrupt


def _discard(stream: TextIO | None) -> None:
    """Lets what is still to be flushed go nowhere, so that the interpreter has nothing to say of it at its end."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
