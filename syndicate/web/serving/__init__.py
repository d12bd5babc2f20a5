"""The published folder as a good server gives it, as an ASGI application.

>>> from pathlib import Path
>>> site = app(Path("public"))

``syndicate serve`` runs it; any ASGI server can, and a Starlette or FastAPI application can mount it. Needs the extra
``serve``. Files are opened anew for each request: what a build has put in place is served at once, and a response that
is under way is of the version that it began with.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from syndicate.errors import SettingsError
from syndicate.web.serving.answers import Answer, Asked, Shop, answer
from syndicate.web.serving.content import Changed
from syndicate.web.serving.live import EVENTS, SCRIPT, SCRIPT_PATH, Live

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Live", "app"]


def app(folder: Path, *, live: Live | None = None) -> ASGIApp:
    """An ASGI application that gives the files below a folder to GET and HEAD, and nothing else.

    With ``live``, pages for people are loaded again in the browser when a build lands. The folder is looked up for each
    request, so that it may be a link that is changed to a newer release. Raises :class:`SettingsError` where Starlette
    is not installed.
    """
    try:
        from starlette.responses import Response, StreamingResponse
        from starlette.routing import Route, Router
    except ImportError:
        raise SettingsError(
            "serving needs starlette and uvicorn, which are not installed",
            mend="Install them with: pip install 'syndicate[serve]'.",
        ) from None

    shop = Shop(folder=folder, live=None if live is None else live.page)
    routes = []
    if live is not None:
        fresh = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

        async def script(_: Request) -> Response:
            return Response(SCRIPT, media_type="text/javascript", headers=fresh)

        async def events(_: Request) -> Response:
            return StreamingResponse(live.events(), media_type="text/event-stream", headers=fresh)

        routes = [Route(SCRIPT_PATH, script), Route(EVENTS, events)]
    return Router(routes, redirect_slashes=False, default=_files(shop))


def _files(shop: Shop) -> ASGIApp:
    from starlette.requests import ClientDisconnect
    from starlette.websockets import WebSocketClose

    async def files(scope: Scope, receive: Receive, send: Send) -> None:
        import anyio.to_thread

        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        made = await anyio.to_thread.run_sync(answer, shop, _asked(scope))
        try:
            await _response(made)(scope, receive, send)
        except ClientDisconnect:
            pass  # whoever asked has left
        finally:
            if made.content is not None:
                made.content.close()

    return files


def _asked(scope: Scope) -> Asked:
    from urllib.parse import quote

    from starlette.datastructures import Headers

    headers = Headers(scope=scope)
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    # A request of a proxy may say the whole address (RFC 9112, section 3.2.2).
    raw = re.sub(rb"^https?://[^/]*/?", b"/", raw, count=1, flags=re.IGNORECASE)

    def field(name: str) -> str | None:
        return ", ".join(headers.getlist(name)) if name in headers else None

    return Asked(
        method=scope["method"],
        path=raw,
        query=scope.get("query_string", b"").decode("latin-1"),
        field=field,
        below=scope.get("root_path", ""),
    )


def _response(made: Answer) -> ASGIApp:
    from starlette.responses import Response, StreamingResponse

    if made.content is None:
        body = b"".join(piece for piece in made.pieces if isinstance(piece, bytes))
        return Response(body, made.status, made.headers)

    class Streaming(StreamingResponse):
        async def stream_response(self, send: Send) -> None:
            with suppress(Changed):  # the response stays unfinished, so that the client sees that it is broken
                await super().stream_response(send)

    return Streaming(_read(made), made.status, made.headers)


async def _read(made: Answer) -> AsyncIterator[bytes]:
    import anyio.to_thread

    assert made.content is not None
    blocks = made.content.pieces(made.pieces)
    while (block := await anyio.to_thread.run_sync(next, blocks, None)) is not None:
        yield block
