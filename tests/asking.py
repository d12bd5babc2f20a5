"""Asks an ASGI application in this process, with the path as it stands: no client tidies it."""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Got", "ask"]

# One loop for all requests: its threads are made once.
_LOOP = asyncio.Runner()
atexit.register(_LOOP.close)


@dataclass
class Got:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = False
    """Whether the response came to its end."""


def ask(
    app: Any,
    target: str | bytes = "/",
    method: str = "GET",
    *,
    headers: list[tuple[str, str]] | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    root: str = "",
    **fields: str,
) -> Got:
    """The response to one request; ``meanwhile`` is called once, after the first piece of the body."""
    raw = target if isinstance(target, bytes) else target.encode()
    path, _, query = raw.partition(b"?")
    told = [*(headers or []), *((name.replace("_", "-"), value) for name, value in fields.items())]
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "scheme": "http",
        "method": method, "path": path.decode("latin-1"), "raw_path": path, "query_string": query, "root_path": root,
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in told],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    got, pieces = Got(), []
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def run() -> None:
        over = asyncio.Event()

        async def receive() -> dict[str, Any]:
            for message in asked:
                return message
            await over.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                got.status = message["status"]
                pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]]
                got.headers = dict(pairs)
                assert len(got.headers) == len(pairs), "a header twice"
                return
            pieces.append(message.get("body", b""))
            got.whole = not message.get("more_body")
            if len(pieces) == 1:
                meanwhile()

        await app(scope, receive, send)
        over.set()

    _LOOP.run(run())
    got.body = b"".join(pieces)
    return got
