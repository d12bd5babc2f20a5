"""``syndicate serve``: the published folder, as a good web server gives it."""

from __future__ import annotations

import errno
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.cli._console import tell
from syndicate.errors import InputError, SettingsError

if TYPE_CHECKING:
    from uvicorn import Server

__all__ = ["serve"]

# Where all machines are let in, and where this one finds it.
_ALL = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The published folder.")] = Path("public"),
    port: Annotated[
        int, typer.Option("-p", "--port", min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")
    ] = 8000,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="The address to listen at; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
    live: Annotated[bool, typer.Option("--live", help="Load open pages again when a build lands.")] = False,
) -> None:
    """Serve the published folder until Ctrl-C, with the media types, entity tags and caching of a good web server.

    Prints the address. What a build puts in place is served at once. Nothing outside of the folder is served, and
    nothing whose name begins with a dot. Needs the extra `serve`.
    """
    if not folder.is_dir():
        raise InputError(
            "this is a file" if folder.exists() else "there is no such folder",
            source=str(folder),
            expected="the folder that a build has published",
            mend="Check the path, or build it first: syndicate build -o DIR.",
        )
    with suppress(KeyboardInterrupt):
        _run(folder, host, port, live)
    tell("Served.")


def _run(folder: Path, host: str, port: int, live: bool) -> None:
    from syndicate.site.files import HOME
    from syndicate.web.serving import Live, app

    ends: list[Server] = []  # the server, once there is one
    published = folder / HOME / "files.jsonl"
    watch = Live(list=published, ended=lambda: any(server.should_exit for server in ends)) if live else None
    application = app(folder, live=watch)
    try:
        import uvicorn
    except ImportError:
        raise SettingsError(
            "serving needs uvicorn, which is not installed", mend="Install it with: pip install 'syndicate[serve]'."
        ) from None
    config = uvicorn.Config(
        application,
        http="h11",  # the others are not always there, and differ in what they let through
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    with _listening(host, port) as listener:
        server = uvicorn.Server(config)
        ends.append(server)
        _greet(folder, host, listener.getsockname()[1], live=published if live else None)
        server.run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that is listened at; or an error that says why there is none."""
    place = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise SettingsError(
            "there is no such host",
            source=place,
            expected="an address of this machine, such as 127.0.0.1, ::1 or 0.0.0.0",
            mend="Correct --host.",
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise SettingsError(*_why(error), source=place, mend=_mend(error)) from None
    return listener


def _why(error: OSError) -> tuple[str]:
    return (
        {
            errno.EADDRINUSE: "another program listens there already",
            errno.EACCES: "ports below 1024 need the rights of an administrator",
            errno.EADDRNOTAVAIL: "this machine does not have that address",
        }.get(error.errno or 0, f"the system does not let us listen there: {error.strerror or error}"),
    )


def _mend(error: OSError) -> str:
    if error.errno == errno.EADDRNOTAVAIL:
        return "Correct --host: 127.0.0.1 is for this machine alone, 0.0.0.0 for all."
    return "Choose another port with --port, such as 8080; --port 0 takes one that is free."


def _greet(folder: Path, host: str, port: int, *, live: Path | None) -> None:
    shown = _ALL.get(host, host)
    print(f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/", flush=True)
    tell(f"Serving {folder}; Ctrl-C ends it.")
    if host not in ("localhost", "::1") and not host.startswith("127."):
        tell("Everyone who reaches this machine can read it. It speaks no TLS: put a web server before it.")
    if live is not None:
        tell("Open pages are loaded again when a build lands.")
        if not live.exists():
            tell(f"No build of ours is there yet: {live} is what shows that one has landed.")
