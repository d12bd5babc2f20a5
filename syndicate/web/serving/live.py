"""Open pages are loaded again when a build has landed.

A page gets a script at its end, which listens to events of the server (server-sent events, HTML Living Standard,
section 9.2) and knows the build that the page is of. A build has landed when the list of published files, which it
writes last, was replaced and stays as it is. A page that is hidden does not listen, since a browser has six connections
to a server and no more.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

__all__ = ["EVENTS", "SCRIPT", "SCRIPT_PATH", "Live"]

EVENTS = "/.syndicate/live"
"""Where the events are; no file has such a name, since none that begins with a dot is served."""
SCRIPT_PATH = "/.syndicate/live.js"

SCRIPT = b"""\
(() => {
  const own = document.currentScript;
  const events = new URL("live", own.src);
  let source = null;
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(events);
      source.onmessage = (event) => {
        if (event.data !== own.dataset.build) location.reload();
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""

_PAGE = re.compile(rb"<(?:!doctype|html)[\s>]", re.IGNORECASE)
_HEAD = 4096
_PAUSE = 0.25
_SILENCE = 40
"""Pauses after which something is said, so that a listener that has left is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What says that a build has landed."""

    list: Path
    """The file that a build writes last."""
    ended: Callable[[], bool] = lambda: False
    """Whether the server ends: then the events do."""

    def build(self) -> str:
        """A word for the build that is there; another after each that lands, even of the same bytes."""
        try:
            status = self.list.stat()
        except OSError:
            return "none"
        return f"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}"

    def page(self, content: bytes, below: str) -> bytes:
        """A page with the script at its end; a fragment, and what is not in an encoding like ASCII, as it is."""
        if b"\0" in content[:_HEAD] or not _PAGE.search(content[:_HEAD]):
            return content
        where = quote(below) + SCRIPT_PATH
        return content + f'<script src="{where}" data-build="{self.build()}"></script>\n'.encode()

    async def events(self) -> AsyncIterator[bytes]:
        """The build that is there, and each that lands."""
        import anyio
        import anyio.to_thread

        told, before, silent = "", "", 0
        yield b"retry: 1000\n\n"
        while not self.ended():
            now = await anyio.to_thread.run_sync(self.build)
            silent += 1
            if now not in (before, told):  # a build writes the list twice: wait until it stays
                before = now
            elif now != told:
                told, silent = now, 0
                yield f"data: {now}\n\n".encode()
            elif silent >= _SILENCE:
                silent = 0
                yield b":\n\n"
            await anyio.sleep(_PAUSE)
