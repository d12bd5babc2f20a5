"""Chromium without a window: what it makes of pages, and what it says on its console.

``SYNDICATE_CHROMIUM`` names the program; else it is looked for by its usual names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote

__all__ = ["Seen", "found", "see", "see_all"]

_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr", "--v=0", "--dump-dom",
)  # fmt: skip
_CONSOLE = re.compile(r"\bCONSOLE\b.*")

# Each page in a frame of its own, where its scripts run; when all have loaded and had time to, what became of them.
_HARNESS = """<!DOCTYPE html><meta charset="utf-8"><title>frames</title><body>{frames}<script>
addEventListener("load", () => setTimeout(() => {{
  const made = [...document.querySelectorAll("iframe")].map(frame => {{
    const page = frame.contentDocument;
    if (!page) return null;
    const links = [...page.querySelectorAll("a[href], area[href], img[src]")];
    return {{
      dom: page.documentElement.outerHTML,
      title: page.title,
      schemes: [...new Set(links.map(link => URL.parse(link.href || link.src)?.protocol ?? "none"))],
      running: [...page.scripts].filter(one => one.type !== "application/ld+json").length,
    }};
  }});
  document.querySelectorAll("iframe").forEach(frame => frame.remove());
  const out = document.createElement("pre");
  out.id = "out";
  out.textContent = encodeURIComponent(JSON.stringify(made));
  document.body.append(out);
}}, 500));
</script>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What became of a page."""

    dom: str
    title: str
    schemes: frozenset[str]
    """Those of its links and pictures, as the browser resolves them."""
    running: int
    """Scripts that are more than data."""


def found() -> str | None:
    """The program, where the environment names it: a minute of a browser is not for every run of the tests."""
    return os.environ.get("SYNDICATE_CHROMIUM") or None


def see(page: Path, profile: Path) -> tuple[str, list[str]]:
    """The document that a page becomes, as HTML, and the lines on the console."""
    program = found()
    assert program is not None
    done = subprocess.run(
        [program, *_OPTIONS, "--virtual-time-budget=5000", f"--user-data-dir={profile}", page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    console = _CONSOLE.findall(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode(), console


def see_all(pages: Sequence[str], folder: Path, profile: Path) -> tuple[list[Seen], list[str]]:
    """Many pages at once, each in a frame; ``folder`` is where their relative links start."""
    frames = "".join(f'<iframe srcdoc="{escape(page)}"></iframe>\n' for page in pages)
    harness = folder / "frames.html"
    harness.write_text(_HARNESS.format(frames=frames), encoding="utf-8")
    dom, console = see(harness, profile)
    out = re.search(r'<pre id="out">([^<]*)</pre>', dom)
    assert out, "the frames did not come to an end"
    made = json.loads(unquote(out[1]))
    assert len(made) == len(pages)
    assert None not in made, "a frame went elsewhere"
    return [
        Seen(dom=one["dom"], title=one["title"], schemes=frozenset(one["schemes"]), running=one["running"])
        for one in made
    ], console
